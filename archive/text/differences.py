"""Words added and removed from one version of a column to another. Pure.

Paragraphs are aligned first, then the words of those that differ, so that a text of ten megabytes
costs what its changed paragraphs cost. Words carry the white space behind them, and points, marks
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
"""Words aligned at once, on either side: quadratic in them, over 64 (50 MB, a second). Of what is
longer only words at the beginning and at the end are told to be the same."""
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


def difference(before: Text, after: Text) -> Difference:
    """The difference of two versions, all paragraphs of both in reading order."""
    paragraphs: list[Paragraph] = []
    if before.title or after.title:
        paragraphs.append(Paragraph("headline", _pieces(before.title or "", after.title or "")))
    if before.standfirst or after.standfirst:
        pieces = _pieces(before.standfirst or "", after.standfirst or "")
        paragraphs.append(Paragraph("standfirst", pieces))
    paragraphs += [Paragraph("body", pieces) for pieces in _body(before.body, after.body)]
    return Difference(tuple(paragraphs))


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


def _body(before: str, after: str) -> Iterator[tuple[DiffRun, ...]]:
    """The paragraphs of two bodies: the same ones once, changed ones beside each other."""
    old, new = (text.split("\n\n") if text else [] for text in (before, after))
    gone: list[str] = []
    come: list[str] = []
    for change in Indel.opcodes(old, new):
        if change.tag == "delete":
            gone += old[change.src_start : change.src_end]
        elif change.tag == "insert":
            come += new[change.dest_start : change.dest_end]
        else:
            yield from _replaced(gone, come)
            gone, come = [], []
            for paragraph in old[change.src_start : change.src_end]:
                yield (DiffRun("same", paragraph),)
    yield from _replaced(gone, come)


def _replaced(gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[DiffRun, ...]]:
    """Paragraphs that took the place of others, each beside the one it has most words from."""
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
        yield _pieces(left[best][0], paragraph)
        at = best + 1
    for paragraph, _ in left[at:]:
        yield (DiffRun("removed", paragraph),)


def _pieces(before: str, after: str) -> tuple[DiffRun, ...]:
    """One text as it became another, word by word."""
    if before == after:
        return (DiffRun("same", before),)
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if max(len(old), len(new)) <= ALIGNED:
        return tuple(_aligned(old, new))
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    inside = [tokens[start : len(tokens) - end] for tokens in (old, new)]
    if max(map(len, inside)) <= ALIGNED:
        changed = _aligned(*inside)
    else:
        changed = [
            DiffRun("removed", "".join(inside[0])),
            DiffRun("added", "".join(inside[1])),
        ]
    around = (
        DiffRun("same", "".join(new[:start])),
        DiffRun("same", "".join(new[len(new) - end :])),
    )
    return tuple(piece for piece in (around[0], *changed, around[1]) if piece.text)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many words both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _aligned(old: Sequence[str], new: Sequence[str]) -> list[DiffRun]:
    """Words as they became others, in as few changes as can be."""
    pieces: list[DiffRun] = []
    added: list[DiffRun] = []  # after what they replace, as people read it
    for change in Indel.opcodes([t.rstrip() for t in old], [t.rstrip() for t in new]):
        if change.tag == "delete":
            pieces.append(DiffRun("removed", "".join(old[change.src_start : change.src_end])))
        elif change.tag == "insert":
            added.append(DiffRun("added", "".join(new[change.dest_start : change.dest_end])))
        else:
            pieces += added
            added = []
            pieces.append(DiffRun("same", "".join(new[change.dest_start : change.dest_end])))
    return pieces + added
