"""Words added and removed from one version of a column to another. Pure.

Paragraphs are aligned first, then the words of those that differ, so that a text of ten megabytes
costs what its changed paragraphs cost; with less work given than that, those that it is not enough
for are told to have gone and come whole. Words carry the white space behind them, and points, marks
and joiners inside them; Han and kana are compared sign by sign, as they have no spaces, Korean by
its words.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from archive.model.versions import Text
from archive.model.writing_systems import UNSPACED
from archive.text.difference_work import Work
from archive.text.folding import MARKS, SCRIPT_MARKS, UNSEEN

Change = Literal["same", "removed", "added"]
TextPart = Literal["headline", "standfirst", "body"]
PARTS: tuple[TextPart, ...] = ("headline", "standfirst", "body")

INDIC_MARKS = "".join(
    chr(code) for code in range(0x0900, 0x0E00) if unicodedata.category(chr(code)).startswith("M")
)
WITHIN = f"{MARKS}{SCRIPT_MARKS}{INDIC_MARKS}{UNSEEN}"
"""What is no letter to Python and stands inside words: points, vowel signs, joiners."""
TOKEN = re.compile(
    rf"[{UNSPACED}][{WITHIN}]*\s*"
    rf"|(?![{UNSPACED}])\w(?:(?![{UNSPACED}])\w|[{WITHIN}]|['’](?=\w))*\s*"
    rf"|[^\w\s][{WITHIN}]*\s*|\s+"
)
ALIGNED = 20_000
"""Words or paragraphs aligned at once, on either side: quadratic in them, over 64 (50 MB, a
second). Of more only those at the beginning and at the end are told to be the same."""
LIKE = 1 / 3
"""Least share of a paragraph's words that another had for the two to be shown as one changed."""
NEIGHBOURS = 20
"""Paragraphs looked at for the one that another was; of 2,000 all were, and took 4 s."""
CONTEXT = 1
"""Unchanged paragraphs shown on either side of a changed one."""


