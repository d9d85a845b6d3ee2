"""What a page of a site links: its other forms, its sections, its pages. Nothing is asked here."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from archive.text.sizes import text_size
from crawler.config import outlet_values
from crawler.extraction.markup.page import Page
from crawler.urls.hosts import host_key
from crawler.urls.normalising import resolve

PAGED = re.compile(r"/page/\d+/?$|[?&]paged?=\d+\b")
NAVIGATION = re.compile(r"(?:^|[\s_-])(?:nav|navigation|navbar|menu|mainmenu)(?:$|[\s_-])", re.I)
TITLE_PARTS = re.compile(r"\s+[-–—|·»:]\s+|\s*»\s*")
LONGEST_NAME = 40
"""Size of a section's name; what is longer is a headline."""
SERVICE = frozenset(
    "about about-us account advertise archive author authors careers contact cookies donate events "
    "faq help home impressum imprint jobs kontakt legal login newsletter newsletters privacy "
    "register rss search shop sitemap store subscribe tag terms wp-login.php".split()
)
"""Last parts of addresses in menus that are no section."""


class SectionLink(NamedTuple):
    """A section as a site's navigation names it."""

    name: str
    url: str


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


def all_links(page: Page) -> list[SectionLink]:
    """The other pages of its site that a page links, each once, with the links' text."""
    found: dict[str, str] = {}
    for url, text in links_of(page):
        path = urlsplit(url).path
        if host_key(url) == host_key(page.url) and path.strip("/") and not PAGED.search(url):
            found[url] = found.get(url) or text
    return [SectionLink(name, url) for url, name in found.items() if url != page.url]


def sections_of(page: Page) -> list[SectionLink]:
    """The sections in a page's navigation, each once."""
    found: dict[str, SectionLink] = {}
    for holder in page.root.iter("nav", "div", "ul", "header", "table"):
        marks = f"{holder.get('class') or ''} {holder.get('id') or ''}"
        if (
            holder.tag == "nav"
            or holder.get("role") == "navigation"
            or (len(marks) > 1 and NAVIGATION.search(marks))
        ):
            for link in holder.iter("a"):
                address = resolve(link.get("href") or "", page.base)
                name = " ".join("".join(link.itertext()).split())
                if address and name and is_section(address, name, page):
                    found.setdefault(address, SectionLink(name, address))
    return list(found.values())


def is_section(url: str, name: str, page: Page) -> bool:
    """Whether a link in a menu may lead to a section of the page's site."""
    path = unquote(urlsplit(url).path)
    return (
        text_size(name) <= LONGEST_NAME
        and host_key(url) == host_key(page.url)
        and path.strip("/") != ""
        and not urlsplit(url).query
        and last_segment(url).partition(".")[0].lower() not in SERVICE
        and not PAGED.search(url)
    )


def below(page: Page, folder: str) -> list[SectionLink]:
    """The pages that a page links below a folder of its site, each once, with the links' text."""
    found: dict[str, str] = {}
    for url, text in links_of(page):
        path = urlsplit(url).path
        is_feed = path.rstrip("/").endswith(("/feed", "/rss", ".xml"))
        if (
            host_key(url) == host_key(page.url)
            and path.startswith(folder)
            and path != folder
            and not PAGED.search(url)
            and not is_feed
        ):
            found[url] = found.get(url) or text
    return [SectionLink(name, url) for url, name in found.items()]


def folder_of(url: str) -> str:
    """The folder whose pages stand below an address: /world/ for /world, and for /world.html."""
    path = urlsplit(url).path
    head, _, last = path.rstrip("/").rpartition("/")
    stem, dot, _ = last.partition(".")
    if not dot:
        return f"{path.rstrip('/')}/"
    return f"{head}/" if stem.lower() in ("index", "default", "home") else f"{head}/{stem}/"


def is_named(section: str, slug: str, name: str) -> bool:
    """Whether a category or link is the section that a person named, by its name or its slug."""
    wanted = outlet_values.section(section)
    return wanted in (outlet_values.section(name), unquote(slug).lower()) or (
        wanted.replace(" ", "-") == unquote(slug).lower()
    )


def last_segment(url: str) -> str:
    """The last part of an address's path."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]
