"""An index of captures by the place of their records.

By it a writer knows which WARC files there must be, and a check reads rows in the order of a file.
"""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

INDEX = """
CREATE INDEX captures_record ON captures (warc_file, warc_offset);
"""


def apply(db: Database) -> None:
    """Captures found by the place of their records."""
    for statement in statements_of(INDEX):
        db.execute(statement)
