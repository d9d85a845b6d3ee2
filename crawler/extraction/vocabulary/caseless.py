"""Words and phrases that are looked for in texts of any case."""

import re

_ALIKE = str.maketrans("İς", "iσ")
"""Letters whose small form is another one at the end of a word, or is two."""


class Caseless:
    """A regular expression in small letters, for texts of any case.

    The text is written small before it is searched, which keeps its length. That takes a fifth to a
    tenth of the time of `re.I`: with it, every one of a few hundred alternatives is tried at every
    character, while a plain one is passed over by its first letter.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern.translate(_ALIKE))

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text, written small."""
        return self._pattern.search(_small(text))

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of a whole text, written small."""
        return self._pattern.fullmatch(_small(text))


def _small(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_ALIKE).lower().translate(_ALIKE)
