"""Addresses of the pages over which a column's comments are split."""

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import parse_qs, unquote, urldefrag

from crawler.extraction.markup.page import Page, absolute, address_parts
from crawler.extraction.markup.tree import Element
from crawler.urls.hosts import host_key

Document = tuple[str, str, str]
"""Host, path and id of a page."""

MOST_PAGES = 500
"""Comment pages named at most; 99 comments make 2 to 10."""
_PAGE_NUMBER = re.compile(r"(comment-page-|[?&]cpage=|[?&]commentPage=)(\d{1,3})(?!\d)")
_DRUPAL_PAGE = re.compile(r"([?&]page=)(\d{1,3})(?!\d)")
_IDENTITIES = ("p", "page_id", "id", "nid")
"""Parameters that identify the column in addresses without words."""
_COMMENT_ANCHOR = re.compile(r"#(?:li-)?comment-?\d+$|#c\d+$|#respond$")


def find_comment_pages(
    page: Page, links: Iterable[Element], boxes: Iterable[Element], *, canonical: Iterable[str]
) -> tuple[str, ...]:
    """Addresses of the other pages of comments: of this column's, on its own host.

    WordPress numbers them from 1 without gaps, so a link to page 4 implies pages 1 to 3. Drupal's
    first page has no number, and its second is number 1. Addresses of single comments are left out:
    those comments are on this page.
    """
    hrefs = dict.fromkeys(link.get("href") or "" for link in links)
    elsewhere = (h for h in hrefs if not (_COMMENT_ANCHOR.search(h) or "replytocom" in h))
    numbered = _all_numbered(page, elsewhere, _PAGE_NUMBER)
    if not numbered:
        inside = dict.fromkeys(
            href for box in boxes for link in box.iter("a") if (href := link.get("href"))
        )
        numbered = _all_numbered(page, inside, _DRUPAL_PAGE, first_unnumbered=True)
    numbered.pop(page.url, None)
    if not numbered:
        return ()
    here = document_of(page.url)
    declared = (document_of(absolute(href, page.base) or page.url) for href in canonical)
    documents = {here, *(document for document in declared if document[0] == here[0])}
    return tuple(
        sorted((url for url in numbered if document_of(url) in documents), key=by_page_number)
    )


def document_of(address: str) -> Document:
    """Host, path and id of an address: what all comment pages of one column share."""
    unnumbered = _PAGE_NUMBER.sub("", address)
    parts = address_parts(unnumbered)
    if parts is None:
        return "", address, ""
    query = parse_qs(parts.query)
    number = next((query[name][0] for name in _IDENTITIES if name in query), "")
    return host_key(unnumbered), unquote(parts.path).rstrip("/"), number


def _all_numbered(
    page: Page, hrefs: Iterable[str], pattern: re.Pattern[str], *, first_unnumbered: bool = False
) -> dict[str, None]:
    """The addresses of all pages that the links imply, `MOST_PAGES` at most."""
    addresses: dict[str, None] = {}
    for href in hrefs:
        several = _numbered(page, href, pattern)
        if several and first_unnumbered:
            several.insert(0, pattern.sub("", several[0]).rstrip("?&"))
        addresses.update(dict.fromkeys(several))
        if len(addresses) >= MOST_PAGES:
            break
    return dict.fromkeys(islice(addresses, MOST_PAGES))


def _numbered(page: Page, href: str, pattern: re.Pattern[str]) -> list[str]:
    """The addresses of all pages up to the one a link leads to."""
    number = pattern.search(href)
    target = page.link(href)
    if number is None or target is None:
        return []
    address = urldefrag(target)[0]
    last = min(int(number[2]), MOST_PAGES)
    return [pattern.sub(rf"\g<1>{at}", address) for at in range(1, last + 1)]


def is_numbered_from_one(address: str) -> bool:
    """Whether an address is a comment page of a system that numbers the first page too."""
    return bool(_PAGE_NUMBER.search(address))


def by_page_number(address: str) -> tuple[int, str]:
    """Sort key of comment pages: their number, then the address."""
    number = _PAGE_NUMBER.search(address) or _DRUPAL_PAGE.search(address)
    return (int(number[2]) if number else 0, address)
