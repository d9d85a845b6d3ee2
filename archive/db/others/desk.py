"""The rows of another desk's database, each checked before anything is made of it.

That desk may be damaged, or made to do harm. So its tables must be written as ours are: no view,
virtual table or computed column in their place. They are read in the order of their keys, which no
endless table has; each row may take so long and no longer; and each value must be one that
foreign-desk could have written itself. What does not pass ends the reading with one line.
"""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from archive.db import connection, schema
from archive.db.capture_lists import OtherCapture
from archive.db.captures import CaptureRow
from archive.db.connection import FILE
from archive.db.crawling.frontier import PORTABLE
from archive.db.duplicates.overrides import OtherOverride
from archive.db.others import rules
from archive.db.others.rules import RowRules
from archive.db.sqlite import Database
from archive.db.tombstones import Tombstone
from archive.model.errors import DeskError
from archive.model.timeline import NOT_MODIFIED
from archive.model.times import moment_text

ROW_SECONDS = 5.0
"""Of the processor, for the next row of a table, or for its schema; a slow disk costs none."""
CHECKED_EVERY = 10_000
"""Instructions of SQLite between two looks at the clock: some 0.1 ms."""
SHOWN_SIGNS = 60
"""Of a value that does not pass."""

CLOCKS = timedelta(days=1)
"""By which another machine's clock may be ahead."""


