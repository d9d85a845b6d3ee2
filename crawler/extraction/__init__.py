"""A column's text and fields from a page or a flattened text, without network, clock or state.

`extract_article` is the entry; its body lists the steps in order.
"""

from dataclasses import replace
from datetime import datetime

from archive.model.records import Article
from crawler.config.outlets import Outlet
from crawler.extraction.body.body import select_body
from crawler.extraction.chrome.furniture import chrome_of, find_furniture
from crawler.extraction.chrome.second_columns import find_second_columns
from crawler.extraction.comments.discussion import find_discussion
from crawler.extraction.flattened.flattened import extract_text
from crawler.extraction.markup.charsets import as_utf8
from crawler.extraction.markup.index import PageIndex, index_page
from crawler.extraction.markup.page import Page, parse
from crawler.extraction.markup.place_stamps import stamped_place
from crawler.extraction.metadata.fields import read_fields
from crawler.extraction.metadata.signature import put_signature
from crawler.extraction.outlet_layout import apply_layout, read_layout
from crawler.extraction.page_kind import page_kind
from crawler.extraction.pagination import find_next_page
from crawler.extraction.payloads import payload_markup
from crawler.extraction.text.dateline import find_dateline

__all__ = ["TEXT_VERSION", "VERSION", "extract_article", "extract_text"]

VERSION = "5"
"""Version of the reader of pages, stored with its results; raised when a page reads differently."""
TEXT_VERSION = "6"
"""The same of the reader of flattened texts, in which names and dates are read as on pages."""


def extract_article(
    html: bytes | str,
    url: str,
    *,
    outlet: Outlet | None = None,
    captured_at: datetime | None = None,
    charset: str | None = None,
) -> Article:
    """The record of one column: its text and fields, separated from comments and furniture."""
    page = parse(html, url, charset=charset, outlet=outlet, captured_at=captured_at)
    index = index_page(page)
    article = _read(page, index)
    hidden = payload_markup(index) if article.page_kind == "empty" else None
    if hidden is None:
        return article
    drawn = as_utf8(html, charset) + hidden.encode("utf-8", "replace")
    page = parse(drawn, url, outlet=outlet, captured_at=captured_at)
    whole = _read(page, index_page(page))
    if whole.page_kind != "column":
        return article
    return replace(whole, found_in={**whole.found_in, "body": "payload"})


def _read(page: Page, index: PageIndex) -> Article:
    """The record of a page as its markup has it."""
    layout = read_layout(page)
    discussion = find_discussion(page, index, named=layout.comments)
    claims = (*discussion.claims, *find_furniture(page, index, apart=discussion.elsewhere))
    claims += find_second_columns(page, index, claims)
    fields = read_fields(page, index, claims)
    apply_layout(fields, layout, page)
    claims += layout.claims
    body = select_body(page, index, claims, fields, within=layout.body)
    claims += body.claims
    text = [*zip(body.blocks, body.elements, strict=True)]
    signed_at = put_signature(fields, text, before=body.before, after=body.after)
    body = body if signed_at is None else body.without(signed_at, "signature")
    kind = page_kind(page, index, claims, fields, body)
    return Article(
        url=page.url,
        canonical_url=fields.canonical_url,
        page_kind=kind,
        title=fields.title,
        kicker=fields.kicker,
        standfirst=fields.standfirst,
        byline=fields.byline,
        authors=fields.authors,
        published=fields.published,
        published_precision=fields.published_precision,
        modified=fields.modified,
        modified_precision=fields.modified_precision,
        section=fields.section,
        sections=fields.sections,
        tags=fields.tags,
        language=fields.language,
        dateline=find_dateline(body.blocks, fields.language)
        or stamped_place(body.blocks, body.elements),
        blocks=body.with_captions,
        comments=discussion.comments,
        comment_count=discussion.count,
        chrome=(*chrome_of(page, claims), *body.chrome),
        next_page=layout.next_page
        or (find_next_page(page, index, claims) if kind == "column" else None),
        comment_pages=discussion.pages,
        cut=page.cut,
        found_in={**fields.found_in, **layout.found_in, "body": layout.place_of(body)},
        candidates=fields.candidates,
    )
