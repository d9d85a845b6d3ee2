"""What outlets were called before, so that addresses with their former slugs lead on."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
ALTER TABLE outlets ADD COLUMN formerly TEXT NOT NULL DEFAULT '[]';
  -- JSON array: its former slugs, as its file says
"""


def apply(db: Database) -> None:
    """What outlets were called before; known once an outlet is next registered."""
    for statement in statements_of(TABLES):
        db.execute(statement)
