"""An HTTP response taken apart: status, headers, the entity, and the body a reader would be given.

Pure functions on bytes. Nothing is fetched or stored here, and no page is parsed.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.model.errors import DeskError

Headers = Sequence[tuple[str, str]]

MAX_BODY = 16 * 1024 * 1024
"""Bytes; the limit under which pages are fetched, so a body that grows beyond it is a bomb."""

FIRST_PIECE = 4096
"""Bytes undone at first, then twice as many each time: zlib copies what stands behind a stream, so
that a body of a million empty ones, given whole, took minutes."""

STATUS_LINE = re.compile(rb"HTTP/\d\.\d[ \t]+(\d{3})(?:[ \t]+([^\r\n]*))?\s*\Z", re.IGNORECASE)
HEAD_END = re.compile(rb"\r?\n\r?\n")
CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


class UnreadableResponse(DeskError):  # noqa: N818 -- says what is, in the field's words
    """Bytes that are no HTTP response."""


class GarbledBody(DeskError):  # noqa: N818 -- the same
    """A body whose content coding cannot be undone."""


class OversizedBody(DeskError):  # noqa: N818 -- the same
    """A body that is larger than the limit once its coding is undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseParts:
    """A response with its transfer coding undone; the content coding stays as it was sent."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    """Names and values in their order and case, read as Latin-1."""
    head: bytes
    """Status line and headers with the blank line that ends them."""
    entity: bytes
    chunked: bool
    whole: bool
    """False when the response ended before its own Content-Length or last chunk."""


def split_response(raw: bytes) -> ResponseParts:
    """Parts of a response as it went over the wire; interim answers (1xx) are passed over."""
    start = 0
    while True:
        end = HEAD_END.search(raw, start)
        head = raw[start : end.end()] if end else raw[start:]
        first, _, rest = head.partition(b"\n")
        match = STATUS_LINE.match(first)
        if match is None:
            raise UnreadableResponse(
                f"The answer begins with {first[:40]!r}, which is no HTTP status line;"
                " it cannot be read as a response"
            )
        status = int(match[1])
        if end is None or not 100 <= status < 200 or status == 101:
            break
        start = end.end()
    headers = parse_headers(rest)
    body = raw[start + len(head) :]
    codings = header(headers, "transfer-encoding") or ""
    chunked, whole = "chunked" in codings.lower(), True
    if chunked:
        entity, chunked, whole = dechunk(body)
    else:
        entity = body
        announced = header(headers, "content-length") or ""
        if announced.isdecimal() and status not in (204, 304):
            whole = len(entity) >= int(announced)
    return ResponseParts(
        status=status,
        reason=(match[2] or b"").decode("latin-1").strip(),
        headers=headers,
        head=head,
        entity=entity,
        chunked=chunked,
        whole=whole,
    )


def parse_headers(lines: bytes) -> tuple[tuple[str, str], ...]:
    """Header fields as (name, value); folded lines are joined, lines without a colon left out."""
    fields: list[tuple[str, str]] = []
    for line in lines.decode("latin-1").split("\n"):
        text = line.rstrip("\r")
        if text[:1] in (" ", "\t") and fields and text.strip():
            name, value = fields[-1]
            fields[-1] = (name, f"{value} {text.strip()}".strip())
        elif ":" in text:
            name, _, value = text.partition(":")
            fields.append((name.strip(), value.strip()))
    return tuple(fields)


def header(headers: Headers, name: str) -> str | None:
    """First value of a header, whatever the case of its name."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)


def dechunk(body: bytes) -> tuple[bytes, bool, bool]:
    """(entity, whether the body was chunked at all, whether its last chunk was there).

    Some servers announce chunks and send none: such a body is the entity as it stands.
    """
    pieces: list[bytes] = []
    place = 0
    while match := CHUNK_SIZE.match(body, place):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(pieces), True, True
        piece = body[match.end() : match.end() + size]
        pieces.append(piece)
        place = match.end() + size
        if len(piece) < size:
            return b"".join(pieces), True, False
        place += 2 if body[place : place + 2] == b"\r\n" else 1
    if not pieces:
        return body, False, True
    return b"".join(pieces), True, False


def decode_entity(headers: Headers, entity: bytes, *, limit: int = MAX_BODY) -> bytes:
    """The body with its content coding undone, of at most `limit` bytes."""
    named = ",".join(value for key, value in headers if key.lower() == "content-encoding")
    codings = [coding.strip().lower() for coding in named.split(",")]
    body = entity
    for coding in reversed([coding for coding in codings if coding not in ("", "identity")]):
        if not body:
            break
        if coding in ("gzip", "x-gzip"):
            body = gunzip(body, limit=limit)
        elif coding == "deflate":
            body = inflate(body, limit=limit)
        else:
            raise GarbledBody(
                f"The body is coded in {coding!r}; gzip and deflate are what was asked for"
            )
    if len(body) > limit:
        raise OversizedBody(f"The body has {len(body):,} bytes; {limit:,} are allowed")
    return body


def gunzip(data: bytes, *, limit: int) -> bytes:
    """Gzip undone, all members of it; what stands after the last member is not looked at."""
    pieces: list[bytes] = []
    room, place = limit, 0
    while data.startswith(b"\x1f\x8b", place) or not pieces:
        piece, place = unpack(data, place, form="gzip", limit=room)
        pieces.append(piece)
        room -= len(piece)
    return b"".join(pieces)


def inflate(data: bytes, *, limit: int) -> bytes:
    """Deflate undone; half the servers send it without the zlib frame the standard asks for."""
    framed = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return unpack(data, form="zlib" if framed else "raw", limit=limit)[0]


def unpack(
    data: bytes, start: int = 0, *, form: Literal["gzip", "zlib", "raw"], limit: int
) -> tuple[bytes, int]:
    """The compressed stream that begins at `start` undone, and where it ends."""
    window = {"gzip": 16 + zlib.MAX_WBITS, "zlib": zlib.MAX_WBITS, "raw": -zlib.MAX_WBITS}[form]
    engine = zlib.decompressobj(window)
    pieces: list[bytes] = []
    room, place, length = limit, start, FIRST_PIECE
    while not engine.eof:
        if place >= len(data):
            raise GarbledBody(
                "The body is compressed and ends before its end: it was cut on its way"
            )
        packed = data[place : place + length]
        try:
            out = engine.decompress(packed, room + 1)
        except zlib.error as fault:
            raise GarbledBody(
                f"The body calls itself compressed but is not sound: {fault}"
            ) from fault
        if len(out) > room:
            raise OversizedBody(
                f"The body grows beyond {limit:,} bytes, which is all that is allowed"
            )
        pieces.append(out)
        room -= len(out)
        place += len(packed)
        length *= 2
    return b"".join(pieces), place - len(engine.unused_data)
