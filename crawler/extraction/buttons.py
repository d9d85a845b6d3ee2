"""Buttons of a page with their labels, for the pages that ask something in place of a column."""

from collections.abc import Iterable, Iterator

from crawler.extraction.markup.element_text import UNSEEN_TAGS
from crawler.extraction.markup.page import Page

LONGEST_LABEL = 80
"""Characters of a button or heading."""
WIDEST_LABEL = 8
"""Elements in a button."""
_BUTTONS = frozenset(("button", "a", "input", "div", "span"))


def buttons_of(page: Page, among: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Number and label of each of some elements that is a button, or a link that may look so."""
    for at in among:
        tag = page.tags[at]
        if tag not in _BUTTONS or page.ends[at] - at > WIDEST_LABEL:
            continue
        if tag in ("div", "span") and page.elements[at].get("role") != "button":
            continue
        told = page.elements[at].get("value") or "" if tag == "input" else text_in(page, at)
        label = " ".join(told.split())
        if 0 < len(label) <= LONGEST_LABEL:
            yield at, label


def text_in(page: Page, at: int, *, most: int = 2 * LONGEST_LABEL) -> str:
    """The text in an element in one line; no more of it is read once it is longer than `most`."""
    parts: list[str] = []
    size = 0
    for inner in range(at, page.ends[at]):
        own = None if page.tags[inner] in UNSEEN_TAGS else page.texts[inner]
        words = f"{own or ''} {page.tails[inner] or '' if inner > at else ''}".split()
        parts += words
        size += sum(map(len, words))
        if size > most:
            break
    return " ".join(parts)
