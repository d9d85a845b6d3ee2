"""Dates of other calendars, rewritten so that the common patterns can read them.

The Iranian, Islamic, Hebrew, Ethiopic and Buddhist calendars; where a line has the day in the
common calendar too, that one stays alone. Years of East Asia are read in `east_asian_dates`.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from math import ceil
from typing import Final

from archive.model.writing_systems import THAI
from crawler.extraction.text.months import LETTERS, base_language, month_key, month_names
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

_TABLE: Final = table("dates")
BUDDHIST_AHEAD = 543
"""Years by which the Buddhist era is ahead of the common era."""
FIRST_SHORT_THAI = 34
"""The first year of two digits that is sure to be Buddhist: 2534 is 1991, and 2034 is to come."""
IRANIAN_YEARS = range(1300, 1425)
"""Years of the Iranian calendar: 1921 to 2046, when there were newspapers."""
ISLAMIC_YEARS = range(1318, 1500)
"""Years of the Islamic calendar: 1900 to 2076."""
HEBREW_YEARS = range(5660, 5861)
ETHIOPIC_YEARS = range(1893, 2093)
"""The same of the Hebrew and the Ethiopic calendar: 1900 to 2100."""
SIGHTING = 1
"""Days by which a month of the Islamic calendar may begin off the tabular count, by country."""
_BEFORE_FIRST_DAY = 356_033
"""Offset of the day count of `_iranian` from `date.toordinal`: 1 Farvardin 1400 is 2021-03-21."""
_BEFORE_HIJRA = 227_014
"""The same of the Islamic calendar, of which 1 Muharram 1 was Friday, 16 July 622 (Julian)."""
_BEFORE_CREATION = -1_373_427
"""The same of the Hebrew calendar, whose year 1 began on 7 October 3761 BCE (Julian)."""
_BEFORE_ETHIOPIC = 2_430
"""The same of the Ethiopic calendar, whose year 1 began on 29 August 8 (Julian)."""
_OTHER_YEAR = re.compile(r"(?<!\d)(?:1[345]\d\d|5[678]\d\d)(?!\d)")
_COMMON_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBERS = re.compile(
    r"(?<![\d/.-])(?:(1[345]\d\d)([/-])(\d{1,2})\2(\d{1,2})|(\d{1,2})([/-])(\d{1,2})\6(1[345]\d\d))(?![\d/-])"
)
_NUMBERING = frozenset(word_list(_TABLE["other_numbers"]))
"""Languages in which 1440/6/28 is a day; in others it is the number of a file."""
_WORD = re.compile(LETTERS)
_THAI = re.compile(f"[{THAI}]")
_THAI_YEAR = re.compile(r"(?<!\d)(?:พ\.ศ\.\s*)?(2[45]\d\d)(?!\d)")
_SHORT_THAI_YEAR = re.compile(r"(?<=\d)(\s+[a-z]{3,9}\s+)(?:พ\.ศ\.\s*)?(\d\d)(?![\d:])")
_THAI_NUMBERS = re.compile(r"(?<![\d.,/-])(\d{1,2}([/.-])\d{1,2}\2)([3-9]\d)(?![\d/-]|[.,]\d)")
"""05/03/62: up to 2033, years from 34 on are Buddhist; before, they may be of either era."""
_NEPALI_YEAR = re.compile(r"(?<!\d)20[5-9]\d(?!\d)")
"""Years of Nepal's calendar, whose months begin on no rule that could be counted."""
_ETHIOPIC = re.compile("[\u1200-\u135f]")


