"""Text as it is kept: in NFC, without invisible marks, white space collapsed."""

import re
import unicodedata

INVISIBLE = "\u00ad\u200b\u202d\u202e\u2060\ufeff"
"""Soft hyphen, zero-width space, overrides of direction, word joiner, byte order mark. The joiners
U+200C and U+200D stay: Persian and the Indian scripts spell with them; so do marks and isolates of
direction, which mixed lines need. An override makes letters read in another order than they stand
in (Unicode TR 36 on bidirectional spoofing), which no column needs."""

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_WORDS_IN_ASCII = "".join(sign if sign.isalnum() else " " for sign in map(chr, range(128)))
"""What each sign of ASCII stands for among words: they are exchanged in less time than found."""


def tidy(text: str) -> str:
    """Text in NFC without invisible marks; runs of blanks one space, runs of line ends one."""
    text = visible(text).strip()
    if "\n" not in text:
        return " ".join(text.split())
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(filter(None, lines))


def visible(text: str) -> str:
    """Text in NFC without invisible marks."""
    if text.isascii():
        return text
    for mark in INVISIBLE:
        if mark in text:
            text = text.replace(mark, "")
    return unicodedata.normalize("NFC", text)


def words_of(text: str) -> str:
    """A text as it is compared with another: its words alone, without case and width."""
    if text.isascii():
        return " ".join(text.lower().translate(_WORDS_IN_ASCII).split())
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
