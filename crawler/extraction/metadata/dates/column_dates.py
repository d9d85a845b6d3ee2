"""When a column was published and last changed, from what is stated, printed and in its address."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, timedelta, timezone, tzinfo
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from archive.model.records import FieldCandidate
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.dates.date_evidence import (
    CHANGE,
    DISTANT,
    EASTERNMOST,
    IN_ADDRESS,
    NO_DATE,
    WESTERNMOST,
    DateEvidence,
    agree,
    compare,
    found_date,
    is_refused,
    printed_date,
    stated_dates,
    tell_as_taken,
)
from crawler.extraction.metadata.dates.date_places import CAPTION
from crawler.extraction.metadata.dates.date_reader import DateReader
from crawler.extraction.metadata.dates.distant_dates import distant_dates
from crawler.extraction.metadata.dates.printed_dates import (
    MOST_PRINTED,
    POSTED,
    TO_THE_DAY,
    NearbyDate,
    SourcedDate,
    dates_near_headline,
)
from crawler.extraction.metadata.evidence import considered, decide
from crawler.extraction.metadata.headlines.vicinity import NearbyLine
from crawler.extraction.metadata.stated.statements import Statements
from crawler.extraction.text.moments import WIDEST_OFFSET, PrintedDate

_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=\D|$)"
    r"|[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\D|$)"
)
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
PRINTED_CHANGE, DISTANT_CHANGE = 3.0, 1.0
"""Points for a date that is printed as the last change's; a stated one has more."""
HALF_HOUR = timedelta(minutes=30)
"""The step of zone offsets, except three rare ones."""


class Dates(NamedTuple):
    """The dates of a column, and what was considered for each."""

    published: SourcedDate | None
    modified: SourcedDate | None
    candidates: Mapping[str, tuple[FieldCandidate, ...]]


def find_dates(
    page: Page,
    index: PageIndex,
    stated: Statements,
    lines: Sequence[NearbyLine],
    *,
    headline_at: int,
    reader: DateReader,
) -> Dates:
    """When the column was published and when it was last modified; either may be None."""
    address = _date_in_address(page.url, reader)
    told = [*stated_dates(stated.published, stated.dates, reader)]
    changes = [*stated_dates(stated.modified, (), reader)]
    reader.know(one.value.date for one in (*told, *changes) if one.value is not None)
    if address is not None:
        reader.know([address.date])
    printed = _dates_in_print(index, lines, headline_at, reader, told)
    in_print = [printed_date(nearby, page, headline_at, reader) for nearby in printed]
    both = [*zip(printed, in_print, strict=True)]
    own = [nearby for nearby, one in both if not is_refused(one)]
    of_picture = [n for n, one in both if n not in own and not is_refused(one, but_for=CAPTION)]
    modified = decide(changes)
    last = modified.value if modified is not None else None
    weighed = _weighed(told, in_print, address, last)
    best = decide(weighed)
    changes += [
        found_date(one.dated, "printed as the last change", PRINTED_CHANGE)
        for one in printed
        if one.of_change
    ]
    if best is None or best.value is None or best.value.date.precision not in TO_THE_DAY:
        distant, changed = distant_dates(page, index, lines, headline_at, reader)
        if changed is not None:
            changes.append(found_date(changed, "printed as the last change", DISTANT_CHANGE))
        if distant is not None:
            weighed.append(found_date(distant, "printed elsewhere", DISTANT))
        modified = decide(changes)
        unstated = all(one.value is None for one in told)
        if modified is not None and modified.value is not None and unstated:
            weighed.append(found_date(modified.value, "of the last change", CHANGE))
        best = decide(weighed)
    published = best.value if best is not None else None
    if best is not None and published is not None:
        of_change = (nearby for nearby in printed if nearby.of_change)
        published = _with_element(published, [*own, *of_change])
        published = _with_time(published, own)
        published = _in_local_zone(published, [*own, *of_picture], address, reader)
        tell_as_taken(best, published)
        for change in changes:
            if change.value is not None and _is_before(change.value, published):
                change.add("before the publication", NO_DATE)
    changed_last = decide(changes)
    change_told = changed_last.value if changed_last is not None else None
    if change_told is not None:
        change_told = _with_element(change_told, [one for one in printed if one.of_change])
    return Dates(
        published,
        change_told,
        {
            name: considered(candidates, chosen)
            for name, candidates, chosen in (
                ("published", weighed, best),
                ("modified", changes, changed_last),
            )
            if candidates
        },
    )


def _dates_in_print(
    index: PageIndex,
    lines: Sequence[NearbyLine],
    headline_at: int,
    reader: DateReader,
    told: Sequence[DateEvidence],
) -> list[NearbyDate]:
    """The dates printed about the headline, up to the line of one that is stated too."""
    first = next((one.value for one in told if "stated" in one.points and one.value), None)
    printed: list[NearbyDate] = []
    agreeing_at = None
    for nearby in islice(dates_near_headline(index, lines, headline_at, reader), MOST_PRINTED):
        if agreeing_at is not None and nearby.at != agreeing_at:
            break
        printed.append(nearby)
        if first is not None and not nearby.of_change and agree(first, nearby.dated):
            agreeing_at = nearby.at
    return printed


