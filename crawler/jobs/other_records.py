"""The WARC records of another desk, each compared with what its row says before it is kept."""

import os
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self

from archive.db.capture_lists import ExpectedRecord
from archive.db.captures import CaptureRow
from archive.files.plain import open_plain
from archive.fixity.warc_records import differences
from archive.model.times import moment_text
from archive.warc.reading import DamagedRecord, Position, WarcRecord, read_from


class OtherRecords:
    """The records in another desk's WARC files; no link is followed to one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: set[tuple[str, int]] = set()
        self._name = ""
        self._file: BinaryIO | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def members_of(self, row: CaptureRow) -> list[bytes]:
        """The gzip members of a capture's records, its request with it, as they stand there."""
        path = self._folder / row.warc_file
        place = (row.warc_file, row.warc_offset)
        if place in self._read:
            raise DamagedRecord(path, row.warc_offset, "it is the record of another capture")
        self._read.add(place)
        try:
            file = self._opened(path)
            record = read_from(file, path, row.warc_offset)
            if faults := _faults(row, record):
                raise DamagedRecord(path, row.warc_offset, ", ".join(faults))
            places = [record.position]
            with suppress(DamagedRecord):  # the file ends there
                behind = read_from(file, path, row.warc_offset + row.warc_length)
                if (
                    behind.type == "request"
                    and behind.headers.get("warc-concurrent-to") == record.headers["warc-record-id"]
                ):
                    places.append(behind.position)
            return [_bytes_at(file.fileno(), one) for one in places]
        except FileNotFoundError as fault:
            raise DamagedRecord(path, row.warc_offset, "the file is missing") from fault
        except OSError as fault:
            seen = f"it cannot be read ({fault.strerror})"
            raise DamagedRecord(path, row.warc_offset, seen) from fault

    def _opened(self, path: Path) -> BinaryIO:
        if self._file is None or path.name != self._name:
            self._open.close()
            self._file = self._open.enter_context(open_plain(path))
            self._name = path.name
        return self._file


def _faults(row: CaptureRow, record: WarcRecord) -> list[str]:
    """In what a record there is not what its row says."""
    expected = ExpectedRecord(
        file=row.warc_file,
        offset=row.warc_offset,
        length=row.warc_length,
        status=row.status,
        revisits=int(row.revisit_of is not None),
        digest=row.digest,
        url=row.url,
    )
    faults = differences(expected, record)
    if not record.headers.get("warc-record-id"):
        faults.append("it has no id")
    if _time_of(record) != row.captured_at:
        faults.append(f"it is of another time than its capture, {row.captured_at}")
    if row.status is not None and not faults and record.response().status != row.status:
        faults.append(f"its status is not {row.status}")
    return faults


def _time_of(record: WarcRecord) -> str | None:
    try:
        return moment_text(datetime.fromisoformat(record.headers.get("warc-date", "")))
    except ValueError:
        return None


def _bytes_at(descriptor: int, place: Position) -> bytes:
    return os.pread(descriptor, place.length, place.offset)
