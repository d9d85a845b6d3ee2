"""Names of months that are no single word, exchanged for English ones so that dates can be read.

"tháng 3", "ม.ค.", "كانون الثاني", "1-р сарын"; and two names for one month: "نيسان / أبريل".
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from crawler.extraction.text.months import (
    LETTERS,
    MONTHS,
    base_language,
    month_names,
    month_of,
)
from crawler.extraction.vocabulary.tables import alternatives, table

_TABLE: Final = table("dates")
_SHARED_SCRIPTS = frozenset({"LATIN", "CYRILLIC"})
"""Scripts of so many languages that only the page's own names are looked for."""
_BESIDE = alternatives(_TABLE["beside_month_patterns"])
_TWO_NAMES = re.compile(rf"({LETTERS})\s{{0,2}}[/|(–-]\s{{0,2}}({LETTERS})\.?\s?\)?")
_COUNTED = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])(?:-?р)?\sсар(?:ын)?(?!\w)")
"""The months of Mongolian, which are counted."""
_VIETNAMESE_ZERO = re.compile(r"(?<=tháng )0(?=\d)")
_BEYOND_LATIN = re.compile("[\u0530-\u1fff\u2d00-\u2dff\ua500-\uabff]")
"""Letters of the scripts that have phrases of their own."""


def with_plain_months(line: str, language: str | None) -> str:
    """A line in lower case whose names of months are single words."""
    if "сар" in line:
        line = _COUNTED.sub(lambda found: f" {MONTHS[int(found[1]) - 1].lower()} ", line)
    if "tháng 0" in line:
        line = _VIETNAMESE_ZERO.sub("", line)
    if language and (pattern := _phrases_of_language(base_language(language))):
        line = pattern.sub(_english, line)
    if not line.isascii() and (beyond := _BEYOND_LATIN.search(line)):
        if pattern := _phrases_of_script(_script(beyond[0])):
            line = pattern.sub(_english, line)
        line = _TWO_NAMES.sub(lambda match: _one_of(match, language), line)
    return line


def _one_of(names: re.Match[str], language: str | None) -> str:
    """The first of two names, where both are of one month."""
    month = month_of(names[1], language)
    same = month is not None and month == month_of(names[2], language)
    return f"{names[1]} " if same else names[0]


def _english(phrase: re.Match[str]) -> str:
    return f" {MONTHS[_numbers()[phrase[1]] - 1].lower()} "


@cache
def _numbers() -> dict[str, int]:
    return {
        phrase: number
        for phrases in (*month_names()["phrases"].values(), *_TABLE["spelt_months"].values())
        for phrase, number in _each(phrases)
    }


def _each(phrases: str) -> list[tuple[str, int]]:
    return [
        (phrase, number)
        for number, listed in enumerate(phrases.split("|"), 1)
        for phrase in listed.split("/")
        if phrase
    ]


@cache
def _phrases_of_language(language: str) -> re.Pattern[str] | None:
    """The phrases of a language that shares its script with many."""
    told = (month_names()["phrases"], _TABLE["spelt_months"])
    phrases = (phrase for names in told for phrase, _ in _each(names.get(language, "")))
    own = [phrase for phrase in phrases if _script(phrase) in _SHARED_SCRIPTS]
    return _any_of(own, r"(?<!\w)", r"(?!\w)") if own else None


@lru_cache(maxsize=64)
def _phrases_of_script(script: str) -> re.Pattern[str] | None:
    """The phrases in a script that few languages share."""
    if script in _SHARED_SCRIPTS:
        return None
    own = [phrase for phrase in _numbers() if _script(phrase) == script]
    return _any_of(own, rf"(?:(?:{_BESIDE})\s?)?", rf"(?!\d)(?:\s?(?:{_BESIDE}))?") if own else None


def _any_of(phrases: list[str], before: str, after: str) -> re.Pattern[str]:
    listed = "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
    return re.compile(f"{before}({listed}){after}")


@lru_cache(maxsize=4096)
def _script(text: str) -> str:
    """The script of a text's first letter, as Unicode names it."""
    letter = next((character for character in text if character.isalpha()), " ")
    return unicodedata.name(letter, "").partition(" ")[0]
