"""Whether an answer names what was taken down: a feed, a listing, a page with a link to it, or a
redirect that leads there."""

import json
import re
from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urljoin

from archive.db import outlets, tombstones
from archive.db.columns import addresses
from archive.db.sqlite import Database
from archive.model import tombstone_keys
from archive.model.identity import plain_address, same_site
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
    """Whether payloads of an address were taken down, or of the column that it is a page of.

    An address under which another column is known is none of its pages.
    """
    plain = plain_address(url)
    own, *columns = tombstone_keys.of_address_and_column(plain) or [""]
    if tombstones.has_tombstone(db, "address", [own], raw=True):
        return True
    taken = tombstones.has_tombstone(db, "address", columns, raw=True)
    return taken and not addresses.known_addresses(db, (plain,))


def names_taken_down(
    db: Database, body: bytes, *, base: str, home: str = "", of_whatever_site: bool = False
) -> bool:
    """Whether a payload names an address of its site whose payloads were taken down.

    It was received from `base`, for the outlet with that `home`.
    """
    if entries := _entries(body):
        return any(is_taken_down(db, entry["link"]) for entry in entries)
    homes = outlets.homes(db).values()
    found = {match.replace(b"\\/", b"/") for match in (*ADDRESS.findall(body), *LINK.findall(body))}
    named = {
        url
        for one in found
        if (url := _address(one, base)) is not None
        and (of_whatever_site or is_of_site(url, base=base, home=home, homes=homes))
    }
    keys = sorted({tombstone_keys.of_address(url) for url in named})
    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    if any(tombstones.has_tombstone(db, "address", batch, raw=True) for batch in batches):
        return True
    pages = (url for url in named if len(tombstone_keys.of_address_and_column(url)) > 1)
    return any(is_taken_down(db, url) for url in pages)


def is_of_site(url: str, *, base: str, home: str, homes: Iterable[str]) -> bool:
    """Whether what was received from `base` for the outlet with that `home` speaks of an address as
    one of its own site: any but those on the sites of other outlets, of all `homes`.

    A publication may have several hosts, and moves.
    """
    if same_site(url, base) or same_site(url, home):
        return True
    return not any(same_site(url, other) for other in homes)


def listing_left(db: Database, body: bytes) -> bytes | None:
    """A REST listing without the entries of what was taken down; None when none is left, and for
    any other payload."""
    left = [entry for entry in _entries(body) if not is_taken_down(db, entry["link"])]
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


def leads_to(response: ResponseParts, *, base: str) -> str | None:
    """The address that a redirect leads to; None for any other answer."""
    named = header(response.headers, "location")
    if named is None or not 300 <= response.status < 400:
        return None
    try:
        return urljoin(base, named)
    except ValueError:
        return None


def _address(written: bytes, base: str) -> str | None:
    text = written.decode("utf-8", "replace").replace("&amp;", "&").rstrip("]),.;")
    try:
        url = urljoin(base, text)
        tombstone_keys.of_address(url)
    except ValueError:
        return None
    return url
