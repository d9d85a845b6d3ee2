"""WARC files: exchanges appended as they went over the wire, and torn tails cut back.

The framing is our own. warcio parses and re-writes the HTTP head of a record it is given (odd
spacing, Latin-1 and folded lines change), writes revisit profiles of WARC 1.0 and leaves a torn
tail in place; here the received bytes are the block. warcio stays the judge: the tests run its
checker.

Of a response that was sent in chunks no payload digest is written. By the standard it is made of
the entity without its chunks (iipc/warc-specifications#22), while warcio and pywb hash the chunks
too (webrecorder/warcio#75): either value fails for somebody. The block digest covers every byte,
and the archive keeps a sha256 of the entity. See `Revisit` for what follows from it.
"""

import contextlib
import hashlib
import os
import re
import secrets
import uuid
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from archive.files.whole import sync_folder
from archive.model.errors import NO_ROOM, DeskError, DiskFull
from archive.model.records import Exchange
from archive.warc.reading import (
    MAX_RECORD,
    MAX_RECORD_HEAD,
    Position,
    RecordType,
    WarcRecord,
    number_of,
    record_at,
    sha1,
    warc_files,
    whole_until,
)
from archive.warc.response import ResponseParts, split_response

MAX_FILE = 1024**3
"""Bytes; the size the standard recommends (WARC 1.1, annex C)."""
LEVEL = 6
"""zlib's default. Level 9, warcio's choice, makes files of gzipped bodies no smaller."""
BYTES, REBUILT = "Desk-Bytes", "rebuilt"
"""The field that says of a record that its bytes are not those that were sent."""
PROFILE = "http://netpreserve.org/warc/1.1/revisit/"

