"""Headlines set at the end of the breadcrumbs, above the one that readers see."""

from collections.abc import Iterable

from archive.text.sizes import text_size
from crawler.extraction.markup.element_text import UNSEEN_TAGS
from crawler.extraction.markup.index import IndexedElement, PageIndex
from crawler.extraction.markup.page import Page

MOST_IN_TRAIL = 40
"""Elements of breadcrumbs; what is named after them and larger holds the column's head too."""
BELOW = 40
"""Elements behind an h1 in the breadcrumbs within which the printed headline begins; on the
development pages it does within 20."""
PARAGRAPH = 100
"""Size of a text that is a paragraph of its own between two headings."""


def headlines_below(
    page: Page, index: PageIndex, firsts: Iterable[IndexedElement], others: Iterable[IndexedElement]
) -> dict[IndexedElement, IndexedElement]:
    """Each h1 that ends the breadcrumbs, with the h2 printed right below.

    Some pages repeat there what search engines shall show, and print the headline as an h2.
    """
    trails = [
        range(trail.at, page.ends[trail.at])
        for trail in index.marked["trail"]
        if page.ends[trail.at] - trail.at <= MOST_IN_TRAIL
    ]
    below: dict[IndexedElement, IndexedElement] = {}
    for first in firsts:
        end = max((trail.stop for trail in trails if first.at in trail), default=0)
        named = " ".join((*first.element.keys(), first.element.get("class") or ""))
        if not end and "crumb" not in named:
            continue
        behind = range(max(end, page.ends[first.at]), first.at + BELOW)
        second = next((other for other in others if other.at in behind), None)
        if second is not None and second.element.tag == "h2" and not _has_text(page, first, second):
            below[first] = second
    return below


def _has_text(page: Page, first: IndexedElement, second: IndexedElement) -> bool:
    """Whether a paragraph stands between two headings."""
    between = slice(page.ends[first.at], second.at)
    return any(
        text and tag not in UNSEEN_TAGS and text_size(text) > PARAGRAPH
        for tag, text in zip(page.tags[between], page.texts[between], strict=True)
    )
