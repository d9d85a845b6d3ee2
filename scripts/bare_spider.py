"""What `scripts.bench_crawl` compares with: a spider that fetches and parses pages, and no more.

Run as `bare_spider.py ROOT CONNECTIONS`; prints how many pages it parsed.
"""

import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response, TextResponse


class BareSpider(Spider):
    """Fetches what a sitemap names, parses it, and keeps nothing."""

    name = "bare"
    root = ""
    parsed = 0

    async def start(self) -> AsyncIterator[Any]:
        """Asks for the sitemap."""
        yield Request(f"{self.root}/sitemap.xml", callback=self.pages)

    def pages(self, response: Response) -> Iterator[Request]:
        """Asks for every page the sitemap names."""
        if isinstance(response, TextResponse):
            response.selector.remove_namespaces()
            for url in response.xpath("//loc/text()").getall():
                yield Request(url, callback=self.page)

    def page(self, response: Response) -> None:
        """Counts a page whose headline and paragraphs can be selected."""
        paragraphs = response.css(".entry-content p::text").getall()
        if response.css("h1::text").get() and paragraphs:
            BareSpider.parsed += 1


def main() -> None:
    """Crawls and prints the count."""
    BareSpider.root = sys.argv[1]
    process = AsyncCrawlerProcess(
        {
            "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "DOWNLOAD_DELAY": 0,
            "CONCURRENT_REQUESTS_PER_DOMAIN": int(sys.argv[2]),
            "ROBOTSTXT_OBEY": True,
        }
    )
    process.crawl(BareSpider)
    process.start()
    print(BareSpider.parsed)


if __name__ == "__main__":
    main()
