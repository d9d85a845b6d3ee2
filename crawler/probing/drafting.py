"""An outlet file drafted from what a site shows: its name, language, zone, channels and scope.

What a site does not show is noted, and left to a person. Nothing is written here.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from archive.files.whole import write_whole
from archive.model.errors import DeskError
from archive.model.records import Capture
from crawler.config import outlet_values
from crawler.config.layout_writing import toml_text
from crawler.config.outlet_files import load_outlet
from crawler.config.outlets import Outlet
from crawler.discovery import wordpress
from crawler.discovery.feed import read_feed
from crawler.discovery.sitemap import read_sitemap
from crawler.extraction.markup.page import Page, parse
from crawler.extraction.text.language import hyphenated
from crawler.politeness.robots import named_sitemaps
from crawler.session.outlet_crawl import OutletCrawl
from crawler.session.prober import Prober, Unanswered
from crawler.urls.hosts import host_key
from crawler.urls.normalising import normalise, resolve

FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml"))
USUAL_FEEDS = ("/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml")
"""Paths of WordPress, of most generators and of hand-made sites, in the order they are tried."""
USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml", "/news-sitemap.xml")
MOST_FEEDS = 3
"""Linked feeds that are drafted; further ones are mostly of comments and of single pages."""
MOST_SITEMAPS = 4
PAGED = re.compile(r"/page/2/?$|[?&]paged?=2\b")
NUMBER = re.compile(r"(/page/|[?&]paged?=)2\b")
SITE_SUFFIX = re.compile(r"\s+[-–—|·»:]\s+.*$")


@dataclass(slots=True, kw_only=True)
class Draft:
    """What is known of a site so far."""

    home: str
    name: str = ""
    language: str = ""
    timezone: str = ""
    sections: list[str] = field(default_factory=list)
    include: list[str] = field(default_factory=list)
    seeds: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was not found, and what a person should look at."""

    def as_toml(self) -> str:
        """The draft as an outlet file."""
        lines = [
            f"name = {toml_text(self.name)}",
            f"home = {toml_text(self.home)}",
            f"language = {toml_text(self.language)}",
            f"timezone = {toml_text(self.timezone)}",
        ]
        if self.sections or self.include:
            lines += ["", "[scope]"]
        if self.include:
            lines.append(f"include = [{', '.join(toml_text(one) for one in self.include)}]")
        if self.sections:
            lines.append(f"sections = [{', '.join(toml_text(one) for one in self.sections)}]")
        for seed in self.seeds:
            lines += ["", "[[seeds]]"]
            for key, value in seed.items():
                written = toml_text(value) if isinstance(value, str) else json.dumps(value)
                lines.append(f"{key} = {written}")
        return "\n".join(lines) + "\n"

    def outlet(self, slug: str) -> Outlet:
        """The outlet that the draft describes, checked as its file will be."""
        with tempfile.TemporaryDirectory(prefix="desk-") as name:
            path = Path(name) / f"{slug}.toml"
            write_whole(path, self.as_toml().encode())
            return load_outlet(path)


async def draft(prober: Prober, crawl: OutletCrawl, url: str, *, section: str | None) -> Draft:
    """The outlet file of the site at an address; DeskError lists what was tried in vain."""
    try:
        capture = (await prober.ask(crawl, url)).capture
    except Unanswered as seen:
        raise DeskError(f"{url}: no site there: {seen}") from seen
    if not capture.body.strip():
        raise DeskError(f"{url}: an empty answer, no site")
    page = parse(capture.body, normalise(capture.url))
    parts = urlsplit(page.url)
    drafted = Draft(home=f"{parts.scheme}://{parts.netloc}/")
    await _wordpress(prober, crawl, page, drafted, section)
    await _feeds(prober, crawl, page, drafted, section)
    await _sitemaps(prober, crawl, drafted)
    await _section_page(prober, crawl, page, drafted, section)
    _describe(page, drafted)
    if not drafted.seeds:
        tried = ", ".join(dict.fromkeys(prober.asked))
        raise DeskError(
            f"{drafted.home}: no feed, sitemap, WordPress or section page; tried: {tried}; "
            "write outlets/SLUG.toml by hand, with an index page as its seed"
        )
    return drafted


