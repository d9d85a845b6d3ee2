"""The piece of a text that a hit shows, with the places that match marked. Pure."""

import re
from collections import Counter
from typing import NamedTuple

from archive.model.writing_systems import CJK
from archive.search.terms import Term, marks_of

CJK_RUN = re.compile(f"[{CJK}]+")

SNIPPET_LENGTH = 240
"""Characters; two to three lines of a terminal."""
LEAD = 60
"""Characters of a snippet before its first mark."""
LOOKED_THROUGH = 20_000
"""Characters of a text that are looked through first, and alone where a hit stands in them."""
WORK = 2_000_000
"""Characters times terms that are looked through at most, and a tenth of that first: 63 terms in
Chinese take 0.3 s."""

Marks = tuple[tuple[int, int], ...]


class Snippet(NamedTuple):
    """A piece of a text on one line, and where in it the hits stand."""

    text: str
    marks: Marks


def snippet(text: str, terms: tuple[Term, ...]) -> Snippet:
    """The piece of a text with the most different words of those asked for, on one line.

    Of a very long text it is a piece of the beginning, unless no hit is there; for very many terms
    less of it is looked through.
    """
    line = " ".join(text.split())
    reach = WORK // max(1, len(terms))
    first = min(LOOKED_THROUGH, reach // 10)
    marks = marks_of(terms, beginning(line, first))
    if not marks and len(line) > first:
        marks = marks_of(terms, beginning(line, reach))
    start = max(0, richest(line, marks) - LEAD)
    room = SNIPPET_LENGTH
    if sum(map(len, CJK_RUN.findall(line, start, start + room))) > room // 2:
        room //= 2  # they are twice as wide
    end = min(len(line), start + room)
    start = max(0, end - room)
    if start:
        gap = line.find(" ", start, start + LEAD // 2)
        start = gap + 1 if gap >= 0 else start
    if end < len(line):
        gap = line.rfind(" ", end - LEAD // 2, end)
        end = gap if gap >= 0 else end
    before = "…" if start else ""
    moved = len(before) - start
    return Snippet(
        before + line[start:end] + ("…" if end < len(line) else ""),
        tuple((a + moved, b + moved) for a, b in marks if a >= start and b <= end),
    )


def beginning(line: str, length: int) -> str:
    """The words of a line up to so many characters."""
    if len(line) <= length:
        return line
    gap = line.rfind(" ", 0, length)
    return line[: gap if gap > 0 else length]


def richest(line: str, marks: list[tuple[int, int]]) -> int:
    """Where the stretch of a snippet's length begins that has the most different words marked.

    Of several the one that has the most marks, then the first.
    """
    said = [line[start:end].casefold() for start, end in marks]
    inside: Counter[str] = Counter()
    best = (0, 0, 0)
    last = 0
    for first, (start, _) in enumerate(marks):
        while last < len(marks) and marks[last][0] <= start + SNIPPET_LENGTH - LEAD:
            inside[said[last]] += 1
            last += 1
        best = max(best, (len(inside), last - first, -start))
        inside[said[first]] -= 1
        if not inside[said[first]]:
            del inside[said[first]]
    return -best[2]
