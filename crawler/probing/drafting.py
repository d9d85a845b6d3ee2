"""An outlet file drafted from what a site shows: its name, language, zone, channels and scope.

What a site does not show is noted, and left to a person. Nothing is written here.
"""

import re
from collections.abc import Sequence
from itertools import chain
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from archive.model.errors import DeskError
from archive.text.json_text import read_json
from crawler.config import outlet_values
from crawler.discovery import wordpress
from crawler.discovery.feed import read_feed
from crawler.discovery.sitemap import read_sitemap
from crawler.extraction.markup.charsets import decoded
from crawler.extraction.markup.page import Page
from crawler.extraction.text.language import hyphenated
from crawler.politeness.robots import named_sitemaps
from crawler.probing import section_drafting
from crawler.probing.draft import Draft, short
from crawler.probing.section_names import (
    READ_FOR_NAMES,
    filed_columns,
    listed_categories,
    name_of,
)
from crawler.probing.site_links import (
    TITLE_PARTS,
    SectionLink,
    all_links,
    alternates,
    is_named,
    last_segment,
    linked,
    sections_of,
)
from crawler.probing.site_reader import SiteReader
from crawler.session.outlet_crawl import OutletCrawl
from crawler.session.prober import Prober, Unanswered
from crawler.urls.hosts import host_key
from crawler.urls.normalising import normalise

FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml"))
USUAL_FEEDS = ("/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml")
"""Paths of WordPress, of most generators and of hand-made sites, in the order they are tried."""
USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml", "/news-sitemap.xml")
MOST_FEEDS = 3
"""Linked feeds that are drafted; further ones are mostly of comments and of single pages."""
MOST_SITEMAPS = 4
SECTIONS_NAMED = 20
HOME_PAGES = re.compile(r"^/(?:(?:index|default|home)(?:\.[a-z]{2,5})?/?)?$", re.I)
GENERIC = frozenset(
    "home homepage welcome main index start startseite accueil inicio início pagina principal "
    "feed rss news latest 首页 首頁 홈 главная الرئيسية".split()
)
"""Parts of titles that name no publication."""


async def draft(prober: Prober, crawl: OutletCrawl, url: str, *, section: str | None) -> Draft:
    """The outlet file of the site at an address; DeskError lists what was tried in vain.

    An address below the root is that of a section, which is then all that is kept.
    """
    site = SiteReader(prober=prober, crawl=crawl)
    page = await site.page(url)
    if page is None:
        raise DeskError(f"{url}: no site there: {site.refusals.get(url, 'an empty answer')}")
    parts = urlsplit(page.url)
    drafted = Draft(home=f"{parts.scheme}://{parts.netloc}/")
    home = page
    asked_for = urlsplit(normalise(url))
    if section is None and not (HOME_PAGES.match(asked_for.path) or HOME_PAGES.match(parts.path)):
        home = await site.page(drafted.home) or page
    sections = sections_of(home)
    given = None if home is page else await _section_at(site, page, sections)
    categories = await _wordpress(site, home, drafted, section=section, given=given)
    await _feeds(site, home, drafted)
    await _sitemaps(site, drafted)
    if section is not None or given is not None:
        known = [] if drafted.sections else await listed_categories(site, drafted)
        if given is None and section is not None:
            given = await _named(
                site, section, home, drafted, categories=categories, in_sitemaps=known
            )
        if given is not None:
            await section_drafting.draft_section(site, drafted, given, known)
    elif not drafted.seeds:
        await section_drafting.draft_index(site, drafted, home)
    _describe(home, drafted)
    if section is None and given is None and (sections or categories):
        named = categories or [f"{one.name} ({short(one.url, drafted.home)})" for one in sections]
        drafted.notes.append(
            f"the whole site is kept; its sections: {listed(named)}; "
            "to keep one of them: --section NAME"
        )
    if not drafted.seeds:
        tried = ", ".join(dict.fromkeys(prober.asked))
        raise DeskError(
            f"{drafted.home}: no feed, sitemap, WordPress or section page; tried: {tried}; "
            "write outlets/SLUG.toml by hand, with an index page as its seed"
        )
    return drafted


async def _section_at(site: SiteReader, page: Page, sections: Sequence[SectionLink]) -> SectionLink:
    """The section whose page was given by its address, by the name that the navigation has."""
    for one in sections:
        if one.url.rstrip("/") == page.url.rstrip("/"):
            return one
    return SectionLink(await name_of(site, page.url) or last_segment(page.url), page.url)


