"""Reads dates as pages print them, in many languages, and tells how much of each was printed.

Pure: no clock is read, so a two-digit year is never judged by today's. Which element of a page
holds the date, and which of several dates counts, is decided elsewhere (`fields`, `discussion`).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final

from dateutil import parser as dateutil_parser

from archive.model.records import Precision
from crawler.extraction.text.calendars import in_common_calendar
from crawler.extraction.text.months import month_of
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

ENGLISH_MONTHS = (
    "January February March April May June July August September October November December".split()
)

_TABLE: Final = table("dates")
ZONE_HOURS: dict[str, float] = _TABLE["zone_hours"]
LONGEST_TEXT = 300
"""Characters looked at: a date further on belongs to a sentence, not to a date line."""
YEARS = range(1600, 2101)
"""Newspapers begin in the first decade; no clock is read, so the end is only a sanity check."""
CENTURY_PIVOT = 69
"""Two-digit years from here on are of the 1900s, as POSIX strptime has it."""
CLOCK_SKEW = timedelta(hours=1)
"""How far ahead of the capture a date with a zone may lie: clocks differ a little."""
WIDEST_OFFSET = timedelta(hours=14)
"""How far ahead a time without a zone may lie: the zone it was read in may be the wrong one."""
MONTH_FIRST = frozenset(word_list(_TABLE["month_first"]))
"""Languages whose 3/4/2019 is the fourth of March; all others put the day first."""

_FIRST_DEFAULT = datetime(2000, 1, 1, 0, 0, 0)  # noqa: DTZ001  (dateutil wants it naive)
_SECOND_DEFAULT = datetime(2004, 12, 28, 23, 59, 58)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A moment as a page prints it; what it does not print is filled with the start."""

    moment: datetime
    """Aware, in the zone printed, else in the outlet's, else UTC."""
    precision: Precision


def parse_date(
    text: str,
    *,
    language: str | None = None,
    zone: tzinfo | None = None,
    captured_at: datetime | None = None,
) -> PrintedDate | None:
    """The first date printed in a short text, or None when no year, or no possible day, is printed.

    Words around it ("Published on", "| Updated") do no harm. `language` decides 3/4/2019 alone.
    A date that lies after `captured_at` is read with day and month exchanged if they can be, and
    else is none.
    """
    if stamp := _STAMP.fullmatch(text.strip()):
        printed = _read_stamp(stamp)
        return printed and (
            printed if captured_at is None else _not_ahead(printed, captured_at, zone_printed=True)
        )
    line = _normalised(text)
    if not any(character.isdigit() for character in line):
        return None
    for reading in _readings(line, language):
        printed = _read(reading, zone or UTC)
        if printed is not None and captured_at is not None:
            printed = _not_ahead(printed, captured_at, zone_printed=reading.offset is not None)
        if printed is not None:
            return printed
    return None


# ---------------------------------------------------------------- finding the parts in print


@dataclass(frozen=True, slots=True)
class _Reading:
    """Parts of one date as numbers, before it is known whether such a day exists."""

    year: int
    month: int | None = None
    day: int | None = None
    clock: str | None = None
    """"14:30", "14:30:05" or "2:30 pm"."""
    offset: str | None = None
    """"+0200"."""


_MARKS = {
    ord(mark): None for mark in "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u00ad"
}
_LEVANTINE = re.compile(r"(كانون|تشرين)\s+ال")
_JUCHE = re.compile(r"(?:\bjuche|주체)\s*\d{1,3}\s*,?")
_BRACKETED_YEAR = re.compile(r"\((\d{4})\)")


def _normalised(text: str) -> str:
    """The line with plain digits, single spaces and lower case, ready for the patterns below."""
    line = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).translate(_MARKS).lower()
    if not line.isascii():
        line = "".join(str(unicodedata.digit(c, c)) for c in line)
        line = _LEVANTINE.sub(r"\1ال", line)
    line = in_common_calendar(" ".join(line.replace("−", "-").split()))
    if "juche" in line or "주체" in line:
        line = _BRACKETED_YEAR.sub(r" \1", _JUCHE.sub(" ", line))
    return line


