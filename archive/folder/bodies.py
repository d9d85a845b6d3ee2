"""The bodies of captures in the WARC files: which one holds a body already, and what it is."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from archive.db import captures
from archive.db.captures import CaptureRow
from archive.db.sqlite import Database
from archive.folder.record_check import sha256_of_payload
from archive.model.timeline import NOT_MODIFIED
from archive.warc.reading import DamagedRecord, WarcRecord, read_record
from archive.warc.response import (
    MAX_BODY,
    GarbledBody,
    OversizedBody,
    ResponseParts,
    UnreadableResponse,
    decode_entity,
)
from archive.warc.writing import Profile, Revisit, revisit_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFields:
    """What a row of `captures` holds of the bytes that came, and of nothing else."""

    status: int | None
    payload_length: int
    digest: str
    content_type: str | None
    etag: str | None = None
    last_modified: str | None = None


def fields_of_response(parts: ResponseParts) -> ReceivedFields:
    """What the row of a response says of it."""
    headers = {name.lower(): value for name, value in reversed(parts.headers)}
    return ReceivedFields(
        status=parts.status,
        payload_length=len(parts.entity),
        digest=hashlib.sha256(parts.entity).hexdigest(),
        content_type=headers.get("content-type"),
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
    )


def fields_of_file(body: bytes, content_type: str | None) -> ReceivedFields:
    """What the row of an imported file says of it."""
    return ReceivedFields(
        status=None,
        payload_length=len(body),
        digest=hashlib.sha256(body).hexdigest(),
        content_type=content_type,
    )


def fields_of_record(record: WarcRecord) -> ReceivedFields:
    """What the row of a record says of what was received; UnreadableResponse when it is none."""
    if record.type == "resource":
        return fields_of_file(record.block, record.headers.get("content-type"))
    return fields_of_response(record.response())


def held(
    folder: Path, db: Database, url: str, digest: str, status: int, *, via: tuple[str, ...]
) -> tuple[CaptureRow, Revisit] | tuple[None, None]:
    """The capture that already holds the body of this answer, and how to refer to it."""
    if status == NOT_MODIFIED:
        holder = captures.newest_body(db, (url, *reversed(via)))
    else:
        holder = captures.body_held(db, digest)
    if holder is None:
        return None, None
    profile: Profile = (
        "server-not-modified" if status == NOT_MODIFIED else "identical-payload-digest"
    )
    record = sound_record(folder, holder)
    revisit = None if record is None else revisit_of(record, profile=profile)
    return (None, None) if revisit is None else (holder, revisit)


def sound_record(folder: Path, holder: CaptureRow) -> WarcRecord | None:
    """The record of a capture; None unless it holds the body that its row says.

    What is damaged there, or another's, is worth being kept again.
    """
    try:
        record = read_record(folder, holder.position)
    except DamagedRecord:
        return None
    return record if sha256_of_payload(record) == holder.digest else None


def read(folder: Path, holder: CaptureRow) -> bytes:
    """The body that a capture's own record holds."""
    record = read_record(folder, holder.position)
    if record.type == "metadata":  # overwritten by a takedown
        raise DamagedRecord(folder / holder.warc_file, holder.warc_offset, "it was taken out")
    if holder.status is None:
        return record.block
    try:
        return decoded(record.response())
    except UnreadableResponse as fault:
        raise DamagedRecord(folder / holder.warc_file, holder.warc_offset, str(fault)) from fault


def decoded(parts: ResponseParts) -> bytes:
    """The body of a response; empty when its coding cannot be undone or hides a bomb."""
    try:
        return decode_entity(parts.headers, parts.entity, limit=MAX_BODY)
    except (GarbledBody, OversizedBody):
        return b""
