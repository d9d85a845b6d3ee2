"""Records written anew under their ids: the same capture, with its body or other fields."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from archive.warc.reading import DamagedRecord, RecordType, WarcRecord, record_at, sha1
from archive.warc.response import header, split_response
from archive.warc.writing import BYTES, PROFILE, REBUILT, Revisit, frame, iso, target_uri

FRAMED = frozenset(
    ("warc-type", "warc-record-id", "warc-block-digest", "content-type", "content-length")
)
"""Fields that every record is given when it is written."""
REFERENCE: Mapping[str, str | None] = dict.fromkeys(
    (
        *("WARC-Profile", "WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date"),
        *("WARC-Payload-Digest", "WARC-Truncated"),
    )
)
"""Fields with which a revisit refers to another record, without values."""

ENTITY_LINES = re.compile(
    rb"^(?:content-encoding|transfer-encoding|content-length)[ \t]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*",
    re.IGNORECASE | re.MULTILINE,
)
"""Header lines that say how an entity was sent."""


def rewritten(
    record: WarcRecord,
    fields: Mapping[str, str | None] | None = None,
    *,
    kind: RecordType | None = None,
    block: bytes | None = None,
) -> bytes:
    """The gzip member of a record with some fields changed; those whose value is None are gone."""
    changed = fields or {}
    names = {name.lower() for name in changed} | FRAMED
    kept = {name: value for name, value in record.headers.items() if name not in names}
    return frame(
        kind or cast("RecordType", record.type),
        record.block if block is None else block,
        {**kept, **changed},
        record_id=record.headers["warc-record-id"],
        content_type=record.headers["content-type"],
    )


def with_body(revisit: WarcRecord, entity: bytes, fields: Mapping[str, str | None]) -> bytes:
    """The response record that a revisit would be, had its body not been held already."""
    head = split_response(revisit.block)
    coding = header(head.headers, "transfer-encoding") or ""
    if "chunked" in coding.lower():
        entity = b"%x\r\n%b\r\n0\r\n\r\n" % (len(entity), entity) if entity else b"0\r\n\r\n"
    parts = split_response(head.head + entity)
    changed = {
        **REFERENCE,
        "WARC-Payload-Digest": None if parts.chunked else sha1(parts.entity),
        "WARC-Truncated": None if parts.whole else "disconnect",
        BYTES: REBUILT if parts.chunked else revisit.headers.get(BYTES.lower()),
        **fields,
    }
    return rewritten(revisit, changed, kind="response", block=head.head + entity)


def with_entity(record: WarcRecord, entity: bytes, fields: Mapping[str, str | None]) -> bytes:
    """The response record with another entity, which is neither coded nor in chunks."""
    head = ENTITY_LINES.sub(b"", record.response().head).rstrip(b"\r\n")
    changed = {
        **REFERENCE,
        "WARC-Payload-Digest": sha1(entity),
        BYTES: REBUILT,
        **fields,
    }
    block = b"%b\r\nContent-Length: %d\r\n\r\n%b" % (head, len(entity), entity)
    return rewritten(record, changed, kind="response", block=block)


def without_body(revisit: WarcRecord, fields: Mapping[str, str | None]) -> bytes:
    """The response record of an answer that has no body of its own, such as a 304."""
    return rewritten(revisit, {**REFERENCE, **fields}, kind="response")


def referring_to(revisit: WarcRecord, held: Revisit, fields: Mapping[str, str | None]) -> bytes:
    """The revisit record with another record as the one that holds its body."""
    changed = {
        "WARC-Profile": PROFILE + held.profile,
        "WARC-Refers-To": held.record_id,
        "WARC-Refers-To-Target-URI": target_uri(held.url),
        "WARC-Refers-To-Date": iso(held.captured_at),
        "WARC-Payload-Digest": held.payload_digest,
        **fields,
    }
    return rewritten(revisit, changed)


def request_of(folder: Path, record: WarcRecord) -> WarcRecord | None:
    """The request that stands behind a record; None when none does."""
    place = record.position
    try:
        asked = record_at(folder / place.file, place.offset + place.length)
    except DamagedRecord:  # the file ends there
        return None
    named = asked.headers.get("warc-concurrent-to")
    its_own = asked.type == "request" and named == record.headers.get("warc-record-id")
    return asked if its_own else None
