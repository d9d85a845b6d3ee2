"""The spider that asks what a plan wants to know, one address after the other.

A plan is a coroutine that is given a `Prober`. Address guard, robots.txt, throttle and caps are
those of a crawl.
"""

import logging
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.http.request import NO_CALLBACK

from archive.model.errors import DeskError
from crawler.fetch.answers import answer_of
from crawler.fetch.failures import is_fault, reason_in_words
from crawler.fetch.request_keys import CAPTURE, OUTLET
from crawler.politeness.address_guard import AddressGuard, Refused
from crawler.politeness.robots import ROBOTS_MAX_AGE
from crawler.session.outlet_crawl import OutletCrawl
from crawler.session.prober import ProbePlan, Unanswered
from crawler.session.run import Run
from crawler.session.seed_walk import Answer

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

    from archive.model.records import Capture


class ScrapyProber:
    """Asks for addresses on behalf of one outlet at a time, and keeps count."""

    def __init__(self, crawler: "Crawler", run: Run) -> None:
        self._crawler = crawler
        self._run = run
        self.asked: list[str] = []
        """Every address asked for, in order."""

    async def ask(self, crawl: OutletCrawl, url: str) -> Answer:
        """The answer of an address; Unanswered when there is none that may be read."""
        self.asked.append(url)
        request = Request(url, callback=NO_CALLBACK, meta={OUTLET: crawl})
        try:
            response = await self._crawler.engine.download_async(request)
        except Refused as refused:
            raise Unanswered(str(refused)) from refused
        except DeskError:
            raise
        except Exception as error:
            if is_fault(error):
                raise
            raise Unanswered(reason_in_words(error)) from error
        capture: Capture = response.meta[CAPTURE]
        if capture.status is None or not 200 <= capture.status < 300:
            raise Unanswered(f"answers {capture.status}")
        return answer_of(response)

    def held(self, url: str) -> "Capture | None":
        """What an address answered before during this probe (a robots.txt, say)."""
        return self._run.held_answer(url, within=ROBOTS_MAX_AGE)


class ProbeSpider(Spider):
    """Carries out one plan."""

    name = "probe"
    run: Run
    guard: AddressGuard
    plan: ProbePlan

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, run: Run, plan: ProbePlan) -> "Self":
        """The spider of a plan."""
        spider = super().from_crawler(crawler, *args)
        logging.getLogger("scrapy").setLevel(crawler.settings["LOG_LEVEL"])
        spider.run, spider.guard, spider.plan = run, run.guard, plan
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """No request for the scheduler: the plan asks by itself."""
        try:
            await self.plan(ScrapyProber(self.crawler, self.run))
        except Exception as fault:
            self.run.stop(fault)
        nothing: list[Request] = []
        for request in nothing:
            yield request
