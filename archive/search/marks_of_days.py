"""The marks by which the index knows a span of days; whole years and months are asked as such."""

import calendar
from collections.abc import Iterator
from datetime import date

from archive.text.index_marks import day_mark, month_mark, year_mark


def marks_of_year(year: int, first: date, last: date) -> Iterator[str]:
    """The marks of the days of a year that are in a span."""
    if first <= date(year, 1, 1) and date(year, 12, 31) <= last:
        yield year_mark(year)
        return
    for month in range(1, 13):
        yield from marks_of_month(year, month, first, last)


def marks_of_month(year: int, month: int, first: date, last: date) -> Iterator[str]:
    """The marks of the days of a month that are in a span."""
    start, end = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if first <= start and end <= last:
        yield month_mark(year, month)
        return
    start, end = max(first, start), min(last, end)
    for day in range(start.day, end.day + 1 if start <= end else 0):
        yield day_mark(date(year, month, day))
