"""What speaks for and against each piece of a page being the column's text, as numbers.

Text mass pooled by look (path of tags and classes) and by box tells most; then where a piece
stands, what is near it, and how it is written. How the evidence is weighed is learned
(`model`), from these numbers in this order.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.extraction.blocks import CONTEXT, Box, Layout, Piece
from crawler.extraction.cues import CUE_GROUPS, cues_of
from crawler.extraction.hints import NAMES

GOOD_MASS = 70
"""Characters from which a piece with little linked text and a sentence in it is good text."""
SENTENCE_MASS = 25
"""Characters from which sentences are counted."""
GOOD_LINKED = 0.35
"""Share of linked text up to which it is."""
MAIN_SHARE = 0.6
"""Share of the page's good text that the main box holds at least."""
NO_ARTICLE = 2.0
"""Stands for a piece in no `article`; 0 and 1 for one in the fullest `article` and in another."""
FAR = 50.0
"""Distance given where there is nothing to be distant from."""

TAGS = {
    tag: at
    for at, tag in enumerate(
        "p blockquote h2 h3 h4 h5 h6 h1 li dd dt td th tr pre div section article body main "
        "figcaption figure header footer aside nav form button address details summary".split(),
        start=1,
    )
}
SENTENCE_ENDS = re.compile(r"[.!?…。！？؟](?:(?<=[。！？])|['\"”’»)\]]*(?:\s|$))")
ENDINGS = dict.fromkeys(".!?。！？؟।", 1.0) | dict.fromkeys("\"”’»)'“]」", 2.0)
ENDINGS |= {":": 3.0, "：": 3.0, "…": 4.0, ",": 5.0, "，": 5.0}
HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
MARKS = {None: 0.0, "headline": 1.0, "byline": 2.0, "date": 3.0, "kicker": 4.0, "standfirst": 5.0}


class Pool:
    """Sums over pieces that look alike."""

    __slots__ = ("good", "linked", "mass", "pieces")

    def __init__(self) -> None:
        self.mass = self.linked = self.good = 0.0
        self.pieces = 0

    def add(self, piece: Piece, good: float) -> None:
        self.mass += piece.mass
        self.linked += piece.linked
        self.good += good
        self.pieces += 1


WRITTEN = "word_length sentences commas ending beginning cue_first cues".split()
OWN = "mass linked_share links tag parent_tag strong item row repeated marked names".split()
OWN += "hidden depth good pictures article".split()
PLACE = "at at_mass good_before good_after from_title title_mass up down up2 down2".split()
PLACE += "from_main to_main".split()
POOLED = "path_good path_linked path_pieces path_mean path_share box_good box_linked".split()
POOLED += "box_mean parent_good parent_linked parent_pieces parent_mean parent_share".split()
POOLED += "grand_good grand_linked grand_pieces grand_mean".split()
NEAR = "mass_1 mass1 good_8 good8 since_good till_good heading_since heading_cues".split()
NEAR += "heading_up run linked_3 linked3 pictures1 h1_since".split()
PAGE = "page_good page_pieces page_linked main_good".split()
HINTED = [f"near_{name}" for name in NAMES] + [f"in_{tag}" for tag in CONTEXT]
HINTED += [f"cue_{name}" for name in CUE_GROUPS]
FEATURES = tuple(WRITTEN + OWN + PLACE + POOLED + NEAR + PAGE + HINTED)


def weigh(layout: Layout, title: str) -> list[tuple[float, ...]]:
    """One row of `FEATURES` for each piece of the page; `title` is the headline, if known."""
    return _Page(layout, title.casefold()).rows() if layout.pieces else []


