"""Columns by month as a table that is a picture too: the more columns, the stronger its colour."""

from collections.abc import Iterator, Sequence
from math import ceil, sqrt
from typing import NamedTuple

from archive.db.columns.counted import OutletMonth
from archive.web.room.showing import MONTHS

SHADES = 4
MOST_YEARS = 50
"""Years whose months are told; with more the page would pass its size."""
SHORTEST_GAP = 4
"""Years without a column in a row that are one line of the table."""


class MonthCell(NamedTuple):
    """A month of a year."""

    month: str
    """2012-06."""
    said: str
    """June 2012."""
    columns: int
    brief: str
    """The count in four signs at most."""
    shade: int
    """1 to `SHADES`; 0 where there is none."""


class MonthRow(NamedTuple):
    """A year, or several without a column."""

    first: int
    last: int
    total: int
    cells: tuple[MonthCell, ...]
    """Its twelve months; none for several years."""
    without_month: int
    """Columns whose page prints the year alone."""


def month_rows(months: Sequence[OutletMonth]) -> tuple[MonthRow, ...]:
    """The years from the first with a column to the last, the newest first; those long past are
    one row."""
    counts = {one.month: one.columns for one in months if one.month[:4].isdecimal()}
    if not counts:
        return ()
    years = sorted({int(month[:4]) for month in counts})
    most = max(counts.values())
    shown = years[-MOST_YEARS:]
    rows = list(_rows(shown, counts, most))
    if older := years[:-MOST_YEARS]:
        total = sum(count for month, count in counts.items() if int(month[:4]) <= older[-1])
        rows.insert(0, MonthRow(older[0], older[-1], total, (), 0))
    return tuple(reversed(rows))


def _rows(years: Sequence[int], counts: dict[str, int], most: int) -> Iterator[MonthRow]:
    before = years[0] - 1
    for year in years:
        if year - before > SHORTEST_GAP:
            yield MonthRow(before + 1, year - 1, 0, (), 0)
        else:
            yield from (_year(empty, counts, most) for empty in range(before + 1, year))
        yield _year(year, counts, most)
        before = year


def _year(year: int, counts: dict[str, int], most: int) -> MonthRow:
    cells = tuple(_cell(year, number, counts, most) for number in range(1, 13))
    alone = counts.get(f"{year:04}", 0)
    return MonthRow(year, year, alone + sum(cell.columns for cell in cells), cells, alone)


def _cell(year: int, number: int, counts: dict[str, int], most: int) -> MonthCell:
    month = f"{year:04}-{number:02}"
    count = counts.get(month, 0)
    shade = ceil(SHADES * sqrt(count / most))
    return MonthCell(month, f"{MONTHS[number - 1]} {year}", count, brief(count), shade)


def brief(count: int) -> str:
    """A count in four signs at most: 999, 1.2k, 34k."""
    if count < 1000:
        return str(count)
    thousands = count / 1000
    return f"{thousands:.1f}k" if thousands < 10 else f"{thousands:.0f}k"
