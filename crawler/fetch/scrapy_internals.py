"""All that is used of Scrapy and Twisted without being documented there: written for Scrapy 2.19.

Scrapy hands on parsed parts of an answer only, and has one delay for all hosts; what we need beyond
that has private names (with an underscore) or undocumented ones (the downloader's slots). They
stand here and nowhere else, behind names of ours. Each new Scrapy may move them, hence the ceiling
in pyproject.toml and a test that has them all by name and says which one has gone.
"""

from collections.abc import Callable
from importlib.metadata import version
from time import monotonic
from typing import TYPE_CHECKING, Any

from archive.model.errors import DeskError

WRITTEN_FOR = "2.19"
"""The Scrapy in which all of this was found."""
TWISTED_BELOW = "26.11"
"""The first Twisted in which it was not looked for; a ceiling in pyproject.toml, too."""

try:
    from scrapy.core.downloader import Slot as Slot
    from scrapy.core.downloader.handlers.http11 import (
        HTTP11DownloadHandler,
        _LenientHTTP11ClientProtocol,
        _ScrapyAgent,
    )
    from scrapy.utils._download_handlers import wrap_twisted_exceptions
    from scrapy.utils.defer import maybe_deferred_to_future
    from twisted.web._newclient import ParseError as ParseError
    from twisted.web._newclient import Request as _TwistedRequest
    from twisted.web._newclient import _DataLoss  # type: ignore[attr-defined]
    from twisted.web.client import _HTTP11ClientFactory
except ImportError as error:
    raise DeskError(
        f"Scrapy {version('scrapy')} with Twisted {version('twisted')} is installed, and "
        f"foreign-desk was written for Scrapy {WRITTEN_FOR}: {error}; install the one it was "
        f"written for: pip install 'scrapy=={WRITTEN_FOR}.*' 'twisted<{TWISTED_BELOW}'"
    ) from error

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.core.downloader import Downloader
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.interfaces import IAddress


TwistedRequest = _TwistedRequest
"""A request as Twisted's client writes it."""
DataLoss: type[Exception] = _DataLoss
"""A body that ended before the length its header told, or before its last chunk."""

# -- The HTTP/1.1 client ---------------------------------------------------------------------------


class ClientProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's HTTP/1.1 client protocol, which says where a response ends.

    A connection on which no further request can follow is closed at once.
    """

    def response_ended(self, surplus: bytes) -> None:
        """Called at the end of each response with the bytes that came after it."""

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802 - Twisted's name
        self.response_ended(rest)
        if rest and self._currentRequest is not None:
            # More may follow, which would be read as the answer to the next request.
            self._currentRequest.persistent = False
        super()._finishResponse(rest)

    def _giveUp(self, reason: Any) -> None:  # noqa: N802 - Twisted's name
        # TLS alone waits for the other side to say goodbye, with the connection open until then.
        transport: Any = self.transport
        transport.loseConnection()
        below_tls = getattr(transport, "transport", None)
        if below_tls is not None:
            below_tls.loseConnection()
        super()._giveUp(reason)  # type: ignore[no-untyped-call]


def write_through(request: TwistedRequest, wrapped: Callable[[Any], Any]) -> None:
    """Has a request write its bytes to what a function makes of the connection."""
    write_to: Callable[..., Any] = type(request).writeTo
    # On the instance: `request` may have been tried on another connection that had gone away.
    request.writeTo = lambda to: write_to(request, wrapped(to))  # type: ignore[method-assign]


class ClientFactory(_HTTP11ClientFactory):
    """Makes the protocol of each connection by a function that is given its other end."""

    noisy = False

    def __init__(
        self,
        quiescent: Callable[..., None],
        *,
        make: "Callable[[IAddress | None, Callable[..., None]], ClientProtocol]",
    ) -> None:
        super().__init__(quiescent, metadata=None)  # type: ignore[no-untyped-call]
        self._make = make

    def buildProtocol(self, addr: "IAddress | None") -> ClientProtocol:  # noqa: N802 - Twisted's name
        return self._make(addr, self._quiescentCallback)


class Agent(_ScrapyAgent):
    """Asks for one address, and says when the headers of its answer are read."""

    def answered(self, response: Any, request: "Request") -> None:
        """Called with Twisted's response as soon as its body can be read."""

    def _cb_bodyready(self, txresponse: Any, request: "Request") -> Any:
        self.answered(txresponse, request)
        return super()._cb_bodyready(txresponse, request)


class DownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler with a protocol and an agent of ours."""

    agent = Agent

    def __init__(
        self,
        crawler: "Crawler",
        *,
        make: "Callable[[IAddress | None, Callable[..., None]], ClientProtocol]",
    ) -> None:
        super().__init__(crawler)
        self._pool._factory = lambda quiescent, _: ClientFactory(  # type: ignore[assignment]
            quiescent, make=make
        )

    async def download_request(self, request: "Request") -> "Response":
        agent = self.agent(
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


# -- The downloader's slots, one for each host -----------------------------------------------------


def least_delay(crawler: "Crawler", host: str, *, otherwise: float) -> float:
    """Seconds that were set as the least between two requests to a host."""
    settings = _downloader(crawler).per_slot_settings.get(host, {})
    return float(settings.get("delay", otherwise))


def set_least_delay(crawler: "Crawler", host: str, delay: float) -> None:
    """Sets the seconds between two requests to a host, for a slot that is open also."""
    downloader = _downloader(crawler)
    downloader.per_slot_settings[host] = {"delay": delay}
    slot = downloader.slots.get(host)
    if slot is not None:
        slot.delay = max(slot.delay, delay)


def slot_of(crawler: "Crawler", host: str) -> Slot | None:
    """What waits for a host, and when it was asked last; None when nothing is under way."""
    return _downloader(crawler).slots.get(host)


def delay_of(slot: Slot) -> float:
    """Seconds between two requests to a host, as they are now."""
    return float(slot.delay)


def set_delay(slot: Slot, *, seconds: float) -> None:
    """Sets the seconds between two requests to a host from now on."""
    slot.delay = seconds


def rest(slot: Slot, *, seconds: float) -> None:
    """Has the next request to a host wait for so long from now."""
    slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)


def fail_waiting(
    slot: Slot,
    why: Callable[[], Exception],
    *,
    of: "Callable[[Request], bool]" = lambda _: True,
) -> None:
    """Ends each request that waits for a host, or those of them `of` is true for."""
    ending = [(request, waiting) for request, waiting in slot.queue if of(request)]
    for one in ending:
        slot.queue.remove(one)
    for _, waiting in ending:
        waiting.errback(why())


def fail_all_waiting(crawler: "Crawler", why: Callable[[], Exception]) -> None:
    """Ends each request that waits for any host, with a reason of its own."""
    for slot in _downloader(crawler).slots.values():
        fail_waiting(slot, why)


def _downloader(crawler: "Crawler") -> "Downloader":
    if crawler.engine is None:
        raise RuntimeError("hosts have slots while a spider runs, never before")
    return crawler.engine.downloader


# -- The process -----------------------------------------------------------------------------------


def fail_command(crawler: "Crawler") -> None:
    """Has `scrapy crawl` end with exit code 1; Scrapy alone would call the crawl a success.

    Its process takes a crawler without a spider for one that could not begin.
    """
    crawler.spider = None
