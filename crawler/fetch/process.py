"""Scrapy started for one spider, with the settings of this project, and stopped at once."""

from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler.fetch.request_keys import Stopping
from crawler.fetch.scrapy_internals import fail_all_waiting

SETTINGS = "crawler.settings"


class Process(AsyncCrawlerProcess):
    """A process in which an interruption leaves only what is on the wire to be answered.

    Scrapy's own would send all that waits for its host first, one delay after the other.
    """

    async def stop(self) -> None:
        """Ends the crawl gracefully; called at SIGINT and SIGTERM."""
        for crawler in self.crawlers:
            if crawler.engine is not None:
                send_no_more(crawler)
        await super().stop()


def send_no_more(crawler: Crawler) -> None:
    """Ends all requests that are not on the wire yet."""
    fail_all_waiting(crawler, lambda: Stopping("the crawl is stopping"))


def run_spider(spider: type[Spider], **arguments: Any) -> None:
    """Runs a spider to its end.

    Once in a process, as Twisted's reactor does not start twice.
    """
    settings = Settings()
    settings.setmodule(SETTINGS, priority="project")
    process = Process(settings)
    crawling = process.crawl(spider, **arguments)
    process.start()
    if crawling.done():
        crawling.result()