def _weighed(
    told: Sequence[DateEvidence],
    in_print: Sequence[DateEvidence],
    address: SourcedDate | None,
    modified: SourcedDate | None,
) -> list[DateEvidence]:
    """All that a page offers as the date of publication; of equals the first is taken."""
    in_address = found_date(address, "in the address", IN_ADDRESS) if address else None
    compare(told, in_print, in_address, modified)
    stated = [one for one in told if "stated" in one.points]
    others = [one for one in told if "stated" not in one.points]
    return [*stated, *([in_address] if in_address else []), *in_print, *others]


def _with_element(published: SourcedDate, printed: Sequence[NearbyDate]) -> SourcedDate:
    """A date with the element that prints it."""
    if published.element is not None:
        return published
    elements = (one.dated.element for one in printed if agree(published, one.dated))
    return SourcedDate(published.date, published.source, next(elements, None))


def _with_time(published: SourcedDate, printed: Sequence[NearbyDate]) -> SourcedDate:
    """A day with the time that the page prints where it says when it was posted, if it says one."""
    if published.date.precision != "day":
        return published
    day = published.date.moment.date()
    times = {
        nearby.dated.date.moment: nearby.dated.date
        for nearby in printed
        if nearby.dated.date.precision in ("minute", "second")
        and nearby.dated.date.moment.date() == day
        and POSTED.search(nearby.label)
    }
    if len(times) != 1:
        return published
    (date,) = times.values()
    if date.zone_assumed and date.moment.tzinfo is UTC:  # the day may be stated in another zone
        date = replace(date, moment=date.moment.replace(tzinfo=published.date.moment.tzinfo))
    return SourcedDate(date, published.source, published.element)


def _is_before(change: SourcedDate, published: SourcedDate) -> bool:
    """Whether a change is older than the publication; the same day without a time is not."""
    whole_day = change.date.precision == "day" and agree(published, change)
    return change.date.moment < published.date.moment and not whole_day


def _in_local_zone(
    published: SourcedDate,
    printed: Sequence[NearbyDate],
    address: SourcedDate | None,
    reader: DateReader,
) -> SourcedDate:
    """A UTC time converted to the outlet's zone, else to the zone that the page prints.

    Readers and citations use the printed day, which near midnight differs from the day in UTC.
    Where the page prints only a day, or has one in its address, the smallest offset that reaches
    it is applied: on ten development pages the nearest printed day differed from UTC, and seven
    labels have the printed one. The day of a picture tells it too where nothing else does, since
    news shows the day. Without a printed day the UTC day stays: of 19 times from 22:00 on, 18
    labels have it.
    """
    moment = published.date.moment
    if moment.utcoffset() or published.date.precision not in ("minute", "second"):
        return published
    if reader.zone is not None:
        return _in_zone(published, reader.zone)
    for nearby in printed:
        local = nearby.dated.date.moment
        ahead = local.replace(tzinfo=UTC) - moment.replace(second=0, microsecond=0)
        ahead -= timedelta(seconds=local.second)
        by_zone = ahead and abs(ahead) <= WIDEST_OFFSET and not ahead % HALF_HOUR
        if by_zone and nearby.dated.date.precision in ("minute", "second"):
            return _in_zone(published, timezone(ahead))
    days = [nearby.dated for nearby in printed] + ([address] if address else [])
    day = days[0].date.moment.date() if days and days[0].date.precision == "day" else None
    if day == moment.date() + timedelta(days=1) and moment.hour >= 24 - EASTERNMOST:
        return _in_zone(published, timezone(timedelta(hours=24 - moment.hour)))
    if day == moment.date() - timedelta(days=1) and moment.hour < WESTERNMOST:
        return _in_zone(published, timezone(-timedelta(hours=moment.hour + 1)))
    return published


def _in_zone(sourced: SourcedDate, zone: tzinfo) -> SourcedDate:
    moment = sourced.date.moment.astimezone(zone)
    return SourcedDate(PrintedDate(moment, sourced.date.precision), sourced.source, sourced.element)


def _date_in_address(url: str, reader: DateReader) -> SourcedDate | None:
    path = urlsplit(url).path
    if match := _IN_ADDRESS.search(path):
        year, month, day = match.groups()[:3] if match[1] else match.groups()[3:]
        if date := reader.read(f"{year}-{int(month):02}-{int(day):02}"):
            return SourcedDate(date, "url")
    if (match := _MONTH_IN_ADDRESS.search(path)) and (
        date := reader.read(f"{match[1]}-{match[2]}")
    ):
        return SourcedDate(date, "url")
    return None
