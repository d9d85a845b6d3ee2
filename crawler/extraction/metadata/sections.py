"""The sections of a column: the likeliest one, and all that its page names."""

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final
from urllib.parse import unquote, urlsplit

from crawler.extraction.markup.element_text import text_at, text_of
from crawler.extraction.markup.index import IndexedElement, PageIndex
from crawler.extraction.markup.page import Page, address_parts
from crawler.extraction.metadata.headlines.headline import Headline
from crawler.extraction.metadata.headlines.outlet_names import comparable
from crawler.extraction.metadata.labels import Label
from crawler.extraction.metadata.own_labels import OwnLabels, marked_above
from crawler.extraction.metadata.stated.statements import Statements
from crawler.extraction.vocabulary.tables import table, word_list

MOST_STATED = 8
MOST_CANDIDATES = 40
"""Names compared; more only occur where lists of links were taken for breadcrumbs."""
MOST_SECTIONS = 30
LONGEST_SECTION = 60
_PARTS = re.compile(r"\s*[,;|>»]\s*|\s+/\s+")
_WORD = re.compile(r"[^\W\d_][^\W\d_-]{2,30}(?:-[^\W\d_]{2,15})?")
_NO_LABEL = re.compile(r"://|^\W*\d|\d\W*$|[!?]$")
"""Addresses, dates, counters and exclamations are no labels."""
_SECTIONS: Final = table("sections")
NO_SECTIONS = frozenset(word_list(_SECTIONS["none"]))
"""Names that are no sections: the home page, and the defaults of content systems."""
SHORTEST_SEGMENT = 5
"""Characters of an address segment that may name a section; shorter ones are codes."""
PLAIN_SEGMENTS = frozenset(word_list(_SECTIONS["plain_segments"]))
"""Address segments that name a type of page and no section."""


def find_sections(
    page: Page,
    index: PageIndex,
    stated: Statements,
    *,
    headline: Headline | None,
    not_names: Collection[str],
) -> list[Label]:
    """Every section that a page names for its column, each once, the likeliest first.

    That is the one on which two kinds of place agree, else that of the most reliable place:
    statements, category links, breadcrumbs, marked elements, the address, the menu's current entry.
    """
    heading = headline.heading if headline is not None else None
    own = OwnLabels(page, index, heading)
    taken = {comparable(name) for name in (headline.text if headline else "", *not_names)}
    named: dict[str, Label] = {}
    kinds: dict[str, set[str]] = {}
    for kind, candidate in islice(_candidates(page, index, stated, heading, own), MOST_CANDIDATES):
        if (label := _usable(candidate, taken)) is not None:
            plain = _plain(label)
            named.setdefault(plain, label)
            kinds.setdefault(plain, set()).add(kind)
    agreed = (label for plain, label in named.items() if len(kinds[plain]) > 1)
    first = next(agreed, next(iter(named.values()), None)) or _menu_section(page)
    found = {_plain(first): first} if first is not None else {}
    for candidate in _printed(stated, own):
        if (label := _usable(candidate, taken)) is not None and len(found) < MOST_SECTIONS:
            found.setdefault(_plain(label), label)
    return list(found.values())


def _usable(candidate: Label, taken: Collection[str]) -> Label | None:
    """A candidate without ornaments; None when it can be no section's name."""
    label = Label(candidate.text.strip(" #>»›/"), candidate.source, candidate.element)
    plain = _plain(label)
    if not 1 < len(label.text) <= LONGEST_SECTION or _NO_LABEL.search(label.text):
        return None
    return None if plain in taken or plain.replace(" ", "-") in NO_SECTIONS else label


def _plain(label: Label) -> str:
    return comparable(label.text.replace("-", " "))


def _candidates(
    page: Page,
    index: PageIndex,
    stated: Statements,
    heading: IndexedElement | None,
    own: OwnLabels,
) -> Iterator[tuple[str, Label]]:
    """Candidate names of the likeliest section, each with the kind of its place."""
    for statement in (*stated.sections, *stated.topics)[:MOST_STATED]:
        for name in _PARTS.split(statement.text)[:MOST_STATED]:
            yield "stated", Label(name, statement.place)
    for indexed in own.marked_links()[:3]:
        yield "link", Label(text_at(page, indexed.at), "platform")
    if heading is not None:
        for indexed in own.links_near:
            yield "link", Label(text_at(page, indexed.at), "text", indexed.element)
    for name in stated.breadcrumbs[1:]:
        yield "trail", Label(name, "json-ld")
    for name in _breadcrumb_names(index):
        yield "trail", Label(name, "text")
    if heading is not None:
        for indexed in marked_above(page, index, heading.at):
            name, *_ = _PARTS.split(text_at(page, indexed.at).strip())
            yield "mark", Label(name, "text")
    for name in _path_segments(page.url):
        yield "url", Label(name, "url")


def _printed(stated: Statements, own: OwnLabels) -> Iterator[Label]:
    """All names under which a page files its column, and none of other columns or of the site."""
    for statement in stated.sections:
        for name in (*_PARTS.split(statement.text), statement.text):
            yield Label(name, statement.place)
    for text, element in own:
        for name in (text,) if element.tag == "a" else _PARTS.split(text):
            yield Label(name, "text", element)


def _breadcrumb_names(index: PageIndex) -> Iterator[str]:
    """Names in the breadcrumbs, without the home page."""
    for indexed in index.marked["trail"][:3]:
        for link in indexed.element.iter("a"):
            target = address_parts(link.get("href") or "")
            if target is not None and target.path not in ("", "/"):
                yield text_of(link)


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
    for at, names in enumerate(page.classes):
        if names and "current-post-ancestor" in names and page.tags[at] == "li":
            link = page.elements[at].find("a")
            if link is not None and 1 < len(text := text_of(link)) <= LONGEST_SECTION:
                return Label(text, "platform")
    return None
