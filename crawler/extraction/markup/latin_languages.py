"""Text in the languages with other Latin letters than western ones, told by the stated language.

Polish read as ISO-8859-1 is letters and signs all the same, and nothing shows what they should be;
but a page states its language, and that is right more often than a server's charset.
"""

import re
from typing import Final

from crawler.extraction.vocabulary.tables import table, word_list

WESTERN = frozenset(("cp1252", "iso8859-1", "latin_1", "iso8859-15", "mac-roman"))
"""Charsets, as Python names them, in which such text can be read wrongly."""
STATED_WITHIN = 4_000
"""Bytes in which the `html` element stands."""
EXAMINED = 100_000
"""Characters of which are examined those that are not ASCII."""
MOST_FOREIGN = 0.1
"""Share of letters that the language does not have: names of others."""

_TABLE: Final = table("latin_letters")
_LANGUAGES: Final = {
    language: (frozenset(letters + letters.upper()), word_list(charsets))
    for group, charsets in _TABLE["charsets"].items()
    for language, letters in _TABLE[group].items()
}
_STATED = re.compile(rb"<html\b[^<>]*?\slang\s*=\s*[\"']?\s*([a-z]{2})(?![a-z])", re.I)
_NEITHER = re.compile(r"[\x00-\x7f\xa0«»°§·©®´\u2010-\u203a\u20ac\u2122]+")
"""ASCII, and signs that stand in texts of any language."""


def text_of_language(html: bytes, read: str | None = None) -> str | None:
    """The text of bytes in the charset of the stated language that makes it one in that language;
    None where none does, where the text as it was `read` is one as much, or where the language has
    no such charset."""
    stated = _STATED.search(html[:STATED_WITHIN])
    known = _LANGUAGES.get(stated[1].decode().lower()) if stated else None
    if known is None:
        return None
    letters, charsets = known
    best, fewest = None, MOST_FOREIGN
    if read is not None:
        fewest = min(fewest, _foreign(read, letters))
    for name in charsets:
        text = html.decode(name, "replace")
        foreign = _foreign(text, letters)
        if foreign < fewest:
            best, fewest = text, foreign
    return best


def _foreign(text: str, letters: frozenset[str]) -> float:
    """The share of other letters and signs among those that are not ASCII; 1 where all are."""
    beyond = _NEITHER.sub("", text[:EXAMINED])
    return sum(sign not in letters for sign in beyond) / len(beyond) if beyond else 1.0
