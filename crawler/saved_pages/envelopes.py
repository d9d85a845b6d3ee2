"""Pages that stand in a file with headers before them: MHTML, and answers of HTTP kept whole.

MHTML (RFC 2557) is what browsers write as "web page, single file": a MIME message whose first part,
or the one that `start` names, is the page. `wget --save-headers` and `curl --include` put the
answer's headers before the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from itertools import islice

MHTML = "message/rfc822"
"""The media type of a MIME message as a whole; its own Content-Type is that of its parts."""
HTTP_ANSWER = "application/http"

LONGEST_HEADERS = 65_536
"""Bytes before the first blank line; beyond that it is no header."""
MOST_PARTS = 5_000
"""Parts looked through for the page; the largest pages have some hundreds."""
DEEPEST = 3
"""Multiparts within multiparts that are looked into; mailers write two."""
HEADER_BLOCK = re.compile(rb"\s{0,64}(?:[A-Za-z][\w-]{0,60}:[^\n]*\n(?:[ \t]+[^\n]*\n)*)+\r?\n")
STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)? \d{3}[^\n]*\n")
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
SAVED_BY = "<saved by"
"""How the sender of MHTML begins that browsers write: they have nobody who sent it."""
PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopedPage:
    """A page taken out of its file, with what the headers before it say."""

    html: bytes
    media_type: str
    """MHTML or HTTP_ANSWER."""
    charset: str | None = None
    location: str | None = None
    """Its address; None when the headers name none, as those of HTTP do not."""
    date: str | None = None
    """The Date header, as written."""


def enveloped_page(body: bytes) -> EnvelopedPage | None:
    """The page in an MHTML file or a kept HTTP answer; None when the bytes are neither."""
    status = STATUS_LINE.match(body)
    if status:
        headers, html = _taken_apart(body[status.end() :])
        if headers is None or headers.get_content_type() not in PAGES:
            return None
        return EnvelopedPage(
            html=html,
            media_type=HTTP_ANSWER,
            charset=headers.get_content_charset(),
            date=_date_of(headers),
        )
    message = _message(body)
    if message is None:
        return None
    headers, content = message
    root = next(iter(_pages(headers, content, depth=0)), None)
    if root is None:
        return None
    part, html = root
    location = headers["Snapshot-Content-Location"] or part["Content-Location"]
    saved = str(headers["From"] or "").strip().lower().startswith(SAVED_BY)
    if not (location or headers["Content-Location"] or saved):
        return None  # an e-mail
    return EnvelopedPage(
        html=html,
        media_type=MHTML,
        charset=part.get_content_charset(),
        location=str(location or headers["Content-Location"] or "").strip() or None,
        date=_date_of(headers),
    )


def is_message(body: bytes) -> bool:
    """Whether bytes are a MIME message: MHTML or an e-mail."""
    return _message(body) is not None


def _message(body: bytes) -> tuple[Message, bytes] | None:
    if not HEADER_BLOCK.match(body[:LONGEST_HEADERS]):
        return None
    headers, content = _taken_apart(body.lstrip())
    if headers is None or not ("MIME-Version" in headers or "Content-Type" in headers):
        return None
    return headers, content


def _pages(headers: Message, content: bytes, *, depth: int) -> Iterator[tuple[Message, bytes]]:
    """The pages of a message, the one that its headers name first."""
    boundary = headers.get_boundary()
    if headers.get_content_maintype() != "multipart" or not boundary:
        if headers.get_content_type() in PAGES:
            headers.set_payload(content.decode("ascii", "surrogateescape"))
            html = headers.get_payload(decode=True)
            yield headers, html if isinstance(html, bytes) else b""
        return
    start = str(headers.get_param("start") or "").strip("<>")
    parts = map(_taken_apart, islice(_parts(content, boundary), MOST_PARTS))
    ordered = sorted(parts, key=lambda one: _id(one[0]) != start) if start else parts
    for part, inside in ordered:
        if part is not None and depth < DEEPEST:
            yield from _pages(part, inside, depth=depth + 1)


def _parts(content: bytes, boundary: str) -> Iterator[bytes]:
    """What stands between the lines of a boundary, one after the other."""
    named = re.escape(boundary.encode("ascii", "surrogateescape"))
    line = re.compile(rb"(?:^|\r?\n)--" + named + rb"(--)?[ \t]*(?=\r?\n|$)")
    begin: int | None = None
    for match in line.finditer(content):
        if begin is not None:
            yield content[begin : match.start()]
        if match[1]:
            return
        begin = match.end()
    if begin is not None:
        yield content[begin:]  # cut off


def _taken_apart(part: bytes) -> tuple[Message | None, bytes]:
    """Headers and content; no headers when there is no blank line after them."""
    part = re.sub(rb"\A\r?\n", b"", part, count=1)
    end = BLANK_LINE.search(part, 0, LONGEST_HEADERS)
    if end is None:
        return None, b""
    return BytesParser().parsebytes(part[: end.end()], headersonly=True), part[end.end() :]


def _date_of(headers: Message) -> str | None:
    return str(headers["Date"]) if headers["Date"] else None


def _id(part: Message | None) -> str:
    return str(part["Content-ID"] or "").strip(" <>") if part is not None else ""
