"""How an outlet's crawls do, and whether it still publishes: what the database alone can tell.

`desk health` judges more strictly: it knows the outlet's file, and how often it is to be asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archive.db.columns import listings
from archive.db.crawling import crawls, seeds
from archive.db.crawling.crawls import PastCrawl
from archive.db.sqlite import Database
from archive.model.times import moment, moment_text

QUIET = timedelta(days=90)
"""Without a new column, by which an outlet is said to have none: one that prints quarterly has."""
AHEAD = timedelta(days=1)
"""A date may lie so far ahead of the moment: it is tomorrow elsewhere."""
MOST_BAD = 0.5
"""Share of a crawl's visits that may fail, be gated or be unreadable."""
FEW = 5
"""Visits of which no share is told."""
BAD = ("failed", "gated", "unreadable")
ENDS_WELL = ("finished", "limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletHealth:
    """When an outlet was asked and printed something last, and what went wrong."""

    asked_at: datetime | None
    """When a crawl asked it for anything last; None when no crawl of it is known."""
    newest: str | None
    """Date of its newest column, as printed; None when none has a date."""
    quiet: bool
    """Whether nothing newer had come for `QUIET` when it was asked last."""
    faults: tuple[str, ...]
    """What was wrong at the last crawl: a sentence each, without its full stop."""


def health(db: Database, outlet_id: int, *, now: datetime) -> OutletHealth:
    """How an outlet does."""
    asked = crawls.last_asked(db, outlet_id)
    asked_at = None if asked is None else moment(asked)
    newest = listings.newest_date(db, outlet_id, until=moment_text(now + AHEAD))
    day = last_day_of(newest)
    return OutletHealth(
        asked_at=asked_at,
        newest=newest,
        quiet=bool(day and asked_at and asked_at.date() - day > QUIET),
        faults=tuple(_faults(db, outlet_id)),
    )


def last_day_of(printed: str | None) -> date | None:
    """The last day that a date as far as it is printed may mean; None without one."""
    try:
        year, *rest = (int(part) for part in (printed or "")[:10].split("-"))
        month, day = (*rest, 0, 0)[:2]
        if day:
            return date(year, month, day)
        first = date(year, month or 12, 1)
        return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _faults(db: Database, outlet_id: int) -> Iterator[str]:
    past = crawls.past_crawls(db, outlet_id, limit=1)
    if not past:
        return
    last = past[0]
    yield from _of_crawl(db, last)
    for seed in seeds.seeds_of(db, outlet_id):
        if seed.problem is not None and seed.asked_at >= last.started_at:
            yield f"{seed.url} could not be read: {seed.problem}"


def _of_crawl(db: Database, last: PastCrawl) -> Iterator[str]:
    reason = last.finish_reason or "finished"
    run = crawls.last_run(db)
    if last.finished_at is None and (run is None or run[1] is not None):
        yield "the last crawl did not come to its end"
    elif reason not in ENDS_WELL:
        yield f"the last crawl ended early: {reason.removeprefix('silent: ')}"
    yield from last.alarms
    visits = sum(last.outcomes.values())
    bad = sum(last.outcomes.get(name, 0) for name in BAD)
    if visits >= FEW and bad > MOST_BAD * visits:
        yield f"{bad:,} of {visits:,} pages could not be read at the last crawl"
