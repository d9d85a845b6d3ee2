"""When a column was published and last changed, from what is stated, printed and in its address."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from crawler.extraction.markup.element_text import UNSEEN_TAGS, text_of
from crawler.extraction.markup.index import PageIndex, ancestors
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.day_order import BY_NUMBERS
from crawler.extraction.metadata.structured import Stated, Structured
from crawler.extraction.metadata.vicinity import NearbyLine, is_prose
from crawler.extraction.text.dates import WIDEST_OFFSET, PrintedDate, month_first, parse_date
from crawler.extraction.vocabulary.tables import alternatives, table

BEFORE_HEADLINE = 60
AFTER_HEADLINE = 250
"""Elements about the headline in which a marked date is taken for the column's."""
BY_HEADLINE = 40
"""Elements about the headline in which an unmarked date outweighs a later statement: on the
development pages right ones stand within 34, and teasers' ones that would be wrong from 117."""
TWO_ZONES = timedelta(hours=36)
"""What two days may differ by and yet be one: midnight in one zone, an evening in another."""
EASTERNMOST, WESTERNMOST = 14, 12
"""Hours that zones lie ahead of UTC and behind it."""
LONGEST = 160
"""Characters of a place marked as one of a date; more is prose that mentions one."""
LONGEST_UNMARKED = 100
"""The same for a line that nothing marks."""
LONGEST_SCRIPT = 200_000
"""Characters of a script looked at for a date, where nothing else tells one."""
MOST_PRINTED = 6
"""Printed dates looked at; those further on are of other columns."""
UPDATED = re.compile(alternatives(table("dates")["updated"]), re.I)
"""Words before the date of the last change."""
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=\D|$)"
    r"|[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\D|$)"
)
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
LONGEST_LEAD = 40
"""Characters of the words in front of a date that tell what it is of."""
LONGEST_ALONE = 40
"""Characters of a line that prints a date and nothing else."""
LONGEST_FAR = 80
"""Characters of a line that says when a page was changed: "Diese Seite wurde zuletzt am …"."""
_POSTED = re.compile(rf"(?:{alternatives(table('dates')['published'])})", re.I)
"""Words before the date of publication."""
_WHOLE_DATE = re.compile(r"\d.*(?:19|20)\d\d|(?:19|20)\d\d.*\d|\d[./]\d\d?[./]\d\d")
_OPENING_DAY = re.compile(
    r"[(\[]?(\d{1,2}\s?[./]\s?\d{1,2}\s?[./]\s?\d{4}|"
    r"\d{1,2}(?:\.|st|nd|rd|th)? [^\W\d]{3,12} \d{4}|[^\W\d]{3,12} \d{1,2}, \d{4})"
    r"[)\]]?\s*(?:[-–—―:|„“\"]|$)"
)
"""A day at the head of a paragraph, set off by a dash, a colon or a quotation mark."""
_IN_SCRIPT = re.compile(
    r"(?:[Dd]ate_?)?[Pp]ubli(?:sh|cation|cado)\w{0,12}[\"']?\s*[:=]\s*[\"'](\d{4}-\d\d-\d\d[^\"'<>]{0,25})"
)
HALF_HOUR = timedelta(minutes=30)
"""What zones differ by, but for three small ones."""
_EMPHASIS = frozenset({"b", "strong", "em", "i", "span"})
"""Inline elements that hold the words in front of a date."""
_UNCHANGED = {"published", "updated"}
"""Classes (hAtom) that WordPress's themes give together to the date of a post that was never
changed; once it was, each stands on a date of its own."""
_DIGIT = re.compile(r"\d")
_FINE = ("day", "minute", "second")


@dataclass(frozen=True, slots=True)
class FoundDates:
    """A date, where it was found, and the element that prints it."""

    date: PrintedDate
    source: str
    element: Element | None = None


class PrintedTimestamp(NamedTuple):
    """A date printed about the headline."""

    found: FoundDates
    of_change: bool
    """Whether words of change stand before it."""
    distance: float
    """Elements between it and the headline."""


