"""When a column was published and last changed, from what is stated, printed and in its address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from crawler.extraction.dates import WIDEST_OFFSET, PrintedDate, parse_date
from crawler.extraction.page import Page, text_of
from crawler.extraction.structured import Stated, Structured
from crawler.extraction.survey import Survey, ancestors
from crawler.extraction.vicinity import Line, is_prose

BEFORE_HEADLINE = 60
AFTER_HEADLINE = 250
"""Elements about the headline in which a marked date is taken for the column's."""
LONGEST = 160
"""Characters of a place marked as one of a date; more is prose that mentions one."""
LONGEST_UNMARKED = 100
"""The same for a line that nothing marks."""
MOST_PRINTED = 6
"""Printed dates looked at; those further on are of other columns."""
UPDATED = re.compile(
    r"updated?|modified|changed|revised|reviewed|edited|aktualisiert|geändert|bearbeitet|stand\b|"
    r"mis à jour|mise à jour|modifié|actualizado|actualización|modificado|atualizado|aggiornat|"
    r"modificat|bijgewerkt|gewijzigd|обновлен|изменен|aktualizacja|zmodyfikowano|수정|更新|改訂|修改|"
    r"تحديث|opdateret|oppdatert|uppdaterad|päivitetty|güncelleme",
    re.I,
)
"""Words before the date of the last change."""
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=\D|$)"
    r"|[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\D|$)"
)
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
LONGEST_ALONE = 40
"""Characters of a line that prints a date and nothing else."""
_POSTED = re.compile(
    r"(?:posted|published|first published|veröffentlicht|erschienen|publié|publicado|pubblicato|"
    r"gepubliceerd|опубликовано|opublikowano|入力|등록|发布)",
    re.I,
)
"""Words before the date of publication."""
_WHOLE_DATE = re.compile(r"\d.*(?:19|20)\d\d|(?:19|20)\d\d.*\d|\d[./]\d\d?[./]\d\d")
HALF_HOUR = timedelta(minutes=30)
"""What zones differ by, but for three small ones."""
_DIGIT = re.compile(r"\d")
_FINE = ("day", "minute", "second")


@dataclass(frozen=True, slots=True)
class Found:
    """A date, where it was found, and the element that prints it."""

    date: PrintedDate
    source: str
    element: Element | None = None


@dataclass(slots=True)
class Reader:
    """Reads dates as this page writes them."""

    language: str | None
    zone: tzinfo | None
    captured_at: datetime | None

    def read(self, text: str) -> PrintedDate | None:
        return parse_date(
            text, language=self.language, zone=self.zone, captured_at=self.captured_at
        )


def find_dates(
    page: Page,
    found: Survey,
    stated: Structured,
    lines: Sequence[Line],
    *,
    headline_at: int,
    reader: Reader,
) -> tuple[Found | None, Found | None]:
    """When the column was published and when it was last changed; either may be None."""
    published = _stated(stated.published, reader)
    modified = _stated(stated.modified, reader)
    printed: list[tuple[Found, bool]] = []
    for date, changed in islice(_printed(found, lines, headline_at, reader), MOST_PRINTED):
        printed.append((date, changed))
        if published is not None and _same_day(published, date):
            break
    if published is None or published.date.precision not in _FINE or published.source == "meta":
        address = _in_address(page.url, reader)
        first = next((date for date, changed in printed if not changed), None)
        exact = address if address and address.date.precision in _FINE else None
        if exact and first and _same_day(exact, first):
            exact = None  # the print may tell the time of that day too
        published = exact or first or published or address  # a plain meta date is often the file's
    if modified is None:
        modified = next((date for date, changed in printed if changed), None)
    if published is None or published.date.precision not in _FINE:
        published = _afar(page, found, reader) or published or modified
    if published is not None and published.element is None:
        element = next((d.element for d, _ in printed if _same_day(published, d)), None)
        published = Found(published.date, published.source, element)
    if published is not None:
        published = _in_printed_zone(published, [found_date for found_date, _ in printed])
    if modified and published and modified.date.moment < published.date.moment:
        modified = None
    return published, modified


def _in_printed_zone(published: Found, printed: Sequence[Found]) -> Found:
    """The same moment in the zone the page prints it in, where it was stated in UTC.

    Readers and citations go by the printed day, which near midnight is another one than in UTC.
    """
    moment = published.date.moment
    if moment.utcoffset() or published.date.precision == "day":
        return published
    for other in printed:
        local = other.date.moment
        ahead = local.replace(tzinfo=UTC) - moment.replace(second=0, microsecond=0)
        ahead -= timedelta(seconds=local.second)
        by_zone = ahead and abs(ahead) <= WIDEST_OFFSET and not ahead % HALF_HOUR
        if by_zone and other.date.precision in ("minute", "second"):
            shifted = PrintedDate(moment.astimezone(timezone(ahead)), published.date.precision)
            return Found(shifted, published.source, published.element)
    return published


