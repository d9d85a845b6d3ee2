"""The tables, indexes, full-text indexes and triggers the archive began with."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
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


def apply(db: Database) -> None:
    """The tables, indexes, full-text indexes and triggers the archive began with."""
    for statement in statements_of(TABLES):
        db.execute(statement)