_ISO = re.compile(
    r"(?<![\d/.-])(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?![\d-])"
    r"(?:(?:[t ]|, )(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?)?"
)
_STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?(?:[.,]\d+)? ?([Zz]|[+-]\d\d:?\d\d)", re.A
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?(z)?)?")
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\.\d+)?")
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s?(?:[./-]|[年년])\s?(\d{1,2})(?:\s?(?:[./-]|[月월])\s?(\d{1,2})\s?[日일.]?|\s?[月월])(?!\d)"
)
_NUMBERS = re.compile(
    r"(?<![\d.,/-])(\d{1,2})(\s?[./-]\s?)(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|[.,]\d)"
)
_WORD = r"([^\W\d_]{3,14})"
_OF = r"(?:(?:de|del|of|di|do|d['’])\s*)?"
_YEAR = r"(?:['’](\d{2})|(\d{4}))(?!\d)"
_DAY_MONTH = re.compile(
    rf"(?<![\d.])(?<!\d:)(\d{{1,2}})(?:\.|st\b|nd\b|rd\b|th\b|er\b|[º°ª]|-?го\b)?[\s,/-]*{_OF}{_WORD}\.?"
    rf"(?:[\s,،/-]*{_OF}(?:{_YEAR}|(?<=-)(\d{{2}})(?!\d)))"
)
_MONTH_DAY = re.compile(
    rf"{_WORD}\.?[\s/-]*(\d{{1,2}})(?:\.|st\b|nd\b|rd\b|th\b)?(?:[\s,،/-]+{_OF}|(?<=\.)){_YEAR}"
)
_MONTH_DAY_CLOCK_YEAR = re.compile(
    rf"{_WORD}\.? (\d{{1,2}}),? (\d{{1,2}}:\d\d(?::\d\d)?)(?: ?[a-z]{{2,5}})?,? (\d{{4}})(?!\d)"
)
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d)(\d{{4}})[.,]?[\s/-]{_WORD}\.?[\s/-](\d{{1,2}})(?!\d)")
_MONTH_YEAR = re.compile(rf"{_WORD}\.?[\s,/-]+{_OF}(\d{{4}})(?!\d)")
_ONLY_YEAR = re.compile(r"\(?(\d{4})\)?")


def _readings(line: str, language: str | None) -> list[_Reading]:
    """Ways to read the line, the likeliest first; several only where day and month may swap."""
    if match := _ISO.search(line):
        year, month, day, clock = match.groups()
        rest = line[match.end() :]
        if clock is None:
            clock, offset = _clock_and_offset(rest)
        else:
            offset = _offset(rest, clock)
            clock = _with_half_of_day(clock, rest)
        return [_Reading(int(year), int(month), int(day) if day else None, clock, offset)]
    if match := _COMPACT.fullmatch(line):
        year, month, day, hours, minutes, seconds, zulu = match.groups()
        clock = f"{hours}:{minutes}:{seconds or '00'}" if hours else None
        return [_Reading(int(year), int(month), int(day), clock, "+0000" if zulu else None)]
    if match := _EPOCH.fullmatch(line):
        moment = datetime.fromtimestamp(int(match[1]), UTC)
        clock = moment.strftime("%H:%M:%S")
        return [_Reading(moment.year, moment.month, moment.day, clock, "+0000")]
    if (match := _MONTH_DAY_CLOCK_YEAR.search(line)) and (month := month_of(match[1])):
        offset = _offset(line[match.end(3) :], match[3])
        return [_Reading(int(match[4]), month, int(match[2]), match[3], offset)]
    for finder in (_year_first, _with_month_word):
        if parts := finder(line):
            (year, month, day), (start, end) = parts
            clock, offset = _clock_and_offset(line[end:], line[:start])
            return [_Reading(year, month, day, clock, offset)]
    if match := _NUMBERS.search(line):
        return _numeric(line, match, language)
    if match := _ONLY_YEAR.fullmatch(line.strip(" .")):
        return [_Reading(int(match[1]))]
    return []


_Parts = tuple[tuple[int, int, int | None], tuple[int, int]]


