"""When a column was published and last changed, from what is stated, printed and in its address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from crawler.extraction.dates import PrintedDate, parse_date
from crawler.extraction.page import text_of
from crawler.extraction.structured import Stated, Structured
from crawler.extraction.survey import Survey
from crawler.extraction.vicinity import Line

BEFORE_HEADLINE = 60
AFTER_HEADLINE = 250
"""Elements about the headline in which a marked date is taken for the column's."""
LONGEST = 160
"""Characters of a line that prints a date; more is prose that mentions one."""
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
    found: Survey,
    stated: Structured,
    lines: Sequence[Line],
    *,
    url: str,
    headline_at: int,
    reader: Reader,
) -> tuple[Found | None, Found | None]:
    """When the column was published and when it was last changed; either may be None."""
    printed = list(_printed(found, lines, headline_at, reader))
    first_printed = next((date for date, changed in printed if not changed), None)
    published = _stated(stated.published, reader)
    modified = _stated(stated.modified, reader)
    if published is None or (published.date.precision not in _FINE and first_printed is not None):
        published = first_printed or published
    if modified is None:
        modified = next((date for date, changed in printed if changed), None)
    in_address = _in_address(url, reader)
    if published is None or published.date.precision not in _FINE:
        published = in_address or published or modified
    if published is not None and published.element is None:
        element = _element_printing(published, printed)
        published = Found(published.date, published.source, element)
    if modified and published and modified.date.moment < published.date.moment:
        modified = None
    return published, modified


def _stated(statements: Sequence[Stated], reader: Reader) -> Found | None:
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
    spots: list[tuple[float, Element, str]] = [
        (abs(spot.at - headline_at), spot.element, "platform")
        for spot in found.times
        if -BEFORE_HEADLINE <= spot.at - headline_at <= AFTER_HEADLINE
    ]
    spots += [
        (abs(spot.at - headline_at) + 0.1, spot.element, "text")
        for spot in found.marked["date"]
        if -BEFORE_HEADLINE <= spot.at - headline_at <= AFTER_HEADLINE
        and spot.element.tag != "time"
    ]
    spots += [(abs(line.at - headline_at) + 0.2, line.element, "text") for line in lines]
    seen = 0
    for _, element, source in sorted(spots, key=lambda spot: spot[0]):
        text = text_of(element)
        stamp = element.get("datetime") or ""
        if len(text) > LONGEST or not any(c.isdigit() for c in stamp + text):
            continue
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        for piece, changed in _pieces(stamp, text):
            if date := reader.read(piece):
                yield Found(date, source, element), changed or UPDATED.search(names) is not None
                seen += 1
        if seen >= 6:
            return


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


def _element_printing(published: Found, printed: Sequence[tuple[Found, bool]]) -> Element | None:
    day = timedelta(days=1)
    for date, _ in printed:
        if abs(date.date.moment - published.date.moment) < day:
            return date.element
    return None


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
