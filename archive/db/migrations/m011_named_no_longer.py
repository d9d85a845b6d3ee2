"""Addresses that a seed ceased to name."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
ALTER TABLE frontier ADD COLUMN unnamed_at TEXT;
  -- when a seed that names all there is ceased to name it; null otherwise, and after the next visit
CREATE INDEX frontier_unnamed ON frontier (outlet_id) WHERE unnamed_at IS NOT NULL;
"""


def apply(db: Database) -> None:
    """Addresses that a seed ceased to name."""
    for statement in statements_of(TABLES):
        db.execute(statement)
