"""Whether the records of another archive's capture are what its row says, and can stand here.

A rebuild makes a row of the record alone. So nothing in a record that a rebuild goes by may say
other than the row, or lead to another record.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from archive.db.capture_lists import ExpectedRecord
from archive.db.captures import CaptureRow, listed
from archive.folder.bodies import fields_of_record
from archive.folder.record_check import differences, digest_faults
from archive.folder.record_ids import RecordIds
from archive.model.timeline import NOT_MODIFIED
from archive.model.times import moment_text
from archive.warc.known import KNOWN, MOVED, RIGHTS, VIA, Known, known_block, known_in, says_known
from archive.warc.reading import RECORD_ID, DamagedRecord, WarcRecord, read_from
from archive.warc.response import UnreadableResponse
from archive.warc.writing import frame, target_uri

MOST_SHOWN = 60
"""Characters of a value in a message."""


class Holder(NamedTuple):
    """The capture here that holds the body of an adopted one."""

    row: CaptureRow
    record_id: str


class Adopted(NamedTuple):
    """What is written of another archive's capture, and what a journal says of it."""

    members: list[bytes]
    """Its records as they came, and behind them what they leave unsaid."""
    record_id: str
    body: str | None
    """The id of the record here that holds its body, where it names another copy of that one."""


def check_adopted(
    row: CaptureRow, members: Sequence[bytes], *, holder: Holder | None, ids: RecordIds
) -> Adopted:
    """What to write of a capture; DamagedRecord unless its record bears out all its row says.

    `members` are its record and perhaps the request; `holder` is of the row here that `row`
    refers to.
    """
    answer, *others = (read_from(BytesIO(member), Path(row.warc_file), 0) for member in members)
    damage = differences(ExpectedRecord.of(row), answer)
    faults = [*damage, *_faults_of_answer(row, answer, members[0])]
    faults += _faults_of_reference(row, answer, holder)
    for other in others:
        faults += _faults_of_request(answer, other)
    record_id = answer.headers.get("warc-record-id", "")
    if seen := ids.fault_of(record_id):
        faults.append(seen)
    if faults:
        path, seen = Path(row.warc_file), ", ".join(faults)
        raise DamagedRecord(path, row.warc_offset, seen, as_written=not damage)
    copied = holder is not None and answer.headers.get("warc-refers-to") != holder.record_id
    written = [*members, *_unsaid(row, answer)]
    return Adopted(written, record_id, holder.record_id if holder and copied else None)


def _faults_of_answer(row: CaptureRow, answer: WarcRecord, member: bytes) -> Iterator[str]:
    if answer.position.length != len(member):
        yield "more than a record stands there"
    if "warc-concurrent-to" in answer.headers:
        yield "it says that it belongs to another record"
    if answer.moment != row.captured_at:
        yield f"it is of another moment than its capture, {row.captured_at}"
    if answer.url == target_uri(row.url) != row.url:
        yield "its capture's address has white space in it"
    try:
        received = asdict(fields_of_record(answer))
    except UnreadableResponse:
        return  # told already
    del received["digest"]  # told already
    if answer.type == "revisit":  # whose body is elsewhere
        del received["payload_length"]
    for name, value in received.items():
        if value != (said := getattr(row, name)):
            yield f"its {name.replace('_', ' ')} is {_shown(value)}, and should be {_shown(said)}"
    yield from _faults_of_known(row, answer)


def _faults_of_known(row: CaptureRow, answer: WarcRecord) -> Iterator[str]:
    """In what its own fields are not as the row; one that has none is older than they are."""
    if not says_known(answer):
        return
    try:
        known = known_in(answer)
    except DamagedRecord as fault:
        yield fault.seen
        return
    for field, here, there in zip((VIA, MOVED, RIGHTS), known, _known_of(row), strict=True):
        if here != there:
            yield f"{field} is {_shown(here)}, and should be {_shown(there)}"


def _known_of(row: CaptureRow) -> Known:
    return Known(listed(row.via), bool(row.moved_permanently), listed(row.rights))


def _unsaid(row: CaptureRow, answer: WarcRecord) -> Iterator[bytes]:
    """A record with what the row knows and the one adopted does not say."""
    known = _known_of(row)
    if says_known(answer) or known == Known():
        return
    fields = {
        "WARC-Target-URI": answer.url,
        "WARC-Date": answer.headers["warc-date"],
        "WARC-Concurrent-To": answer.headers["warc-record-id"],
    }
    yield frame("metadata", known_block(known), fields, content_type=KNOWN)


def _faults_of_reference(
    row: CaptureRow, answer: WarcRecord, holder: Holder | None
) -> Iterator[str]:
    if row.revisit_of is None:
        return
    if (
        holder is None
        or holder.row.revisit_of is not None
        or (row.status != NOT_MODIFIED and holder.row.digest != row.digest)
    ):
        yield "the capture it refers to has not its body"
    elif answer.headers.get("warc-refers-to") != holder.record_id and not _is_copy(answer, holder):
        yield "it refers to another record than the one with its body"


def _is_copy(answer: WarcRecord, holder: Holder) -> bool:
    """Whether a revisit names the same address and moment: both archives may have imported it."""
    try:
        referred = moment_text(
            datetime.fromisoformat(answer.headers.get("warc-refers-to-date", ""))
        )
    except (ValueError, OverflowError):
        return False
    named = answer.headers.get("warc-refers-to-target-uri")
    return (named, referred) == (target_uri(holder.row.url), holder.row.captured_at)


def _faults_of_request(answer: WarcRecord, other: WarcRecord) -> Iterator[str]:
    asked = other.headers.get("warc-concurrent-to") == answer.headers.get("warc-record-id")
    if other.type != "request" or not asked:
        yield f"a {other.type} record behind it is not its request"
        return
    if (other.url, other.moment) != (answer.url, answer.moment):
        yield "its request is of another address or moment"
    if not RECORD_ID.fullmatch(other.headers.get("warc-record-id", "")):
        yield "its request has no id"
    yield from (f"its request: {fault}" for fault in digest_faults(other))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
