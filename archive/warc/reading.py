"""Records read back from WARC files, one gzip member at a time, with what is wrong said by offset.

Reading only, and only records as this project writes them: one to a gzip member. The walk is the
gate for what counts as whole, as `warcio check` passes files that were cut (rc 0).
"""

import base64
import contextlib
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

from archive.model.errors import Damaged
from archive.model.times import moment_text
from archive.warc.response import ResponseParts, split_response

MAX_RECORD = 64 * 1024**2
"""Bytes of one record once unpacked: bodies end at 16 MiB, and chunks may be one byte each."""
MAX_RECORD_HEAD = 64 * 1024
READ_SIZE = 64 * 1024
HEAD_AT_ONCE = 2048
"""Bytes in which most heads end: bodies need not be unpacked for them."""
RECORD_ID = re.compile(r"<urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}>")
"""The form of an id, which is to be the only one of its kind."""
GZIP_MAGIC = b"\x1f\x8b\x08"
NAME = re.compile(r"foreign-desk-(?:\d{14}-)?(\d{5,})(?:-[0-9a-f]{8})?\.warc\.gz\Z")
"""Of files by now, and of those from before names had a time and a random part."""

RecordType = Literal["warcinfo", "response", "request", "revisit", "resource", "metadata"]


class DamagedRecord(Damaged):
    """Bytes in a WARC file that are not a whole record, or not the one that should stand there.

    `as_written` says that the file is as it was written, so that no copy of it has another record.
    """

    def __init__(self, path: Path, offset: int, seen: str, *, as_written: bool = False) -> None:
        remedy = "" if as_written else "; restore the file from a copy"
        super().__init__(f"{path}, record at offset {offset}: {seen}{remedy}")
        self.seen = seen


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record stands: file name within the WARC folder, and its bytes in that file."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcRecord:
    """One whole record as it stands in a file."""

    position: Position
    headers: Mapping[str, str]
    """By lower-case name."""
    block: bytes

    @property
    def type(self) -> str:
        return self.headers.get("warc-type", "")

    @property
    def url(self) -> str | None:
        return self.headers.get("warc-target-uri")

    @property
    def moment(self) -> str | None:
        """When it says that it was made, as rows write it; None when it says nothing of use."""
        try:
            return moment_text(datetime.fromisoformat(self.headers.get("warc-date", "")))
        except (ValueError, OverflowError):
            return None

    def response(self) -> ResponseParts:
        """The HTTP response in a response or revisit record."""
        return split_response(self.block)

    def payload(self) -> bytes:
        """What the record keeps: a response's entity without its chunks, else the whole block."""
        return self.response().entity if self.type in ("response", "revisit") else self.block

    def failed_digests(self) -> tuple[str, ...]:
        """Names of the record's own digests that its bytes no longer have."""
        failed = []
        if self.headers.get("warc-block-digest", "") != sha1(self.block):
            failed.append("block")
        announced = self.headers.get("warc-payload-digest")
        if announced and self.type != "revisit" and announced != sha1(self.payload()):
            failed.append("payload")
        return tuple(failed)


def read_record(folder: Path, position: Position) -> WarcRecord:
    """The record at a position of one of the folder's files; rows name none beside it."""
    if not NAME.match(position.file):
        named = f"{position.file[:80]!r} is the name of no WARC file"
        raise DamagedRecord(folder, position.offset, named)
    return record_at(folder / position.file, position.offset)


def record_at(path: Path, offset: int) -> WarcRecord:
    """The record that begins at an offset of a file."""
    if seen := fault_of_file(path):
        raise DamagedRecord(path, offset, seen)
    try:
        if not 0 <= offset <= path.stat().st_size:
            raise DamagedRecord(path, offset, "it is beyond the file's ends")
        with path.open("rb") as file:
            return read_from(file, path, offset)
    except OSError as fault:
        raise DamagedRecord(path, offset, unreadable(fault)) from fault


def fault_of_file(path: Path) -> str | None:
    """Why no record can be in a path; None for a file. Opening a pipe would wait for ever."""
    try:
        if path.is_file():
            return None
        return "it is no file" if path.exists() else "the file is missing"
    except OSError as fault:  # in a folder that may not be entered
        return unreadable(fault)


def unreadable(fault: OSError) -> str:
    """What to say of a file that cannot be read."""
    return f"it cannot be read ({fault.strerror or fault})"


def record_id_at(folder: Path, position: Position) -> str:
    """The id of the record at a position; only its head is read."""
    path = folder / position.file
    if seen := fault_of_file(path):
        raise DamagedRecord(path, position.offset, seen)
    try:
        with path.open("rb") as file:
            head = _head_at(file, path, position.offset)
    except OSError as fault:
        raise DamagedRecord(path, position.offset, unreadable(fault)) from fault
    named = fields_of(head).get("warc-record-id")
    if not named:
        raise DamagedRecord(path, position.offset, "what stands there is no WARC record")
    return named


