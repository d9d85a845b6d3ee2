"""Sums over the rows of every table, by which rows that were changed or lost are seen."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
CREATE TABLE checksums (
  name TEXT NOT NULL,               -- a table
  unit INTEGER NOT NULL,
  -- row id of the column, page or outlet that the rows belong to; 0 for none; -1: no rows, but of
  -- what columns the sums of this table are made
  rows INTEGER NOT NULL,            -- how many there are
  digest BLOB NOT NULL,             -- sum of the digests of the rows, 128 bits
  PRIMARY KEY (name, unit)
) STRICT, WITHOUT ROWID;
"""


def apply(db: Database) -> None:
    """A table for the sums; `checksums.keep` fills it when the archive is next opened to write."""
    for statement in statements_of(TABLES):
        db.execute(statement)
