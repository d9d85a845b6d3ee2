"""A difference in parts that are light enough for a page each. Pure."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from archive.text.differences import DiffRun, Paragraph

PART = 60_000
"""Signs of a difference on one page, markup counted; of Han, 180 kB."""
PIECE = 30
"""What a piece costs beside its text."""
PARAGRAPH = 60
"""Likewise a paragraph."""


class ShownPart(NamedTuple):
    """The paragraphs of one part, which it is, and how many there are."""

    paragraphs: list[Paragraph | None]
    part: int
    parts: int


def part_of(paragraphs: Iterable[Paragraph | None], asked: int | None) -> ShownPart:
    """One part of a difference, the nearest to the one asked for; what is longer is cut."""
    parts: list[list[Paragraph | None]] = [[]]
    room = PART
    for paragraph in chain.from_iterable(map(_cut, paragraphs)):
        cost = _cost(paragraph)
        if cost > room and parts[-1]:
            parts.append([])
            room = PART
        parts[-1].append(paragraph)
        room -= cost
    part = min(max(asked or 1, 1), len(parts))
    return ShownPart(parts[part - 1], part, len(parts))


def _cost(paragraph: Paragraph | None) -> int:
    pieces = paragraph.pieces if paragraph else ()
    return PARAGRAPH + sum(PIECE + len(piece.text) for piece in pieces)


def _cut(paragraph: Paragraph | None) -> Iterator[Paragraph | None]:
    """A paragraph as such of a part at most."""
    if paragraph is None or _cost(paragraph) <= PART:
        yield paragraph
        return
    held: list[DiffRun] = []
    room = PART - PARAGRAPH
    for piece in chain.from_iterable(map(_short, paragraph.pieces)):
        cost = PIECE + len(piece.text)
        if cost > room:
            yield Paragraph(paragraph.part, tuple(held))
            held = []
            room = PART - PARAGRAPH
        held.append(piece)
        room -= cost
    yield Paragraph(paragraph.part, tuple(held))


def _short(piece: DiffRun) -> Iterator[DiffRun]:
    """A piece as such of half a part at most, cut between words where there are any."""
    longest = PART // 2
    at = 0
    while len(piece.text) - at > longest:
        end = piece.text.rfind(" ", at, at + longest) + 1 or at + longest
        yield DiffRun(piece.change, piece.text[at:end])
        at = end
    yield DiffRun(piece.change, piece.text[at:])
