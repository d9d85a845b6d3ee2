"""Exchanges byte for byte: a download handler that records what a connection sends and receives.

Scrapy hands on parsed parts only; header case and order, repeated headers, the reason phrase and
chunking are lost by then. So the bytes are kept where they pass: in the HTTP/1.1 client protocol.
There is no pipelining, so what a connection receives between two requests belongs to one exchange.
A test compares the kept bytes with what a server really sent.

HTTP/1.1 only: HTTP/2 has no agreed text form that a WARC could hold.
"""

import ipaddress
import re
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from twisted.internet.interfaces import IAddress

from archive.model.records import Exchange
from archive.warc.response import HEAD_END
from crawler.fetch.scrapy_internals import (
    Agent,
    ClientProtocol,
    DownloadHandler,
    TwistedRequest,
    write_through,
)
from crawler.politeness.address_guard import AddressGuard

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred
    from twisted.web.iweb import IResponse

RECORDING = "desk_recording"
"""Key in `request.meta` under which the handler leaves the `Recording` of an exchange."""

HEARD = object()
"""Signal with the `url` of a request when the first bytes after it come, an answer or not."""

MOST_BYTES = 48 * 1024 * 1024
"""Bytes of one answer. DOWNLOAD_MAXSIZE counts the body only: chunk headers, header lines and
interim answers would grow without end, and records end at 64 MiB (`MAX_RECORD` of
`archive.warc.reading`)."""

MOST_HEAD = 1_000_000
"""Bytes of them that may come before the body: interim answers and header lines, which Twisted
reads line by line. Browsers allow a quarter of that."""

_INTERIM = re.compile(rb"HTTP/1\.[01] 1\d\d\b")


class Recording:
    """The bytes of one exchange, growing while they pass."""

    __slots__ = ("ip_address", "length", "most", "received", "sent", "started_at", "surplus")

    def __init__(self, ip_address: str | None) -> None:
        self.started_at = datetime.now(UTC)
        self.ip_address = ip_address
        self.sent: list[bytes] = []
        self.received: list[bytes] = []
        self.length = 0
        self.most = MOST_HEAD
        """Bytes that may come, as yet."""
        self.surplus = 0
        """Bytes that came in the last packet after the response's end."""

    def response(self) -> bytes:
        """The final response; what came before it (100, 103) and after it is left out."""
        raw = b"".join(self.received)
        if self.surplus:
            raw = raw[: -self.surplus]
        start = 0
        while _INTERIM.match(raw, start) and (end := HEAD_END.search(raw, start)):
            start = end.end()
        return raw[start:]


class _RecordingTransport:
    """Passes a request on to the connection and keeps its bytes."""

    def __init__(self, transport: Any, sent: list[bytes]) -> None:
        self._transport = transport
        self._sent = sent

    def write(self, data: bytes) -> None:
        self._sent.append(data)
        self._transport.write(data)

    def writeSequence(self, parts: list[bytes]) -> None:  # noqa: N802 - Twisted's name
        self._sent.extend(parts)
        self._transport.writeSequence(parts)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class RecordingProtocol(ClientProtocol):
    """The HTTP/1.1 client protocol, keeping the bytes of the exchange it is at."""

    _recording: Recording | None = None
    _url = ""

    def __init__(
        self, quiescent: Callable[..., None], heard: Callable[[str], None] = lambda _: None
    ) -> None:
        super().__init__(quiescent)  # type: ignore[no-untyped-call]
        self._heard = heard

    def request(self, request: TwistedRequest) -> "Deferred[IResponse]":
        self._url = (request.absoluteURI or b"").decode("latin-1")
        transport: Any = self.transport
        recording = self._recording = Recording(getattr(transport.getPeer(), "host", None))
        write_through(request, lambda to: _RecordingTransport(to, recording.sent))

        def attach(response: "IResponse") -> "IResponse":
            response.desk_recording = recording
            recording.most = MOST_BYTES
            return response

        return super().request(request).addCallback(attach)

    def dataReceived(self, bytes: bytes) -> None:  # noqa: A002, N802 - Twisted's names
        if self._recording is not None:
            if not self._recording.length:
                self._heard(self._url)
            self._recording.length += len(bytes)
            if self._recording.length > self._recording.most:
                self.transport.abortConnection()  # type: ignore[union-attr]
                return
            self._recording.received.append(bytes)
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]

    def response_ended(self, surplus: bytes) -> None:
        """Closes the recording: what comes next belongs to another exchange."""
        if self._recording is not None:
            self._recording.surplus = len(surplus)
            self._recording = None


class RecordingAgent(Agent):
    """Hands the exchange's bytes over in `request.meta`, which the middlewares see."""

    def answered(self, response: Any, request: "Request") -> None:
        request.meta[RECORDING] = getattr(response, "desk_recording", None)


class _Guarded(Protocol):
    guard: AddressGuard


class RecordingDownloadHandler(DownloadHandler):
    """Scrapy's HTTP/1.1 handler, with the bytes kept and the other end of each connection checked.

    The running spider must have a `guard`: a crawl without one is a mistake, not a permission.
    """

    agent = RecordingAgent

    def __init__(self, crawler: "Crawler") -> None:
        spider: _Guarded = crawler.spider  # type: ignore[assignment]
        guard = spider.guard

        def heard(url: str) -> None:
            crawler.signals.send_catch_log(HEARD, url=url)

        def protocol(addr: IAddress | None, quiescent: Callable[..., None]) -> RecordingProtocol:
            """The protocol of a connection that stands, if its other end may be talked to."""
            host, port = getattr(addr, "host", ""), getattr(addr, "port", 0)
            guard.check_peer(ipaddress.ip_address(host), port)
            return RecordingProtocol(quiescent, heard)

        super().__init__(crawler, make=protocol)


def exchange_of(request: "Request", response: "Response", *, now: datetime) -> Exchange:
    """The exchange as it was recorded; rebuilt, and marked so, if it was not."""
    recording: Recording | None = request.meta.pop(RECORDING, None)
    if recording is None or not recording.sent or not recording.received:
        return Exchange(
            url=response.url,
            started_at=now,
            request=_rebuilt_request(request),
            response=_rebuilt_response(response),
            ip_address=None if response.ip_address is None else str(response.ip_address),
            exact=False,
        )
    return Exchange(
        url=response.url,
        started_at=recording.started_at,
        request=b"".join(recording.sent),
        response=recording.response(),
        ip_address=recording.ip_address,
    )


def _rebuilt_request(request: "Request") -> bytes:
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = f"{request.method} {target} HTTP/1.1\r\nHost: {parts.netloc.rpartition('@')[2]}\r\n"
    return head.encode("latin-1") + _header_lines(request) + b"\r\n" + request.body


def _rebuilt_response(response: "Response") -> bytes:
    """Status line, headers and body from what Scrapy parsed; chunking is already undone."""
    try:
        reason = HTTPStatus(response.status).phrase
    except ValueError:
        reason = ""
    lines = _header_lines(response)
    if b"Content-Length" not in response.headers:
        lines += b"Content-Length: %d\r\n" % len(response.body)
    return f"HTTP/1.1 {response.status} {reason}\r\n".encode() + lines + b"\r\n" + response.body


def _header_lines(message: "Request | Response") -> bytes:
    return b"".join(
        name + b": " + value + b"\r\n"
        for name, values in message.headers.items()
        for value in values
    )