async def _wordpress(
    prober: Prober, crawl: OutletCrawl, page: Page, drafted: Draft, section: str | None
) -> None:
    """REST, with the category that the section is."""
    roots = [*linked(page, "https://api.w.org/")]
    if not roots and (b"wp-content" in _source(page) or b"wp-json" in _source(page)):
        roots = [urljoin(drafted.home, "/wp-json/")]
    if not roots:
        drafted.notes.append("no WordPress")
        return
    root = roots[0] if roots[0].endswith("/") else f"{roots[0]}/"
    listing = wordpress.address(
        root, "wp/v2/categories", per_page=wordpress.PER_PAGE, _fields="id,slug,name,parent"
    )
    try:
        tree = wordpress.read_categories((await prober.ask(crawl, listing)).capture.body)
        seed: dict[str, Any] = {"wordpress": short(root, drafted.home)}
        if section is not None:
            named = [one for one in tree if is_named(section, one.slug, one.name)]
            if not named:
                known = ", ".join(sorted(one.name for one in tree)[:20])
                raise DeskError(f"{drafted.home}: no category {section!r}; there are: {known}")
            ids = wordpress.with_descendants(tree, [one.slug for one in named])
            seed["categories"] = [unquote(one.slug) for one in named]
            drafted.sections = [one.name for one in tree if one.id in ids]
        drafted.seeds.append(seed)
        query = "_fields=name,timezone_string,gmt_offset"
        about = await prober.ask(crawl, f"{root}{'&' if '?' in root else '?'}{query}")
        site = json.loads(about.capture.body)
        if isinstance(site, dict):
            drafted.name = wordpress.plain(site.get("name"))
            drafted.timezone = zone_of(site.get("timezone_string"), site.get("gmt_offset"))
    except (Unanswered, wordpress.NoListing, ValueError) as seen:
        drafted.notes.append(f"WordPress's REST at {root} is closed: {seen}")


async def _feeds(
    prober: Prober, crawl: OutletCrawl, page: Page, drafted: Draft, section: str | None
) -> None:
    """Feeds that are linked, or stand at a usual path; each is checked to be one."""
    links = [url for url, kind in alternates(page) if kind in FEED_TYPES]
    links = [url for url in links if "comment" not in url.lower()]
    usual = [urljoin(drafted.home, path) for path in USUAL_FEEDS]
    for url in dict.fromkeys(normalise(link) for link in (links[:MOST_FEEDS] or usual)):
        capture = await _answer(prober, crawl, url)
        if capture is None:
            continue
        entries = read_feed(capture.body, capture.url, seed=url, now=capture.captured_at)
        if entries.named or entries.candidates:
            drafted.seeds.append({"feed": short(url, drafted.home)})
            if not links:
                return
    if not any("feed" in seed for seed in drafted.seeds):
        drafted.notes.append("no feed (linked, or at a usual path)")


async def _sitemaps(prober: Prober, crawl: OutletCrawl, drafted: Draft) -> None:
    """Sitemaps that robots.txt names, or that stand at a usual path."""
    robots = prober.held(urljoin(drafted.home, "/robots.txt"))
    named: tuple[str, ...] = ()
    if robots is not None and robots.status == 200:
        named = named_sitemaps(robots.body)
    usual = [urljoin(drafted.home, path) for path in USUAL_SITEMAPS]
    for url in dict.fromkeys(normalise(one) for one in (named[:MOST_SITEMAPS] or usual)):
        if host_key(url) != host_key(drafted.home):
            drafted.notes.append(f"a sitemap on another host is left out: {url}")
            continue
        capture = await _answer(prober, crawl, url)
        if capture is None:
            continue
        entries = read_sitemap(capture.body, capture.url, seed=url, now=capture.captured_at)
        if entries.candidates or entries.next_pages:
            drafted.seeds.append({"sitemap": short(url, drafted.home)})
            if not named:
                return
    if not any("sitemap" in seed for seed in drafted.seeds):
        drafted.notes.append("no sitemap (in robots.txt, or at a usual path)")


