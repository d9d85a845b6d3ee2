"""Outlets: what each is, where its columns are found, which belong, how its pages look.

An outlet is data, not code; its file is read by `outlet_files`. Nothing here fetches, and nothing
here reads pages.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from lxml.cssselect import CSSSelector

from archive.model.records import Candidate, Coverage
from crawler.config import outlet_values as values
from crawler.config.selectors import Selector
from crawler.urls.hosts import host_key

if TYPE_CHECKING:
    import regex

Channel = Literal["feed", "sitemap", "index", "wordpress"]

CHANNELS: tuple[Channel, ...] = ("feed", "sitemap", "index", "wordpress")
LAYOUT_FIELDS = (
    *("title", "kicker", "standfirst", "byline", "authors", "published", "modified"),
    *("section", "tags", "body", "comments", "strip", "next_page"),
)
SHARES = ("title", "standfirst", "byline", "authors", "published", "section", "language")

FLOOR = 1.0
"""Seconds between two requests to a host that is not loopback, at the least."""
EVERY = timedelta(days=1)
"""How often `desk crawl --due` asks an outlet whose file does not say."""


SEARCH_SECONDS = 1.0
"""For one pattern in one address; a search takes some millionths of it."""


class SlowPattern(Exception):  # noqa: N818 - says what is, in the field's words
    """A pattern of an outlet file for which a search would take for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which addresses and sections belong to an outlet."""

    hosts: frozenset[str]
    """`host_key` of the outlet's home and of the further hosts it names."""
    include: tuple["regex.Pattern[str]", ...] = ()
    """One must be found in path and query; when there is none, every address is included."""
    exclude: tuple["regex.Pattern[str]", ...] = ()
    sections: frozenset[str] = frozenset()
    """Names to keep, as `outlet_values.section` writes them; when empty, every section is kept."""
    section_names: tuple[str, ...] = ()
    """The same names as the outlet's file has them."""

    def is_own_host(self, url: str) -> bool:
        """Whether an address is on one of the outlet's hosts."""
        return host_key(url) in self.hosts

    def admits_address(self, url: str) -> bool:
        """Whether an address is in scope; patterns may be written with escapes or without."""
        if not self.is_own_host(url):
            return False
        if not self.include and not self.exclude:
            return True
        parts = urlsplit(url)
        spelt = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        spellings = (spelt, unquote(spelt))
        if self.include and not matches(self.include, spellings):
            return False
        return not matches(self.exclude, spellings)

    def admits_sections(self, sections: Collection[str]) -> bool:
        """Whether a page in these sections (or with these tags) is in scope.

        An outlet that keeps only some sections does not keep a page that names none.
        """
        return not self.sections or any(values.section(name) in self.sections for name in sections)

    def admits(self, candidate: Candidate) -> bool:
        """Whether a candidate is in scope by its address and the sections its channel names."""
        sections = candidate.sections
        return self.admits_address(candidate.url) and (
            not sections or self.admits_sections(sections)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """Where discovery starts: one feed, sitemap, index page, or the root of a WordPress's REST."""

    channel: Channel
    url: str
    limit: int
    """Most pages (of a feed, index or REST listing) or files (of a sitemap index) in one crawl."""
    categories: frozenset[str] = frozenset()
    """WordPress: slugs of the categories whose posts belong, with all below them; all if empty."""
    links: CSSSelector | None = None
    """Index: the elements that are or hold the links to columns; None for every link."""
    pages: str | None = None
    """Index: absolute address of a further page, with `{page}` for its number."""
    start: int = 2
    """Index: the number in `pages` of the page after the seed's; Drupal counts it as 1."""
    next: CSSSelector | None = None
    """Index: the link to the next page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where an outlet's pages hold single fields, and in which years they did."""

    selectors: Mapping[str, tuple[Selector, ...]]
    """Field to its selectors, tried in their order; of `strip`, all are asked."""
    since: date | None = None
    """First day it held (`from`); None when it held from the beginning."""
    until: date | None = None
    """Last day it held; None when it holds today."""

    def held_on(self, day: date) -> bool:
        """Whether the outlet's pages looked like this on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What a crawl must at least have archived; less means that a page or a seed has changed."""

    columns: int | None = None
    shares: Mapping[str, float] = field(default_factory=dict)
    """Field to the least share of columns that must have it, between 0 and 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publication: what it is, where its columns are found, which belong, how they look."""

    slug: str
    name: str
    home: str
    language: str
    timezone: ZoneInfo
    scope: Scope
    seeds: tuple[Seed, ...]
    """Empty for an outlet whose columns come by `desk import` alone."""
    country: str | None = None
    delay: float | None = None
    """Seconds between two requests; it can only raise what politeness asks anyway."""
    every: timedelta = EVERY
    """How often `desk crawl --due` asks what is new."""
    revisit_after: timedelta | None = None
    """How long a known column rests between two visits; None for as long as suits its age and its
    changes (`archive.frontier.revisits`)."""
    formerly: tuple[str, ...] = ()
    """Slugs it had before; WARC records and copies of the folder may still name them."""
    layouts: tuple[Layout, ...] = ()
    expect: Expect = field(default_factory=Expect)

    def terms_of(self, seed: Seed) -> str:
        """Digest of all that decides which candidates an answer of the seed yields."""
        scope = self.scope
        terms = (
            sorted(scope.hosts),
            [pattern.pattern for pattern in scope.include],
            [pattern.pattern for pattern in scope.exclude],
            sorted(scope.sections),
            (seed.channel, seed.limit, seed.pages, seed.start, sorted(seed.categories)),
            [selector.css for selector in (seed.links, seed.next) if selector],
        )
        return hashlib.sha256(repr(terms).encode()).hexdigest()

    def layout_at(self, when: datetime | None) -> Layout | None:
        """The layout that held at a time (None: that holds now), by the outlet's own calendar."""
        if when is None:
            return next((layout for layout in self.layouts if layout.until is None), None)
        day = when.astimezone(self.timezone).date()
        return next((layout for layout in self.layouts if layout.held_on(day)), None)


def matches(patterns: Iterable["regex.Pattern[str]"], spellings: Iterable[str]) -> bool:
    """Whether one of the patterns is found in one of the spellings of an address."""
    return any(found_in_time(pattern, text) for pattern in patterns for text in spellings)


def found_in_time(pattern: "regex.Pattern[str]", text: str) -> bool:
    """Whether a pattern is found; SlowPattern when the search does not end in time."""
    try:
        return pattern.search(text, timeout=SEARCH_SECONDS) is not None
    except TimeoutError:
        raise SlowPattern(
            f"the scope's pattern {pattern.pattern!r} cannot be searched for within "
            f"{SEARCH_SECONDS:g} s in {text[:80]!r}; write it without repetition in a repetition"
        ) from None


def outlet_of_address(url: str) -> Outlet:
    """An outlet for a page or site of which nothing is known yet."""
    parts = urlsplit(url)
    return Outlet(
        slug=parts.hostname or "page",
        name=parts.hostname or url,
        home=f"{parts.scheme}://{parts.netloc}/",
        language="und",
        timezone=ZoneInfo("UTC"),
        scope=Scope(hosts=frozenset({host_key(url)})),
        seeds=(),
        revisit_after=timedelta(0),
    )


def check(expect: Expect, coverage: Coverage) -> list[str]:
    """One line for each expectation of an outlet file that its archived columns do not meet."""
    failures: list[str] = []
    if expect.columns is not None and coverage.columns < expect.columns:
        failures.append(f"{coverage.columns} columns, expected at least {expect.columns}")
    for name, share in expect.shares.items():
        having = coverage.having.get(name, 0)
        if coverage.columns and having < share * coverage.columns:
            failures.append(
                f"{name} on {having} of {coverage.columns} columns "
                f"({having / coverage.columns:.0%}), expected on at least {share:.0%}"
            )
    return failures
