"""The words before the first name of a byline: "By", "Ein Kommentar von", "Von unserem"…"""

import re

from crawler.extraction.text.names_of_persons import comparable_name
from crawler.extraction.vocabulary.caseless import Caseless
from crawler.extraction.vocabulary.person_words import (
    AGENCIES,
    BY_WORDS,
    GROUPS,
    LEAD_INS,
    LED_BEGINNINGS,
    WORDS_OF_NAMES,
)

_BY = Caseless(
    rf"^(?:(?:aus|in)\s(?:de[mnr]\s)?(?![^\W\d_]+schen\s)[^\W\d_]{{3,20}}\s(?=von\s))?(?:(?:{LEAD_INS})\s+){{0,5}}(?:{BY_WORDS})(?![^\W\d_])\s*[:：=＝/／・.։՝،\-–—]*\s*"
)
"""Words before the first name of a byline: "By", "Ein Kommentar von", "Von unserem"…"""
_LEAD_IN = re.compile(rf"^(?:(?:{LEAD_INS})\s+){{1,4}}(?:(?:à|in|en|aus|a)\s+)?", re.I)


def without_by(line: str) -> tuple[str, bool]:
    """A byline without the words before its first name, and whether there were any."""
    line = line.strip()
    if line[:2].casefold() not in LED_BEGINNINGS and line[:1] not in LED_BEGINNINGS:
        return line, False
    match = _BY.match(line)
    if match is None:
        return line, False
    rest = line[match.end() :]
    word = line[: match.end()].strip()
    if word.lower() in WORDS_OF_NAMES and word[0].isupper() and _is_surname(rest):
        return line, False  # Di Marco, De Gaulle
    if lead := _LEAD_IN.match(rest):
        rest = rest[lead.end() :]
    return rest, True


def _is_surname(rest: str) -> bool:
    """Whether one word after "Di", "De" or "Von" forms a name with it, and is no agency."""
    name = comparable_name(rest)
    known = name in GROUPS or name in AGENCIES
    return len(rest.split()) < 2 and not rest[:1].islower() and not known
