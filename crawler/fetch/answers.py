"""What came of a request: the answer with its validators, or whether its host may be asked."""

from scrapy.http import Response
from twisted.python.failure import Failure

from archive.model.timeline import NOT_MODIFIED
from crawler.fetch.request_keys import CAPTURE
from crawler.politeness.robots import HostSilent, NotNow
from crawler.session.outlet_crawl import OutletCrawl
from crawler.session.seed_walk import Answer


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
    """Whether nothing more may be asked of an outlet now: its own host is not to be asked.

    A page or seed that lies elsewhere, or redirects there, fails alone.
    """
    url: str = failure.request.url  # type: ignore[attr-defined]
    lasting = isinstance(failure.value, NotNow) and not isinstance(failure.value, HostSilent)
    return lasting and crawl.outlet.scope.is_own_host(url)


def silent_site(failure: Failure) -> HostSilent | None:
    """The silence for which an address is not asked; None when it was, and led to a silent site."""
    redirected = "redirect_urls" in failure.request.meta  # type: ignore[attr-defined]
    return failure.value if isinstance(failure.value, HostSilent) and not redirected else None
