"""Dates as pages print them, in many languages, each with the precision that was printed.

No clock is read, so a two-digit year does not depend on today. Which element of a page contains the
date, and which of several dates counts, is decided in `metadata.dates` and `comments`.
"""

import re
import unicodedata
from collections.abc import Collection
from datetime import UTC, date, datetime, tzinfo
from typing import Final

from crawler.extraction.text.calendars import in_common_calendar
from crawler.extraction.text.clock import clock_and_offset, offset_after, with_half_of_day
from crawler.extraction.text.east_asian_dates import in_common_years
from crawler.extraction.text.moments import (
    STAMP,
    DateParts,
    PrintedDate,
    moment_of,
    plausible_at_capture,
    read_stamp,
)
from crawler.extraction.text.month_phrases import with_plain_months
from crawler.extraction.text.months import LETTERS, month_of
from crawler.extraction.text.number_order import month_first, weekday_beside, year_first
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

_TABLE: Final = table("dates")
LONGEST_TEXT = 300
"""Characters read: a later date belongs to a sentence, not to a date line."""
CENTURY_PIVOT = 69
"""Two-digit years from here on belong to the 1900s, as in POSIX strptime."""
NO_DATE = frozenset(map(date.fromisoformat, word_list(_TABLE["no_dates"])))
"""Days that software writes where it knows none: the first of its count, also in western zones."""


def parse_date(
    text: str,
    *,
    language: str | None = None,
    zone: tzinfo | None = None,
    captured_at: datetime | None = None,
    known: Collection[date] = (),
) -> PrintedDate | None:
    """The first date in a short text, or None without a year or with an impossible day.

    Words around it ("Published on", "| Updated") do not matter. `language` tells names that mean
    different months in two languages, and the order of 3/4/2019, which a weekday beside it or a
    day `known` of the page tells better. A date after `captured_at` is read with day and month
    exchanged, or rejected; so is a day that stands for none (`NO_DATE`).
    """
    stamp = STAMP.fullmatch(text.strip())
    if stamp and (printed := read_stamp(stamp)) is not None:
        if printed.moment.date() in NO_DATE:
            return None
        if captured_at is None:
            return printed
        return plausible_at_capture(printed, captured_at, zone_printed=True)
    if text.isascii() and not _MAY_HOLD_YEAR.search(text):
        return None
    line = _normalised(text, language)
    if not any(map(str.isdigit, line)):
        return None
    found = []
    for reading in _readings(line, language):
        printed = moment_of(reading, zone or UTC)
        if printed is not None and captured_at is not None:
            printed = plausible_at_capture(
                printed, captured_at, zone_printed=reading.offset is not None
            )
        if printed is not None and printed.moment.date() not in NO_DATE:
            found.append(printed)
    if len(found) > 1 and known:
        found.sort(key=lambda printed: printed.moment.date() not in known)
    return found[0] if found else None


# ---------------------------------------------------------------- finding the parts in print


_MAY_HOLD_YEAR = re.compile(r"\d{3}|[./'-]\s?\d\d(?!\d)")
"""In ASCII, where no other digits and no Thai or Persian months stand: most lines hold no year."""
_MARKS = {
    ord(mark): None
    for mark in "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u00ad"
}


def _normalised(text: str, language: str | None) -> str:
    """A line in lower case with ASCII digits and single spaces, as the patterns below expect."""
    line = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).translate(_MARKS).lower()
    if not line.isascii():
        line = "".join(str(unicodedata.digit(c, c)) for c in line)
    line = in_common_years(" ".join(line.replace("−", "-").split()), language)
    return in_common_calendar(with_plain_months(line, language), language)