async def _named(
    site: SiteReader,
    section: str,
    home: Page,
    drafted: Draft,
    *,
    categories: Sequence[str],
    in_sitemaps: Sequence[str],
) -> SectionLink | None:
    """The section that a person named, as the home page, a sitemap or columns link it.

    DeskError lists those there are.
    """
    sections = sections_of(home)
    for one in (*sections, *all_links(home)):
        if is_named(section, last_segment(one.url), one.name):
            return SectionLink(one.name or section, one.url)
    if drafted.sections:  # REST knows it, and the home page does not link it
        return None
    for url in in_sitemaps:
        if is_named(section, last_segment(url), ""):
            return SectionLink(await name_of(site, url) or section, url)
    printed = await filed_columns(site, home, most=READ_FOR_NAMES)
    for one in chain.from_iterable(printed):
        if is_named(section, last_segment(one.url), one.name):
            return one
    links = (*sections, *chain.from_iterable(printed))
    known = categories or list(dict.fromkeys(one.name for one in links))
    if known:
        where = "among REST's categories" if categories else "on the home page and in sitemaps"
        raise DeskError(
            f"{drafted.home}: no section {section!r} {where}, nor where the columns linked there"
            f" are filed; found: {listed(known)}; a section without a page of its own goes into the"
            " outlet file by hand: [scope] sections"
        )
    drafted.notes.append(f"no link to a section {section!r} on the home page")
    drafted.sections = [section]
    return None


def listed(names: Sequence[str]) -> str:
    """Names in a line, the first of many."""
    more = f" and {len(names) - SECTIONS_NAMED} more" if len(names) > SECTIONS_NAMED else ""
    return ", ".join(names[:SECTIONS_NAMED]) + more


async def _wordpress(
    site: SiteReader, page: Page, drafted: Draft, *, section: str | None, given: SectionLink | None
) -> list[str]:
    """The names of its categories, when REST is open; the draft then has the one asked for."""
    roots = [*linked(page, "https://api.w.org/")]
    if not roots and (b"wp-content" in _source(page) or b"wp-json" in _source(page)):
        roots = [urljoin(drafted.home, "/wp-json/")]
    if not roots:
        drafted.notes.append("no WordPress")
        return []
    root = roots[0] if roots[0].endswith("/") else f"{roots[0]}/"
    ask, crawl = site.prober.ask, site.crawl
    listing = wordpress.address(
        root, "wp/v2/categories", per_page=wordpress.PER_PAGE, _fields="id,slug,name,parent"
    )
    try:
        tree = wordpress.read_categories((await ask(crawl, listing)).capture.body)
        known = sorted(one.name for one in tree)
        seed: dict[str, Any] = {"wordpress": short(root, drafted.home)}
        if section is not None or given is not None:
            wanted = section if given is None else unquote(last_segment(given.url))
            named = [one for one in tree if is_named(wanted or "", one.slug, one.name)]
            if not named and section is not None:
                raise DeskError(
                    f"{drafted.home}: no category {section!r}; there are: {listed(known)}"
                )
            ids = wordpress.with_descendants(tree, [one.slug for one in named])
            seed["categories"] = [unquote(one.slug) for one in named]
            drafted.sections = [one.name for one in tree if one.id in ids]
        if (section is None and given is None) or drafted.sections:
            drafted.seeds.append(seed)
        query = "_fields=name,timezone_string,gmt_offset"
        about = await ask(crawl, f"{root}{'&' if '?' in root else '?'}{query}")
        said = read_json(decoded(about.capture.body))
        if isinstance(said, dict):
            drafted.name = wordpress.plain(said.get("name"))
            drafted.timezone = zone_of(said.get("timezone_string"), said.get("gmt_offset"))
    except (Unanswered, wordpress.NoListing, ValueError, RecursionError) as seen:
        drafted.notes.append(f"WordPress's REST at {root} is closed: {seen}")
        return []
    return known


