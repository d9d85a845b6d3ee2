"""What class and id names hint at, as bits; hints are weighed by the body model and decide nothing.

Whole words of names are looked up, so that "commentary" is no comment.
"""

import re
from functools import lru_cache
from typing import Final

from crawler.extraction.vocabulary.tables import table, word_list

GROUPS: Final[dict[str, str]] = dict(table("name_hints"))
NAMES = tuple(GROUPS)
BITS = {
    word: sum(1 << at for at, group in enumerate(GROUPS.values()) if word in word_list(group))
    for listed in GROUPS.values()
    for word in word_list(listed)
}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|h1")


@lru_cache(maxsize=20_000)
def hints_of(names: str) -> int:
    """Bits of the groups that the words of class and id names belong to."""
    bits = 0
    for word in WORD.findall(names[:300]):
        bits |= BITS.get(word.lower(), 0)
    return bits
