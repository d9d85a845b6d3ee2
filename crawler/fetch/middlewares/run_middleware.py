"""A middleware that knows the run its spider carries out.

What the middlewares decide is not theirs: whom we may connect to is `politeness.address_guard`,
what a robots.txt allows `politeness.robots`, what is kept the archive's.
"""

from typing import TYPE_CHECKING, Protocol

from scrapy import Spider

from crawler.session.run import Run

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler


class CarriesOutARun(Protocol):
    """All that a middleware knows of the spider, whichever it is."""

    run: Run


class RunMiddleware:
    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "Self":
        return cls(crawler)

    @property
    def _run(self) -> Run:
        spider: CarriesOutARun = self._spider  # type: ignore[assignment]
        return spider.run

    @property
    def _spider(self) -> Spider:
        if self._crawler.spider is None:
            raise RuntimeError("requests pass a middleware while a spider runs, never before")
        return self._crawler.spider
