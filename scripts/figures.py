"""The figures the extractor is held to: what each is called, where it is taken, and its floor.

How a page is scored is the corpus's own matter (`metrics.py`); how pages are read is `evaluate.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal

# ruff: noqa: E501  the figures read as a table

SCRAPINGHUB, TRAFILATURA, WCXB = "scrapinghub-dev", "trafilatura-dev", "wcxb-dev"
FUNDUS, MOZILLA = "fundus-dev", "mozilla-dev"
"""Sets that stand in a folder of their own, so that the gate keeps its meaning."""
EVERY = "all pages"
"""Stands for the pages of all the sets together."""

Matter = Literal["Body", "Comments and widgets", "Fields", "Cost"]
BODY: Matter = "Body"
COMMENTS: Matter = "Comments and widgets"
FIELDS: Matter = "Fields"
COST: Matter = "Cost"
MATTERS = (BODY, COMMENTS, FIELDS, COST)

Values = Mapping[str, float | None]
"""A figure's name to its value; None where the pages have no label for it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: where it is taken, what is asked of it, and below what it may not fall."""

    name: str
    matter: Matter
    corpus: str
    column: str
    """Its name in the row that `metrics.aggregate` gives, or among the costs."""
    trafilatura: float | None
    """What trafilatura 2.3.1 scores on the same pages; None where it has no such figure."""
    floor: float
    aim: float
    """`floor` is the least this extractor should reach, `aim` what is hoped for."""
    gate: float | None
    gate_out_of_fold: float | None
    """What the gate holds, in sample and out of fold; None where a figure is shown only."""
    less_is_better: bool = False
    digits: int = 3

    def held_to(self, *, out_of_fold: bool) -> float | None:
        """The gate's floor, or ceiling."""
        return self.gate_out_of_fold if out_of_fold else self.gate

    def falls_short(self, value: float, floor: float) -> bool:
        """Whether a value is on the wrong side of a floor."""
        return value > floor if self.less_is_better else value < floor

    def shown(self, value: float | None) -> str:
        """The value as it is printed."""
        return "–" if value is None else f"{value:.{self.digits}f}"


