"""The labels by which a page files its own column.

Sidebars, menus and other entries print links to categories too. What counts is where a label
stands: from it up to what holds the headline as well, nothing may be a box of its own.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Final

from lxml.etree import _Element as Element

from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.element_text import text_at
from crawler.extraction.markup.index import LONGEST_NAMES, IndexedElement, PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.stated.json_ld import ARTICLE_TYPE
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

SECTION_BEFORE = 60
"""Elements from the headline within which a section is searched."""
SECTION_AFTER = 40
"""The same after it: section, date and author often share a line."""
LONGEST_LABEL = 60
LONGEST_PATH = 120
"""Characters at the end of an address that are examined."""
MOST_LINKS = 50
"""Links with WordPress's own mark that are looked at."""
MOST_UNMARKED = 8
"""Other labels of one column; more are a menu."""
LONGEST_LINE = 120
"""Characters beside the links in a line of labels; prose has more."""
DEEPEST = 60
"""Elements around a label that are looked at."""
BOXES = frozenset(("aside", "form", "nav"))
LINES = ("section", "date", "byline")
"""Roles of the lines about a headline in which its sections are printed."""
_CATEGORY_PATH = re.compile(
    rf"/(?:{alternatives(table('sections')['category_segment_patterns'])})/[^/]+/?$"
    r"|[?&](?:cat|category)=[^&]+$"
)
"""Addresses of category listings."""
_OTHER_BOXES: Final = frozenset(word_list(table("class_roles")["other_boxes"]))
"""Words of names of boxes whose labels are not the column's."""
_WIDGETS: Final = frozenset(word_list(table("class_roles")["widgets"]))
"""Whole names of such boxes."""


def _category_links(page: Page, index: PageIndex, at: int) -> Iterator[IndexedElement]:
    """Links to category listings about the headline with this number."""
    first = max(0, at - SECTION_BEFORE)
    for number, tag in enumerate(page.tags[first : at + SECTION_AFTER], first):
        if tag == "a" and not index.claimed[number]:
            link = page.elements[number]
            if leads_to_category(link.get("href") or ""):
                yield IndexedElement(number, link)


def leads_to_category(href: str) -> bool:
    """Whether an address is that of a category's listing."""
    return bool(_CATEGORY_PATH.search(href[-LONGEST_PATH:]))


def marked_above(page: Page, index: PageIndex, at: int) -> Iterator[IndexedElement]:
    """Short lines above the headline with this number, in elements named for sections.

    Of a line with several links, each link.
    """
    for one in index.marked["section"]:
        if not 0 < at - one.at <= SECTION_BEFORE or page.ends[one.at] > at:
            continue
        text = text_at(page, one.at)
        if len(text) <= LONGEST_LABEL and "\n" not in text:
            within = range(one.at + 1, page.ends[one.at])
            links = [IndexedElement(n, page.elements[n]) for n in within if page.tags[n] == "a"]
            yield from links if len(links) > 1 else [one]


