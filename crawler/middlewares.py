"""What every request and response passes: guards, robots.txt, headers, and storing the capture.

Nothing is decided here that needs no Scrapy: whom we may connect to is `guards`, what a robots.txt
allows is `robots`, what is kept is the archive's. Scrapy's own robots.txt middleware is not used:
requests that wait for the same file are let through by it from the second on (Scrapy 2.14 to 2.19).
"""

import asyncio
import ipaddress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import DNSLookupError

from archive.errors import DeskError
from archive.response import UnreadableResponse
from crawler.guards import DEFAULT_PORTS, Refused, is_loopback
from crawler.outlets import FLOOR
from crawler.robots import RobotsUnreachable, Rules, read_rules
from crawler.run import OutletCrawl, Run
from crawler.wire import exchange_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

    from archive.records import Capture

CAPTURE = "desk_capture"
"""Key in `request.meta` of the stored capture."""
OUTLET = "desk_outlet"
"""Key of the `OutletCrawl` a request belongs to."""
VALIDATORS = "desk_validators"
"""Key of (ETag, Last-Modified) of the answer we hold; absent when there is none."""
_ROBOTS = "desk_robots"
"""Key that marks the request for robots.txt itself."""

ROBOTS_MAX_AGE = 24 * 3600.0
"""Seconds that an answer may be used (RFC 9309, 2.4)."""
LOOPBACK_FLOOR = 0.001
"""Seconds between two requests to this machine. Not 0: without any delay, Scrapy 2.19 starts all
requests that wait in a slot at once, whatever its concurrency (`Downloader._process_queue`)."""
RETRY_AFTER_CAP = 120.0
"""Seconds that a Retry-After may hold up a host; what asks for more fails and waits for the next
crawl."""

PERMANENT = frozenset((301, 308))


def outlet_of(request: Request) -> OutletCrawl:
    """The outlet for which a request is made."""
    crawl: OutletCrawl = request.meta[OUTLET]
    return crawl


class _Middleware:
    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "Self":
        return cls(crawler)

    @property
    def _run(self) -> Run:
        run: Run = self._crawler.spider.run  # type: ignore[union-attr]
        return run