def _year_first(line: str) -> _Parts | None:
    if match := _YEAR_FIRST.search(line):
        day = int(match[3]) if match[3] else None
        return (int(match[1]), int(match[2]), day), match.span()
    return None


def _with_month_word(line: str) -> _Parts | None:
    """Parts of the first date with a month in words: 5 March 2019, March 5, 2019, March 2019."""
    for match in _DAY_MONTH.finditer(line):
        if month := month_of(match[2]):
            year = int(match[4]) if match[4] else _full_year(match[3] or match[5])
            return (year, month, int(match[1])), match.span()
    for match in _MONTH_DAY.finditer(line):
        if month := month_of(match[1]):
            year = int(match[4]) if match[4] else _full_year(match[3])
            return (year, month, int(match[2])), match.span()
    for match in _YEAR_MONTH_DAY.finditer(line):
        if month := month_of(match[2]):
            return (int(match[1]), month, int(match[3])), match.span()
    for match in _MONTH_YEAR.finditer(line):
        if month := month_of(match[1]):
            return (int(match[2]), month, None), match.span()
    return None


def _numeric(line: str, match: re.Match[str], language: str | None) -> list[_Reading]:
    """Readings of 3/4/2019: by what is possible, then by the dot, then by the language."""
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) if len(match[4]) == 4 else _full_year(match[4])
    clock, offset = _clock_and_offset(line[match.end() :], line[: match.start()])
    by_day = _Reading(year, second, first, clock, offset)
    by_month = _Reading(year, first, second, clock, offset)
    if first > 12:
        return [by_day]
    if second > 12:
        return [by_month]
    if "." in match[2] or not month_first(language):
        return [by_day, by_month]
    return [by_month, by_day]


def month_first(language: str | None) -> bool:
    """Whether 3/4/2019 is the fourth of March in a language, with its region."""
    return (language or "").lower().replace("_", "-") in MONTH_FIRST


def _full_year(two_digits: str) -> int:
    short = int(two_digits)
    return short + (1900 if short >= CENTURY_PIVOT else 2000)


# ---------------------------------------------------------------- the time of day

_CLOCK_WORDS: Final = _TABLE["clock"]
_HALF_BEFORE = rf"(?:({alternatives(_CLOCK_WORDS['half_before'])})\s?)?"
_HALF_AFTER = rf"(?:\s?({alternatives(_CLOCK_WORDS['half_after'])}))?"
_CLOCK = re.compile(
    rf"{_HALF_BEFORE}(?<![\d:.,/-])(\d{{1,2}})\s?(?:[:٫]|h\s?|[時时시点點]\s?)(\d{{2}})(?!\d)\s?[分분]?"
    rf"(?::(\d{{2}})(?!\d)|\s?(\d{{1,2}})\s?[秒초])?(?:[.,]\d+)?{_HALF_AFTER}"
)
_DOTTED_CLOCK = re.compile(
    r"(?<![\d:.,/-])(\d{1,2})\.(\d{2})"
    rf"\s?(?:{alternatives(_CLOCK_WORDS['after'])}|([ap]\.?\s?m\b\.?))"
    rf"|\b(?:{alternatives(_CLOCK_WORDS['before'])})\s(\d{{1,2}})\.(\d{{2}})(?![\d.])"
)
_HOUR = re.compile(
    rf"{_HALF_BEFORE}(?<![\d:.,/-])(\d{{1,2}})\s?(?:([ap]\.?\s?m\b\.?)|uhr\b|[時时시点點]|h\b)"
)
_OFFSET = re.compile(r"(?:gmt|utc)?\s?([+-])(\d{1,2})(?::?(\d{2}))?(?![\d.])")
_ZONE_NAME = re.compile(r"\s?\(?([a-zмск]{1,4})\b")
_SECOND_HALF = word_list(_CLOCK_WORDS["second_half"])
_NEAR = 30
"""Characters between a date and its time: " | Last updated on Tuesday at " has 28."""


