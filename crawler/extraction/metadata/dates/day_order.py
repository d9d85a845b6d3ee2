"""Whether a page writes the day or the month first in 3/4/2019, judged by its other dates.

Only the page's own dates count here; language and declared region ("en-GB") are handled in
`text.number_order`.
"""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from crawler.extraction.markup.element_text import UNSEEN_TAGS
from crawler.extraction.markup.page import Page
from crawler.extraction.text.months import month_of
from crawler.extraction.vocabulary.tables import table, word_list
from crawler.urls.hosts import host_name

MOST_TEXT = 200_000
"""Characters of a page's text examined."""
BY_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([/-])(\d{1,2})\2(20\d\d|19\d\d)(?![\d/-])")
"""A date in numbers whose order is open, where neither exceeds 12."""
_DAY_AND_WORD = re.compile(
    r"(?<![\d.:])(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? ((?:19|20)\d\d)(?!\d)"
)
_WORD_AND_DAY = re.compile(
    r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)(?!\d)"
)
_WORD_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?=/|$)")
DAY_FIRST_DOMAINS = frozenset(word_list(table("dates")["day_first_domains"]))
"""National domains of countries where English is written with the day first."""


def writes_day_first(page: Page, known: Iterable[date], *, sure_only: bool) -> bool | None:
    """Whether a page writes the day first, or the month; None where its dates do not tell.

    Judged, in this order, by its other numeric dates (a part over 12, or a day `known` from dates
    in words, statements or the address), by the order of its dates in words, and by the country of
    its host. `sure_only` leaves out the last two, for all but English pages without a region.
    """
    text = _text(page)
    days, words_first = set(known), 0
    for match in _DAY_AND_WORD.finditer(text):
        words_first += _add_day(days, match[3], match[2], match[1])
    for match in _WORD_AND_DAY.finditer(text):
        words_first -= _add_day(days, match[3], match[1], match[2])
    for match in _WORD_IN_ADDRESS.finditer(urlsplit(page.url).path.lower()):
        _add_day(days, *match.groups())
    numbers_first = 0
    for match in BY_NUMBERS.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        by_day = second <= 12 and (first > 12 or _day(year, second, first) in days)
        by_month = first <= 12 and (second > 12 or _day(year, first, second) in days)
        numbers_first += by_day - by_month
    if numbers_first or sure_only:
        return numbers_first > 0 if numbers_first else None
    host = host_name(page.url).rpartition(".")[2]
    day_first = words_first > 0 or (words_first == 0 and host in DAY_FIRST_DOMAINS)
    return True if day_first else None


def _text(page: Page) -> str:
    """The visible texts with digits in them, one per line."""
    parts: list[str] = []
    length = 0
    for tag, text, tail in zip(page.tags, page.texts, page.tails, strict=True):
        for part in (text if tag not in UNSEEN_TAGS else None, tail):
            if part and any(map(str.isdigit, part)):
                parts.append(part)
                length += len(part)
        if length > MOST_TEXT:
            break
    return "\n".join(parts)[:MOST_TEXT]


def _add_day(days: set[date], year: str, word: str, day: str) -> bool:
    """Adds a date with its month in words; False where the word is no month."""
    month = month_of(word)
    parsed = _day(int(year), month, int(day)) if month else None
    if parsed is not None:
        days.add(parsed)
    return parsed is not None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
