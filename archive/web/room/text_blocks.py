"""The blocks of a column as a page has them: headings in order, lists, tables, links in place."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from archive.model.records import Block
from archive.web.room.marking import MarkedPiece, Marking, Spans
from archive.web.room.placed_links import MOST_LINKS, placed_links

PART = 500_000
"""Characters of a column on one page, markup counted; a book is read in parts of so many."""
BLOCK = 20
"""What a block of it costs beside its text."""
CELL = 20
"""Likewise a cell of a table."""
LINK = 60
"""Likewise a link."""
DEEPEST = 6
"""Lists within lists that are shown as such."""
LAST_HEADING = 6


class TextRun(NamedTuple):
    """A stretch of a block that leads somewhere, or nowhere."""

    link: str | None
    pieces: tuple[MarkedPiece, ...]


SPACE = TextRun(None, (MarkedPiece(" ", None),))


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with those below it."""

    runs: tuple[TextRun, ...]
    items: list["Item"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Blocks that stand in one element of a page."""

    kind: Literal["paragraph", "heading", "quotation", "list", "table", "verse", "caption"]
    level: int = 0
    """Of a heading, as HTML counts: the headline is the first."""
    texts: tuple[tuple[TextRun, ...], ...] = ()
    """One of each block; of a table none."""
    items: tuple[Item, ...] = ()
    rows: tuple[tuple[tuple[TextRun, ...], ...], ...] = ()
    """The cells of each row of a table."""


class Parts(NamedTuple):
    """The blocks of one part of a column."""

    blocks: tuple[Block, ...]
    part: int
    parts: int


def part_of(blocks: Sequence[Block], asked: int) -> Parts:
    """The blocks of one part, the nearest to the one asked for, and how many parts there are.

    Of a block that would not end in its part only so much stands there.
    """
    parts: list[list[Block]] = [[]]
    room = PART
    for block in blocks:
        for piece in _pieces(block):
            cost = _cost(piece)
            if cost > room and parts[-1]:
                parts.append([])
                room = PART
            parts[-1].append(piece)
            room -= cost
    part = min(max(asked, 1), len(parts))
    return Parts(tuple(parts[part - 1]), part, len(parts))


def _cost(block: Block) -> int:
    """What a block takes of a part: its text, and what stands around it and in it."""
    cells = block.text.count("\t") if block.kind == "row" else 0
    return len(block.text) + BLOCK + CELL * cells + LINK * min(len(block.links), MOST_LINKS)


def _pieces(block: Block) -> Iterator[Block]:
    """A block in pieces of a part at most, cut between words where there are any."""
    text, between, longest = block.text, " ", PART - BLOCK
    if block.kind == "row":
        between, longest = "\t", PART // (CELL + 1) - BLOCK
    if len(text) <= longest:
        yield block
        return
    links = placed_links(text, block.links).placed
    near = longest // 10
    at = 0
    while at < len(text):
        end = at + longest
        if end < len(text):
            end = text.rfind(between, end - near, end) + 1 or end
        inside = tuple(
            (text[start:after], link) for link, start, after in links if link and at <= start < end
        )
        yield Block(block.kind, text[at:end], block.level, inside)
        at = end


def grouped(blocks: Sequence[Block], marking: Marking) -> Iterator[Group]:
    """Blocks as elements of a page: what belongs to one list, table or quotation together."""
    ranks = _ranks(blocks)
    level = 1
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        same = list(group)
        if kind == "item":
            yield Group(kind="list", items=tuple(_items(same, marking)))
        elif kind == "row":
            yield Group(kind="table", rows=tuple(_cells(block, marking) for block in same))
        elif kind == "heading":
            for block in same:
                level = min(ranks[block.level or 0], level + 1, LAST_HEADING)
                yield Group(kind="heading", level=level, texts=(runs(block, marking),))
        elif kind == "quotation":
            yield Group(kind="quotation", texts=tuple(runs(block, marking) for block in same))
        else:
            for block in same:
                yield Group(kind=kind, texts=(runs(block, marking),))


def _ranks(blocks: Sequence[Block]) -> dict[int, int]:
    """The level on the page of each level of headings that a column has: the first below the
    headline is 2, whatever its page began with."""
    levels = sorted({block.level or 0 for block in blocks if block.kind == "heading"})
    return {level: rank for rank, level in enumerate(levels, start=2)}


def _items(blocks: Sequence[Block], marking: Marking) -> list[Item]:
    """The entries of one list, each with those that are deeper and follow it."""
    top: list[Item] = []
    open_lists: list[tuple[int, list[Item]]] = []
    for block in blocks:
        depth = block.level or 1
        while open_lists and open_lists[-1][0] > depth and len(open_lists) > 1:
            open_lists.pop()
        if not open_lists or depth < open_lists[0][0]:
            open_lists = [(depth, top)]
        elif depth > open_lists[-1][0] and len(open_lists) < DEEPEST:
            open_lists.append((depth, open_lists[-1][1][-1].items))
        open_lists[-1][1].append(Item(runs(block, marking)))
    return top


def _cells(block: Block, marking: Marking) -> tuple[tuple[TextRun, ...], ...]:
    """The cells of a row; a link whose words are in none of them is left out."""
    text = block.text
    marks = marking.spans(text)
    cells: list[list[TextRun]] = [[]]
    for link, start, end in placed_links(text, block.links).stretches(text):
        at = start
        for number, words in enumerate(text[start:end].split("\t")):
            if number:
                cells.append([])
                at += 1
            cells[-1] += _run(link, text, (at, at + len(words)), marks, marking)
            at += len(words)
    return tuple(tuple(cell) for cell in cells)


def runs(block: Block, marking: Marking) -> tuple[TextRun, ...]:
    """A block cut where links begin and end, with what was looked for marked.

    A link whose words are not in the text stands behind it as the name of its host.
    """
    text = block.text
    marks = marking.spans(text)
    links = placed_links(text, block.links)
    found: list[TextRun] = []
    for link, start, end in links.stretches(text):
        found += _run(link, text, (start, end), marks, marking)
    for link in links.left:
        name = urlsplit(link).hostname or link
        found += [SPACE, TextRun(link, (MarkedPiece(name, None),))]
    return tuple(found)


def _run(
    link: str | None, text: str, span: tuple[int, int], marks: Spans, marking: Marking
) -> list[TextRun]:
    """A stretch of a text; none where that is empty."""
    start, end = span
    first = bisect_right(marks, start, key=lambda mark: mark[1])
    after = bisect_left(marks, end, key=lambda mark: mark[0])
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in marks[first:after]]
    return [TextRun(link, marking.numbered(text[start:end], inside))] if end > start else []
