"""Figures of an outlet's latest columns that no longer look like those of its own past. Pure.

A publisher's redesign does not end a crawl: pages answer, columns come, but without bylines, cut to
a teaser, or with the menu in them. Only the outlet's own past shows it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import median

Figures = Mapping[str, float]

RECENT_COLUMNS = 10
"""Columns that are judged: those of the latest crawl, and of crawls before it until there are as
many. A byline missing on one column of three says nothing."""
PAST_COLUMNS = 20
"""Columns that make a past; before that, an outlet is too new to be judged by it."""
STEPS = 4.0
"""Standard deviations between the past and what is alarming. Chance passes it less than once in
ten thousand crawls of a figure, so that five figures of 500 outlets alarm falsely once in days."""
SHARE_STEP = 0.25
"""Change of a share that is worth an alarm, however sure it is; less comes and goes with sections
and guest authors."""
WORDS_STEP = log(2)
"""The same of the median length: to half or to double."""
WORDS_SPREAD = 0.75
"""Standard deviation of the logarithm of one column's length (columns of 600 words: two in three
have 280 to 1,300), by which the median of few columns is known only roughly."""
MAD_TO_DEVIATION = 1.4826
"""Of a normal distribution; the median absolute deviation does not follow single odd crawls."""
LEAST_CRAWLS = 5
"""Past crawls from which their own scatter is known."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is watched, and what makes a change of it more than chance."""

    key: str
    words: str
    """What it is, for a person."""
    scale: Callable[[float], float]
    """To the scale on which its changes are compared."""
    step: float
    deviation: Callable[[float, float], float]
    """Of a mean of so many columns around such a value."""
    show: Callable[[float], str]


def percent(share: float) -> str:
    """A share for a person."""
    return f"{share:.0%}"


def deviation_of_share(share: float, columns: float) -> float:
    """Binomial; shares near 0 or 1 are held to be as sure as one in twenty."""
    inside = min(max(share, 0.05), 0.95)
    return sqrt(inside * (1 - inside) / columns)


def deviation_of_words(_: float, columns: float) -> float:
    """Of the logarithm of a median: 1.25 times that of a mean."""
    return 1.25 * WORDS_SPREAD / sqrt(columns)


FIGURES = (
    *(
        Figure(key, words, float, SHARE_STEP, deviation_of_share, percent)
        for key, words in (
            ("byline_share", "columns with a byline"),
            ("title_share", "columns with a headline"),
            ("date_share", "columns with a date"),
            ("chrome_share", "characters of the page that are no column"),
        )
    ),
    Figure(
        "median_words",
        "words of a column (median)",
        lambda words: log(max(words, 1)),
        WORDS_STEP,
        deviation_of_words,
        lambda words: f"{words:,.0f}",
    ),
)


def drifted(crawls: Sequence[Figures]) -> list[str]:
    """A line for each figure in which the latest columns differ from the past; newest crawl first.

    Nothing as long as there are too few columns on either side.
    """
    recent, past = divided(crawls)
    if not past:
        return []
    columns = total(recent)
    lines = []
    for figure in FIGURES:
        now, before = weighted(recent, figure.key), weighted(past, figure.key)
        if now is None or before is None:
            continue
        away = abs(figure.scale(now) - figure.scale(before))
        deviation = max(
            sqrt(
                figure.deviation(before, columns) ** 2 + figure.deviation(before, total(past)) ** 2
            ),
            scatter(past, figure, around=before),
        )
        if away >= figure.step and away > STEPS * deviation:
            lines.append(
                f"{figure.words}: {figure.show(now)} in the latest {columns:,.0f} columns,"
                f" {figure.show(before)} before"
            )
    return lines


def divided(crawls: Sequence[Figures]) -> tuple[Sequence[Figures], Sequence[Figures]]:
    """The crawls to judge, and those to judge them by; the second is empty if there are too few."""
    for count in range(1, len(crawls)):
        recent, past = crawls[:count], crawls[count:]
        if total(past) < PAST_COLUMNS:
            break
        if total(recent) >= RECENT_COLUMNS:
            return recent, past
    return crawls, ()


def total(crawls: Iterable[Figures]) -> float:
    """Columns read in these crawls."""
    return sum(crawl.get("columns_read", 0) for crawl in crawls)


def weighted(crawls: Sequence[Figures], key: str) -> float | None:
    """The median of a figure, each crawl counting as much as it read; None if none has it."""
    figures = sorted((crawl[key], crawl["columns_read"]) for crawl in crawls if key in crawl)
    half = sum(weight for _, weight in figures) / 2
    for value, weight in figures:
        half -= weight
        if half <= 0:
            return value
    return None


def scatter(past: Sequence[Figures], figure: Figure, *, around: float) -> float:
    """Standard deviation of a figure between past crawls, robust; 0 while they are few."""
    figures = [crawl[figure.key] for crawl in past if figure.key in crawl]
    if len(figures) < LEAST_CRAWLS:
        return 0.0
    centre = figure.scale(around)
    return MAD_TO_DEVIATION * median(abs(figure.scale(value) - centre) for value in figures)
