"""The sections of a site as its columns print them.

Where REST is closed, a theme may link no section at all; its sitemaps list them by their addresses,
and each column names its own.
"""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from crawler.config import outlet_values
from crawler.discovery.sitemap import addresses_in
from crawler.extraction.markup.page import Page
from crawler.probing.draft import Draft
from crawler.probing.site_links import (
    TITLE_PARTS,
    SectionLink,
    all_links,
    below,
    folder_of,
    is_section,
    links_of,
)
from crawler.probing.site_reader import SiteReader
from crawler.urls.traps import is_trap

CATEGORIES = re.compile(r"/(?:wp-sitemap-taxonomies-category-|category-sitemap)\d*\.")
"""Sitemaps in which WordPress, and plugins for it, list categories."""
MOST_SITEMAPS = 3
READ_OF_A_SECTION = 3
"""Columns that a section's page lists that are read, to learn its name."""
READ_FOR_NAMES = 8
"""The same where nothing else tells which sections there are."""
MOST_BELOW = 12
"""Sections below one that are looked at."""


async def listed_categories(site: SiteReader, drafted: Draft) -> list[str]:
    """The addresses of the categories that a site's sitemaps list."""
    named = [urljoin(drafted.home, seed["sitemap"]) for seed in drafted.seeds if "sitemap" in seed]
    for url in tuple(named):
        named += await _addresses(site, url)
    found: dict[str, None] = {}
    for url in [url for url in dict.fromkeys(named) if CATEGORIES.search(url)][:MOST_SITEMAPS]:
        found |= dict.fromkeys(await _addresses(site, url))
    return list(found)


async def _addresses(site: SiteReader, url: str) -> list[str]:
    capture = await site.answer(url)
    return addresses_in(capture.body, capture.url) if capture is not None else []


async def name_of(site: SiteReader, url: str) -> str:
    """The name of the section at an address as columns print it; else its title's first part."""
    page = await site.page(url)
    if page is None:
        return ""
    title = next((one.text or "" for one in page.root.iter("title")), "")
    return await _printed(site, page, url) or " ".join(TITLE_PARTS.split(title)[0].split())


async def _printed(site: SiteReader, page: Page, url: str) -> str:
    """The name that columns print of the section at an address, whose page links them."""
    for filed in await filed_columns(site, page, most=READ_OF_A_SECTION):
        for one in filed:
            if _is_at(one, url):
                return one.name
    return ""


async def filed_columns(site: SiteReader, page: Page, *, most: int) -> list[list[SectionLink]]:
    """The sections that columns print which a page links, as far as each links them.

    So many links are followed, those with the longest addresses first.
    """
    links = [one.url for one in all_links(page) if not is_trap(one.url)]
    found = []
    for url in sorted(links, key=len, reverse=True)[:most]:
        article, column = await site.column(url), await site.page(url)
        if article is not None and column is not None:
            names = {outlet_values.section(name) for name in article.sections}
            printed = [(text, address) for address, text in links_of(column)]
            found.append(
                [SectionLink(*one) for one in printed if outlet_values.section(one[0]) in names]
            )
    return found


async def names_of_section(
    site: SiteReader, drafted: Draft, section: SectionLink, page: Page, categories: Sequence[str]
) -> list[str]:
    """The names of a section and of all below it, which its columns print.

    Those below it are known by their addresses: linked on its page, listed in a sitemap of
    categories, or else linked by its columns.
    """
    folder = folder_of(section.url)
    if folder == "/":
        return [section.name]
    names = [section.name, await _printed(site, page, section.url)]
    linked = [one for one in below(page, folder) if is_section(*one[::-1], page)]
    near = sorted(linked, key=_depth)[:MOST_BELOW]
    found = {one.url: one.name for one in near if not await site.is_column(one.url)}
    listed = [url for url in categories if urlsplit(url).path.startswith(folder)]
    for url in listed:
        found.setdefault(url, "")
    others: list[str] = []
    for filed in [] if listed else await filed_columns(site, page, most=READ_FOR_NAMES):
        inside = {one.url: one.name for one in filed if urlsplit(one.url).path.startswith(folder)}
        found.update(inside)
        others += [one.name for one in filed if not inside]
    links = [SectionLink(name, url) for url, name in found.items()]
    wanted = sorted((one for one in links if not _is_at(one, section.url)), key=_depth)
    for one in wanted[:MOST_BELOW]:
        names.append(one.name or await name_of(site, one.url))
    if wanted[MOST_BELOW:]:
        left = ", ".join(one.url for one in wanted[MOST_BELOW:])
        drafted.notes.append(f"sections below {section.name} that were not looked at: {left}")
    if others:
        printed = ", ".join(dict.fromkeys(others))
        drafted.notes.append(f"columns that its page lists print other sections: {printed}")
    return names


def _is_at(section: SectionLink, url: str) -> bool:
    return section.url.rstrip("/") == url.rstrip("/")


def _depth(section: SectionLink) -> int:
    return urlsplit(section.url).path.rstrip("/").count("/")
