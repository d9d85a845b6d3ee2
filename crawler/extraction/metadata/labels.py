"""Labels about a headline besides byline and date: kicker, standfirst, section, tags."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element as Element

from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import IndexedElement, PageIndex, ancestors
from crawler.extraction.markup.page import Page, address_parts
from crawler.extraction.metadata.dates.printed_dates import UPDATED
from crawler.extraction.metadata.headlines.headline import Headline, comparable
from crawler.extraction.metadata.stated.statements import Statements
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

KICKER_BEFORE = 30
STANDFIRST_AFTER = 60
SECTION_BEFORE = 60
"""Elements from the headline within which each label is searched."""
SECTION_AFTER = 40
"""The same for a category link after it: section, date and author often share a line."""
LONGEST_PATH = 120
"""Characters at the end of an address that are examined."""
MOST_STATED = 8
MOST_CANDIDATES = 40
"""Names compared; more only occur where lists of links were taken for breadcrumbs."""
LONGEST_KICKER = 60
LONGEST_SECTION = 60
LONGEST_TAG = 60
STANDFIRST = range(25, 800)
"""Characters of a standfirst: shorter texts are labels, longer ones body."""
MOST_TAGS = 50
SURE_STANDFIRST = re.compile(alternatives(table("class_roles")["sure_standfirst_patterns"]), re.I)
"""Class names only standfirsts have; "lead" and "intro" are used for first paragraphs too."""
_PARTS = re.compile(r"\s*[,;|>»]\s*|\s+/\s+")
_WORD = re.compile(r"[^\W\d_][^\W\d_-]{2,30}(?:-[^\W\d_]{2,15})?")
_NO_LABEL = re.compile(r"://|^\W*\d|\d\W*$|[!?]$")
"""Addresses, dates, counters and exclamations are no labels."""
_SECTIONS: Final = table("sections")
_CATEGORY_PATH = re.compile(
    rf"/(?:{alternatives(_SECTIONS['category_segment_patterns'])})/[^/]+/?$|[?&](?:cat|category)=[^&]+$"
)
"""Addresses of category listings."""
NO_SECTIONS = frozenset(word_list(_SECTIONS["none"]))
"""Names that are no sections: the home page, and the defaults of content systems."""
SHORTEST_SEGMENT = 5
"""Characters of an address segment that may name a section; shorter ones are codes."""
PLAIN_SEGMENTS = frozenset(word_list(_SECTIONS["plain_segments"]))
"""Address segments that name a type of page and no section."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text, where it was found, and the element that prints it."""

    text: str
    source: str
    element: Element | None = None


def find_kicker(index: PageIndex, headline: Headline) -> Label | None:
    """The label above the headline, or the one inside its heading."""
    if headline.kicker:
        return Label(headline.kicker, "text")
    if headline.heading is None:
        return None
    for indexed in index.marked["kicker"]:
        text = text_of(indexed.element)
        near = 0 < headline.heading.at - indexed.at <= KICKER_BEFORE
        plain = 0 < len(text) <= LONGEST_KICKER and "\n" not in text and not UPDATED.match(text)
        if near and plain:
            return Label(text, "text", indexed.element)
    return None


def find_standfirst(
    index: PageIndex, stated: Statements, headline: Headline, *, text_at: int | None
) -> Label | None:
    """The paragraph between headline and text, where the page marks it as separate from the text.

    `text_at` is the number of the first long paragraph; what follows it are subheadings.
    """
    if headline.heading is None:
        return None
    at = headline.heading.at
    descriptions = [comparable(statement.text) for statement in stated.descriptions]
    after = [s for s in index.headings if s.element.tag in ("h2", "h3", "h4")]
    for indexed in sorted([*index.marked["standfirst"], *after]):
        if not 0 < indexed.at - at <= STANDFIRST_AFTER or (text_at and indexed.at > text_at):
            continue
        text = text_of(indexed.element)
        if len(text) not in STANDFIRST or comparable(text) == comparable(headline.text):
            continue
        names = f"{indexed.element.get('class') or ''} {indexed.element.get('id') or ''}"
        if SURE_STANDFIRST.search(names) or _is_description(comparable(text), descriptions):
            return Label(text, "text", indexed.element)
    return None


def _is_description(text: str, descriptions: Collection[str]) -> bool:
    """Whether a text is the page's own description, which may be cut off."""
    return any(
        text == description or (len(description) > 60 and text.startswith(description[:-3]))
        for description in descriptions
    )


