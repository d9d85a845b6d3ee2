"""One response of a seed, read by its channel's reader and reduced to the outlet's scope."""

from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from crawler.config.outlets import Outlet, Seed
from crawler.discovery.feed import read_feed
from crawler.discovery.index_page import read_index
from crawler.discovery.seed_page import SeedPage, merged
from crawler.discovery.sitemap import sitemap_pieces
from crawler.urls.normalising import normalise


def read_seed(body: bytes, url: str, *, seed: Seed, outlet: Outlet, now: datetime) -> SeedPage:
    """The candidates in scope in one response of an outlet's seed; the arguments are as below."""
    reading = read_in_pieces(body, url, seed=seed, outlet=outlet, now=now)
    pieces: list[SeedPage] = []
    while True:
        try:
            pieces.append(next(reading))
        except StopIteration as end:
            whole: SeedPage = end.value
            return replace(merged(pieces), passed_over=whole.passed_over, problem=whole.problem)


def read_in_pieces(
    body: bytes, url: str, *, seed: Seed, outlet: Outlet, now: datetime
) -> Generator[SeedPage, None, SeedPage]:
    """Each piece of one response with its candidates in scope; a large response has many.

    In the end all that is to be known of the response, without candidates and, of what it names,
    with the first piece alone. `url` is the address of the response: the seed's own or one of its
    further pages.
    """
    passed_over: Counter[str] = Counter()
    pieces: list[SeedPage] = []
    found = named = False
    for piece in channel_pieces(body, normalise(url), seed=seed, outlet=outlet, now=now):
        passed_over.update(piece.passed_over)
        kept = []
        for candidate in piece.candidates:
            if candidate.url == outlet.home:
                passed_over["home page"] += 1
            elif outlet.scope.admits(candidate):
                kept.append(candidate)
            else:
                passed_over["out of scope"] += 1
        found = found or bool(kept)
        yield replace(piece, candidates=tuple(kept))
        pieces.append(replace(piece, candidates=(), named=() if named else piece.named))
        named = named or bool(piece.named)
    seed_page = merged(pieces)
    problem = seed_page.problem
    if not found and not seed_page.next_pages and not problem:
        counted = ", ".join(f"{count} {what}" for what, count in passed_over.most_common())
        problem = f"names nothing that could be a column ({counted or 'no addresses'})"
    return replace(seed_page, passed_over=dict(passed_over), problem=problem)


def channel_pieces(
    body: bytes, url: str, *, seed: Seed, outlet: Outlet, now: datetime
) -> Iterator[SeedPage]:
    """The content of one response, in scope or not; only sitemaps have more than one piece."""
    match seed.channel:
        case "feed":
            yield read_feed(body, url, seed=seed.url, now=now)
        case "sitemap":
            yield from sitemap_pieces(body, url, seed=seed.url, now=now, zone=outlet.timezone)
        case "index":
            yield read_index(body, url, seed=seed, now=now)
        case "wordpress":
            raise ValueError("REST is read by its walk, answer by answer")
        case _:
            assert_never(seed.channel)
