"""Comments without telling class names: similar boxes in a row with a name, a date and a text.

Teasers, tickers and forum threads look like this too. So boxes count only below a column's text,
and only with further signals of a discussion: the heading above, buttons to answer or report, a
form below, portraits, anchors. Taking a column for comments is the worst error here; missing
comments is a smaller one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from archive.text.sizes import text_size
from crawler.extraction.comments.comment_parts import part_named
from crawler.extraction.comments.comment_reader import CommentReader
from crawler.extraction.comments.signals import (
    LONGEST_STAMP,
    heading_above,
    is_discussion_heading,
    signals_around,
    signals_inside,
)
from crawler.extraction.comments.unnamed_comments import (
    FEWEST,
    UnnamedComment,
    has_stamp,
    read_box,
    read_boxes,
)
from crawler.extraction.markup.element_text import raw_text
from crawler.extraction.markup.page import Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.tables import table, word_list

ENOUGH = 3
"""Signals from which similar boxes are a discussion: at least two kinds, besides their shape."""
TEXT_BEFORE = 250
"""Size of the running text before the first comment: the column."""
RUNNING_TEXT = 40
LONGEST_REST = 400
"""Size of the text besides its comments in a box without any of the column: heading and form."""
MOST_STAMPS = 600
"""Dates examined on one page."""
HIGHEST = 12
"""Steps up from a date to the box of its comment."""
_SHORT_TAGS = frozenset("a b strong cite span em i img font small br u time".split())
_UNREAD = frozenset(("script", "style", "title", "option", "textarea", "meta", "link", "noscript"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "legend", "summary"))
_ALTERNATING = frozenset(word_list(table("comment_names")["alternating"]))
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class RepeatedBoxes:
    """The comments of a page that have no telling names, in document order."""

    entries: list[UnnamedComment] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Elements with comments and next to nothing else."""
    headings: list[Element] = field(default_factory=list)


def find_repeated(
    reader: CommentReader, around_headline: set[Element], apart: Sequence[int]
) -> RepeatedBoxes:
    """The comments in the page's repeated boxes; nested ones have their parents.

    Elements `apart` stand in lists of comments on other columns.
    """
    repeated = RepeatedBoxes()
    page = reader.page
    below = _column_end(page) if _may_have_discussion(page) else len(page.elements)
    stamps = _dated_elements(page, below, apart)
    taken: dict[Element, UnnamedComment] = {}
    for parent, boxes in _groups_of_alike(stamps) if len(stamps) >= FEWEST else ():
        if not around_headline.isdisjoint(boxes):
            continue
        heading = heading_above(parent, boxes[0])
        standing = signals_around(parent, boxes) + 2 * (heading is not None)
        if standing < 1:
            continue
        entries = read_boxes(reader, boxes, taken)
        if len(entries) >= FEWEST and standing + _signals_in(entries) >= ENOUGH:
            _keep_run(reader, entries, taken)
            if parent not in around_headline and _contains_little_else(parent, entries):
                repeated.boxes.append(parent)
            if heading is not None:
                repeated.headings.append(heading)
    repeated.entries = sorted(taken.values(), key=lambda entry: page.numbers[entry.unread.element])
    if not taken or page.numbers[repeated.entries[0].unread.element] < below:
        return RepeatedBoxes()
    for entry in repeated.entries:
        above = entry.unread.element.iterancestors()
        entry.unread.parent = next((taken[e].unread for e in above if e in taken), None)
    return repeated


def _signals_in(entries: Sequence[UnnamedComment]) -> int:
    return signals_inside([entry.elements for entry in entries], [entry.lines for entry in entries])


def _keep_run(
    reader: CommentReader, entries: Sequence[UnnamedComment], taken: dict[Element, UnnamedComment]
) -> None:
    """Adds the comments of a run to `taken`, with similar answers nested in them."""
    for entry in entries:
        element = entry.unread.element
        look = _main_class(element.get("class") or "")
        alike = [
            inner
            for inner in element.iterdescendants(str(element.tag))
            if inner not in taken and look and _main_class(inner.get("class") or "") == look
        ]
        for inner in reversed(alike):
            if answer := read_box(reader, [inner], taken):
                taken[inner] = answer
        again = read_box(reader, entry.elements, taken) if alike else entry
        taken[element] = again or entry


def _contains_little_else(parent: Element, entries: Sequence[UnnamedComment]) -> bool:
    inside = sum(text_size(raw_text(element)) for entry in entries for element in entry.elements)
    return text_size(raw_text(parent)) - inside <= LONGEST_REST


def _may_have_discussion(page: Page) -> bool:
    """Whether the page has a text field or the heading of a discussion; a cheap first check."""
    return "textarea" in page.tags or any(
        is_discussion_heading(page.elements[at]) for at in page.tagged(*_HEADINGS)
    )


def _dated_elements(page: Page, below: int, apart: Sequence[int]) -> list[Element]:
    """The elements from a number on that directly contain a date and little else."""
    numbers: dict[int, None] = {}
    parents, ends, classes = page.parents, page.ends, page.classes
    columns = zip(page.tags[below:], page.texts[below:], page.tails[below:], strict=True)
    for at, (tag, text, tail) in enumerate(columns, below):
        if tag in _UNREAD or apart[at]:
            continue
        if tag == "time":
            numbers[at] = None
        elif text:
            if len(text) <= LONGEST_STAMP and has_stamp(text):
                numbers[at] = None
        elif ends[at] == at + 1 and (names := classes[at]) and part_named(names) == "date":
            numbers[at] = None  # a script will write the date
        if tail and tag in _SHORT_TAGS and len(tail) <= LONGEST_STAMP and has_stamp(tail):
            numbers[parents[at]] = None
    return [page.elements[at] for at in list(numbers)[:MOST_STAMPS]]


def _groups_of_alike(stamps: Iterable[Element]) -> list[tuple[Element, list[Element]]]:
    """Similar siblings with dates in them, the deepest first."""
    groups: dict[tuple[Element, str, str], dict[Element, None]] = {}
    depths: dict[Element, int] = {}
    for stamp in stamps:
        element = stamp
        for _ in range(HIGHEST):
            parent = element.getparent()
            if parent is None or parent.tag == "html":
                break
            key = (parent, str(element.tag), _main_class(element.get("class") or ""))
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
def _main_class(names: str) -> str:
    """The first class name that is no counter and no odd/even."""
    plain = (_DIGITS.sub("", name).lower() for name in names.split())
    return next((name for name in plain if name and name not in _ALTERNATING), "")


def _column_end(page: Page) -> int:
    """Number of the first element after enough running text for a column."""
    size = 0
    for at, tag in enumerate(page.tags):
        if size >= TEXT_BEFORE:
            return at
        if tag not in _UNREAD:
            for text in (page.texts[at], page.tails[at]):
                if text and text_size(text) > RUNNING_TEXT and not text.isspace():
                    size += text_size(text.strip())
    return len(page.elements)
