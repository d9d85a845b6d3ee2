"""The words of a headline that a page's address repeats."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from crawler.extraction.metadata.headlines.outlet_names import comparable
from crawler.extraction.vocabulary.tables import without_accents

LONGEST_SEGMENT = 300
"""Characters of an address's segment that are read."""
FEWEST_WORDS = 3
"""Words of a segment that repeats a headline; shorter ones may name its section."""
_ENDING = re.compile(r"\.\w{2,5}$")
_BETWEEN = re.compile(r"[\W_]+")
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa"})


def address_share(url: str, title: str) -> float:
    """The share of the words in an address that a title has, 0 where it has none of a headline."""
    address = _address_words(url)
    if len(address) < FEWEST_WORDS:
        return 0.0
    spelt = _words(title) | _words(title.casefold().translate(_SPELT_OUT))
    return sum(word in spelt for word in address) / len(address)


def is_address(url: str, title: str) -> bool:
    """Whether the last segment of an address is the whole title, and nothing else."""
    address = _address_words(url)
    return bool(address) and _words(title) == set(address)


@lru_cache(maxsize=16)
def _address_words(url: str) -> tuple[str, ...]:
    """The words of an address's last segment that is neither number nor file name alone."""
    segments = urlsplit(url).path.split("/")
    for segment in reversed(segments):
        words = _words(_ENDING.sub("", unquote(segment[:LONGEST_SEGMENT])))
        if any(not word.isdecimal() for word in words):
            return tuple(words)
    return ()


def _words(text: str) -> set[str]:
    words = _BETWEEN.split(without_accents(comparable(text[:LONGEST_SEGMENT])))
    return {word for word in words if word}
