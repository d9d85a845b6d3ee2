"""What answers took, by kind of question: medians and 95th percentiles, and what was sampled."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from scripts.bench_web.asking import Answer, Layer
from scripts.bench_web.questions import Kind, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The answers to the questions of one kind."""

    kind: Kind
    questions: int
    median_ms: float | None
    p95_ms: float | None
    """Wall; None where no answer was a good one."""
    cpu_median_ms: float | None
    cpu_p95_ms: float | None
    largest_kb: float | None
    """Of the pages; None where there are none."""
    matches: int | None
    """The middle of what the answers tell."""
    sampled: str
    """Of how many matches a part only was looked at, in words."""
    problems: dict[str, int]
    """What was no good answer, and how often."""


def measured(
    layer: Layer, kind: Kind, questions: Sequence[Question], *, rounds: int = 1
) -> Figures | None:
    """The figures of the questions of a kind, asked once and then in so many rounds.

    Of each the answer that took the middle time counts, so that what else a machine does for some
    seconds is left out. None where they cannot be asked so.
    """
    _, *others = ([*map(layer.ask, questions)] for _ in range(1 + rounds))
    of_each = ([one for one in each if one] for each in zip(*others, strict=True))
    counting = [middle(each) for each in of_each if each]
    return summed_up(kind, counting) if counting else None


def middle(answers: Sequence[Answer]) -> Answer:
    """The answer that took the middle time; one that is no good answer, where there is any."""
    there = sorted(answers, key=lambda one: one.seconds)
    return next((one for one in there if one.problem), there[(len(there) - 1) // 2])


def summed_up(kind: Kind, answers: Sequence[Answer]) -> Figures:
    """The figures of answers."""
    good = [answer for answer in answers if answer.problem is None]
    wall = [1000 * answer.seconds for answer in good]
    cpu = [1000 * answer.cpu_seconds for answer in good]
    totals = [answer.said["total"] for answer in good if "total" in answer.said]
    problems = [answer.problem for answer in answers if answer.problem is not None]
    return Figures(
        kind=kind,
        questions=len(answers),
        median_ms=percentile(wall, 50),
        p95_ms=percentile(wall, 95),
        cpu_median_ms=percentile(cpu, 50),
        cpu_p95_ms=percentile(cpu, 95),
        largest_kb=round(max(size for size in sizes) / 1000, 1)
        if (sizes := [answer.size for answer in good if answer.size])
        else None,
        matches=int(statistics.median(totals)) if totals else None,
        sampled=sampling([answer.said for answer in good]),
        problems={problem: problems.count(problem) for problem in dict.fromkeys(problems)},
    )


def percentile(values: Sequence[float], share: int) -> float | None:
    """The value that so many in a hundred do not pass; None of no values."""
    if not values:
        return None
    place = -(-share * len(values) // 100) - 1
    return round(sorted(values)[max(0, place)], 2)


def sampling(said: Iterable[dict[str, Any]]) -> str:
    """Where only a part of the matches was ranked or counted, in words; "" where nowhere."""
    told = list(said)
    ranked = [one for one in told if one.get("ranked", one.get("total")) != one.get("total")]
    counted = [one["sampled"] for one in told if one.get("sampled")]
    unfinished = Counter(part for one in told for part in one.get("unfinished", ()))
    words = [f"{count} of {len(told)}: no {part} in time" for part, count in unfinished.items()]
    if ranked:
        least = min(one["ranked"] for one in ranked)
        words.append(f"{len(ranked)} of {len(told)}: the newest {least:,} or more ranked")
    if counted:
        least = min(one["looked_at"] for one in counted)
        words.append(f"{len(counted)} of {len(told)}: facets of {least:,} or more")
    return "; ".join(words)


def table(title: str, rows: Iterable[Figures]) -> Table:
    """The figures as a table."""
    shown = Table(title=title, title_justify="left")
    shown.add_column("kind")
    for name in ("asked", "median ms", "p95 ms", "CPU median", "CPU p95", "kB", "matches"):
        shown.add_column(name, justify="right")
    shown.add_column("sampled")
    for row in rows:
        failed = ", ".join(f"{count} × {problem}" for problem, count in row.problems.items())
        shown.add_row(
            row.kind,
            str(row.questions),
            *map(
                in_words,
                (row.median_ms, row.p95_ms, row.cpu_median_ms, row.cpu_p95_ms, row.largest_kb),
            ),
            in_words(row.matches),
            "; ".join(filter(None, (row.sampled, failed))),
        )
    return shown


def in_words(value: float | None) -> str:
    """A number for a reader."""
    return "" if value is None else f"{value:,}"
