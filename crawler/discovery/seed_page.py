"""The content of one response of a seed: candidates, further pages, and what was skipped and why.

Shared by all channels, so that traps, future dates and links of other schemes are treated alike
everywhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from archive.model.records import Candidate
from crawler.urls.hosts import host_key
from crawler.urls.normalising import resolve
from crawler.urls.traps import is_trap

SNIFFED = 4096
"""Bytes examined to recognise a response; declarations and a licence comment fit in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedPage:
    """The content of one response of a seed."""

    candidates: tuple[Candidate, ...] = ()
    next_pages: tuple[str, ...] = ()
    """Further pages of a feed or index, or the sitemaps an index names; normalised, same host."""
    title: str | None = None
    """What a feed calls itself; None when it does not say, and for other channels."""
    problem: str | None = None
    """One line when the response was not what was expected; what could be read is still there."""
    named: tuple[str, ...] = ()
    """Every address that could be a column's, in scope or not."""
    said: Mapping[str, str] = field(default_factory=dict)
    """Feed: address to a digest of what its entries say, their dates and mark-up apart."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Index: address to a digest of where in the page's mark-up its first link stands."""
    passed_over: Mapping[str, int] = field(default_factory=dict)
    """Reasons why named addresses cannot be columns (see `urls.traps.is_trap`), with counts."""


@dataclass(frozen=True, slots=True)
class NamedLink:
    """One link as a channel prints it."""

    href: str
    changed_at: datetime | None = None
    changed_until: datetime | None = None
    """Where the day or month ends by which the change is stated; None for an exact time."""
    sections: tuple[str, ...] = ()
    says: str | None = None
    """What a feed's entry says, its dates and mark-up apart; None for other channels."""
    place: str | None = None
    """Tags above an index page's link: links of one list stand alike."""


def seed_page_of(
    named: Iterable[NamedLink],
    *,
    url: str,
    seed: str,
    now: datetime,
    next_pages: Iterable[str] = (),
    title: str | None = None,
    problem: str | None = None,
) -> SeedPage:
    """The candidates among the links of a response, each once, in order.

    Links are resolved against `url`, the address of the response; `seed` is recorded as their
    source. Times of change in the future are left out.
    """
    candidates: dict[str, Candidate] = {}
    said: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    passed_over: Counter[str] = Counter()
    for link in named:
        address = resolve(link.href, url)
        trap = "no web address" if address is None else is_trap(address)
        if address is None or trap:
            passed_over[trap or ""] += 1
            continue
        changed_at = link.changed_at if link.changed_at and link.changed_at <= now else None
        if link.says is not None:
            said.setdefault(address, []).append(link.says)
        if link.place is not None:
            places.setdefault(address, link.place)
        before = candidates.get(address)
        changed_until = link.changed_until if changed_at else None
        if before and before.changed_at and (not changed_at or before.changed_at > changed_at):
            changed_at, changed_until = before.changed_at, before.changed_until
        candidates[address] = Candidate(
            url=address,
            found_by=seed,
            changed_at=changed_at,
            changed_until=changed_until,
            sections=tuple(dict.fromkeys((before.sections if before else ()) + link.sections)),
        )
    pages = (resolve(page, url) for page in next_pages)
    return SeedPage(
        candidates=tuple(candidates.values()),
        named=tuple(candidates),
        said={address: digest_of("\n".join(texts)) for address, texts in said.items()},
        places={address: digest_of(place) for address, place in places.items()},
        next_pages=tuple(
            dict.fromkeys(
                page for page in pages if page and page != url and host_key(page) == host_key(url)
            )
        ),
        title=title,
        problem=problem,
        passed_over=dict(passed_over),
    )


def digest_of(text: str) -> str:
    """A short digest, to compare what was said then and now."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def merged(pieces: Iterable[SeedPage]) -> SeedPage:
    """One response that was read in pieces, as one; its title is that of the first."""
    first, *others = pieces
    if not others:
        return first
    pages = (first, *others)
    passed_over: Counter[str] = Counter()
    for page in pages:
        passed_over.update(page.passed_over)
    return SeedPage(
        candidates=tuple(candidate for page in pages for candidate in page.candidates),
        named=tuple(dict.fromkeys(address for page in pages for address in page.named)),
        next_pages=tuple(dict.fromkeys(address for page in pages for address in page.next_pages)),
        title=first.title,
        problem=next((page.problem for page in pages if page.problem), None),
        passed_over=dict(passed_over),
    )


def later_of(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two times, either of which may be unknown."""
    return max(one, other) if one and other else one or other


def root_name(body: bytes) -> str:
    """Name of the first element of a document in lower case, `html` also by its doctype; or ""."""
    head = body[:SNIFFED].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    text = re.sub(rb"(?s)<\?.*?\?>|<!--.*?-->", b"", head)
    if re.match(rb"(?i)\s*<!doctype\s+html", text):
        return "html"
    first = re.search(rb"<([A-Za-z_][\w:.-]*)", text)
    return first[1].decode("ascii").lower().rpartition(":")[2] if first else ""


def wrong_answer(body: bytes, wanted: str) -> str:
    """One line that says what a response is when it is not what was wanted."""
    if not body.strip():
        return f"an empty answer in place of a {wanted}"
    name = root_name(body)
    if name == "html":
        return f"an HTML page in place of a {wanted}; open the address in a browser and correct it"
    if name in ("urlset", "sitemapindex"):
        return f'a sitemap in place of a {wanted}; name it as sitemap = "…"'
    if name in ("rss", "feed", "rdf"):
        return f'a feed in place of a {wanted}; name it as feed = "…"'
    seen = f"<{name}>" if name else repr(body[:40])[1:]
    return f"no {wanted}: it begins with {seen}"
