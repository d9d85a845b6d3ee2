"""How much may be compared before an answer has to be there. Pure."""

PAIRS = 2_000
"""Pairs of words that are compared while one sign is read into words, some .7 µs."""

EACH = 10
"""What each text costs beside its signs."""


class Work:
    """Comparing that is left to be done, in signs read."""

    def __init__(self, signs: int | None = None) -> None:
        """So much work; any amount where it is not said."""
        self._left = signs
        self.refused = 0
        """What was not compared, as it was more than was left."""

    def may_read(self, *texts: str) -> bool:
        """Whether texts may be read into words; it is then counted as done."""
        return self._may(sum(EACH + len(text) for text in texts))

    def may_align(self, old: int, new: int) -> bool:
        """Likewise whether so many words or paragraphs may be aligned with so many others."""
        return self._may(old * new // PAIRS)

    def _may(self, signs: int) -> bool:
        if self._left is None:
            return True
        if signs > self._left:
            self.refused += 1
            return False
        self._left -= signs
        return True
