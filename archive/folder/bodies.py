"""The bodies of captures in the WARC files: which one holds a body already, and what it is."""

from pathlib import Path

from sqlite_utils import Database

from archive.db import captures
from archive.db.captures import CaptureRow
from archive.warc import writing as warc_writing
from archive.warc.reading import DamagedRecord
from archive.warc.response import MAX_BODY, GarbledBody, OversizedBody

NOT_MODIFIED = 304


def held(
    folder: Path, db: Database, url: str, digest: str, status: int, *, via: tuple[str, ...]
) -> tuple[CaptureRow, warc_writing.Revisit] | tuple[None, None]:
    """The capture that already holds the body of this answer, and how to refer to it."""
    if status == NOT_MODIFIED:
        holder = captures.newest_body(db, (url, *reversed(via)))
    else:
        holder = captures.body_held(db, digest)
    if holder is None:
        return None, None
    profile: warc_writing.Profile = (
        "server-not-modified" if status == NOT_MODIFIED else "identical-payload-digest"
    )
    try:
        revisit = warc_writing.revisit_of(folder, holder.position, profile=profile)
    except DamagedRecord:  # what is damaged there is worth being kept again here
        revisit = None
    return (None, None) if revisit is None else (holder, revisit)


def read(folder: Path, holder: CaptureRow) -> bytes:
    """The body that a capture's own record holds."""
    record = warc_writing.read_record(folder, holder.position)
    return record.block if holder.status is None else decoded(record.response())


def decoded(parts: warc_writing.ResponseParts) -> bytes:
    """The body of a response; empty when its coding cannot be undone or hides a bomb."""
    try:
        return warc_writing.decode_entity(parts.headers, parts.entity, limit=MAX_BODY)
    except (GarbledBody, OversizedBody):
        return b""
