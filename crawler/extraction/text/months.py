"""The number of a month by its name, in some thirty languages."""

import unicodedata

from crawler.extraction.vocabulary.tables import table, word_list


def _fold(word: str) -> str:
    """A word without case and accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


_NUMBERS = {
    _fold(word): number
    for number, names in enumerate(table("dates")["months"].values(), 1)
    for word in word_list(names)
}


def month_of(word: str) -> int | None:
    """The number of the month that a word names in any of the languages, else None."""
    return _NUMBERS.get(_fold(word))
