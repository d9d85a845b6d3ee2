"""The list of all that is found, and one page of it at about the same cost wherever it is.

The list begins with its head, which is ranked, or sorted by date, as a whole: all that is found, or
where that is too much the newest months that hold some thousands. What is older follows, the newest
first, and is read month by month. There pages are counted in places: one that holds copies of what
came before shows fewer hits.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from archive.db import found, full_text
from archive.db.columns import counted
from archive.db.full_text import IndexQuery, SampledRows, SearchedText
from archive.db.sqlite import Database
from archive.search.copies import (
    Shown,
    first_of_each,
    folded,
    newest_of_each,
    plain,
    with_copies,
)
from archive.search.order import Placed
from archive.search.ranking import AHEAD, HitsFrom, hits_from
from archive.search.request import Order, Span
from archive.search.stretches import Stretches

RANKED_WHOLE = 10_000
"""Matches of one index; to score and sort one takes about 3 µs, so this is 0.03 s."""
RANKED_NEWEST = 2_000
"""Matches of which at least so many are ranked where there are more than that."""
SORTED_WHOLE = 3_000
SORTED_NEWEST = 1_000
"""The same where the order is by date, which needs a look at the rows and not at all words."""
DATED_WHOLE = 5_000
DATED_NEWEST = 2_000
"""The same of comments: where there are more, so many of those that were stored last."""
READ_AROUND = 2_000
"""Places before and behind a page that may be read with it, to count fewer times."""


@dataclass(frozen=True)
class Matches:
    """What matches in one index."""

    query: IndexQuery
    count: int
    scores: Sequence[tuple[float, int]] | None = None
    """Scores and row ids of all of them, where they are known."""
    sample: SampledRows | None = None
    """Of many of them, those that were sampled as they were counted."""

    def some(self, db: Database, share: float) -> Sequence[int]:
        """The row ids of about a share of them, or of all."""
        if self.scores is not None:
            rowids = [row for _, row in self.scores]
            return rowids if share >= 1 else full_text.sampled(rowids, share)
        if self.sample and share <= self.sample.share:
            return full_text.sampled(self.sample.rowids, share)
        return full_text.rowids(db, self.query.sample(share) if share < 1 else self.query)


class HitPage(NamedTuple):
    """The hits of a page."""

    shown: list[Shown]
    ranked: int
    """Places in the head of the list."""
    ranked_comments: int
    """Of these, how many are comments."""
    has_next: bool


@dataclass
class Listing:
    """All that matches, in order."""

    db: Database
    columns: Matches
    comments: Matches
    order: Order
    fold: bool
    days: Span = (None, None)
    """In which all matches were printed, as far as it is known."""
    beside_days: str | None = None
    """As in `Stretches`."""

    def page(self, first: int, size: int) -> HitPage:
        """The hits from one place on."""
        end = first + size
        before, hits = self._hits_of_head(first, end + 1)
        in_head = before + len(hits)
        shown = self._shown(hits[first - before : end - before])
        if end > in_head:
            shown += self._older(max(0, first - in_head), end - in_head)
        in_all = in_head + self._older_columns + self._older_comments
        return HitPage(shown, self._ranked, len(self._head_comments), has_next=end < in_all)

    @cached_property
    def _is_whole(self) -> bool:
        """Whether all columns are in the head."""
        most = RANKED_WHOLE if self.order == "relevance" else SORTED_WHOLE
        return self.columns.count <= most

    @cached_property
    def _head_comments(self) -> Sequence[int]:
        """The comments that are ranked, or sorted among the columns: all, or the last stored."""
        if not self.comments.count:
            return []
        by_date = self.order == "newest"
        most, newest = (DATED_WHOLE, DATED_NEWEST) if by_date else (RANKED_WHOLE, RANKED_NEWEST)
        if self.comments.count <= most:
            return self.comments.some(self.db, 1)
        return full_text.newest_stored(self.db, self.comments.query, limit=newest)

    @cached_property
    def _stretches(self) -> Stretches:
        """The columns by months; comments stand among them where the order is by date."""
        among = self._head_comments if self.order == "newest" else []
        return Stretches(
            self.db,
            self.columns.query,
            self.columns.count,
            of_months=counted.months(self.db),
            days=self.days,
            beside_days=self.beside_days,
            comments=among,
        )

    @cached_property
    def _head_stop(self) -> int:
        """The first month behind the head, whose months hold enough."""
        enough = RANKED_NEWEST if self.order == "relevance" else SORTED_NEWEST
        # Up to twice as many: most often they are counted but once.
        return self._stretches.up_to(min(enough, self._stretches.places), slack=enough - 1)

    @property
    def _head_end(self) -> int:
        """How many places of the months are in the head."""
        return self._stretches.before(self._head_stop)

    @property
    def _older_columns(self) -> int:
        """How many places of the months are behind the head."""
        if self._is_whole:
            return 0
        return self._stretches.places - self._head_end

    @property
    def _older_comments(self) -> int:
        """How many comments come after all else."""
        return self.comments.count - len(self._head_comments)

    @property
    def _ranked(self) -> int:
        in_all = self.columns.count + self.comments.count
        return in_all - (self._older_columns + self._older_comments)

    @cached_property
    def _scores(self) -> dict[SearchedText, list[tuple[float, int]]]:
        """Scores and row ids of what is in the head, the best first."""
        query = self.columns.query if self._is_whole else self._stretches.of(0, self._head_stop)
        return {
            "column": sorted(full_text.scores(self.db, query)) if self.columns.count else [],
            "comments": sorted(self._scores_of_comments) if self.comments.count else [],
        }

    @property
    def _scores_of_comments(self) -> Sequence[tuple[float, int]]:
        query, known = self.comments.query, self.comments.scores
        if self._older_comments:
            return full_text.scores(self.db, query.stored_since(min(self._head_comments)))
        return full_text.scores(self.db, query) if known is None else known

    def _newest(self, number: int) -> list[Placed]:
        """So many of the head, the newest first, or all."""
        if self._is_whole:
            query = self.columns.query if self.columns.count else None
            rows = found.newest(self.db, query, self._head_comments, limit=number)
        else:
            rows = self._stretches.read(0, self._head_stop, 0, number)
        return [Placed(0.0, row) for row in rows]

    def _hits_of_head(self, first: int, wanted: int) -> HitsFrom:
        """The hits of the head from about a place on: up to another place or more, or all."""
        if self.order == "relevance":
            return hits_from(self.db, self._scores, first, wanted, fold=self.fold)
        number = wanted + AHEAD
        while True:
            rows = self._newest(number)
            hits = first_of_each(rows) if self.fold else rows
            if len(hits) >= wanted or number >= self._ranked:
                return HitsFrom(0, hits)
            number *= 4

    def _shown(self, hits: Sequence[Placed]) -> list[Shown]:
        """Each as the earliest of its text or, by date, the newest, so that dates are in order."""
        if not self.fold:
            return list(map(plain, hits))
        if self.order == "newest":
            return with_copies(self.db, hits)
        return folded(self.db, hits, self.columns.query, self._matching if self._is_whole else None)

    def _matching(self) -> Set[int]:
        """The row ids of all columns that match, where all are in the head."""
        return {rowid for _, rowid in self._scores["column"]}

    def _older(self, begin: int, end: int) -> list[Shown]:
        """What is behind the head, from one place to another."""
        rows: list[Placed] = []
        if begin < self._older_columns:
            first, last = self._head_end + begin, self._head_end + end
            stretches = self._stretches
            start = stretches.down_to(first, slack=READ_AROUND)
            stop = stretches.up_to(min(last, stretches.places), slack=READ_AROUND)
            rows = [Placed(0.0, row) for row in stretches.read(start, stop, first, last - first)]
        if self.fold:
            rows = newest_of_each(self.db, rows, self.columns.query)
        begin, end = (max(0, place - self._older_columns) for place in (begin, end))
        comments = (
            full_text.newest_stored(
                self.db,
                self.comments.query,
                limit=end - begin,
                offset=len(self._head_comments) + begin,
            )
            if begin < min(end, self._older_comments)
            else []
        )
        return [*self._shown(rows), *(Shown(row, True, 0.0, 0) for row in comments)]
