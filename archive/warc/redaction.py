"""Records of WARC files overwritten by tombstones of the same length.

The rest of a file stays byte for byte where it is, so that no other row changes, whenever the
program is killed: a copy of the file is written with the tombstones in it and put in its place. A
tombstone is a metadata record in a gzip member of its own; the member's comment field, which no
reader shows, fills it up to the length of the record that stood there.
"""

import shutil
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from archive.files.whole import clear_leftovers, replaced
from archive.model.errors import DeskError
from archive.warc.reading import DamagedRecord, Position, read_record, record_at, sha1

SAID = b"This record was taken out.\r\n"
COMMENTED = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"
"""Head of a gzip member with a comment (RFC 1952, 2.3)."""


def redact(folder: Path, positions: Iterable[Position]) -> int:
    """How many records were overwritten: those at the positions, and the requests behind them."""
    by_file: dict[str, set[int]] = {}
    for position in positions:
        by_file.setdefault(position.file, set()).add(position.offset)
    return sum(_redact_in(folder, name, offsets) for name, offsets in sorted(by_file.items()))


def _redact_in(folder: Path, name: str, offsets: set[int]) -> int:
    path = folder / name
    clear_leftovers(path)
    tombs: dict[int, bytes] = {}
    for offset in offsets:
        record = record_at(path, offset)
        if record.block == SAID:  # by a call that was cut off
            continue
        tombs[offset] = tombstone(record.headers, record.position.length)
        behind = _request_behind(folder, Position(name, offset, record.position.length))
        if behind is not None:
            tombs[behind] = tombstone(
                record_at(path, behind).headers, record_at(path, behind).position.length
            )
    if not tombs:
        return 0
    with replaced(path) as file:
        with path.open("rb") as before:
            shutil.copyfileobj(before, file)
        for offset, data in sorted(tombs.items()):
            file.seek(offset)
            file.write(data)
    return len(tombs)


def _request_behind(folder: Path, position: Position) -> int | None:
    """Where the request of a response stands, if right behind it."""
    record = read_record(folder, position)
    offset = position.offset + position.length
    try:
        behind = record_at(folder / position.file, offset)
    except DamagedRecord:  # the file ends there
        return None
    named = behind.headers.get("warc-concurrent-to")
    return offset if named == record.headers.get("warc-record-id") else None


def is_redacted(folder: Path, position: Position) -> bool:
    """Whether a tombstone stands where a record was."""
    try:
        return read_record(folder, position).block == SAID
    except DamagedRecord:
        return False


def tombstone(headers: Mapping[str, str], length: int) -> bytes:
    """A member of so many bytes whose record says that one was taken out."""
    head = (
        "WARC/1.1\r\nWARC-Type: metadata\r\n"
        f"WARC-Record-ID: {headers['warc-record-id']}\r\nWARC-Date: {headers['warc-date']}\r\n"
        f"WARC-Block-Digest: {sha1(SAID)}\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(SAID)}\r\n\r\n"
    ).encode()
    data = head + SAID + b"\r\n\r\n"
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = engine.compress(data) + engine.flush()
    tail = zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")
    room = length - len(COMMENTED) - 1 - len(packed) - len(tail)
    if room < 0:
        raise DeskError(f"a WARC record of {length} bytes is too short for a tombstone")
    return COMMENTED + b" " * room + b"\x00" + packed + tail
