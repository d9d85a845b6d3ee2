"""The number of a month by its name, in some thirty languages."""

from crawler.extraction.vocabulary.tables import table, without_accents, word_list

_NUMBERS = {
    without_accents(word): number
    for number, names in enumerate(table("dates")["months"].values(), 1)
    for word in word_list(names)
}


def month_of(word: str) -> int | None:
    """The number of the month that a word names in any of the languages, else None."""
    return _NUMBERS.get(without_accents(word))
