"""How class and id names are taken apart into words.

All that look words up split names here; what the words mean stands in `vocabulary`.
"""

import re
from functools import lru_cache

_TOKEN = re.compile(r"[A-ZÀ-ÞА-ЯЁ]?[a-zß-ÿа-яё]+|[A-ZÀ-ÞА-ЯЁ]+(?![a-zß-ÿа-яё])|[0-9]+")
"""A word in small letters with its capital, an abbreviation in capitals, or a number."""
_SMALL_TOKEN = re.compile(r"[a-z]+|[0-9]+")
"""The same in names without capitals, as most are."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def class_tokens(names: str, *, plain_letters: bool = False) -> tuple[str, ...]:
    """Words and numbers of class or id names, in lower case and in their order.

    "CommentEntry", "comment_entry" and "comment-entry" have the same, and "HTMLText" has two.
    With `plain_letters` any letter beyond a to z parts words: the body's classifier was trained on
    words split like this, and must be asked about the same ones.
    """
    if plain_letters and not names.isascii():
        names = _BEYOND_ASCII.sub(" ", names)
    return _tokens(names)


@lru_cache(maxsize=1024)
def _tokens(names: str) -> tuple[str, ...]:
    """The same of names as they are; several readers of a page ask for the same ones."""
    if names.isascii() and names.islower():
        return tuple(_SMALL_TOKEN.findall(names))
    return tuple(token.lower() for token in _TOKEN.findall(names))
