"""The features of each segment of a page, by which the classifier recognises the column's text.

Text mass, pooled by path (of tags and classes) and by box, is the most informative; then the
position of a segment, its neighbours, and its style. The classifier is trained on these numbers in
this order (`classifier`).
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TypeAlias

from crawler.extraction.body.cues import CUE_GROUPS, cues_of
from crawler.extraction.markup.class_names.class_hints import NAMES
from crawler.extraction.markup.segments import CONTEXT_BITS, Box, Segment, Segmentation

GOOD_MASS = 70
"""Characters from which a segment with few links and a sentence in it is good text."""
GOOD_LINKED = 0.35
"""Share of linked text up to which a segment is good text."""
MAIN_SHARE = 0.6
"""Share of the page's good text that the main box contains at least."""
NO_ARTICLE = 2.0
"""Value for segments in no `article`; 0 is the fullest `article`, 1 any other."""
FAR = 50.0
"""Distance where there is nothing to measure from."""
ALIKE = 24
"""First characters by which segments begin alike, as captions of one series do."""

TAGS = {
    tag: float(at)
    for at, tag in enumerate(
        "p blockquote h2 h3 h4 h5 h6 h1 li dd dt td th tr pre div section article body main "
        "figcaption figure header footer aside nav form button address details summary".split(),
        start=1,
    )
}
SENTENCE_END = re.compile(r"[.!?…。！？؟।](?:(?<=[。！？])|['\"”’»)\]]*(?:\s|$))")
ENDINGS = dict.fromkeys(".!?。！？؟।", 1.0) | dict.fromkeys("\"”’»)'“]」", 2.0)
ENDINGS |= {":": 3.0, "：": 3.0, "…": 4.0, ",": 5.0, "，": 5.0}
HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
MARKS = {"headline": 1.0, "byline": 2.0, "date": 3.0, "kicker": 4.0, "standfirst": 5.0, None: 0.0}
HINTS = ("picture", "promotion", "overlay", "navigation", "author", "meta", "related")
AROUND = ("footer", "figcaption", "form", "main", "aside", "table")

Row: TypeAlias = tuple[float, ...]

BOXED = "tag depth article up down up2 down2 box_linked box_mean".split()
BOXED += [f"near_{name}" for name in HINTS] + [f"in_{tag}" for tag in AROUND]
BOXED += "parent_tag parent_good parent_linked parent_segments parent_mean".split()
BOXED += "grand_good grand_linked grand_segments grand_mean".split()
BOXED += "path_good path_linked path_segments path_mean path_share".split()
BOXED += "page_good page_segments page_linked main_good".split()
FIRST = (*BOXED, "mass", "linked_share", "good", "marked")
"""Features of every segment that cost little: mostly those of its box."""
WRITTEN = "ending beginning words commas strong names pictures repeated alike alt row item".split()
WRITTEN += ["links", "cue_first", *(f"cue_{name}" for name in CUE_GROUPS)]
PLACE = "at at_mass good_before from_title title_mass from_main to_main parent_share".split()
NEAR = "mass_1 mass1 tag_1 tag1 good8 till_good linked_3 linked3".split()
NEAR += "heading_since h1_since since_good heading_cues".split()
FEATURES = (*FIRST, *WRITTEN, *PLACE, *NEAR)
"""All features; the rest is computed only for segments that the first trees do not reject."""


class Pool:
    """Sums over segments with the same path."""

    __slots__ = ("good", "linked", "mass", "segment_count")

    def __init__(self) -> None:
        self.mass = self.linked = self.good = self.segment_count = 0.0


@dataclass(frozen=True, slots=True)
class FeatureRows:
    """The features of a page's segments; the expensive ones are computed on demand."""

    first: Sequence[Row]
    """`FIRST` of each segment."""
    rest: Callable[[int], Row]
    """The rest of `FEATURES` of one segment."""

    def __iter__(self) -> Iterator[Row]:
        return (row + self.rest(at) for at, row in enumerate(self.first))


def segment_features(segmentation: Segmentation, title: str) -> FeatureRows:
    """The features of each segment of the page; `title` is the headline, if known."""
    if not segmentation.segments:
        return FeatureRows((), lambda at: ())
    page = _PageFeatures(segmentation, title.casefold())
    return FeatureRows(page.first(), page.rest)