_ISO = re.compile(
    r"(?<![\d/.-])(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?![\d-])"
    r"(?:(?:[t ]|, )(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?(z)?)?")
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\.\d+)?")
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s?(?:[./-]|[年년])\s?(\d{1,2})(?:\s?(?:[./-]|[月월])\s?(\d{1,2})\s?[日일.]?|\s?[月월])(?!\d)"
)
_NUMBERS = re.compile(
    r"(?<![\d.,/-])(\d{1,2})(\s?[./-]\s?)(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|[.,]\d)"
)
_OF_ISSUE = re.compile(rf"(?:{alternatives(_TABLE['issue_patterns'])})\s?$")
"""What stands before the number of an issue, which is no day: "Vol. 31, March 2019"."""
_WORD, _WHOLE_WORD = f"({LETTERS})", f"({LETTERS}+)"
"""A word; a whole one where no letter can follow, so that no part of it is tried."""
_OF = rf"(?:(?:{alternatives(_TABLE['of_patterns'])})\s+|(?:d|ta)['’]\s?)?"
_STOP = "[.॰'’׳]"
"""What a shortened name ends with."""
_NTH = rf"(?:{alternatives(_TABLE['nth_patterns'])})?"
_IN_YEAR = rf"[.,-]?(?:\s?(?:{alternatives(_TABLE['year_patterns'])})[.,၊]*)?"
"""What stands behind a year that comes first: "2019. gada", "2019(e)ko"."""
_YEAR = r"(?:['’](\d{2})|(\d{4}))(?!\d)"
_DAY_MONTH = re.compile(
    rf"(?<![\d.])(?<!\d:)(\d{{1,2}}){_NTH}[\s,/-]*{_OF}{_WORD}{_STOP}?"
    rf"(?:[\s,،၊/-]*{_OF}(?:{_YEAR}|(?<=-)(\d{{2}})(?!\d)))"
)
_MONTH_DAY = re.compile(
    rf"{_WHOLE_WORD}{_STOP}?[\s/-]*(\d{{1,2}}){_NTH}(?:[\s,،၊/-]+{_OF}|(?<=\.)){_YEAR}"
)
_MONTH_DAY_CLOCK_YEAR = re.compile(
    rf"{_WHOLE_WORD}\.? (\d{{1,2}}),? (\d{{1,2}}:\d\d(?::\d\d)?)(?: ?[a-z]{{2,5}})?,?"
    r" (\d{4})(?!\d)"
)
_YEAR_MONTH_DAY = re.compile(
    rf"(?<!\d)(\d{{4}}){_IN_YEAR}[\s/-]*{_WORD}{_STOP}?[\s/-]*(\d{{1,2}})(?![\d:])"
)
_YEAR_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{4}}){_IN_YEAR}[\s,/-]+(\d{{1,2}}){_NTH}[\s/-]*{_OF}{_WORD}"
)
_MONTH_YEAR = re.compile(rf"{_WHOLE_WORD}{_STOP}?[\s,/-]+{_OF}(\d{{4}})(?!\d)")
_ONLY_YEAR = re.compile(r"\(?(\d{4})\)?")


def _readings(line: str, language: str | None) -> list[DateParts]:
    """Readings of a line, the likeliest first; several only where day and month may swap."""
    if match := _ISO.search(line):
        year, month, day, clock = match.groups()
        rest = line[match.end() :]
        if clock is None:
            clock, offset = clock_and_offset(rest, language=language)
        else:
            offset = offset_after(rest, clock)
            clock = with_half_of_day(clock, rest, language)
        return [DateParts(int(year), int(month), int(day) if day else None, clock, offset)]
    if match := _COMPACT.fullmatch(line):
        year, month, day, hours, minutes, seconds, zulu = match.groups()
        clock = f"{hours}:{minutes}:{seconds or '00'}" if hours else None
        return [DateParts(int(year), int(month), int(day), clock, "+0000" if zulu else None)]
    if match := _EPOCH.fullmatch(line):
        moment = datetime.fromtimestamp(int(match[1]), UTC)
        clock = moment.strftime("%H:%M:%S")
        return [DateParts(moment.year, moment.month, moment.day, clock, "+0000")]
    if (match := _MONTH_DAY_CLOCK_YEAR.search(line)) and (month := month_of(match[1], language)):
        offset = offset_after(line[match.end(3) :], match[3])
        return [DateParts(int(match[4]), month, int(match[2]), match[3], offset)]
    if parts := _year_first(line) or _with_month_word(line, language):
        (year, month, day), (start, end) = parts
        clock, offset = clock_and_offset(line[end:], line[:start], language=language)
        return [DateParts(year, month, day, clock, offset)]
    if match := _NUMBERS.search(line):
        return _numeric(line, match, language)
    if match := _ONLY_YEAR.fullmatch(line.strip(" .")):
        return [DateParts(int(match[1]))]
    return []


