"""The fields of a column, each with where it was found.

What the page states for machines and what it prints are held against each other; an outlet's own
layout overrides single fields. The body, comments and furniture are found elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element as Element

from archive.records import Precision
from crawler.extraction.bylines import find_byline
from crawler.extraction.headline import Headline, comparable, find_headline, not_authors
from crawler.extraction.page import Claim, Page, text_of
from crawler.extraction.structured import Structured, read_structured
from crawler.extraction.survey import Survey, survey
from crawler.extraction.timestamps import Reader, find_dates
from crawler.extraction.vicinity import Line, lines_near


@dataclass(slots=True)
class Fields:
    """What a page says of its column besides the text."""

    title: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    published_precision: Precision | None = None
    modified: datetime | None = None
    modified_precision: Precision | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    canonical_url: str | None = None
    found_in: dict[str, str] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    """Elements that print headline, byline, date, standfirst or kicker: no part of the body."""


def read_fields(page: Page, claims: Sequence[Claim]) -> Fields:
    """Every field of the page's column that can be found outside its text."""
    found = survey(page, claims)
    stated = read_structured(found, page.url)
    fields = Fields()
    _put_language(fields, page, stated)
    headline = find_headline(page, found, stated)
    _put_headline(fields, headline)
    at = headline.spot.at if headline is not None and headline.spot is not None else 0
    lines = lines_near(page, found, at)
    _put_byline(fields, page, found, stated, lines, at)
    _put_dates(fields, page, found, stated, lines, at)
    _put_section(fields, page, found, stated)
    _put_tags(fields, found, stated)
    _put_address(fields, page, found, stated)
    return fields


def _put_language(fields: Fields, page: Page, stated: Structured) -> None:
    declared = page.root.get("lang") or page.root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if declared:
        fields.language, fields.found_in["language"] = declared, "meta"


def _put_headline(fields: Fields, headline: Headline | None) -> None:
    if headline is None:
        return
    fields.title, fields.found_in["title"] = headline.text, headline.source
    if headline.spot is not None:
        fields.elements["headline"] = headline.spot.element
    if headline.kicker:
        fields.kicker, fields.found_in["kicker"] = headline.kicker, "text"


def _put_byline(
    fields: Fields, page: Page, found: Survey, stated: Structured, lines: list[Line], at: int
) -> None:
    byline = find_byline(
        page, found, stated, lines, headline_at=at, not_names=not_authors(page, stated)
    )
    if byline is None:
        return
    fields.authors, fields.found_in["authors"] = byline.authors, byline.source
    if byline.element is not None:
        fields.byline, fields.found_in["byline"] = byline.text, "text"
        fields.elements["byline"] = byline.element


def _put_dates(
    fields: Fields, page: Page, found: Survey, stated: Structured, lines: list[Line], at: int
) -> None:
    zone = page.outlet.timezone if page.outlet is not None else None
    reader = Reader(fields.language, zone, page.captured_at)
    published, modified = find_dates(
        found, stated, lines, url=page.url, headline_at=at, reader=reader
    )
    if published is not None:
        fields.published = published.date.moment
        fields.published_precision = published.date.precision
        fields.found_in["published"] = published.source
        if published.element is not None:
            fields.elements["date"] = published.element
    if modified is not None:
        fields.modified = modified.date.moment
        fields.modified_precision = modified.date.precision
        fields.found_in["modified"] = modified.source


_NO_SECTION = frozenset(
    "home start startseite homepage accueil inicio index news blog blogs article articles artikel "
    "post posts story stories archive archives archiv nachrichten aktuelles uncategorized "
    "allgemein unkategorisiert sin-categoria non-classe web en de fr es p a s main".split()
)


def _put_section(fields: Fields, page: Page, found: Survey, stated: Structured) -> None:
    title = comparable(fields.title or "")

    def usable(name: str) -> bool:
        return 1 < len(name) <= 60 and comparable(name) not in (title, "home", "startseite")

    for statement in stated.sections:
        name = re.split(r",\s*|\s*[|;>]\s*", statement.text)[0].strip()
        if usable(name):
            fields.section, fields.found_in["section"] = name, statement.place
            return
    for spot in found.category_links[:3]:
        name = text_of(spot.element)
        if usable(name):
            fields.section, fields.found_in["section"] = name, "platform"
            return
    crumbs = [name for name in stated.trail[1:] if usable(name)]
    if crumbs:
        fields.section, fields.found_in["section"] = crumbs[0], "json-ld"
        return
    for spot in found.marked["trail"][:3]:
        links = [text_of(e) for e in spot.element.iter("a")]
        names = [name for name in links[1:] if usable(name)]
        if names:
            fields.section, fields.found_in["section"] = names[0], "text"
            return
    segments = [unquote(s) for s in urlsplit(page.url).path.split("/") if s]
    for segment in segments[:-1][:2]:
        if segment.lower() not in _NO_SECTION and re.fullmatch(r"[^\W\d_][^\W\d_-]{2,30}", segment):
            fields.section, fields.found_in["section"] = segment, "url"
            return


def _put_tags(fields: Fields, found: Survey, stated: Structured) -> None:
    if stated.tags:
        fields.tags = tuple(dict.fromkeys(tag.text for tag in stated.tags))
        fields.found_in["tags"] = stated.tags[0].place
    elif found.tag_links:
        fields.tags = tuple(dict.fromkeys(text_of(spot.element) for spot in found.tag_links))
        fields.found_in["tags"] = "platform"


def _put_address(fields: Fields, page: Page, found: Survey, stated: Structured) -> None:
    declared = [(href, "meta") for href in found.links.get("canonical", ())]
    declared += [(statement.text, str(statement.place)) for statement in stated.addresses]
    for href, place in declared:
        if address := page.link(href):
            fields.canonical_url, fields.found_in["canonical_url"] = address, place
            return
