"""The bytes of a seed's response without gzip, piece by piece: a bomb is never in memory whole."""

import zlib
from collections.abc import Iterator

from archive.warc.response import FIRST_PIECE

PIECE = 262_144
"""Bytes of all pieces but the last, at the least."""
MOST_BYTES = 64_000_000
"""sitemaps.org allows 50 MB unpacked; the rest is cut off and reported."""


class Unpacked:
    """A body without gzip (all members), cut at MOST_BYTES; it may be gone through again."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self.problem: str | None = None
        """What was wrong with it, as far as it was gone through."""

    def __iter__(self) -> Iterator[bytes]:
        held: list[bytes] = []
        size = total = 0
        for part in self._parts():
            room = MOST_BYTES - total
            held.append(part[:room])
            size, total = size + len(held[-1]), total + len(held[-1])
            if len(part) > room:
                self.problem = f"more than {MOST_BYTES // 1_000_000} MB; the rest is not read"
                break
            if size >= PIECE:
                yield b"".join(held)
                held, size = [], 0
        if size:
            yield b"".join(held)

    def _parts(self) -> Iterator[bytes]:
        body, place = self._body, 0
        if not body.startswith(b"\x1f\x8b"):
            yield from (body[at : at + PIECE] for at in range(0, len(body), PIECE))
        while body.startswith(b"\x1f\x8b", place):
            undo, length = zlib.decompressobj(wbits=31), FIRST_PIECE
            while not undo.eof:
                packed = body[place : place + length]
                if not packed:
                    self.problem = "gzip cut short; what came was read"
                    return
                place += len(packed)
                while packed and not undo.eof:
                    try:
                        yield undo.decompress(packed, PIECE)
                    except zlib.error as error:
                        self.problem = f"broken gzip: {error}"
                        return
                    packed = undo.unconsumed_tail
                length = min(2 * length, PIECE)
            place -= len(undo.unused_data)