async def _feeds(site: SiteReader, page: Page, drafted: Draft) -> None:
    """Feeds that are linked, or stand at a usual path; each is checked to be one."""
    links = feeds_of(page)
    usual = [urljoin(drafted.home, path) for path in USUAL_FEEDS]
    for url in links[:MOST_FEEDS] or [normalise(one) for one in usual]:
        capture = await site.answer(url)
        if capture is None:
            continue
        entries = read_feed(capture.body, capture.url, seed=url, now=capture.captured_at)
        if entries.named or entries.candidates:
            drafted.seeds.append({"feed": short(url, drafted.home)})
            drafted.feed_titles.append(entries.title or "")
            if not links:
                return
    if not any("feed" in seed for seed in drafted.seeds):
        drafted.notes.append("no feed (linked, or at a usual path)")


def feeds_of(page: Page) -> list[str]:
    """The feeds that a page links, each once, but for those of comments."""
    links = (url for url, kind in alternates(page) if kind in FEED_TYPES)
    return list(dict.fromkeys(normalise(url) for url in links if "comment" not in url.lower()))


async def _sitemaps(site: SiteReader, drafted: Draft) -> None:
    """Sitemaps that robots.txt names, or that stand at a usual path."""
    robots = site.prober.held(urljoin(drafted.home, "/robots.txt"))
    named: tuple[str, ...] = ()
    if robots is not None and robots.status == 200:
        named = named_sitemaps(robots.body, robots.url)
    usual = [urljoin(drafted.home, path) for path in USUAL_SITEMAPS]
    for url in dict.fromkeys(named[:MOST_SITEMAPS] or map(normalise, usual)):
        if host_key(url) != host_key(drafted.home):
            drafted.notes.append(f"a sitemap on another host is left out: {url}")
            continue
        capture = await site.answer(url)
        if capture is None:
            continue
        entries = read_sitemap(capture.body, capture.url, seed=url, now=capture.captured_at)
        if entries.candidates or entries.next_pages:
            drafted.seeds.append({"sitemap": short(url, drafted.home)})
            if not named:
                return
    if not any("sitemap" in seed for seed in drafted.seeds):
        drafted.notes.append("no sitemap (in robots.txt, or at a usual path)")


def _describe(page: Page, drafted: Draft) -> None:
    """Name, language and zone from the home page, where REST has not given them."""
    meta = {
        (one.get("property") or one.get("name") or "").lower(): one.get("content") or ""
        for one in page.root.iter("meta")
    }
    title = next((one.text or "" for one in page.root.iter("title")), "")
    stated = (drafted.name, meta.get("og:site_name", ""), meta.get("application-name", ""))
    names = [name for name in stated if is_name(name)]
    for text in (*drafted.feed_titles, title):
        names += [part for part in TITLE_PARTS.split(text) if is_name(part)]
    named = next(iter(names), "")
    drafted.name = " ".join(named.split()) or urlsplit(drafted.home).hostname or drafted.home
    declared = page.root.get("lang") or meta.get("og:locale", "")
    for tag in (hyphenated(declared), declared[:2].lower()):
        try:
            drafted.language = drafted.language or outlet_values.language(tag)
        except ValueError:
            continue
    if not drafted.language:
        drafted.language = "und"
        drafted.notes.append('no language declared: language = "und"; write the right one')
    if not drafted.timezone:
        drafted.timezone = "UTC"
        drafted.notes.append('no time zone told: timezone = "UTC"; write the publisher\'s')


def is_name(text: str) -> bool:
    """Whether a text may be a publication's name, and not a word such as "Home" or "Feed"."""
    words = text.casefold().split()
    return bool(words) and not GENERIC.issuperset(words)


def zone_of(name: object, offset: object) -> str:
    """A time zone by its name or its whole hours from UTC; "" when neither gives one."""
    try:
        if isinstance(name, str) and name:
            return outlet_values.zone(name).key
        hours = float(str(offset))
    except ValueError:
        return ""
    if hours == 0 or hours != int(hours):
        return "UTC" if hours == 0 else ""
    return f"Etc/GMT{-int(hours):+d}"


def slug_of(name: str, home: str) -> str:
    """A file name for an outlet: its name in plain letters, or its host."""
    plain = re.sub(r"[^a-z0-9]+", "-", outlet_values.section(name)).strip("-")[:40].strip("-")
    host = host_key(home).rpartition(".")[0] or host_key(home)
    return plain or re.sub(r"[^a-z0-9]+", "-", host)[:40].strip("-")


def _source(page: Page) -> bytes:
    """What a page links, to see by which software it is made."""
    return " ".join(
        one.get("href") or one.get("src") or "" for one in page.root.iter("link", "script")
    ).encode("utf-8", "replace")