def in_common_calendar(line: str, language: str | None) -> str:
    """A line in ASCII digits, its dates of other calendars as 2019-03-05, or 2019-03 if unsure."""
    base = base_language(language or "")
    if base == "th" or (not line.isascii() and _THAI.search(line)):
        line = _SHORT_THAI_YEAR.sub(r"\1 25\2", line)
        line = _THAI_NUMBERS.sub(_with_thai_century, line)
        return _THAI_YEAR.sub(lambda year: str(int(year[1]) - BUDDHIST_AHEAD), line)
    if base == "ne":
        return _NEPALI_YEAR.sub("", line)
    if not line.isascii() and _ETHIOPIC.search(line):
        return line if base == "ti" else _without("ethiopic", line, base)
    if base == "fa" or _OTHER_YEAR.search(line):
        if not base or base in _NUMBERING or not line.isascii():
            line = _NUMBERS.sub(lambda found: _by_numbers(found, line, base), line)
        for name in ("persian", "islamic", "hebrew"):
            line = _without(name, line, base)
    return line


def _with_thai_century(numbers: re.Match[str]) -> str:
    return f"{numbers[1]}25{numbers[3]}" if int(numbers[3]) >= FIRST_SHORT_THAI else numbers[0]


def _by_numbers(found: re.Match[str], line: str, language: str) -> str:
    """A date of the Iranian or Islamic calendar by numbers, in the common one."""
    if found[1]:
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    else:
        year, month, day = int(found[8]), int(found[7]), int(found[5])
    islamic = language == "ar" or year not in IRANIAN_YEARS
    common = (_islamic if islamic else _iranian)(year, month, day)
    return _beside_common(common, found, line)


def _without(name: str, line: str, language: str) -> str:
    """A line whose first date of another calendar is one of the common calendar."""
    keyed, numbers = _keyed(line), _month_numbers(name)
    if not any(month in keyed for month in numbers):
        return line
    for pattern, order in _patterns(name):
        for found in pattern.finditer(keyed):
            day, month, year = (found[group] for group in order)
            number = int(year)
            if len(year) == 2:
                if name != "persian" or language != "fa":
                    continue
                number += 1400 if number < 50 else 1300
            common = _COMMON[name](number, numbers[month], int(day))
            if common is not None:
                start, end = found.span()
                return keyed[:start] + _beside_common(common, found, keyed) + keyed[end:]
    return line


def _beside_common(common: str | None, found: re.Match[str], line: str) -> str:
    """What stands in place of a date: nothing where the line has another of the common calendar."""
    if common is None:
        return found[0]
    rest = f"{line[: found.start()]} {line[found.end() :]}"
    return " " if _COMMON_YEAR.search(rest) else f" {common} "


def _keyed(line: str) -> str:
    """A line with its words as names of months are looked up."""
    return _WORD.sub(lambda word: month_key(word[0]), line)


@cache
def _month_numbers(name: str) -> dict[str, int]:
    """The months of a calendar by their names in all languages."""
    listed = enumerate(month_names()["calendars"][name].split("|"), 1)
    numbers = {word: number for number, words in listed for word in words.split("/")}
    for at, words in _TABLE["other_months"].get(name, {}).items():
        for word in word_list(words):
            numbers.setdefault(month_key(word).replace("_", " "), int(at))
    return numbers


@cache
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], tuple[int, int, int]], ...]:
    """Dates of a calendar, each with its groups for day, month and year.

    Made at the first line with a month of it: that takes longer than reading several pages.
    """
    names = "|".join(sorted(map(re.escape, _month_numbers(name)), key=len, reverse=True))
    nth, of_day, of_month, of_era = (
        rf"(?:{alternatives(_TABLE[f'{kind}_patterns'])})"
        for kind in ("nth", "day_word", "month_word", "era")
    )
    day = rf"(\d{{1,2}}){nth}?(?:\s{of_day})?"
    month = rf"(?<!\w)ב?({names})(?!\w)(?:\s{of_month}(?!\w))?[.’'׳]?"
    gap = rf"[\s,،፣/-]+(?:{of_day}\s)?"
    era = rf"(?:\s?{of_era})?"
    orders = (
        (rf"(?<![\d:]){day}[\s/-]+{month}{gap}(?:سال\s)?(\d{{4}}|\d\d)(?!\d|:){era}", (1, 2, 3)),
        (rf"{month}\s{day}{gap}(\d{{4}})(?!\d|:){era}", (2, 1, 3)),
        (rf"(?<!\d)(\d{{4}})[\s,،፣/-]+{month}[\s,،፣/-]+(\d{{1,2}})(?!\d|:)", (3, 2, 1)),
    )
    return tuple((re.compile(pattern), order) for pattern, order in orders)


