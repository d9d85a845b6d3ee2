"""Keys under which a Scrapy request carries what we need to know of it, in `request.meta`."""

from scrapy import Request

from crawler.session.outlet_crawl import OutletCrawl

CAPTURE = "desk_capture"
"""The stored capture of the answer."""
OUTLET = "desk_outlet"
"""The `OutletCrawl` a request belongs to."""
VALIDATORS = "desk_validators"
"""(ETag, Last-Modified) of the answer we hold; absent when there is none."""


def outlet_of(request: Request) -> OutletCrawl:
    """The outlet for which a request is made."""
    crawl: OutletCrawl = request.meta[OUTLET]
    return crawl
