"""Scrapy started for one spider, with the settings of this project."""

from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

SETTINGS = "crawler.settings"


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
