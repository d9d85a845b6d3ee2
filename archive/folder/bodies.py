"""The bodies of captures in the WARC files: which one holds a body already, and what it is."""

from pathlib import Path

from sqlite_utils import Database

from archive.db import captures
from archive.db.captures import CaptureRow
from archive.warc.reading import DamagedRecord, read_record
from archive.warc.response import (
    MAX_BODY,
    GarbledBody,
    OversizedBody,
    ResponseParts,
    decode_entity,
)
from archive.warc.writing import Profile, Revisit, revisit_of

NOT_MODIFIED = 304


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
    try:
        revisit = revisit_of(folder, holder.position, profile=profile)
    except DamagedRecord:  # what is damaged there is worth being kept again here
        revisit = None
    return (None, None) if revisit is None else (holder, revisit)


def read(folder: Path, holder: CaptureRow) -> bytes:
    """The body that a capture's own record holds."""
    record = read_record(folder, holder.position)
    return record.block if holder.status is None else decoded(record.response())


def decoded(parts: ResponseParts) -> bytes:
    """The body of a response; empty when its coding cannot be undone or hides a bomb."""
    try:
        return decode_entity(parts.headers, parts.entity, limit=MAX_BODY)
    except (GarbledBody, OversizedBody):
        return b""
