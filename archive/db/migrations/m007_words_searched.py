"""Authors in the full-text index, and words in every form they are asked for."""

import logging
import sqlite3
import time
from collections.abc import Iterator

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database
from archive.text.index_words import author_words, column_words, comment_words

log = logging.getLogger(__name__)

BEFORE = """
DROP TRIGGER articles_fts_insert;
DROP TRIGGER articles_fts_delete;
DROP TRIGGER articles_fts_update;
DROP TRIGGER comments_fts_update;
DROP TABLE articles_fts;

ALTER TABLE articles ADD COLUMN search_authors TEXT;
  -- names of its authors in the forms they are asked for; null when nothing tells who wrote it
"""

AFTER = """
CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, standfirst, body, search_extra, search_authors,
  tokenize='unicode61 remove_diacritics 2', content="articles", content_rowid='id');
INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', 'bm25(10.0, 3.0, 1.0, 1.0, 10.0)');
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
INSERT INTO comments_fts (comments_fts) VALUES ('rebuild');

CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts (rowid, title, standfirst, body, search_extra, search_authors)
  VALUES (new.id, new.title, new.standfirst, new.body, new.search_extra, new.search_authors);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts
    (articles_fts, rowid, title, standfirst, body, search_extra, search_authors)
  VALUES ('delete', old.id, old.title, old.standfirst, old.body, old.search_extra,
    old.search_authors);
END;
CREATE TRIGGER articles_fts_update
AFTER UPDATE OF title, standfirst, body, search_extra, search_authors ON articles
WHEN (old.title, old.standfirst, old.body, old.search_extra, old.search_authors)
  IS NOT (new.title, new.standfirst, new.body, new.search_extra, new.search_authors)
BEGIN
  INSERT INTO articles_fts
    (articles_fts, rowid, title, standfirst, body, search_extra, search_authors)
  VALUES ('delete', old.id, old.title, old.standfirst, old.body, old.search_extra,
    old.search_authors);
  INSERT INTO articles_fts (rowid, title, standfirst, body, search_extra, search_authors)
  VALUES (new.id, new.title, new.standfirst, new.body, new.search_extra, new.search_authors);
END;
CREATE TRIGGER comments_fts_update AFTER UPDATE OF author, text, search_extra ON comments BEGIN
  INSERT INTO comments_fts (comments_fts, rowid, author, text, search_extra)
  VALUES ('delete', old.id, old.author, old.text, old.search_extra);
  INSERT INTO comments_fts (rowid, author, text, search_extra)
  VALUES (new.id, new.author, new.text, new.search_extra);
END;
"""

TOLD_EVERY = 5.0
"""Seconds after which it is told how far it has come; a thousand columns take about as long."""


def apply(db: Database) -> None:
    """Authors in the full-text index, and words in every form they are asked for."""
    for statement in statements_of(BEFORE):
        db.execute(statement)
    conn = db.conn
    for article_id in told(conn, "articles"):
        title, standfirst, body, byline = conn.execute(
            "SELECT title, standfirst, body, byline FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        names = conn.execute(
            "SELECT name FROM article_authors WHERE article_id = ? ORDER BY position", (article_id,)
        )
        conn.execute(
            "UPDATE articles SET search_extra = ?, search_authors = ? WHERE id = ?",
            (
                column_words(title, standfirst, body),
                author_words([name for (name,) in names], byline),
                article_id,
            ),
        )
    for comment_id in told(conn, "comments"):
        author, text = conn.execute(
            "SELECT author, text FROM comments WHERE id = ?", (comment_id,)
        ).fetchone()
        conn.execute(
            "UPDATE comments SET search_extra = ? WHERE id = ?",
            (comment_words(author, text), comment_id),
        )
    for statement in statements_of(AFTER):
        db.execute(statement)


def told(conn: sqlite3.Connection, table: str) -> Iterator[int]:
    """The row ids of a table; where that takes long, how far it has come is told."""
    ids = [row[0] for row in conn.execute(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608
    told_at = time.monotonic()
    for done, one in enumerate(ids):
        if time.monotonic() - told_at > TOLD_EVERY:
            told_at = time.monotonic()
            log.warning("Bringing search up to date: %s of %s %s", done, len(ids), table)
        yield one
