"""The rows of `checksums`: how many rows each table has of a column, page or outlet, and their sum.

The sum is kept in step by temporary triggers, which only a connection of this program that writes
has: within the same transaction, whatever statement it is that writes. A row changed or deleted by
other hands leaves the sum as it was, and so do all later writes to the rows beside it. Tables and
their columns are read from the schema, so that a new one is summed without another word here.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from archive.db import statements, warc_index
from archive.db.sqlite import Database

UNITS = ("article_id", "page_id", "outlet_id")
"""Columns that say what a row belongs to, the first that a table has; of `articles` its row id."""
OF_COLUMN = "article_id"
OF_PAGE = "page_id"
OF_OUTLET = "outlet_id"

NOT_SUMMED = (
    *("checksums", "_sqlite_migrations", "text_bands", "text_passages"),
    *("columns_by_month", "columns_by_year", "columns_in_month", "columns_by_author"),
    *warc_index.NAMES,
)
"""Beside the sums and migrations themselves: a hundred short rows a column, which a check makes
again from the texts they were made of (summing them cost more than all other rows together); what
is counted of other rows, which a check counts again; and what stands in a database only while it is
rebuilt."""
DIGEST_BYTES = 16
MODULUS = 1 << (8 * DIGEST_BYTES)
FORM = -1
"""Stands for a unit in the row that says of what columns a table's sums are made."""

Stored = int | float | bytes | None
Sum = tuple[int, bytes]
"""How many rows, and the sum of their digests."""
NO_ROWS: Sum = (0, bytes(DIGEST_BYTES))
SumOfUnit = tuple[int, Sum]


@dataclass(frozen=True, slots=True)
class SummedTable:
    """A table, with what its sum is made of."""

    name: str
    columns: tuple[tuple[str, str], ...]
    """Name and type of all but a row number that no other table refers to: it says nothing."""
    unit: str | None
    """The column that says what a row belongs to; None when its rows belong to the archive."""

    @property
    def kind(self) -> str | None:
        """What its rows belong to: one of `UNITS`, or None."""
        return OF_COLUMN if self.name == "articles" else self.unit

    def unit_of(self, row: str) -> str:
        """The SQL for what a row belongs to."""
        return "0" if self.unit is None else f"coalesce({row}.{self.unit}, 0)"

    def values_of(self, row: str) -> str:
        """The SQL for the values of a row; text as bytes, as damaged text may be none."""
        return ", ".join(
            f"CAST({row}.{name} AS BLOB)" if kind == "TEXT" else f"{row}.{name}"
            for name, kind in self.columns
        )

    @property
    def form(self) -> bytes:
        """Says of what its sums are made."""
        triggers = "\n".join(self.triggers())
        return hashlib.blake2b(triggers.encode(), digest_size=DIGEST_BYTES).digest()

    def triggers(self) -> Iterator[str]:
        """The statements that keep its sum in step from then on."""
        put_in = self._step(1, "new")
        taken_out = (
            f"{self._step(-1, 'old')} DELETE FROM checksums WHERE name = '{self.name}'"  # noqa: S608
            f" AND unit = {self.unit_of('old')} AND rows = 0;"
        )
        # In this order, as a unit of one row would else begin anew with every change of it.
        events = {"INSERT": put_in, "DELETE": taken_out, "UPDATE": f"{put_in} {taken_out}"}
        for event, steps in events.items():
            yield (
                f"CREATE TEMP TRIGGER {self.name}_{event.lower()}_summed"
                f" AFTER {event} ON main.{self.name} BEGIN {steps} END"
            )

    def _step(self, sign: int, row: str) -> str:
        unit = self.unit_of(row)
        return (
            f"INSERT INTO checksums VALUES ('{self.name}', {unit}, 0,"  # noqa: S608
            f" zeroblob({DIGEST_BYTES})) ON CONFLICT (name, unit) DO NOTHING; UPDATE checksums SET"
            f" rows = rows + {sign}, digest = checksum(digest, {sign}, {self.values_of(row)})"
            f" WHERE name = '{self.name}' AND unit = {unit};"
        )


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Rows of a table that are not those the program wrote."""

    table: str
    kind: str | None
    """What they belong to: one of `UNITS`, or None."""
    unit: int
    """Its row id; 0 for none."""
    rows: int
    expected: int


def keep(db: Database) -> None:
    """Have every write of this connection summed; sums of another form are made anew before."""
    db.conn.create_function("checksum", -1, _checksum, deterministic=True)
    summed = tables(db)
    with db.atomic():
        for table in of_other_form(db, summed):
            db.execute("DELETE FROM checksums WHERE name = ?", (table.name,))
            _renew(db, table, None)
            form = (table.name, FORM, 0, table.form)
            db.execute("INSERT INTO checksums VALUES (?, ?, ?, ?)", form)
        for trigger in (one for table in summed for one in table.triggers()):
            db.conn.execute(trigger)


def of_other_form(db: Database, summed: Iterable[SummedTable]) -> list[SummedTable]:
    """Tables whose sums are not made of the columns they have, in today's way."""
    rows = db.execute("SELECT name, digest FROM checksums WHERE unit = ? AND rows = 0", (FORM,))
    held = dict(rows.fetchall())
    return [table for table in summed if held.get(table.name) != table.form]


