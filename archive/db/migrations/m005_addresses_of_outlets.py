"""Addresses of each outlet for itself, what named them, and what a crawl met that is an alarm."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
CREATE TABLE frontier_2 (
  outlet_id INTEGER NOT NULL REFERENCES outlets (id),
  url TEXT NOT NULL,                -- normalised
  state TEXT NOT NULL CHECK (state IN ('due', 'done', 'failed', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,     -- since the last visit that succeeded
  found_at TEXT NOT NULL,
  visited_at TEXT,                  -- null before the first visit
  hinted_at TEXT,                   -- last change as a feed or sitemap tells; null when none does
  outcome TEXT,                     -- null before the first visit
  reason TEXT,                      -- what was seen, when the outcome needs words; null otherwise
  etag TEXT,                        -- validator of the last good answer; null when it sent none
  last_modified TEXT,               -- the same
  found_by TEXT NOT NULL,           -- the seed that named it first
  next_visit TEXT,                  -- due from then on; null before the first visit, out of scope
  leased_at TEXT,                   -- when a run took it in hand; null once that visit is settled
  hint_seen TEXT,                   -- hinted_at as it stood at the last visit; null without one
  changed_at TEXT,                  -- last visit that found the column new or changed; null before
  changes INTEGER NOT NULL DEFAULT 0,      -- visits that found it changed
  platform_id TEXT,                 -- number of the post with the outlet's WordPress; null if none
  record_id INTEGER REFERENCES captures (id),
  -- the REST listing that tells most lately of it; null when none does today
  named_by TEXT,
  -- digests of seeds that named it, as they stood in the outlet file; null if that was not noted
  rest_until TEXT,
  -- out of scope: when a feed or listing names it from then on, it is due once more; else null
  PRIMARY KEY (outlet_id, url)
) STRICT, WITHOUT ROWID;
INSERT INTO frontier_2
  SELECT outlet_id, url, state, attempts, found_at, visited_at, hinted_at, outcome, reason, etag,
  last_modified, found_by, next_visit, leased_at, hint_seen, changed_at, changes, platform_id,
  record_id, NULL, CASE outcome WHEN 'out of scope' THEN visited_at END FROM frontier;
DROP TABLE frontier;
ALTER TABLE frontier_2 RENAME TO frontier;
CREATE INDEX frontier_url ON frontier (url);
CREATE INDEX frontier_outlet ON frontier (outlet_id, state, visited_at);
CREATE INDEX frontier_due ON frontier (outlet_id, next_visit);
CREATE INDEX frontier_platform ON frontier (outlet_id, platform_id) WHERE platform_id IS NOT NULL;
CREATE INDEX frontier_leased ON frontier (outlet_id) WHERE leased_at IS NOT NULL;

UPDATE frontier SET next_visit = visited_at, attempts = 0
  WHERE outcome = 'out of scope' AND reason LIKE 'leads to %'
  AND url IN (SELECT url FROM article_urls);
  -- columns that one redirect had put out of scope for good

ALTER TABLE crawls ADD COLUMN alarms TEXT;
  -- JSON array: what was wrong with its answers as a whole; null as long as finished_at is
"""


def apply(db: Database) -> None:
    """Addresses of each outlet for itself, what named them, and what is alarming in a crawl."""
    for statement in statements_of(TABLES):
        db.execute(statement)
