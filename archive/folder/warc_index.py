"""The WARC files of a folder as a database that is being rebuilt needs them: indexed by record id.

Files are walked once from end to end; what is damaged is named, and passed. Which records came
into the database that was lost, and what was made of them, is read from the journals.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from archive.db import captures, warc_index
from archive.db.warc_beside import WARC_FOLDER
from archive.folder import bodies
from archive.folder.archive import Archive
from archive.model.problem import Progress
from archive.model.timeline import NOT_MODIFIED
from archive.warc.journal import ANNOUNCED, Entry, confirmed_by, is_journal, read_journal
from archive.warc.known import known_in, known_of_other
from archive.warc.reading import (
    DamagedRecord,
    WarcRecord,
    next_record,
    read_from,
    read_record,
    warc_files,
)
from archive.warc.redaction import is_tombstone
from archive.warc.response import UnreadableResponse

REDIRECT = re.compile(rb"HTTP/\S+ 3(?:0[12378])")
PERMANENT = frozenset((301, 308))
REDIRECTS_OPEN = 10_000
"""That led to what never came, and are remembered: out of scope, most of them."""
RECEIVED = frozenset(("response", "revisit", "resource"))
STEP = 2
"""Between the numbers of two records, so that there is one for a journal that is not there."""
UNNAMED = ""
"""In place of the id of a journal of files in which there is none."""
REPORT_EVERY = 500
"""Records between two words of progress."""


def index_files(archive: Archive, progress: Progress) -> list[str]:
    """What is damaged in the WARC files, all whole records of which are indexed by now."""
    problems: list[str] = []
    files = warc_files(archive.folder / WARC_FOLDER)
    total, before, number = sum(path.stat().st_size for path in files), 0, 0
    confirmed: dict[str, int] = {}
    has_journals = False
    redirects = _Redirects()
    with archive.write() as db:
        for path in files:
            for record in _walk(path, problems):
                number += STEP
                if number % REPORT_EVERY == 0:
                    progress("indexing, bytes", before + record.position.offset, total)
                if (journal := confirmed_by(record)) is not None:
                    confirmed[journal] = number
                elif is_journal(record):
                    try:
                        head, _ = read_journal(record)
                    except DamagedRecord as fault:
                        problems.append(f"{fault}; passed over")
                        continue
                    warc_index.put_journal(
                        db,
                        head.record_id,
                        record.position,
                        number=number,
                        follows=head.follows,
                        goes_on=head.goes_on,
                    )
                elif (known_of := known_of_other(record)) is not None:
                    warc_index.set_known(db, known_of, record.position)
                elif record.type == "warcinfo":
                    has_journals = has_journals or ANNOUNCED in record.block
                elif record.type in RECEIVED or is_tombstone(record):
                    led = redirects.passed(record)
                    if (seen := _put(archive, record, number, led)) is not None:
                        place = record.position.offset
                        problems.append(f"{path}, record at offset {place}: {seen}; passed over")
            before += path.stat().st_size
        if not has_journals and not warc_index.all_journals(db):
            warc_index.put_journal(db, UNNAMED, None, number=number + 1, follows=None)
            confirmed[UNNAMED] = number + 1
        _enter_damaged(archive, confirmed)
        _settle_commits(archive, set(confirmed))
        progress("indexing, bytes", total, total)
    return problems


def _put(archive: Archive, record: WarcRecord, number: int, led: "_Redirected") -> str | None:
    """Why a record is not indexed; None when it is.

    Of two that are one capture's, or taken out by now, the later counts: a merge that was killed
    and done again wrote its records twice, and a takedown writes some anew.
    """
    record_id = record.headers.get("warc-record-id", "")
    former = warc_index.record_of(archive.db, record_id)
    redacted = is_tombstone(record) or (former is not None and former.redacted)
    if former is not None and not redacted:
        other = read_record(archive.folder / WARC_FOLDER, former.position)
        if _capture_of(other) != _capture_of(record):
            place = former.position
            return f"its id, {record_id}, is that of the one at {place.offset} of {place.file}"
    warc_index.put_record(
        archive.db,
        record_id,
        record.position,
        number=number,
        redacted=redacted,
        led=led.via,
        led_for_good=led.for_good,
    )
    return None


def _capture_of(record: WarcRecord) -> tuple[str | None, str | None, int | None]:
    """Address, moment and status by which a record written anew is known to be the same capture's;
    its body may stand elsewhere by now."""
    try:
        status = None if record.type == "resource" else record.response().status
    except UnreadableResponse:
        status = None
    return record.url, record.moment, status


@dataclass(frozen=True, slots=True)
class _Redirected:
    """By which redirects an address was come to."""

    via: tuple[str, ...] = ()
    for_good: bool = False


class _Redirects:
    """Where redirects led that nothing has come of yet, as records are passed in their order."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, _Redirected] = OrderedDict()

    def passed(self, record: WarcRecord) -> _Redirected:
        """By which redirects a record was come to; its own is noted."""
        led = self._open.pop(record.url or "", _Redirected())
        if record.type == "resource" or not REDIRECT.match(record.block):
            return led
        try:
            response = record.response()
            headers = {name.lower(): value for name, value in response.headers}
            target = urljoin(record.url or "", headers.get("location", ""))
        except (UnreadableResponse, ValueError):
            return led
        if record.url is not None and "location" in headers:
            for_good = response.status in PERMANENT and (led.for_good or not led.via)
            self._open[target] = _Redirected((*led.via, record.url), for_good)
            if len(self._open) > REDIRECTS_OPEN:
                self._open.popitem(last=False)
        return led


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