class DiffRun(NamedTuple):
    """A run of words that are the same, removed or added."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as pieces in reading order."""

    part: TextPart
    pieces: tuple[DiffRun, ...]

    @property
    def changed(self) -> bool:
        return any(piece.change != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one text to another."""

    paragraphs: tuple[Paragraph, ...]
    word_by_word: bool = True
    """False when the work given was not enough: some paragraphs stand here as removed and added
    whole, and to count words would be more of it."""

    @property
    def parts(self) -> tuple[TextPart, ...]:
        """Where anything changed: headline, standfirst, body."""
        changed = {paragraph.part for paragraph in self.paragraphs if paragraph.changed}
        return tuple(part for part in PARTS if part in changed)

    @property
    def added(self) -> int:
        """How many words came in; of Han and kana, signs."""
        return self._count("added")

    @property
    def removed(self) -> int:
        """How many words went."""
        return self._count("removed")

    def _count(self, change: Change) -> int:
        return sum(
            sum(1 for token in TOKEN.findall(piece.text) if token[0].isalnum())
            for paragraph in self.paragraphs
            for piece in paragraph.pieces
            if piece.change == change
        )


def difference(before: Text, after: Text, work: Work | None = None) -> Difference:
    """The difference of two versions, all paragraphs of both in reading order."""
    work = work or Work()
    refused = work.refused
    paragraphs: list[Paragraph] = []
    if before.title or after.title:
        pieces = _pieces(before.title or "", after.title or "", work)
        paragraphs.append(Paragraph("headline", pieces))
    if before.standfirst or after.standfirst:
        pieces = _pieces(before.standfirst or "", after.standfirst or "", work)
        paragraphs.append(Paragraph("standfirst", pieces))
    paragraphs += [Paragraph("body", pieces) for pieces in _body(before.body, after.body, work)]
    return Difference(tuple(paragraphs), word_by_word=work.refused == refused)


def changed_parts(before: Text, after: Text) -> tuple[TextPart, ...]:
    """Which parts of a text differ, without comparing their words."""
    pairs = zip(
        PARTS,
        (before.title, before.standfirst, before.body),
        (after.title, after.standfirst, after.body),
        strict=True,
    )
    return tuple(part for part, old, new in pairs if (old or "") != (new or ""))


def shown(changes: Difference, *, whole: bool = False) -> Iterator[Paragraph | None]:
    """The paragraphs worth showing; None stands where unchanged ones are left out."""
    near: set[int] = set()
    for place, paragraph in enumerate(changes.paragraphs):
        if whole or paragraph.changed:
            near.update(range(place - CONTEXT, place + CONTEXT + 1))
    left_out = False
    for place, paragraph in enumerate(changes.paragraphs):
        if place in near:
            if left_out:
                yield None
            yield paragraph
        left_out = place not in near
    if left_out and changes.paragraphs:
        yield None


def _body(before: str, after: str, work: Work) -> Iterator[tuple[DiffRun, ...]]:
    """The paragraphs of two bodies: the same ones once, changed ones beside each other."""
    old, new = (text.split("\n\n") if text else [] for text in (before, after))
    for gone, come, same in _steps(old, new, work):
        yield from _replaced(old[gone], new[come], work)
        for paragraph in new[same]:
            yield (DiffRun("same", paragraph),)


def _replaced(
    gone: Sequence[str], come: Sequence[str], work: Work
) -> Iterator[tuple[DiffRun, ...]]:
    """Paragraphs that took the place of others, each beside the one it has most words from."""
    if not (work.may_read(*gone, *come) and gone and come):
        yield from ((DiffRun("removed", paragraph),) for paragraph in gone)
        yield from ((DiffRun("added", paragraph),) for paragraph in come)
        return
    left = [(paragraph, set(TOKEN.findall(paragraph))) for paragraph in gone]
    at = 0
    for paragraph in come:
        words = set(TOKEN.findall(paragraph))
        near = range(at, min(at + NEIGHBOURS, len(left)))
        likeness = {place: len(words & left[place][1]) / (1 + len(words)) for place in near}
        best = max(near, key=likeness.__getitem__, default=None)
        if best is None or likeness[best] < LIKE:
            if at < len(left):
                yield (DiffRun("removed", left[at][0]),)
                at += 1
            yield (DiffRun("added", paragraph),)
            continue
        for skipped, _ in left[at:best]:
            yield (DiffRun("removed", skipped),)
        yield _pieces(left[best][0], paragraph, work)
        at = best + 1
    for paragraph, _ in left[at:]:
        yield (DiffRun("removed", paragraph),)


def _pieces(before: str, after: str, work: Work) -> tuple[DiffRun, ...]:
    """One text as it became another, word by word."""
    if before == after:
        return (DiffRun("same", before),)
    if not work.may_read(before, after):
        return _runs(("removed", before), ("added", after))
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    bare = [token.rstrip() for token in old], [token.rstrip() for token in new]
    pieces: list[DiffRun] = []
    for gone, come, same in _steps(bare[0], bare[1], work):
        # What came in stands after what it replaces, as people read it.
        pieces += _runs(
            ("removed", "".join(old[gone])),
            ("added", "".join(new[come])),
            ("same", "".join(new[same])),
        )
    return tuple(pieces)


def _runs(*runs: tuple[Change, str]) -> tuple[DiffRun, ...]:
    return tuple(DiffRun(change, text) for change, text in runs if text)


class _Step(NamedTuple):
    """Some of what went, some of what came in its place, and what follows both and is the same."""

    gone: slice
    come: slice
    same: slice
    """In the new one."""


def _steps(old: Sequence[str], new: Sequence[str], work: Work) -> Iterator[_Step]:
    """Words or paragraphs as they became others, in as few changes as can be."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    inside = [all_of[start : len(all_of) - end] for all_of in (old, new)]
    none = slice(start, start)
    yield _Step(none, none, slice(0, start))
    sizes = len(inside[0]), len(inside[1])
    gone = come = start
    if max(sizes) <= ALIGNED and work.may_align(*sizes):
        for change in Indel.opcodes(*inside):
            if change.tag == "equal":
                here = start + change.src_start, start + change.dest_start
                after = start + change.dest_end
                yield _Step(slice(gone, here[0]), slice(come, here[1]), slice(here[1], after))
                gone, come = start + change.src_end, after
    yield _Step(
        slice(gone, len(old) - end), slice(come, len(new) - end), slice(len(new) - end, len(new))
    )


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many words both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
