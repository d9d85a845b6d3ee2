"""Near duplicates, human words on them, tombstones, checks, re-extractions, row digests."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database
from archive.model.rows import CAPTURE_FIELDS, capture_digest

TABLES = """
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


def apply(db: Database) -> None:
    """Near duplicates, human words on them, tombstones, checks, re-extractions, row digests."""
    for statement in statements_of(TABLES):
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