class GuardMiddleware(_Middleware):
    """Refuses what must not be asked, redirects included; a name is resolved and checked first.

    The download handler checks the address again when the connection stands.
    """

    async def process_request(self, request: Request) -> None:
        if self._run.fault is not None:
            raise IgnoreRequest("the crawl is stopping")
        guard = outlet_of(request).guard
        name = guard.check_url(request.url)
        if name is not None:
            parts = urlparse_cached(request)
            port = parts.port or DEFAULT_PORTS[parts.scheme]
            guard.check_peer(await self._resolve(name), port)

    async def _resolve(self, name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
        """The address of a host; Scrapy's resolver caches it for the connection that follows."""
        from twisted.internet import reactor

        # Twisted's stub of `resolve` types the name wrongly.
        resolving: Deferred[str] = reactor.resolve(name)  # type: ignore[arg-type]
        try:
            found = await maybe_deferred_to_future(resolving)
        except DNSLookupError as error:
            raise CannotResolveHostError(str(error)) from error
        return ipaddress.ip_address(found)


class RobotsMiddleware(_Middleware):
    """Makes each request wait for its site's robots.txt, obeys it, and keeps its Crawl-delay.

    Waiters share one task per site, so a hundred simultaneous requests ask once and all hear the
    answer.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._asked: dict[str, tuple[asyncio.Task[Rules], float]] = {}
        self._paced: set[tuple[str, str, float | None]] = set()

    async def process_request(self, request: Request) -> None:
        if _ROBOTS in request.meta:
            self._pace(request, None)
            return
        rules = await self._rules(request)
        self._pace(request, rules.crawl_delay)
        if not rules.allows(request.url):
            raise Refused("robots.txt forbids it")

    async def _rules(self, request: Request) -> Rules:
        parts = urlparse_cached(request)
        site = f"{parts.scheme}://{parts.netloc}"
        task, asked_at = self._asked.get(site, (None, 0.0))
        if task is None or monotonic() - asked_at > ROBOTS_MAX_AGE:
            task = asyncio.ensure_future(self._ask(site, request))
            self._asked[site] = (task, monotonic())
        if task.done():
            return task.result()
        return await asyncio.shield(task)

    async def _ask(self, site: str, request: Request) -> Rules:
        robots = Request(
            f"{site}/robots.txt",
            callback=NO_CALLBACK,
            meta={_ROBOTS: True, OUTLET: outlet_of(request)},
        )
        try:
            response = await self._crawler.engine.download_async(robots)
        except Exception as error:
            seen = str(error) or type(error).__name__
            raise RobotsUnreachable(f"robots.txt cannot be had ({seen})") from error
        capture: Capture = response.meta[CAPTURE]
        if response.body and not capture.body and 200 <= response.status < 300:
            # Taken for an empty file, it would allow everything.
            raise RobotsUnreachable("robots.txt comes in a coding that cannot be undone")
        return read_rules(response.status, capture.body)

    def _pace(self, request: Request, crawl_delay: float | None) -> None:
        """Has the downloader leave the request's host alone for as long as anyone asks."""
        host = urlparse_cached(request).hostname or ""
        outlet = outlet_of(request).outlet
        known = (host, outlet.slug, crawl_delay)
        if known in self._paced:
            return
        self._paced.add(known)
        downloader = self._crawler.engine.downloader
        before = downloader.per_slot_settings.get(host, {}).get("delay", 0.0)
        floor = LOOPBACK_FLOOR if is_loopback(host) else FLOOR
        delay = max(before, floor, outlet.delay or 0.0, crawl_delay or 0.0)
        downloader.per_slot_settings[host] = {"delay": delay}
        if host in downloader.slots:
            downloader.slots[host].delay = delay


class HeadersMiddleware(_Middleware):
    """Says who asks, what can be read, and what we hold already.

    br and zstd are not asked for: WARC readers do not know them.
    """

    def process_request(self, request: Request) -> None:
        headers = request.headers
        headers["User-Agent"] = self._run.user_agent
        headers["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        headers["Accept-Encoding"] = "gzip, deflate"
        # They belong to the address they were given for, not to where it redirects.
        validators = None if "redirect_urls" in request.meta else request.meta.get(VALIDATORS)
        etag, last_modified = validators or (None, None)
        for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)):
            if value:
                headers[name] = value
            else:
                headers.pop(name, None)


class RetryAfterMiddleware(_Middleware):
    """Leaves a host alone for as long as its 429 or 503 asks."""

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status in (429, 503):
            asked = response.headers.get("Retry-After")
            wait = seconds_asked(asked.decode("latin-1"), now=datetime.now(UTC)) if asked else 0.0
            slot = self._crawler.engine.downloader.slots.get(request.meta["download_slot"])
            if slot and wait:
                slot.lastseen = max(slot.lastseen, monotonic() + wait - slot.delay)
        return response


def seconds_asked(retry_after: str, *, now: datetime) -> float:
    """How long a Retry-After header asks to wait, capped; 0 when it cannot be read."""
    if retry_after.strip().isdecimal():
        return min(float(retry_after), RETRY_AFTER_CAP)
    try:
        then = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return 0.0
    wait = (then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds()
    return min(max(wait, 0.0), RETRY_AFTER_CAP)


class CaptureMiddleware(_Middleware):
    """Stores each exchange before anything is made of it: pages, redirects, errors, robots.txt.

    When that fails (the disk is full), the crawl stops: a page that cannot be kept is not asked
    for. Bytes that are no HTTP response fail their own request alone.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        exchange = exchange_of(request, response, now=datetime.now(UTC))
        via = tuple(request.meta.get("redirect_urls", ()))
        reasons = request.meta.get("redirect_reasons", ())
        try:
            request.meta[CAPTURE] = self._run.keep(
                exchange,
                outlet_of(request),
                via=via,
                moved_permanently=bool(via) and PERMANENT.issuperset(reasons),
            )
        except UnreadableResponse as fault:  # Twisted takes any protocol's name for HTTP
            raise IgnoreRequest(str(fault)) from fault
        except DeskError as fault:
            self._run.stop(fault)
            raise IgnoreRequest("it could not be kept") from fault
        return response
