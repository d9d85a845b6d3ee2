"""Text in charsets of seven bits, whose escape sequences the bytes themselves show.

Browsers refuse all of them but ISO-2022-JP, since they may hide markup. An archive of old pages
reads them, and escapes what it shows; UTF-7, whose marks ordinary text has too, stays unread.
"""

import re

_ESCAPE = re.compile(rb"\x1b(\$[@B]|\([ABHIJ])")
_TWO_BYTES = (b"$@", b"$B")
_KATAKANA = b"(I"
_RAISED = bytes(code | 0x80 if 0x21 <= code <= 0x7E else code for code in range(256))
KOREAN = b"\x1b$)C"
"""The designation with which text in ISO-2022-KR begins (RFC 1557)."""
_HZ_RUN = re.compile(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)~\}")
LEAST_HZ = 4
"""Characters in HZ (RFC 1843) below which its braces may be those of a program's text. Its strict
reading also refuses each tilde that is no escape, as addresses of home pages have."""


def seven_bit_text(data: bytes) -> str | None:
    """The text of bytes in ISO-2022-JP, ISO-2022-KR or HZ; None for any others."""
    if not data.isascii():
        return None
    if b"\x1b" in data:
        if KOREAN in data:
            return data.decode("iso2022_kr", "replace")
        return _from_japanese(data) if _ESCAPE.search(data) else None
    return _from_hz(data) if b"~{" in data else None


def _from_japanese(data: bytes) -> str:
    """Text of ISO-2022-JP with the signs that Windows and NEC put into its empty row 13.

    Python's own codec lacks that row; EUC of JIS X 0213 has it, with the same bytes raised.
    """
    first, *rest = _ESCAPE.split(data)
    parts = [first.decode("ascii")]
    for mark, run in zip(rest[::2], rest[1::2], strict=True):
        if mark in _TWO_BYTES:
            parts.append(run.translate(_RAISED).decode("euc_jis_2004", "replace"))
        elif mark == _KATAKANA:
            parts.append(run.translate(_RAISED).decode("cp932", "replace"))
        else:
            parts.append(run.decode("ascii"))
    return "".join(parts)


def _from_hz(data: bytes) -> str | None:
    """Text of HZ, where all of it is; None where tildes and braces stand for something else."""
    if sum(map(len, _HZ_RUN.findall(data))) < 2 * LEAST_HZ:
        return None
    try:
        return data.decode("hz")
    except UnicodeDecodeError:
        return None
