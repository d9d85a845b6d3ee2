"""Outlet files read: one TOML file each, `outlets/SLUG.toml` in the working folder.

What a file may say stands in the KEYS tuples; whatever else it says is an error that names file,
key and what is allowed, all errors of a file at once.
"""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin

from archive.model.errors import DeskError
from crawler.config import outlet_values as values
from crawler.config.outlets import (
    CHANNELS,
    EVERY,
    FLOOR,
    LAYOUT_FIELDS,
    SHARES,
    Channel,
    Expect,
    Layout,
    Outlet,
    Scope,
    Seed,
)
from crawler.config.selectors import compiled
from crawler.config.tables import Table, did_you_mean
from crawler.urls.hosts import host_key, is_loopback
from crawler.urls.normalising import is_web_address, normalise

FILE_KEYS = (
    *("name", "home", "language", "timezone", "country", "delay", "every", "revisit_after"),
    *("formerly", "scope", "seeds", "layouts", "expect"),
)

SCOPE_KEYS = ("include", "exclude", "sections", "hosts")

SEED_KEYS = (*CHANNELS, "categories", "links", "pages", "start", "next", "limit")

LAYOUT_KEYS = ("from", "until", *LAYOUT_FIELDS)

EXPECT_KEYS = ("columns", *SHARES)

MOST_DELAY = 3600.0
"""Seconds; a longer delay is more likely a slip (milliseconds) than a wish."""

MOST_SELECTORS = 200
"""Of one field, for each is asked of every page; of 2,041 public rule files the longest has 82."""

SITEMAPS_OF_AN_INDEX = 50_000
"""What sitemaps.org allows an index to name: in effect no limit."""

MOST_PAGES: Mapping[Channel, int] = MappingProxyType(
    {"feed": 10, "sitemap": SITEMAPS_OF_AN_INDEX, "index": 10, "wordpress": 10_000}
)
"""Pages walked when the file sets no limit, if they go on. A feed's are only walked as long as they
name what is new; of REST listings, a hundred posts a page, it is in effect no limit."""


