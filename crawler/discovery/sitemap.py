"""Candidates from sitemaps: plain, gzip, indexes of sitemaps, news sitemaps, lists of addresses.

Read as a stream, so that a sitemap of fifty megabytes is never in memory, packed or as a tree.
Entities and DTDs are neither loaded nor resolved.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import chain
from typing import Any

from lxml import etree

from archive.model.times import told_moment
from crawler.discovery.feed import read_feed
from crawler.discovery.seed_page import (
    SNIFFED,
    NamedLink,
    SeedPage,
    merged,
    root_name,
    seed_page_of,
    wrong_answer,
)
from crawler.discovery.sound_xml import sound_pieces
from crawler.discovery.unpacking import Unpacked
from crawler.urls.hosts import host_key
from crawler.urls.normalising import resolve

AT_ONCE = 1_000
"""Entries read at a time, in a third of a second: a sitemap of a million is never in memory as a
list, and holds up nothing else for long."""

NO_COLUMNS = re.compile(
    r"/(?:wp-sitemap-(?:taxonomies|users)-|(?:category|post_tag|author|video|image)-sitemap\d*\.)"
)
"""Sitemaps of WordPress itself and of Yoast that list only tags, categories, authors or files."""

END = re.compile(
    rb"<(?:/[\w.:-]*(?:urlset|sitemapindex)\s*|[^<]*/)>(?:\s|<!--.*?-->)*+$", re.DOTALL
)
"""The end of a complete sitemap. Without `*+`, each further comment doubles the search time."""
FIRST_DAY = {4: "-01-01", 7: "-01"}
"""What makes a day of a year or month."""
MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
FRACTION = re.compile(r"(\.\d{6})\d+")


@dataclass(slots=True)
class SitemapContent:
    """So many entries of a sitemap at a time, as far as it could be read."""

    links: list[NamedLink] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    problem: str | None = None
    last: bool = False
    """Whether nothing comes after it."""


def read_sitemap(
    body: bytes, url: str, *, seed: str, now: datetime, zone: tzinfo = UTC
) -> SeedPage:
    """The addresses in a sitemap; sitemaps in an index are its next pages."""
    return merged(sitemap_pieces(body, url, seed=seed, now=now, zone=zone))


def sitemap_pieces(
    body: bytes, url: str, *, seed: str, now: datetime, zone: tzinfo = UTC
) -> Iterator[SeedPage]:
    """The addresses in a sitemap, so many at a time; sitemaps in an index are its next pages.

    A time without a zone is read in the outlet's `zone`. Feeds are accepted too, as search engines
    do.
    """
    unpacked = Unpacked(body)
    pieces = sound_pieces(unpacked)
    first = next(pieces)
    text, name = chain((first,), pieces), root_name(first)
    if name in ("rss", "feed", "rdf"):
        yield read_feed(b"".join(unpacked), url, seed=seed, now=now)
        return
    if name in ("urlset", "sitemapindex"):
        contents = read_xml(text, zone)
    elif not name and re.match(rb"\s*https?://", first):
        contents = read_lines(text, cut=unpacked.problem is not None)
    else:
        answer = next(iter(unpacked), b"")
        yield SeedPage(problem=unpacked.problem or wrong_answer(answer, "sitemap"))
        return
    problem, empty = unpacked.problem, True
    for content in contents:
        problem = problem or content.problem
        sitemaps = [page for name in content.sitemaps if (page := resolve(name, url))]
        elsewhere = [page for page in sitemaps if host_key(page) != host_key(url)]
        empty = empty and not content.links and not sitemaps
        if content.last and empty and not problem:
            problem = "a sitemap without addresses"
        elif elsewhere and not problem:
            problem = f"names sitemaps of another host, which are not asked: {elsewhere[0]}"
        yield seed_page_of(
            content.links,
            url=url,
            seed=seed,
            now=now,
            next_pages=[page for page in sitemaps if not NO_COLUMNS.search(page)],
            problem=problem,
        )


def addresses_in(body: bytes, url: str) -> list[str]:
    """Every address that a sitemap or an index of sitemaps names, of columns or of other pages."""
    pieces = sound_pieces(Unpacked(body))
    first = next(pieces)
    if root_name(first) not in ("urlset", "sitemapindex"):
        return []
    named: list[str] = []
    for content in read_xml(chain((first,), pieces), UTC):
        named += [*content.sitemaps, *(link.href for link in content.links)]
    return [address for name in named if (address := resolve(name, url))]


class PieceReader(io.RawIOBase):
    """A file that is read from pieces, as parsers want it."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._held = memoryview(b"")
        self.tail = b""
        """The last bytes that were read."""

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """How many bytes were read into the buffer."""
        room = memoryview(buffer)
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._held = memoryview(piece)
            self.tail = (self.tail + piece[-SNIFFED:])[-SNIFFED:]
        size = min(len(room), len(self._held))
        room[:size], self._held = self._held[:size], self._held[size:]
        return size