def tables(db: Database) -> list[SummedTable]:
    """The tables that are summed, by name."""
    rows = db.execute(
        "SELECT t.name, c.name, c.type FROM pragma_table_list AS t, pragma_table_info(t.name) AS c"
        " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " ORDER BY t.name, c.cid"
    ).fetchall()
    columns: dict[str, list[tuple[str, str]]] = {}
    for name, column, kind in rows:
        columns.setdefault(name, []).append((column, kind))
    referred = {
        name
        for (name,) in db.execute(
            'SELECT DISTINCT k."table" FROM pragma_table_list AS t,'
            " pragma_foreign_key_list(t.name) AS k WHERE t.schema = 'main' AND t.type = 'table'"
        )
    }
    return [
        _table(name, columns[name], is_referred=name in referred)
        for name in columns
        if name not in NOT_SUMMED
    ]


def _table(name: str, columns: list[tuple[str, str]], *, is_referred: bool) -> SummedTable:
    named = [column for column, _ in columns]
    unit = "id" if name == "articles" else next((one for one in UNITS if one in named), None)
    summed = [column for column in columns if is_referred or column[0] != "id"]
    return SummedTable(name, tuple(summed), unit)


def named(db: Database, name: str) -> SummedTable:
    """One of the `tables`, for an eighth of the time that all take."""
    columns = db.execute("SELECT name, type FROM pragma_table_info(?)", (name,)).fetchall()
    referring = db.execute(
        "SELECT 1 FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k"
        " WHERE t.type = 'table' AND k.\"table\" = ? LIMIT 1",
        (name,),
    ).fetchone()
    return _table(name, columns, is_referred=referring is not None)


def discrepancies(
    db: Database, table: SummedTable, units: Iterable[int] | None = None
) -> list[Discrepancy]:
    """Where the rows of a table are not those that were written, by what they belong to."""
    with db.atomic():  # both at one moment: another process may be writing
        return list(_discrepancies(db, table, units))


def _discrepancies(
    db: Database, table: SummedTable, units: Iterable[int] | None
) -> Iterator[Discrepancy]:
    held = _held(db, table.name, units)
    found = _found(db, table, units)
    expected, now = next(held, None), next(found, None)
    while expected is not None or now is not None:
        unit = min(one[0] for one in (expected, now) if one is not None)
        then, expected = _taken(expected, unit, held)
        there, now = _taken(now, unit, found)
        if then != there:
            yield Discrepancy(table.name, table.kind, unit, rows=there[0], expected=then[0])


def are_sound(db: Database, name: str, unit: int) -> bool:
    """Whether the rows of a table that belong to something are those that were written."""
    return not discrepancies(db, named(db, name), (unit,))


def kept(db: Database, name: str, unit: int) -> Sum:
    """How many rows of a table were written of one unit, and their sum."""
    return next((held for _, held in _held(db, name, (unit,))), NO_ROWS)


def found(db: Database, name: str, unit: int) -> Sum:
    """How many rows of a table there are of one unit, and their sum."""
    return next((held for _, held in _found(db, named(db, name), (unit,))), NO_ROWS)


