"""The fields of a column, each with its source.

Stated and printed values are compared. An outlet's own layout overrides single fields afterwards
(`outlet_layout`); body, comments and furniture are found in their own folders.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lxml.etree import _Element as Element

from archive.model.records import FieldCandidate, Precision
from crawler.extraction.markup.index import PageIndex, outside
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.metadata.bylines.byline_candidates import Byline
from crawler.extraction.metadata.bylines.column_byline import find_byline
from crawler.extraction.metadata.dates.column_dates import find_dates
from crawler.extraction.metadata.dates.date_reader import DateReader
from crawler.extraction.metadata.dates.day_order import BY_NUMBERS, writes_day_first
from crawler.extraction.metadata.headlines.headline import Headline, find_headline
from crawler.extraction.metadata.headlines.outlet_names import not_authors, outlet_names
from crawler.extraction.metadata.headlines.vicinity import (
    NearbyLine,
    first_long_paragraph,
    lines_near,
)
from crawler.extraction.metadata.labels import (
    find_kicker,
    find_standfirst,
    find_tags,
)
from crawler.extraction.metadata.sections import find_sections
from crawler.extraction.metadata.stated.page_statements import read_statements
from crawler.extraction.metadata.stated.statements import Statements
from crawler.extraction.text.language import hyphenated, language_of
from crawler.extraction.text.names import without_invisible

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGE_SAMPLE = 2000
"""Characters from which the language of a column is judged."""


@dataclass(slots=True)
class Fields:
    """The fields of a column besides its text."""

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
    sections: tuple[str, ...] = ()
    """All that the page names for the column, `section` first."""
    tags: tuple[str, ...] = ()
    language: str | None = None
    canonical_url: str | None = None
    """As the page declares it, made absolute; whether to trust it is decided in the archive."""
    found_in: dict[str, str] = field(default_factory=dict)
    candidates: dict[str, tuple[FieldCandidate, ...]] = field(default_factory=dict)
    """What was considered for a field, as `evidence.considered` gives it."""
    elements: dict[str, Element] = field(default_factory=dict)
    """Elements that print headline, byline, dates, standfirst or kicker, and so are not body."""


def read_fields(page: Page, page_index: PageIndex, claims: Sequence[Claim]) -> Fields:
    """Every field of the column that is found outside its text."""
    index = outside(page_index, page, claims)
    stated = read_statements(index, page.url)
    headline, titles = find_headline(page, index, stated)
    at = headline.heading.at if headline is not None and headline.heading is not None else 0
    lines = lines_near(page, index, at)
    fields = Fields(candidates={"title": titles} if titles else {})
    _put_headline(fields, index, stated, headline, lines)
    _put_language(fields, page, stated, lines)
    byline, fields.candidates["authors"] = find_byline(
        page, index, stated, lines, headline_at=at, not_names=not_authors(page, stated)
    )
    _put_byline(fields, byline)
    _put_dates(fields, page, index, stated, lines, at)
    _put_section(fields, page, index, stated, headline)
    _put_address(fields, page, index, stated)
    return fields


def _put_headline(
    fields: Fields,
    index: PageIndex,
    stated: Statements,
    headline: Headline | None,
    lines: Sequence[NearbyLine],
) -> None:
    if headline is None:
        return
    title = without_invisible(headline.text).strip() or headline.text
    fields.title, fields.found_in["title"] = title, headline.source
    if headline.heading is not None:
        fields.elements["headline"] = headline.heading.element
    if kicker := find_kicker(index, headline):
        fields.kicker, fields.found_in["kicker"] = kicker.text, kicker.source
        if kicker.element is not None:
            fields.elements["kicker"] = kicker.element
    text_at = (
        first_long_paragraph(lines, headline.heading.at) if headline.heading is not None else None
    )
    standfirst = find_standfirst(index, stated, headline, text_at=text_at)
    if standfirst is not None and standfirst.element is not None:
        fields.standfirst, fields.found_in["standfirst"] = standfirst.text, standfirst.source
        fields.elements["standfirst"] = standfirst.element


def _put_language(
    fields: Fields, page: Page, stated: Statements, lines: Sequence[NearbyLine]
) -> None:
    declared = [(page.root.get("lang") or page.root.get(XML_LANG) or "", "meta")]
    declared += [(statement.text, statement.place) for statement in stated.languages]
    sample = " ".join([fields.title or "", *(line.text for line in lines)])[:LANGUAGE_SAMPLE]
    if language := language_of(declared, sample):
        fields.language, fields.found_in["language"] = language


def _put_byline(fields: Fields, byline: Byline | None) -> None:
    if byline is None:
        return
    fields.authors, fields.found_in["authors"] = byline.authors, byline.source
    if byline.text:
        line = without_invisible(byline.text)
        fields.byline, fields.found_in["byline"] = " ".join(line.split()), "text"
    if byline.element is not None:
        fields.elements["byline"] = byline.element


def date_reader(fields: Fields, page: Page, stated: Statements | None = None) -> DateReader:
    """A reader for dates in the page's language, with its declared region, and the outlet's zone.

    An English page without a declared region is read by its outlet's country, else by how it writes
    its other dates.
    """
    declared = page.root.get("lang") or page.root.get(XML_LANG) or ""
    if fields.language and not declared.lower().startswith(fields.language[:2]):
        declared = fields.language  # the page declares a wrong language
    language = declared or fields.language or ""
    zone = country = None
    if page.outlet is not None:
        zone, country = page.outlet.timezone, page.outlet.country
    if language.lower() == "en":
        tags = [hyphenated(statement.text) for statement in stated.languages] if stated else []
        regional = next((tag for tag in tags if tag.lower().startswith("en-")), "")
        language = f"en-{country}" if country else regional or language
    reader = DateReader(language or None, zone, page.captured_at)
    if not country:
        sure_only = language.lower() not in ("", "en")
        reader.day_first = lambda: writes_day_first(page, _known_days(stated), sure_only=sure_only)
    return reader


def _known_days(stated: Statements | None) -> Iterator[date]:
    """Stated days whose order of day and month is unambiguous."""
    reader = DateReader("en", None, None)
    statements = (*stated.published, *stated.modified, *stated.dates) if stated else ()
    for statement in statements:
        if not BY_NUMBERS.search(statement.text) and (day := reader.read(statement.text)):
            yield day.moment.date()


def _put_dates(
    fields: Fields,
    page: Page,
    index: PageIndex,
    stated: Statements,
    lines: Sequence[NearbyLine],
    at: int,
) -> None:
    published, modified, candidates = find_dates(
        page, index, stated, lines, headline_at=at, reader=date_reader(fields, page, stated)
    )
    fields.candidates.update(candidates)
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
        if modified.element is not None:
            fields.elements["modified"] = modified.element


def _put_section(
    fields: Fields, page: Page, index: PageIndex, stated: Statements, headline: Headline | None
) -> None:
    names = outlet_names(page, index, stated)
    if sections := find_sections(page, index, stated, headline=headline, not_names=names):
        fields.section, fields.found_in["section"] = sections[0].text, sections[0].source
        fields.sections = tuple(label.text for label in sections)
    if tags := find_tags(index, stated):
        fields.tags, fields.found_in["tags"] = tags


def _put_address(fields: Fields, page: Page, index: PageIndex, stated: Statements) -> None:
    declared = [(href, "meta") for href in index.links.get("canonical", ())]
    declared += [(statement.text, statement.place) for statement in stated.addresses]
    for href, place in declared:
        if address := page.link(href):
            fields.canonical_url, fields.found_in["canonical_url"] = address, place
            return
