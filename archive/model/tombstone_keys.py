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


def of_address_and_above(url: str) -> list[str]:
    """The keys of an address and of those it stands beneath, but for the site's own.

    A page of comments stands beneath its column's, by its path or by its query.
    """
    if url.startswith("urn:"):
        return []
    path, _, query = address_key(url).partition("?")
    host, *names = path.rstrip("/").split("/")
    above = ["/".join((host, *names[:end])) for end in range(1, len(names) + 1)]
    return [*([of_address(url)] if query or not above else []), *map(digest_of, above)]


def of_commenter(name: str) -> str:
    """The key of a commenter's name, whatever its case and spaces."""
    return digest_of(" ".join(name.casefold().split()))
