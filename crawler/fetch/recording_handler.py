"""Exchanges byte for byte: a download handler that keeps what went over the wire.

Scrapy hands on parsed parts only; header case and order, repeated headers, the reason phrase and
chunking are lost by then. So the bytes are kept where they pass: in the HTTP/1.1 client protocol.
There is no pipelining, so what a connection receives between two requests belongs to one exchange.
The names with an underscore are private to Scrapy and Twisted, hence `scrapy<2.20` in pyproject and
the canary test, which compares the kept bytes with what a server really sent.

HTTP/1.1 only: HTTP/2 has no agreed text form that a WARC could hold.
"""

import ipaddress
import re
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientProtocol,
    _ScrapyAgent,
)
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.interfaces import IAddress
from twisted.web.client import _HTTP11ClientFactory

from archive.model.records import Exchange
from crawler.politeness.address_guard import AddressGuard

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred
    from twisted.web._newclient import Request as WireRequest
    from twisted.web.iweb import IResponse

RECORDING = "desk_wire"
"""Key in `request.meta` under which the handler leaves the `Wire` of an exchange."""

MOST_BYTES = 48 * 1024 * 1024
"""Bytes of one answer. DOWNLOAD_MAXSIZE counts the body only: chunk headers, header lines and
interim answers would grow without end, and records end at 64 MiB (`warc_reading.MAX_RECORD`)."""

_INTERIM = re.compile(rb"HTTP/1\.[01] 1\d\d\b")


class Recording:
    """The bytes of one exchange, growing while they pass."""

    __slots__ = ("ip_address", "length", "received", "sent", "started_at", "surplus")

    def __init__(self, ip_address: str | None) -> None:
        self.started_at = datetime.now(UTC)
        self.ip_address = ip_address
        self.sent: list[bytes] = []
        self.received: list[bytes] = []
        self.length = 0
        self.surplus = 0
        """Bytes that came in the last packet after the response's end."""

    def response(self) -> bytes:
        """The final response; what came before it (100, 103) and after it is left out."""
        raw = b"".join(self.received)
        if self.surplus:
            raw = raw[: -self.surplus]
        while _INTERIM.match(raw):
            end = re.search(rb"\r?\n\r?\n", raw)
            if end is None:
                break
            raw = raw[end.end() :]
        return raw


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


class _TeeProtocol(_LenientHTTP11ClientProtocol):
    """The HTTP/1.1 client protocol, keeping the bytes of the exchange it is at."""

    _wire: Recording | None = None

    def request(self, request: "WireRequest") -> "Deferred[IResponse]":
        transport: Any = self.transport
        wire = self._wire = Recording(getattr(transport.getPeer(), "host", None))
        write_to: Callable[..., Any] = type(request).writeTo
        # On the instance: `request` may have been tried on another connection that had gone away.
        request.writeTo = lambda to: write_to(  # type: ignore[method-assign]
            request, _RecordingTransport(to, wire.sent)
        )

        def attach(response: "IResponse") -> "IResponse":
            response.desk_wire = wire
            return response

        return super().request(request).addCallback(attach)

    def dataReceived(self, bytes: bytes) -> None:  # noqa: A002, N802 - Twisted's names
        if self._wire is not None:
            self._wire.length += len(bytes)
            if self._wire.length > MOST_BYTES:
                self.transport.abortConnection()  # type: ignore[union-attr]
                return
            self._wire.received.append(bytes)
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802 - Twisted's name
        if self._wire is not None:
            self._wire.surplus = len(rest)
            self._wire = None
        super()._finishResponse(rest)


class _TeeFactory(_HTTP11ClientFactory):
    """Makes the protocol of a connection that stands, if its other end may be talked to."""

    noisy = False

    def __init__(self, quiescent: Callable[..., None], *, guard: AddressGuard) -> None:
        super().__init__(quiescent, metadata=None)  # type: ignore[no-untyped-call]
        self._guard = guard

    def buildProtocol(self, addr: IAddress | None) -> _TeeProtocol:  # noqa: N802 - Twisted's name
        host, port = getattr(addr, "host", ""), getattr(addr, "port", 0)
        self._guard.check_peer(ipaddress.ip_address(host), port)
        return _TeeProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _WireAgent(_ScrapyAgent):
    """Hands the exchange's bytes over in `request.meta`, which the middlewares see."""

    def _cb_bodyready(self, txresponse: Any, request: "Request") -> Any:
        request.meta[RECORDING] = getattr(txresponse, "desk_wire", None)
        return super()._cb_bodyready(txresponse, request)


class _Guarded(Protocol):
    guard: AddressGuard


class RecordingDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler, with the wire kept and the other end of each connection checked.

    The running spider must have a `guard`: a crawl without one is a mistake, not a permission.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        spider: _Guarded = crawler.spider  # type: ignore[assignment]
        guard = spider.guard
        self._pool._factory = lambda quiescent, _: _TeeFactory(  # type: ignore[assignment]
            quiescent, guard=guard
        )

    async def download_request(self, request: "Request") -> "Response":
        agent = _WireAgent(
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))


def exchange_of(request: "Request", response: "Response", *, now: datetime) -> Exchange:
    """The exchange as it went over the wire; rebuilt and marked so if the wire was not seen."""
    wire: Recording | None = request.meta.pop(RECORDING, None)
    if wire is None or not wire.sent or not wire.received:
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
        started_at=wire.started_at,
        request=b"".join(wire.sent),
        response=wire.response(),
        ip_address=wire.ip_address,
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
