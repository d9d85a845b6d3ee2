"""What the archive knows of an outlet's crawls: when they ran, what they met, what arrived when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from archive.db import capture_lists, outlets, statistics
from archive.db.crawling import crawls, frontier, seeds
from archive.db.crawling.crawls import PastCrawl
from archive.db.crawling.seeds import SeedState
from archive.db.sqlite import Database
from archive.model.records import Coverage
from archive.model.times import moment

CRAWLS_REMEMBERED = 60
"""Crawls looked back at: two months of nightly ones."""
ARRIVALS_REMEMBERED = 400
"""Days, or crawls, on which columns arrived."""
OFTEN = 3
"""Visits in a row that fail, by which a fault is hardly of the moment."""


@dataclass(frozen=True, slots=True)
class FailingAddress:
    """An address that failed visit after visit."""

    address: str
    reason: str
    """Of the last visit."""
    visited_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlHistory:
    """What is known of one outlet's crawls."""

    crawls: tuple[PastCrawl, ...]
    """The newest first."""
    seeds: tuple[SeedState, ...]
    arrivals: tuple[date, ...]
    """Days on which a new column was archived, the newest first."""
    coverage: Coverage
    lacking: Sequence[tuple[str, str]]
    """Address of each column whose newest page is incomplete, and what it lacks."""
    failing: Sequence[FailingAddress]
    """Addresses that failed at several visits in a row."""
    standing: Mapping[str, int]
    """What its addresses met when each was asked the last time, counted by outcome."""
    asked_at: datetime
    """Last time that a crawl of it asked for anything, began or ended."""
    run_ended: bool
    """Whether the archive's newest run came to its end: then no crawl is under way."""


def fetched_before(db: Database, slug: str) -> datetime | None:
    """When something was fetched last of an outlet without a known crawl that was fetched from
    before the database was made again; None of any other."""
    outlet_id = outlets.outlet_id(db, slug)
    fetched = None if outlet_id is None else statistics.fetched_before_runs(db, outlet_id)
    return None if fetched is None else moment(fetched)


def crawl_history(db: Database, slug: str) -> CrawlHistory | None:
    """What is known of an outlet's crawls; None before its first one."""
    outlet_id = outlets.outlet_id(db, slug)
    if outlet_id is None:
        return None
    past = crawls.past_crawls(db, outlet_id, limit=CRAWLS_REMEMBERED)
    asked_at = crawls.last_asked(db, outlet_id)
    if not past or asked_at is None:
        return None
    run = crawls.last_run(db)
    days = statistics.days_of_arrival(db, outlet_id, limit=ARRIVALS_REMEMBERED)
    return CrawlHistory(
        asked_at=moment(asked_at),
        run_ended=run is None or run[1] is not None,
        crawls=tuple(past),
        seeds=seeds.seeds_of(db, outlet_id),
        arrivals=tuple(date.fromisoformat(day) for day in days),
        coverage=statistics.coverage(db, outlet_id),
        lacking=capture_lists.lacking_now(db, outlet_id),
        failing=[
            FailingAddress(address, reason, moment(visited_at))
            for address, reason, visited_at in frontier.failing(db, outlet_id, least=OFTEN)
        ],
        standing=frontier.outcomes(db, outlet_id, since=""),
    )
