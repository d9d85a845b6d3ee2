"""Runs, visits that are planned, columns of several captures, rights, private columns."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  finished_at TEXT,                 -- null while it runs, and for ever if it was killed
  problem TEXT,                     -- why it failed as a whole; null when it did not
  outlets INTEGER NOT NULL,         -- outlets it was to crawl
  command TEXT NOT NULL
) STRICT;

ALTER TABLE crawls ADD COLUMN run_id INTEGER REFERENCES runs (id);
  -- the run that began it; null for crawls from before runs were written down
ALTER TABLE crawls ADD COLUMN requests INTEGER;
  -- exchanges, with robots.txt, seeds and redirects; null as long as finished_at is
ALTER TABLE crawls ADD COLUMN measures TEXT;
  -- JSON object: what its columns looked like, to see drift by; null as long as finished_at is
CREATE INDEX crawls_run ON crawls (run_id);

ALTER TABLE frontier ADD COLUMN next_visit TEXT;
  -- due from then on; null before the first visit, and for what only a hint makes due again
ALTER TABLE frontier ADD COLUMN leased_at TEXT;
  -- when a run took it in hand; null once that visit is settled
ALTER TABLE frontier ADD COLUMN hint_seen TEXT;
  -- hinted_at as it stood at the last visit; null when there was none
ALTER TABLE frontier ADD COLUMN changed_at TEXT;
  -- last visit that found the column new or changed; null before
ALTER TABLE frontier ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
  -- visits that found it changed
ALTER TABLE frontier ADD COLUMN platform_id TEXT;
  -- number of the post with the outlet's WordPress; null when no REST listing names it
ALTER TABLE frontier ADD COLUMN record_id INTEGER REFERENCES captures (id);
  -- the REST listing that tells most lately of it; null as long as platform_id is
CREATE INDEX frontier_due ON frontier (outlet_id, next_visit);
CREATE INDEX frontier_platform ON frontier (outlet_id, platform_id) WHERE platform_id IS NOT NULL;
CREATE INDEX frontier_leased ON frontier (outlet_id) WHERE leased_at IS NOT NULL;

ALTER TABLE seeds ADD COLUMN memory TEXT;
  -- JSON object: what its channel needs to ask for changes only; null when it needs nothing
ALTER TABLE seeds ADD COLUMN rolled_at TEXT;
  -- last time it named nothing that it named before, so that columns may have been missed; or null

CREATE TABLE hosts (
  host TEXT PRIMARY KEY,
  not_before TEXT NOT NULL,         -- nothing is asked of it before then
  reason TEXT NOT NULL              -- what it answered
) STRICT, WITHOUT ROWID;

ALTER TABLE captures ADD COLUMN rights TEXT;
  -- JSON array of what the response reserves (noarchive, tdm-reservation, ...); null if nothing

CREATE TABLE capture_parts (
  page_id INTEGER NOT NULL REFERENCES captures (id),  -- the capture of the column's own address
  position INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('continuation', 'comments', 'record', 'replies')),
  -- continuation: a further page of the text; comments: a further page of comments; record: a REST
  -- listing with its post in it; replies: its comments as REST tells them
  capture_id INTEGER NOT NULL REFERENCES captures (id),  -- its outcome is null: the page has one
  PRIMARY KEY (page_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX capture_parts_capture ON capture_parts (capture_id);

ALTER TABLE articles ADD COLUMN private_since TEXT;
  -- since when its page shows a gate in place of the text; null while it is public

CREATE TABLE article_events_2 (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  capture_id INTEGER NOT NULL REFERENCES captures (id),
  kind TEXT NOT NULL CHECK (kind IN ('gone', 'back', 'moved', 'private')),
  happened_at TEXT NOT NULL,
  detail TEXT                       -- the address moved from; null otherwise
) STRICT;
INSERT INTO article_events_2 SELECT id, article_id, capture_id, kind, happened_at, detail
  FROM article_events;
DROP TABLE article_events;
ALTER TABLE article_events_2 RENAME TO article_events;
CREATE INDEX article_events_article ON article_events (article_id, happened_at);
CREATE INDEX article_events_capture ON article_events (capture_id);
"""


def apply(db: Database) -> None:
    """Runs, visits that are planned, columns of several captures, rights, private columns."""
    for statement in statements_of(TABLES):
        db.execute(statement)