@dataclass(slots=True)
class DateReader:
    """Reads dates as this page writes them."""

    language: str | None
    zone: tzinfo | None
    captured_at: datetime | None
    day_first: Callable[[], bool] | None = None
    """Tells from the page whether the day comes first after all, where the language puts the
    month; asked once, when a date leaves it open."""
    _asked: bool = False

    def read(self, text: str) -> PrintedDate | None:
        """The first date of a short text, as `parse_date` tells it."""
        open_order = not self._asked and self.day_first is not None and BY_NUMBERS.search(text)
        if open_order and self.day_first is not None and month_first(self.language):
            self._asked = True
            self.language = "en-GB" if self.day_first() else self.language
        return parse_date(
            text, language=self.language, zone=self.zone, captured_at=self.captured_at
        )


def find_dates(
    page: Page,
    index: PageIndex,
    stated: Structured,
    lines: Sequence[NearbyLine],
    *,
    headline_at: int,
    reader: DateReader,
) -> tuple[FoundDates | None, FoundDates | None]:
    """When the column was published and when it was last changed; either may be None."""
    published = _stated(stated.published, reader)
    modified = _stated(stated.modified, reader)
    printed: list[PrintedTimestamp] = []
    for one in islice(_printed(index, lines, headline_at, reader), MOST_PRINTED):
        printed.append(one)
        if published is not None and _same_day(published, one.found):
            break
    address = _in_address(page.url, reader)
    published = _weighed(published, _stated(stated.dates, reader), printed, address)
    if modified is None:
        modified = next((one.found for one in printed if one.of_change), None)
    if published is None or published.date.precision not in _FINE:
        afar, changed = _afar(page, index, lines, headline_at, reader)
        modified = modified or changed
        published = afar or published or modified
    if published is not None and published.element is None:
        element = next(
            (one.found.element for one in printed if _same_day(published, one.found)), None
        )
        published = FoundDates(published.date, published.source, element)
    if published is not None:
        published = _in_local_zone(published, printed, address, reader)
    if modified and published and modified.date.moment < published.date.moment:
        modified = None
    return published, modified


def _weighed(
    stated: FoundDates | None,
    undetermined: FoundDates | None,
    printed: Sequence[PrintedTimestamp],
    address: FoundDates | None,
) -> FoundDates | None:
    """The date of publication: the stated one, unless print or address tell it better.

    A statement later than the date printed by the headline, and printed nowhere or as the day of
    change, is of the day the page was last saved: on 1,028 dated pages the print was right in 15
    such cases, and the statement in one. `undetermined` is a meta date of no telling name, which is
    often the file's.
    """
    first = next((one for one in printed if not one.of_change), None)
    if stated is not None and stated.date.precision in _FINE:
        saved_again = (
            first is not None
            and first.distance <= BY_HEADLINE
            and stated.date.moment - first.found.date.moment > TWO_ZONES
            and not any(_same_day(stated, one.found) for one in printed if not one.of_change)
        )
        return first.found if first is not None and saved_again else stated
    exact = address if address and address.date.precision in _FINE else None
    if exact and first and _same_day(exact, first.found):
        exact = None  # the print may tell the time of that day too
    return exact or (first.found if first else None) or undetermined or stated or address


def _in_local_zone(
    published: FoundDates,
    printed: Sequence[PrintedTimestamp],
    address: FoundDates | None,
    reader: DateReader,
) -> FoundDates:
    """The same moment in the outlet's zone, else in the one the page prints, where it is in UTC.

    Readers and citations go by the printed day, which near midnight is another one than in UTC.
    Where the page prints, or bears in its address, only the day, it is kept by the smallest
    offset that reaches it. On ten development pages the nearest printed day was another one than
    in UTC: seven labels have the printed one. Where none is printed the day in UTC stays: of 19
    times from 22:00 on, 18 labels have it.
    """
    moment = published.date.moment
    if moment.utcoffset() or published.date.precision not in ("minute", "second"):
        return published
    if reader.zone is not None:
        return _shifted(published, reader.zone)
    for one in printed:
        local = one.found.date.moment
        ahead = local.replace(tzinfo=UTC) - moment.replace(second=0, microsecond=0)
        ahead -= timedelta(seconds=local.second)
        by_zone = ahead and abs(ahead) <= WIDEST_OFFSET and not ahead % HALF_HOUR
        if by_zone and one.found.date.precision in ("minute", "second"):
            return _shifted(published, timezone(ahead))
    days = [one.found for one in printed if not one.of_change] + ([address] if address else [])
    day = days[0].date.moment.date() if days and days[0].date.precision == "day" else None
    if day == moment.date() + timedelta(days=1) and moment.hour >= 24 - EASTERNMOST:
        return _shifted(published, timezone(timedelta(hours=24 - moment.hour)))
    if day == moment.date() - timedelta(days=1) and moment.hour < WESTERNMOST:
        return _shifted(published, timezone(-timedelta(hours=moment.hour + 1)))
    return published


