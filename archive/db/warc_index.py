"""Tables of a database that is being rebuilt: what stands where in the WARC files, how far it is.

They are dropped when it is done; no archive has them.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

from archive.db.sqlite import Database
from archive.warc.reading import Position

TABLES = (
    """CREATE TABLE rebuild_records (
  record_id TEXT PRIMARY KEY,
  number INTEGER NOT NULL,          -- order in the WARC files
  warc_file TEXT NOT NULL,
  warc_offset INTEGER NOT NULL,
  warc_length INTEGER NOT NULL,
  redacted INTEGER NOT NULL,
  led TEXT,                         -- JSON array of addresses that had redirected there by then
  led_for_good INTEGER NOT NULL,    -- 1 when all of those did so permanently
  known_offset INTEGER,             -- in its file, of what is known of it; null where it says so
  named INTEGER NOT NULL DEFAULT 0, -- 1 when it was named as one of which no capture can be made
  capture_id INTEGER                -- null until it is entered
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE rebuild_journals (
  number INTEGER PRIMARY KEY,       -- order in the WARC files
  record_id TEXT NOT NULL,
  follows TEXT,                     -- null for the first
  goes_on INTEGER NOT NULL,
  committed INTEGER NOT NULL,
  warc_file TEXT,                   -- null for one that is damaged, and only referred to
  warc_offset INTEGER
) STRICT""",
    "CREATE TABLE rebuild_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)


NAMES = ("rebuild_records", "rebuild_journals", "rebuild_state")


class IndexedRecord(NamedTuple):
    """A record as the index has it."""

    position: Position
    redacted: bool
    capture_id: int | None
    led: tuple[str, ...]
    """Addresses that had redirected to its own by then."""
    led_for_good: bool
    known: Position | None
    """Where a record stands that says what is known of it."""


class IndexedJournal(NamedTuple):
    """A journal as the index has it."""

    number: int
    record_id: str
    follows: str | None
    goes_on: int
    warc_file: str | None
    warc_offset: int | None

    @property
    def position(self) -> Position | None:
        """Where its record stands; its length is not asked for. None for one that is damaged."""
        if self.warc_file is None or self.warc_offset is None:
            return None
        return Position(self.warc_file, self.warc_offset, 0)


class UnnamedRecord(NamedTuple):
    """A record that no journal names."""

    record_id: str
    position: Position


JOURNAL = "number, record_id, follows, goes_on, warc_file, warc_offset"


def make_tables(db: Database) -> None:
    """Make the tables."""
    for statement in TABLES:
        db.execute(statement)


def drop_tables(db: Database) -> None:
    """Leave an archive like any other."""
    for table in NAMES:
        db.execute(f"DROP TABLE {table}")


def state(db: Database, name: str) -> Any:
    """A value that was kept under a name; None when none was, or the tables are not there."""
    if "rebuild_state" not in db.table_names():
        return None
    row = db.execute("SELECT value FROM rebuild_state WHERE name = ?", (name,)).fetchone()
    return None if row is None else json.loads(row[0])


def keep_state(db: Database, **values: object) -> None:
    """Keep values under their names."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO rebuild_state (name, value) VALUES (?, ?)",
        [(name, json.dumps(value)) for name, value in values.items()],
    )


def put_record(
    db: Database,
    record_id: str,
    position: Position,
    *,
    number: int,
    redacted: bool,
    led: Sequence[str] = (),
    led_for_good: bool = False,
) -> None:
    """Enter a record; of two with one id the later counts."""
    db.execute(
        "INSERT OR REPLACE INTO rebuild_records (record_id, number, warc_file, warc_offset,"
        " warc_length, redacted, led, led_for_good) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(record_id, number, position.file, position.offset, position.length, int(redacted)),
            json.dumps(list(led)) if led else None,
            int(led_for_good),
        ),
    )


def put_journal(
    db: Database,
    record_id: str,
    position: Position | None,
    *,
    number: int,
    follows: str | None,
    goes_on: bool = False,
) -> None:
    """Enter a journal, whose rows may never have been committed."""
    file, offset = (position.file, position.offset) if position else (None, None)
    db.execute(
        "INSERT INTO rebuild_journals (number, record_id, follows, goes_on, committed, warc_file,"
        " warc_offset) VALUES (?, ?, ?, ?, 0, ?, ?)",
        (number, record_id, follows, int(goes_on), file, offset),
    )


def all_journals(db: Database) -> list[IndexedJournal]:
    """All journals, the earliest first."""
    rows = db.execute(f"SELECT {JOURNAL} FROM rebuild_journals ORDER BY number")  # noqa: S608
    return [IndexedJournal(*row) for row in rows]


def committed_journals(db: Database, *, since: int) -> list[IndexedJournal]:
    """The journals from a number on whose rows were committed, the earliest first."""
    rows = db.execute(
        f"SELECT {JOURNAL} FROM rebuild_journals WHERE committed AND number >= ? ORDER BY number",  # noqa: S608
        (since,),
    )
    return [IndexedJournal(*row) for row in rows]


def last_committed(db: Database) -> str | None:
    """The id of the last journal whose rows were committed."""
    row = db.execute(
        "SELECT record_id FROM rebuild_journals WHERE committed AND record_id <> ''"
        " ORDER BY number DESC LIMIT 1"
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
        "SELECT warc_file, warc_offset, warc_length, redacted, capture_id, led, led_for_good,"
        " known_offset FROM rebuild_records WHERE record_id = ?",
        (record_id,),
    ).fetchone()
    if row is None:
        return None
    led = tuple(json.loads(row[5] or "[]"))
    known = None if row[7] is None else Position(row[0], row[7], 0)
    return IndexedRecord(Position(*row[:3]), bool(row[3]), row[4], led, bool(row[6]), known)


def set_known(db: Database, record_id: str, position: Position) -> None:
    """Say where it stands what is known of a record before it in the same file."""
    db.execute(
        "UPDATE rebuild_records SET known_offset = ? WHERE record_id = ? AND warc_file = ?"
        " AND known_offset IS NULL",
        (position.offset, record_id, position.file),
    )


def set_capture(db: Database, record_id: str, capture_id: int) -> None:
    """Say which capture a record was entered as."""
    db.execute(
        "UPDATE rebuild_records SET capture_id = ? WHERE record_id = ?", (capture_id, record_id)
    )


def set_named(db: Database, record_id: str) -> None:
    """Say that a record was named as one of which no capture can be made."""
    db.execute("UPDATE rebuild_records SET named = 1 WHERE record_id = ?", (record_id,))


def last_number(db: Database) -> int:
    """The number of the last record."""
    row = db.execute(
        "SELECT max(coalesce((SELECT max(number) FROM rebuild_journals), 0),"
        " coalesce((SELECT max(number) FROM rebuild_records), 0))"
    ).fetchone()
    return cast("int", row[0])


def records_unnamed(db: Database, *, after: int, before: int) -> list[UnnamedRecord]:
    """The records between two numbers that are no captures yet, in their order."""
    rows = db.execute(
        "SELECT record_id, warc_file, warc_offset, warc_length FROM rebuild_records"
        " WHERE capture_id IS NULL AND NOT redacted AND NOT named AND number > ? AND number < ?"
        " ORDER BY number",
        (after, before),
    )
    return [UnnamedRecord(row[0], Position(*row[1:])) for row in rows]


def count_not_entered(db: Database) -> int:
    """How many records are no captures, and were not named for it."""
    row = db.execute(
        "SELECT count(*) FROM rebuild_records"
        " WHERE capture_id IS NULL AND NOT redacted AND NOT named"
    ).fetchone()
    return cast("int", row[0])
