"""One page or text as an article, from a file, an address or a pipe.

Nothing is kept here; `importing` and `crawling` do that.
"""

import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

from archive.model.errors import DeskError
from archive.model.records import Article
from archive.warc.response import MAX_BODY
from crawler.config.desk_file import Settings
from crawler.config.outlets import Outlet
from crawler.extraction import extract_article
from crawler.extraction.flattened.flattened import extract_text
from crawler.extraction.markup.charsets import decoded
from crawler.intake.intake import charset_of
from crawler.saved_pages.envelopes import enveloped_page
from crawler.saved_pages.kinds import kind_of
from crawler.saved_pages.marks import declared_address
from crawler.urls.normalising import is_web_address


def end_of_day(day: date, outlet: Outlet | None) -> datetime:
    """The last moment of a day, by the outlet's own calendar."""
    return datetime.combine(day, time.max, outlet.timezone if outlet is not None else UTC)


def read_article(
    source: str,
    *,
    is_text: bool,
    url: str | None,
    outlet: Outlet | None,
    settings: Settings,
    captured_at: datetime | None = None,
) -> Article:
    """The article of a file, an address, or (`-`) standard input; DeskError when it is neither.

    `is_text` says that it is flattened text; otherwise its content decides. `url` is where a page
    in a file came from. An address is fetched with a crawl's manners, its contact included. It is
    read as captured at `captured_at`, with the outlet's layout of that day (None: now).
    """
    if is_web_address(source):
        # A page at hand is read without what a crawl takes to load.
        from crawler.jobs.page_fetch import fetch_page

        capture = fetch_page(source, settings=settings)
        body, url, charset = capture.body, url or capture.url, charset_of(capture.content_type)
    else:
        body, charset = _bytes_of(source), None
    kind, instead = ("text", None) if is_text and body.strip() else kind_of(body)
    if instead:
        raise DeskError(f"{source}: {instead}")
    if kind == "text":
        text = decoded(body, charset)
        return extract_text(text, url=url, outlet=outlet, captured_at=captured_at)
    location = None
    if kind in ("mhtml", "http") and (page := enveloped_page(body)):
        body, charset, location = page.html, page.charset, page.location
    url = url or declared_address(body, outlet, location=location)
    return extract_article(body, url or "", outlet=outlet, captured_at=captured_at, charset=charset)


def _bytes_of(source: str) -> bytes:
    if source == "-":
        body = sys.stdin.buffer.read(MAX_BODY + 1)
    else:
        try:
            with Path(source).open("rb") as file:
                body = file.read(MAX_BODY + 1)
        except OSError as error:
            raise DeskError(
                f"{source}: {error.strerror}; give a file, an http(s) address, or - for standard "
                "input"
            ) from None
    if len(body) > MAX_BODY:
        raise DeskError(f"{source}: more than {MAX_BODY // 2**20} MB, too much for one column")
    return body
