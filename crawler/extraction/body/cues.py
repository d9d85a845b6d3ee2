"""Words that recur in furniture, as bits; weighed by the body model, and deciding nothing alone.

They occur in columns as well, so nothing here is ever a reason by itself.
"""

import re
from functools import lru_cache
from typing import Final

from crawler.extraction.vocabulary.tables import table, word_list

CUE_GROUPS: Final[dict[str, str]] = dict(table("cues"))
CUES = {
    word: sum(1 << at for at, group in enumerate(CUE_GROUPS.values()) if word in word_list(group))
    for listed in CUE_GROUPS.values()
    for word in word_list(listed)
}
CUE_WORDS = 14
"""Words at the beginning of a piece that are looked up."""
LONGEST_START = 120
"""Characters those words are looked for in."""
WORD = re.compile(r"[^\W\d_][\w'’-]*|©")


def cues_of(text: str) -> tuple[int, int]:
    """Bits of what the first words of a piece hint at: those of all, and of the first alone."""
    return _cues_in(text[:LONGEST_START])


@lru_cache(maxsize=8192)
def _cues_in(start: str) -> tuple[int, int]:
    """The same for the beginning of a piece; those of furniture recur from page to page."""
    bits = first = 0
    for at, word in enumerate(WORD.findall(start)[:CUE_WORDS]):
        cue = CUES.get(word.lower())
        if cue:
            bits |= cue
            if not at:
                first = cue
    return bits, first
