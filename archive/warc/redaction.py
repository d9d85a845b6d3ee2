"""Records of WARC files overwritten by tombstones of the same length.

The rest of a file stays byte for byte where it is, so that no other row changes, whenever the
program is killed: a copy of the file is written with the tombstones in it and put in its place. A
tombstone is a metadata record in a gzip member of its own; the member's comment field, which no
reader shows, fills it up to the length of the record that stood there.

A place is not believed: a record goes when it is of the address and the moment that its row says.
What is not found at its place is looked for in all files, and a damaged stretch goes only as far as
it is damaged and no other row begins in it.
"""

import hashlib
import shutil
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from archive.files.whole import clear_leftovers, replaced
from archive.warc.reading import (
    DamagedRecord,
    Position,
    WarcRecord,
    read_record,
    record_at,
    sha1,
    stretches,
    warc_files,
)
from archive.warc.writing import new_id, target_uri

BESIDE = frozenset(("request", "metadata"))
"""Types of records that go with the one that they name; others are captures of their own."""
CRLF = "\r\n"
SAID = b"This record was taken out.\r\n"
ADDRESS = "Desk-Address"
"""Field of a tombstone: a digest of the address that its record was of."""
COMMENTED = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"
"""Head of a gzip member with a comment (RFC 1952, 2.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doomed:
    """A record that is to be overwritten, as its row describes it."""

    url: str
    moment: str
    position: Position
    following: int | None
    """Offset of the next record in its file that a row knows; None for the last."""
    moved: bool = False
    """Whether the record was written anew under its id, which a tombstone then must not have."""

    def is_in(self, record: WarcRecord) -> bool:
        """Whether a record is this one, or goes with it."""
        return (record.url, record.moment) == self.key

    @property
    def key(self) -> tuple[str | None, str | None]:
        """Address and moment, as its record says them."""
        return target_uri(self.url), self.moment


@dataclass(slots=True)
class _Tombs:
    """What is to be written where, by file."""

    by_file: dict[str, dict[int, bytes]] = field(default_factory=lambda: defaultdict(dict))

    def over(self, record: WarcRecord, *, moved: bool) -> None:
        place = record.position
        named = {**record.headers, "warc-record-id": new_id()} if moved else record.headers
        address = None if moved or record.type == "request" else record.url
        self.by_file[place.file][place.offset] = tombstone(named, place.length, address=address)

    def over_damage(self, one: Doomed, end: int) -> None:
        place = one.position
        named = {"warc-record-id": new_id(), "warc-date": one.moment}
        length = end - place.offset
        address = target_uri(one.url)
        self.by_file[place.file][place.offset] = tombstone(named, length, address=address)


def redact(
    folder: Path, doomed: Iterable[Doomed], *, is_kept: Callable[[Position], bool]
) -> tuple[Doomed, ...]:
    """Those records that were not found; all others, and what goes with them, are gone.

    `is_kept` says whether what stands at a place is the record of a capture that stays, which may
    be of the same address and moment.
    """
    tombs, astray = _Tombs(), []
    for one in doomed:
        if not _at_its_place(folder, one, tombs):
            astray.append(one)
    unfound = _looked_for(folder, astray, tombs, is_kept) if astray else ()
    for name, members in sorted(tombs.by_file.items()):
        _overwrite(folder / name, members)
    clear_leftovers(folder)  # which hold what was to be overwritten
    return unfound


def _at_its_place(folder: Path, one: Doomed, tombs: _Tombs) -> bool:
    """Whether a record stands where its row says, or a tombstone of a call that was cut off."""
    try:
        record = read_record(folder, one.position)
    except DamagedRecord:
        return False
    if is_tombstone(record, moment=one.moment):
        return record.headers.get(ADDRESS.lower()) in (None, _digest(target_uri(one.url)))
    if not one.is_in(record):
        return False
    tombs.over(record, moved=one.moved)
    end = one.position.offset + record.position.length
    with suppress(DamagedRecord):  # the file ends there
        while True:
            behind = record_at(folder / one.position.file, end)
            named = behind.headers.get("warc-concurrent-to")
            if behind.type not in BESIDE or named != record.headers.get("warc-record-id"):
                break
            tombs.over(behind, moved=one.moved)
            end += behind.position.length
    return True


def _looked_for(
    folder: Path, astray: Sequence[Doomed], tombs: _Tombs, is_kept: Callable[[Position], bool]
) -> tuple[Doomed, ...]:
    """Those of some records that are neither elsewhere nor in a damaged stretch at their place."""
    wanted = {one.key for one in astray}
    found: set[tuple[str | None, str | None]] = set()
    buried: set[tuple[str | None, str | None]] = set()
    kept: set[str | None] = set()
    """Ids of records that stay: their requests do, too."""
    damaged: dict[Doomed, int] = {}
    for path in warc_files(folder):
        here = [one for one in astray if one.position.file == path.name]
        for start, end, record in stretches(path):
            if record is None:
                within = [one for one in here if start <= one.position.offset < end]
                damaged |= {one: min(end, one.following or end) for one in within}
            elif is_tombstone(record):
                buried.add((record.headers.get(ADDRESS.lower()), record.moment))
            elif (key := (record.url, record.moment)) not in wanted:
                continue
            elif record.type in BESIDE:
                if record.headers.get("warc-concurrent-to") not in kept:
                    tombs.over(record, moved=False)
            elif is_kept(record.position):
                kept.add(record.headers.get("warc-record-id"))
            else:
                tombs.over(record, moved=False)
                found.add(key)
    left = [one for one in astray if one.key not in found]
    for one in left:
        if one in damaged:
            tombs.over_damage(one, damaged[one])
    return tuple(
        one
        for one in left
        if one not in damaged and (_digest(target_uri(one.url)), one.moment) not in buried
    )


def _overwrite(path: Path, members: Mapping[int, bytes]) -> None:
    with replaced(path) as file:
        with path.open("rb") as before:
            shutil.copyfileobj(before, file)
        for offset, data in sorted(members.items()):
            file.seek(offset)
            file.write(data)


def is_redacted(folder: Path, position: Position, *, moment: str) -> bool:
    """Whether a tombstone stands where a record of this moment was."""
    try:
        return is_tombstone(read_record(folder, position), moment=moment)
    except DamagedRecord:
        return False


def is_tombstone(record: WarcRecord, *, moment: str | None = None) -> bool:
    """Whether a record says that one was taken out; the one of this moment, if there is one."""
    said = record.type == "metadata" and record.block == SAID
    return said and moment in (None, record.moment)


def _digest(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def tombstone(headers: Mapping[str, str], length: int, *, address: str | None = None) -> bytes:
    """A member of so many bytes whose record says that one was taken out, of an address maybe.

    Zeros where there is no room for one, which a damaged stretch may lack.
    """
    head = (
        "WARC/1.1\r\nWARC-Type: metadata\r\n"
        f"WARC-Record-ID: {headers['warc-record-id']}\r\nWARC-Date: {headers['warc-date']}\r\n"
        f"{f'{ADDRESS}: {_digest(address)}{CRLF}' if address else ''}"
        f"WARC-Block-Digest: {sha1(SAID)}\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(SAID)}\r\n\r\n"
    ).encode()
    data = head + SAID + b"\r\n\r\n"
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = engine.compress(data) + engine.flush()
    tail = zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")
    room = length - len(COMMENTED) - 1 - len(packed) - len(tail)
    if room < 0:
        return bytes(length)
    return COMMENTED + b" " * room + b"\x00" + packed + tail
