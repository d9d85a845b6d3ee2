"""Facts of a column as marks in the full-text index, and words of India's scripts as words."""

import sqlite3

from archive.db.migrations.m007_words_searched import told
from archive.db.sql_script import statements_of
from archive.db.sqlite import Database
from archive.model.records import Block, captions_of
from archive.text.index_marks import column_marks
from archive.text.index_words import author_words, caption_words, column_words, comment_words
from archive.text.indian_scripts import IS_INDIAN
from archive.text.json_text import read_json

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
    """Facts of a column as marks in the full-text index, and words of India's scripts as words."""
    for statement in statements_of(BEFORE):
        db.execute(statement)
    for article_id in told(db.conn, "articles"):
        marks = marks_of(db.conn, article_id)
        db.conn.execute("UPDATE articles SET search_marks = ? WHERE id = ?", (marks, article_id))
        renew_words_of_india(db.conn, article_id)
    for comment_id in told(db.conn, "comments"):
        renew_words_of_comment(db.conn, comment_id)
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


def renew_words_of_india(conn: sqlite3.Connection, article_id: int) -> None:
    """Put the words of a stored column into the form of today, if any is in a script of India."""
    row = conn.execute(
        "SELECT title, standfirst, body, byline, search_authors, search_captions FROM articles"
        " WHERE id = ?",
        (article_id,),
    ).fetchone()
    title, standfirst, body, byline, authors, captions = row
    if are_indian(title, standfirst, body):
        words = column_words(title, standfirst, body)
        conn.execute("UPDATE articles SET search_extra = ? WHERE id = ?", (words, article_id))
    if are_indian(authors):
        names = conn.execute(
            "SELECT name FROM article_authors WHERE article_id = ? ORDER BY position", (article_id,)
        )
        words = author_words([name for (name,) in names], byline)
        conn.execute("UPDATE articles SET search_authors = ? WHERE id = ?", (words, article_id))
    if are_indian(captions):
        (blocks,) = conn.execute(
            "SELECT blocks FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        shown = captions_of(tuple(Block(kind, text) for kind, text, *_ in read_json(blocks)))
        words = caption_words(shown)
        conn.execute("UPDATE articles SET search_captions = ? WHERE id = ?", (words, article_id))


def renew_words_of_comment(conn: sqlite3.Connection, comment_id: int) -> None:
    """The same, of a comment; its trigger takes the former words out of the index."""
    author, text = conn.execute(
        "SELECT author, text FROM comments WHERE id = ?", (comment_id,)
    ).fetchone()
    if are_indian(author, text):
        words = comment_words(author, text)
        conn.execute("UPDATE comments SET search_extra = ? WHERE id = ?", (words, comment_id))


def are_indian(*texts: str | None) -> bool:
    """Whether any sign of the texts is of a script of India."""
    return any(text is not None and IS_INDIAN.search(text) for text in texts)
