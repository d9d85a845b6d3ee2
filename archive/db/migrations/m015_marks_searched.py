"""Facts of a column as marks in the full-text index, and narrow columns beside its row."""

import sqlite3

from archive.db.migrations.m007_words_searched import told
from archive.db.sql_script import statements_of
from archive.db.sqlite import Database
from archive.text.index_marks import column_marks

BEFORE = """
DROP TRIGGER articles_fts_insert;
DROP TRIGGER articles_fts_delete;
DROP TRIGGER articles_fts_update;
DROP TABLE articles_fts;

ALTER TABLE articles ADD COLUMN search_marks TEXT NOT NULL DEFAULT '';
  -- outlet, language, section, tags, authors and date as one token each; never empty
"""

AFTER = """
CREATE INDEX articles_facets ON articles
  (id, outlet_id, published, published_precision, language, section, cluster_id);

CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, standfirst, body, search_extra, search_authors, search_captions, search_marks,
  tokenize='unicode61 remove_diacritics 2', content="articles", content_rowid='id');
INSERT INTO articles_fts (articles_fts, rank)
  VALUES ('rank', 'bm25(10.0, 3.0, 1.0, 1.0, 10.0, 1.0, 0.0)');
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');

CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts
    (rowid, title, standfirst, body, search_extra, search_authors, search_captions, search_marks)
  VALUES (new.id, new.title, new.standfirst, new.body, new.search_extra, new.search_authors,
    new.search_captions, new.search_marks);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts
    (articles_fts, rowid, title, standfirst, body, search_extra, search_authors, search_captions,
    search_marks)
  VALUES ('delete', old.id, old.title, old.standfirst, old.body, old.search_extra,
    old.search_authors, old.search_captions, old.search_marks);
END;
CREATE TRIGGER articles_fts_update
AFTER UPDATE OF title, standfirst, body, search_extra, search_authors, search_captions, search_marks
ON articles
WHEN (old.title, old.standfirst, old.body, old.search_extra, old.search_authors,
    old.search_captions, old.search_marks)
  IS NOT (new.title, new.standfirst, new.body, new.search_extra, new.search_authors,
    new.search_captions, new.search_marks)
BEGIN
  INSERT INTO articles_fts
    (articles_fts, rowid, title, standfirst, body, search_extra, search_authors, search_captions,
    search_marks)
  VALUES ('delete', old.id, old.title, old.standfirst, old.body, old.search_extra,
    old.search_authors, old.search_captions, old.search_marks);
  INSERT INTO articles_fts
    (rowid, title, standfirst, body, search_extra, search_authors, search_captions, search_marks)
  VALUES (new.id, new.title, new.standfirst, new.body, new.search_extra, new.search_authors,
    new.search_captions, new.search_marks);
END;
"""


def apply(db: Database) -> None:
    """Facts of a column as marks in the full-text index, and narrow columns beside its row."""
    for statement in statements_of(BEFORE):
        db.execute(statement)
    for article_id in told(db.conn, "articles"):
        marks = marks_of(db.conn, article_id)
        db.conn.execute("UPDATE articles SET search_marks = ? WHERE id = ?", (marks, article_id))
    for statement in statements_of(AFTER):
        db.execute(statement)


def marks_of(conn: sqlite3.Connection, article_id: int) -> str:
    """The marks of a stored column."""
    outlet_id, language, section, published, precision = conn.execute(
        "SELECT outlet_id, language, section, published, published_precision FROM articles"
        " WHERE id = ?",
        (article_id,),
    ).fetchone()
    authors = "SELECT name FROM article_authors WHERE article_id = ? ORDER BY position"
    tags = "SELECT tag FROM article_tags WHERE article_id = ?"
    return column_marks(
        outlet_id=outlet_id,
        language=language,
        section=section,
        authors=[name for (name,) in conn.execute(authors, (article_id,))],
        tags=[tag for (tag,) in conn.execute(tags, (article_id,))],
        published=published,
        precision=precision,
    )
