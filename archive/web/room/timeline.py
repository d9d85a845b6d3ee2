"""Hits by year as a picture: where its bars stand and how high, and which years have a label."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

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
LABEL_WIDTH = 90
"""Units that a year needs to stand beside another, on a phone."""
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
    label: Literal["start", "end"] | None
    """Where the year that is named stands below it: from its start on, or to its end, beyond which
    there is no room; None where it is not named."""


def bars(years: Sequence[YearCount]) -> tuple[Bar, ...]:
    """A bar for each year from the first to the last with hits, those without any as high as 0."""
    counts = {one.year: one.count for one in years if one.year is not None and one.count}
    if not counts:
        return ()
    last = max(counts)
    first = max(min(counts), last - LONGEST + 1)
    span = range(first, last + 1)
    slot = min(WIDTH / len(span), LABEL_WIDTH if len(span) == 2 else WIDEST)
    most = max(counts.values())
    return tuple(
        _bar(
            year,
            counts.get(year, 0),
            most=most,
            slot=slot,
            place=year - first,
            label=_label(year - first, last - first, slot),
        )
        for year in span
    )


def _label(place: int, last: int, slot: float) -> Literal["start", "end"] | None:
    """Where the label of a year stands, by its place: the first and the last have one, and of those
    between as many as there is room for."""
    if place == last:
        return "end" if place * slot + LABEL_WIDTH > WIDTH else "start"
    if place == 0:
        return "start"
    room = min(last * slot, WIDTH - LABEL_WIDTH) - place * slot
    is_next = place % ceil(LABEL_ROOM / slot) == 0
    return "start" if is_next and room >= LABEL_WIDTH else None


def _bar(
    year: int,
    count: int,
    *,
    most: int,
    slot: float,
    place: int,
    label: Literal["start", "end"] | None,
) -> Bar:
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
        label=label,
    )
