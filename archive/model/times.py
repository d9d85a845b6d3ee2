"""Times at the border: aware datetimes inside, ISO 8601 text in the database.

A moment is UTC to the millisecond with a trailing Z, so that text sorts as time does. A printed
date keeps the offset its reader saw and has a UTC twin to sort by.
"""

import calendar
import re
from datetime import UTC, date, datetime

from archive.model.records import Precision

YEARS_TOLD = range(1000, 9000)
"""Years of a moment that a web site may tell. Software writes the years 1 and 9999 for "unknown",
and arithmetic with them leaves the calendar: a zone's offset is enough."""

PERIOD = re.compile(r"(\d{4})(?:[-/.](\d\d?)(?:[-/.](\d\d?))?)?")

NO_ZONE = "no zone printed"
"""The reason that opens the words on a date's time whose zone is assumed."""


def told_moment(told: datetime) -> datetime | None:
    """A moment that a web site tells, in UTC; None outside the years in which it can be one."""
    return told.astimezone(UTC) if told.year in YEARS_TOLD else None


def moment_text(moment: datetime) -> str:
    """A moment as the database keeps it: `2026-11-23T19:45:51.123Z`."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """The moment a text of the database stands for."""
    return datetime.fromisoformat(text)


def printed_text(printed: datetime | None) -> str | None:
    """A printed date with the offset the reader saw, to the second."""
    return None if printed is None else printed.isoformat(timespec="seconds")


def printed_utc(printed: datetime | None) -> str | None:
    """The same date in UTC, to sort by."""
    if printed is None:
        return None
    if printed.tzinfo is None:
        raise ValueError(f"{printed!r} has no time zone")
    try:
        utc = printed.astimezone(UTC)
    except OverflowError:  # year 1 or 9999 moved out of range by its offset
        utc = printed.replace(tzinfo=UTC)
    return utc.isoformat(timespec="seconds").replace("+00:00", "Z")


def as_printed(text: str | None, precision: Precision | None) -> str | None:
    """As much of a stored date as the page printed: `2010`, `2010-05`, `2010-05-08`, …"""
    if text is None:
        return None
    length = {"year": 4, "month": 7, "day": 10, "minute": 16}.get(precision or "second")
    return text if length is None else text[:length].replace("T", " ")


def period(text: str) -> tuple[date, date] | None:
    """The first and the last day of a year, month or day as it is typed; None of anything else."""
    typed = PERIOD.fullmatch(text.strip())
    year, month, day = (int(part or 0) for part in typed.groups()) if typed else (0, 0, 0)
    try:
        last_day = day or calendar.monthrange(year, month or 12)[1]
        return date(year, month or 1, day or 1), date(year, month or 12, last_day)
    except ValueError:
        return None
