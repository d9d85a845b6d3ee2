"""What the archive knows of an exchange beside what was received, as fields of its WARC record.

A desk from before there were such fields wrote none. Where its records are adopted, a metadata
record behind each has the fields; a takedown takes it out with the record.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from archive.text.json_text import read_json
from archive.warc.reading import DamagedRecord, WarcRecord, fields_of

VIA, MOVED, RIGHTS = "Desk-Via", "Desk-Moved", "Desk-Rights"
"""Fields of a response or revisit record: the addresses that redirected to it (a JSON array),
whether all of them did so for good ("permanently"), and what the publisher reserves (as `via`)."""
FOR_GOOD = "permanently"
KNOWN = "application/vnd.foreign-desk.known"
"""The type of a metadata record with such fields, whose names and form are those of a head."""


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


def known_block(known: Known) -> bytes:
    """The block of a metadata record with what is known of an exchange."""
    fields = known_fields(**known._asdict())
    lines = (f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    return "".join(lines).encode()


def known_of_other(record: WarcRecord) -> str | None:
    """The id of the record of which a metadata record has the fields; None for any other record."""
    if record.type != "metadata" or record.headers.get("content-type") != KNOWN:
        return None
    return record.headers.get("warc-concurrent-to")


def says_known(record: WarcRecord) -> bool:
    """Whether a record has such fields itself."""
    return any(field.lower() in record.headers for field in (VIA, MOVED, RIGHTS))


def known_in(record: WarcRecord) -> Known:
    """What a record says is known; DamagedRecord when a field is not in its form."""
    fields = fields_of(b"\r\n" + record.block) if record.type == "metadata" else record.headers
    moved = fields.get(MOVED.lower())
    if moved not in (None, FOR_GOOD):
        raise _garbled(record, MOVED, moved, f"{FOR_GOOD!r}")
    return Known(
        via=_listed(record, VIA, fields),
        moved_permanently=moved is not None,
        rights=_listed(record, RIGHTS, fields),
    )


def _listed(record: WarcRecord, field: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    written = fields.get(field.lower(), "[]")
    try:
        listed = read_json(written)
    except ValueError:
        listed = None
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise _garbled(record, field, written, "a list of texts")
    return tuple(listed)


def _garbled(record: WarcRecord, field: str, written: str, expected: str) -> DamagedRecord:
    place = record.position
    seen = f"{field}: {written[:60]!r}, where {expected} should be"
    return DamagedRecord(Path(place.file), place.offset, seen)