async def _section_page(
    prober: Prober, crawl: OutletCrawl, page: Page, drafted: Draft, section: str | None
) -> None:
    """The section's own page by its link in the home page; without channels, the home page."""
    if section is None:
        if not drafted.seeds and next(page.root.iter("a"), None) is not None:
            drafted.seeds.append({"index": short(page.url, drafted.home)})
        return
    address = next(
        (url for url, text in links_of(page) if is_named(section, last_segment(url), text)), None
    )
    if address is None or host_key(address) != host_key(drafted.home):
        drafted.notes.append(f"no link to a section {section!r} on the home page")
        if not drafted.sections:
            drafted.sections = [section]
        return
    capture = await _answer(prober, crawl, address)
    if capture is None:
        drafted.notes.append(f"the section's page {address} cannot be had")
        return
    seed: dict[str, Any] = {"index": short(address, drafted.home)}
    shown = parse(capture.body, normalise(capture.url))
    numbered = next((url for url, _ in links_of(shown) if PAGED.search(url)), None)
    if numbered is not None:
        seed["pages"] = NUMBER.sub(r"\g<1>{page}", short(numbered, drafted.home))
    drafted.seeds.append(seed)
    if not drafted.sections:
        path = urlsplit(address).path.rstrip("/")
        below = [url for url, _ in links_of(shown) if urlsplit(url).path.startswith(f"{path}/")]
        if len(below) >= MOST_SITEMAPS:  # the section's columns stand below its page
            drafted.include = [f"^{re.escape(path)}/"]
        else:
            drafted.sections = [section]
            drafted.notes.append(f"columns are kept by the section they print: {section}")


def _describe(page: Page, drafted: Draft) -> None:
    """Name, language and zone from the home page, where REST has not given them."""
    meta = {
        (one.get("property") or one.get("name") or "").lower(): one.get("content") or ""
        for one in page.root.iter("meta")
    }
    title = next((one.text or "" for one in page.root.iter("title")), "")
    named = drafted.name or meta.get("og:site_name", "") or SITE_SUFFIX.sub("", title)
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


async def _answer(prober: Prober, crawl: OutletCrawl, url: str) -> Capture | None:
    try:
        return (await prober.ask(crawl, url)).capture
    except Unanswered:
        return None


def alternates(page: Page) -> Iterator[tuple[str, str]]:
    """Address and media type of each alternate form that a page links."""
    for link in page.root.iter("link"):
        if "alternate" in (link.get("rel") or "").lower().split():
            address = resolve(link.get("href") or "", page.base)
            if address:
                yield address, (link.get("type") or "").strip().lower()


def linked(page: Page, relation: str) -> Iterator[str]:
    """Addresses that a page links by a relation."""
    for link in page.root.iter("link"):
        if link.get("rel") == relation:
            address = resolve(link.get("href") or "", page.base)
            if address:
                yield address


def links_of(page: Page) -> Iterator[tuple[str, str]]:
    """Address and text of each link to a page."""
    for link in page.root.iter("a"):
        address = resolve(link.get("href") or "", page.base)
        if address:
            yield address, " ".join("".join(link.itertext()).split())


def is_named(section: str, slug: str, name: str) -> bool:
    """Whether a category or link is the section that a person named, by its name or its slug."""
    wanted = outlet_values.section(section)
    return wanted in (outlet_values.section(name), unquote(slug).lower()) or (
        wanted.replace(" ", "-") == unquote(slug).lower()
    )


def last_segment(url: str) -> str:
    """The last part of an address's path."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]


def short(url: str, home: str) -> str:
    """An address as an outlet file names it: a path when it is below the home's root."""
    return "/" + url.removeprefix(home) if url.startswith(home) else url


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
    return plain or re.sub(r"[^a-z0-9]+", "-", host).strip("-")


def _source(page: Page) -> bytes:
    """What a page links, to see by which software it is made."""
    return " ".join(
        one.get("href") or one.get("src") or "" for one in page.root.iter("link", "script")
    ).encode("utf-8", "replace")
