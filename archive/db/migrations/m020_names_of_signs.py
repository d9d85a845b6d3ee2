"""Names of signs alone ("." and "..") have marks of their own."""

from archive.db import checksums
from archive.db.migrations.m015_marks_searched import marks_of
from archive.db.sqlite import Database
from archive.text.index_marks import AUTHOR_NAME, LANGUAGE, SECTION, TAG

SHARED = " OR ".join(f'"{mark}"' for mark in (LANGUAGE, SECTION, TAG, AUTHOR_NAME))
"""The marks that all such names had."""


def apply(db: Database) -> None:
    """Names of signs alone have marks of their own."""
    found = db.execute(
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", (f"search_marks : ({SHARED})",)
    )
    for (article_id,) in found.fetchall():
        is_sound = checksums.are_sound(db, "articles", article_id)
        marks = marks_of(db.conn, article_id)
        db.execute("UPDATE articles SET search_marks = ? WHERE id = ?", (marks, article_id))
        if is_sound:  # damage is told as before
            checksums.renew(db, "articles", article_id)
