"""The rows of `columns_by_month`, `_year`, `_author`, `columns_in_month`: how many are of what.

Triggers keep them with every row that is written. They hold nothing that columns and authors do
not say: `verify` counts again, and `make_anew` is what it mends them by.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from archive.db import statements
from archive.db.sqlite import Database

CountedTable = Literal[
    "columns_by_month", "columns_by_year", "columns_in_month", "columns_by_author"
]  # fmt: skip
MONTH = (
    "CASE WHEN published IS NULL THEN '' WHEN published_precision = 'year'"
    " THEN substr(published, 1, 4) ELSE substr(published, 1, 7) END"
)
"""The month of a column as its page prints it, as far as it does."""
COUNTED: dict[CountedTable, str] = {
    "columns_by_month": (
        f"SELECT outlet_id, {MONTH}, count(*), sum(state = 'gone'), count(title),"  # noqa: S608
        " count(standfirst), count(search_authors), count(section), count(language)"
        " FROM articles GROUP BY 1, 2"
    ),
    "columns_by_year": (
        "SELECT outlet_id, coalesce(substr(published, 1, 4), ''), count(*), sum(state = 'gone')"
        " FROM articles GROUP BY 1, 2"
    ),
    "columns_in_month": f"SELECT {MONTH}, count(*) FROM articles GROUP BY 1",  # noqa: S608
    "columns_by_author": (
        "SELECT w.folded, w.name, a.outlet_id, coalesce(substr(a.published, 1, 4), ''),"
        " count(DISTINCT a.id) FROM article_authors AS w JOIN articles AS a ON a.id = w.article_id"
        " GROUP BY 1, 2, 3, 4"
    ),
}
"""What each table holds, counted from the rows themselves; it walks all of them. What is
counted by year or month alone comes after `columns_by_month`, whose triggers fill it."""
DATED = "WHERE year GLOB '[0-9][0-9][0-9][0-9]'"
"""A year as dates have them; of a damaged row it may be anything."""


class OutletYear(NamedTuple):
    """How many columns an outlet has of a year."""

    outlet_id: int
    year: str
    """Empty for columns without a date."""
    columns: int
    gone: int


class OutletSpan(NamedTuple):
    """How many columns an outlet has, and from when to when."""

    outlet_id: int
    columns: int
    gone: int
    undated: int
    years: int
    """Of how many years it has columns."""
    first: str | None
    last: str | None


class OutletMonth(NamedTuple):
    """How many columns an outlet has of a month, and how many of them have each field."""

    month: str
    """2012-06; 2012 for columns that name no month, empty for those without a date."""
    columns: int
    gone: int
    titles: int
    standfirsts: int
    authors: int
    sections: int
    languages: int


class AuthorCount(NamedTuple):
    """How many columns bear a name, of one outlet and year."""

    name: str
    """As printed."""
    outlet: str
    outlet_name: str
    year: str
    columns: int


class NameCount(NamedTuple):
    """How many columns are by an author."""

    name: str
    """In the spelling that most of them print."""
    columns: int


def by_year(db: Database, outlet_ids: Sequence[int] | None = None) -> list[OutletYear]:
    """The columns of each outlet and year, by outlet; of all outlets, or of some."""
    where, given = statements.among("outlet_id", outlet_ids)
    rows = db.execute(
        "SELECT outlet_id, year, columns, gone FROM columns_by_year"  # noqa: S608
        f"{where} ORDER BY outlet_id, year",
        given,
    )
    return [OutletYear(*row) for row in rows]


def by_outlet(db: Database, outlet_ids: Sequence[int] | None = None) -> list[OutletSpan]:
    """The columns of each outlet that has any, in sum; of all outlets, or of some."""
    where, given = statements.among("outlet_id", outlet_ids)
    rows = db.execute(
        "SELECT outlet_id, sum(columns), sum(gone),"  # noqa: S608
        f" sum(columns) - coalesce(sum(columns) FILTER ({DATED}), 0),"
        f" count(*) FILTER ({DATED}), min(year) FILTER ({DATED}), max(year) FILTER ({DATED})"
        f" FROM columns_by_year{where} GROUP BY outlet_id",
        given,
    )
    return [OutletSpan(*row) for row in rows]


def months(db: Database) -> dict[str, int]:
    """How many columns are of each month: 2012-06 as printed; 2012; empty without a date."""
    return dict(db.execute("SELECT month, columns FROM columns_in_month").fetchall())


def years(db: Database) -> list[int]:
    """The years in which columns are printed, from the oldest to the newest."""
    sql = f"SELECT DISTINCT substr(month, 1, 4) AS year FROM columns_in_month {DATED}"  # noqa: S608
    rows = db.execute(sql)
    return sorted(int(year) for (year,) in rows if int(year) >= date.min.year)


def by_month(
    db: Database, outlet_id: int, *, first: str = "", last: str = "\U0010ffff"
) -> list[OutletMonth]:
    """The columns of an outlet by month, those without a date first; of some months or all."""
    rows = db.execute(
        f"SELECT {', '.join(OutletMonth._fields)} FROM columns_by_month"  # noqa: S608
        " WHERE outlet_id = ? AND month BETWEEN ? AND ? ORDER BY month",
        (outlet_id, first, last),
    )
    return [OutletMonth(*row) for row in rows]


def of_years(db: Database, first: int, last: int, outlet_ids: Sequence[int] | None = None) -> int:
    """How many columns have a date in some years; of all outlets, or of some."""
    where, given = statements.among("outlet_id", outlet_ids)
    (count,) = db.execute(
        f"SELECT coalesce(sum(columns), 0) FROM columns_by_year{where}"  # noqa: S608
        f" {'AND' if where else 'WHERE'} year BETWEEN ? AND ?",
        (*given, f"{first:04}", f"{last:04}"),
    ).fetchone()
    return int(count)


def of_months(db: Database, first: str, last: str, outlet_ids: Sequence[int] | None = None) -> int:
    """How many columns have a date in some months, 2012-06 to 2013-02; of all outlets, or of some.

    Those that name a year alone are in the months where all of the year is.
    """
    where, given = statements.among("outlet_id", outlet_ids)
    (count,) = db.execute(
        f"SELECT coalesce(sum(columns), 0) FROM columns_by_month{where}"  # noqa: S608
        f" {'AND' if where else 'WHERE'} month BETWEEN substr(?, 1, 4) AND ?"
        " AND iif(length(month) = 4, month || '-01' >= ? AND month || '-12' <= ?, month >= ?)",
        (*given, first, last, first, last, first),
    ).fetchone()
    return int(count)


def sections_of(db: Database, outlet_id: int, *, limit: int) -> list[tuple[str, int]]:
    """The sections of an outlet with most columns."""
    return db.execute(
        "SELECT section, count(*) FROM articles INDEXED BY articles_section WHERE outlet_id = ?"
        " AND section IS NOT NULL GROUP BY section ORDER BY 2 DESC, 1 LIMIT ?",
        (outlet_id, limit),
    ).fetchall()


def authors_of(db: Database, outlet_id: int, *, limit: int) -> list[NameCount]:
    """The authors of an outlet with most columns."""
    rows = db.execute(
        "SELECT name, sum(columns) FROM (SELECT folded, name, sum(columns) AS columns"
        "  FROM columns_by_author WHERE outlet_id = ? AND folded <> '' GROUP BY folded, name"
        "  ORDER BY folded, 3 DESC) GROUP BY folded ORDER BY 2 DESC, 1 LIMIT ?",
        (outlet_id, limit),
    )
    return [NameCount(*row) for row in rows]


def names(db: Database, begins: str, *, limit: int, offset: int = 0) -> list[NameCount]:
    """Authors of whose names as compared a word begins so, the one with most columns first; all
    where nothing is given, which costs no less."""
    rows = db.execute(
        "SELECT name, sum(columns) FROM (SELECT folded, name, sum(columns) AS columns"
        "  FROM columns_by_author WHERE folded > ''"
        "  AND (?1 = '' OR instr(' ' || replace(folded, '-', ' '), ' ' || replace(?1, '-', ' ')))"
        "  GROUP BY folded, name ORDER BY folded, 3 DESC)"
        " GROUP BY folded ORDER BY 2 DESC, folded LIMIT ?2 OFFSET ?3",
        (begins, limit, offset),
    )
    return [NameCount(*row) for row in rows]


def letters_of_names(db: Database) -> set[str]:
    """The signs with which words of authors' names as compared begin."""
    rows = db.execute("SELECT DISTINCT folded FROM columns_by_author")
    return {word[0] for (folded,) in rows for word in folded.replace("-", " ").split()}


def of_author(db: Database, folded: str) -> list[AuthorCount]:
    """The columns by an author, by spelling, outlet and year; the name is given as compared."""
    rows = db.execute(
        "SELECT c.name, o.slug, o.name, c.year, c.columns FROM columns_by_author AS c"
        " JOIN outlets AS o ON o.id = c.outlet_id WHERE c.folded = ? ORDER BY o.slug, c.year",
        (folded,),
    )
    return [AuthorCount(*row) for row in rows]


def are_right(db: Database, table: CountedTable) -> bool:
    """Whether a table holds what is counted now; that takes as long as reading all columns."""
    made, held = COUNTED[table], f"SELECT * FROM {table}"  # noqa: S608
    row = db.execute(
        f"SELECT 1 FROM (SELECT * FROM ({made}) EXCEPT {held}) UNION ALL"  # noqa: S608
        f" SELECT 1 FROM ({held} EXCEPT SELECT * FROM ({made})) LIMIT 1"
    ).fetchone()
    return row is None


def make_anew(db: Database, table: CountedTable) -> None:
    """Count all columns again."""
    db.execute(f"DELETE FROM {table}")  # noqa: S608
    db.execute(f"INSERT INTO {table} {COUNTED[table]}")
