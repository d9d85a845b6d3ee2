"""The stated number of comments, and the elements that print it."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urldefrag

from crawler.extraction.comments.comment_elements import DiscussionElements
from crawler.extraction.comments.comment_pages import is_numbered_from_one
from crawler.extraction.markup.element_text import raw_text, text_of
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.segments import HEADINGS
from crawler.extraction.markup.tree import Element
from crawler.extraction.text.counters import LONGEST_COUNTER, comment_count
from crawler.extraction.vocabulary.phrases import phrase_of

LONGEST_LINK = 60
"""Characters of a link that is a counter or leads to the form."""


def find_counters(
    page: Page, elements: DiscussionElements, boxes: Sequence[Element], headings: Sequence[Element]
) -> Iterator[tuple[Claim, int | None]]:
    """The elements that state the number of comments, the most reliable first."""
    seen: set[Element] = set()
    inside = {unread.element for unread in elements.comments}
    for element in (*headings, *_headings_of(elements, boxes, inside), *elements.counters):
        if element in seen or len(raw_text(element)) > 4 * LONGEST_COUNTER:
            continue
        text = " ".join(text_of(element).split())
        count = comment_count(text)
        if count is not None:
            seen.add(element)
            yield Claim(element, "counter", "counter: text"), count
    for link in elements.links:
        text = " ".join(text_of(link).split())
        if not text or len(text) > LONGEST_LINK or not inside.isdisjoint(link.iterancestors()):
            continue
        count = comment_count(text)
        phrase = phrase_of(text)
        if is_numbered_from_one(link.get("href") or ""):
            if phrase is not None:
                yield Claim(link, "navigation", "comment pages: a[href]"), None
        elif count is not None or text.strip("()").isdecimal():
            same = _leads_here(link, page)
            yield Claim(link, "counter", "counter: a[href]"), count if same else None
        elif phrase is not None:
            yield Claim(link, phrase.kind, "comment link: a[href]"), None


def counts_in_widgets(widgets: Iterable[Element], comments: set[Element]) -> Iterator[int]:
    """Counts printed in widgets, on pages that were saved from a browser."""
    for widget in widgets:
        for line in text_of(widget, without=comments).splitlines():
            if (count := comment_count(line)) is not None:
                yield count


def _headings_of(
    elements: DiscussionElements, boxes: Sequence[Element], inside: set[Element]
) -> Iterator[Element]:
    """Headings of the discussion: named as such, inside its boxes, or just before them."""
    for thread in elements.threads:
        if thread.tag in HEADINGS:
            yield thread
    for box in boxes:
        for heading in box.iter(*HEADINGS):
            if inside.isdisjoint(heading.iterancestors()):
                yield heading
        for number, sibling in enumerate(box.itersiblings("*", preceding=True)):
            if sibling.tag in HEADINGS or number == 0:
                yield sibling
            if number == 2:
                break


def _leads_here(link: Element, page: Page) -> bool:
    """Whether a link to a discussion leads to the one on this page."""
    href = link.get("href") or ""
    if href.startswith("#"):
        return True
    target = page.link(href)
    return target is not None and urldefrag(target)[0].rstrip("/") == page.url.rstrip("/")
