"""Whether an answer names what was taken down: a feed, a listing, a page with a link to it, or a
redirect that leads there."""

import re
from urllib.parse import urljoin

from archive.db import tombstones
from archive.db.sqlite import Database
from archive.model import tombstone_keys
from archive.warc.response import ResponseParts, header

ADDRESS = re.compile(rb"https?:(?:\\?/){2}[^\s\"'<>\x00-\x20]+")
"""Addresses in a page, a feed or JSON, where slashes may be escaped."""
LINK = re.compile(rb"""(?:href|src|content|cite)\s*=\s*["']?\s*([^"'\s<>]+)""", re.IGNORECASE)
"""Attributes of a page that hold an address, which may be relative."""

BATCH = 500
"""Keys asked for in one statement."""


def names_taken_down(db: Database, body: bytes, *, base: str) -> bool:
    """Whether a payload names an address whose payloads were taken down."""
    named = {match.replace(b"\\/", b"/") for match in (*ADDRESS.findall(body), *LINK.findall(body))}
    keys = sorted({key for one in named for key in _keys_of(one, base)})
    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    return any(tombstones.has_tombstone(db, "address", batch, raw=True) for batch in batches)


def leads_to(response: ResponseParts, *, base: str) -> str | None:
    """The address that a redirect leads to; None for any other answer."""
    named = header(response.headers, "location")
    if named is None or not 300 <= response.status < 400:
        return None
    try:
        return urljoin(base, named)
    except ValueError:
        return None


def _keys_of(address: bytes, base: str) -> list[str]:
    text = address.decode("utf-8", "replace").replace("&amp;", "&").rstrip("]),.;")
    try:
        return tombstone_keys.of_address_and_column(urljoin(base, text))
    except ValueError:
        return []