# The gate holds what was reached on 2026-11-24, less what a harmless change moves (.004 for means
# over hundreds of bodies, .006 for scrapinghub's 85 and for fields, .008 for pages all right, one
# of the 119 comment snippets in bodies, two of those found), and the figure's floor where that
# is higher and reached. Where the gate lies below the floor, the figure still falls short of it, and
# the tables show it in red.
FIGURES = (
    Figure("body F1, scrapinghub", BODY, SCRAPINGHUB, "body_f1", 0.959, 0.968, 0.98, 0.968, 0.953),
    Figure("body F1, wcxb", BODY, WCXB, "body_f1", 0.933, 0.947, 0.96, 0.961, 0.947),
    Figure("snippets F1, trafilatura", BODY, TRAFILATURA, "snip_f", 0.924, 0.938, 0.955, 0.949, 0.939),
    Figure("all right, trafilatura", BODY, TRAFILATURA, "snip_perfect", 0.677, 0.73, 0.8, 0.786, 0.754),
    Figure("snippets F1, wcxb", BODY, WCXB, "snip_f", 0.908, 0.922, 0.938, 0.927, 0.921),
    Figure("comment recall", COMMENTS, TRAFILATURA, "com_r", 0.664, 0.9, 0.96, 0.924, 0.924),
    Figure("comments in body", COMMENTS, TRAFILATURA, "com_leak", 0.092, 0.017, 0.0, 0.035, 0.035, True),
    Figure("widget phrases in body", COMMENTS, EVERY, "chrome_leak_exposed", 0.029, 0.004, 0.0, 0.014, 0.014, True),
    Figure("widget phrases in comments", COMMENTS, EVERY, "chrome_in_comments", 0.066, 0.01, 0.002, 0.003, 0.003, True),
    Figure("title exact, trafilatura", FIELDS, TRAFILATURA, "title_exact", 0.6, 0.8, 0.87, 0.876, 0.876),
    Figure("title exact, wcxb", FIELDS, WCXB, "title_exact", 0.55, 0.8, 0.87, 0.877, 0.877),
    Figure("authors F1, trafilatura", FIELDS, TRAFILATURA, "authors_f1", 0.61, 0.74, 0.82, 0.755, 0.752),
    Figure("authors F1, wcxb", FIELDS, WCXB, "authors_f1", 0.68, 0.76, 0.83, 0.8, 0.8),
    Figure("day right, trafilatura", FIELDS, TRAFILATURA, "date_exact", 0.86, 0.9, 0.93, 0.867, 0.867),
    Figure("day right, wcxb", FIELDS, WCXB, "date_exact", 0.85, 0.89, 0.92, 0.869, 0.869),
    Figure("section hit", FIELDS, TRAFILATURA, "section_exact", 0.31, 0.5, 0.62, 0.634, 0.634),
    Figure("body F1, fundus", BODY, FUNDUS, "body_f1", None, 0.94, 0.96, None, None),
    Figure("body F1, mozilla", BODY, MOZILLA, "body_f1", None, 0.92, 0.94, None, None),
    Figure("title exact, fundus", FIELDS, FUNDUS, "title_exact", None, 0.9, 0.95, None, None),
    Figure("title exact, mozilla", FIELDS, MOZILLA, "title_exact", None, 0.7, 0.8, None, None),
    Figure("authors F1, fundus", FIELDS, FUNDUS, "authors_f1", None, 0.85, 0.9, None, None),
    Figure("authors F1, mozilla", FIELDS, MOZILLA, "authors_f1", None, 0.68, 0.72, None, None),
    Figure("day right, fundus", FIELDS, FUNDUS, "date_exact", None, 0.98, 0.99, None, None),
    Figure("day right, mozilla", FIELDS, MOZILLA, "date_exact", None, 0.8, 0.9, None, None),
    Figure("CPU of trafilatura's", COST, EVERY, "ratio", 1.0, 0.33, 0.2, None, None, True),
    Figure("peak memory, MB", COST, EVERY, "memory", 140, 120, 100, 110, 110, True, 0),
    Figure("crashes", COST, EVERY, "crashes", None, 0, 0, 0, 0, True, 0),
    Figure("pages over one second", COST, EVERY, "slow", None, 0, 0, 0, 0, True, 0),
)  # fmt: skip


def aggregated(scores: Mapping[str, Sequence[Mapping[str, Any]]], metrics: ModuleType) -> Values:
    """The figures of scored pages, given by their set; costs are measured elsewhere."""
    together = [score for part in scores.values() for score in part]
    rows = {
        name: metrics.aggregate(part, bootstrap=False)
        for name, part in {**scores, EVERY: together}.items()
        if part
    }
    return {figure.name: rows.get(figure.corpus, {}).get(figure.column) for figure in FIGURES}


def costs(**measured: float) -> Values:
    """The figures of cost, given by their column."""
    by_column = {figure.column: figure.name for figure in FIGURES if figure.matter == COST}
    return {by_column[column]: value for column, value in measured.items()}


def shortfalls(values: Values, *, out_of_fold: bool) -> Iterator[str]:
    """A line for each figure that is below its floor, or could not be taken at all."""
    for figure in FIGURES:
        floor = figure.held_to(out_of_fold=out_of_fold)
        if floor is None:
            continue
        bound = f"{'ceiling' if figure.less_is_better else 'floor'} {figure.shown(floor)}"
        value = values.get(figure.name)
        if value is None:
            yield f"{figure.name}: not to be had from these pages ({bound})"
        elif figure.falls_short(value, floor):
            yield f"{figure.name}: {figure.shown(value)} ({bound})"