class OutletFileError(DeskError):
    """One or more outlet files are wrong; each problem is a line that names its file."""

    def __init__(self, problems: Collection[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """One outlet file as `desk outlets check` shows it: an outlet, or what is wrong."""

    path: Path
    outlet: Outlet | None
    problems: tuple[str, ...] = ()


def load_outlet(path: Path) -> Outlet:
    """The outlet a file describes; OutletFileError has every problem of the file."""
    problems: list[str] = []
    outlet = read_outlet(path, problems)
    if outlet is None:
        raise OutletFileError([f"{path}: {problem}" for problem in problems])
    return outlet


def load_outlets(folder: Path, slugs: Collection[str] = ()) -> tuple[Outlet, ...]:
    """The outlets of a working folder, by slug: all of them, or those named.

    A broken file stops only who asks for its outlet.
    """
    paths = outlet_paths(folder)
    unknown = [slug for slug in slugs if slug not in paths]
    if unknown:
        raise DeskError(no_outlet(folder, unknown[0]))
    checked = [check_outlet(paths[slug]) for slug in paths if not slugs or slug in slugs]
    problems = [problem for file in checked for problem in file.problems]
    if problems:
        raise OutletFileError(problems)
    return tuple(file.outlet for file in checked if file.outlet)


def no_outlet(folder: Path, slug: str) -> str:
    """What to say of a name that no outlet of a working folder has today."""
    paths = outlet_paths(folder)
    now = former_slugs(folder).get(slug)
    hint = f" (it is {now} now)" if now else did_you_mean(slug, paths)
    known = ", ".join(paths) or "none yet"
    return f'no outlet "{slug}" in {folder / "outlets"}{hint}; there are: {known}'


def former_slugs(folder: Path) -> dict[str, str]:
    """What outlets of a working folder were called before, and what they are called now."""
    read = [_readable(path) for path in outlet_paths(folder).values()]
    return {former: one.slug for one in read if one for former in one.formerly}


def _readable(path: Path) -> Outlet | None:
    try:
        return load_outlet(path)
    except OutletFileError:
        return None


def check_outlets(folder: Path) -> tuple[CheckedFile, ...]:
    """Each outlet file of a working folder with its problems, if any."""
    return tuple(check_outlet(path) for path in outlet_paths(folder).values())


def check_outlet(path: Path) -> CheckedFile:
    """One outlet file with its problems, if any."""
    try:
        outlet = load_outlet(path)
    except OutletFileError as error:
        return CheckedFile(path=path, outlet=None, problems=error.problems)
    for slug in outlet.formerly:
        beside = path.with_name(f"{slug}.toml")
        if beside.exists():
            problem = f"{path}: formerly: names {slug}, and {beside} {_beside(beside, path)}"
            return CheckedFile(path=path, outlet=None, problems=(problem,))
    return CheckedFile(path=path, outlet=outlet)


def _beside(old: Path, new: Path) -> str:
    if is_renamed(old, new):
        return f"is there too; desk outlets rename {old.stem} {new.stem} ends what was begun"
    return "is another outlet; give that file another name"


def is_renamed(old: Path, new: Path) -> bool:
    """Whether two outlet files are of one outlet: but for `formerly` they say the same."""
    said = [_contents(path) for path in (old, new)]
    return None not in said and said[0] == said[1]


def _contents(path: Path) -> dict[str, Any] | None:
    """What a file says, but for the outlet's former slugs; None of one that cannot be read."""
    try:
        contents = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    contents.pop("formerly", None)
    return contents


def outlet_paths(folder: Path) -> dict[str, Path]:
    """Slug to outlet file, sorted by slug."""
    outlets = folder / "outlets"
    try:
        # A pattern would take a folder that may not be read for one without files.
        paths = sorted(path for path in outlets.iterdir() if path.suffix == ".toml")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DeskError(f"{outlets}: cannot be read: {error.strerror}; see to its rights") from None
    return {path.stem: path for path in paths}


def read_outlet(path: Path, problems: list[str]) -> Outlet | None:
    """The outlet a file describes; None when `problems` has grown."""
    try:
        values.slug(path.stem)
    except ValueError as error:
        problems.append(f"the file's name {error}")
    try:
        contents = tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        problems.append(f"not valid TOML: {error}")
        return None
    except RecursionError:
        problems.append("nested too deep; an outlet file has lists in tables, and no more")
        return None
    except UnicodeDecodeError as error:
        problems.append(f"not UTF-8 at byte {error.start}; save the file as UTF-8")
        return None
    except OSError as error:
        problems.append(f"cannot be read: {error.strerror}")
        return None
    table = Table(contents, FILE_KEYS, problems=problems)
    name = table.text("name", values.plain, example='"The Harbour Review"')
    home = table.text("home", values.home, example='"https://harbour.example/"')
    language = table.text("language", values.language, example='"en"')
    timezone = table.text("timezone", values.zone, example='"Europe/Lisbon"')
    country = table.text("country", values.country)
    every = table.text("every", values.duration)
    revisit_after = table.text("revisit_after", values.duration)
    formerly = table.texts("formerly", values.slug)
    delay = read_delay(table, home)
    scope = read_scope(table, home)
    seeds = read_seeds(table, home)
    layouts = read_layouts(table)
    expect = read_expect(table)
    if problems or not (name and home and language and timezone):
        return None
    return Outlet(
        slug=path.stem,
        name=name,
        home=home,
        language=language,
        timezone=timezone,
        country=country,
        delay=delay,
        every=EVERY if every is None else every,
        revisit_after=revisit_after,
        formerly=formerly,
        scope=scope,
        seeds=seeds,
        layouts=layouts,
        expect=expect,
    )


def read_delay(table: Table, home: str | None) -> float | None:
    """Seconds between requests; less than politeness asks of every host is a mistake."""
    delay = table.number("delay", least=0, most=MOST_DELAY)
    if delay is not None and home and delay < FLOOR and not is_loopback(home):
        table.report(
            "delay", f"{delay} is under the floor of {FLOOR:g} s; leave it out, or ask for more"
        )
    return delay


def read_scope(table: Table, home: str | None) -> Scope:
    """Which addresses and sections the file says belong; without a word, all of the home's host."""
    scope = table.table("scope", SCOPE_KEYS)
    hosts = scope.texts("hosts", values.host)
    homes = (home,) if home else ()
    sections = scope.texts("sections", lambda name: (values.section(name), name))
    return Scope(
        hosts=frozenset(host_key(url) for url in (*homes, *(f"http://{host}/" for host in hosts))),
        include=scope.texts("include", values.pattern),
        exclude=scope.texts("exclude", values.pattern),
        sections=frozenset(plain for plain, _ in sections),
        section_names=tuple(name for _, name in sections),
    )


def read_seeds(table: Table, home: str | None) -> tuple[Seed, ...]:
    """The seeds in the file's order, none twice; an outlet without any is only imported."""
    tables = table.tables("seeds", SEED_KEYS)
    seeds: dict[str, Seed] = {}
    for entry in tables:
        seed = read_seed(entry, home)
        if seed and seed.url in seeds:
            entry.report(seed.channel, f"{seed.url} is named twice; leave one out")
        elif seed:
            seeds[seed.url] = seed
    return tuple(seeds.values())


def read_seed(table: Table, home: str | None) -> Seed | None:
    """One seed; None when it is wrong."""
    named = [channel for channel in CHANNELS if channel in table]
    if len(named) != 1:
        seen = f"has {' and '.join(named)}" if named else "names no address"
        table.report("", f"{seen}; allowed: exactly one of {', '.join(CHANNELS)}")
        return None
    channel = named[0]
    for key in ("links", "pages", "start", "next"):
        if key in table and channel != "index":
            table.report(key, f"is only for an index; a {channel} is read without it")
    if "categories" in table and channel != "wordpress":
        table.report("categories", f"is only for wordpress; a {channel} is read without it")
    if "pages" in table and "next" in table:
        table.report("next", "stands beside pages; allowed: one of them")
    if "start" in table and "pages" not in table:
        table.report("start", "stands without pages, whose first number it is")
    limit = table.number("limit", least=1, most=SITEMAPS_OF_AN_INDEX, whole=True)
    start = table.number("start", least=0, most=1_000_000, whole=True)
    links = table.text("links", values.selector)
    pages = table.text("pages", under(home, holding="{page}"))
    following = table.text("next", values.selector)
    url = table.text(channel, under(home))
    if url is None:
        return None
    if channel == "wordpress":
        url = rest_root(url)
    if limit is None:
        going_on = channel != "index" or pages or following
        limit = MOST_PAGES[channel] if going_on else 1
    return Seed(
        channel=channel,
        url=url,
        limit=int(limit),
        categories=frozenset(table.texts("categories", values.category)),
        links=links,
        pages=pages,
        start=2 if start is None else int(start),
        next=following,
    )


def rest_root(url: str) -> str:
    """The root of REST with the slash that routes are written after."""
    return url if url.endswith("/") else f"{url}/"


def under(home: str | None, *, holding: str = "") -> Callable[[str], str]:
    """Reads an address, absolute or from the home's root; `holding` must occur in it."""

    def address(text: str) -> str:
        url = text if is_web_address(text) else urljoin(home or "http://unknown.invalid/", text)
        if not (is_web_address(text) or text.startswith("/")):
            raise ValueError('is no address; allowed: "https://…", or a path such as "/feed/"')
        if holding and holding not in text:
            raise ValueError(
                f'has no {holding}; allowed: an address with it, such as "/page/{holding}/"'
            )
        return url if holding else normalise(url)

    return address


def read_layouts(table: Table) -> tuple[Layout, ...]:
    """The layouts in the file's order; on no day may two hold."""
    layouts: list[Layout] = []
    for entry in table.tables("layouts", LAYOUT_KEYS):
        since, until = entry.day("from"), entry.day("until")
        if since and until and until < since:
            entry.report("until", f"{until} is before from = {since}")
        by_field = {name: entry.one_or_more(name, compiled) for name in LAYOUT_FIELDS}
        for name, alternatives in by_field.items():
            if len(alternatives) > MOST_SELECTORS:
                entry.report(name, f"has {len(alternatives)} selectors; allowed: {MOST_SELECTORS}")
        selectors = {name: alternatives for name, alternatives in by_field.items() if alternatives}
        if not any(name in entry for name in LAYOUT_FIELDS):
            entry.report("", f"says nothing; allowed: a selector for {', '.join(LAYOUT_FIELDS)}")
        layouts.append(Layout(selectors=MappingProxyType(selectors), since=since, until=until))
    in_time = sorted(layouts, key=lambda layout: layout.since or date.min)
    for earlier, later in pairwise(in_time):
        if earlier.until is None or (later.since or date.min) <= earlier.until:
            day = later.since or earlier.until or later.until or "every day"
            table.report(
                "layouts", f"two hold on {day}; give them from and until so that one does at a time"
            )
    return tuple(layouts)


def read_expect(table: Table) -> Expect:
    """What the file says a crawl must at least have archived."""
    expect = table.table("expect", EXPECT_KEYS)
    columns = expect.number("columns", least=0, most=100_000_000, whole=True)
    shares = {name: expect.number(name, least=0, most=1) for name in SHARES}
    return Expect(
        columns=None if columns is None else int(columns),
        shares=MappingProxyType(
            {name: share for name, share in shares.items() if share is not None}
        ),
    )
