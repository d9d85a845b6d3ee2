"""Candidates from index pages: the targets of a page's links, and the next page of the index."""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from lxml.cssselect import CSSSelector

from crawler.config.outlets import Seed
from crawler.discovery.seed_page import NamedLink, SeedPage, seed_page_of
from crawler.extraction.markup.page import Page, parse
from crawler.extraction.markup.tree import Element
from crawler.urls.normalising import normalise, resolve

PAGING = frozenset(["page", "paged", "pg", "start", "offset"])
"""Parameters that number the pages of an index; an address with only these is the index itself."""


def read_index(body: bytes, url: str, *, seed: Seed, now: datetime) -> SeedPage:
    """The links of an index page in reading order, and its next page as the seed defines it."""
    page = parse(body, url)
    links = list(links_of(page, seed.links))
    problem = None
    if not links and seed.links is not None:
        problem = f'links = "{seed.links.css}" matches no link; look at the page and correct it'
    elif not links:
        problem = "a page without links"
    following = following_page(page, seed) if links else None
    return seed_page_of(
        (
            NamedLink(address, place=place)
            for address, place in links
            if not is_index(address, url, seed)
        ),
        url=url,
        seed=seed.url,
        now=now,
        next_pages=[following] if following else [],
        problem=problem,
    )


def links_of(page: Page, selector: CSSSelector | None) -> Iterator[tuple[str, str]]:
    """The targets of all links in the selected elements, or in the whole page, with their places.

    The place is told by the tags above a link: those of one list stand alike.
    """
    for element in selector(page.root) if selector else [page.root]:
        for link in element.iter("a"):
            if address := leads_to(link, page):
                yield address, "/".join(str(above.tag) for above in link.iterancestors())


def leads_to(link: Element, page: Page) -> str | None:
    """Normalised address of a link; None when it has none or leads nowhere on the web."""
    href = link.get("href")
    return resolve(href, page.base) if href else None


def is_index(address: str, url: str, seed: Seed) -> bool:
    """Whether a link leads to a page of the index itself."""
    if address in (url, seed.url) or (seed.pages and number_in(address, seed.pages) is not None):
        return True
    here, there = urlsplit(url), urlsplit(address)
    names = {field.partition("=")[0] for field in there.query.split("&") if field}
    return (here.netloc, here.path) == (there.netloc, there.path) and names <= PAGING


def following_page(page: Page, seed: Seed) -> str | None:
    """Address of the index's next page: by its number, by the seed's selector, or by rel=next."""
    if seed.pages:
        number = number_in(page.url, seed.pages)
        return numbered(seed.pages, seed.start if number is None else number + 1)
    if seed.next is not None:
        chosen = [link for element in seed.next(page.root) for link in element.iter("a", "link")]
    elif seed.limit > 1:
        links = page.root.iter("a", "link")
        chosen = [link for link in links if "next" in (link.get("rel") or "").lower().split()]
    else:
        return None
    return next((address for link in chosen if (address := leads_to(link, page))), None)


def numbered(pages: str, number: int) -> str:
    """Address of one page of an index."""
    return normalise(pages.replace("{page}", str(number)))


def number_in(address: str, pages: str) -> int | None:
    """The number of an index page by its address; None when it is none of the numbered pages."""
    stand_in = 7_770_777  # digits that occur nowhere else in an address
    form = re.escape(numbered(pages, stand_in)).replace(str(stand_in), "([0-9]{1,6})")
    match = re.fullmatch(form, address)
    return int(match[1]) if match else None
