"""Where in a text folded words may stand, by a search of the whole and not word by word. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from archive.text.folding import fold, words
from archive.text.indian_scripts import IS_INDIAN

SIGNS_SEARCHED = 12
"""Signs of a word that are searched; what follows is compared where these are found."""
MOST_SEARCHED = 60
"""Words that are searched at once: `re` tries one after the other at each place of a text, and of
more it is quicker to fold each word of the text. Two Arabic words have about as many forms."""
PARTING = "[.,']*"
"""What ASCII may stand between the signs of a word, and is no part of it: U.S., 1,000."""


def stretches_with(wanted: frozenset[str], text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text, in order, outside which none of some folded words stands.

    They begin and end at spaces; words that follow each other are in the same one. Takes a tenth
    of the time that it takes to fold each word, as all of the text is searched at once. It is one
    stretch, the whole, where there is too much to be searched for.
    """
    pattern = _pattern(wanted)
    if pattern is None:
        yield 0, len(text)
        return
    begin = end = 0
    for start, stop in _places(pattern, text):
        if begin < end and next(words(text[end:start]), None):
            yield begin, end
            begin = end
        begin, end = (start if begin == end else begin), stop
    if begin < end:
        yield begin, end


def _places(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """What stands between two spaces and has the signs of a word in it, one after another."""
    searched = _by_signs(text)
    place = number = 0
    starts: list[int] = []
    while match := pattern.search(searched, place):
        start, end = searched.rfind(" ", 0, match.start()) + 1, searched.find(" ", match.end())
        end = end if end >= 0 else len(searched)
        if text.isascii():
            yield start, end
        else:
            starts = starts or [0, *accumulate(len(part) + 1 for part in text.split(" "))]
            number += searched.count(" ", place, start)
            yield starts[number], starts[number + 1] - 1
        place = end


@lru_cache(64)
def _pattern(wanted: frozenset[str]) -> re.Pattern[str] | None:
    """What finds the first signs of each word; None where these are too many, or of India, whose
    signs are folded by what stands beside them."""
    if any(map(IS_INDIAN.search, wanted)):
        return None
    spelt = sorted({_by_signs(word).replace(" ", "")[:SIGNS_SEARCHED] for word in wanted} - {""})
    if len(spelt) > MOST_SEARCHED:
        return None
    return re.compile("|".join(PARTING.join(map(re.escape, word)) for word in spelt) or "(?!)")


class _Signs(dict[int, str]):
    """What each sign is searched as: folded by itself, without a mark; filled as signs come."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", fold(chr(code)).lower())
        kept = "".join(sign for sign in plain if not unicodedata.combining(sign) and sign != " ")
        self[code] = kept
        return kept


SIGNS = _Signs({code: chr(code).lower() for code in range(128)})


def _by_signs(text: str) -> str:
    """A text, its spaces kept, in which what is folded alike is alike; so may more be."""
    return text.lower() if text.isascii() else text.translate(SIGNS)
