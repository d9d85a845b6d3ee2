"""How an outlet's crawls do, and whether it still publishes: what the database alone can tell.

`desk health` judges more strictly: it knows the outlet's file, and how often it is to be asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from archive.db.columns import counted, listings
from archive.db.crawling import crawls, seeds
from archive.db.crawling.crawls import PastCrawl
from archive.db.sqlite import Database
from archive.model.times import moment, moment_text

Publishing = Literal["publishes", "pausing", "silent", "unknown"]
"""Whether it still publishes: it does; it pauses for longer than usual; it fell silent; or that is
not known, as nobody looked lately or no column has a date."""

QUIET = timedelta(days=90)
"""Without a new column, by which an outlet is said to have none, whatever its past."""
SILENCE = 2
"""Times the longest pause of its past: holidays recur."""
LATELY = timedelta(days=31)
"""How long ago it may have been asked last for what was so then to be so still."""
YEARS = 5
"""Before the newest column; older pauses are often columns that the archive lacks."""
LEAST = 5
"""Columns of those years from which an outlet has pauses that are usual."""
MONTH = 30.44
"""Days."""
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
    usual_pause: int | None
    """Months of the longest pause in the years before its newest column; None when it has too few
    columns to tell."""
    state: Publishing
    """Silent when it had published nothing for `QUIET`, and for `SILENCE` times its longest pause,
    as it was asked last; pausing when nothing for `QUIET` and for longer than that pause."""
    faults: tuple[str, ...]
    """What was wrong at the last crawl: a sentence each, without its full stop."""


def health(db: Database, outlet_id: int, *, now: datetime) -> OutletHealth:
    """How an outlet does."""
    asked = crawls.last_asked(db, outlet_id)
    asked_at = None if asked is None else moment(asked)
    newest = listings.newest_date(db, outlet_id, until=moment_text(now + AHEAD))
    day = last_day_of(newest)
    pause = None if day is None else _longest_pause(db, outlet_id, day)
    return OutletHealth(
        asked_at=asked_at,
        newest=newest,
        usual_pause=None if pause is None else max(1, round(pause.days / MONTH)),
        state=_state(day, pause, asked_at=asked_at, now=now),
        faults=tuple(_faults(db, outlet_id)),
    )


def _state(
    newest: date | None, pause: timedelta | None, *, asked_at: datetime | None, now: datetime
) -> Publishing:
    if newest is None:
        return "unknown"
    past = pause or timedelta()
    usual = max(QUIET, past)
    if asked_at is not None:
        waited = asked_at.date() - newest
        if waited > max(QUIET, SILENCE * past):
            return "silent"
        if waited > usual:
            return "pausing"
    asked_lately = asked_at is not None and now - asked_at <= LATELY
    return "publishes" if asked_lately or now.date() - newest <= usual else "unknown"


def _longest_pause(db: Database, outlet_id: int, newest: date) -> timedelta | None:
    """The longest time between months with columns in the years before the newest one."""
    first = f"{newest.year - YEARS:04}-{newest.month:02}"
    months = counted.by_month(db, outlet_id, first=first, last=f"{newest:%Y-%m}")
    days = sorted(min(day, newest) for one in months if (day := last_day_of(one.month)))
    if sum(one.columns for one in months) < LEAST:
        return None
    return max((later - earlier for earlier, later in pairwise(days)), default=timedelta())


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
