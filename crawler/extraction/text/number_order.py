"""Which of the numbers of 3/4/19 is the day, by the language and by a weekday beside them.

What the rest of the page says of it is weighed in `metadata.dates.day_order`.
"""

import re
from functools import cache
from typing import Final

from crawler.extraction.text.language import hyphenated
from crawler.extraction.text.months import LETTERS, base_language, month_names, weekday_of
from crawler.extraction.vocabulary.tables import table, word_list

_TABLE: Final = table("dates")
YEAR_FIRST = frozenset(word_list(_TABLE["year_first"]))
"""Languages that print the year first where it has two digits; by CLDR, of those that do at all."""


def month_first(language: str | None) -> bool:
    """Whether 3/4/2019 is the fourth of March in a language, with its region."""
    return hyphenated((language or "").lower()) in _month_first()


def year_first(language: str | None) -> bool:
    """Whether 19/3/4 is the fourth of March 2019: in Korean, Japanese, Chinese, Hungarian."""
    return base_language(language or "") in YEAR_FIRST


@cache
def _month_first() -> frozenset[str]:
    return frozenset(word_list(month_names()["month_first"]) + word_list(_TABLE["month_first"]))


def weekday_beside(before: str, language: str | None) -> int | None:
    """The weekday, from 1 on, that a line names right in front of a date."""
    words = re.findall(LETTERS, before[-20:])
    weekday = weekday_of(words[-1], language) if words else None
    return None if weekday is None else weekday + 1
