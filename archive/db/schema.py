"""The archive's tables, by append-only migrations; a migration that has landed is never edited.

Narrow columns stand first and long text last, so that lists and facets do not walk overflow pages.
Each nullable column says when it is null. Row ids never leave the database: a column is named by
its `public_id`. Times are UTC ISO 8601 text with a trailing Z, but for `published` and `modified`,
which keep the offset the reader saw and have a UTC twin to sort by. References name the column they
mean: without it Datasette 0.65 cannot tell what to show for a row and answers 500.
"""

import sqlite3

from sqlite_utils import Database, Migrations

from archive.model.rows import CAPTURE_FIELDS, capture_digest

migrations = Migrations("foreign-desk")

FIRST = """
CREATE TABLE outlets (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  home TEXT NOT NULL,
  language TEXT NOT NULL,
  timezone TEXT NOT NULL,
  country TEXT                      -- null when the outlet file names none
) STRICT;

CREATE TABLE crawls (
  id INTEGER PRIMARY KEY,
  outlet_id INTEGER NOT NULL REFERENCES outlets (id),
  started_at TEXT NOT NULL,
  finished_at TEXT,                 -- null while it runs, and for ever if it was killed
  finish_reason TEXT,               -- null as long as finished_at is
  outcomes TEXT                     -- JSON object outcome -> count; null as long as finished_at is
) STRICT;
CREATE INDEX crawls_outlet ON crawls (outlet_id, started_at);

CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  outlet_id INTEGER NOT NULL REFERENCES outlets (id),
  state TEXT NOT NULL CHECK (state IN ('live', 'gone')),
  published_utc TEXT,               -- null when the page prints no date
  published TEXT,                   -- the same
  published_precision TEXT,         -- the same
  modified_utc TEXT,                -- null when the page tells no change
  modified TEXT,                    -- the same
  modified_precision TEXT,          -- the same
  language TEXT,                    -- null when neither page nor outlet tells
  section TEXT,                     -- null when the page names none
  comment_count INTEGER,            -- what the page claims; null when it claims nothing
  words INTEGER NOT NULL,
  cluster_id INTEGER REFERENCES clusters (id),  -- null when no other column has this text
  body_digest TEXT NOT NULL,        -- sha256 of the normalised body: exact duplicates
  text_digest TEXT NOT NULL,        -- sha256 of headline, standfirst, body: version identity
  record_digest TEXT NOT NULL,      -- sha256 of all else the page said: fields, blocks, chrome
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  url TEXT,                         -- its address today; null for a text that came without one
  canonical_url TEXT,               -- null when the page declares none
  kicker TEXT,                      -- null when the page prints none
  byline TEXT,                      -- null when the page prints none
  dateline TEXT,                    -- null when the text has none
  found_in TEXT NOT NULL,           -- JSON object: field -> source
  title TEXT,                       -- null when the page has no headline
  standfirst TEXT,                  -- null when the page prints none
  body TEXT NOT NULL,
  search_extra TEXT,                -- folded words and CJK bigrams; null for most English rows
  blocks TEXT NOT NULL              -- JSON array: [kind, text, level, links]
) STRICT;
CREATE INDEX articles_outlet_published ON articles (outlet_id, published_utc);
CREATE INDEX articles_published ON articles (published_utc);
CREATE INDEX articles_body_digest ON articles (body_digest);
CREATE INDEX articles_cluster ON articles (cluster_id);
CREATE INDEX articles_text_only ON articles (body_digest) WHERE url IS NULL;

CREATE TABLE former_ids (
  public_id TEXT PRIMARY KEY,       -- an id that lost a merge; it leads to the column for ever
  article_id INTEGER NOT NULL REFERENCES articles (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_ids_article ON former_ids (article_id);

CREATE TABLE clusters (
  id INTEGER PRIMARY KEY,
  body_digest TEXT NOT NULL UNIQUE,
  representative_id INTEGER NOT NULL REFERENCES articles (id)  -- the earliest
) STRICT;

CREATE TABLE article_authors (
  article_id INTEGER NOT NULL REFERENCES articles (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_authors_name ON article_authors (name);

CREATE TABLE article_tags (
  article_id INTEGER NOT NULL REFERENCES articles (id),
  tag TEXT NOT NULL,
  PRIMARY KEY (article_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tags_tag ON article_tags (tag);

CREATE TABLE captures (
  id INTEGER PRIMARY KEY,
  outlet_id INTEGER REFERENCES outlets (id),    -- null for what belongs to no outlet
  article_id INTEGER REFERENCES articles (id),  -- null until a column is read from it
  captured_at TEXT NOT NULL,
  status INTEGER,                   -- HTTP status; null for an imported file
  payload_length INTEGER NOT NULL,
  revisit_of INTEGER REFERENCES captures (id),  -- holds the body; null when this one does
  warc_offset INTEGER NOT NULL,
  warc_length INTEGER NOT NULL,
  warc_file TEXT NOT NULL,
  digest TEXT NOT NULL,             -- sha256 of the payload as transferred
  content_type TEXT,                -- null when the response names none
  etag TEXT,                        -- null when the response names none
  last_modified TEXT,               -- null when the response names none
  outcome TEXT,                     -- null for redirects, seeds and robots.txt
  moved_permanently INTEGER NOT NULL DEFAULT 0,
  via TEXT,                         -- JSON array of addresses that redirected here; null if none
  url TEXT NOT NULL
) STRICT;
CREATE INDEX captures_url ON captures (url, captured_at);
CREATE INDEX captures_article ON captures (article_id, captured_at);
CREATE INDEX captures_digest ON captures (digest);
CREATE INDEX captures_revisit ON captures (revisit_of);

CREATE TABLE article_urls (
  url TEXT PRIMARY KEY,             -- normalised; every address the column was seen under
  article_id INTEGER NOT NULL REFERENCES articles (id),
  relation TEXT NOT NULL CHECK (
    relation IN ('address', 'variant', 'canonical', 'redirect', 'text'))
  -- address: it answered there as its own; variant: there, naming another address as its own;
  -- canonical: only named so; redirect: led to it permanently; text: digest of an imported text
) STRICT, WITHOUT ROWID;
CREATE INDEX article_urls_article ON article_urls (article_id);

CREATE TABLE versions (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  ordinal INTEGER NOT NULL,         -- 1 is the oldest
  capture_id INTEGER NOT NULL REFERENCES captures (id),  -- the first that showed this text
  seen_at TEXT NOT NULL,
  text_digest TEXT NOT NULL,        -- not unique: a text can come back
  body_digest TEXT NOT NULL,        -- as in articles
  extractor TEXT NOT NULL,
  title TEXT,                       -- null when the page had no headline
  standfirst TEXT,                  -- null when the page printed none
  body TEXT,                        -- null for the newest version: it stands in articles
  UNIQUE (article_id, ordinal)
) STRICT;
CREATE INDEX versions_body_digest ON versions (body_digest);
CREATE INDEX versions_capture ON versions (capture_id);

CREATE TABLE article_events (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  capture_id INTEGER NOT NULL REFERENCES captures (id),
  kind TEXT NOT NULL CHECK (kind IN ('gone', 'back', 'moved')),
  happened_at TEXT NOT NULL,
  detail TEXT                       -- the address moved from; null otherwise
) STRICT;
CREATE INDEX article_events_article ON article_events (article_id, happened_at);
CREATE INDEX article_events_capture ON article_events (capture_id);

CREATE TABLE comments (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  key TEXT NOT NULL,                -- its id on the page, or one made of author, time and text
  parent_key TEXT,                  -- null when it answers the column itself
  position INTEGER NOT NULL,        -- reading order on the page
  depth INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('reader', 'pingback', 'trackback')),
  on_page INTEGER NOT NULL,         -- 0 when the latest capture no longer shows it
  first_seen TEXT NOT NULL,
  last_seen TEXT,                   -- latest capture that showed it; null while it is on the page
  published_utc TEXT,               -- null when the page prints no time
  published TEXT,                   -- the same
  published_precision TEXT,         -- the same
  digest TEXT NOT NULL,             -- sha256 of author, address, time, parent, kind and text
  author TEXT,                      -- null when the page names none
  author_url TEXT,                  -- null when the name is no link
  text TEXT NOT NULL,
  search_extra TEXT,                -- as in articles
  UNIQUE (article_id, key)
) STRICT;

CREATE TABLE chrome_texts (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,      -- furniture repeats on every page of an outlet: kept once
  text TEXT NOT NULL
) STRICT;

CREATE TABLE chrome (
  article_id INTEGER NOT NULL REFERENCES articles (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  rule TEXT NOT NULL,
  text_id INTEGER NOT NULL REFERENCES chrome_texts (id),
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX chrome_text ON chrome (text_id);

CREATE TABLE frontier (
  url TEXT PRIMARY KEY,             -- normalised
  outlet_id INTEGER NOT NULL REFERENCES outlets (id),
  state TEXT NOT NULL CHECK (state IN ('due', 'done', 'failed', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,     -- since the last visit that succeeded
  found_at TEXT NOT NULL,
  visited_at TEXT,                  -- null before the first visit
  hinted_at TEXT,                   -- last change as a feed or sitemap tells; null when none does
  outcome TEXT,                     -- null before the first visit
  reason TEXT,                      -- what was seen, when the outcome needs words; null otherwise
  etag TEXT,                        -- validator of the last good answer; null when it sent none
  last_modified TEXT,               -- the same
  found_by TEXT NOT NULL            -- the seed that named it first
) STRICT, WITHOUT ROWID;
CREATE INDEX frontier_outlet ON frontier (outlet_id, state, visited_at);

CREATE TABLE seeds (
  outlet_id INTEGER NOT NULL REFERENCES outlets (id),
  url TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  yielded INTEGER NOT NULL,         -- candidates in the last good answer
  yielded_at TEXT,                  -- last time it named any candidate; null if it never did
  problem TEXT,                     -- null when the last answer was good
  etag TEXT,                        -- validator of the last good answer; null when it sent none
  last_modified TEXT,               -- the same
  terms TEXT NOT NULL,              -- digest of scope and seed as they stood in the outlet file
  PRIMARY KEY (outlet_id, url)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, standfirst, body, search_extra,
  tokenize='unicode61 remove_diacritics 2', content="articles", content_rowid='id');
INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', 'bm25(10.0, 3.0, 1.0, 1.0)');
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts (rowid, title, standfirst, body, search_extra)
  VALUES (new.id, new.title, new.standfirst, new.body, new.search_extra);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, title, standfirst, body, search_extra)
  VALUES ('delete', old.id, old.title, old.standfirst, old.body, old.search_extra);
END;
CREATE TRIGGER articles_fts_update
AFTER UPDATE OF title, standfirst, body, search_extra ON articles BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, title, standfirst, body, search_extra)
  VALUES ('delete', old.id, old.title, old.standfirst, old.body, old.search_extra);
  INSERT INTO articles_fts (rowid, title, standfirst, body, search_extra)
  VALUES (new.id, new.title, new.standfirst, new.body, new.search_extra);
END;

CREATE VIRTUAL TABLE comments_fts USING fts5(
  author, text, search_extra,
  tokenize='unicode61 remove_diacritics 2', content="comments", content_rowid='id');
CREATE TRIGGER comments_fts_insert AFTER INSERT ON comments BEGIN
  INSERT INTO comments_fts (rowid, author, text, search_extra)
  VALUES (new.id, new.author, new.text, new.search_extra);
END;
CREATE TRIGGER comments_fts_delete AFTER DELETE ON comments BEGIN
  INSERT INTO comments_fts (comments_fts, rowid, author, text, search_extra)
  VALUES ('delete', old.id, old.author, old.text, old.search_extra);
END;
CREATE TRIGGER comments_fts_update AFTER UPDATE OF author, text, search_extra ON comments BEGIN
  INSERT INTO comments_fts (comments_fts, rowid, author, text, search_extra)
  VALUES ('delete', old.id, old.author, old.text, old.search_extra);
  INSERT INTO comments_fts (rowid, author, text, search_extra)
  VALUES (new.id, new.author, new.text, new.search_extra);
END;
"""