Profile = Literal["identical-payload-digest", "server-not-modified"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisit:
    """The earlier capture that holds the body of this one; got from `revisit_of`.

    pywb finds it by its address, its time and, where the revisit names one, its payload digest.
    """

    profile: Profile
    url: str
    captured_at: datetime
    record_id: str
    payload_digest: str | None
    """None when the held record names none (it was chunked); then only a 304 can refer to it."""


class UnwritableRecord(DeskError):  # noqa: N818 -- says what is, in the field's words
    """A record that could not be read back; nothing is written of it."""


class WarcWriter:
    """Appends records to the newest WARC file of a folder, in files of about `max_bytes`.

    Opening cuts a torn tail back to the last whole record. `known` says for each file which is
    the last record in it that the database knows: what stands before is not walked, and never cut.
    No name is given twice, also when files were moved away or the folder was copied.
    """

    def __init__(
        self,
        folder: Path,
        *,
        max_bytes: int = MAX_FILE,
        known: Mapping[str, Position] | None = None,
    ) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self.cut = 0
        """Bytes that were cut from a torn tail."""
        known, files = known or {}, warc_files(folder)
        self._newest = max(map(number_of, (*known, *(path.name for path in files))), default=0)
        path = files[-1] if files else None
        kept = whole_until(path, known=known.get(path.name)) if path else None
        if path is None or kept is None:
            path = self._next_path()
        else:
            self.cut = path.stat().st_size - kept
            os.truncate(path, kept)
        self._open(path)

    def _next_path(self) -> Path:
        path = self.folder / next_name(self._newest)
        self._newest += 1
        return path

    def _open(self, path: Path) -> None:
        self.path = path
        self._file = FileIO(path, "a+")
        self._size = self._file.seek(0, os.SEEK_END)
        if self._size == 0:
            self._append([self._warcinfo()])
        self.sync()
        sync_folder(self.folder)

    def write_exchange(
        self,
        exchange: Exchange,
        *,
        parts: ResponseParts | None = None,
        revisit: Revisit | None = None,
        record_id: str | None = None,
        known: Mapping[str, str | None] | None = None,
    ) -> Position:
        """Position of the response, or of the revisit record that stands for it.

        `parts` is the response already taken apart, when the caller has it; `known` further fields
        of the record, with what the archive knows of the exchange.
        """
        parts = parts or split_response(exchange.response)
        record_id = record_id or new_id()
        written = {
            "WARC-Target-URI": target_uri(exchange.url),
            "WARC-Date": iso(exchange.started_at),
            "WARC-IP-Address": exchange.ip_address,
            "WARC-Protocol": "http/1.1",
            BYTES: None if exchange.exact else REBUILT,
        }
        if revisit is None:
            answer = frame(
                "response",
                exchange.response,
                {
                    **written,
                    **(known or {}),
                    "WARC-Payload-Digest": None if parts.chunked else sha1(parts.entity),
                    "WARC-Truncated": None if parts.whole else "disconnect",
                },
                record_id=record_id,
            )
        else:
            answer = frame(
                "revisit",
                parts.head,
                {
                    **written,
                    **(known or {}),
                    "WARC-Profile": PROFILE + revisit.profile,
                    "WARC-Refers-To": revisit.record_id,
                    "WARC-Refers-To-Target-URI": target_uri(revisit.url),
                    "WARC-Refers-To-Date": iso(revisit.captured_at),
                    "WARC-Payload-Digest": revisit.payload_digest,
                    "WARC-Truncated": "length" if parts.entity else None,
                },
                record_id=record_id,
            )
        question = frame(
            "request",
            exchange.request,
            {**written, "WARC-Concurrent-To": record_id},
        )
        return self._append([answer, question])

    def write_resource(
        self,
        body: bytes,
        *,
        url: str | None,
        content_type: str,
        captured_at: datetime,
        record_id: str | None = None,
    ) -> Position:
        """Position of a record that keeps an imported file, which is no answer of a server."""
        fields = {
            "WARC-Target-URI": target_uri(url or urn_of(body)),
            "WARC-Date": iso(captured_at),
            "WARC-Payload-Digest": sha1(body),
        }
        return self._append(
            [frame("resource", body, fields, content_type=content_type, record_id=record_id)]
        )

    def write_metadata(
        self, block: bytes, *, content_type: str, record_id: str, about: str | None = None
    ) -> Position:
        """Position of a record that says something of others; `about` is the id of one of them."""
        fields = {"WARC-Date": iso(datetime.now(UTC)), "WARC-Refers-To": about}
        return self._append(
            [frame("metadata", block, fields, content_type=content_type, record_id=record_id)]
        )

    def write_members(self, members: list[bytes]) -> Position:
        """Position of the first of some records of another archive, byte for byte as they were."""
        return self._append(members)

    @property
    def end(self) -> Position:
        """Where the next record would stand, in a file that is `length` 0 further."""
        return Position(self.path.name, self._size, 0)

    def cut_back(self, end: Position) -> None:
        """Take away what was written since, and the files that were begun since."""
        if end.file != self.path.name:
            self._file.close()
            for path in warc_files(self.folder):
                if number_of(path.name) > number_of(end.file):
                    path.unlink()
            self._open(self.folder / end.file)
        self._file.truncate(end.offset)
        self._size = end.offset

    def sync(self) -> None:
        """Make all that was written stand on the disk."""
        with disk_full(self.path):
            os.fsync(self._file.fileno())

    def close(self) -> None:
        if not self._file.closed:
            self.sync()
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _warcinfo(self) -> bytes:
        from importlib import metadata  # with email and what more it loads, for new files alone

        about = {
            "software": f"foreign-desk/{metadata.version('foreign-desk')}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "desk-journal": "1",
        }
        text = "".join(f"{name}: {value}\r\n" for name, value in about.items())
        fields = {"WARC-Date": iso(datetime.now(UTC)), "WARC-Filename": self.path.name}
        return frame("warcinfo", text.encode(), fields)

    def _append(self, records: list[bytes]) -> Position:
        """Position of the first record; all of them are appended, or none."""
        data = b"".join(records)
        if self._size and self._size + len(data) > self.max_bytes and not self._is_fresh():
            self.close()
            self._open(self._next_path())
        offset = self._size
        try:
            with disk_full(self.path):
                rest = memoryview(data)
                while rest:
                    rest = rest[self._file.write(rest) or 0 :]
        except BaseException:
            self._file.truncate(offset)
            raise
        self._size += len(data)
        return Position(self.path.name, offset, len(records[0]))

    def _is_fresh(self) -> bool:
        """Whether the file holds its warcinfo only: a record larger than a file goes there."""
        return self._size == record_at(self.path, 0).position.length


def next_name(newest: int) -> str:
    """The name of the file behind one, unique for good (as WARC 1.1, annex C, has it)."""
    name = f"{datetime.now(UTC):%Y%m%d%H%M%S}-{newest + 1:05}-{secrets.token_hex(4)}"
    return f"foreign-desk-{name}.warc.gz"


def frame(
    kind: RecordType,
    block: bytes,
    fields: Mapping[str, str | None],
    *,
    record_id: str | None = None,
    content_type: str | None = None,
) -> bytes:
    """One record in a gzip member of its own; fields whose value is None are left out."""
    types = {
        "warcinfo": "application/warc-fields",
        "request": "application/http; msgtype=request",
    }
    named: dict[str, str | None] = {
        "WARC-Type": kind,
        "WARC-Record-ID": record_id or new_id(),
        **fields,
        "WARC-Block-Digest": sha1(block),
        "Content-Type": content_type or types.get(kind, "application/http; msgtype=response"),
        "Content-Length": str(len(block)),
    }
    head = "".join(
        f"{name}: {' '.join(value.splitlines())}\r\n"
        for name, value in named.items()
        if value is not None
    )
    pieces = (f"WARC/1.1\r\n{head}\r\n".encode(), block, b"\r\n\r\n")
    if (length := len(pieces[0])) > MAX_RECORD_HEAD or sum(map(len, pieces)) >= MAX_RECORD:
        raise UnwritableRecord(
            f"{(fields.get('WARC-Target-URI') or kind)[:80]}: not kept, for its WARC record would"
            f" have a head of {length:,} bytes and a block of {len(block):,};"
            f" {MAX_RECORD_HEAD:,} and {MAX_RECORD:,} together are the most that can be read back"
        )
    engine = zlib.compressobj(LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return b"".join([*map(engine.compress, pieces), engine.flush()])


def revisit_of(held: WarcRecord, *, profile: Profile) -> Revisit | None:
    """How to refer to a record already held; None when a record of this kind cannot refer to it.

    That is a duplicate of a response that came in chunks: without a payload digest in the held
    record nothing but foreign-desk could follow the reference, so the bytes are kept again.
    """
    digest = held.headers.get("warc-payload-digest")
    if profile == "identical-payload-digest" and digest is None:
        return None
    return Revisit(
        profile=profile,
        url=held.headers["warc-target-uri"],
        captured_at=datetime.fromisoformat(held.headers["warc-date"]),
        record_id=held.headers["warc-record-id"],
        payload_digest=digest,
    )


def target_uri(url: str) -> str:
    """An address as a WARC header can carry it: white space and controls percent-encoded."""
    return re.sub(r"[\x00-\x20\x7f]", lambda mark: f"%{ord(mark[0]):02X}", url)


def urn_of(body: bytes) -> str:
    """A name for bytes that have no address."""
    return f"urn:sha256:{hashlib.sha256(body).hexdigest()}"


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


@contextlib.contextmanager
def disk_full(path: Path) -> Iterator[None]:
    """Tell a full disk, a full quota or a reached file size limit from other faults."""
    try:
        yield
    except OSError as fault:
        if fault.errno in NO_ROOM:
            raise DiskFull(
                f"No room on the disk for {path}; make room and run the command again:"
                " what was kept so far is whole"
            ) from fault
        raise
