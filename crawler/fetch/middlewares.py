"""What every request and response passes: guards, robots.txt, headers, and storing the capture.

Nothing is decided here that needs no Scrapy: whom we may connect to is `guards`, what a robots.txt
allows is `robots`, what is kept is the archive's. Scrapy's own robots.txt middleware is not used:
requests that wait for the same file are let through by it from the second on (Scrapy 2.14 to 2.19).
"""

import asyncio
import ipaddress
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import DNSLookupError

from archive.model.errors import DeskError
from archive.warc.response import GarbledBody, OversizedBody, UnreadableResponse
from crawler.config.outlets import FLOOR
from crawler.fetch.recording_handler import exchange_of
from crawler.politeness.address_guard import DEFAULT_PORTS, Refused, is_loopback
from crawler.politeness.rights import reserved_by_file
from crawler.politeness.robots import NotNow, RobotsUnreachable, Rules, read_rules
from crawler.politeness.throttle import (
    LOOPBACK_FLOOR,
    MOST_CRAWL_DELAY,
    WAITED_FOR,
    back_off,
    seconds_asked,
    throttled,
)
from crawler.session.run import OutletCrawl, Run

if TYPE_CHECKING:
    from typing import Self

    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

    from archive.model.records import Capture
    from crawler.spiders.columns import ColumnsSpider

CAPTURE = "desk_capture"
"""Key in `request.meta` of the stored capture."""
OUTLET = "desk_outlet"
"""Key of the `OutletCrawl` a request belongs to."""
VALIDATORS = "desk_validators"
"""Key of (ETag, Last-Modified) of the answer we hold; absent when there is none."""
_ROBOTS = "desk_robots"
"""Key that marks the request for robots.txt itself."""
_RIGHTS = "desk_rights"
"""Key that marks the request for tdmrep.json, which robots.txt may forbid as any other."""

ROBOTS_MAX_AGE = timedelta(hours=24)
"""How long an answer may be used (RFC 9309, 2.4), in this run and in later ones."""

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
    def _spider(self) -> "ColumnsSpider":
        spider: ColumnsSpider = self._crawler.spider  # type: ignore[assignment]
        return spider

    @property
    def _run(self) -> Run:
        return self._spider.run


class AddressGuardMiddleware(_Middleware):
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
    answer. An answer of the last day is read from the archive.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._asked: dict[str, tuple[asyncio.Task[Rules], datetime]] = {}
        self._reserving: dict[str, asyncio.Task[bytes]] = {}
        self._paced: set[tuple[str, str, float | None]] = set()

    async def process_request(self, request: Request) -> None:
        if _ROBOTS in request.meta:
            self._pace(request, None)
            return
        rules = await self._rules(request)
        self._pace(request, rules.crawl_delay)
        if not rules.allows(request.url):
            raise Refused("robots.txt forbids it")
        if self._run.settings.rights == "respect" and _RIGHTS not in request.meta:
            site = site_of(request)
            if site not in self._reserving:
                self._reserving[site] = asyncio.ensure_future(self._ask_rights(site, request))
            if reserved_by_file(await asyncio.shield(self._reserving[site]), request.url):
                raise Refused("its publisher reserves it (tdmrep.json)")

    async def _rules(self, request: Request) -> Rules:
        site, now = site_of(request), self._run.now()
        task, asked_at = self._asked.get(site, (None, now))
        if task is None or not timedelta(0) <= now - asked_at <= ROBOTS_MAX_AGE:
            task = asyncio.ensure_future(self._ask(site, request))
            self._asked[site] = (task, now)
        if task.done():
            return task.result()
        return await asyncio.shield(task)

    async def _ask(self, site: str, request: Request) -> Rules:
        url = f"{site}/robots.txt"
        held = self._run.held_answer(url, within=ROBOTS_MAX_AGE)
        if held is not None and held.status is not None and not 300 <= held.status < 400:
            with suppress(RobotsUnreachable):  # it may be there again
                return checked_delay(read_rules(held.status, held.body))
        try:
            capture = await self._fetch(url, request, mark=_ROBOTS)
        except Refused:
            raise
        except Exception as error:
            seen = str(error) or type(error).__name__
            raise RobotsUnreachable(f"robots.txt cannot be had ({seen})") from error
        return checked_delay(read_rules(capture.status or 0, capture.body))

    async def _ask_rights(self, site: str, request: Request) -> bytes:
        """The site's tdmrep.json; empty when it has none."""
        url = f"{site}/.well-known/tdmrep.json"
        held = self._run.held_answer(url, within=ROBOTS_MAX_AGE)
        if held is None:
            try:
                held = await self._fetch(url, request, mark=_RIGHTS)
            except Exception:  # it is no file that a site must have, or show us
                return b""
        return held.body if held.status == 200 else b""

    async def _fetch(self, url: str, request: Request, *, mark: str) -> "Capture":
        asked = Request(url, callback=NO_CALLBACK, meta={mark: True, OUTLET: outlet_of(request)})
        response = await self._crawler.engine.download_async(asked)
        capture: Capture = response.meta[CAPTURE]
        return capture

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
            slot = downloader.slots[host]
            slot.delay = max(slot.delay, delay)


