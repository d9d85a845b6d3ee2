"""Columns by year as a small picture, and the same in words."""

from collections.abc import Sequence
from typing import NamedTuple

from archive.reading.coverage import gaps_between
from archive.reading.coverage import years as stretch

SLOT = 6
"""Units of a year's place; a bar takes all but one."""
HEIGHT = 32
LEAST = 2
"""Units of a bar that stands for a single column."""
LONGEST = 80
"""Years that are drawn: the last of them."""
GAPS_TOLD = 3


class SparkBar(NamedTuple):
    """A year's columns."""

    x: int
    y: int
    height: int


class Sparkline(NamedTuple):
    """A picture of columns by year."""

    width: int
    height: int
    bars: tuple[SparkBar, ...]
    said: str


def sparkline(counts: Sequence[tuple[int, int]], span: tuple[int, int] | None) -> Sparkline | None:
    """The columns of each year within a span of years; None when none has a date."""
    if not counts or span is None:
        return None
    last = span[1]
    first = max(span[0], last - LONGEST + 1)
    most = max(count for _, count in counts)
    return Sparkline(
        width=(last - first + 1) * SLOT,
        height=HEIGHT,
        bars=tuple(
            _bar((year - first) * SLOT, count, most) for year, count in counts if year >= first
        ),
        said=in_words(counts),
    )


def in_words(counts: Sequence[tuple[int, int]]) -> str:
    """Columns by year in a sentence: when there are most, and when there are none."""
    held = [year for year, _ in counts]
    best, most = max(counts, key=lambda pair: pair[1])
    if len(held) == 1:
        return f"{most:,} in {best}"
    told = f"{stretch(held[0], held[-1])}, most in {best} ({most:,})"
    if gaps := [stretch(*gap) for gap in gaps_between(held)]:
        more = " and other years" if len(gaps) > GAPS_TOLD else ""
        told += f", none in {', '.join(gaps[:GAPS_TOLD])}{more}"
    return told


def _bar(x: int, count: int, most: int) -> SparkBar:
    height = max(LEAST, round(HEIGHT * count / most))
    return SparkBar(x, HEIGHT - height, height)
