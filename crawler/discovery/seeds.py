"""One response of a seed, read by its channel's reader and reduced to the outlet's scope."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from crawler.config.outlets import Outlet, Seed
from crawler.discovery.feed import read_feed
from crawler.discovery.index_page import read_index
from crawler.discovery.seed_page import SeedPage
from crawler.discovery.sitemap import read_sitemap
from crawler.urls.normalising import normalise


def read_seed(body: bytes, url: str, *, seed: Seed, outlet: Outlet, now: datetime) -> SeedPage:
    """The candidates in scope in one response of an outlet's seed.

    `url` is the address of the response: the seed's own or one of its further pages.
    """
    seed_page = read_channel(body, normalise(url), seed=seed, outlet=outlet, now=now)
    passed_over = Counter(seed_page.passed_over)
    kept = []
    for candidate in seed_page.candidates:
        if candidate.url == outlet.home:
            passed_over["home page"] += 1
        elif outlet.scope.admits(candidate):
            kept.append(candidate)
        else:
            passed_over["out of scope"] += 1
    problem = seed_page.problem
    if not kept and not seed_page.next_pages and not problem:
        counted = ", ".join(f"{count} {what}" for what, count in passed_over.most_common())
        problem = f"names nothing that could be a column ({counted or 'no addresses'})"
    return replace(
        seed_page, candidates=tuple(kept), passed_over=dict(passed_over), problem=problem
    )


def read_channel(body: bytes, url: str, *, seed: Seed, outlet: Outlet, now: datetime) -> SeedPage:
    """The content of one response, in scope or not."""
    match seed.channel:
        case "feed":
            return read_feed(body, url, seed=seed.url, now=now)
        case "sitemap":
            return read_sitemap(body, url, seed=seed.url, now=now, zone=outlet.timezone)
        case "index":
            return read_index(body, url, seed=seed, now=now)
        case "wordpress":
            raise ValueError("REST is read by its walk, answer by answer")
        case _:
            assert_never(seed.channel)