def _enter_damaged(archive: Archive, confirmed: Mapping[str, int]) -> None:
    """Enter the journals that are referred to and not there: their rows were committed."""
    journals = warc_index.all_journals(archive.db)
    known = {journal.record_id for journal in journals}
    missing: dict[str, int] = {}
    for journal in journals:
        if journal.follows is not None and journal.follows not in known:
            missing[journal.follows] = journal.number
    for record_id, number in confirmed.items():
        if record_id not in known:
            missing[record_id] = min(number, missing.get(record_id, number))
    for record_id, number in missing.items():
        warc_index.put_journal(archive.db, record_id, None, number=number - 1, follows=None)


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


def entries(archive: Archive, *, since: int) -> Iterator[tuple[int, list[Entry] | None]]:
    """Number and entries of each journal from a number on whose rows were committed.

    None in place of the entries of one that is damaged, or was never written.
    """
    for journal in warc_index.committed_journals(archive.db, since=since):
        if journal.position is None:
            yield journal.number, None
        else:
            record = read_record(archive.folder / WARC_FOLDER, journal.position)
            yield journal.number, read_journal(record)[1]


def enter_record(
    archive: Archive,
    record_id: str,
    *,
    outlet_id: int | None,
    older: bool = False,
    body: str | None = None,
) -> int | None:
    """Row id of the capture that a record is; None when none is there, or it was taken out.

    DamagedRecord when no row can be made of it. One that is `older` than journals does not say what
    redirected to it: the records before it do. `body` is the id of the record with its body, where
    it names another.
    """
    db = archive.db
    indexed = warc_index.record_of(db, record_id)
    if indexed is None or indexed.redacted:
        return None
    record = read_record(archive.folder / WARC_FOLDER, indexed.position)
    said = read_record(archive.folder / WARC_FOLDER, indexed.known) if indexed.known else record
    values = {**_values(archive, record, body), **known_in(said)._asdict()}
    if older and not values["via"]:
        values |= {"via": indexed.led, "moved_permanently": indexed.led_for_good}
    with archive.write():
        capture_id = captures.insert_capture(
            db, outlet_id=outlet_id, position=record.position, **values
        )
        warc_index.set_capture(db, record_id, capture_id)
        archive.journal.capture(capture_id, record_id, outlet_id)
    return capture_id


def _values(archive: Archive, record: WarcRecord, body: str | None) -> dict[str, Any]:
    """What a row says of a record."""
    if record.url is None or record.moment is None:
        raise _damaged(record, "it has no address or no moment")
    try:
        received = asdict(bodies.fields_of_record(record))
    except UnreadableResponse as fault:
        raise _damaged(record, str(fault)) from fault
    holder: captures.CaptureRow | None = None
    if record.type == "revisit":
        holder = _holder(archive, record, body)
        if received["status"] != NOT_MODIFIED:
            received |= {"digest": holder.digest, "payload_length": holder.payload_length}
    return {
        "captured_at": record.moment,
        "revisit_of": None if holder is None else holder.id,
        "url": record.url,
        **received,
    }


def _holder(archive: Archive, record: WarcRecord, body: str | None) -> captures.CaptureRow:
    """The capture that holds the body of a revisit."""
    held = warc_index.record_of(archive.db, body or record.headers.get("warc-refers-to", ""))
    if held is not None and held.capture_id is not None:
        holder = captures.capture_by_id(archive.db, held.capture_id)
        if holder is not None:
            return holder
    raise _damaged(record, "the record that has its body is not there")


def _damaged(record: WarcRecord, seen: str) -> DamagedRecord:
    return DamagedRecord(Path(record.position.file), record.position.offset, seen)
