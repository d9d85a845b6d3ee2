"""Columns of which only a year or month is known, where a part of that is asked for."""

import calendar
from collections.abc import Iterator
from datetime import date

from archive.search.parts import Fact, QueryPart, Without, some
from archive.text.index_marks import day_mark, month_mark, year_mark


def may_be_within(since: date | None, until: date | None) -> QueryPart | None:
    """What columns are asked that may be printed in a span and need not; None when none can."""
    first, last = since or date.min, until or date.max
    if first > last:
        return None
    ends = sorted({first, last})
    parts = [*_years(first, last, ends), *_months(first, last, ends)]
    return some(list(dict.fromkeys(parts)))


def _years(first: date, last: date, ends: list[date]) -> Iterator[QueryPart]:
    for end in ends:
        if first > date(end.year, 1, 1) or last < date(end.year, 12, 31):
            months = [month_mark(end.year, month) for month in range(1, 13)]
            yield no_more_exact(year_mark(end.year), months)


def _months(first: date, last: date, ends: list[date]) -> Iterator[QueryPart]:
    for end in ends:
        _, length = calendar.monthrange(end.year, end.month)
        if first > end.replace(day=1) or last < end.replace(day=length):
            days = [day_mark(end.replace(day=day)) for day in range(1, length + 1)]
            yield no_more_exact(month_mark(end.year, end.month), days)


def no_more_exact(mark: str, exact: list[str]) -> QueryPart:
    """Columns with one mark and none of those that would tell more."""
    return Without(Fact("date", "", marks=(mark,)), Fact("date", "", marks=tuple(exact)))
