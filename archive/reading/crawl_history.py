"""What the archive knows of an outlet's crawls: when they ran, what they met, what arrived when."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from archive.model.records import Coverage
from archive.model.times import moment
from archive.reading import queries

CRAWLS_REMEMBERED = 60
"""Crawls looked back at: two months of nightly ones."""
ARRIVALS_REMEMBERED = 400
"""Days, or crawls, on which columns arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCrawl:
    """One crawl that came to its end, or did not."""

    started_at: datetime
    finished_at: datetime | None
    finish_reason: str | None
    outcomes: Mapping[str, int]
    measures: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedNow:
    """One seed as it was the last time."""

    url: str
    asked_at: datetime
    yielded_at: datetime | None
    problem: str | None
    rolled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlHistory:
    """What is known of one outlet's crawls."""

    crawls: tuple[PastCrawl, ...]
    """The newest first."""
    seeds: tuple[SeedNow, ...]
    arrivals: tuple[date, ...]
    """Days on which a new column was archived, the newest first."""
    coverage: Coverage
    asked_at: datetime
    """Last time that it was asked for anything, or that a crawl of it began."""
    run_ended: bool
    """Whether the archive's newest run came to its end: then no crawl is under way."""


def crawl_history(db: Database, slug: str) -> CrawlHistory | None:
    """What is known of an outlet's crawls; None before its first one."""
    row = db.execute("SELECT id FROM outlets WHERE slug = ?", (slug,)).fetchone()
    if row is None:
        return None
    (outlet_id,) = row
    crawls = db.execute(
        "SELECT started_at, finished_at, finish_reason, outcomes, measures FROM crawls"
        " WHERE outlet_id = ? ORDER BY started_at DESC, id DESC LIMIT ?",
        (outlet_id, CRAWLS_REMEMBERED),
    ).fetchall()
    seeds = db.execute(
        "SELECT url, asked_at, yielded_at, problem, rolled_at FROM seeds WHERE outlet_id = ?"
        " ORDER BY url",
        (outlet_id,),
    ).fetchall()
    arrivals = db.execute(
        "SELECT DISTINCT substr(first_seen, 1, 10) FROM articles WHERE outlet_id = ?"
        " ORDER BY 1 DESC LIMIT ?",
        (outlet_id, ARRIVALS_REMEMBERED),
    ).fetchall()
    (asked_at,) = db.execute(
        "SELECT max(at) FROM (SELECT max(asked_at) AS at FROM seeds WHERE outlet_id = ?1"
        " UNION ALL SELECT max(visited_at) FROM frontier WHERE outlet_id = ?1"
        " UNION ALL SELECT max(started_at) FROM crawls WHERE outlet_id = ?1)",
        (outlet_id,),
    ).fetchone()
    run = db.execute("SELECT finished_at FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    if not crawls:
        return None
    return CrawlHistory(
        asked_at=moment(asked_at),
        run_ended=run is None or run[0] is not None,
        crawls=tuple(
            PastCrawl(
                started_at=moment(started_at),
                finished_at=moment(finished_at) if finished_at else None,
                finish_reason=reason,
                outcomes=json.loads(outcomes) if outcomes else {},
                measures=json.loads(measures) if measures else {},
            )
            for started_at, finished_at, reason, outcomes, measures in crawls
        ),
        seeds=tuple(
            SeedNow(
                url=url,
                asked_at=moment(asked_at),
                yielded_at=moment(yielded_at) if yielded_at else None,
                problem=problem,
                rolled_at=moment(rolled_at) if rolled_at else None,
            )
            for url, asked_at, yielded_at, problem, rolled_at in seeds
        ),
        arrivals=tuple(date.fromisoformat(day) for (day,) in arrivals),
        coverage=queries.coverage(db, outlet_id),
    )
