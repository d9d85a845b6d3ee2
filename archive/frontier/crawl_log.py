"""Runs and crawls as they begin and end, and which of them were cut off.

A crawl that a kill ended is continued by the next run. Clocks are arguments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.db.crawling import crawls, frontier
from archive.folder.archive import Archive
from archive.frontier import revisits
from archive.model.records import Outcome
from archive.model.times import moment, moment_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """A crawl of an outlet; one that was killed is the same crawl when it is continued."""

    id: int
    outlet_id: int
    started_at: datetime
    continued: bool


def start_run(archive: Archive, *, now: datetime, outlets: int, command: str) -> int:
    """Row id of a run that begins."""
    with archive.write() as db:
        return crawls.insert_run(db, started_at=moment_text(now), outlets=outlets, command=command)


def finish_run(archive: Archive, run_id: int, *, now: datetime, problem: str | None) -> None:
    """Write down that a run came to its end, and flush."""
    with archive.write() as db:
        crawls.finish_run(db, run_id, finished_at=moment_text(now), problem=problem)
    archive.flush()


def start_crawl(
    archive: Archive, outlet_id: int, *, run_id: int, now: datetime, anew: bool = False
) -> Crawl:
    """The outlet's crawl that was never finished, or else a new one, entered and flushed.

    With `anew` it is a new one in any case, so that what the other visited is visited again.
    An address still leased was being visited when a process died: that counts as an attempt, so
    that a page which ends the process each time does not end every crawl.
    """
    with archive.write() as db:
        unfinished = None if anew else crawls.unfinished_crawl(db, outlet_id)
        if unfinished is None:
            started_at = moment_text(now)
            crawl_id = crawls.insert_crawl(db, outlet_id, run_id=run_id, started_at=started_at)
        else:
            crawl_id, started_at = unfinished
            started_at = min(started_at, moment_text(now))  # unless the clock has jumped back
        frontier.end_leases(
            db,
            outlet_id,
            most=revisits.FAULTS_AT_ONCE,
            reason=f"the process ended while it was in hand, {revisits.FAULTS_AT_ONCE} times",
            next_visit=moment_text(now + revisits.SHORTEST),
        )
    archive.flush()
    return Crawl(
        id=crawl_id,
        outlet_id=outlet_id,
        started_at=moment(started_at),
        continued=unfinished is not None,
    )


def finish_crawl(
    archive: Archive,
    crawl_id: int,
    *,
    now: datetime,
    reason: str,
    outcomes: Mapping[Outcome, int],
    requests: int = 0,
    measures: Mapping[str, float] | None = None,
    alarms: Sequence[str] = (),
) -> None:
    """Write down that a crawl came to its end, and what was alarming in it, and flush."""
    with archive.write() as db:
        crawls.finish_crawl(
            db,
            crawl_id,
            finished_at=moment_text(now),
            reason=reason,
            outcomes={outcome.value: count for outcome, count in outcomes.items() if count},
            requests=requests,
            measures=measures or {},
            alarms=alarms,
        )
    archive.flush()


def last_run(archive: Archive) -> datetime | None:
    """When the last run began; None when there was none."""
    run = crawls.last_run(archive.db)
    return moment(run[0]) if run else None


def last_crawls(archive: Archive) -> dict[str, tuple[datetime, bool]]:
    """Slug to when the outlet's last crawl began, and whether it came to its end."""
    return {
        slug: (moment(started_at), finished_at is not None)
        for slug, started_at, finished_at in crawls.last_crawls(archive.db)
    }


def outcomes_since(archive: Archive, outlet_id: int, *, since: datetime) -> dict[Outcome, int]:
    """Addresses visited since a moment by their outcome; counts also what came before a kill."""
    counts = frontier.outcomes(archive.db, outlet_id, since=moment_text(since))
    return {Outcome(outcome): count for outcome, count in counts.items()}
