"""What a page's headings say: each with the kicker that stands in it, and what it links to."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from archive.text.sizes import text_size
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import IndexedElement, PageIndex
from crawler.extraction.markup.page import Page, address_parts
from crawler.extraction.metadata.headlines.heading_parts import (
    EDGES,
    MOST_PARTS,
    SHORT_KICKER,
    split_heading,
    unescaped,
)
from crawler.extraction.metadata.headlines.outlet_names import (
    SEPARATOR,
    comparable,
    squeezed,
    without_sections,
)
from crawler.extraction.text.tidying import tidy

LONGEST_HEADLINE = 400


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, without its kicker."""

    indexed: IndexedElement
    text: str
    kicker: str | None
    parts: Sequence[str]
    """Texts of the elements inside it, and the texts beside them, without the kicker."""

    @property
    def is_first_rank(self) -> bool:
        return self.indexed.element.tag == "h1"


def read_headings(
    elements: Iterable[IndexedElement],
    page: Page,
    index: PageIndex,
    names: Iterable[str],
    titles: Sequence[str],
    sections: Collection[str],
) -> list[Heading]:
    """Headings as printed, without those that only name the outlet."""
    outlets = set(map(squeezed, names))
    kickers = {indexed.element for indexed in index.marked["kicker"]}
    headings: list[Heading] = []
    for indexed in elements:
        split = split_heading(indexed.element, kickers, titles)
        text = unescaped(split.text)
        cuts = [match.span() for match in SEPARATOR.finditer(text[:LONGEST_HEADLINE])]
        if cuts and squeezed(text[cuts[-1][1] :]) in outlets:
            text = text[: cuts[-1][0]]
        if len(text) > LONGEST_HEADLINE or _links_to_home(indexed.element, page.url):
            continue
        name = squeezed(text)
        if name and name not in outlets:
            text, label = without_sections(text, sections)
            parts = [*_parts(indexed.element, split.without)] if len(indexed.element) else []
            headings.append(Heading(indexed, text, split.kicker or label, parts))
    return headings


def headline_and_kicker(heading: Heading, statements: Sequence[str]) -> tuple[str, str | None]:
    """The part of a heading that statements name as the headline, and the kicker in front of it.

    Some headings contain a kicker, a date, a second line or a hidden "Title:". The part must be an
    element or the text beside one, and be named by more statements than the whole heading; text
    separated by a mere dash or colon is as often part of the headline.
    """
    whole = comparable(heading.text)
    best, most = heading.text, statements.count(whole)
    for part in heading.parts:
        votes = statements.count(comparable(part))
        if votes > most and comparable(part) != whole:
            best, most = part, votes
    before = heading.text.partition(best)[0].strip(EDGES)
    return best, before if before and text_size(before) <= SHORT_KICKER else None


def _parts(heading: Element, without: Collection[Element]) -> Iterator[str]:
    """Texts of the elements inside a heading, and the texts beside them."""
    for below in islice(heading.iterdescendants("*"), MOST_PARTS):
        if below not in without:
            yield text_of(below).replace("\n", " ")
            yield tidy(below.text or "")
        yield tidy(below.tail or "")
    yield tidy(heading.text or "")


def _links_to_home(element: Element, url: str) -> bool:
    """Whether a heading is the outlet's logo: it links to the home page, from another page.

    Hosts are compared as written: a home page with `www.` may not be that of the site without.
    """
    if urlsplit(url).path in ("", "/"):
        return False
    parent = element.getparent()
    links = [parent] if parent is not None and parent.tag == "a" else element.iter("a")
    for link in islice(links, 3):
        href = (link.get("href") or "").strip()
        target = address_parts(href) if href and not href.startswith("#") else None
        if (link.get("rel") or "").lower() == "home" or (
            target is not None
            and target.path in ("", "/")
            and not target.query
            and target.scheme in ("", "http", "https")
            and target.hostname in (None, urlsplit(url).hostname)
        ):
            return True
    return False
