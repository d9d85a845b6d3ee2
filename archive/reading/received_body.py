"""What a column's capture holds: the body as it was received, its coding undone."""

from dataclasses import dataclass
from datetime import datetime

from archive.db import captures
from archive.db.captures import CaptureRow
from archive.db.columns import received
from archive.db.warc_beside import WARC_FOLDER
from archive.folder import bodies
from archive.folder.open_archive import OpenArchive
from archive.model.errors import Damaged, NotThere
from archive.model.times import moment
from archive.warc.reading import DamagedRecord


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


def received_body(
    archive: OpenArchive, article_id: int, public_id: str, number: int
) -> ReceivedBody:
    """The body of a column's capture with a number; NotThere when it has none with it.

    A capture that brought what another holds has that one's, and a 304 the body it confirmed.
    """
    capture_id = received.capture_id(archive.db, article_id, number)
    if capture_id is None:
        count = captures.count_captures_of(archive.db, article_id)
        raise NotThere(f"{public_id}: no capture {number}; it has 1 to {count}")
    row = captures.capture_by_id(archive.db, capture_id)
    holder = row and _holder(archive, row)
    if row is None or holder is None:
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


def _holder(archive: OpenArchive, row: CaptureRow) -> CaptureRow | None:
    if row.revisit_of is None:
        return row
    return captures.capture_by_id(archive.db, row.revisit_of)
