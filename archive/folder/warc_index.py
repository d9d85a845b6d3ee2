"""The WARC files of a folder as a database that is being rebuilt needs them: indexed by record id.

Files are walked once from end to end; what is damaged is named, and passed. Which records came
into the database that was lost, and what was made of them, is read from the journals.
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from archive.db import captures, warc_index
from archive.folder import bodies
from archive.folder.archive import WARC_FOLDER, Archive
from archive.folder.record_check import NOT_MODIFIED
from archive.model.errors import DeskError
from archive.model.problem import Progress
from archive.model.times import moment_text
from archive.warc.journal import (
    MOVED,
    RIGHTS,
    VIA,
    Entry,
    confirmed_by,
    is_journal,
    listed_in,
    read_journal,
)
from archive.warc.reading import (
    DamagedRecord,
    WarcRecord,
    next_record,
    read_from,
    read_record,
    warc_files,
)
from archive.warc.redaction import SAID
from archive.warc.response import UnreadableResponse

RECEIVED = frozenset(("response", "revisit", "resource"))
REPORT_EVERY = 500
"""Records between two words of progress."""


def index_files(archive: Archive, progress: Progress) -> list[str]:
    """What is damaged in the WARC files, all whole records of which are indexed by now."""
    problems: list[str] = []
    files = warc_files(archive.folder / WARC_FOLDER)
    total, before, number = sum(path.stat().st_size for path in files), 0, 0
    confirmed: set[str] = set()
    with archive.write() as db:
        for path in files:
            for record in _walk(path, problems):
                number += 1
                if number % REPORT_EVERY == 0:
                    progress("indexing, bytes", before + record.position.offset, total)
                if (journal := confirmed_by(record)) is not None:
                    confirmed.add(journal)
                elif is_journal(record):
                    head, _ = read_journal(record)
                    warc_index.put_journal(
                        db,
                        head.record_id,
                        record.position,
                        number=number,
                        follows=head.follows,
                        goes_on=head.goes_on,
                    )
                elif record.type in RECEIVED or record.block == SAID:
                    warc_index.put_record(
                        db,
                        record.headers.get("warc-record-id", ""),
                        record.position,
                        number=number,
                        redacted=record.block == SAID,
                    )
            before += path.stat().st_size
        _settle_commits(archive, confirmed)
        progress("indexing, bytes", total, total)
    return problems


def _walk(path: Path, problems: list[str]) -> Iterator[WarcRecord]:
    """The whole records of a file; what is not whole is named, but for a torn tail."""
    size, place = path.stat().st_size, 0
    with path.open("rb") as file:
        while place < size:
            try:
                record = read_from(file, path, place)
                faults = record.failed_digests()
            except (DamagedRecord, UnreadableResponse) as fault:
                following = next_record(path, place + 1)
                if following is not None:
                    seen = fault.seen if isinstance(fault, DamagedRecord) else str(fault)
                    problems.append(f"{path}, record at offset {place}: {seen}; passed over")
                place = size if following is None else following.position.offset
                continue
            if faults:
                what = f"its {' and '.join(faults)} digest does not hold"
                problems.append(f"{path}, record at offset {place}: {what}; passed over")
            else:
                yield record
            place += record.position.length


def _settle_commits(archive: Archive, confirmed: set[str]) -> None:
    """Say which journals tell of rows that were committed: see `archive.warc.journal`."""
    db = archive.db
    waiting: list[warc_index.IndexedJournal] = []
    committed: list[int] = []
    for journal in warc_index.all_journals(db):
        if waiting and journal.follows == waiting[-1].record_id:
            if not waiting[-1].goes_on:
                committed += [one.number for one in waiting]
                waiting = []
        else:
            waiting = []
        waiting.append(journal)
        if journal.record_id in confirmed:
            committed += [one.number for one in waiting]
            waiting = []
    warc_index.set_committed(db, committed)


def entries(archive: Archive, *, after: int) -> Iterator[tuple[int, list[Entry]]]:
    """Number and entries of each journal behind a number whose rows were committed."""
    for journal in warc_index.committed_journals(archive.db, after=after):
        record = read_record(archive.folder / WARC_FOLDER, journal.position)
        yield journal.number, read_journal(record)[1]


def enter_record(archive: Archive, record_id: str, *, outlet_id: int | None) -> int | None:
    """Row id of the capture that a record is; None when it is not whole, or refers to none."""
    db = archive.db
    indexed = warc_index.record_of(db, record_id)
    if indexed is None or indexed.redacted:
        return None
    record = read_record(archive.folder / WARC_FOLDER, indexed.position)
    with archive.write():
        capture_id = _enter(archive, record, outlet_id)
        if capture_id is not None:
            warc_index.set_capture(db, record_id, capture_id)
            archive.journal.capture(capture_id, record_id, outlet_id)
    return capture_id


def _enter(archive: Archive, record: WarcRecord, outlet_id: int | None) -> int | None:
    url, captured_at = record.url, record.headers.get("warc-date")
    if url is None or captured_at is None:
        raise DeskError(f"{record.position.file}, record at offset {record.position.offset}: bare")
    holder: captures.CaptureRow | None = None
    if record.type == "resource":
        received = bodies.fields_of_file(record.block, record.headers.get("content-type"))
    else:
        received = bodies.fields_of_response(record.response())
    if record.type == "revisit":
        held = warc_index.record_of(archive.db, record.headers.get("warc-refers-to", ""))
        if held is None or held.capture_id is None:
            return None
        holder = captures.capture_by_id(archive.db, held.capture_id)
        if holder is None:
            return None
    values = asdict(received)
    if holder is not None and received.status != NOT_MODIFIED:
        values |= {"digest": holder.digest, "payload_length": holder.payload_length}
    return captures.insert_capture(
        archive.db,
        outlet_id=outlet_id,
        captured_at=moment_text(datetime.fromisoformat(captured_at)),
        revisit_of=None if holder is None else holder.id,
        position=record.position,
        moved_permanently=record.headers.get(MOVED.lower()) is not None,
        via=listed_in(record, VIA),
        rights=listed_in(record, RIGHTS),
        url=url,
        **values,
    )
