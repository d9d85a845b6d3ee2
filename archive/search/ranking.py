"""What is found in the order of its scores, from any place on; what comes before is not read."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import groupby
from math import inf
from operator import itemgetter
from typing import NamedTuple

from archive.db import found
from archive.db.full_text import SearchedText
from archive.db.sqlite import Database
from archive.search.copies import first_of_each
from archive.search.order import Placed, in_order, placed

AHEAD = 20
"""Places that are looked at beyond what is wanted, as some are copies."""

Scores = Mapping[SearchedText, Sequence[tuple[float, int]]]
"""Scores and row ids of each place, the best first."""
_Ranked = tuple[float, SearchedText, int]


class HitsFrom(NamedTuple):
    """Hits from about a place on."""

    before: int
    """How many come before them."""
    hits: list[Placed]


class _Window(NamedTuple):
    """The rows, by their places among those that are ranked, which hold some hits."""

    start: int
    stop: int
    before: int
    """Hits in the rows before."""
    reached: int
    """Hits in the rows up to the last of them."""
    seen: set[int]
    """Clusters of the rows before."""


def hits_from(db: Database, scores: Scores, first: int, wanted: int, *, fold: bool) -> HitsFrom:
    """The hits from a place on, the best first: those before another place or more, or all.

    They may begin and end some places farther, as equals are put in order together. With `fold`,
    columns that are one text are one hit.
    """
    number, in_all = wanted + AHEAD, sum(map(len, scores.values()))
    while True:
        ranked = _best(scores, number)
        window = _window(db, ranked, first, wanted, fold=fold)
        if window.reached >= wanted or number >= in_all:
            hits = _read(db, ranked[window.start : window.stop])
            return HitsFrom(window.before, first_of_each(hits, window.seen) if fold else hits)
        number *= 4


def _best(scores: Scores, number: int) -> list[_Ranked]:
    """So many in order of their scores, with all equals of the last."""
    best = sorted(score for rows in scores.values() for score, _ in rows[:number])
    worst = best[number - 1] if number <= len(best) else inf
    return sorted(
        (score, place, row)
        for place, rows in scores.items()
        for score, row in rows[: bisect_right(rows, (worst, inf))]
    )


def _window(
    db: Database, ranked: Sequence[_Ranked], first: int, wanted: int, *, fold: bool
) -> _Window:
    """The rows that hold the hits from one place to another, told by scores and clusters alone."""
    columns = [row for _, place, row in ranked if place == "column"]
    clusters = found.clusters(db, columns) if fold else {}
    seen: set[int] = set()
    seen_before: set[int] = set()
    start = stop = before = reached = 0
    for _, equals in groupby(ranked, key=itemgetter(0)):
        rows = list(equals)
        of_rows = [clusters.get(row) if place == "column" else None for _, place, row in rows]
        new = {cluster for cluster in of_rows if cluster is not None} - seen
        seen |= new
        stop, reached = stop + len(rows), reached + of_rows.count(None) + len(new)
        if reached <= first:
            start, before = stop, reached
            seen_before |= new
        if reached >= wanted:
            break
    return _Window(start, stop, before, reached, seen_before)


def _read(db: Database, ranked: Sequence[_Ranked]) -> list[Placed]:
    """Rows with what is known of them, in order also where scores are equal."""
    of_place: dict[SearchedText, dict[int, float]] = {}
    for score, place, row in ranked:
        of_place.setdefault(place, {})[row] = score
    return in_order(one for place, scores in of_place.items() for one in placed(db, place, scores))
