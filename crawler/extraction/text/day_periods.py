"""The half of the day that a word beside a time names, in every language of CLDR.

"9:20 chiều", "दोपहर 1:20", "4:20 de la tarde". What stands for "am" and "pm" in many languages, and
right at the number, is read in `clock`.
"""

import re
from functools import cache
from itertools import takewhile

from crawler.extraction.text.months import base_language, month_key, month_names
from crawler.extraction.vocabulary.tables import table

KINDS = ("am", "pm", "noon", "night")
"""What a word may mean: a half of the day, or the hours about noon or midnight."""
NIGHT_ENDS, NOON_BEGINS = 6, 10
"""Hours of twelve until which a night's time is after midnight, and from which one of noon is
before it: "रात 1:05" and "रात 11:05", "11.20 siang" and "1.20 siang"."""
_WORD = r"[^\s\d|,;:()/–—-][^\s\d|,;:()/–—]{0,19}"
_BEHIND = re.compile(rf"[ ,]{{0,2}}\(?({_WORD})(?: ({_WORD}))?(?: ({_WORD}))?")
_BEFORE = re.compile(rf"(?:({_WORD}) )?(?:({_WORD}) )?({_WORD}) ?$")
_LATIN_OR_CYRILLIC = re.compile(r"[a-zа-я]")
REACH = 40
"""Characters beside a time in which the word stands."""


def period_key(words: str) -> str:
    """Words as they are compared: without accents, points, joiners and doubled spaces."""
    return " ".join(filter(None, map(month_key, words.split())))


def half_behind(text: str, hours: int, language: str | None) -> tuple[str, int]:
    """The half of the day that the words at the beginning of a text name, " am", " pm" or "", and
    where they end."""
    match = _BEHIND.match(text[:REACH])
    words = list(takewhile(bool, match.groups())) if match else []
    for count in range(len(words), 0, -1):
        if half := _half_of(" ".join(words[:count]), hours, language):
            return half, match.end(count) if match else 0
    return "", 0


def half_before(text: str, hours: int, language: str | None) -> str:
    """The half of the day that the words at the end of a text name."""
    match = _BEFORE.search(text[-REACH:])
    words = list(filter(None, match.groups())) if match else []
    halves = (_half_of(" ".join(words[at:]), hours, language) for at in range(len(words)))
    return next(filter(None, halves), "")


def _half_of(words: str, hours: int, language: str | None) -> str:
    key = period_key(words)
    own = _of_language(base_language(language)) if language else {}
    kind = own.get(key) or _everywhere().get(key)
    if kind == "night":
        return " am" if hours == 12 or hours < NIGHT_ENDS else " pm"
    if kind == "noon":
        return " am" if NOON_BEGINS <= hours < 12 else " pm"
    return f" {kind}" if kind else ""


@cache
def _of_language(language: str) -> dict[str, str]:
    """What words mean in a language."""
    told = (month_names()["day_periods"], table("dates")["clock"]["periods"])
    return {
        key: kind
        for names in told
        for kind, listed in zip(KINDS, names.get(language, "").split("|"), strict=False)
        for key in map(period_key, listed.split("/"))
        if key
    }


@cache
def _everywhere() -> dict[str, str]:
    """What words mean in any language, but for scripts that many share."""
    kinds: dict[str, set[str]] = {}
    for language in month_names()["day_periods"]:
        for key, kind in _of_language(language).items():
            if not _LATIN_OR_CYRILLIC.search(key):
                kinds.setdefault(key, set()).add(kind)
    return {key: next(iter(several)) for key, several in kinds.items() if len(several) == 1}
