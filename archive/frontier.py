"""What a crawl knows of addresses: new, visited, failed, dropped; and of crawls that were cut off.

It stands in the archive, in the same transaction as the rows a visit led to, so that a kill loses
neither an address nor the fact that it was visited. Nothing is fetched here; clocks are arguments.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from archive import lookups, store
from archive.desk import Archive
from archive.records import Candidate, Outcome
from archive.times import moment, moment_text

BATCH = 1_000
"""Addresses read from the database at a time, so that a frontier of any size fits in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An address to ask, with the validators of its last good answer."""

    url: str
    etag: str | None
    last_modified: str | None
    known: bool
    """Whether its last visit succeeded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedState:
    """What is remembered of a seed from the last time it was asked."""

    yielded: int
    """Candidates in the last good answer."""
    yielded_at: datetime | None
    """Last time it named any candidate; None if it never did."""
    problem: str | None
    etag: str | None
    last_modified: str | None
    terms: str
    """What its candidates were chosen by; under others, an unchanged answer has to be read anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """A crawl of an outlet; one that was killed is the same crawl when it is continued."""

    id: int
    outlet_id: int
    started_at: datetime
    continued: bool


def start_crawl(archive: Archive, outlet_id: int, *, now: datetime) -> Crawl:
    """The outlet's crawl that was never finished, or else a new one, entered and flushed."""
    with archive.write() as db:
        unfinished = lookups.unfinished_crawl(db, outlet_id)
        if unfinished is None:
            crawl_id = store.insert_crawl(db, outlet_id, started_at=moment_text(now))
            started_at = moment_text(now)
        else:
            crawl_id, started_at = unfinished
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
) -> None:
    """Write down that a crawl came to its end, and flush."""
    with archive.write() as db:
        store.finish_crawl(
            db,
            crawl_id,
            finished_at=moment_text(now),
            reason=reason,
            outcomes={outcome.value: count for outcome, count in outcomes.items() if count},
        )
    archive.flush()


def outcomes_since(archive: Archive, outlet_id: int, *, since: datetime) -> dict[Outcome, int]:
    """Addresses visited since a moment by their outcome; counts also what came before a kill."""
    counts = lookups.frontier_outcomes(archive.db, outlet_id, since=moment_text(since))
    return {Outcome(outcome): count for outcome, count in counts.items()}


def discover(
    archive: Archive, outlet_id: int, candidates: Iterable[Candidate], *, now: datetime
) -> int:
    """How many of the candidates were not known; a hint of a change makes a known one due."""
    new = 0
    with archive.write() as db:
        for candidate in candidates:
            hint = candidate.changed_at
            new += store.discover(
                db,
                url=candidate.url,
                outlet_id=outlet_id,
                found_at=moment_text(now),
                found_by=candidate.found_by,
                # A date to come would make the address due at every crawl until then.
                hinted_at=moment_text(hint) if hint is not None and hint <= now else None,
            )
    return new


def due(archive: Archive, outlet_id: int, *, since: datetime) -> Iterator[Visit]:
    """Addresses to visit: new and failed ones first, the latest first, then those not visited
    since `since` or changed since their visit, the longest unvisited first. Each is told once.
    """
    for fresh in (True, False):
        after: tuple[str, str] | None = None
        while True:
            rows = lookups.due(
                archive.db,
                outlet_id,
                fresh=fresh,
                since=moment_text(since),
                after=after,
                limit=BATCH,
            )
            for row in rows:
                yield Visit(
                    url=row.url, etag=row.etag, last_modified=row.last_modified, known=not fresh
                )
            if len(rows) < BATCH:
                break
            after = rows[-1].rank, rows[-1].url


def settle(
    archive: Archive,
    url: str,
    outcome: Outcome,
    *,
    now: datetime,
    reason: str | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> None:
    """Write down what came of a visit, and the validators to ask with the next time.

    An address that failed keeps those it had, and is due again; one that the column has left for
    good is dropped.
    """
    states = {Outcome.FAILED: "failed", Outcome.MOVED: "dropped"}
    with archive.write() as db:
        store.settle_visit(
            db,
            url,
            state=states.get(outcome, "done"),
            visited_at=moment_text(now),
            outcome=outcome.value,
            reason=reason,
            etag=etag,
            last_modified=last_modified,
        )


def seed_state(archive: Archive, outlet_id: int, url: str) -> SeedState | None:
    """What is remembered of a seed; None before its first answer."""
    row = lookups.seed(archive.db, outlet_id, url)
    if row is None:
        return None
    yielded, yielded_at, problem, etag, last_modified, terms = row
    return SeedState(
        yielded=yielded,
        yielded_at=moment(yielded_at) if yielded_at else None,
        problem=problem,
        etag=etag,
        last_modified=last_modified,
        terms=terms,
    )


def seed_answered(
    archive: Archive,
    outlet_id: int,
    url: str,
    *,
    yielded: int,
    problem: str | None,
    etag: str | None,
    last_modified: str | None,
    terms: str,
    now: datetime,
) -> None:
    """Write down what a seed named; after a bad answer, what the last good one named is kept."""
    with archive.write() as db:
        store.settle_seed(
            db,
            outlet_id,
            url,
            asked_at=moment_text(now),
            yielded=yielded,
            problem=problem,
            etag=etag,
            last_modified=last_modified,
            terms=terms,
        )
