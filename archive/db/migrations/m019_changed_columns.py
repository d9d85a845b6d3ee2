"""Columns whose text changed, found without a look at all versions."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
CREATE INDEX versions_changed ON versions (article_id, seen_at)
  WHERE ordinal > 1 AND body IS NULL;
  -- the newest version of each column that has several
"""


def apply(db: Database) -> None:
    """Columns whose text changed, found without a look at all versions."""
    for statement in statements_of(TABLES):
        db.execute(statement)
