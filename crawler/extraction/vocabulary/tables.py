"""The tables of words in this folder's TOML files, read once each.

A list of words is one string over several lines, so that a word is added without marks around it.
Lists of regular expressions stand under a key, or in a table, that ends in `_pattern(s)`.
Comments in each file say what its words are for; the module that looks them up compiles them once.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """The content of one of the files, named without its ending."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def word_list(text: str) -> tuple[str, ...]:
    """The words of a list, which are parted by white space."""
    return tuple(text.split())


def phrase_list(text: str) -> tuple[str, ...]:
    """The phrases of a list, each on a line of its own or set off by " | "."""
    rows = (row.strip() for row in text.replace(" | ", "\n").split("\n"))
    return tuple(filter(None, rows))


def without_accents(text: str) -> str:
    """A text without case and accents, by which words are looked up that pages print either way."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in parts if not unicodedata.combining(character))


def alternatives(text: str) -> str:
    """The phrases of a list as alternatives of a regular expression, in its order.

    They may use the marks of regular expressions: "auteurs?" stands for both numbers.
    """
    return "|".join(phrase_list(text))


def bits_by_word(groups: Mapping[str, str]) -> dict[str, int]:
    """Each word of several lists with the lists it stands in, as bits in their order."""
    bits: dict[str, int] = {}
    for at, listed in enumerate(groups.values()):
        for word in word_list(listed):
            bits[word] = bits.get(word, 0) | 1 << at
    return bits
