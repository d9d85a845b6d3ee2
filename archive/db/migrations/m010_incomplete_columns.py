"""What could not be had of a column when its page was received."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
ALTER TABLE captures ADD COLUMN lacks TEXT;
  -- what of its column could not be had with it, in words; null when nothing was missing
CREATE INDEX captures_lacking ON captures (article_id) WHERE lacks IS NOT NULL;
"""


def apply(db: Database) -> None:
    """What could not be had of a column when its page was received."""
    for statement in statements_of(TABLES):
        db.execute(statement)
