"""The only spider: asks the outlets' seeds, then visits what the frontier says is due.

It carries messages between Scrapy and `run`, where the decisions are: what comes next, and what
came of it. `desk crawl` hands it a run; `scrapy crawl columns -a outlet=SLUG` in a working folder
has it make its own.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider

from archive.frontier.visits import DueVisit
from archive.model.errors import DeskError
from archive.model.records import Outcome
from crawler.fetch.answers import answer_of, halts, put_off, unasked
from crawler.fetch.failures import is_fault, reason_of
from crawler.fetch.pipelines import Visited
from crawler.fetch.process import send_no_more
from crawler.fetch.request_keys import CAPTURE, OUTLET, VALIDATORS, Stopping, outlet_of
from crawler.fetch.scrapy_crawl import run_of_scrapy_crawl
from crawler.intake.intake import UNASKED
from crawler.intake.multi_page_visit import PartRequest
from crawler.politeness.address_guard import AddressGuard, Refused
from crawler.session.outlet_crawl import OutletCrawl
from crawler.session.run import Run
from crawler.session.seed_walk import SeedWalk

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

AHEAD = 2
"""Visits of one outlet under way: the next waits at its host's slot while a page is being read."""

Callback = Callable[..., Iterator[Any]]
"""A method of the spider for an answer, or the failure in its place; None among what it yields
lets others have their turn."""


def contained(callback: Callback) -> Callable[..., AsyncIterator[Any]]:
    """A callback whose faults end the crawl of its outlet, and no other.

    What cannot be kept ends the whole crawl. Scrapy itself would log a traceback and forget what
    the answer was for. A request that was not sent, as the crawl is stopping, calls for nothing.
    """

    @wraps(callback)
    async def within(spider: "ColumnsSpider", answer: Any, **context: Any) -> AsyncIterator[Any]:
        crawl = outlet_of(answer.request)
        error: BaseException | None = getattr(answer, "value", None)
        if crawl.over or isinstance(error, Stopping):
            return
        if isinstance(error, Exception) and is_fault(error):
            crawl.note_fault(error)
        try:
            for output in callback(spider, answer, **context):
                if output is not None:
                    yield output
                    continue
                await asyncio.sleep(0)
                if crawl.over or spider.run.fault is not None or not spider.crawler.crawling:
                    return  # what is read in pieces is not read to its end
        except DeskError as fault:
            spider.run.stop(fault)
        except Exception as fault:
            crawl.give_up(fault)

    return within


