"""The time of day printed beside a date, and its zone."""

import re
from typing import Final

from crawler.extraction.text.day_periods import half_before, half_behind
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

ZONE_HOURS: Final[dict[str, float]] = table("dates")["zone_hours"]
_CLOCK_WORDS: Final = table("dates")["clock"]
_HALF_BEFORE = rf"(?:({alternatives(_CLOCK_WORDS['half_before_patterns'])})\s?)?"
_HALF_AFTER = rf"(?:\s?({alternatives(_CLOCK_WORDS['half_after_patterns'])}))?"
_CLOCK = re.compile(
    rf"{_HALF_BEFORE}(?<![\d:.,/-])(\d{{1,2}})\s?(?:[:٫]|h\s?|[時时시点點]\s?)(\d{{2}})(?!\d)\s?[分분]?"
    rf"(?::(\d{{2}})(?!\d)|\s?(\d{{1,2}})\s?[秒초])?(?:[.,]\d+)?{_HALF_AFTER}"
)
_DOTTED_CLOCK = re.compile(
    r"(?<![\d:.,/-])(\d{1,2})\.(\d{2})"
    rf"\s?(?:{alternatives(_CLOCK_WORDS['after_patterns'])}|([ap]\.?\s?m\b\.?))"
    rf"|\b(?:{alternatives(_CLOCK_WORDS['before_patterns'])})\s(\d{{1,2}})\.(\d{{2}})(?![\d.])"
)
_HOUR = re.compile(
    rf"{_HALF_BEFORE}(?<![\d:.,/-])(\d{{1,2}})\s?(?:([ap]\.?\s?m\b\.?)|uhr\b|[時时시点點]|h\b)"
)
_OFFSET = re.compile(r"(?:gmt|utc)?\s?([+-])(\d{1,2})(?::?(\d{2}))?(?![\d.])")
EASTERNMOST = 14
"""Hours of the widest offset; what has more is none."""
_ZONE_NAME = re.compile(r"\s?\(?([a-zмск]{1,4})\b")
_SECOND_HALF = word_list(_CLOCK_WORDS["second_half"])
_NEAR = 30
"""Characters between a date and its time at most: " | Last updated on Tuesday at " has 28."""


def clock_and_offset(
    after: str, before: str = "", *, language: str | None = None
) -> tuple[str | None, str | None]:
    """The time printed after a date, else before it, and its offset."""
    for text in (after[: _NEAR + 30], before[-_NEAR:]):
        seconds = word = None
        if match := _CLOCK.search(text, 0):
            hours, minutes = match[2], match[3]
            seconds, word = match[4] or match[5], match[1] or match[6]
        elif match := _DOTTED_CLOCK.search(text):
            hours, minutes, word = match[1] or match[4], match[2] or match[5], match[3]
        elif match := _HOUR.search(text):
            hours, minutes, word = match[2], "00", match[1] or match[3]
        else:
            continue
        if match.start() <= _NEAR:
            clock = f"{hours}:{minutes}" + (f":{seconds:0>2}" if seconds else "")
            half, rest = _half_beside(text, match, hours, word, language)
            return clock + half, offset_after(rest, clock)
    return None, None


def _half_beside(
    text: str, match: re.Match[str], hours: str, word: str | None, language: str | None
) -> tuple[str, str]:
    """ " am" or " pm" for a time, if it is told, and what follows."""
    rest = text[match.end() :]
    if word or not 0 < int(hours) <= 12:
        return _half_of_day(hours, word), rest
    half, end = half_behind(rest, int(hours), language)
    return half or half_before(text[: match.start()], int(hours), language), rest[end:]


def _half_of_day(hours: str, word: str | None) -> str:
    """ " am" or " pm" for the half of the day that a word names, if the hours leave it open."""
    if not word or int(hours) > 12:
        return ""
    if word == "中午":  # the hours about noon
        return " am" if hours == "11" else " pm"
    return " pm" if word.startswith(_SECOND_HALF) else " am"


def with_half_of_day(clock: str, rest: str, language: str | None) -> str:
    """A time with the " am" or " pm" that follows it, if any."""
    match, hours = re.match(_HALF_AFTER, rest), clock.split(":")[0]
    if match and match[1]:
        return clock + _half_of_day(hours, match[1])
    return clock + (half_behind(rest, int(hours), language)[0] if 0 < int(hours) <= 12 else "")


def offset_after(rest: str, clock: str | None) -> str | None:
    """The offset after a time, as "+0200"; None without a zone."""
    if clock is None:
        return None
    rest = re.sub(r"^\s?(?:[ap]\.?m\b\.?|uhr)", "", rest).lstrip(" ,")
    if match := _OFFSET.match(rest):
        return _offset(match)
    if (match := _ZONE_NAME.match(rest)) and (hours := ZONE_HOURS.get(match[1])) is not None:
        if numbered := _OFFSET.match(rest, match.end(1)):
            return _offset(numbered)
        return f"{'-' if hours < 0 else '+'}{int(abs(hours)):02}{int(abs(hours) % 1 * 60):02}"
    return None


def _offset(printed: re.Match[str]) -> str | None:
    """An offset as "+0200"; None where no zone has it."""
    sign, hours, minutes = printed.groups()
    possible = int(hours) <= EASTERNMOST and int(minutes or 0) < 60
    return f"{sign}{hours:0>2}{minutes or '00'}" if possible else None
