"""Has the downloader leave a host alone for as long as it needs, and as it asks."""

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from archive.model.errors import DeskError
from crawler.config.outlets import FLOOR
from crawler.fetch.middlewares.run_middleware import RunMiddleware
from crawler.fetch.scrapy_internals import (
    Slot,
    delay_of,
    fail_waiting,
    least_delay,
    rest,
    set_delay,
    slot_of,
)
from crawler.politeness.robots import NotNow
from crawler.politeness.throttle import (
    WAITED_FOR,
    back_off,
    seconds_asked,
    throttled,
)

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class ThrottleMiddleware(RunMiddleware):
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
        """Sets the host's delay by an answer, before the next request to it goes out.

        The methods of a middleware are too late for that: by then the slot is free, and what waits
        in it has gone out.
        """
        host = request.meta["download_slot"]
        slot = slot_of(self._crawler, host)
        if slot is None:
            return
        floor = least_delay(self._crawler, host, otherwise=FLOOR)
        if response.status in (429, 503):
            self._refusals[host] += 1
            try:
                wait = self._wait(request, response, slot, floor=floor)
            except DeskError as fault:
                self._run.stop(fault)
                return
            rest(slot, seconds=wait)
            return
        self._refusals.pop(host, None)
        latency = request.meta.get("download_latency")
        if latency is not None:
            good = response.status == 200
            delay = throttled(delay_of(slot), latency=latency, floor=floor, good=good)
            set_delay(slot, seconds=delay)

    def _wait(self, request: Request, response: Response, slot: Slot, *, floor: float) -> float:
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
            fail_waiting(
                slot,
                lambda: self._not_now(reason, until),
                of=lambda waiting: urlparse_cached(waiting).netloc == place,
            )
            return 0.0
        return wait or back_off(self._refusals[request.meta["download_slot"]] - 1, floor=floor)