class _Page:
    """What the rows of one page's pieces share."""

    def __init__(self, layout: Layout, title: str) -> None:
        self.pieces = layout.pieces
        self.boxes = layout.boxes
        self.title = title
        self.written = [_written(piece) for piece in self.pieces]
        self.good = [
            _goodness(piece, written[1])
            for piece, written in zip(self.pieces, self.written, strict=True)
        ]
        self.pools: dict[int, Pool] = {}
        self.seen: dict[str, int] = {}
        self._pool()
        self.total_good = sum(self.good) or 1.0
        self.total_mass = sum(piece.mass for piece in self.pieces)
        self.main = _smallest_holding(self.boxes, MAIN_SHARE * sum(self.good))
        fullest = _fullest(self.pieces, self.good)
        self.article = fullest.article
        self.places = list(
            zip(
                *_distances(self.boxes, self.main),
                *_distances(self.boxes, fullest),
                strict=True,
            )
        )
        self.title_at = self._find_title()

    def _pool(self) -> None:
        pools, seen = self.pools, self.seen
        for piece, good in zip(self.pieces, self.good, strict=True):
            box = piece.box
            pool = pools.get(box.path)
            if pool is None:
                pool = pools[box.path] = Pool()
            pool.add(piece, good)
            box.mass += piece.mass
            box.linked += piece.linked
            box.prose += good
            box.pieces += 1
            seen[piece.text] = seen.get(piece.text, 0) + 1
        for box in reversed(self.boxes):
            above = box.parent
            if above is not None:
                above.mass += box.mass
                above.linked += box.linked
                above.prose += box.prose
                above.pieces += box.pieces

    def _find_title(self) -> int:
        """Index of the headline: what repeats the title, then the first h1, then the main box."""
        first_h1 = best = None
        length = 8
        for at, piece in enumerate(self.pieces):
            if piece.marked == "headline":
                return at
            if piece.box.tag in ("h1", "h2", "h3") and piece.mass < 400:
                if piece.box.tag == "h1" and first_h1 is None:
                    first_h1 = at
                if len(piece.text) > length and piece.text.casefold() in self.title:
                    best, length = at, len(piece.text)
        if best is not None:
            return best
        return first_h1 if first_h1 is not None else self.main.first

    def rows(self) -> list[tuple[float, ...]]:
        near = _near(self.pieces, self.good, self.written)
        page = (
            self.total_good,
            float(len(self.pieces)),
            sum(piece.linked for piece in self.pieces) / self.total_mass,
            self.main.prose / self.total_good,
        )
        title_mass = sum(piece.mass for piece in self.pieces[: self.title_at])
        rows = []
        good_before = mass_before = 0.0
        for at, piece in enumerate(self.pieces):
            good = self.good[at]
            written = self.written[at]
            rows.append(
                (
                    *written,
                    *self._own(piece, good),
                    at / len(self.pieces),
                    mass_before / self.total_mass,
                    good_before / self.total_good,
                    (self.total_good - good_before - good) / self.total_good,
                    float(at - self.title_at),
                    mass_before - title_mass,
                    *self.places[piece.box.index],
                    float(at - self.main.first),
                    float(self.main.last - at),
                    *self._pooled(piece),
                    *near[at],
                    *page,
                    *_hinted(piece.box, int(written[-1])),
                )
            )
            good_before += good
            mass_before += piece.mass
        return rows

    def _own(self, piece: Piece, good: float) -> tuple[float, ...]:
        box, mass = piece.box, piece.mass
        return (
            mass,
            piece.linked / mass,
            float(len(piece.links)),
            TAGS.get(box.tag, 0.0),
            TAGS.get(box.parent.tag, 0.0) if box.parent else 0.0,
            piece.strong / mass,
            float(piece.item),
            float(piece.row),
            float(self.seen[piece.text]),
            MARKS.get(piece.marked, 0.0),
            float(piece.names),
            float(box.hidden),
            float(box.depth),
            good,
            float(piece.pictures),
            NO_ARTICLE if box.article is None else float(box.article != self.article),
        )

    def _pooled(self, piece: Piece) -> tuple[float, ...]:
        box = piece.box
        parent = box.parent or box
        grand = parent.parent or parent
        path = self.pools[box.path]
        total, mass = self.total_good, piece.mass
        return (
            path.good / total,
            path.linked / path.mass,
            float(path.pieces),
            path.mass / path.pieces,
            path.good / path.mass,
            box.prose / total,
            box.linked / box.mass,
            box.mass / box.pieces,
            parent.prose / total,
            parent.linked / parent.mass,
            float(parent.pieces),
            parent.mass / parent.pieces,
            mass / parent.mass,
            grand.prose / total,
            grand.linked / grand.mass,
            float(grand.pieces),
            grand.mass / grand.pieces,
        )


def _written(piece: Piece) -> tuple[float, ...]:
    """How a piece is written (`WRITTEN`)."""
    text = piece.text
    words = text.count(" ") + 1
    bits, first = cues_of(text)
    start = text[0]
    beginning = 1.0 if start.isupper() else 2.0 if start.islower() else 3.0
    if beginning == 3.0:
        beginning = 4.0 if start.isdigit() else 5.0 if start in "\"“”«„'‘" else 3.0
    return (
        len(text) / words,
        float(len(SENTENCE_ENDS.findall(text))) if piece.mass >= SENTENCE_MASS else 0.0,
        float(text.count(",") + text.count("，") + text.count("、") + text.count("،")),
        ENDINGS.get(text[-1], 0.0),
        beginning,
        float(first),
        float(bits),
    )


