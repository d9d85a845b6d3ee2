"""A column's capture: what is known of it, and the body as it was received, its coding undone."""

from dataclasses import dataclass
from datetime import datetime

from archive.db import captures
from archive.db.captures import CaptureRow, listed
from archive.db.columns import received
from archive.db.sqlite import Database
from archive.db.warc_beside import WARC_FOLDER
from archive.folder import bodies
from archive.folder.open_archive import OpenArchive
from archive.model.errors import Damaged, NotThere
from archive.model.times import moment
from archive.reading import columns
from archive.warc.reading import DamagedRecord, Position


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedBody:
    """A body as it was received."""

    number: int
    """Which of the column's captures it is, the earliest being the first."""
    url: str
    captured_at: datetime
    content_type: str | None
    body: bytes
    warc_file: str
    """Of the record that holds it, which may be an earlier capture's."""
    warc_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureFacts:
    """What is known of a capture without its body."""

    public_id: str
    """Of the column."""
    number: int
    """Which of the column's captures it is, the earliest being the first."""
    captures: int
    """How many the column has."""
    url: str
    via: tuple[str, ...]
    """Addresses that redirected to it."""
    captured_at: datetime
    status: int | None
    """Of the answer; None of a file that was taken in."""
    outcome: str | None
    """What became of the visit; None where it was a part of another."""
    content_type: str | None
    payload_length: int
    """Bytes sent."""
    digest: str
    """Of the payload."""
    etag: str | None
    last_modified: str | None
    """As the server said it."""
    lacks: str | None
    """What of the page could not be had."""
    record: Position
    """Where its WARC record stands."""
    body_in: Position | None
    """The record that holds the body, which may be an earlier capture's; None where it is lost."""


def capture_facts(db: Database, article_id: int, public_id: str, number: int) -> CaptureFacts:
    """What is known of a column's capture with a number; NotThere when it has none with it."""
    row = _row(db, article_id, public_id, number)
    holder = _holder(db, row)
    with columns.damage_told(db, article_id):
        return CaptureFacts(
            public_id=public_id,
            number=number,
            captures=captures.count_captures_of(db, article_id),
            url=row.url,
            via=listed(row.via),
            captured_at=moment(row.captured_at),
            status=row.status,
            outcome=row.outcome,
            content_type=row.content_type,
            payload_length=row.payload_length,
            digest=row.digest,
            etag=row.etag,
            last_modified=row.last_modified,
            lacks=row.lacks,
            record=row.position,
            body_in=None if holder is None else holder.position,
        )


def received_body(
    archive: OpenArchive, article_id: int, public_id: str, number: int
) -> ReceivedBody:
    """The body of a column's capture with a number; NotThere when it has none with it.

    A capture that brought what another holds has that one's, and a 304 the body it confirmed.
    """
    row = _row(archive.db, article_id, public_id, number)
    holder = _holder(archive.db, row)
    if holder is None:
        raise Damaged(
            f"{public_id}: the capture that holds the body of its capture {number} is missing;"
            " `desk verify` says what else is"
        )
    try:
        body = bodies.read(archive.folder / WARC_FOLDER, holder)
    except DamagedRecord as fault:
        place = f"{holder.warc_file}, record at offset {holder.warc_offset}"
        raise Damaged(f"{public_id}: {place}: {fault.seen}") from fault
    return ReceivedBody(
        number=number,
        url=row.url,
        captured_at=moment(row.captured_at),
        content_type=row.content_type or holder.content_type,
        body=body,
        warc_file=holder.warc_file,
        warc_offset=holder.warc_offset,
    )


def _row(db: Database, article_id: int, public_id: str, number: int) -> CaptureRow:
    capture_id = received.capture_id(db, article_id, number)
    row = None if capture_id is None else captures.capture_by_id(db, capture_id)
    if row is None:
        count = captures.count_captures_of(db, article_id)
        raise NotThere(f"{public_id}: no capture {number}; it has 1 to {count}")
    return row


def _holder(db: Database, row: CaptureRow) -> CaptureRow | None:
    if row.revisit_of is None:
        return row
    return captures.capture_by_id(db, row.revisit_of)
