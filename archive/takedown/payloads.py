"""Whether an answer names what was taken down: a feed, a listing, a page with a link to it, or a
redirect that leads there."""

import json
import re
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urljoin

from archive.db import tombstones
from archive.db.sqlite import Database
from archive.model import tombstone_keys
from archive.model.identity import plain_address
from archive.text.json_text import read_json
from archive.warc.response import ResponseParts, header

ADDRESS = re.compile(rb"https?:(?:\\?/){2}[^\s\"'<>\x00-\x20]+")
"""Addresses in a page, a feed or JSON, where slashes may be escaped."""
LINK = re.compile(rb"""(?:href|src|content|cite)\s*=\s*["']?\s*([^"'\s<>]+)""", re.IGNORECASE)
"""Attributes of a page that hold an address, which may be relative."""

WHITE = b"\xef\xbb\xbf \t\r\n"
"""May stand before a listing: a mark of its charset, and white space."""
BATCH = 500
"""Keys asked for in one statement."""


def is_taken_down(db: Database, url: str) -> bool:
    """Whether payloads of an address, or of the column it is a page of, were taken down."""
    keys = tombstone_keys.of_address_and_column(plain_address(url))
    return tombstones.has_tombstone(db, "address", keys, raw=True)


def names_taken_down(db: Database, body: bytes, *, base: str) -> bool:
    """Whether a payload names an address whose payloads were taken down."""
    if entries := _entries(body):
        return any(_is_taken_down(db, entry) for entry in entries)
    named = {match.replace(b"\\/", b"/") for match in (*ADDRESS.findall(body), *LINK.findall(body))}
    keys = sorted({key for one in named for key in _keys_of(one, base)})
    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    return any(tombstones.has_tombstone(db, "address", batch, raw=True) for batch in batches)


def listing_left(db: Database, body: bytes) -> bytes | None:
    """A REST listing without the entries of what was taken down; None when none is left, and for
    any other payload."""
    left = [entry for entry in _entries(body) if not _is_taken_down(db, entry)]
    return json.dumps(left, separators=(",", ":")).encode() if left else None


def _entries(body: bytes) -> list[dict[str, Any]]:
    """The entries of a REST listing, each of which has an address; none for any other payload."""
    if not body.lstrip(WHITE).startswith(b"["):
        return []
    try:
        listed = read_json(body.decode("utf-8-sig"))
    except ValueError:
        return []
    if all(isinstance(one, dict) and isinstance(one.get("link"), str) for one in listed):
        return cast("list[dict[str, Any]]", listed)
    return []


def _is_taken_down(db: Database, entry: Mapping[str, Any]) -> bool:
    keys = _keys_of(entry["link"].encode(), "")
    return tombstones.has_tombstone(db, "address", keys, raw=True)


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
