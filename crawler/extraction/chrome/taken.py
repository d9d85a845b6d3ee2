"""The segments that the classifier takes for the column, and the boxes in which they stand.

The rules for what reads like a column and is none (`hidden_boxes` and its neighbours) look at
these boxes and no others.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from crawler.extraction.markup.page import Page
from crawler.extraction.markup.segments import Segment

MAIN_SHARE = 0.6
"""Share of the text outside links that the column's own box contains at least."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Some segments of a page in document order."""

    page: Page
    segments: Sequence[Segment]
    places: Sequence[int]
    """Number of the element that each stands right in."""
    standing: Mapping[int, Sequence[Segment]]
    """By number of element: those that stand right in it."""
    masses: Mapping[int, float]
    """By number of element: the mass, outside links, of those that stand in it."""

    def inside(self, box: int) -> list[Segment]:
        """Those that stand in an element, itself included."""
        standing = self.standing
        numbers = range(box, self.page.ends[box])
        return [one for at in numbers if at in standing for one in standing[at]]

    def stands_alone(self, at: int, segment: Segment) -> bool:
        """Whether an element holds one of them and no other, right in it or further in."""
        return self.standing[at] == [segment] and self.inside(at) == [segment]

    def without(self, boxes: Collection[int]) -> "Taken":
        """Those that stand in none of some elements."""
        if not boxes:
            return self
        inside = self.page.inside(self.page.elements[box] for box in boxes)
        pairs = zip(self.places, self.segments, strict=True)
        return taken_of(self.page, [segment for at, segment in pairs if not inside[at]])

    def main(self) -> int:
        """Number of the smallest element that contains most of them."""
        least = MAIN_SHARE * self.masses.get(0, 0.0)
        return max((at for at, mass in self.masses.items() if mass >= least), default=0)


def taken_of(page: Page, segments: Sequence[Segment]) -> Taken:
    """The segments of a page with the masses of all elements around them."""
    places = [page.numbers[segment.box.element] for segment in segments]
    masses: defaultdict[int, float] = defaultdict(float)
    standing: defaultdict[int, list[Segment]] = defaultdict(list)
    for at, segment in zip(places, segments, strict=True):
        masses[at] += segment.mass - segment.linked
        standing[at].append(segment)
    parents = page.parents
    around = set(masses)
    for at in masses:
        above = parents[at]
        while above >= 0 and above not in around:
            around.add(above)
            above = parents[above]
    for at in sorted(around, reverse=True):
        if (above := parents[at]) >= 0:
            masses[above] += masses[at]
    return Taken(page, segments, places, standing, masses)