SECOND = """
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


THIRD = """
CREATE TABLE duplicate_methods (
  id INTEGER PRIMARY KEY,
  parameters TEXT NOT NULL UNIQUE   -- JSON object: all that signatures and judgements depend on
) STRICT;

CREATE TABLE texts (
  id INTEGER PRIMARY KEY,           -- 63 bits of the body digest: the same in every archive
  body_digest TEXT NOT NULL UNIQUE, -- as in articles; one row however many columns have this body
  method_id INTEGER NOT NULL REFERENCES duplicate_methods (id),
  outlet_id INTEGER NOT NULL REFERENCES outlets (id),  -- of the column it came with first
  shingles INTEGER NOT NULL,        -- how many different ones it has
  passages BLOB NOT NULL,           -- keys in text_passages, 64 bits each
  minhash BLOB                      -- null when it is too short for any but exact copies
) STRICT;

CREATE TABLE text_bands (
  key INTEGER NOT NULL,             -- hash of the band's number and of its part of the signature
  text_id INTEGER NOT NULL,         -- of texts; no REFERENCES, which would want a second index
  PRIMARY KEY (key, text_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE text_passages (
  key INTEGER NOT NULL,             -- hash of an outlet and of a paragraph's words
  text_id INTEGER NOT NULL,         -- as in text_bands
  PRIMARY KEY (key, text_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE text_pairs (
  one_id INTEGER NOT NULL REFERENCES texts (id),     -- the smaller id
  other_id INTEGER NOT NULL REFERENCES texts (id),
  rule TEXT NOT NULL CHECK (rule IN ('same text', 'edited copy', 'excerpt')),
  resemblance REAL NOT NULL,        -- of the shingles of either, the share that both have
  one_contained REAL NOT NULL,      -- of the shingles of one, the share that other has too
  other_contained REAL NOT NULL,
  PRIMARY KEY (one_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX text_pairs_other ON text_pairs (other_id);

CREATE TABLE duplicate_words (
  one_id INTEGER NOT NULL REFERENCES articles (id),  -- of the two public ids the smaller one's
  other_id INTEGER NOT NULL REFERENCES articles (id),
  word TEXT NOT NULL CHECK (word IN ('join', 'part')),
  said_at TEXT NOT NULL,
  PRIMARY KEY (one_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_words_other ON duplicate_words (other_id);

CREATE TEMP TABLE clustered AS SELECT id, cluster_id FROM articles WHERE cluster_id IS NOT NULL;
CREATE TEMP TABLE clusters_before AS SELECT id, representative_id FROM clusters;
UPDATE articles SET cluster_id = NULL WHERE cluster_id IS NOT NULL;
DROP TABLE clusters;
CREATE TABLE clusters (
  id INTEGER PRIMARY KEY,
  representative_id INTEGER NOT NULL REFERENCES articles (id)  -- the earliest
) STRICT;
CREATE INDEX clusters_representative ON clusters (representative_id);
INSERT INTO clusters (id, representative_id) SELECT id, representative_id FROM clusters_before;
UPDATE articles SET cluster_id = (SELECT c.cluster_id FROM clustered AS c WHERE c.id = articles.id)
  WHERE id IN (SELECT id FROM clustered);
DROP TABLE clustered;
DROP TABLE clusters_before;

DROP INDEX articles_outlet_published;
CREATE INDEX articles_outlet ON articles (outlet_id, published_utc, state, words, cluster_id);
CREATE INDEX captures_outlet ON captures (outlet_id);

CREATE TABLE tombstones (
  kind TEXT NOT NULL CHECK (kind IN ('address', 'text', 'column', 'commenter')),
  key TEXT NOT NULL,                -- sha256 of address or commenter; body digest; public id
  forgotten_at TEXT NOT NULL,
  raw INTEGER NOT NULL,             -- 1 when the WARC payloads were to go too
  reason TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE checks (
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  scope TEXT NOT NULL,              -- "all", or how many of each were sampled
  looked_at TEXT NOT NULL,          -- JSON object: what -> how many
  problems INTEGER NOT NULL,
  repaired INTEGER NOT NULL
) STRICT;

CREATE TABLE reextractions (
  id INTEGER PRIMARY KEY,
  extractor TEXT NOT NULL,
  scope TEXT NOT NULL,              -- JSON object: outlet and since, as asked
  started_at TEXT NOT NULL,
  finished_at TEXT,                 -- null while it runs, and until it is taken up again
  done_until TEXT NOT NULL,         -- where it goes on; '' at the beginning
  changed TEXT NOT NULL             -- JSON object: what -> how many columns
) STRICT;

ALTER TABLE captures ADD COLUMN row_digest TEXT;
  -- sha256 of all that locates and identifies its record; null in no archive that is up to date
"""


@migrations()
def m001_first_tables(db: Database) -> None:
    """The tables, indexes, full-text indexes and triggers the archive began with."""
    for statement in statements(FIRST):
        db.execute(statement)


@migrations()
def m002_unattended_crawls(db: Database) -> None:
    """Runs, visits that are planned, columns of several captures, rights, private columns."""
    for statement in statements(SECOND):
        db.execute(statement)


@migrations()
def m003_texts_and_trust(db: Database) -> None:
    """Near duplicates, human words on them, tombstones, checks, re-extractions, row digests."""
    for statement in statements(THIRD):
        db.execute(statement)
    # What came before was compared as a whole only; `desk duplicates --recompute` compares it.
    db.execute(
        "INSERT INTO duplicate_methods (parameters)"
        " SELECT '{\"exact copies only\": true}' WHERE EXISTS (SELECT 1 FROM articles)"
    )
    fields = ", ".join(CAPTURE_FIELDS)
    rows = db.execute(f"SELECT id, {fields} FROM captures").fetchall()  # noqa: S608
    db.conn.executemany(
        "UPDATE captures SET row_digest = ? WHERE id = ?",
        [(capture_digest(row[1:]), row[0]) for row in rows],
    )


def statements(script: str) -> list[str]:
    """Single SQL statements of a script (`executescript` would commit the transaction)."""
    found: list[str] = []
    rest = ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            found.append(rest.strip())
            rest = ""
    return found
