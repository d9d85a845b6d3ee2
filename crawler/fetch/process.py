"""Scrapy started for one spider, with the settings of this project, and what stops one at once."""

from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler.fetch.request_keys import Stopping
from crawler.fetch.scrapy_internals import fail_all_waiting

SETTINGS = "crawler.settings"


class SendsNoMore:
    """An extension of Scrapy with which a crawl that is told to stop sends nothing more.

    Scrapy alone would send all that waits for its host first, one delay after the other. Both
    `desk crawl` and `scrapy crawl` stop by `stop_async`, at SIGINT and SIGTERM.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        crawler.signals.connect(self.begin, signals.engine_started)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SendsNoMore":
        """The extension, as Scrapy makes it."""
        return cls(crawler)

    def begin(self) -> None:
        """From now on there is something to stop."""
        stop = self._crawler.stop_async

        async def stop_at_once() -> None:
            send_no_more(self._crawler)
            await stop()

        self._crawler.stop_async = stop_at_once  # type: ignore[method-assign]


def send_no_more(crawler: Crawler) -> None:
    """Ends all requests that are not on the wire yet."""
    fail_all_waiting(crawler, lambda: Stopping("the crawl is stopping"))


def run_spider(spider: type[Spider], **arguments: Any) -> None:
    """Runs a spider to its end.

    Once in a process, as Twisted's reactor does not start twice.
    """
    settings = Settings()
    settings.setmodule(SETTINGS, priority="project")
    process = AsyncCrawlerProcess(settings)
    crawling = process.crawl(spider, **arguments)
    process.start()
    if crawling.done():
        crawling.result()