def _head_at(file: BinaryIO, path: Path, offset: int) -> bytes:
    """The head of the record at an offset, or what there is of one."""
    file.seek(offset)
    engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
    data = b""
    while b"\r\n\r\n" not in data and len(data) < MAX_RECORD_HEAD and not engine.eof:
        packed = engine.unconsumed_tail or file.read(HEAD_AT_ONCE)
        if not packed:
            break
        try:
            data += engine.decompress(packed, HEAD_AT_ONCE)
        except zlib.error as fault:
            raise DamagedRecord(path, offset, f"its gzip member is not sound ({fault})") from fault
    return data.partition(b"\r\n\r\n")[0]


def fields_of(head: bytes) -> dict[str, str]:
    """The fields of a record's head by lower-case name; of two of one name, the first."""
    fields: dict[str, str] = {}
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return fields


def read_from(file: BinaryIO, path: Path, offset: int) -> WarcRecord:
    """The record that begins at an offset of an open file."""
    data, length = unpacked_member(file, path, offset)
    head, ended, rest = data.partition(b"\r\n\r\n")
    if not ended or not head.startswith(b"WARC/1.") or len(head) > MAX_RECORD_HEAD:
        raise DamagedRecord(path, offset, "what stands there is no WARC record")
    headers = fields_of(head)
    if headers.get("content-length") != str(len(rest) - 4) or not rest.endswith(b"\r\n\r\n"):
        raise DamagedRecord(path, offset, "the record is not as long as it says")
    return WarcRecord(
        position=Position(path.name, offset, length), headers=headers, block=rest[:-4]
    )


def unpacked_member(file: BinaryIO, path: Path, offset: int) -> tuple[bytes, int]:
    """Contents of the gzip member at an offset, and its length in the file."""
    file.seek(offset)
    engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
    pieces: list[bytes] = []
    length, room = 0, MAX_RECORD
    while not engine.eof:
        packed = engine.unconsumed_tail or file.read(READ_SIZE)
        if not packed:
            raise DamagedRecord(path, offset, "the file ends before the record does")
        length += 0 if engine.unconsumed_tail else len(packed)
        try:
            piece = engine.decompress(packed, room)
        except zlib.error as fault:
            raise DamagedRecord(path, offset, f"its gzip member is not sound ({fault})") from fault
        pieces.append(piece)
        room -= len(piece)
        if room <= 0:
            raise DamagedRecord(path, offset, f"it is larger than {MAX_RECORD:,} bytes")
    return b"".join(pieces), length - len(engine.unused_data)


def whole_records(path: Path, start: int = 0) -> Iterator[WarcRecord]:
    """The records of a file from an offset on, up to the first that is not whole."""
    size = path.stat().st_size
    with path.open("rb") as file:
        while start < size:
            try:
                record = read_from(file, path, start)
            except DamagedRecord:
                return
            yield record
            start += record.position.length


def whole_until(path: Path, *, known: Position | None = None) -> int | None:
    """Where the last whole record of a file ends; None when more than a torn tail is wrong with it.

    That is so when the database knows of records beyond, or when whole records follow the damage:
    then nothing may be cut, and the file is left for `desk verify` to name. What stands before the
    last record it knows is not walked, unless that one is not there as it says.
    """
    end = known_end = 0
    if known is not None:
        known_end = known.offset + known.length
        with contextlib.suppress(DamagedRecord):
            if record_at(path, known.offset).position.length == known.length:
                end = known_end
    for record in whole_records(path, end):
        end = record.position.offset + record.position.length
    if end < known_end or next_record(path, end + 1) is not None:
        return None
    return end


def stretches(path: Path) -> Iterator[tuple[int, int, WarcRecord | None]]:
    """A file from end to end: where each whole record begins and ends, and each damaged stretch."""
    place, size = 0, path.stat().st_size
    with path.open("rb") as file:
        while place < size:
            start = place
            try:
                record = read_from(file, path, start)
            except DamagedRecord:
                following = next_record(path, start + 1)
                place = following.position.offset if following else size
                yield start, place, None
            else:
                place += record.position.length
                yield start, place, record


def next_record(path: Path, start: int) -> WarcRecord | None:
    """The first whole record at or after an offset, found by the magic number of its member."""
    with path.open("rb") as file:
        while True:
            file.seek(start)
            window = file.read(READ_SIZE)
            place = window.find(GZIP_MAGIC)
            if place >= 0:
                with contextlib.suppress(DamagedRecord):
                    return read_from(file, path, start + place)
                start += place + 1
            elif len(window) < READ_SIZE:
                return None
            else:
                start += READ_SIZE - len(GZIP_MAGIC) + 1


def warc_files(folder: Path) -> list[Path]:
    """The folder's WARC files in the order they were written."""
    named = [path for path in folder.iterdir() if NAME.match(path.name)]
    return sorted(named, key=lambda path: (number_of(path.name), path.name))


def number_of(name: str) -> int:
    """Which file of its folder it is, from 1; 0 for the name of no WARC file."""
    match = NAME.match(name)
    return int(match[1]) if match else 0


def sha1(data: bytes) -> str:
    """A digest as WARC headers customarily name it; no secret hangs on it."""
    digest = hashlib.sha1(data, usedforsecurity=False).digest()
    return "sha1:" + base64.b32encode(digest).decode()
