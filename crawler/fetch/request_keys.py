"""Keys under which a Scrapy request carries what we need to know of it, in `request.meta`."""

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

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


class Stopping(IgnoreRequest):
    """The request is not sent any more: the crawl is stopping, or its outlet's part is over."""


def refuse_when_over(request: Request) -> None:
    """Stopping, when nothing more is to be asked for a request's outlet.

    What has no callback (a robots.txt) is asked for all outlets of its host.
    """
    crawl = outlet_of(request)
    if crawl.run.fault is not None or (crawl.over and request.callback is not NO_CALLBACK):
        raise Stopping("the crawl is stopping")
