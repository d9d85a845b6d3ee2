"""A column's text and fields from a page; no network, no clock, no state.

The functions below read like the table of contents: parse, tell the discussion and the furniture,
read the fields, select the body.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from archive.records import Article
from crawler.extraction.body import select_body
from crawler.extraction.page import parse

if TYPE_CHECKING:
    from crawler.outlets import Outlet

VERSION = "1"
"""Names the extractor in what it made; raised when the same page would read differently."""


def extract_article(
    html: bytes | str,
    url: str,
    *,
    outlet: "Outlet | None" = None,
    captured_at: datetime | None = None,
    charset: str | None = None,
) -> Article:
    """The record of one column: headline, text, comments, and what was told apart from them."""
    page = parse(html, url, charset=charset, outlet=outlet, captured_at=captured_at)
    body = select_body(page, (), {})
    return Article(url=url, page_kind=body.page_kind, blocks=body.blocks, chrome=body.chrome)
