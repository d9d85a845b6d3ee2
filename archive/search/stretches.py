"""What is found by the months it was printed in, the newest first: counted before it is read.

To count the matches of any span of months takes one pass over the index, 0.02 µs for each match of
the whole query, and a fraction of what it takes to read and sort them. A place deep in a long list
is found by a few such counts; only the months around it are read.
"""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate

from archive.db import found, full_text
from archive.db.found import FoundRow
from archive.db.full_text import IndexQuery
from archive.db.sqlite import Database
from archive.search.marks_of_days import marks_of_month
from archive.search.parts import Fact, QueryPart, Without, some
from archive.search.request import Span
from archive.text.index_marks import UNDATED, month_mark, year_mark

MONTH = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")
PARTS = 13
"""Of a year: its months, from December, and behind them what tells no month."""
GUESSES = 8
"""Counts after which a stretch is no longer guessed, but found by halves."""


@dataclass
class Stretches:
    """All columns that match, and some comments among them, by when they were printed.

    Each month is a stretch, as is what is known to be of a year alone, and what has no date; they
    are numbered from the newest.
    """

    db: Database
    query: IndexQuery
    columns: int
    """How many columns match."""
    of_months: Mapping[str, int]
    """How many columns of each month the archive has, matching or not; 2012-06; 2012; empty."""
    days: Span = (None, None)
    """Before and behind which nothing matches."""
    beside_days: str | None = None
    """What the index is asked beside the days, if anything; None where only all can be asked."""
    comments: Sequence[int] = ()
    """The row ids of those that stand among the columns."""
    counts: dict[int, int] = field(default_factory=dict)
    """Columns in all stretches before one, as far as they were asked for."""

    @property
    def places(self) -> int:
        """How many columns and comments there are."""
        return self.columns + len(self.comments)

    @cached_property
    def last(self) -> int:
        """The number of stretches."""
        return PARTS * len(self.in_years) + 1

    @cached_property
    def in_years(self) -> list[int]:
        """The years of columns and comments, from the newest."""
        months = {*self._comments_by_month, *self.of_months}
        first, last = self._first.year, self._last.year
        return sorted(
            (year for year in set(map(year_of, months)) if year and first <= year <= last),
            reverse=True,
        )

    def before(self, stretch: int) -> int:
        """How many columns and comments are in the stretches before one."""
        if stretch not in self.counts:
            self.counts[stretch] = self._columns_before(stretch)
        stretches, before = self._commented
        return self.counts[stretch] + before[bisect_left(stretches, stretch)]

    def down_to(self, place: int, *, slack: int) -> int:
        """A stretch that begins at a place or before it, by no more than needed or `slack`."""
        low = max(one for one in self._counted if self.before(one) <= place)
        high = min((one for one in self._counted if self.before(one) > place), default=self.last)
        steps = 0
        while high - low > 1 and place - self.before(low) > slack:
            middle = self._guess(low, high, place - slack // 2, steps)
            low, high = (middle, high) if self.before(middle) <= place else (low, middle)
            steps += 1
        return low

    def up_to(self, place: int, *, slack: int) -> int:
        """A stretch that begins at a place or behind it, by no more than needed or `slack`."""
        low = max((one for one in self._counted if self.before(one) < place), default=0)
        high = min(one for one in self._counted if self.before(one) >= place)
        steps = 0
        while high - low > 1 and self.before(high) - place > slack:
            middle = self._guess(low, high, place + slack // 2, steps)
            low, high = (low, middle) if self.before(middle) >= place else (middle, high)
            steps += 1
        return high

    def read(self, begin: int, end: int, first: int, size: int) -> list[FoundRow]:
        """So many rows from a place on, in order, which is in the stretches from one to another."""
        return found.newest(
            self.db,
            self.of(begin, end) if self.columns else None,
            self.comments,
            months=found.Months(self.month(begin), None if end == self.last else self.month(end)),
            limit=size,
            offset=first - self.before(begin),
        )

    def month(self, stretch: int) -> str:
        """A stretch as `found.Months` has it."""
        year, behind = divmod(stretch, PARTS)
        if year == len(self.in_years):
            return ""
        return f"{self.in_years[year]:04}" + (f"-{12 - behind:02}" if behind < PARTS - 1 else "")

    def of(self, begin: int, end: int) -> IndexQuery:
        """What the index is asked for the columns of some stretches."""
        marks: list[str] = []
        parts: list[QueryPart] = []
        for number, year in enumerate(self.in_years):
            first = max(0, begin - PARTS * number)
            behind = min(PARTS, end - PARTS * number)
            if first >= behind:
                continue
            if behind == PARTS and self._asked(PARTS * number + PARTS - 1):
                newer = [month_mark(year, 12 - part) for part in range(first)]
                whole = year_mark(year)
                parts += [Without(of_any([whole]), of_any(newer))] if newer else []
                marks += [] if newer else [whole]
            else:
                months = range(12 - first, max(0, 12 - behind), -1)
                marks += [mark for month in months for mark in self._marks_of(year, month)]
        if end == self.last and self.days == (None, None):
            marks.append(UNDATED)
        part = some([*parts, of_any(marks)] if marks else parts) or of_any(marks)
        days = f"({part.expression()})"
        if self.beside_days is None:
            return self.query.among(days)
        return self.query.of(f"({self.beside_days}) AND {days}" if self.beside_days else days)

    def _marks_of(self, year: int, month: int) -> Iterator[str]:
        return marks_of_month(year, month, self._first, self._last)

    @property
    def _counted(self) -> set[int]:
        """The stretches before which it is counted already."""
        return {0, self.last, *self.counts}

    def _guess(self, low: int, high: int, place: int, steps: int) -> int:
        """A stretch between two, about where a place is if matches are spread as all columns are.

        Where they are not, it is looked for farther on, and at last in the middle, to be sure.
        """
        middle, span = (low + high) // 2, self.before(high) - self.before(low)
        if not span or steps >= GUESSES:
            return middle
        share = (place - self.before(low)) / span
        first, last = self._spread[low], self._spread[high]
        guess = bisect_left(self._spread, first + (last - first) * share)
        if steps % 2:
            guess = min(middle, 2 * guess - low)
        return max(low + 1, min(high - 1, guess))

    def _days_of(self, stretch: int) -> tuple[date, date]:
        """The first and the last day of a month, or of a year of which no month is told."""
        year, behind = self.in_years[stretch // PARTS], stretch % PARTS
        first, last = (1, 12) if behind == PARTS - 1 else (12 - behind, 12 - behind)
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])

    @cached_property
    def _spread(self) -> list[float]:
        """About how many columns of the archive are in the stretches before each, and in all."""
        months = (self.of_months.get(self.month(one), 0) for one in range(self.last))
        return [0, *accumulate(held * self._asked(one) for one, held in enumerate(months))]

    def _asked(self, stretch: int) -> float:
        """Which part of the days of a stretch is asked for."""
        if self.days == (None, None):
            return 1
        if stretch == self.last - 1:
            return 0
        first, last = self._days_of(stretch)
        days = (min(last, self._last) - max(first, self._first)).days + 1
        whole = (last - first).days + 1
        return max(0, days) / whole if stretch % PARTS < PARTS - 1 else days == whole

    @property
    def _first(self) -> date:
        return self.days[0] or date.min

    @property
    def _last(self) -> date:
        return self.days[1] or date.max

    def _columns_before(self, stretch: int) -> int:
        """Counted from the nearest stretch before or behind it that is counted already."""
        if stretch >= self.last:
            return self.columns
        if stretch <= 0 or not self.columns:
            return 0
        counts = {0: 0, self.last: self.columns, **self.counts}
        low = max(one for one in counts if one < stretch)
        high = min(one for one in counts if one > stretch)
        if stretch - low <= high - stretch:
            return counts[low] + full_text.count(self.db, self.of(low, stretch))
        return counts[high] - full_text.count(self.db, self.of(stretch, high))

    @cached_property
    def _comments_by_month(self) -> dict[str, int]:
        return found.comments_by_month(self.db, self.comments) if self.comments else {}

    @cached_property
    def _commented(self) -> tuple[list[int], list[int]]:
        """The stretches that comments are in, and how many are in those before each, and in all."""
        counts = {self._stretch_of(month): n for month, n in self._comments_by_month.items()}
        stretches = sorted(counts)
        return stretches, [0, *accumulate(counts[one] for one in stretches)]

    def _stretch_of(self, month: str) -> int:
        year = year_of(month)
        if not year:
            return self.last - 1
        return PARTS * self.in_years.index(year) + 12 - int(month[5:] or 0)


def year_of(month: str) -> int | None:
    """The year of a month, 2012-06 or 2012; None of an empty one, and of a damaged date."""
    return int(month[:4]) if MONTH.fullmatch(month) and month[:4] > "0000" else None


def of_any(marks: Sequence[str]) -> Fact:
    """What has any of some marks of dates."""
    return Fact("date", "", marks=tuple(marks))
