"""What stands about a headline besides byline and date: kicker, standfirst, section, tags."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element as Element

from crawler.extraction.headline import Headline, comparable
from crawler.extraction.page import text_of
from crawler.extraction.structured import Structured
from crawler.extraction.survey import Survey, ancestors
from crawler.extraction.timestamps import UPDATED

KICKER_BEFORE = 30
STANDFIRST_AFTER = 60
SECTION_BEFORE = 60
"""Elements from the headline within which each of them stands."""
LONGEST_KICKER = 60
LONGEST_SECTION = 60
LONGEST_TAG = 60
STANDFIRST = range(25, 800)
"""Characters of a standfirst: less is a label, more is text."""
MOST_TAGS = 50
SURE_STANDFIRST = re.compile(
    r"standfirst|\bdek\b|\bdeck\b|sub-?(?:title|head|line)|untertitel|unterzeile|subtitel|"
    r"subtitulo|sottotitolo|chap(?:o|eau)\b|entradilla|bajada|copete|vorspann|anleser|sapo|strapline|"
    r"sommario|ingress|manchet|zajawka|sumario",
    re.I,
)
"""Class names that standfirsts alone have; "lead" or "intro" name first paragraphs too."""
_PARTS = re.compile(r"\s*[,;|>»]\s*|\s+/\s+")
_WORD = re.compile(r"[^\W\d_][^\W\d_-]{2,30}(?:-[^\W\d_]{2,15})?")
_NO_LABEL = re.compile(r"://|^\W*\d|\d\W*$|[!?]$")
"""Addresses, dates, counters and calls are no labels."""
NO_SECTIONS = frozenset(
    "home start startseite homepage accueil inicio início главная 首页 ホーム 홈 uncategorized "
    "uncategorised unkategorisiert sin-categoria non-classe".split()
)
"""Names of no section: the home page, and what systems put there by default."""
SHORTEST_SEGMENT = 5
"""Characters of an address's segment that may name a section; shorter ones are codes."""
PLAIN_SEGMENTS = frozenset(
    "index news blog blogs article articles artikel post posts story stories archive archives "
    "archiv nachrichten aktuelles web main contents content node view magazine magazin page "
    "pages default category tag author print amp service services".split()
)
"""Segments of addresses that say what a page is, and no section."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, where it was found, and the element that prints it."""

    text: str
    source: str
    element: Element | None = None


def find_kicker(found: Survey, headline: Headline) -> Labelled | None:
    """The label above the headline, or the one inside its heading."""
    if headline.kicker:
        return Labelled(headline.kicker, "text")
    if headline.spot is None:
        return None
    for spot in found.marked["kicker"]:
        text = text_of(spot.element)
        near = 0 < headline.spot.at - spot.at <= KICKER_BEFORE
        plain = 0 < len(text) <= LONGEST_KICKER and "\n" not in text and not UPDATED.match(text)
        if near and plain:
            return Labelled(text, "text", spot.element)
    return None


def find_standfirst(
    found: Survey, stated: Structured, headline: Headline, *, text_at: int | None
) -> Labelled | None:
    """The paragraph between headline and text, where the page marks it as no part of the text.

    `text_at` is where the first long paragraph stands: what follows it is a subheading.
    """
    if headline.spot is None:
        return None
    at = headline.spot.at
    descriptions = [comparable(told.text) for told in stated.descriptions]
    after = [s for s in found.headings if s.element.tag in ("h2", "h3", "h4")]
    for spot in sorted([*found.marked["standfirst"], *after]):
        if not 0 < spot.at - at <= STANDFIRST_AFTER or (text_at and spot.at > text_at):
            continue
        text = text_of(spot.element)
        if len(text) not in STANDFIRST or comparable(text) == comparable(headline.text):
            continue
        names = f"{spot.element.get('class') or ''} {spot.element.get('id') or ''}"
        if SURE_STANDFIRST.search(names) or _described(comparable(text), descriptions):
            return Labelled(text, "text", spot.element)
    return None


def _described(text: str, descriptions: Collection[str]) -> bool:
    """Whether a text is the page's own description, which may be cut off."""
    return any(
        text == told or (len(told) > 60 and text.startswith(told[:-3])) for told in descriptions
    )


def find_section(
    found: Survey,
    stated: Structured,
    *,
    url: str,
    headline: Headline | None,
    not_names: Collection[str],
) -> Labelled | None:
    """The section of a column: stated, linked, in the breadcrumbs, marked, or in the address."""
    title = comparable(headline.text) if headline else ""
    taken = {title, *(comparable(name) for name in not_names)}
    for candidate in _sections(found, stated, url, headline):
        name = _PARTS.split(candidate.text.strip())[0].strip(" #")
        plain = comparable(name)
        usable = 1 < len(name) <= LONGEST_SECTION and not _NO_LABEL.search(name)
        if usable and plain not in taken and plain.replace(" ", "-") not in NO_SECTIONS:
            return Labelled(name, candidate.source, candidate.element)
    return None


def _sections(
    found: Survey, stated: Structured, url: str, headline: Headline | None
) -> Iterator[Labelled]:
    for told in stated.sections:
        yield Labelled(told.text, told.place)
    for spot in found.category_links[:3]:
        yield Labelled(text_of(spot.element), "platform")
    for name in stated.trail[1:]:
        yield Labelled(name, "json-ld")
    for spot in found.marked["trail"][:3]:
        for link in list(spot.element.iter("a"))[1:]:
            yield Labelled(text_of(link), "text")
    if headline is not None and headline.spot is not None:
        around = set(ancestors(headline.spot.element))
        for spot in found.marked["section"]:
            near = 0 < headline.spot.at - spot.at <= SECTION_BEFORE
            text = text_of(spot.element) if near and spot.element not in around else ""
            if "\n" not in text and len(text) <= LONGEST_KICKER:
                yield Labelled(text, "text")
    segments = [unquote(segment) for segment in urlsplit(url).path.split("/") if segment]
    for segment in segments[:-1][:2]:
        if (
            len(segment) >= SHORTEST_SEGMENT
            and segment not in PLAIN_SEGMENTS
            and _WORD.fullmatch(segment)
        ):
            yield Labelled(segment, "url")


def find_tags(found: Survey, stated: Structured) -> tuple[tuple[str, ...], str] | None:
    """Tags, and where they were found: stated for the article, linked as tags, or meta keywords."""
    by_place: dict[str, list[str]] = {}
    for told in stated.tags:
        by_place.setdefault(told.place, []).append(told.text)
    linked = [text_of(spot.element) for spot in found.tag_links]
    ranks = [(place, by_place.get(place, [])) for place in ("json-ld", "microdata", "opengraph")]
    for place, tags in [*ranks, ("platform", linked), ("meta", by_place.get("meta", []))]:
        names = {tag.casefold(): tag.strip(" #") for tag in reversed(tags)}
        kept = [tag for tag in reversed(names.values()) if 1 < len(tag) <= LONGEST_TAG]
        if kept:
            return tuple(kept[:MOST_TAGS]), place
    return None
