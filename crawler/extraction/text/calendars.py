"""Dates of other calendars and scripts, rewritten so that the common patterns can read them.

Japanese eras, the Republic of China's years, the Buddhist era, the Iranian calendar, and month
names in scripts whose vowel marks are no letters. The parts of a date are found in `dates`.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Final

from archive.model.writing_systems import THAI
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

_TABLE: Final = table("dates")
_ERA_START: dict[str, int] = _TABLE["eras"]
_ERA = re.compile(rf"({'|'.join(_ERA_START)})\s?(\d{{1,3}}|元)\s?年")
_CJK_ERA_SIGNS = frozenset(name[0] for name in _ERA_START)
_IRANIAN_MONTHS = word_list(_TABLE["iranian_months"])
BUDDHIST_AHEAD = 543
"""Years by which the Buddhist era is ahead of the common era."""
IRANIAN_YEARS = range(1300, 1500)
"""Years of the Iranian calendar; in the common era there were no newspapers yet."""
_BEFORE_FIRST_DAY = 356_033
"""Offset of the day count below from `date.toordinal`: 1 Farvardin 1400 is 2021-03-21."""


def _day_in(months: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern for day, month name and year; the group that is set gives the month's number."""
    groups = "|".join(f"({alternatives(names)})" for names in months.values())
    return re.compile(
        rf"(?<!\d)(\d{{1,2}})\s*(?:{unicodedata.normalize('NFKC', groups)}),?"
        r"\s*(?:พ\.ศ\.\s*)?(\d{4}|\d{2})(?!\d)"
    )


_BY_SCRIPT = (
    (re.compile(f"[{THAI}]"), _day_in(_TABLE["thai_month_patterns"])),
    (re.compile("[\u0900-\u097f]"), _day_in(_TABLE["devanagari_month_patterns"])),
    (re.compile("[\u0980-\u09ff]"), _day_in(_TABLE["bengali_month_patterns"])),
)
_VIETNAMESE = re.compile(r"(\d{1,2}) tháng (\d{1,2}),? (?:năm )?(\d{4})(?!\d)")
_IRANIAN = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(_IRANIAN_MONTHS)})(?:\s+ماه)?,?\s+(\d{{4}})(?!\d)"
)
_IRANIAN_NUMBERS = re.compile(r"(?<![\d/.-])(1[34]\d\d)([/-])(\d{1,2})\2(\d{1,2})(?![\d/-])")


def in_common_calendar(line: str) -> str:
    """A line with ASCII digits, its dates of other calendars rewritten as 2019-03-05 or 2019年."""
    if _IRANIAN_NUMBERS.search(line):
        line = _IRANIAN_NUMBERS.sub(
            lambda match: _iranian(int(match[1]), int(match[3]), int(match[4])) or match[0], line
        )
    if line.isascii():
        return line
    if any(sign in line for sign in _CJK_ERA_SIGNS):
        line = _ERA.sub(_western_year, line)
    for script, pattern in _BY_SCRIPT:
        if script.search(line):
            line = pattern.sub(_western_day, line)
    if "tháng" in line:
        line = _VIETNAMESE.sub(lambda match: f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}", line)
    return _IRANIAN.sub(
        lambda match: (
            _iranian(int(match[3]), _IRANIAN_MONTHS.index(match[2]) + 1, int(match[1])) or match[0]
        ),
        line,
    )


def _western_year(era: re.Match[str]) -> str:
    return f"{_ERA_START[era[1]] + (1 if era[2] == '元' else int(era[2]))}年"


def _western_day(match: re.Match[str]) -> str:
    """A date as 2019-03-05; Thai years are of the Buddhist era."""
    day, *names, year = match.groups()
    month = next(number for number, name in enumerate(names, 1) if name)
    number = int(year)
    if match.re is _BY_SCRIPT[0][1]:
        number += 2500 if number < 100 else 0
        number -= BUDDHIST_AHEAD if number > 2400 else 0
    elif number < 100:
        return match[0]
    return f"{number:04}-{month:02}-{int(day):02}"


def _iranian(year: int, month: int, day: int) -> str | None:
    """An Iranian date as 2019-03-05, or None when there is no such day.

    Leap years by the cycle of 33 years, which fits the observed equinox from 1799 to 2256.
    """
    if year not in IRANIAN_YEARS or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    cycles, rest = divmod(year + 1595, 33)
    days = 365 * (year + 1595) + cycles * 8 + (rest + 3) // 4 + day
    days += (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    return date.fromordinal(days - _BEFORE_FIRST_DAY).isoformat()
