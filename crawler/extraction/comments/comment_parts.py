"""The part of a comment that an element is by its names: author, date, text, or to be left out.

Names are hints; the content, and parts without names, are read in `comment_reader`.
"""

import re
from functools import lru_cache
from typing import Final

from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.class_names.comment_marks import is_comment_word
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.tables import table, word_list

_TABLE: Final = table("comment_names")["parts"]
_AUTHOR_NAMES = frozenset(word_list(_TABLE["names"]["author"]))
_TEXT_NAMES = frozenset(word_list(_TABLE["names"]["text"]))
_LAST_WORDS: dict[str, str] = {
    word: part.replace("_", " ")
    for part, listed in _TABLE["last"].items()
    for word in word_list(listed)
}
_WORDS: dict[str, frozenset[str]] = {
    part: frozenset(word_list(listed)) for part, listed in _TABLE["words"].items()
}
_GLUED: dict[str, frozenset[str]] = {
    part: frozenset(word_list(listed)) for part, listed in _TABLE["glued"].items()
}
_DIGITS = re.compile(r"\d+")


def part_of(element: Element) -> str | None:
    """The part of a comment that an element is by its names."""
    attributes = element.attrib
    names = attributes.get("class") or ""
    element_id = attributes.get("id") or ""
    prop = attributes.get("itemprop") or ""
    if "Person" in (attributes.get("typeof") or ""):
        return "named author"
    if not (names or element_id or prop):
        return None
    return _part_of_names(names, _DIGITS.sub("", element_id) if element_id else "", prop)


@lru_cache(maxsize=2048)
def _part_of_names(names: str, element_id: str, prop: str) -> str | None:
    parted = (*names.split(), element_id)
    tokens = [token.lower() for token in parted]
    words = {word for token in parted for word in class_tokens(token)}
    others = {word for word in words if not is_comment_word(word)}
    if prop in ("author", "creator", "name") or not _AUTHOR_NAMES.isdisjoint(tokens):
        return "named author"
    if prop in ("text", "commentText") or not _TEXT_NAMES.isdisjoint(tokens):
        return "named text"
    if others & _WORDS["children"]:
        return None
    for name in parted:
        last = next(reversed(class_tokens(name)), "")
        if last in _LAST_WORDS:
            return _LAST_WORDS[last]
    return _part_by_words(words, others, prop)


def _part_by_words(words: set[str], others: set[str], prop: str) -> str | None:
    """The part that the words of a name refer to; `others` are the words not about comments."""
    if others & _WORDS["surely_left_out"]:
        return "left out"
    if others & _WORDS["time"] and not others & _WORDS["name"]:
        return "date"
    if others & _WORDS["author"] and not others & _WORDS["picture"]:
        return "author"
    if words & _GLUED["author"]:
        return "author"
    if words & _GLUED["date"]:
        return "date"
    if prop.startswith("date") or others & _WORDS["date"]:
        return "date"
    if others & _WORDS["left_out"]:
        return "left out"
    if others & _WORDS["text"] or words & _GLUED["text"]:
        return "text"
    return None


def part_named(names: str) -> str | None:
    """The part of a comment that an element with these class names is."""
    return _part_of_names(names, "", "")