def _goodness(piece: Piece, sentences: float) -> float:
    """Unlinked mass of a piece that reads like prose, else 0."""
    if piece.mass < GOOD_MASS or piece.linked > GOOD_LINKED * piece.mass or not sentences:
        return 0.0
    return piece.mass - piece.linked


def _smallest_holding(boxes: Sequence[Box], prose: float) -> Box:
    """The deepest box with so much good text."""
    found = boxes[0]
    for box in boxes:
        if box.prose >= prose and box.depth > found.depth:
            found = box
    return found


def _fullest(pieces: Sequence[Piece], good: Sequence[float]) -> Box:
    """The box with most good text right in it, or in boxes right in it."""
    sums: dict[int, float] = {}
    found, most = pieces[0].box, 0.0
    for piece, mass in zip(pieces, good, strict=True):
        if mass:
            above = piece.box.parent or piece.box
            total = sums[id(above)] = sums.get(id(above), 0.0) + mass
            if total > most:
                found, most = above, total
    return found


def _distances(boxes: Sequence[Box], target: Box) -> tuple[list[float], list[float]]:
    """For each box the steps from the target up to what both stand in, and down from there."""
    up = [-1.0] * len(boxes)
    down = [0.0] * len(boxes)
    steps = 0.0
    box: Box | None = target
    while box is not None:
        up[box.index] = steps
        steps += 1.0
        box = box.parent
    for box in boxes:
        if up[box.index] < 0.0 and box.parent is not None:
            up[box.index] = up[box.parent.index]
            down[box.index] = down[box.parent.index] + 1.0
    return up, down


def _near(
    pieces: Sequence[Piece], good: Sequence[float], written: Sequence[tuple[float, ...]]
) -> list[tuple[float, ...]]:
    """What stands before and after each piece (`NEAR`)."""
    mass = [0.0, 0.0, 0.0, *(piece.mass for piece in pieces), 0.0, 0.0, 0.0]
    linked = [0.0, 0.0, 0.0, *(piece.linked for piece in pieces), 0.0, 0.0, 0.0]
    sums = [0.0] * 9
    for value in good:
        sums.append(sums[-1] + value)
    sums += [sums[-1]] * 8
    since = _since_good(good)
    till = _since_good(good[::-1])[::-1]
    pictures = [*(float(piece.pictures) for piece in pieces[1:]), 0.0]
    rows: list[tuple[float, ...]] = []
    heading_at, heading_cues, heading_depth, run, path, h1s = -1, 0.0, 0, 0, -1, 0
    for at, piece in enumerate(pieces):
        box = piece.box
        run = run + 1 if box.path == path else 0
        path = box.path
        k = at + 3
        before = mass[k - 1] + mass[k - 2] + mass[k - 3]
        after = mass[k + 1] + mass[k + 2] + mass[k + 3]
        rows.append(
            (
                mass[k - 1],
                mass[k + 1],
                sums[at + 8] - sums[at],
                sums[at + 17] - sums[at + 9],
                since[at],
                till[at],
                float(at - heading_at) if heading_at >= 0 else FAR,
                heading_cues,
                float(box.depth - heading_depth),
                float(run),
                (linked[k - 1] + linked[k - 2] + linked[k - 3]) / (before or 1.0),
                (linked[k + 1] + linked[k + 2] + linked[k + 3]) / (after or 1.0),
                pictures[at],
                float(h1s),
            )
        )
        if box.tag in HEADING_TAGS:
            heading_at, heading_cues, heading_depth = at, written[at][-1], box.depth
            h1s += box.tag == "h1"
    return rows


def _since_good(good: Sequence[float]) -> list[float]:
    """Pieces between each and the last good one before it."""
    found = []
    since = FAR
    for value in good:
        found.append(since)
        since = 0.0 if value else min(FAR, since + 1.0)
    return found


def _hinted(box: Box, cues: int) -> tuple[float, ...]:
    """Hints of names, tags around and words, one number for each bit."""
    return (
        *_bits(box.near, len(NAMES)),
        *_bits(box.tags, len(CONTEXT)),
        *_bits(cues, len(CUE_GROUPS)),
    )


@lru_cache(maxsize=50_000)
def _bits(value: int, width: int) -> tuple[float, ...]:
    return tuple(1.0 if value >> at & 1 else 0.0 for at in range(width))
