"""Hits by year as a picture: where its bars stand and how high, and which years have a label."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from archive.search.results import YearCount

WIDTH = 960
"""Units of the picture; as wide as its place on the page."""
HEIGHT = 106
FOOT = 28
"""Units below the bars for the years."""
GAP = 0.15
"""Share of a year's width between two bars."""
LEAST = 2
"""Units of a bar that stands for a single hit."""
LABEL_ROOM = 110
"""Units from one year that is named to the next; on a phone the picture is a third as wide."""
WIDEST = 40
"""Units of a bar at most: three years are no wall."""
LONGEST = 300
"""Years of a picture; a single date of the year 1 would make a line of nothing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A year's hits as a bar of the picture."""

    year: int
    count: int
    x: float
    y: float
    width: float
    height: float
    slot: float
    """Where the year's own place begins; a click on it means the year."""
    slot_width: float
    labelled: bool


def bars(years: Sequence[YearCount]) -> tuple[Bar, ...]:
    """A bar for each year from the first to the last with hits, those without any as high as 0."""
    counts = {one.year: one.count for one in years if one.year is not None and one.count}
    if not counts:
        return ()
    last = max(counts)
    first = max(min(counts), last - LONGEST + 1)
    span = range(first, last + 1)
    slot = min(WIDTH / len(span), WIDEST)
    most = max(counts.values())
    every = ceil(LABEL_ROOM / slot)
    return tuple(
        _bar(year, counts.get(year, 0), most=most, slot=slot, place=year - first, every=every)
        for year in span
    )


def _bar(year: int, count: int, *, most: int, slot: float, place: int, every: int) -> Bar:
    room = HEIGHT - FOOT
    height = max(LEAST, room * count / most) if count else 0.0
    return Bar(
        year=year,
        count=count,
        x=round((place + GAP / 2) * slot, 2),
        y=round(room - height, 2),
        width=round(slot * (1 - GAP), 2),
        height=round(height, 2),
        slot=round(place * slot, 2),
        slot_width=round(slot, 2),
        labelled=place % every == 0,
    )