def _clock_and_offset(after: str, before: str = "") -> tuple[str | None, str | None]:
    """The time printed after a date, else before it, with its offset."""
    for text in (after[: _NEAR + 30], before[-_NEAR:]):
        if match := _CLOCK.search(text, 0):
            hours, minutes = match[2], match[3]
            seconds = match[4] or match[5]
            clock = f"{hours}:{minutes}" + (f":{seconds:0>2}" if seconds else "")
            clock += _half(hours, match[1] or match[6])
        elif match := _DOTTED_CLOCK.search(text):
            hours, minutes = match[1] or match[4], match[2] or match[5]
            clock = f"{hours}:{minutes}{_half(hours, match[3])}"
        elif match := _HOUR.search(text):
            clock = f"{match[2]}:00{_half(match[2], match[1] or match[3])}"
        else:
            continue
        if match.start() <= _NEAR:
            return clock, _offset(text[match.end() :], clock)
    return None, None


def _half(hours: str, word: str | None) -> str:
    """ " am" or " pm" for the half of the day a word names, when the hours leave it open."""
    if not word or not 1 <= int(hours) <= 12:
        return ""
    if word == "中午":  # the hours about noon
        return " am" if hours == "11" else " pm"
    return " pm" if word.startswith(_SECOND_HALF) else " am"


def _with_half_of_day(clock: str, rest: str) -> str:
    match = re.match(_HALF_AFTER, rest)
    return clock + _half(clock.split(":")[0], match[1] if match else None)


def _offset(rest: str, clock: str | None) -> str | None:
    """ "+0200" when a zone follows the time."""
    if clock is None:
        return None
    rest = re.sub(r"^\s?(?:[ap]\.?m\b\.?|uhr)", "", rest).lstrip(" ,")
    if match := _OFFSET.match(rest):
        return f"{match[1]}{match[2]:0>2}{match[3] or '00'}"
    if (match := _ZONE_NAME.match(rest)) and (hours := ZONE_HOURS.get(match[1])) is not None:
        if numbered := _OFFSET.match(rest, match.end(1)):
            return f"{numbered[1]}{numbered[2]:0>2}{numbered[3] or '00'}"
        return f"{'-' if hours < 0 else '+'}{int(abs(hours)):02}{int(abs(hours) % 1 * 60):02}"
    return None


# ---------------------------------------------------------------- from parts to a moment


def _read_stamp(stamp: re.Match[str]) -> PrintedDate | None:
    """The moment of a full machine stamp with its zone; most dates of pages are such."""
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


def _read(reading: _Reading, zone: tzinfo) -> PrintedDate | None:
    """The moment of a reading, or None when there is no such day."""
    if reading.year not in YEARS:
        return None
    month = reading.month
    if month is not None and not 1 <= month <= 12:
        return None
    if month and reading.day and reading.clock:
        words = [str(reading.day), ENGLISH_MONTHS[month - 1], f"{reading.year:04}", reading.clock]
        if printed := _read_english(" ".join([*words, reading.offset or ""]), zone):
            return printed
    try:
        moment = datetime(reading.year, month or 1, (month and reading.day) or 1, tzinfo=zone)
    except ValueError:
        return None
    return PrintedDate(moment, "day" if month and reading.day else "month" if month else "year")


@lru_cache(maxsize=1024)
def _read_english(line: str, zone: tzinfo) -> PrintedDate | None:
    """What dateutil reads, twice with differing defaults: parts that differ were not printed."""
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
        return PrintedDate(one.replace(tzinfo=zone), printed)
    return PrintedDate(one.replace(tzinfo=timezone(offset) if offset else UTC), printed)


def _not_ahead(
    printed: PrintedDate, captured_at: datetime, *, zone_printed: bool
) -> PrintedDate | None:
    """The date if the page could have printed it when it was captured.

    A time read in a zone that was not printed may seem to lie hours ahead: then its day is kept.
    """
    ahead = printed.moment - captured_at
    if ahead <= timedelta(0):
        return printed
    if zone_printed:
        return printed if ahead <= CLOCK_SKEW else None
    if ahead > WIDEST_OFFSET:
        return None
    return PrintedDate(printed.moment.replace(hour=0, minute=0, second=0), "day")
