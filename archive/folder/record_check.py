"""Whether a WARC record is what a row of `captures` says of it: rows are not believed.

A check asks it of records that are held, and a merge of records that come from elsewhere.
"""

import hashlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from archive.db.capture_lists import ExpectedRecord
from archive.db.captures import CaptureRow
from archive.warc.reading import DamagedRecord, WarcRecord, read_from
from archive.warc.response import UnreadableResponse
from archive.warc.writing import target_uri

NOT_MODIFIED = 304


def differences(row: ExpectedRecord, record: WarcRecord) -> list[str]:
    """In what a record is not what its row says of it."""
    faults = []
    if record.url != target_uri(row.url):
        faults.append(f"it is of another address than its capture, {row.url}")
    if record.type != row.type:
        faults.append(f"it is a {record.type} record, and should be a {row.type}")
    elif record.position.length != row.length:
        faults.append(f"it has {record.position.length:,} bytes, and should have {row.length:,}")
    elif row.type != "revisit" and sha256_of_payload(record) != row.digest:
        faults.append("its body is not the one whose sha256 the database has")
    return [*faults, *digest_faults(record)]


def digest_faults(record: WarcRecord) -> list[str]:
    """Which of its own digests a record no longer has."""
    try:
        return [f"its {name} digest does not hold" for name in record.failed_digests()]
    except UnreadableResponse:
        return ["it holds no HTTP response"]


def sha256_of_payload(record: WarcRecord) -> str | None:
    """The digest of what a record keeps; None when it is no HTTP response, and should be."""
    try:
        return hashlib.sha256(record.payload()).hexdigest()
    except UnreadableResponse:
        return None


def check_adopted(row: CaptureRow, members: Sequence[bytes], *, holder: CaptureRow | None) -> None:
    """DamagedRecord unless the records of another archive's capture bear out all its row says.

    `members` are its record and perhaps the request; `holder` is the row here that `row` refers to.
    """
    if faults := list(_adopted_faults(row, members, holder)):
        raise DamagedRecord(Path(row.warc_file), row.warc_offset, ", ".join(faults))


def _adopted_faults(
    row: CaptureRow, members: Sequence[bytes], holder: CaptureRow | None
) -> Iterator[str]:
    answer, *others = (read_from(BytesIO(member), Path(row.warc_file), 0) for member in members)
    yield from differences(ExpectedRecord.of(row), answer)
    if answer.position.length != len(members[0]):
        yield "more than a record stands there"
    if answer.moment != row.captured_at:
        yield f"it is of another moment than its capture, {row.captured_at}"
    if answer.type in ("response", "revisit"):
        try:
            status = answer.response().status
        except UnreadableResponse:
            return  # told already
        if status != row.status:
            yield f"its status is {status}, and should be {row.status}"
    if answer.type != "revisit" and (length := len(answer.payload())) != row.payload_length:
        yield f"its body has {length:,} bytes, and should have {row.payload_length:,}"
    if row.revisit_of is not None and (
        holder is None
        or holder.revisit_of is not None
        or (row.status != NOT_MODIFIED and holder.digest != row.digest)
    ):
        yield "the capture it refers to has not its body"
    for other in others:
        asked = other.headers.get("warc-concurrent-to") == answer.headers.get("warc-record-id")
        if other.type != "request" or not asked:
            yield f"a {other.type} record behind it is not its request"
