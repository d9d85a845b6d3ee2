"""What class and id names hint at, as bits: features of the body classifier, which decide nothing.

Whole words of names are looked up, so that "commentary" is no comment.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.vocabulary.tables import bits_by_word, table

LONGEST_NAMES = 300
"""Characters of names looked at; utility classes run to thousands."""
GROUPS: Final[Mapping[str, str]] = table("class_hints")
NAMES = tuple(GROUPS)
"""What names hint at, in the order of the bits."""
BITS = bits_by_word(GROUPS)


@lru_cache(maxsize=20_000)
def hints_of(names: str) -> int:
    """Bits of the groups that the words of class and id names belong to."""
    bits = 0
    for word in class_tokens(names[:LONGEST_NAMES], plain_letters=True):
        bits |= BITS.get(word, 0)
    return bits
