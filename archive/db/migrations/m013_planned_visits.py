"""When an address was to be visited again before a channel told of a change."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
ALTER TABLE frontier ADD COLUMN planned_visit TEXT;
  -- next_visit as the last visit set it; null before one, and once a channel told of a change
"""


def apply(db: Database) -> None:
    """When an address was to be visited again before a channel told of a change."""
    for statement in statements_of(TABLES):
        db.execute(statement)