def find_section(
    page: Page,
    index: PageIndex,
    stated: Statements,
    *,
    headline: Headline | None,
    not_names: Collection[str],
) -> Label | None:
    """The section on which two kinds of place agree, else that of the most reliable place.

    The places, the most reliable first: statements, category links, breadcrumbs, marked elements,
    the address, the menu's current entry.
    """
    title = comparable(headline.text) if headline else ""
    taken = {title, *(comparable(name) for name in not_names)}
    usable: list[tuple[str, Label]] = []
    kinds: dict[str, set[str]] = {}
    for kind, candidate in islice(
        _section_candidates(page, index, stated, headline), MOST_CANDIDATES
    ):
        name = candidate.text.strip(" #>»›/")
        plain = comparable(name.replace("-", " "))
        fits = 1 < len(name) <= LONGEST_SECTION and not _NO_LABEL.search(name)
        if fits and plain not in taken and plain.replace(" ", "-") not in NO_SECTIONS:
            usable.append((plain, Label(name, candidate.source, candidate.element)))
            kinds.setdefault(plain, set()).add(kind)
    agreed = (labelled for plain, labelled in usable if len(kinds[plain]) > 1)
    return next(agreed, usable[0][1] if usable else _menu_section(page))


def _section_candidates(
    page: Page, index: PageIndex, stated: Statements, headline: Headline | None
) -> Iterator[tuple[str, Label]]:
    """Candidate names of the section, each with the kind of its place."""
    for statement in stated.sections[:MOST_STATED]:
        for name in _PARTS.split(statement.text)[:MOST_STATED]:
            yield "stated", Label(name, statement.place)
    for indexed in index.category_links[:3]:
        yield "link", Label(text_of(indexed.element), "platform")
    if headline is not None and headline.heading is not None:
        for link in _category_links(page, index, headline.heading.at):
            yield "link", Label(text_of(link), "text", link)
    for name in stated.breadcrumbs[1:]:
        yield "trail", Label(name, "json-ld")
    for name in _breadcrumb_names(index):
        yield "trail", Label(name, "text")
    if headline is not None and headline.heading is not None:
        for name in _marked_names(index, headline.heading):
            yield "mark", Label(name, "text")
    for name in _path_segments(page.url):
        yield "url", Label(name, "url")


def _breadcrumb_names(index: PageIndex) -> Iterator[str]:
    """Names in the breadcrumbs, without the home page."""
    for indexed in index.marked["trail"][:3]:
        for link in indexed.element.iter("a"):
            target = address_parts(link.get("href") or "")
            if target is not None and target.path not in ("", "/"):
                yield text_of(link)


def _marked_names(index: PageIndex, headline: IndexedElement) -> Iterator[str]:
    """Short texts above the headline in elements named for sections."""
    around = set(ancestors(headline.element))
    for indexed in index.marked["section"]:
        if 0 < headline.at - indexed.at <= SECTION_BEFORE and indexed.element not in around:
            text = text_of(indexed.element)
            if "\n" not in text and len(text) <= LONGEST_KICKER:
                yield _PARTS.split(text.strip())[0]


def _path_segments(url: str) -> Iterator[str]:
    """The first segments of the address's path that may name a section."""
    segments = [unquote(segment) for segment in urlsplit(url).path.split("/") if segment]
    for segment in segments[:-1][:2]:
        if (
            len(segment) >= SHORTEST_SEGMENT
            and segment not in PLAIN_SEGMENTS
            and _WORD.fullmatch(segment)
        ):
            yield segment


def _menu_section(page: Page) -> Label | None:
    """The menu entry that WordPress marks as the column's category."""
    for element, tag in zip(page.elements, page.tags, strict=True):
        if tag == "li" and "current-post-ancestor" in (element.get("class") or ""):
            link = element.find("a")
            if link is not None and 1 < len(text := text_of(link)) <= LONGEST_SECTION:
                return Label(text, "platform")
    return None


def _category_links(page: Page, index: PageIndex, at: int) -> Iterator[Element]:
    """Links to category listings about the headline."""
    first = max(0, at - SECTION_BEFORE)
    for number, element in enumerate(page.elements[first : at + SECTION_AFTER], first):
        if element.tag == "a" and not index.claimed[number]:
            href = element.get("href")
            if href and _CATEGORY_PATH.search(href[-LONGEST_PATH:]):
                yield element


def find_tags(index: PageIndex, stated: Statements) -> tuple[tuple[str, ...], str] | None:
    """Tags and their source: stated for the article, linked as tags, or meta keywords."""
    by_place: dict[str, list[str]] = {}
    for statement in stated.tags:
        by_place.setdefault(statement.place, []).append(statement.text)
    linked = [text_of(indexed.element) for indexed in index.tag_links]
    ranks = [(place, by_place.get(place, [])) for place in ("json-ld", "microdata", "opengraph")]
    for place, tags in [*ranks, ("platform", linked), ("meta", by_place.get("meta", []))]:
        names = {tag.casefold(): tag.strip(" #") for tag in reversed(tags)}
        kept = [tag for tag in reversed(names.values()) if 1 < len(tag) <= LONGEST_TAG]
        if kept:
            return tuple(kept[:MOST_TAGS]), place
    return None