class _PageFeatures:
    """Sums and positions that the rows of one page share."""

    def __init__(self, segmentation: Segmentation, title: str) -> None:
        self.segments = segmentation.segments
        self.boxes = segmentation.boxes
        self.title = title
        self.good = [prose_mass(segment) for segment in self.segments]
        self.pools: dict[int, Pool] = {}
        self._pool()
        good = sum(self.good)
        self.total_good = good or 1.0
        self.main = _smallest_box_with(self.boxes, MAIN_SHARE * good)
        self.title_at = self._find_title()
        self._sum_up()

    def _pool(self) -> None:
        pools = self.pools
        for segment, good in zip(self.segments, self.good, strict=True):
            box = segment.box
            mass, linked = segment.mass, segment.linked
            pool = pools.get(box.path)
            if pool is None:
                pool = pools[box.path] = Pool()
            pool.mass += mass
            pool.linked += linked
            pool.good += good
            pool.segment_count += 1.0
            box.mass += mass
            box.linked += linked
            box.prose += good
            box.segment_count += 1
        for box in reversed(self.boxes):
            above = box.parent
            if above is not None and box.segment_count:
                above.mass += box.mass
                above.linked += box.linked
                above.prose += box.prose
                above.segment_count += box.segment_count

    def _find_title(self) -> int:
        """Index of the headline: what repeats the title, else the first h1, else the main box."""
        first_h1 = best = None
        length = 8
        for at, segment in enumerate(self.segments):
            if segment.marked == "headline":
                return at
            if segment.box.tag in ("h1", "h2", "h3") and segment.mass < 400:
                if segment.box.tag == "h1" and first_h1 is None:
                    first_h1 = at
                if length < len(segment.text) and segment.text.casefold() in self.title:
                    best, length = at, len(segment.text)
        if best is not None:
            return best
        return first_h1 if first_h1 is not None else self.main.first

    def _sum_up(self) -> None:
        """Computes running sums, positions of headings and good segments, and repeated texts."""
        segments = self.segments
        self.masses = list(accumulate([segment.mass for segment in segments], initial=0.0))
        self.linked = list(accumulate([segment.linked for segment in segments], initial=0.0))
        self.goods = list(accumulate(self.good, initial=0.0))
        self.good_at = [at for at, good in enumerate(self.good) if good]
        self.headings = [at for at, p in enumerate(segments) if p.box.tag in HEADING_TAGS]
        self.heading_cues = [float(cues_of(segments[at].text)[0]) for at in self.headings]
        self.h1s = [at for at in self.headings if segments[at].box.tag == "h1"]
        self.seen = Counter([segment.text for segment in segments])
        self.alike = Counter([segment.text[:ALIKE] for segment in segments])

    def first(self) -> list[Row]:
        """`FIRST` of each segment; values shared by a box, parent or path are computed once."""
        page = (
            self.total_good,
            float(len(self.segments)),
            self.linked[-1] / self.masses[-1],
            self.main.prose / self.total_good,
        )
        fullest = _fullest_box(self.segments, self.good)
        up, down = _distances(self.boxes, self.main)
        up2, down2 = _distances(self.boxes, fullest)
        paths = {path: self._of_path(pool) + page for path, pool in self.pools.items()}
        parents: dict[int, Row] = {}
        boxes: dict[int, Row] = {}
        rows = []
        for segment, good in zip(self.segments, self.good, strict=True):
            box = segment.box
            at = box.index
            row = boxes.get(at)
            if row is None:
                parent = box.parent or box
                above = parents.get(parent.index)
                if above is None:
                    above = parents[parent.index] = self._of_parent(parent)
                article = NO_ARTICLE
                if box.article is not None:
                    article = float(box.article != fullest.article)
                row = boxes[at] = (
                    TAGS.get(box.tag, 0.0),
                    float(box.depth),
                    article,
                    up[at],
                    down[at],
                    up2[at],
                    down2[at],
                    box.linked / box.mass,
                    box.mass / box.segment_count,
                    *_bits(box.near & ALL_HINTS, HINT_BITS),
                    *_bits(box.tags & ALL_AROUND, AROUND_BITS),
                    *above,
                    *paths[box.path],
                )
            mass = segment.mass
            rows.append((*row, mass, segment.linked / mass, good, MARKS.get(segment.marked, 0.0)))
        return rows

    def _of_parent(self, box: Box) -> Row:
        grand = box.parent or box
        total = self.total_good
        return (
            TAGS.get(box.tag, 0.0),
            box.prose / total,
            box.linked / box.mass,
            float(box.segment_count),
            box.mass / box.segment_count,
            grand.prose / total,
            grand.linked / grand.mass,
            float(grand.segment_count),
            grand.mass / grand.segment_count,
        )

    def _of_path(self, pool: Pool) -> Row:
        return (
            pool.good / self.total_good,
            pool.linked / pool.mass,
            pool.segment_count,
            pool.mass / pool.segment_count,
            pool.good / pool.mass,
        )

    def rest(self, at: int) -> Row:
        """`WRITTEN`, `PLACE` and `NEAR` of one segment."""
        segments = self.segments
        segment = segments[at]
        box, text, mass = segment.box, segment.text, segment.mass
        masses, goods, linked = self.masses, self.goods, self.linked
        last = len(segments)
        start = text[0]
        beginning = 1.0 if start.isupper() else 2.0 if start.islower() else 3.0
        if beginning == 3.0:
            beginning = 4.0 if start.isdigit() else 5.0 if start in "\"“”«„'‘" else 3.0
        before, after = max(0, at - 3), min(last, at + 4)
        mass_before = masses[at]
        cues, first_cue = cues_of(text)
        good = bisect_right(self.good_at, at)
        good_before = bisect_left(self.good_at, at)
        heading = bisect_left(self.headings, at)
        return (
            ENDINGS.get(text[-1], 0.0),
            beginning,
            float(text.count(" ") + 1),
            float(text.count(",") + text.count("，") + text.count("、") + text.count("،")),
            segment.strong / mass,
            float(segment.names),
            float(segment.pictures),
            float(self.seen[text]),
            float(self.alike[text[:ALIKE]]),
            float(segment.alt),
            float(segment.row),
            float(segment.item),
            float(len(segment.links)),
            float(first_cue),
            *_bits(cues, CUE_BITS),
            at / last,
            mass_before / self.masses[-1],
            goods[at] / self.total_good,
            float(at - self.title_at),
            mass_before - masses[self.title_at],
            float(at - self.main.first),
            float(self.main.last - at),
            mass / (box.parent or box).mass,
            segments[at - 1].mass if at else 0.0,
            segments[at + 1].mass if at + 1 < last else 0.0,
            TAGS.get(segments[at - 1].box.tag, 0.0) if at else -1.0,
            TAGS.get(segments[at + 1].box.tag, 0.0) if at + 1 < last else -1.0,
            goods[min(last, at + 9)] - goods[at + 1],
            float(self.good_at[good] - at) if good < len(self.good_at) else FAR,
            (linked[at] - linked[before]) / ((mass_before - masses[before]) or 1.0),
            (linked[after] - linked[at + 1]) / ((masses[after] - masses[at + 1]) or 1.0),
            float(at - self.headings[heading - 1]) if heading else FAR,
            float(bisect_left(self.h1s, at)),
            float(at - 1 - self.good_at[good_before - 1]) if good_before else FAR,
            self.heading_cues[heading - 1] if heading else 0.0,
        )


