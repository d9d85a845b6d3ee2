"""Under which keys tombstones stand: of addresses, texts, ids and commenters taken down. Pure.

Keys are digests, so that nothing of what was taken down stands in the archive: an address often
holds the words of its headline. A name is few bits, and whoever holds the archive can try names on
it.
"""

from collections.abc import Iterable
from typing import Literal

from archive.model.identity import address_key
from archive.model.rows import digest_of

TombstoneKind = Literal["address", "text", "column", "commenter"]


def of_address(url: str) -> str:
    """The key of an address, whatever its scheme and final slash."""
    return digest_of(address_key(url).rstrip("/"))


def of_addresses(urls: Iterable[str]) -> list[str]:
    """The keys of the addresses; the name of an imported text is none."""
    return [of_address(url) for url in urls if not url.startswith("urn:")]


def of_commenter(name: str) -> str:
    """The key of a commenter's name, whatever its case and spaces."""
    return digest_of(" ".join(name.casefold().split()))