def read_lines(text: Iterable[bytes], *, cut: bool) -> Iterator[SitemapContent]:
    """The entries of a list of addresses; one cut short may end with half an address."""
    lines = io.TextIOWrapper(io.BufferedReader(PieceReader(text)), "utf-8", "replace")
    content = SitemapContent()
    for line in lines:
        if line.strip() and not (cut and not line.endswith("\n")):
            content.links.append(NamedLink(line))
        if len(content.links) >= AT_ONCE:
            yield content
            content = SitemapContent()
    content.last = True
    yield content


def read_xml(text: Iterable[bytes], zone: tzinfo) -> Iterator[SitemapContent]:
    """The entries of a `urlset` or `sitemapindex`; malformed XML is read as far as possible."""
    reader = PieceReader(text)
    entries = etree.iterparse(
        reader,
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    content, sitemaps, links = SitemapContent(), 0, 0
    try:
        for _, entry in entries:
            if len(content.links) + len(content.sitemaps) >= AT_ONCE:
                sitemaps += len(content.sitemaps)
                links += len(content.links)
                yield content
                content = SitemapContent()
            add_entry(entry, content, zone)
            entry.clear(keep_tail=False)
            parent = entry.getparent()
            while parent is not None and entry.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError:
        pass  # in recovery lxml raises only when nothing is left to read; its log has the reason
    whole = END.search(reader.tail)
    if not whole:
        # The parser closes open elements at the cut: the last address may be incomplete.
        del (content.links or content.sitemaps)[-1:]
    sitemaps += len(content.sitemaps)
    links += len(content.links)
    count = f"{sitemaps} sitemaps" if sitemaps else f"{links} addresses"
    if not whole:
        content.problem = f"cut short; {count} could be read"
    elif len(entries.error_log):
        first = entries.error_log[0]
        content.problem = (
            f"malformed XML (line {first.line}: {first.message}); {count} could be read"
        )
    content.last = True
    yield content


def add_entry(entry: etree._Element, content: SitemapContent, zone: tzinfo) -> None:
    """Adds one `url` or `sitemap` element to the entries."""
    address, changed_at, changed_until, latest = "", None, None, None
    for part in entry.iterdescendants(etree.Element):
        name, text = etree.QName(part).localname, (part.text or "").strip()
        if name == "loc" and part.getparent() is entry and not address:
            address = text
        elif name in ("lastmod", "publication_date"):
            told, until = parse_time(text, zone), period_end(text, zone)
            ends = until or told
            if told and ends and (latest is None or ends > latest):
                changed_at, changed_until, latest = told, until, ends
    if address and etree.QName(entry).localname == "sitemap":
        content.sitemaps.append(address)
    elif address:
        link = NamedLink(address, changed_at=changed_at, changed_until=changed_until)
        content.links.append(link)


def parse_time(text: str, zone: tzinfo) -> datetime | None:
    """A time as sitemaps write it (W3C: year, month, day or more); None when it is not one."""
    text = FRACTION.sub(r"\1", text)
    if re.fullmatch(r"\d{4}(?:-\d\d)?", text):
        text = f"{text}-01-01"[:10]
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    return told_moment(parsed if parsed.tzinfo else parsed.replace(tzinfo=zone))


def period_end(text: str, zone: tzinfo) -> datetime | None:
    """Where a year, month or day ends that is told without a time; None for an exact time.

    Midnight is no time of day: some write it behind each date. The day ends in the outlet's zone
    and in UTC, in which many sites write their dates.
    """
    text = MIDNIGHT.sub("", text)
    try:
        first = date.fromisoformat(text + FIRST_DAY.get(len(text), ""))
    except ValueError:
        return None
    match len(text):
        case 4:
            after = first.replace(year=first.year + 1)
        case 7:
            after = (first + timedelta(days=31)).replace(day=1)
        case _:
            after = first + timedelta(days=1)
    return max(datetime.combine(after, time(), tzinfo=told) for told in (zone, UTC))
