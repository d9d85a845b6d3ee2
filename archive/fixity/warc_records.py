"""Whether the WARC files still hold what the database says they hold, each record read once.

Files are walked from end to end beside the captures sorted by their place in them, so that requests
and records that no row knows are checked too, and memory stays at one record.
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from archive.db.capture_lists import ExpectedRecord, captures_in, expected_records
from archive.db.warc_beside import WARC_FOLDER
from archive.folder.archive import Archive
from archive.folder.record_check import differences, digest_faults
from archive.model.problem import Problem
from archive.warc.reading import (
    DamagedRecord,
    WarcRecord,
    fault_of_file,
    next_record,
    read_from,
    read_record,
    unreadable,
    warc_files,
)
from archive.warc.redaction import is_tombstone

RESTORE = "restore the file from a copy"
TAKEN_OUT = "a takedown overwrote it, and its row is still there"
FORGET_AGAIN = (
    "run the same desk forget again, with --raw, or forget the column of this address, too"
)
LET_READ = "see to its rights and to the disk, then check again"


def check_files(
    archive: Archive, *, checked: Callable[[], None], tail_settled: bool
) -> Iterator[Problem]:
    """Each capture whose record is gone or not the same, and each damaged record beside them.

    `checked` is called for each capture. `tail_settled` says that no command is writing: then a
    record half there at a file's end is a torn tail.
    """
    folder = archive.folder / WARC_FOLDER
    rows = expected_records(archive.db, None)
    seen: set[str] = set()
    for name, stored in groupby(rows, key=lambda row: row.file):
        seen.add(name)
        yield from check_file(archive, name, stored, checked=checked, tail_settled=tail_settled)
    try:
        others = [path.name for path in warc_files(folder) if path.name not in seen]
    except FileNotFoundError:  # told of each file that should be there
        return
    except OSError as fault:
        yield Problem("captures", str(folder), unreadable(fault), LET_READ)
        return
    for name in others:
        yield from check_file(archive, name, iter(()), checked=checked, tail_settled=tail_settled)


def check_records(archive: Archive, rows: Iterator[ExpectedRecord]) -> Iterator[Problem]:
    """What is wrong with the records of some captures, each looked up by itself."""
    folder = archive.folder / WARC_FOLDER
    for row in rows:
        path = folder / row.file
        try:
            record = read_record(folder, row.position)
        except DamagedRecord as fault:
            yield damage(path, row.offset, row, fault, torn=False)
        else:
            yield from record_problems(path, row.offset, row, record)


def check_file(
    archive: Archive,
    name: str,
    stored: Iterator[ExpectedRecord],
    *,
    checked: Callable[[], None],
    tail_settled: bool,
) -> Iterator[Problem]:
    """What is wrong with one WARC file, whose rows come in the order of their offsets.

    A file that is missing, or that the system does not let be read, is one problem.
    """
    path = archive.folder / WARC_FOLDER / name
    fault, remedy = fault_of_file(path) if path.name == name else "the file is missing", RESTORE
    if fault is None:
        try:
            yield from _faults(path, stored, checked=checked, tail_settled=tail_settled)
            return
        except OSError as error:
            fault, remedy = unreadable(error), LET_READ
    for _ in stored:
        checked()
    lost = captures_in(archive.db, name)
    yield Problem("captures", str(path), f"{fault}, with {lost:,} captures in it", remedy)


def _faults(
    path: Path, stored: Iterator[ExpectedRecord], *, checked: Callable[[], None], tail_settled: bool
) -> Iterator[Problem]:
    """What is wrong with the records of a file."""
    size, place = path.stat().st_size, 0
    row = next(stored, None)
    with path.open("rb") as file:
        while place < size or row is not None:
            if row is not None and (row.offset < place or row.offset >= size):
                where = "within another record" if row.offset < place else "beyond the file's end"
                yield record_problem(path, row.offset, row.url, f"its place is {where}")
                checked()
                row = next(stored, None)
                continue
            here, start = None, place
            if row is not None and row.offset == place:
                here, row = row, next(stored, None)
                checked()
            try:
                record = read_from(file, path, place)
            except DamagedRecord as fault:
                following = next_record(path, place + 1)
                place = following.position.offset if following else size
                if here or following or row or tail_settled:
                    torn = not (here or following or row)
                    yield damage(path, start, here, fault, torn=torn)
                if row is not None and row.offset > start:
                    place = min(place, row.offset)
            else:
                yield from record_problems(path, place, here, record)
                place += record.position.length


def record_problems(
    path: Path, offset: int, row: ExpectedRecord | None, record: WarcRecord
) -> Iterator[Problem]:
    """What is wrong with a whole record, which a row may refer to."""
    if row is not None and is_tombstone(record):
        yield record_problem(path, offset, row.url, TAKEN_OUT, remedy=FORGET_AGAIN)
    elif faults := differences(row, record) if row is not None else digest_faults(record):
        yield record_problem(path, offset, record.url, ", ".join(faults))


def damage(
    path: Path, offset: int, row: ExpectedRecord | None, fault: DamagedRecord, *, torn: bool
) -> Problem:
    """A stretch of a file that is not a whole record."""
    if torn:
        return Problem(
            "captures",
            f"{path}, offset {offset}",
            "a torn tail, left by a command that was killed; no capture is in it",
            "the next command that writes, such as `desk crawl`, cuts it",
        )
    return record_problem(path, offset, row.url if row else None, fault.seen)


def record_problem(
    path: Path, offset: int, url: str | None, what: str, *, remedy: str = RESTORE
) -> Problem:
    """A problem with the record at a place."""
    where = f"{path}, record at offset {offset}" + (f", {url}" if url else "")
    return Problem("captures", where, what, remedy)
