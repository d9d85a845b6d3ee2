"""Tables of a database that is being rebuilt: what stands where in the WARC files, how far it is.

They are dropped when it is done; no archive has them.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from sqlite_utils import Database

from archive.warc.reading import Position

TABLES = (
    """CREATE TABLE rebuild_records (
  record_id TEXT PRIMARY KEY,
  number INTEGER NOT NULL,          -- order in the WARC files
  warc_file TEXT NOT NULL,
  warc_offset INTEGER NOT NULL,
  warc_length INTEGER NOT NULL,
  redacted INTEGER NOT NULL,
  capture_id INTEGER                -- null until it is entered
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE rebuild_journals (
  number INTEGER PRIMARY KEY,       -- order in the WARC files
  record_id TEXT NOT NULL,
  follows TEXT,                     -- null for the first
  goes_on INTEGER NOT NULL,
  committed INTEGER NOT NULL,
  warc_file TEXT NOT NULL,
  warc_offset INTEGER NOT NULL
) STRICT""",
    "CREATE TABLE rebuild_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)


class IndexedRecord(NamedTuple):
    """A record as the index has it."""

    position: Position
    redacted: bool
    capture_id: int | None


class IndexedJournal(NamedTuple):
    """A journal as the index has it."""

    number: int
    record_id: str
    follows: str | None
    goes_on: int
    warc_file: str
    warc_offset: int

    @property
    def position(self) -> Position:
        """Where its record stands; its length is not asked for."""
        return Position(self.warc_file, self.warc_offset, 0)


JOURNAL = "number, record_id, follows, goes_on, warc_file, warc_offset"


def make_tables(db: Database) -> None:
    """Make the tables, where they are not there yet."""
    if "rebuild_state" not in db.table_names():
        for statement in TABLES:
            db.execute(statement)


def empty_tables(db: Database) -> None:
    """Forget an index that was not finished."""
    for table in ("rebuild_records", "rebuild_journals", "rebuild_state"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608


def drop_tables(db: Database) -> None:
    """Leave an archive like any other."""
    for table in ("rebuild_records", "rebuild_journals", "rebuild_state"):
        db.execute(f"DROP TABLE {table}")


def state(db: Database, name: str) -> Any:
    """A value that was kept under a name; None when none was."""
    row = db.execute("SELECT value FROM rebuild_state WHERE name = ?", (name,)).fetchone()
    return None if row is None else json.loads(row[0])


def keep_state(db: Database, **values: object) -> None:
    """Keep values under their names."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO rebuild_state (name, value) VALUES (?, ?)",
        [(name, json.dumps(value)) for name, value in values.items()],
    )


def put_record(
    db: Database, record_id: str, position: Position, *, number: int, redacted: bool
) -> None:
    """Enter a record; of two with one id the later counts."""
    db.execute(
        "INSERT OR REPLACE INTO rebuild_records (record_id, number, warc_file, warc_offset,"
        " warc_length, redacted) VALUES (?, ?, ?, ?, ?, ?)",
        (record_id, number, position.file, position.offset, position.length, int(redacted)),
    )


def put_journal(
    db: Database,
    record_id: str,
    position: Position,
    *,
    number: int,
    follows: str | None,
    goes_on: bool,
) -> None:
    """Enter a journal, whose rows may never have been committed."""
    db.execute(
        "INSERT INTO rebuild_journals (number, record_id, follows, goes_on, committed, warc_file,"
        " warc_offset) VALUES (?, ?, ?, ?, 0, ?, ?)",
        (number, record_id, follows, int(goes_on), position.file, position.offset),
    )


def all_journals(db: Database) -> list[IndexedJournal]:
    """All journals, the earliest first."""
    rows = db.execute(f"SELECT {JOURNAL} FROM rebuild_journals ORDER BY number")  # noqa: S608
    return [IndexedJournal(*row) for row in rows]


def committed_journals(db: Database, *, after: int) -> list[IndexedJournal]:
    """The journals behind a number whose rows were committed, the earliest first."""
    rows = db.execute(
        f"SELECT {JOURNAL} FROM rebuild_journals WHERE committed AND number > ? ORDER BY number",  # noqa: S608
        (after,),
    )
    return [IndexedJournal(*row) for row in rows]


def last_committed(db: Database) -> str | None:
    """The id of the last journal whose rows were committed."""
    row = db.execute(
        "SELECT record_id FROM rebuild_journals WHERE committed ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return None if row is None else cast("str", row[0])


def set_committed(db: Database, numbers: Iterable[int]) -> None:
    """Say of which journals the rows were committed."""
    db.conn.executemany(
        "UPDATE rebuild_journals SET committed = 1 WHERE number = ?", [(one,) for one in numbers]
    )


def record_of(db: Database, record_id: str) -> IndexedRecord | None:
    """A record by its id."""
    row = db.execute(
        "SELECT warc_file, warc_offset, warc_length, redacted, capture_id FROM rebuild_records"
        " WHERE record_id = ?",
        (record_id,),
    ).fetchone()
    return None if row is None else IndexedRecord(Position(*row[:3]), bool(row[3]), row[4])


def set_capture(db: Database, record_id: str, capture_id: int) -> None:
    """Say which capture a record was entered as."""
    db.execute(
        "UPDATE rebuild_records SET capture_id = ? WHERE record_id = ?", (capture_id, record_id)
    )


def last_number(db: Database) -> int:
    """The number of the last record."""
    row = db.execute(
        "SELECT max(coalesce((SELECT max(number) FROM rebuild_journals), 0),"
        " coalesce((SELECT max(number) FROM rebuild_records), 0))"
    ).fetchone()
    return cast("int", row[0])


def records_not_entered(db: Database) -> list[tuple[str, Position]]:
    """Id and place of the records that are no capture yet, in their order."""
    rows = db.execute(
        "SELECT record_id, warc_file, warc_offset, warc_length FROM rebuild_records"
        " WHERE capture_id IS NULL AND NOT redacted ORDER BY number"
    )
    return [(row[0], Position(*row[1:])) for row in rows]


def count_not_entered(db: Database) -> int:
    """How many records are no captures."""
    row = db.execute(
        "SELECT count(*) FROM rebuild_records WHERE capture_id IS NULL AND NOT redacted"
    ).fetchone()
    return cast("int", row[0])
