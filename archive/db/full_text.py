"""The full-text indexes `articles_fts` and `comments_fts`."""

from sqlite_utils import Database


def rebuild_index(db: Database, index: str) -> None:
    """Make a full-text index anew from the texts."""
    db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608
