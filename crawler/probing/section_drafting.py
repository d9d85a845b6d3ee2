"""The part of a draft that says where a section's columns are listed, and which belong to it.

What stands below a section's address is asked for and read: only so is it known whether these are
its columns, or further sections.
"""

import re
from collections.abc import Sequence
from typing import Any

from archive.model.errors import DeskError
from crawler.config import outlet_values
from crawler.extraction.markup.page import Page
from crawler.probing.draft import Draft, short
from crawler.probing.section_names import names_of_section
from crawler.probing.site_links import (
    PAGED,
    SectionLink,
    all_links,
    below,
    folder_of,
    links_of,
    sections_of,
)
from crawler.probing.site_reader import SiteReader

NUMBER = re.compile(r"(/page/|[?&]paged?=)\d+\b")
READ_OF_A_SECTION = 3
"""Pages below a section's that are read as samples: of the deepest, and of the least deep."""
SECTIONS_READ = 8
"""Pages that a home page links that are read, to see whether they are columns or sections."""
MOST_INDEXES = 4


async def draft_section(
    site: SiteReader, drafted: Draft, section: SectionLink, categories: Sequence[str]
) -> None:
    """Adds a section's own page as a seed, and a scope that admits its columns.

    `categories` are the addresses of those that the site's sitemaps list.
    """
    page = await site.page(section.url)
    if page is None:
        why = site.refusals.get(section.url, "an empty answer")
        drafted.notes.append(f"the section's page {section.url} cannot be had: {why}")
        _keep_by_name(drafted, [section.name])
        return
    seed: dict[str, Any] = {"index": short(section.url, drafted.home)}
    numbered = next((url for url, _ in links_of(page) if PAGED.search(url)), None)
    if numbered is not None:
        seed["pages"] = NUMBER.sub(r"\g<1>{page}", short(numbered, drafted.home))
    drafted.seeds.append(seed)
    folder = folder_of(section.url)
    linked = below(page, folder)
    samples = sorted(linked, key=lambda one: -len(one.url))[:READ_OF_A_SECTION]
    columns = [one for one in samples if await site.is_column(one.url)]
    if folder != "/" and columns and not drafted.sections:
        drafted.include = [f"^{re.escape(folder)}"]
        return
    if not drafted.sections:
        names = await names_of_section(site, drafted, section, page, categories)
        _keep_by_name(drafted, names)


def _keep_by_name(drafted: Draft, names: Sequence[str]) -> None:
    """Has columns kept by the section they print, where REST has not said which there are."""
    if not drafted.sections:
        spelt: dict[str, str] = {}
        for name in filter(None, names):
            spelt.setdefault(outlet_values.section(name), name)
        drafted.sections = list(spelt.values())
        drafted.notes.append(
            f"columns are kept by the section they print: {', '.join(drafted.sections)}"
        )


async def draft_index(site: SiteReader, drafted: Draft, home: Page) -> None:
    """Adds the pages that list columns as seeds, of a site without any other channel.

    That is the home page when it links columns; else the pages it links that do. DeskError when
    none does.
    """
    if next(home.root.iter("a"), None) is None:
        return
    linked = {one.url: one for one in (*all_links(home), *sections_of(home))}
    read = list(linked.values())[:SECTIONS_READ]
    columns = [one for one in read if await site.is_column(one.url)]
    if columns:
        drafted.seeds.append({"index": short(home.url, drafted.home)})
        return
    for one in read:
        page = await site.page(one.url)
        if page is None or len(drafted.seeds) == MOST_INDEXES:
            continue
        known = {home.url, *linked}
        samples = [link for link in all_links(page) if link.url not in known]
        samples.sort(key=lambda link: -len(link.url))
        for sample in samples[:READ_OF_A_SECTION]:
            if await site.is_column(sample.url):
                drafted.seeds.append({"index": short(one.url, drafted.home)})
                break
    if not drafted.seeds:
        raise DeskError(
            f"{drafted.home}: no feed, sitemap or WordPress, and of {len(read)} pages that its "
            "home page links neither they nor what they link can be read as a column; tried: "
            f"{', '.join(dict.fromkeys(site.prober.asked))}; give a section's address"
        )
    drafted.notes.append("the home page links sections and no columns; their pages are the seeds")