_Parts = tuple[tuple[int, int, int | None], tuple[int, int]]


def _year_first(line: str) -> _Parts | None:
    if match := _YEAR_FIRST.search(line):
        day = int(match[3]) if match[3] else None
        return (int(match[1]), int(match[2]), day), match.span()
    return None


def _with_month_word(line: str, language: str | None) -> _Parts | None:
    """Parts of the first date with a month in words: 5 March 2019, March 5, 2019, March 2019."""
    for match in _DAY_MONTH.finditer(line):
        is_joined = " de " in match[0]  # "no 5 de março" is Portuguese for "on the 5th of March"
        if not is_joined and _OF_ISSUE.search(line, max(0, match.start() - 12), match.start()):
            continue
        if month := month_of(match[2], language):
            year = int(match[4]) if match[4] else _full_year(match[3] or match[5])
            return (year, month, int(match[1])), match.span()
    for match in _MONTH_DAY.finditer(line):
        if month := month_of(match[1], language):
            year = int(match[4]) if match[4] else _full_year(match[3])
            return (year, month, int(match[2])), match.span()
    for match in _YEAR_MONTH_DAY.finditer(line):
        if month := month_of(match[2], language):
            return (int(match[1]), month, int(match[3])), match.span()
    for match in _YEAR_DAY_MONTH.finditer(line):
        if month := month_of(match[3], language):
            return (int(match[1]), month, int(match[2])), match.span()
    for match in _MONTH_YEAR.finditer(line):
        if month := month_of(match[1], language):
            return (int(match[2]), month, None), match.span()
    return None


def _numeric(line: str, match: re.Match[str], language: str | None) -> list[DateParts]:
    """Readings of 3/4/2019: by what is possible, then by the weekday beside it, then by the
    separator and the language, which may put the year first where it has two digits."""
    first, second, third = int(match[1]), int(match[3]), match[4]
    year = int(third) if len(third) == 4 else _full_year(third)
    before, after = line[: match.start()], line[match.end() :]
    clock, offset = clock_and_offset(after, before, language=language)
    by_day = DateParts(year, second, first, clock, offset)
    by_month = DateParts(year, first, second, clock, offset)
    if len(third) == 2 and year_first(language) and second <= 12 and 1 <= int(third) <= 31:
        by_year = DateParts(_full_year(match[1]), second, int(third), clock, offset)
        return [by_year, by_day, by_month]
    if first > 12:
        return [by_day]
    if second > 12:
        return [by_month]
    if weekday := weekday_beside(line[: match.start()], language):
        agreeing = [one for one in (by_day, by_month) if _falls_on(one, weekday - 1)]
        if len(agreeing) == 1:
            return agreeing
    if "." in match[2] or not month_first(language):
        return [by_day, by_month]
    return [by_month, by_day]


def _falls_on(reading: DateParts, weekday: int) -> bool:
    try:
        return date(reading.year, reading.month or 0, reading.day or 0).weekday() == weekday
    except ValueError:
        return False


def _full_year(two_digits: str) -> int:
    short = int(two_digits)
    return short + (1900 if short >= CENTURY_PIVOT else 2000)
