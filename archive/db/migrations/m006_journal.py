"""The journal: what the WARC files say, beside the records, of what the database holds."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
CREATE TABLE journal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  record_id TEXT NOT NULL           -- WARC-Record-ID of the last journal whose rows are committed
) STRICT;
"""


def apply(db: Database) -> None:
    """The journal: what the WARC files say, beside the records, of what the database holds."""
    for statement in statements_of(TABLES):
        db.execute(statement)