class OtherDesk:
    """The database of another working folder; `of` opens it. What it yields has been checked."""

    def __init__(self, folder: Path, db: Database, *, now: datetime) -> None:
        self.folder = folder
        self._db = db
        self._latest = moment_text(now + CLOCKS)
        self._until = 0.0
        self._since_row()
        db.conn.set_progress_handler(self._is_late, CHECKED_EVERY)

    @classmethod
    @contextmanager
    def of(cls, folder: Path, *, now: datetime) -> Iterator["OtherDesk"]:
        """The desk in a folder, to which nothing is written."""
        with tempfile.TemporaryDirectory(prefix="desk-merge-") as scratch:
            db = connection.open_of_others(folder, Path(scratch))
            try:
                other = cls(folder, db, now=now)
                with other._faults_explained():
                    schema.refuse_unfit(db, folder / FILE)
                    other._check_tables()
                yield other
            finally:
                db.close()

    @cached_property
    def homes(self) -> dict[str, str]:
        """Slug and home of each outlet."""
        return dict(self._outlets.values())

    @cached_property
    def _outlets(self) -> dict[int, tuple[str, str]]:
        """Slug and home of each outlet by its row id."""
        rows = self._rows("outlets", rules.OUTLETS, key=("id",))
        return {row_id: (slug, home) for row_id, slug, home in rows}

    @cached_property
    def _public_ids(self) -> dict[int, str]:
        """The public id of each column by its row id."""
        return dict(self._rows("articles", rules.ARTICLES, key=("id",)))

    def _slug(self, table: str, row: object, outlet_id: int) -> str:
        if outlet_id not in self._outlets:
            raise self._unfit(table, row, "outlet_id", outlet_id, "the id of an outlet there")
        return self._outlets[outlet_id][0]

    def count_captures(self) -> int:
        """How many captures there are, if their row ids have no gaps; for progress alone."""
        with self._faults_explained():
            self._since_row()
            row = self._db.execute("SELECT max(id) FROM captures NOT INDEXED").fetchone()
        return row[0] if isinstance(row[0], int) else 0

    def captures(self) -> Iterator[OtherCapture]:
        """All captures, the first that came first."""
        bodies: dict[int, str] = {}
        allowed = rules.captures(self._latest)
        for values in self._rows("captures", allowed, key=("id",)):
            row = CaptureRow(**dict(zip(allowed, values, strict=True)))
            outlet = row.outlet_id and self._slug("captures", row.id, row.outlet_id)
            if row.revisit_of is None:
                bodies[row.id] = row.digest
            elif row.status is None or (
                bodies.get(row.revisit_of) != row.digest
                and not (row.status == NOT_MODIFIED and row.revisit_of in bodies)
            ):
                said = "an earlier capture that holds the same body"
                raise self._unfit("captures", row.id, "revisit_of", row.revisit_of, said)
            yield OtherCapture(row, outlet or None)

    def parts(self) -> dict[int, list[tuple[str, int]]]:
        """Role and row id of the parts of each page."""
        parts: dict[int, list[tuple[str, int]]] = {}
        for page, _, role, capture in self._rows(
            "capture_parts", rules.PARTS, key=("page_id", "position")
        ):
            parts.setdefault(page, []).append((role, capture))
        return parts

    def frontier(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Outlet and row of each address of the frontier, as far as it holds anywhere."""
        allowed = rules.frontier(self._latest)
        for outlet_id, *row in self._rows("frontier", allowed, key=("outlet_id", "url")):
            found = dict(zip(PORTABLE, row, strict=True))
            yield self._slug("frontier", found["url"], outlet_id), found

    def tombstones(self) -> list[Tombstone]:
        """All tombstones, the latest last."""
        rows = self._rows("tombstones", rules.tombstones(self._latest), key=("kind", "key"))
        stones = map(Tombstone._make, rows)
        return sorted(stones, key=lambda one: (one.forgotten_at, one.kind, one.key))

    def former_ids(self) -> list[tuple[str, str]]:
        """Each id that lost a merge, and the one it leads to."""
        rows = self._rows("former_ids", rules.FORMER_IDS, key=("public_id",))
        ids = self._public_ids
        return [(former, ids[article]) for former, article in rows if article in ids]

    def overrides(self) -> list[OtherOverride]:
        """All manual overrides, the earliest first."""
        allowed = rules.overrides(self._latest)
        rows = self._rows("duplicate_words", allowed, key=("one_id", "other_id"))
        ids = self._public_ids
        said = [
            OtherOverride(ids[one], ids[other], word, said_at)
            for one, other, word, said_at in rows
            if one in ids and other in ids
        ]
        return sorted(said, key=lambda one: (one.said_at, one.one, one.other))

    def _rows(self, table: str, allowed: RowRules, *, key: tuple[str, ...]) -> Iterator[Any]:
        """The rows of a table in the order of its key, as the rules allow them."""
        places = [list(allowed).index(name) for name in key]
        before: list[Any] | None = None
        with self._faults_explained():
            rows = self._db.conn.execute(
                f"SELECT {', '.join(allowed)} FROM {table} NOT INDEXED ORDER BY {', '.join(key)}"  # noqa: S608
            )
            while True:
                self._since_row()
                row = rows.fetchone()
                if row is None:
                    return
                for (name, rule), value in zip(allowed.items(), row, strict=True):
                    if not rule.admits(value):
                        raise self._unfit(table, row[places[0]], name, value, rule.said)
                here = [row[place] for place in places]
                if before is not None and here <= before:
                    raise self._unfit(table, here[0], key[0], here[0], "rows in the order of keys")
                before = here
                yield row

    def _check_tables(self) -> None:
        """Raise unless the tables that are read are those of foreign-desk, to the letter."""
        empty = connection.empty_tables()
        try:
            ours, theirs = (
                dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
                for db in (empty, self._db)
            )
        finally:
            empty.close()
        for table in rules.READ:
            if theirs.get(table) != ours[table]:
                raise DeskError(
                    f"{self.folder / FILE}: its {table} is not the table that foreign-desk makes;"
                    " a desk is merged only as foreign-desk left it"
                )

    def _since_row(self) -> None:
        self._until = time.thread_time() + ROW_SECONDS

    def _is_late(self) -> bool:
        return time.thread_time() > self._until

    @contextmanager
    def _faults_explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
                seen = f"brought no row in {ROW_SECONDS:g} s of work"
            else:
                seen = f"cannot be read ({str(error)!r})"
            raise DeskError(
                f"{self.folder / FILE}: {seen}; run `desk verify` there, or merge a copy from"
                " before it was damaged"
            ) from error

    def _unfit(self, table: str, row: object, name: str, value: object, said: str) -> DeskError:
        shown = repr(value)
        if len(shown) > SHOWN_SIGNS:
            shown = f"{shown[:SHOWN_SIGNS]}…"
        return DeskError(
            f"{self.folder / FILE}: {table}, row {row!r:.40}: {name} is {shown}; allowed: {said};"
            " run `desk verify` there"
        )
