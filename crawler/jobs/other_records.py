"""The WARC records of another desk; `Archive.adopt_capture` compares them with their rows."""

import os
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, Self

from archive.db.captures import CaptureRow
from archive.files.plain import open_plain
from archive.warc.reading import DamagedRecord, Position, WarcRecord, read_from, unreadable


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
            seen = "it is the record of another capture"
            raise DamagedRecord(path, row.warc_offset, seen, as_written=True)
        self._read.add(place)
        try:
            file = self._opened(path)
            record = read_from(file, path, row.warc_offset)
            name = record.headers.get("warc-record-id")
            if not name:
                raise DamagedRecord(path, row.warc_offset, "it has no id", as_written=True)
            places = [record.position]
            with suppress(DamagedRecord):  # the file ends there
                behind = read_from(file, path, row.warc_offset + row.warc_length)
                if behind.type == "request" and behind.headers.get("warc-concurrent-to") == name:
                    places.append(behind.position)
            return [_bytes_at(file.fileno(), one) for one in places]
        except FileNotFoundError as fault:
            raise DamagedRecord(path, row.warc_offset, "the file is missing") from fault
        except OSError as fault:
            seen = f"it cannot be read ({fault.strerror})"
            raise DamagedRecord(path, row.warc_offset, seen) from fault

    def record_of(self, row: CaptureRow) -> WarcRecord:
        """A capture's record, to be compared: `members_of` brings it."""
        path = self._folder / row.warc_file
        try:
            return read_from(self._opened(path), path, row.warc_offset)
        except OSError as fault:
            raise DamagedRecord(path, row.warc_offset, unreadable(fault)) from fault

    def _opened(self, path: Path) -> BinaryIO:
        if self._file is None or path.name != self._name:
            self._open.close()
            self._file = self._open.enter_context(open_plain(path))
            self._name = path.name
        return self._file


def _bytes_at(descriptor: int, place: Position) -> bytes:
    return os.pread(descriptor, place.length, place.offset)