def _iranian(year: int, month: int, day: int) -> str | None:
    """An Iranian date as 2019-03-05, or None when there is no such day.

    Leap years by the cycle of 33 years, which fits the observed equinox from 1799 to 2256.
    """
    if year not in IRANIAN_YEARS or not 1 <= month <= 12:
        return None
    first = _iranian_month(year, month)
    beyond = _iranian_month(year + month // 12, month % 12 + 1)
    return _day_of_month(first, beyond - first, day)


def _iranian_month(year: int, month: int) -> int:
    """The first day of an Iranian month."""
    cycles, rest = divmod(year + 1595, 33)
    days = 365 * (year + 1595) + cycles * 8 + (rest + 3) // 4 + 1
    days += (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    return days - _BEFORE_FIRST_DAY


def _day_of_month(first: int, length: int, day: int) -> str | None:
    """A day of a month that begins on a day of `date.toordinal`; None if the month lacks it."""
    return date.fromordinal(first + day - 1).isoformat() if 1 <= day <= length else None


def _islamic(year: int, month: int, day: int) -> str | None:
    """What is sure of an Islamic date: the month of the common calendar, else the year, else None.

    A month begins when its moon is seen, so countries differ by a day; the tabular calendar is
    between them.
    """
    if year not in ISLAMIC_YEARS or not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    days = day + ceil(29.5 * (month - 1)) + (year - 1) * 354 + (3 + 11 * year) // 30
    first, last = (
        date.fromordinal(days + _BEFORE_HIJRA + off).isoformat() for off in (-SIGHTING, SIGHTING)
    )
    if first[:7] == last[:7]:
        return first[:7]
    return first[:4] if first[:4] == last[:4] else None


def _hebrew(year: int, month: int, day: int) -> str | None:
    """A Hebrew date as 2019-03-05, or None when there is no such day.

    Months as CLDR counts them, the sixth in leap years only.
    """
    if year not in HEBREW_YEARS or not 1 <= month <= 13:
        return None
    start, end = _hebrew_new_year(year), _hebrew_new_year(year + 1)
    leap = (7 * year + 1) % 19 < 7
    long, short = (end - start) % 10 == 5, (end - start) % 10 == 3
    lengths = [30, 30 if long else 29, 29 if short else 30, 29, 30, 30 if leap else 0, 29]
    lengths += [30, 29, 30, 29, 30, 29]
    if month == 6 and not leap:
        month = 7
    return _day_of_month(start + sum(lengths[: month - 1]), lengths[month - 1], day)


def _hebrew_new_year(year: int) -> int:
    """The day a Hebrew year begins, which may not be Sunday, Wednesday or Friday."""
    before, this, after = (_days_of_moons(number) for number in (year - 1, year, year + 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _BEFORE_CREATION + this + delay


def _days_of_moons(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12_084 + 13_753 * months) // 25_920
    return days + ((3 * (days + 1)) % 7 < 3)


def _ethiopic(year: int, month: int, day: int) -> str | None:
    """An Ethiopic date as 2019-03-05: twelve months of thirty days, and one of five or six."""
    if year not in ETHIOPIC_YEARS or not 1 <= month <= 13:
        return None
    first = 365 * year + year // 4 + 30 * (month - 1) + 1 + _BEFORE_ETHIOPIC
    return _day_of_month(first, 30 if month < 13 else 6 if year % 4 == 3 else 5, day)


_COMMON: Final[dict[str, Callable[[int, int, int], str | None]]] = {
    "persian": _iranian,
    "islamic": _islamic,
    "hebrew": _hebrew,
    "ethiopic": _ethiopic,
}
"""How the dates of each calendar are counted, from year, month and day."""
