"""Which places of a page stand in an entry of another column, whose author wrote that one."""

from bisect import bisect
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import LONGEST_NAMES, PageIndex
from crawler.extraction.markup.page import Page, address_parts
from crawler.extraction.metadata.own_labels import leads_to_category
from crawler.extraction.vocabulary.tables import table, word_list

LARGEST_ITEM = 40
"""Elements of one entry of a list of other columns, with picture, headline, date and author."""
SHORTEST_HEADLINE = 20
"""Bytes of another column's headline; shorter linked headings name sections and the outlet."""
DEEPEST = 12
"""Elements around a byline that are looked at for such an entry."""

_OTHER_BOXES = frozenset(word_list(table("class_roles")["other_boxes"]))
_SERIES = frozenset(word_list(table("sections")["series_segments"]))


class RelatedItems:
    """The places that stand in an entry of another column.

    Below the headline an `article` with a linked headline of its own is such an entry, whatever its
    length. Elsewhere, beside a headline that links away, they count only above the headline and
    below the beginning of the text, where this was found: some pages repeat their own headline, or
    a section's, between these.
    """

    def __init__(
        self, page: Page, index: PageIndex, *, headline_at: int, text_at: int | None
    ) -> None:
        self._page = page
        self._headline_at = headline_at
        self._begin = headline_at if text_at is None else text_at
        self._text_at = text_at
        self._authors = {link.element for link in index.author_links}
        self._headings = index.headings
        self._places = [one.at for one in self._headings]

    def hold(self, element: Element | None) -> bool:
        """Whether an element is in a box named for other columns, or beside such a headline."""
        at = self._page.numbers.get(element) if element is not None else None
        if at is None or not self._begin or self._headline_at <= at < self._begin:
            return False
        above = at < self._headline_at
        own = self._headline_at if above else self._begin
        for number in islice(self._page.ancestors(at), DEEPEST):
            end = self._page.ends[number]
            if number <= own < end:
                return False
            headed = _is_between(number, self._places, end)
            is_item = headed and end - number <= LARGEST_ITEM
            if is_item and _is_between(number, self._headlines, end):
                return True
            if above:
                continue
            names = f"{self._page.classes[number] or ''} {self._page.ids[number] or ''}"
            if not _OTHER_BOXES.isdisjoint(class_tokens(names[:LONGEST_NAMES])):
                return True
            is_article = headed and self._page.tags[number] == "article"
            if is_article and _is_between(number, self._entries, end):
                return True
        return False

    @cached_property
    def _entries(self) -> list[int]:
        """The headings below the headline that lead away."""
        return self._leading_away(lambda at: at > self._headline_at, shortest=1)

    @cached_property
    def _headlines(self) -> list[int]:
        """Those above it, and below the beginning of the text, that are as long as a headline."""
        text_at = self._text_at
        return self._leading_away(
            lambda at: at < self._headline_at or (text_at is not None and at > text_at),
            shortest=SHORTEST_HEADLINE,
        )

    def _leading_away(self, counts: Callable[[int], bool], *, shortest: int) -> list[int]:
        return [
            one.at
            for one in self._headings
            if counts(one.at)
            and _leads_away(one.element, self._authors, self._page.url, shortest=shortest)
        ]


def _is_between(number: int, places: Sequence[int], end: int) -> bool:
    """Whether one of these places, which are in order, lies between two others."""
    at = bisect(places, number)
    return at < len(places) and places[at] < end


def in_other_box(element: Element) -> bool:
    """Whether an element is in a box that is named for other columns."""
    around = (element, *islice(element.iterancestors(), DEEPEST))
    names = (f"{one.get('class') or ''} {one.get('id') or ''}" for one in around)
    return any(not _OTHER_BOXES.isdisjoint(class_tokens(name[:LONGEST_NAMES])) for name in names)


def _leads_away(heading: Element, authors: Collection[Element], url: str, *, shortest: int) -> bool:
    """Whether a heading is another column's: a headline's length, and a link to its page."""
    if len(text_of(heading).encode()) < shortest:
        return False
    around = heading.getparent()
    links = [around] if around is not None and around.tag == "a" else [*heading.iter("a")]
    return any(
        link not in authors and _leads_to_column(link.get("href") or "", url) for link in links
    )


def _leads_to_column(href: str, url: str) -> bool:
    parts = address_parts(href) if href and not href.startswith("#") else None
    path = parts.path.strip("/") if parts is not None else ""
    own = urlsplit(url).path.strip("/")
    above = f"{own}/".startswith(f"{path}/")  # its section, or itself
    return bool(path) and not (above or _is_series(path, own) or leads_to_category(href))


def _is_series(path: str, own: str) -> bool:
    """Whether a path is a series', as /columns/letters-from-the-coast is, by one who writes it.

    Where columns have such addresses themselves, nothing tells.
    """
    first, _, rest = path.lower().partition("/")
    return first in _SERIES and "/" not in rest and not own.lower().startswith(f"{first}/")