def renew(db: Database, name: str, unit: int | None = None) -> None:
    """Take the rows of a table, or those of one unit, for those that are right."""
    _renew(db, named(db, name), unit)


@contextmanager
def unsummed(db: Database, name: str, unit: int) -> Iterator[None]:
    """Rows of one unit that the program never wrote are taken out in the block."""
    before = kept(db, name, unit)
    yield
    db.execute("DELETE FROM checksums WHERE name = ? AND unit = ?", (name, unit))
    db.execute("INSERT INTO checksums VALUES (?, ?, ?, ?)", (name, unit, *before))


def _renew(db: Database, table: SummedTable, unit: int | None) -> None:
    units = None if unit is None else (unit,)
    sums = list(_found(db, table, units))
    where, given = statements.among("unit", units)
    condition = f" AND{where.removeprefix(' WHERE')}" if where else ""
    db.execute(
        f"DELETE FROM checksums WHERE name = ? AND unit <> {FORM}{condition}",  # noqa: S608
        (table.name, *given),
    )
    db.conn.executemany(
        "INSERT INTO checksums (name, unit, rows, digest) VALUES (?, ?, ?, ?)",
        [(table.name, unit, *held) for unit, held in sums],
    )


def _taken(
    one: SumOfUnit | None, unit: int, rest: Iterator[SumOfUnit]
) -> tuple[Sum, SumOfUnit | None]:
    """The sum of a unit if that comes next, and what comes then."""
    if one is None or one[0] != unit:
        return NO_ROWS, one
    return one[1], next(rest, None)


def _held(db: Database, name: str, units: Iterable[int] | None) -> Iterator[SumOfUnit]:
    """What the sums were at the last write, by unit."""
    where, given = statements.among("unit", None if units is None else list(units))
    condition = f" AND{where.removeprefix(' WHERE')}" if where else ""
    rows = db.execute(
        "SELECT unit, rows, digest FROM checksums"  # noqa: S608
        f" WHERE name = ? AND unit <> {FORM}{condition} ORDER BY unit",
        (name, *given),
    )
    return ((unit, (rows, bytes(digest))) for unit, rows, digest in rows)


def _found(db: Database, table: SummedTable, units: Iterable[int] | None) -> Iterator[SumOfUnit]:
    """What the sums of the rows are now, by unit."""
    query = f"SELECT {table.unit_of('t')}, {table.values_of('t')} FROM {table.name} AS t"  # noqa: S608
    given: tuple[str, ...] = ()
    if units is not None and table.unit is not None:
        named = list(units)
        where, given = statements.among(f"t.{table.unit}", named)
        # Not `coalesce`, which no index is of.
        query += f"{where} OR t.{table.unit} IS NULL" if 0 in named else where
    if table.kind in (OF_COLUMN, OF_PAGE):  # many units: in their order, and none is remembered
        rows = db.execute(f"{query} ORDER BY t.{table.unit}", given)
        for unit, group in groupby(rows, key=lambda row: cast("int", row[0])):
            yield unit, _sum(row[1:] for row in group)
        return
    digests: dict[int, list[int]] = {}
    for unit, *values in db.execute(query, given):
        digests.setdefault(unit, [0, 0])
        digests[unit][0] += 1
        digests[unit][1] += _digest(values)
    for unit, (count, total) in sorted(digests.items()):
        yield unit, (count, (total % MODULUS).to_bytes(DIGEST_BYTES))


def _sum(rows: Iterable[Sequence[Stored]]) -> Sum:
    count = total = 0
    for row in rows:
        count += 1
        total += _digest(row)
    return count, (total % MODULUS).to_bytes(DIGEST_BYTES)


def _digest(values: Sequence[Stored]) -> int:
    """The digest of a row, as a number."""
    said = repr(tuple(values)).encode()
    return int.from_bytes(hashlib.blake2b(said, digest_size=DIGEST_BYTES).digest())


def _checksum(held: bytes, sign: int, *values: Stored) -> bytes:
    """A sum with a row put in, or taken out."""
    return ((int.from_bytes(held) + sign * _digest(values)) % MODULUS).to_bytes(DIGEST_BYTES)
