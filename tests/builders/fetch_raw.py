"""Fetches paths of a raw server through the project's download handler; prints what it kept.

Run by test_wire.py in a process of its own: a Twisted reactor cannot be started twice.
"""

import asyncio
import json
import sys
import warnings
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import ScrapyDeprecationWarning
from scrapy.http import Response

from crawler.fetch.recording_handler import exchange_of
from crawler.politeness.address_guard import AddressGuard
from tests.builders.raw_server import RawServer

HANDLER = "crawler.fetch.recording_handler.RecordingDownloadHandler"


class Fetch(Spider):
    name = "fetch"
    server: RawServer
    guard: AddressGuard
    kept: dict[str, dict[str, Any]]

    async def start(self) -> AsyncIterator[Request]:
        for path in self.server.answers:
            yield Request(
                self.server.home.rstrip("/") + path,
                dont_filter=True,
                meta={"dont_redirect": True, "handle_httpstatus_all": True},
                errback=self.failed,
            )

    def parse(self, response: Response, **_: Any) -> None:
        self.kept[response.url]["body"] = response.body.decode("latin-1")

    def failed(self, failure: Any) -> None:
        self.kept[failure.request.url] = {"failed": repr(failure.value)}


class Keep:
    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Keep":
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        exchange = exchange_of(request, response, now=datetime.now(UTC))
        spider = self.crawler.spider
        assert isinstance(spider, Fetch)
        spider.kept[request.url] = {
            "request": exchange.request.decode("latin-1"),
            "response": exchange.response.decode("latin-1"),
            "ip_address": exchange.ip_address,
            "exact": exchange.exact,
        }
        return response


SETTINGS = {
    "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
    "DOWNLOADER_MIDDLEWARES": {Keep: 950},
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "COOKIES_ENABLED": False,
    "LOG_LEVEL": "ERROR",
    "RETRY_ENABLED": False,
}


def main() -> None:
    warnings.simplefilter("error", ScrapyDeprecationWarning)
    told = json.load(sys.stdin)
    server = RawServer({p: tuple(x.encode("latin-1") for x in a) for p, a in told.items()})
    kept: dict[str, Any] = {}
    process = AsyncCrawlerProcess(SETTINGS)
    asyncio.get_event_loop().run_until_complete(server.start())
    guard = AddressGuard([server.home], loopback_only=True)
    process.crawl(Fetch, server=server, guard=guard, kept=kept)
    process.start()
    home = server.home.rstrip("/")
    asked = {p: [x.decode("latin-1") for x in heads] for p, heads in server.asked.items()}
    by_path = {url.removeprefix(home): what for url, what in kept.items()}
    json.dump({"kept": by_path, "asked": asked, "connections": server.connections}, sys.stdout)


if __name__ == "__main__":
    main()
