"""Links to other columns of the site under a heading that says so, between a column's paragraphs or
below them, where heading and links have no box of their own.

`related_boxes` tells lists by their items. Here a line may be a paragraph as the column's are: the
heading tells, with lines under it that are nothing but links.
"""

from collections.abc import Iterator

from crawler.extraction.chrome.entries import other_page
from crawler.extraction.chrome.taken import Taken
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.vocabulary.related_labels import LONGEST_LABEL, says_related

KIND, RULE = "related", "related: heading over links"
MOST_HEADINGS = 3
"""Such headings in a column; with more of them, links under each are what it is made of."""
MOST_LINES = 20
"""Lines under a heading that are looked at."""
LONGEST_LINE = 250
"""Characters of a headline."""
LARGEST_LINE = 40
"""Elements of a line, or of a list of them."""


def find_linked_lines(taken: Taken) -> tuple[Claim, ...]:
    """The headings among segments that say that other columns follow, and the links under them."""
    page = taken.page
    found: list[int] = []
    headings = 0
    for at, segment in zip(taken.places[1:], taken.segments[1:], strict=True):
        if len(segment.text) > LONGEST_LABEL or segment.links or at in found:
            continue
        if len(taken.standing[at]) > 1:
            continue  # and the lines below would be looked at for each
        if not _has_link(page, page.ends[at]) or not says_related(segment.text):
            continue
        lines = [*_linked_lines(page, at)]
        if lines and taken.stands_alone(at, segment):
            found += [at, *lines]
            headings += 1
        if headings > MOST_HEADINGS:
            return ()
    return tuple(Claim(page.elements[at], KIND, RULE) for at in found)


def _linked_lines(page: Page, heading: int) -> Iterator[int]:
    """Numbers of the elements right under a heading that are nothing but links of the site."""
    before, at = heading, page.ends[heading]
    end = page.ends[page.parents[heading]]
    for _ in range(MOST_LINES):
        if at >= end or (page.tails[before] or "").strip() or not _is_linked(page, at):
            return
        yield at
        before, at = at, page.ends[at]


def _has_link(page: Page, at: int) -> bool:
    """Whether an element, of no great size, has a link in it."""
    end = page.ends[at] if at < len(page.ends) else at
    return end - at <= LARGEST_LINE and "a" in page.tags[at:end]


def _is_linked(page: Page, at: int) -> bool:
    """Whether all text of an element is in links to other pages of the site."""
    if not _has_link(page, at):
        return False
    element = page.elements[at]
    links = [element] if page.tags[at] == "a" else [*element.iter("a")]
    text = text_of(element)
    if not links or not text or len(text) > LONGEST_LINE * len(links):
        return False
    if any(other_page(page, link.get("href")) is None for link in links):
        return False
    return "".join("".join(map(text_of, links)).split()) == "".join(text.split())
