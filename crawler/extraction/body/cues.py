"""Words that are frequent in furniture, as bits: features of the body classifier.

They occur in columns as well, so none of them decides anything by itself.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from crawler.extraction.vocabulary.tables import bits_by_word, table

CUE_GROUPS: Final[Mapping[str, str]] = table("cues")
CUES = bits_by_word(CUE_GROUPS)
CUE_WORDS = 14
"""Words at the beginning of a segment that are looked up."""
LONGEST_START = 120
"""Characters in which those words are searched."""
WORD = re.compile(r"[^\W\d_][\w'’-]*|©")


def cues_of(text: str) -> tuple[int, int]:
    """Bits of the groups of the first words of a segment: of all, and of the first word."""
    return _cues_in(text[:LONGEST_START])


@lru_cache(maxsize=8192)
def _cues_in(start: str) -> tuple[int, int]:
    """The same for the beginning of a segment; cached, because furniture recurs."""
    bits = first = 0
    for at, word in enumerate(WORD.findall(start)[:CUE_WORDS]):
        cue = CUES.get(word.lower())
        if cue:
            bits |= cue
            if not at:
                first = cue
    return bits, first
