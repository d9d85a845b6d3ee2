"""What class and id names hint at, as bits; hints are weighed by the body model and decide nothing.

Whole words of names are looked up, so that "commentary" is no comment.
"""

from functools import lru_cache
from typing import Final

from crawler.extraction.markup.name_tokens import name_tokens
from crawler.extraction.vocabulary.tables import table, word_list

LONGEST_NAMES = 300
"""Characters of names looked at; utility classes run to thousands."""
GROUPS: Final[dict[str, str]] = dict(table("name_hints"))
NAMES = tuple(GROUPS)
BITS = {
    word: sum(1 << at for at, group in enumerate(GROUPS.values()) if word in word_list(group))
    for listed in GROUPS.values()
    for word in word_list(listed)
}


@lru_cache(maxsize=20_000)
def hints_of(names: str) -> int:
    """Bits of the groups that the words of class and id names belong to."""
    bits = 0
    for word in name_tokens(names[:LONGEST_NAMES], plain_letters=True):
        bits |= BITS.get(word, 0)
    return bits
