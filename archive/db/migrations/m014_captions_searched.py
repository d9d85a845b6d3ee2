"""Captions of a column's pictures in the full-text index."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
DROP TRIGGER articles_fts_insert;
DROP TRIGGER articles_fts_delete;
DROP TRIGGER articles_fts_update;
DROP TABLE articles_fts;

ALTER TABLE articles ADD COLUMN search_captions TEXT;
  -- captions of its pictures, and their words in the forms they are asked for; null without any

CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, standfirst, body, search_extra, search_authors, search_captions,
  tokenize='unicode61 remove_diacritics 2', content="articles", content_rowid='id');
INSERT INTO articles_fts (articles_fts, rank)
  VALUES ('rank', 'bm25(10.0, 3.0, 1.0, 1.0, 10.0, 1.0)');
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');

CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts
    (rowid, title, standfirst, body, search_extra, search_authors, search_captions)
  VALUES (new.id, new.title, new.standfirst, new.body, new.search_extra, new.search_authors,
    new.search_captions);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts
    (articles_fts, rowid, title, standfirst, body, search_extra, search_authors, search_captions)
  VALUES ('delete', old.id, old.title, old.standfirst, old.body, old.search_extra,
    old.search_authors, old.search_captions);
END;
CREATE TRIGGER articles_fts_update
AFTER UPDATE OF title, standfirst, body, search_extra, search_authors, search_captions ON articles
WHEN (old.title, old.standfirst, old.body, old.search_extra, old.search_authors,
    old.search_captions)
  IS NOT (new.title, new.standfirst, new.body, new.search_extra, new.search_authors,
    new.search_captions)
BEGIN
  INSERT INTO articles_fts
    (articles_fts, rowid, title, standfirst, body, search_extra, search_authors, search_captions)
  VALUES ('delete', old.id, old.title, old.standfirst, old.body, old.search_extra,
    old.search_authors, old.search_captions);
  INSERT INTO articles_fts
    (rowid, title, standfirst, body, search_extra, search_authors, search_captions)
  VALUES (new.id, new.title, new.standfirst, new.body, new.search_extra, new.search_authors,
    new.search_captions);
END;
"""


def apply(db: Database) -> None:
    """Captions in the full-text index; what is stored has none until it is read again."""
    for statement in statements_of(TABLES):
        db.execute(statement)