class ColumnsSpider(Spider):
    """Seeds, candidates, visits, captures."""

    name = "columns"
    run: Run
    guard: AddressGuard
    _closing: "asyncio.Task[None] | None" = None

    @classmethod
    def from_crawler(
        cls, crawler: "Crawler", *args: Any, run: Run | None = None, **arguments: Any
    ) -> "Self":
        """The spider of a run; without one, of the outlets that `-a outlet=SLUG,SLUG` names."""
        spider = super().from_crawler(crawler, *args, **arguments)
        # Scrapy filters lines by handler, after they are composed; this spares composing them.
        logging.getLogger("scrapy").setLevel(crawler.settings["LOG_LEVEL"])
        spider.run = run_of_scrapy_crawl(crawler, **arguments) if run is None else run
        crawler.signals.connect(spider.idle, signals.spider_idle)
        spider.guard = spider.run.guard
        spider.run.on_fault = spider.close_at_once
        spider.run.on_room = spider.resume
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The seeds of the first outlets; everything else follows from their answers."""
        try:
            for request in self._open_outlets():
                yield request
        except Exception as fault:
            self.run.stop(fault)

    def idle(self) -> None:
        """Opens further outlets when the last answers of those before are kept."""
        try:
            requests = list(self._open_outlets())
        except Exception as fault:
            self.run.stop(fault)
            return
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    @contained
    def seed_answered(
        self, response: "Response", crawl: OutletCrawl, walk: SeedWalk, url: str
    ) -> Iterator[Request | None]:
        """Further pages of a seed, and the first visits once all seeds are read."""
        pages = yield from walk.answered(url, answer_of(response))
        for page in pages:
            yield self._ask_seed(crawl, walk, page)
        yield from self._go_on(crawl)

    @contained
    def seed_failed(self, failure: "Failure") -> Iterator[Request]:
        """Goes on without this answer; without a robots.txt, nothing more is asked for now."""
        context = failure.request.cb_kwargs  # type: ignore[attr-defined]
        crawl: OutletCrawl = context["crawl"]
        if halts(failure, crawl):
            crawl.halted = reason_of(failure)
        walk: SeedWalk = context["walk"]
        for page in walk.failed(context["url"], reason_of(failure)):
            yield self._ask_seed(crawl, walk, page)
        yield from self._go_on(crawl)

    @contained
    def visited(
        self, response: "Response", crawl: OutletCrawl, visit: DueVisit
    ) -> Iterator[Visited | Request]:
        """The answer, with what else belongs to its column, and then the next visits."""
        if unasked(response):
            crawl.under_way -= 1
            crawl.settle(visit, Outcome.FAILED, reason=UNASKED)
            yield from self._go_on(crawl)
            return
        answer = answer_of(response)
        column_visit = crawl.multi_page_visit(visit, answer.capture)
        yield from self._gather(Visited(crawl, visit, answer, column_visit))

    @contained
    def part_answered(
        self, response: "Response", item: Visited, ask: PartRequest
    ) -> Iterator[Visited | Request]:
        """A further page of a column, and what is still missing of it."""
        item.column_visit.answered(ask, response.meta[CAPTURE])
        yield from self._gather(item)

    @contained
    def part_failed(self, failure: "Failure") -> Iterator[Visited | Request]:
        """A further page of a column that brought no answer."""
        context = failure.request.cb_kwargs  # type: ignore[attr-defined]
        if self.run.fault is not None:
            return
        refused = isinstance(failure.value, Refused)
        context["item"].column_visit.failed(context["ask"], reason_of(failure), refused=refused)
        yield from self._gather(context["item"])

    def _gather(self, item: Visited) -> Iterator[Visited | Request]:
        """What is missing of a column; when nothing is, the column, on its way to the archive."""
        ask = item.column_visit.next_part()
        if ask is not None:
            yield Request(
                ask.url,
                callback=self.part_answered,
                errback=self.part_failed,
                cb_kwargs={"item": item, "ask": ask},
                meta={OUTLET: item.crawl},
            )
            return
        item.crawl.under_way -= 1
        yield item
        yield from self._go_on(item.crawl)

    @contained
    def visit_failed(self, failure: "Failure") -> Iterator[Request]:
        """Counts a visit that brought no answer, and goes on with the next ones."""
        context = failure.request.cb_kwargs  # type: ignore[attr-defined]
        crawl: OutletCrawl = context["crawl"]
        crawl.under_way -= 1
        if self.run.fault is not None:
            return
        refused = isinstance(failure.value, Refused)
        if halts(failure, crawl):
            crawl.halted = reason_of(failure)
            crawl.give_back(context["visit"])
        elif waits := put_off(failure, crawl):
            site, reason = waits
            crawl.put_off(context["visit"], site, reason=reason)
        else:
            crawl.settle(
                context["visit"],
                Outcome.REFUSED if refused else Outcome.FAILED,
                reason=reason_of(failure),
            )
        yield from self._go_on(crawl)

    def closed(self, reason: str) -> None:
        """Tells the run why fetching has ended."""
        self.run.finish_reason = reason

    def close_at_once(self, reason: str) -> None:
        """Ends the crawl; what is under way is still answered, nothing new is asked."""
        send_no_more(self.crawler)
        closing = self.crawler.engine.close_spider_async(reason=reason)
        self._closing = asyncio.ensure_future(closing)

    def resume(self, crawl: OutletCrawl) -> None:
        """Begins the visits that had to wait until another was settled."""
        for request in self._next_visits(crawl):
            self.crawler.engine.crawl(request)

    def _ask_seed(self, crawl: OutletCrawl, walk: SeedWalk, url: str) -> Request:
        return Request(
            url,
            callback=self.seed_answered,
            errback=self.seed_failed,
            cb_kwargs={"crawl": crawl, "walk": walk, "url": url},
            meta={OUTLET: crawl, VALIDATORS: walk.asked_with(url)},
        )

    def _open_outlets(self) -> Iterator[Request]:
        """The seeds of outlets for which there is room; one without any has its visits at once."""
        for crawl in self.run.open_next():
            try:
                for walk in crawl.walks:
                    for url in walk.first():
                        yield self._ask_seed(crawl, walk, url)
                yield from self._next_visits(crawl)
            except DeskError:
                raise
            except Exception as fault:
                crawl.give_up(fault)

    def _go_on(self, crawl: OutletCrawl) -> Iterator[Request]:
        """What is next with an outlet, and further outlets when others have ended."""
        yield from self._next_visits(crawl)
        yield from self._open_outlets()

    def _next_visits(self, crawl: OutletCrawl) -> Iterator[Request]:
        while crawl.under_way < AHEAD:
            visit = crawl.next_visit()
            if visit is None:
                return
            crawl.under_way += 1
            yield Request(
                visit.url,
                callback=self.visited,
                errback=self.visit_failed,
                cb_kwargs={"crawl": crawl, "visit": visit},
                meta={OUTLET: crawl, VALIDATORS: (visit.etag, visit.last_modified)},
            )
