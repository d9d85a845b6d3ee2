"""What the archive knows of an exchange beside what was received, as fields of its WARC record.

A desk from before there were such fields wrote none.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from archive.text.json_text import read_json
from archive.warc.reading import DamagedRecord, WarcRecord

VIA, MOVED, RIGHTS = "Desk-Via", "Desk-Moved", "Desk-Rights"
"""Fields of a response or revisit record: the addresses that redirected to it (a JSON array),
whether all of them did so for good ("permanently"), and what the publisher reserves (as `via`)."""
FOR_GOOD = "permanently"


class Known(NamedTuple):
    """What is known of an exchange."""

    via: tuple[str, ...] = ()
    moved_permanently: bool = False
    rights: tuple[str, ...] = ()


def known_fields(
    *, via: Iterable[str], moved_permanently: bool, rights: Iterable[str]
) -> dict[str, str | None]:
    """Fields of a record with what the archive knows of its exchange."""
    listed, reserved = list(via), list(rights)
    return {
        VIA: json.dumps(listed) if listed else None,
        MOVED: FOR_GOOD if moved_permanently else None,
        RIGHTS: json.dumps(reserved) if reserved else None,
    }


def known_in(record: WarcRecord) -> Known:
    """What a record says is known of it; DamagedRecord when a field is not in its form."""
    headers = record.headers
    moved = headers.get(MOVED.lower())
    if moved not in (None, FOR_GOOD):
        raise _garbled(record, MOVED, f"{FOR_GOOD!r}")
    return Known(_listed(record, VIA), moved is not None, _listed(record, RIGHTS))


def _listed(record: WarcRecord, field: str) -> tuple[str, ...]:
    try:
        listed = read_json(record.headers.get(field.lower(), "[]"))
    except ValueError:
        listed = None
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise _garbled(record, field, "a list of texts")
    return tuple(listed)


def _garbled(record: WarcRecord, field: str, expected: str) -> DamagedRecord:
    place = record.position
    seen = f"{field}: {record.headers[field.lower()][:60]!r}, where {expected} should be"
    return DamagedRecord(Path(place.file), place.offset, seen)
