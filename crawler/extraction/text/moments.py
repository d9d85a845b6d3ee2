"""The moments that the parts of a printed date stand for, with the precision that was printed.

The parts are found in `dates`; no clock is read here either.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from dateutil import parser as dateutil_parser

from archive.model.records import Precision
from crawler.extraction.text.months import MONTHS

YEARS = range(1600, 2101)
"""From the first newspapers on; since no clock is read, the end is only a sanity check."""
CLOCK_SKEW = timedelta(hours=1)
"""How far after the capture a date with a zone may be: clocks differ a little."""
WIDEST_OFFSET = timedelta(hours=14)
"""How far after the capture a time without a zone may be: the assumed zone may be wrong."""
_FIRST_DEFAULT = datetime(2000, 1, 1, 0, 0, 0)  # noqa: DTZ001  (dateutil wants it naive)
_SECOND_DEFAULT = datetime(2004, 12, 28, 23, 59, 58)  # noqa: DTZ001
STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?(?:[.,]\d+)? ?([Zz]|[+-]\d\d:?\d\d)", re.A
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A moment as a page prints it; parts that are not printed are set to their minimum."""

    moment: datetime
    """Aware, in the printed zone, else the outlet's, else UTC."""
    precision: Precision
    zone_assumed: bool = field(default=False, compare=False)
    """Whether it has a time of day, and the page prints no zone for it."""


@dataclass(frozen=True, slots=True)
class DateParts:
    """The parts of one date as numbers; the day may not exist."""

    year: int
    month: int | None = None
    day: int | None = None
    clock: str | None = None
    """"14:30", "14:30:05" or "2:30 pm"."""
    offset: str | None = None
    """"+0200"."""


def read_stamp(stamp: re.Match[str]) -> PrintedDate | None:
    """The moment of a complete ISO timestamp with a zone, the form of most dates in pages."""
    try:
        moment = datetime.fromisoformat(f"{stamp[1]}T{stamp[2]}{stamp[3] or ':00'}{stamp[4]}")
    except ValueError:
        return None
    if moment.year not in YEARS:
        return None
    midnight = stamp[2] == "00:00" and stamp[3] in (":00", None)
    return PrintedDate(
        moment if moment.utcoffset() else moment.replace(tzinfo=UTC),
        "day" if midnight else "second" if stamp[3] else "minute",
    )


def moment_of(reading: DateParts, zone: tzinfo) -> PrintedDate | None:
    """The moment of a reading, or None when there is no such day."""
    if reading.year not in YEARS:
        return None
    month = reading.month
    if month is not None and not 1 <= month <= 12:
        return None
    if month and reading.day and reading.clock:
        if printed := _read_plain(reading, month, reading.day, zone):
            return printed
        words = [str(reading.day), MONTHS[month - 1], f"{reading.year:04}", reading.clock]
        if printed := _read_english(" ".join([*words, reading.offset or ""]), zone):
            return printed
    try:
        moment = datetime(reading.year, month or 1, (month and reading.day) or 1, tzinfo=zone)
    except ValueError:
        return None
    return PrintedDate(moment, "day" if month and reading.day else "month" if month else "year")


_PLAIN_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")


def _read_plain(reading: DateParts, month: int, day: int, zone: tzinfo) -> PrintedDate | None:
    """The moment of a reading with a clock of 24 hours, which most have; None of any other."""
    clock = _PLAIN_CLOCK.fullmatch(reading.clock or "")
    if clock is None:
        return None
    hours, minutes, seconds = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if reading.offset is not None:
        east = timedelta(hours=int(reading.offset[1:3]), minutes=int(reading.offset[3:5]))
        try:
            zone = timezone(-east if reading.offset[0] == "-" else east) if east else UTC
        except ValueError:
            return None
    try:
        moment = datetime(reading.year, month, day, hours, minutes, seconds, tzinfo=zone)
    except ValueError:
        return None
    # midnight to the second is how software writes a day
    whole_day = clock[3] is not None and not (hours or minutes or seconds)
    if whole_day:
        return PrintedDate(moment, "day")
    return PrintedDate(moment, "second" if clock[3] else "minute", reading.offset is None)


@lru_cache(maxsize=1024)
def _read_english(line: str, zone: tzinfo) -> PrintedDate | None:
    """The date as dateutil reads it, twice with different defaults: parts that differ were not
    printed."""
    try:
        one = dateutil_parser.parse(line, default=_FIRST_DEFAULT)
        other = dateutil_parser.parse(line, default=_SECOND_DEFAULT)
    except (ValueError, OverflowError):
        return None
    printed: Precision = "second"
    if one.year != other.year:
        return None
    if one.month != other.month:
        printed = "year"
    elif one.day != other.day:
        printed = "month"
    elif one.hour != other.hour:
        printed = "day"
    elif one.second != other.second:
        printed = "minute"
    if printed == "second" and (one.hour, one.minute, one.second) == (0, 0, 0):
        printed = "day"  # midnight to the second is how software writes a day
    offset = one.utcoffset()
    if offset is None:
        return PrintedDate(one.replace(tzinfo=zone), printed, printed in ("minute", "second"))
    return PrintedDate(one.replace(tzinfo=timezone(offset) if offset else UTC), printed)


def plausible_at_capture(
    printed: PrintedDate, captured_at: datetime, *, zone_printed: bool
) -> PrintedDate | None:
    """The date, if the page could have printed it when it was captured; else None.

    A time without a printed zone may seem to be hours ahead: then only its day is kept.
    """
    ahead = printed.moment - captured_at
    if ahead <= timedelta(0):
        return printed
    if zone_printed:
        return printed if ahead <= CLOCK_SKEW else None
    if ahead > WIDEST_OFFSET:
        return None
    return PrintedDate(printed.moment.replace(hour=0, minute=0, second=0), "day")
