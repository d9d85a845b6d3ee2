"""Finds comments that nothing names: boxes alike in a row, each with a name, a date and a text.

Teasers, tickers and forum threads are built like this too. So boxes count only below a column's
text, and only where more than their shape speaks of a discussion: what stands above them, buttons
to answer or report, a form below, portraits, anchors. A column taken for comments is the worst
error there is here; comments that stay unfound are a smaller one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.extraction.comments.boxes import FEWEST, STAMP, BoxedComment, read_box, read_boxes
from crawler.extraction.comments.parts import part_named
from crawler.extraction.comments.reading import CommentReader
from crawler.extraction.comments.signs import (
    LONGEST_STAMP,
    heading_above,
    heads_discussion,
    said_around,
    said_inside,
)
from crawler.extraction.markup.element_text import raw_text
from crawler.extraction.markup.page import Page
from crawler.extraction.markup.tree import Element

ENOUGH = 3
"""Evidence from which boxes alike are a discussion: two things at least, beside their shape."""
TEXT_BEFORE = 250
"""Characters of running text that stand before the first comment: the column."""
RUNNING_TEXT = 40
LONGEST_REST = 400
"""Characters beside its comments in a box that holds nothing of the column: heading and form."""
MOST_STAMPS = 600
"""Dates looked at on one page."""
HIGHEST = 12
"""Steps up from a date to the box of its comment."""
_SHORT_TAGS = frozenset("a b strong cite span em i img font small br u time".split())
_UNREAD = frozenset(("script", "style", "title", "option", "textarea", "meta", "link", "noscript"))
_ALTERNATING = frozenset("odd even alt first last active selected".split())
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Repeated:
    """The comments of a page that nothing names, in document order."""

    entries: list[BoxedComment] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """What holds comments and next to nothing else."""
    headings: list[Element] = field(default_factory=list)


def find_repeated(reader: CommentReader, around_headline: set[Element]) -> Repeated:
    """The comments of the page's repeated boxes; nested ones know what they stand in."""
    repeated = Repeated()
    page = reader.page
    below = _text_ends(page) if _may_discuss(page.root) else len(page.elements)
    stamps = _stamps(page, below)
    taken: dict[Element, BoxedComment] = {}
    for parent, boxes in _groups(stamps) if len(stamps) >= FEWEST else ():
        if not around_headline.isdisjoint(boxes):
            continue
        heading = heading_above(parent, boxes[0])
        standing = said_around(parent, boxes) + 2 * (heading is not None)
        if standing < 1:
            continue
        entries = read_boxes(reader, boxes, taken)
        if len(entries) >= FEWEST and standing + _saying_of(entries) >= ENOUGH:
            _take(reader, entries, taken)
            if parent not in around_headline and _holds_little_else(parent, entries):
                repeated.boxes.append(parent)
            if heading is not None:
                repeated.headings.append(heading)
    repeated.entries = sorted(taken.values(), key=lambda entry: page.numbers[entry.item.element])
    if not taken or page.numbers[repeated.entries[0].item.element] < below:
        return Repeated()
    for entry in repeated.entries:
        above = entry.item.element.iterancestors()
        entry.item.inside = next((taken[e].item for e in above if e in taken), None)
    return repeated


def _saying_of(entries: Sequence[BoxedComment]) -> int:
    return said_inside([entry.elements for entry in entries], [entry.lines for entry in entries])


def _take(
    reader: CommentReader, entries: Sequence[BoxedComment], taken: dict[Element, BoxedComment]
) -> None:
    """Keeps the comments of a run, and the answers nested in them that look the same."""
    for entry in entries:
        element = entry.item.element
        look = _look(element.get("class") or "")
        alike = [
            inner
            for inner in element.iterdescendants(str(element.tag))
            if inner not in taken and look and _look(inner.get("class") or "") == look
        ]
        for inner in reversed(alike):
            if answer := read_box(reader, [inner], taken):
                taken[inner] = answer
        again = read_box(reader, entry.elements, taken) if alike else entry
        taken[element] = again or entry


def _holds_little_else(parent: Element, entries: Sequence[BoxedComment]) -> bool:
    inside = sum(len(raw_text(element)) for entry in entries for element in entry.elements)
    return len(raw_text(parent)) - inside <= LONGEST_REST


def _may_discuss(root: Element) -> bool:
    """Whether the page has a place to write, or a heading as discussions have: cheap to ask."""
    if next(root.iter("textarea"), None) is not None:
        return True
    return any(map(heads_discussion, root.iter("h2", "h3", "h4", "h5", "legend", "summary")))


def _stamps(page: Page, below: int) -> list[Element]:
    """The elements from a number on in which a date stands right, with little else."""
    numbers: dict[int, None] = {}
    parents, classes = page.parents, page.classes
    elements = page.elements
    for at in range(below, len(elements)):
        tag, text, tail = page.tags[at], page.texts[at], page.tails[at]
        if tag in _UNREAD:
            continue
        if tag == "time":
            numbers[at] = None
        elif text:
            if len(text) <= LONGEST_STAMP and STAMP.search(text):
                numbers[at] = None
        elif (names := classes[at]) and part_named(names) == "date" and not len(elements[at]):
            numbers[at] = None  # a script will write the date
        if tail and tag in _SHORT_TAGS and len(tail) <= LONGEST_STAMP and STAMP.search(tail):
            numbers[parents[at]] = None
    return [elements[at] for at in list(numbers)[:MOST_STAMPS]]


def _groups(stamps: Iterable[Element]) -> list[tuple[Element, list[Element]]]:
    """Siblings that look alike and hold dates, the deepest first."""
    groups: dict[tuple[Element, str, str], dict[Element, None]] = {}
    depths: dict[Element, int] = {}
    for stamp in stamps:
        element = stamp
        for _ in range(HIGHEST):
            parent = element.getparent()
            if parent is None or parent.tag == "html":
                break
            key = (parent, str(element.tag), _look(element.get("class") or ""))
            group = groups.setdefault(key, {})
            if element in group:
                break
            group[element] = None
            if parent not in depths:
                depths[parent] = sum(1 for _ in parent.iterancestors())
            element = parent
    several = [(key[0], list(boxes)) for key, boxes in groups.items() if len(boxes) >= FEWEST]
    return sorted(several, key=lambda group: -depths[group[0]])


@lru_cache(maxsize=4096)
def _look(names: str) -> str:
    """The first class name that does not count or alternate."""
    plain = (_DIGITS.sub("", name).lower() for name in names.split())
    return next((name for name in plain if name and name not in _ALTERNATING), "")


def weight_of(text: str) -> int:
    """How much a text says, in letters: a Chinese character says about as much as three."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def _text_ends(page: Page) -> int:
    """Number of the first element that stands behind enough running text for a column."""
    size = 0
    for at, tag in enumerate(page.tags):
        if size >= TEXT_BEFORE:
            return at
        if tag not in _UNREAD:
            for text in (page.texts[at], page.tails[at]):
                if text and weight_of(text) > RUNNING_TEXT and not text.isspace():
                    size += weight_of(text.strip())
    return len(page.elements)
