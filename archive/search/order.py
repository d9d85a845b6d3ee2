"""The orders of what is found: by score, or the newest first."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from archive.db import found
from archive.db.found import FoundRow
from archive.db.full_text import SearchedText
from archive.db.sqlite import Database


class Placed(NamedTuple):
    """A column or comment that was found, with its score."""

    score: float
    """The smaller the better; zero where the order is by date."""
    row: FoundRow


def placed(db: Database, place: SearchedText, scores: Mapping[int, float]) -> list[Placed]:
    """Columns or comments by row id, with what is known of them."""
    return [Placed(scores[row.rowid], row) for row in found.rows(db, place, scores)]


def in_order(rows: Iterable[Placed]) -> list[Placed]:
    """The best first; of equals the newest first, those without a date last.

    What is printed with less than a day comes behind the days it may be one of. What is still equal
    goes by public id, so that the order is the same in every archive of the same columns.
    """
    ranked = sorted(rows, key=attrgetter("score"))
    groups = (list(equal) for _, equal in groupby(ranked, key=attrgetter("score")))
    return [one for equal in groups for one in by_date(equal)]


def by_date(rows: list[Placed]) -> list[Placed]:
    """The newest first."""
    if len(rows) > 1:
        rows.sort(key=attrgetter("row.public_id", "row.place", "row.rowid"))
        rows.sort(key=attrgetter("row.day", "row.published_utc"), reverse=True)
    return rows