def site_of(request: Request) -> str:
    """Scheme, host and port: what a robots.txt speaks for."""
    parts = urlparse_cached(request)
    return f"{parts.scheme}://{parts.netloc}"


def checked_delay(rules: Rules) -> Rules:
    """The rules, unless they ask for more patience than a crawl has."""
    if rules.crawl_delay is not None and rules.crawl_delay > MOST_CRAWL_DELAY:
        raise NotNow(
            f"robots.txt asks for {rules.crawl_delay:g} s between two requests; more than "
            f"{MOST_CRAWL_DELAY:g} s is not waited: ask the publisher, or take the outlet out"
        )
    return rules


class HeadersMiddleware(_Middleware):
    """Says who asks, what can be read, and what we hold already.

    br and zstd are not asked for: WARC readers do not know them.
    """

    def process_request(self, request: Request) -> None:
        request.meta["download_timeout"] = self._run.settings.timeout
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


class ThrottleMiddleware(_Middleware):
    """Leaves a host alone for as long as it needs for an answer, and for as long as it asks.

    Scrapy's AutoThrottle knows one least delay for all hosts and would go under a Crawl-delay; its
    rule is kept here with each host's own floor.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._refusals: Counter[str] = Counter()
        """429 and 503 in a row, by host."""
        self._paused: dict[str, tuple[datetime, str]] | None = None
        crawler.signals.connect(self.answered, signals.response_downloaded)

    def process_request(self, request: Request) -> None:
        if self._paused is None:
            self._paused = self._run.paused_hosts()
        until, reason = self._paused.get(urlparse_cached(request).netloc, (None, ""))
        if until is not None and until > self._run.now():
            raise self._not_now(reason, until)

    @staticmethod
    def _not_now(reason: str, until: datetime) -> NotNow:
        return NotNow(f"{reason}; not asked again before {until:%Y-%m-%d %H:%M} UTC")

    def answered(self, response: Response, request: Request) -> None:
        """Sets the host's pace by an answer, before the next request to it goes out.

        The methods of a middleware are too late for that: by then the slot is free, and what waits
        in it has gone out.
        """
        host = request.meta["download_slot"]
        downloader = self._crawler.engine.downloader
        slot, settings = downloader.slots.get(host), downloader.per_slot_settings.get(host, {})
        floor = float(settings.get("delay", FLOOR))
        if slot is None:
            return
        if response.status in (429, 503):
            self._refusals[host] += 1
            try:
                wait = self._wait(request, response, slot, floor=floor)
            except DeskError as fault:
                self._run.stop(fault)
                return
            slot.lastseen = max(slot.lastseen, monotonic() + wait - slot.delay)
            return
        self._refusals.pop(host, None)
        latency = request.meta.get("download_latency")
        if latency is not None:
            good = response.status == 200
            slot.delay = throttled(slot.delay, latency=latency, floor=floor, good=good)

    def _wait(self, request: Request, response: Response, slot: "Slot", *, floor: float) -> float:
        """Seconds until the host may be asked again; a long pause is written down, and what waits
        for the host does not go out."""
        now = self._run.now()
        asked = response.headers.get("Retry-After")
        wait = seconds_asked(asked.decode("latin-1"), now=now) if asked else 0.0
        if wait > WAITED_FOR:
            place, until = urlparse_cached(request).netloc, now + timedelta(seconds=wait)
            reason = f"{place} answers {response.status} and asks for a pause"
            self._run.pause_host(place, until=until, reason=reason)
            self._paused = None
            while slot.queue:
                slot.queue.popleft()[1].errback(self._not_now(reason, until))
            return 0.0
        return wait or back_off(self._refusals[request.meta["download_slot"]] - 1, floor=floor)


class CaptureMiddleware(_Middleware):
    """Stores each exchange before anything is made of it: pages, redirects, errors, robots.txt.

    When that fails (the disk is full), the crawl stops: a page that cannot be kept is not asked
    for. Bytes that are no HTTP response fail their own request alone; a body cut or garbled on its
    way is asked for again.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:
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
        except GarbledBody as fault:
            again = get_retry_request(request, spider=self._spider, reason="garbled body")
            if again is None:
                raise IgnoreRequest(str(fault)) from fault
            return again
        except OversizedBody as fault:
            raise IgnoreRequest(str(fault)) from fault
        except DeskError as fault:
            self._run.stop(fault)
            raise IgnoreRequest("it could not be kept") from fault
        return response
