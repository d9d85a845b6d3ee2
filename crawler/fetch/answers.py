"""What came of a request: the answer with its validators, or whether its host may be asked."""

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.model.timeline import NOT_MODIFIED
from crawler.fetch.middlewares.robots import site_of
from crawler.fetch.request_keys import CAPTURE
from crawler.politeness.robots import HostSilent, NotNow
from crawler.session.outlet_crawl import OutletCrawl
from crawler.session.seed_walk import Answer
from crawler.urls.hosts import host_key


def answer_of(response: Response) -> Answer:
    """The capture behind a response, with the validators it came with."""

    def header(name: str) -> str | None:
        value = response.headers.get(name)
        return value.decode("latin-1") if value else None

    total = header("X-WP-Total") or ""
    return Answer(
        response.meta[CAPTURE],
        etag=header("ETag"),
        last_modified=header("Last-Modified"),
        total=int(total) if total.isdecimal() and len(total) < 10 else None,
    )


def unasked(response: Response) -> bool:
    """Whether a server says "unchanged" though it was not told what we hold."""
    sent = response.request.headers if response.request is not None else {}
    asked = {b"If-None-Match", b"If-Modified-Since"} & set(sent)
    return response.status == NOT_MODIFIED and not asked


def halts(failure: Failure, crawl: OutletCrawl) -> bool:
    """Whether nothing more may be asked of an outlet now: the host of its home is not to be asked.

    A page or seed that lies elsewhere, or redirects there, fails alone.
    """
    url: str = failure.request.url  # type: ignore[attr-defined]
    lasting = isinstance(failure.value, NotNow) and not isinstance(failure.value, HostSilent)
    return lasting and host_key(url) == host_key(crawl.outlet.home)


def put_off(failure: Failure, crawl: OutletCrawl) -> tuple[str, str] | None:
    """The site that is not to be asked now, and why, when an address has to wait for it; None when
    the address was asked, and led there.
    """
    request: Request = failure.request  # type: ignore[attr-defined]
    error, site = failure.value, site_of(request)
    if "redirect_urls" in request.meta:
        return None
    if isinstance(error, HostSilent):
        return site, f"{site} does not answer ({error})"
    own = crawl.outlet.scope.is_own_host(request.url)
    return (site, f"{site}: {error}") if own and isinstance(error, NotNow) else None
