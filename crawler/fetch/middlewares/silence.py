"""Asks no more of a site, for the rest of a crawl, that does not answer any more."""

from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.fetch.failures import OURS, causes_of, is_fault, reason_in_words
from crawler.fetch.middlewares.robots import site_of
from crawler.fetch.middlewares.run_middleware import RunMiddleware
from crawler.fetch.recording_handler import HEARD
from crawler.fetch.scrapy_internals import fail_waiting, slot_of
from crawler.politeness.robots import HostSilent

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

UNANSWERED = 3
"""Addresses in a row without a byte from their site, all their retries used: nine tries, four and a
half minutes of a server that accepts and says nothing. One alone may be a page that takes too long;
with more, each dead site costs its outlet more time than most crawls take."""


class SilenceMiddleware(RunMiddleware):
    """Fails what is asked of a site at once, when addresses in a row had no answer from it.

    A robots.txt is held for a day, so it may not be what shows that a site is gone. Any byte shows
    that a site is there. This middleware comes first: it sees only exceptions after which nothing
    is tried again, and names are not looked up for what is not asked.
    """

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._unanswered: dict[str, int] = {}
        """By site, addresses in a row."""
        self._heard: set[str] = set()
        """Sites of which bytes came since an address was last settled."""
        self._silent: dict[str, str] = {}
        """Sites that are not asked any more, and why."""
        crawler.signals.connect(self.heard, HEARD)
        crawler.signals.connect(self.answered, signals.response_downloaded)

    def process_request(self, request: Request) -> None:
        site = site_of(request)
        if site in self._silent:
            raise HostSilent(self._silent[site])

    def heard(self, url: str) -> None:
        """Begins to count anew: the site is there."""
        site = site_of(Request(url))
        self._unanswered.pop(site, None)
        self._heard.add(site)

    def answered(self, response: Response, request: Request) -> None:
        """What was heard belongs to a whole answer, and to no address that fails later."""
        self._heard.discard(site_of(request))

    def process_exception(self, request: Request, exception: Exception) -> None:
        site = site_of(request)
        if is_fault(exception) or any(isinstance(cause, OURS) for cause in causes_of(exception)):
            return
        if site in self._heard:
            self._heard.remove(site)
            return
        if site in self._silent:
            # Its last try had gone out when the site was found silent.
            raise HostSilent(self._silent[site])
        self._unanswered[site] = self._unanswered.get(site, 0) + 1
        if self._unanswered[site] < UNANSWERED:
            return
        reason = self._silent[site] = reason_in_words(exception)
        slot = slot_of(self._crawler, urlparse_cached(request).hostname or "")
        if slot is not None:
            fail_waiting(slot, lambda: HostSilent(reason), of=lambda at: site_of(at) == site)
