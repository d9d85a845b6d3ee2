"""Years and numbers of East Asia, rewritten so that the common patterns can read them.

Chinese numerals (二〇一九年三月五日), the eras of Japan and the Republic of China, and Juche.
"""

import re
from typing import Final

from crawler.extraction.vocabulary.caseless import Caseless
from crawler.extraction.vocabulary.tables import alternatives, phrase_list, table

_TABLE: Final = table("dates")
_ERA_START: dict[str, int] = _TABLE["eras"]
_ERAS = "|".join(_ERA_START)
_CJK_ERA_SIGNS = frozenset(name[0] for name in _ERA_START)
_ERA = re.compile(rf"({_ERAS})\s?(0?[1-9]\d{{0,2}}|元)\s?(?:年|(?=[./-]\d))")
_REPUBLIC = re.compile(
    r"(?<![\d.,/-])(1[0-4]\d)\s?(?:(年)(?=\s?\d{1,2}\s?月)|([./-])(?=\d{1,2}\3\d{1,2}(?![\d./-])))"
)
"""A year of the Republic of China that no word says it is one: 108年3月5日, 108/03/05."""
REPUBLIC_BEFORE = _ERA_START["民國"]
_SPACED = re.compile(
    r"(?<=[一二三四五六七八九十〇零○◯年月])\s(?=[一二三四五六七八九十〇零○◯年月日])"
)
_TWO_YEARS = re.compile(
    rf"(?:{_ERAS})\s?(?:\d{{1,3}}|元)\s?年?\s?\((\d{{4}})年?\)\s?年?"
    rf"|(\d{{4}})年?\s?\((?:{_ERAS})\s?(?:\d{{1,3}}|元)\s?年?\)\s?年?"
)
"""A year of an era and the common one, either in brackets: 令和5(2023)年, 2023年(令和5年)."""
_NUMERALS = re.compile(
    r"[一二三四五六七八九十百千廿卅〇零○◯][一二三四五六七八九十百千廿卅〇零○◯0o]{0,8}(?=\s?[年月日号號])"
)
_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")}
_DIGITS |= dict.fromkeys("零○◯0o", 0)
_TENS = {"十": 10, "廿": 20, "卅": 30, "百": 100, "千": 1000}
_JUCHE_WORDS = rf"(?:{alternatives(_TABLE['juche_patterns'])})"
_JUCHE = re.compile(rf"{_JUCHE_WORDS}\s*([1-9]\d{{0,2}})(?!\d)\s*([年년]?)\s*,?")
_JUCHE_WORD = Caseless.any_of(phrase_list(_TABLE["juche_patterns"]))
_JUCHE_BRACKETED = re.compile(rf"\(\s*{_JUCHE_WORDS}\s*\d{{1,3}}\s*[年년]?\s*\)")
_BRACKETED_YEAR = re.compile(r"\((\d{4})[年년]?\)(?=\s?(\d{1,2}\s?[月월])?)")
_COMMON_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
JUCHE_BEFORE = 1911
"""The year before the first of Juche."""


def in_common_years(line: str, language: str | None) -> str:
    """A line in lower case, its years counted from the common era and its numerals as digits."""
    if not line.isascii():
        if "年" in line or "月" in line:
            line = _NUMERALS.sub(_number, _SPACED.sub("", line))
        if any(sign in line for sign in _CJK_ERA_SIGNS):
            line = _TWO_YEARS.sub(lambda years: f"{years[1] or years[2]}年", line)
            line = _ERA.sub(_western_year, line)
    if "年" in line or (language or "").startswith("zh"):
        line = _REPUBLIC.sub(
            lambda year: f"{int(year[1]) + REPUBLIC_BEFORE}{year[2] or year[3]}", line
        )
    if _JUCHE_WORD.search(line):
        return _without_juche(line)
    return line


def _number(numerals: re.Match[str]) -> str:
    """A number in digits: "二〇一九" sign by sign, "一百零八" and "廿一" as the sum they are."""
    signs = numerals[0]
    if not any(sign in _TENS for sign in signs):
        return "".join(str(_DIGITS[sign]) for sign in signs)
    total = pending = 0
    for sign in signs:
        if (value := _TENS.get(sign)) is None:
            pending = _DIGITS[sign]
        else:
            total += value * (pending or 1) if sign in "十百千" else value
            pending = 0
    return str(total + pending)


def _western_year(era: re.Match[str]) -> str:
    year = _ERA_START[era[1]] + (1 if era[2] == "元" else int(era[2]))
    return f"{year}年" if era[0].endswith("年") else str(year)


def _without_juche(line: str) -> str:
    """A line with the year that stands beside the one of Juche, else with its own counted on."""
    line = _JUCHE_BRACKETED.sub("", line)
    if _BRACKETED_YEAR.search(line):
        line = _JUCHE.sub(" ", line)
        return _BRACKETED_YEAR.sub(lambda year: f" {year[1]}{'年' if year[2] else ''}", line)
    if _COMMON_YEAR.search(line):
        return _JUCHE.sub(lambda year: " " if _juche(year) in line else year[0], line)
    return _JUCHE.sub(lambda year: f"{_juche(year)}{year[2]}", line)


def _juche(year: re.Match[str]) -> str:
    return str(int(year[1]) + JUCHE_BEFORE)