def _shifted(sourced: FoundDates, zone: tzinfo) -> FoundDates:
    moment = sourced.date.moment.astimezone(zone)
    return FoundDates(PrintedDate(moment, sourced.date.precision), sourced.source, sourced.element)


def _same_day(one: FoundDates, other: FoundDates) -> bool:
    """Whether two dates may be one: they lie within a day, whatever their zones."""
    return abs(one.date.moment - other.date.moment) < timedelta(days=1)


def _stated(statements: Sequence[Stated], reader: DateReader) -> FoundDates | None:
    """The first statement that tells the day, else the first that tells a month or year."""
    coarse: FoundDates | None = None
    for statement in statements:
        date = reader.read(statement.text)
        if date is not None and date.precision in _FINE:
            return FoundDates(date, statement.place)
        if date is not None and coarse is None:
            coarse = FoundDates(date, statement.place)
    return coarse


def _printed(
    index: PageIndex, lines: Sequence[NearbyLine], headline_at: int, reader: DateReader
) -> Iterator[PrintedTimestamp]:
    """Dates printed about the headline, the nearest first."""
    for place in sorted(_places(index, lines, headline_at), key=lambda place: place.distance):
        element, text = place.element, place.text
        stamp = names = ""
        if element is not None:
            text = text or text_of(element)
            stamp = element.get("datetime") or ""
            names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
            if set(names.split()) >= _UNCHANGED:
                names = ""
            if element.tag == "time":
                names += f" {_words_before(element)}"
        if len(text) > place.longest or is_prose(text) or not _DIGIT.search(stamp + text):
            continue
        for piece, of_change in _pieces(stamp, text):
            date = reader.read(piece)
            if date is not None and (date.precision in _FINE or place.source == "platform"):
                changed = of_change or UPDATED.search(names) is not None
                yield PrintedTimestamp(
                    FoundDates(date, place.source, element), changed, place.distance
                )


