"""Which captures of another desk are here already.

A capture is the same when address, moment, status and body are. A takedown on either side may have
written a REST listing anew, without the entries of what was forgotten: its record keeps its id.
"""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from archive.db import capture_lists, captures
from archive.db.captures import CaptureRow
from archive.db.sqlite import Database
from archive.folder.record_check import digest_faults
from archive.model.timeline import NOT_MODIFIED
from archive.warc.reading import DamagedRecord, WarcRecord, read_from, read_record
from archive.warc.rewriting import referring_to
from archive.warc.writing import BYTES, REBUILT, revisit_of
from crawler.jobs.other_records import OtherRecords


class SameCaptures:
    """The captures here that are those of another desk."""

    def __init__(self, db: Database, warc_folder: Path, records: OtherRecords) -> None:
        self._db, self._folder, self._records = db, warc_folder, records
        self._anew: set[int] = set()
        """Row ids there of captures that have another body here, as one was written anew."""

    def held(self, row: CaptureRow) -> int | None:
        """Row id here of a capture of the other desk; those that others refer to are asked
        before them."""
        same = capture_lists.capture_like(self._db, row)
        return self._written_anew(row) if same is None else same

    def _written_anew(self, row: CaptureRow) -> int | None:
        for one in capture_lists.captures_at_moment(self._db, row):
            ours = captures.capture_by_id(self._db, one)
            if ours is None:
                continue
            try:
                here, there = read_record(self._folder, ours.position), self._records.record_of(row)
            except DamagedRecord:
                continue
            is_anew = row.revisit_of in self._anew or any(
                record.headers.get(BYTES.lower()) == REBUILT for record in (here, there)
            )
            if is_anew and _id(here) == _id(there):
                self._anew.add(row.id)
                return one
        return None

    def referring(
        self, row: CaptureRow, members: Sequence[bytes], holder: int
    ) -> tuple[CaptureRow, list[bytes]]:
        """A capture with its records as they can come in: a revisit of one that was written anew
        refers to the body here, of the capture `holder`."""
        unchanged = row, list(members)
        ours = captures.capture_by_id(self._db, holder)
        if row.revisit_of not in self._anew or row.status == NOT_MODIFIED or ours is None:
            return unchanged
        answer = read_from(BytesIO(members[0]), Path(row.warc_file), 0)
        held = read_record(self._folder, ours.position)
        reference = revisit_of(held, profile="identical-payload-digest")
        if (
            reference is None
            or answer.type != "revisit"
            or answer.headers.get("warc-refers-to") != _id(held)
            or answer.position.length != row.warc_length
            or not {"content-type", "warc-record-id"} <= answer.headers.keys()
            or digest_faults(answer)
        ):
            return unchanged  # its faults are told where it is adopted
        member = referring_to(answer, reference, {})
        changed = replace(
            row, digest=ours.digest, payload_length=ours.payload_length, warc_length=len(member)
        )
        return changed, [member, *members[1:]]


def _id(record: WarcRecord) -> str | None:
    return record.headers.get("warc-record-id")