CUE_BITS = tuple(1 << at for at in range(len(CUE_GROUPS)))
HINT_BITS = tuple(1 << NAMES.index(name) for name in HINTS)
AROUND_BITS = tuple(CONTEXT_BITS[tag] for tag in AROUND)
ALL_HINTS, ALL_AROUND = sum(HINT_BITS), sum(AROUND_BITS)


@lru_cache(maxsize=4096)
def _bits(value: int, bits: tuple[int, ...]) -> Row:
    return tuple(1.0 if value & bit else 0.0 for bit in bits)


def prose_mass(segment: Segment) -> float:
    """Unlinked mass of a segment that reads like prose, else 0."""
    mass, linked = segment.mass, segment.linked
    if mass < GOOD_MASS or linked > GOOD_LINKED * mass or not SENTENCE_END.search(segment.text):
        return 0.0
    return mass - linked


def _smallest_box_with(boxes: Sequence[Box], prose: float) -> Box:
    """The deepest box with at least this much good text; where there is none, with any text."""
    smallest = boxes[0]
    for box in boxes:
        if box.segment_count and box.prose >= prose and box.depth > smallest.depth:
            smallest = box
    return smallest


def _fullest_box(segments: Sequence[Segment], good: Sequence[float]) -> Box:
    """The box with most good text directly in it or in its child boxes."""
    sums: dict[int, float] = {}
    fullest, most = segments[0].box, 0.0
    for segment, mass in zip(segments, good, strict=True):
        if mass:
            above = segment.box.parent or segment.box
            total = sums[above.index] = sums.get(above.index, 0.0) + mass
            if total > most:
                fullest, most = above, total
    return fullest


def _distances(boxes: Sequence[Box], target: Box) -> tuple[list[float], list[float]]:
    """For each box the steps from the target up to their common ancestor, and down from there.

    A box around only one other box is no step: the nesting of wrappers has no meaning.
    """
    up = [-1.0] * len(boxes)
    down = [0.0] * len(boxes)
    steps = 0.0
    box: Box | None = target
    while box is not None:
        up[box.index] = steps
        if box.parent is not None and box.parent.segment_count > box.segment_count:
            steps += 1.0
        box = box.parent
    for box in boxes:
        at = box.index
        if up[at] < 0.0 and box.parent is not None:
            above = box.parent.index
            up[at] = up[above]
            down[at] = down[above] + (box.parent.segment_count > box.segment_count)
    return up, down
