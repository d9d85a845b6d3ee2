"""Asks for robots.txt and tdmrep.json, and has every request obey them.

Scrapy's own robots.txt middleware is not used: it lets requests that wait for the same file through
from the second on (Scrapy 2.14 to 2.19).
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.config.outlets import FLOOR
from crawler.fetch.failures import is_fault, reason_in_words
from crawler.fetch.middlewares.run_middleware import RunMiddleware
from crawler.fetch.request_keys import CAPTURE, OUTLET, Stopping, outlet_of
from crawler.fetch.scrapy_internals import least_delay, set_least_delay
from crawler.politeness.address_guard import Refused
from crawler.politeness.rights import reserved_by_file
from crawler.politeness.robots import ROBOTS_MAX_AGE, NotNow, RobotsUnreachable, Rules, read_rules
from crawler.politeness.throttle import (
    LOOPBACK_FLOOR,
    MOST_CRAWL_DELAY,
)
from crawler.urls.hosts import is_loopback

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from archive.model.records import Capture


_ROBOTS = "desk_robots"
"""Key that marks the request for robots.txt itself."""
_RIGHTS = "desk_rights"
"""Key that marks the request for tdmrep.json, which robots.txt may forbid as any other."""


class RobotsMiddleware(RunMiddleware):
    """Makes each request wait for its site's robots.txt, obeys it, and keeps its Crawl-delay.

    Waiters share one task per site, so a hundred simultaneous requests ask once and all hear the
    answer. An answer of the last day is read from the archive.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._asked: dict[str, tuple[asyncio.Task[Rules], datetime]] = {}
        self._reserving: dict[str, asyncio.Task[bytes]] = {}
        self._throttled: set[tuple[str, str, float | None]] = set()

    async def process_request(self, request: Request) -> None:
        if _ROBOTS in request.meta:
            self._throttle(request, None)
            return
        rules = await self._rules(request)
        self._throttle(request, rules.crawl_delay)
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
        except (Refused, Stopping):
            raise
        except Exception as error:
            if is_fault(error):
                raise
            seen = reason_in_words(error)
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

    def _throttle(self, request: Request, crawl_delay: float | None) -> None:
        """Has the downloader leave the request's host alone for as long as anyone asks."""
        host = urlparse_cached(request).hostname or ""
        outlet = outlet_of(request).outlet
        known = (host, outlet.slug, crawl_delay)
        if known in self._throttled:
            return
        self._throttled.add(known)
        floor = LOOPBACK_FLOOR if is_loopback(request.url) else FLOOR
        delay = max(
            least_delay(self._crawler, host, otherwise=0.0),
            floor,
            outlet.delay or 0.0,
            crawl_delay or 0.0,
        )
        set_least_delay(self._crawler, host, delay)


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
