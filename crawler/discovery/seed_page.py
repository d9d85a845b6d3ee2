"""What one answer of a seed names: candidates, further pages, and what was passed over and why.

Shared by all channels, so that a trap, a date in the future or a link of another scheme is treated
alike wherever it was found.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from archive.model.records import Candidate
from crawler.urls.hosts import host_key
from crawler.urls.normalising import resolve
from crawler.urls.traps import is_trap

SNIFFED = 4096
"""Bytes looked at to tell what an answer is; declarations and a licence comment fit in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedPage:
    """What one answer of a seed names."""

    candidates: tuple[Candidate, ...] = ()
    next_pages: tuple[str, ...] = ()
    """Further pages of a feed or index, or the sitemaps an index names; normalised, same host."""
    problem: str | None = None
    """One line when the answer was not what was asked for; what could be read is there all the
    same."""
    named: tuple[str, ...] = ()
    """Every address named that could be a column's, in scope or not."""
    passed_over: Mapping[str, int] = field(default_factory=dict)
    """What was named but cannot be a column (see `urls.is_trap`), and how often."""


@dataclass(frozen=True, slots=True)
class NamedLink:
    """One link as a channel prints it."""

    href: str
    changed_at: datetime | None = None
    sections: tuple[str, ...] = ()


def gather(
    named: Iterable[NamedLink],
    *,
    url: str,
    seed: str,
    now: datetime,
    next_pages: Iterable[str] = (),
    problem: str | None = None,
) -> SeedPage:
    """The candidates among what an answer names, each once, in the order they were named.

    Links are resolved against `url`, the address that answered; `seed` is who is said to have found
    them. A time of change that lies in the future is nobody's knowledge and is left out.
    """
    candidates: dict[str, Candidate] = {}
    passed_over: Counter[str] = Counter()
    for link in named:
        address = resolve(link.href, url)
        trap = "no web address" if address is None else is_trap(address)
        if address is None or trap:
            passed_over[trap or ""] += 1
            continue
        changed_at = link.changed_at if link.changed_at and link.changed_at <= now else None
        before = candidates.get(address)
        candidates[address] = Candidate(
            url=address,
            found_by=seed,
            changed_at=later(before.changed_at if before else None, changed_at),
            sections=tuple(dict.fromkeys((before.sections if before else ()) + link.sections)),
        )
    pages = (resolve(page, url) for page in next_pages)
    return SeedPage(
        candidates=tuple(candidates.values()),
        named=tuple(candidates),
        next_pages=tuple(
            dict.fromkeys(
                page for page in pages if page and page != url and host_key(page) == host_key(url)
            )
        ),
        problem=problem,
        passed_over=dict(passed_over),
    )


def later(one: datetime | None, other: datetime | None) -> datetime | None:
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


def instead(body: bytes, wanted: str) -> str:
    """One line that says what an answer is when it is not what was wanted."""
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
