"""Words and phrases that are looked for in texts of any case."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

_ALIKE = str.maketrans("İıς", "iiσ")
"""Letters that are one with another when case is put aside, as `re.I` has it: both letters i of
Turkish, and the Greek s at the end of a word."""
_FIRST_GROUP = re.compile(r"\(\?:([^()\[\]\\]*)\)(\?)?(?![?*+{])")
"""Alternatives with which a phrase begins, or may begin."""


class Caseless:
    """A regular expression in small letters, for texts of any case.

    The text is written small before it is searched, which keeps its length. That takes a fifth to a
    tenth of the time of `re.I`: with it, every one of a few hundred alternatives is tried at every
    character, while a plain one is passed over by its first letter. ValueError where the expression
    has a capital, which would never be found.
    """

    def __init__(self, pattern: str, *, in_ascii: str | None = None) -> None:
        """With what of it may be found in a text of ASCII alone, where that is less."""
        if any(map(str.isupper, re.sub(r"\\.", "", pattern))):
            raise ValueError(f"{pattern[:60]}… is looked for in small letters, and has capitals")
        self._pattern = re.compile(pattern.translate(_ALIKE))
        self._in_ascii = self._pattern if in_ascii is None else re.compile(in_ascii)

    @classmethod
    def any_of(cls, phrases: Iterable[str]) -> "Caseless":
        """The same of many phrases, of which any one is looked for; which of them is not told."""
        phrases = [phrase.translate(_ALIKE) for phrase in phrases]
        return cls(by_letter(phrases), in_ascii=by_letter(phrases, in_ascii=True))

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text, written small."""
        if text.isascii():
            return self._in_ascii.search(text.lower())
        return self._pattern.search(_small(text))

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the beginning of a text, written small."""
        if text.isascii():
            return self._in_ascii.match(text.lower())
        return self._pattern.match(_small(text))

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of a whole text, written small."""
        if text.isascii():
            return self._in_ascii.fullmatch(text.lower())
        return self._pattern.fullmatch(_small(text))


def by_letter(phrases: Iterable[str], *, in_ascii: bool = False) -> str:
    """A regular expression for any of some phrases; those that begin with one letter stand together
    behind it, so that most are passed over at once.

    Without those that begin with a letter beyond ASCII where they are looked for `in_ascii`.
    """
    behind: dict[str, list[str]] = {}
    others: list[str] = []
    for phrase in chain.from_iterable(map(_spelt_out, phrases)):
        word = phrase.removeprefix(r"\b")
        letter, rest = word[:1], word[1:]
        if not letter.isalpha() or rest[:1] in ("?", "*", "+", "{"):
            others.append(phrase)
        elif letter.isascii() or not in_ascii:
            at_word = "" if word == phrase else rf"(?<=\b{letter})"
            behind.setdefault(letter, []).append(at_word + rest)
    grouped = (f"{letter}(?:{'|'.join(rest)})" for letter, rest in behind.items())
    return "|".join((*grouped, *others)) or "(?!)"


def _spelt_out(phrase: str) -> Iterator[str]:
    """A phrase once for each of the alternatives with which it begins."""
    word = phrase.removeprefix(r"\b")
    group = _FIRST_GROUP.match(word)
    if group is None:
        yield phrase
        return
    at_word, rest = phrase[: len(phrase) - len(word)], word[group.end() :]
    for first in (*group[1].split("|"), *([""] if group[2] else [])):
        yield from _spelt_out(at_word + first + rest)


def _small(text: str) -> str:
    """A text of more than ASCII in small letters."""
    return text.replace("İ", "i").lower().replace("ı", "i").replace("ς", "σ")