def _same_day(one: Found, other: Found) -> bool:
    """Whether two dates may be one: they lie within a day, whatever their zones."""
    return abs(one.date.moment - other.date.moment) < timedelta(days=1)


def _stated(statements: Sequence[Stated], reader: Reader) -> Found | None:
    """The first statement that tells the day, else the first that tells a month or year."""
    coarse: Found | None = None
    for statement in statements:
        date = reader.read(statement.text)
        if date is not None and date.precision in _FINE:
            return Found(date, statement.place)
        if date is not None and coarse is None:
            coarse = Found(date, statement.place)
    return coarse


def _printed(
    found: Survey, lines: Sequence[Line], headline_at: int, reader: Reader
) -> Iterator[tuple[Found, bool]]:
    """Dates printed about the headline, the nearest first, and whether each is one of a change."""
    for place in sorted(_places(found, lines, headline_at), key=lambda place: place.distance):
        element, text = place.element, place.text
        stamp = names = ""
        if element is not None:
            text = text or text_of(element)
            stamp = element.get("datetime") or ""
            names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if len(text) > place.longest or is_prose(text) or not _DIGIT.search(stamp + text):
            continue
        for piece, of_change in _pieces(stamp, text):
            date = reader.read(piece)
            if date is not None and (date.precision in _FINE or place.source == "platform"):
                changed = of_change or UPDATED.search(names) is not None
                yield Found(date, place.source, element), changed


class _Place(NamedTuple):
    """Where a date may be printed."""

    distance: float
    """Elements from the headline, with a fraction that sets the better mark first."""
    element: Element | None
    text: str
    source: str
    longest: int
    """Characters its text may have."""


def _places(found: Survey, lines: Sequence[Line], headline_at: int) -> Iterator[_Place]:
    """Places about the headline that may print a date."""
    for spot in found.times:
        if -BEFORE_HEADLINE <= spot.at - headline_at <= AFTER_HEADLINE:
            yield _Place(abs(spot.at - headline_at), spot.element, "", "platform", LONGEST)
    timed = {above for spot in found.times for above in ancestors(spot.element, most=6)}
    for spot in found.marked["date"]:
        near = -BEFORE_HEADLINE <= spot.at - headline_at <= AFTER_HEADLINE
        if near and spot.element not in timed:
            yield _Place(abs(spot.at - headline_at) + 0.1, spot.element, "", "text", LONGEST)
    for line in lines:
        if line.at != headline_at and line.element not in timed:
            distance = abs(line.at - headline_at) + 0.2
            yield _Place(distance, line.element, line.text, "text", LONGEST_UNMARKED)


def _afar(page: Page, found: Survey, reader: Reader) -> Found | None:
    """A date printed anywhere outside the claims: behind "Posted on", else the only one."""
    days: dict[str, Found] = {}
    for element in page.elements:
        text = element.text
        if not text or len(text) > LONGEST_ALONE or element in found.claimed:
            continue
        if not _WHOLE_DATE.search(text) or UPDATED.search(text):
            continue
        printed = reader.read(text)
        if printed is None or printed.precision not in _FINE:
            continue
        if _POSTED.match(text.strip()):
            return Found(printed, "text", element)
        days.setdefault(printed.moment.date().isoformat(), Found(printed, "text", element))
    return next(iter(days.values())) if len(days) == 1 else None


def _pieces(stamp: str, text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a line that may be dates, with whether words of change stand before them."""
    if stamp:
        yield stamp, UPDATED.search(text) is not None
        return
    found = UPDATED.search(text)
    if found is None:
        yield text, False
        return
    before, after = text[: found.start()], text[found.end() :]
    if any(c.isdigit() for c in before):
        yield before, False
    yield after, True


def _in_address(url: str, reader: Reader) -> Found | None:
    path = urlsplit(url).path
    if found := _IN_ADDRESS.search(path):
        year, month, day = found.groups()[:3] if found[1] else found.groups()[3:]
        if date := reader.read(f"{year}-{int(month):02}-{int(day):02}"):
            return Found(date, "url")
    if (found := _MONTH_IN_ADDRESS.search(path)) and (
        date := reader.read(f"{found[1]}-{found[2]}")
    ):
        return Found(date, "url")
    return None