def _words_before(element: Element) -> str:
    """The few words that lead to an element on its line: "Last updated:"."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        texts = [previous.text, previous.tail]
    else:
        texts = [parent.text if parent is not None else None]
    words = " ".join(text for text in texts if text)
    return words if len(words) <= LONGEST_LEAD and not _DIGIT.search(words) else ""


class _Place(NamedTuple):
    """Where a date may be printed."""

    distance: float
    """Elements from the headline, with a fraction that sets the better mark first."""
    element: Element | None
    text: str
    source: str
    longest: int
    """Characters its text may have."""


def _places(index: PageIndex, lines: Sequence[NearbyLine], headline_at: int) -> Iterator[_Place]:
    """Places about the headline that may print a date."""
    for spot in index.times:
        if -BEFORE_HEADLINE <= spot.at - headline_at <= AFTER_HEADLINE:
            yield _Place(abs(spot.at - headline_at), spot.element, "", "platform", LONGEST)
    timed = {above for spot in index.times for above in ancestors(spot.element, most=6)}
    for spot in index.marked["date"]:
        near = -BEFORE_HEADLINE <= spot.at - headline_at <= AFTER_HEADLINE
        if near and spot.element not in timed:
            yield _Place(abs(spot.at - headline_at) + 0.1, spot.element, "", "text", LONGEST)
    for line in lines:
        if line.at != headline_at and line.element not in timed:
            distance = abs(line.at - headline_at) + 0.2
            yield _Place(distance, line.element, line.text, "text", LONGEST_UNMARKED)


def _afar(
    page: Page, index: PageIndex, lines: Sequence[NearbyLine], headline_at: int, reader: DateReader
) -> tuple[FoundDates | None, FoundDates | None]:
    """Dates of publication and of change where none is stated or printed by the headline.

    Looked at are the head of the text, lines anywhere outside the claims ("Posted on" first, else
    the only date), and scripts.
    """
    published = _at_head_of_text(lines, headline_at, reader)
    days: dict[bool, dict[str, FoundDates]] = {False: {}, True: {}}
    scripts = [
        text for tag, text in zip(page.tags, page.texts, strict=True) if tag == "script" and text
    ]
    for at, text in _texts(page):
        if len(text) > LONGEST_FAR or index.claimed[at] or not _WHOLE_DATE.search(text):
            continue
        changed = UPDATED.search(text) is not None
        if len(text) > LONGEST_ALONE and not changed:
            continue
        date = reader.read(text)
        if date is None or date.precision not in _FINE:
            continue
        one = FoundDates(date, "text", page.elements[at])
        if published is None and not changed and _POSTED.match(text.strip()):
            published = one
        days[changed].setdefault(date.moment.date().isoformat(), one)
    sole, change = (next(iter(d.values())) if len(d) == 1 else None for d in days.values())
    published = published or sole
    if published is None and change is None:
        published = _in_scripts(scripts, reader)
    return published, change


def _texts(page: Page) -> Iterator[tuple[int, str]]:
    """Texts of the page but for its scripts, with the element each is in; what stands right behind
    an inline element is read with its words: "<b>Last updated</b> 3 May 2021"."""
    for at, (tag, text, tail) in enumerate(zip(page.tags, page.texts, page.tails, strict=True)):
        if text and tag not in UNSEEN_TAGS:
            yield at, text
        if tail and not tail.isspace():
            lead = text if text and tag in _EMPHASIS and len(text) <= LONGEST_LEAD else ""
            yield page.parents[at], f"{lead} {tail}".strip()


def _at_head_of_text(
    lines: Sequence[NearbyLine], headline_at: int, reader: DateReader
) -> FoundDates | None:
    """The day a text opens with, as notices do: "27.1.2022 - The tide …"."""
    for line in lines:
        if line.at > headline_at and (opening := _OPENING_DAY.match(line.text)):
            date = reader.read(opening[1])
            if date is not None and date.precision == "day":
                return FoundDates(date, "text")
    return None


def _in_scripts(scripts: Sequence[str], reader: DateReader) -> FoundDates | None:
    """The only day that data for scripts call the one of publication."""
    dates = (
        reader.read(stamp)
        for script in scripts
        for stamp in islice(_IN_SCRIPT.findall(script[:LONGEST_SCRIPT]), MOST_PRINTED)
    )
    days = {date.moment.date(): date for date in dates if date and date.precision in _FINE}
    return FoundDates(next(iter(days.values())), "script") if len(days) == 1 else None


def _pieces(stamp: str, text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a line that may be dates, with whether words of change stand before them."""
    if stamp:
        yield stamp, UPDATED.search(text) is not None
        return
    match = UPDATED.search(text)
    if match is None:
        yield text, False
        return
    before, after = text[: match.start()], text[match.end() :]
    if any(c.isdigit() for c in before):
        yield before, False
    yield after, True


def _in_address(url: str, reader: DateReader) -> FoundDates | None:
    path = urlsplit(url).path
    if match := _IN_ADDRESS.search(path):
        year, month, day = match.groups()[:3] if match[1] else match.groups()[3:]
        if date := reader.read(f"{year}-{int(month):02}-{int(day):02}"):
            return FoundDates(date, "url")
    if (match := _MONTH_IN_ADDRESS.search(path)) and (
        date := reader.read(f"{match[1]}-{match[2]}")
    ):
        return FoundDates(date, "url")
    return None