class OwnLabels:
    """The column's own labels, each with its element; of a list of links, each link."""

    def __init__(self, page: Page, index: PageIndex, heading: IndexedElement | None) -> None:
        self._page = page
        self._index = index
        self._at = heading.at if heading is not None else None
        self._to_categories = {one.element for one in index.category_links}
        self._around = list(page.ancestors(self._at)) if self._at is not None else []

    def __iter__(self) -> Iterator[tuple[str, Element]]:
        yield from ((text_at(self._page, one.at), one.element) for one in self.marked_links())
        if self._at is None:
            return
        unmarked = dict(self._unmarked(self._at))
        if len(unmarked) <= MOST_UNMARKED:
            yield from ((text, element) for element, text in unmarked.items())

    def marked_links(self) -> list[IndexedElement]:
        """The links that say themselves that they lead to a category of the column."""
        links = self._index.category_links[:MOST_LINKS]
        return [one for one in links if self._is_own(one.at)]

    @cached_property
    def links_near(self) -> list[IndexedElement]:
        """Links to category listings about the headline."""
        return [] if self._at is None else [*_category_links(self._page, self._index, self._at)]

    def _unmarked(self, heading_at: int) -> Iterator[tuple[Element, str]]:
        """Labels about the headline that are known by their address, or by their names alone."""
        above = marked_above(self._page, self._index, heading_at)
        for indexed in (*self.links_near, *above):
            at = indexed.at
            if self._is_evident(at) and self._is_own(at) and not self._is_in_prose(at):
                yield indexed.element, text_at(self._page, indexed.at)

    @cached_property
    def _entry(self) -> int | None:
        """The widest element around the headline that is marked as a column's."""
        return next((n for n in reversed(self._around) if self._is_entry(n, or_main=True)), None)

    @cached_property
    def _below(self) -> int | None:
        """The column's entry where the headline stands above it."""
        return None if any(map(self._is_entry, self._around)) else self._widest_entry()

    @cached_property
    def _marked(self) -> set[int]:
        """The elements named for a line about a headline."""
        return {one.at for role in LINES for one in self._index.marked[role]}

    @cached_property
    def _linked_headings(self) -> list[int]:
        """The headings that lead to another page."""
        return [one.at for one in self._index.headings if self._leads_away(one)]

    def _is_evident(self, at: int) -> bool:
        """Whether a label stands in the column's entry; where there is none, in a marked line."""
        if self._entry is not None:
            return self._entry < at < self._page.ends[self._entry]
        for number in (at, *self._page.ancestors(at)):
            if self._holds_headline(number):
                return False
            if number in self._marked:
                return True
        return False

    def _is_own(self, at: int) -> bool:
        """Whether nothing around a label is a menu, sidebar or other entry."""
        if self._at is None:
            return self._is_in_first_list(at)
        for number in islice(self._page.ancestors(at), DEEPEST):
            if self._holds_headline(number) or number == self._below:
                return True
            if self._page.tags[number] in BOXES or self._is_entry(number):
                return False
            names = f"{self._page.classes[number] or ''} {self._page.ids[number] or ''}"
            if not _OTHER_BOXES.isdisjoint(class_tokens(names[:LONGEST_NAMES])):
                return False
            if not _WIDGETS.isdisjoint(names.split()):
                return False
            if self._has_linked_heading(number):
                return False
        return False

    def _is_in_first_list(self, at: int) -> bool:
        """Whether a link stands in the list of the first one; what is known without a headline."""
        first = self._index.category_links[0].at
        return self._list_of(at) == self._list_of(first)

    def _list_of(self, at: int) -> int:
        parent = self._page.parents[at]
        return self._page.parents[parent] if self._page.tags[parent] == "li" else parent

    def _is_in_prose(self, at: int) -> bool:
        """Whether the line of a label says much else."""
        line = self._page.elements[self._page.parents[at]]
        said = [line.text or "", *(child.tail or "" for child in line)]
        return sum(len(text.strip()) for text in said) > LONGEST_LINE

    def _holds_headline(self, number: int) -> bool:
        return self._at is not None and number <= self._at < self._page.ends[number]

    def _leads_away(self, heading: IndexedElement) -> bool:
        """Whether a heading is, or stands in, a link to something else than a category."""
        if self._page.tags[self._page.parents[heading.at]] == "a":
            return True
        return not all(
            link in self._to_categories or leads_to_category(link.get("href") or "")
            for link in heading.element.iter("a")
        )

    def _has_linked_heading(self, number: int) -> bool:
        headings = self._linked_headings
        place = bisect(headings, number)
        return place < len(headings) and headings[place] < self._page.ends[number]

    def _widest_entry(self) -> int | None:
        tags_and_names = zip(self._page.tags, self._page.classes, strict=True)
        entries = (
            number
            for number, (tag, names) in enumerate(tags_and_names)
            if tag == "article" or (names and "hentry" in names)
        )
        return max(entries, key=lambda number: self._page.ends[number] - number, default=None)

    def _is_entry(self, number: int, *, or_main: bool = False) -> bool:
        tag, element = self._page.tags[number], self._page.elements[number]
        if or_main and (tag == "main" or element.get("role") == "main"):
            return True
        names = (self._page.classes[number] or "").split()
        return (
            tag == "article"
            or "hentry" in names
            or bool(ARTICLE_TYPE.search((element.get("itemtype") or "").rstrip("/")))
        )
