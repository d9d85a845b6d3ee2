"""Weighs the values that a page offers for one field, and decides between them.

A field's own module finds its candidates and says what speaks for and against each, in points;
which of them is taken is decided here and nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from archive.model.records import FieldCandidate

Value = TypeVar("Value")
MOST_SHOWN = 12
"""Candidates of a field that are kept with an article; a page can offer hundreds."""
LONGEST_SHOWN = 200
"""Characters of a candidate's text that are kept with an article."""


@dataclass(slots=True)
class Evidence(Generic[Value]):
    """One candidate for a field, and the points for and against it."""

    value: Value
    text: str
    """The value as a person reads it."""
    source: str
    """Where it was found, as `Article.found_in` names places."""
    points: dict[str, float] = field(default_factory=dict)
    """Reason to points; negative points speak against the candidate."""

    def add(self, reason: str, points: float) -> None:
        """Adds points for a reason; a reason given again counts once more."""
        self.points[reason] = self.points.get(reason, 0.0) + points

    @property
    def weight(self) -> float:
        """The sum of all points."""
        return sum(self.points.values())


def decide(candidates: Sequence[Evidence[Value]], *, least: float = 0.0) -> Evidence[Value] | None:
    """The heaviest candidate, the first of equals; None where none weighs more than `least`."""
    best = max(candidates, key=lambda candidate: candidate.weight, default=None)
    return best if best is not None and best.weight > least else None


def considered(
    candidates: Iterable[Evidence[Value]], chosen: Evidence[Value] | None
) -> tuple[FieldCandidate, ...]:
    """What was considered for a field, as records: the chosen candidate first, then by weight."""
    ranked = sorted(candidates, key=lambda candidate: (candidate is not chosen, -candidate.weight))
    return tuple(
        FieldCandidate(
            text=candidate.text[:LONGEST_SHOWN],
            source=candidate.source,
            weight=round(candidate.weight, 2),
            reasons=tuple((why, round(points, 2)) for why, points in candidate.points.items()),
            chosen=candidate is chosen,
        )
        for candidate in ranked[:MOST_SHOWN]
    )
