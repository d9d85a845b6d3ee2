"""One page or text as an article, from wherever a person says it is: a file, an address, a pipe.

Nothing is archived here; `importing` and `crawl` do that.
"""

import sys
from pathlib import Path

from archive.errors import DeskError
from archive.records import Article
from archive.response import MAX_BODY
from crawler.extraction import extract_article
from crawler.extraction.flattened import extract_text
from crawler.extraction.page import decoded
from crawler.importing import declared_address, kind_of
from crawler.intake import charset_of
from crawler.outlets import Outlet
from crawler.urls import is_web_address


def read_article(
    source: str, *, is_text: bool, url: str | None, outlet: Outlet | None, contact: str | None
) -> Article:
    """The article of a file, an address, or (`-`) standard input; DeskError when it is neither.

    `is_text` says that it is flattened text; otherwise its content tells. `url` is where a page in
    a file came from. An address is fetched with a crawl's manners, `contact` included.
    """
    if is_web_address(source):
        from crawler.probe import fetch_page

        capture = fetch_page(source, contact=contact)
        body, url, charset = capture.body, url or capture.url, charset_of(capture.content_type)
    else:
        body, charset = _bytes_of(source), None
    kind, instead = ("text", None) if is_text else kind_of(body)
    if instead:
        raise DeskError(f"{source}: {instead}")
    if kind == "text":
        return extract_text(decoded(body, charset), url=url, outlet=outlet)
    url = url or declared_address(body, outlet)
    return extract_article(body, url or "", outlet=outlet, charset=charset)


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
