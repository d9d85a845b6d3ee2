"""Under which keys tombstones stand: of addresses, texts, ids and commenters taken down. Pure.

Keys are digests, so that nothing of what was taken down stands in the archive: an address often
holds the words of its headline. A name is few bits, and whoever holds the archive can try names on
it.
"""

import re
from collections.abc import Collection, Iterable
from typing import Literal

from archive.model.identity import address_key
from archive.model.rows import digest_of
from archive.model.versions import composed

TombstoneKind = Literal["address", "text", "column", "commenter"]

FURTHER_PAGE = re.compile(r"/(?:comment-page-\d+|page/\d+|\d{1,2})$")
PAGE_FIELD = re.compile(r"(?:cpage|commentPage|replytocom|page|paged)=\d+$")
"""Forms of the addresses of a column's further pages; no other address beneath its own is its."""


def of_address(url: str) -> str:
    """The key of an address, whatever its scheme and final slash."""
    return digest_of(address_key(url).rstrip("/"))


def of_addresses(urls: Iterable[str]) -> list[str]:
    """The keys of the addresses; the name of an imported text is none."""
    return [of_address(url) for url in urls if not url.startswith("urn:")]


def of_address_and_column(url: str) -> list[str]:
    """The key of an address, and behind it those of the column that it would be a further page of.

    By its form alone: a page of comments, or a numbered page. A site's own address is no column's.
    """
    if url.startswith("urn:"):
        return []
    path, _, query = address_key(url).partition("?")
    fields = [field for field in query.split("&") if field and not PAGE_FIELD.match(field)]
    whole = FURTHER_PAGE.sub("", path.rstrip("/"))
    shown = {f"{one}?{'&'.join(fields)}" if fields else one for one in (path.rstrip("/"), whole)}
    columns = {digest_of(one) for one in shown if "/" in one or fields}
    own = of_address(url)
    return [own, *sorted(columns - {own})]


def of_commenter(name: str) -> str:
    """The key of a commenter's name, whatever its case and spaces."""
    return digest_of(" ".join(composed(name).casefold().split()))


def is_of_commenter(name: str, keys: Collection[str]) -> bool:
    """Whether a commenter's name stands under one of the keys, in a spelling that it is kept in."""
    return any(of_commenter(one) in keys for one in spellings(name))


def spellings(name: str) -> list[str]:
    """A commenter's name, and that without stars at its ends: accounts like "kim****" were kept so
    once, and are forgotten by it."""
    bare = name.strip(" *")
    return [name] if bare in ("", name) else [name, bare]
