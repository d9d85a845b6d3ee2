"""Which addresses a seed named, in eight bytes each: a sitemap may name a million."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable

SHARES = 256
"""Parts that are sorted one by one, so that sorting needs no memory to speak of."""


class NamedAddresses:
    """Addresses of which no more is asked than whether one is among them.

    They are known by Python's own hash: that two of a million have one hash happens once in forty
    million walks.
    """

    def __init__(self) -> None:
        self._shares = tuple(array("q") for _ in range(SHARES))
        self._sorted = True

    def update(self, addresses: Iterable[str]) -> None:
        """Adds addresses, known or not."""
        for address in addresses:
            digest = hash(address)
            self._shares[digest % SHARES].append(digest)
            self._sorted = False

    def __contains__(self, address: object) -> bool:
        if not self._sorted:
            self._shares = tuple(array("q", sorted(share)) for share in self._shares)
            self._sorted = True
        digest = hash(address)
        share = self._shares[digest % SHARES]
        place = bisect_left(share, digest)
        return place < len(share) and share[place] == digest

    def __bool__(self) -> bool:
        return any(self._shares)
