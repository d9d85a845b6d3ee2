"""Which addresses are known, which of them is due, and what came of each visit.

It stands in the archive, in the same transaction as the rows a visit led to, so that a kill loses
neither an address nor the fact that it was visited. Nothing is fetched here; clocks are arguments.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from archive.db import captures, tombstones
from archive.db.crawling import frontier, hosts, namings
from archive.db.crawling.frontier import DueAddress, Stage, VisitedBefore
from archive.folder.archive import Archive
from archive.frontier import hints, revisits
from archive.frontier.revisits import Answered, VisitRecord
from archive.model import tombstone_keys
from archive.model.records import Candidate, Outcome
from archive.model.times import moment, moment_text

FEW = 10
"""Addresses that may vanish from any seed at once."""
BATCH = 1_000
"""Addresses read from the database at a time, so that a frontier of any size fits in memory."""


BY_A_PERSON = "desk fetch"
"""How an address was found that a person named."""
NO_COLUMN = frozenset(("gone", "lasting", "outside"))
"""What answers that will hardly become a column; a person may have mistyped the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueVisit:
    """An address to ask, with the validators of its last good answer."""

    url: str
    etag: str | None
    last_modified: str | None
    known: bool
    """Whether it was visited before."""
    attempts: int = 0
    """Visits in a row, up to now, that met no column."""
    record_id: int | None = None
    """Row id of the capture of the latest REST listing that names it."""
    listed: bool = False
    """Whether a REST listing names it today."""
    visited_at: str | None = None
    """When it was visited last."""
    alone: bool = False
    """Whether its answer must be known before anything else is asked: its post has a new address,
    and the redirect there shows that it is the same column."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The seed that names an address, as it stands in the outlet file today."""

    terms: str
    """Digest of all that decides what the seed yields."""
    lists: bool
    """Whether it lists what belongs, and not all there is: a feed or listing, not a sitemap."""


def discover(
    archive: Archive,
    outlet_id: int,
    candidates: Iterable[Candidate],
    *,
    now: datetime,
    naming: Naming | None = None,
    unbelieved: Collection[str] = (),
) -> int:
    """How many of the candidates were not known; a hint of a change makes a known one due.

    A known post at an address that was not known makes its former address due, before the new one.
    What was out of scope is due once more when a seed names it that had not, or when it has rested.
    Of `unbelieved` addresses the hint is noted, and no news.
    """
    new, found_at = 0, moment_text(now)
    with archive.write() as db:
        taken_down = tombstones.any_address(db)
        for candidate in candidates:
            if taken_down and tombstones.has_tombstone(
                db, "address", [tombstone_keys.of_address(candidate.url)]
            ):
                continue  # it is not asked for again
            added = frontier.discover(
                db,
                outlet_id,
                url=candidate.url,
                found_at=found_at,
                found_by=candidate.found_by,
                hint=hints.hint_of(candidate, now=now, believed=candidate.url not in unbelieved),
                platform_id=candidate.platform_id,
                record_id=candidate.record_id,
                terms=None if naming is None else naming.terms,
            )
            new += added
            if naming is not None and not added:
                namings.note_naming(
                    db,
                    outlet_id,
                    candidate.url,
                    terms=naming.terms,
                    lists=naming.lists,
                    now=found_at,
                )
    return new


def found_before(
    archive: Archive, outlet_id: int, urls: Iterable[str], *, moment: datetime
) -> set[str]:
    """Those of the addresses that were known before a moment."""
    return frontier.found_before(archive.db, outlet_id, list(urls), moment=moment_text(moment))


def taken_down(archive: Archive, urls: Iterable[str]) -> set[str]:
    """Those of the addresses that were taken down, and are not asked for again."""
    if not tombstones.any_address(archive.db):
        return set()
    return {
        url
        for url in urls
        if tombstones.has_tombstone(archive.db, "address", [tombstone_keys.of_address(url)])
    }


def hint_due(
    archive: Archive,
    outlet_id: int,
    urls: Iterable[str],
    *,
    now: datetime,
    outside_too: bool = True,
) -> int:
    """How many of the addresses are known, and now due: a channel reports a change in them.

    Unless `outside_too`, what is out of scope is due only when it has rested: the change is hardly
    one of its section.
    """
    since = moment_text(now)
    with archive.write() as db:
        return sum(
            frontier.make_due(db, outlet_id, url, since=since, outside_too=outside_too)
            for url in urls
        )


def unlist(archive: Archive, outlet_id: int, urls: Iterable[str], *, now: datetime) -> None:
    """Note that REST no longer lists these addresses, which are due then."""
    with archive.write() as db:
        for url in urls:
            frontier.unlist(db, outlet_id, url, since=moment_text(now))


def named_no_longer(
    archive: Archive,
    outlet_id: int,
    named: Container[str],
    *,
    naming: Naming,
    most: float,
    now: datetime,
) -> None:
    """Has those addresses visited that a seed names no longer, now that it was read to its end.

    They come before any that is new: a post that has moved leads to its new address. When more than
    a share vanished at once, the seed itself has changed, and they wait for their turn.
    """
    before, vanished = 0, []
    for url in namings.named_by(archive.db, outlet_id, naming.terms):
        before += 1
        if url not in named:
            vanished.append(url)
    if len(vanished) > max(FEW, most * before):
        return
    with archive.write() as db:
        for url in vanished:
            namings.name_no_longer(db, outlet_id, url, terms=naming.terms, now=moment_text(now))


def addresses_of_posts(
    archive: Archive, outlet_id: int, platform_ids: Iterable[str] | None
) -> dict[str, str]:
    """Post to the address at which it is known today, of those asked for (None: of all)."""
    return frontier.addresses_of_posts(
        archive.db, outlet_id, None if platform_ids is None else list(platform_ids)
    )


def due(
    archive: Archive, outlet_id: int, *, started_at: datetime, now: datetime
) -> Iterator[DueVisit]:
    """Addresses to visit in a crawl that began at `started_at`, each once, and leased.

    First former addresses of posts that have a new one; then what was never visited, the latest
    first; then what is due again, the longest first. Times that lie in the future are a clock's
    mistake: such an address is due.
    """
    jumped = moment_text(now + revisits.LONGEST + revisits.SHORTEST)
    times = frontier.Times(started=moment_text(started_at), now=moment_text(now), jumped=jumped)
    for stage in frontier.STAGES:
        after: tuple[str, str] | None = None
        while True:
            rows = frontier.due(
                archive.db, outlet_id, stage=stage, times=times, after=after, limit=BATCH
            )
            for row in rows:
                with archive.write() as db:
                    leased = frontier.lease(
                        db, outlet_id, row.url, at=times.now, started_at=times.started
                    )
                if leased:
                    yield _visit(row, stage=stage)
            if len(rows) < BATCH:
                break
            after = rows[-1].rank, rows[-1].url


def _visit(row: DueAddress, *, stage: Stage) -> DueVisit:
    return DueVisit(
        url=row.url,
        etag=row.etag,
        last_modified=row.last_modified,
        known=stage != "new",
        attempts=row.attempts,
        record_id=row.record_id,
        listed=row.platform_id is not None,
        visited_at=row.visited_at,
        alone=stage == "former",
    )


def asked_for(
    archive: Archive, outlet_id: int, urls: Iterable[str], *, now: datetime
) -> Iterator[DueVisit]:
    """Visits to addresses that a person names, due or not, known or not; each is leased."""
    for url in urls:
        discover(archive, outlet_id, [Candidate(url=url, found_by=BY_A_PERSON)], now=now)
        row = frontier.address(archive.db, outlet_id, url)
        if row is None:
            continue  # it was taken down
        with archive.write() as db:
            frontier.lease(db, outlet_id, url, at=moment_text(now), started_at=moment_text(now))
        outcome, _ = frontier.outcome_at(archive.db, outlet_id, url)
        yield _visit(row, stage="again" if outcome else "new")


def all_due(archive: Archive, outlet_id: int, *, now: datetime) -> None:
    """Has every address that was visited visited again, the longest ago first."""
    with archive.write() as db:
        frontier.make_all_due(db, outlet_id, since=moment_text(now))


def no_longer_all_due(archive: Archive, outlet_id: int) -> None:
    """Has addresses that `all_due` made due, and that were not visited since, rest as planned."""
    with archive.write() as db:
        frontier.put_back(db, outlet_id)


def plan_again(
    archive: Archive, outlet_id: int, *, fixed: timedelta | None, reporting: Collection[str] = ()
) -> None:
    """Has known columns rest as the outlet's file says today; the arguments are as in `settle`."""
    wait = revisits.LONGEST if fixed is None else fixed
    with archive.write() as db:
        frontier.plan_again(
            db,
            outlet_id,
            wait=wait.total_seconds(),
            longer=fixed is not None,
            outcomes=COLUMNS,
        )
        if fixed is not None:
            return
        for url, last, planned, known in frontier.planned_visits(db, outlet_id, outcomes=COLUMNS):
            visited_at = moment(last)
            record = _record(known, visited_at=visited_at, reporting=reporting)
            at = moment_text(visited_at + revisits.interval(record, now=visited_at))
            if at != planned:  # by an interval that stood in the file
                frontier.plan_visit(db, outlet_id, url, at=at)


def _record(
    known: VisitedBefore, *, visited_at: datetime, reporting: Collection[str]
) -> VisitRecord:
    """What is known of an address from visits up to one of that time."""
    return VisitRecord(
        attempts=known.attempts,
        since=min(moment(known.published_utc or known.hinted_at or known.found_at), visited_at),
        changed_at=moment(known.changed_at) if known.changed_at else None,
        changes=known.changes,
        watched=known.platform_id is not None
        or (
            known.hinted_at is not None
            and any(terms in (known.named_by or "") for terms in reporting)
        ),
    )


def settle(
    archive: Archive,
    outlet_id: int,
    url: str,
    outcome: Outcome,
    *,
    now: datetime,
    answered: Answered | None = None,
    fixed: timedelta | None = None,
    reason: str | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
    reporting: Collection[str] = (),
) -> None:
    """Write down what came of a visit, the validators to ask with, and when it is due again.

    `reporting` are the terms of seeds that report changes: sitemaps that give times of them.
    `answered` is what the visit met, by default as its outcome says; `fixed` as in
    `revisits.next_visit`. An address that failed keeps the validators it had; one that only a
    person named is forgotten when it leads to no column.
    """
    answered = answered or ANSWERED[outcome]
    with archive.write() as db:
        known = frontier.visited_before(db, outlet_id, url)
        if known is None:
            return
        record = _record(known, visited_at=now, reporting=reporting)
        record = replace(record, attempts=0 if answered == "column" else known.attempts + 1)
        if outcome in CHANGES:
            record = replace(record, changed_at=now, changes=known.changes + 1)
        again = revisits.next_visit(answered, record, now=now, fixed=fixed)
        rest = now + revisits.rest(record.attempts) if answered == "outside" else None
        frontier.settle_visit(
            db,
            outlet_id,
            url,
            state=STATES.get(outcome, "done"),
            visited_at=moment_text(now),
            next_visit=moment_text(again) if again else None,
            rest_until=moment_text(rest) if rest else None,
            outcome=outcome.value,
            reason=reason,
            attempts=record.attempts,
            changed_at=moment_text(record.changed_at) if record.changed_at else None,
            changes=record.changes,
            etag=etag,
            last_modified=last_modified,
        )
        if answered in NO_COLUMN or record.attempts > revisits.FAULTS_AT_ONCE:
            frontier.forget_found_by(db, outlet_id, url, BY_A_PERSON)


def go_on_at(
    archive: Archive,
    outlet_id: int,
    address: str,
    *,
    moved_from: str,
    now: datetime,
    fixed: timedelta | None,
    etag: str | None,
    last_modified: str | None,
) -> None:
    """Have the address that a column moved to visited from now on, also if no seed names it."""
    candidate = Candidate(url=address, found_by=moved_from)
    discover(archive, outlet_id, [candidate], now=now)
    settle(
        archive,
        outlet_id,
        address,
        Outcome.UNCHANGED,
        now=now,
        fixed=fixed,
        etag=etag,
        last_modified=last_modified,
    )


def pause_host(archive: Archive, host: str, *, until: datetime, reason: str) -> None:
    """Leave a host alone until then, in later runs too."""
    with archive.write() as db:
        hosts.pause_host(db, host, not_before=moment_text(until), reason=reason)


def paused_hosts(archive: Archive, *, now: datetime) -> dict[str, tuple[datetime, str]]:
    """Host to the time until which it is left alone, and why."""
    return {
        host: (moment(not_before), reason)
        for host, (not_before, reason) in hosts.paused_hosts(
            archive.db, now=moment_text(now)
        ).items()
    }


def newest_answer(archive: Archive, url: str, *, within: timedelta, now: datetime) -> int | None:
    """Row id of the last capture of an address, if it is no older; None otherwise."""
    since, until = moment_text(now - within), moment_text(now)
    return captures.newest_answer(archive.db, url, since=since, until=until)


def release(archive: Archive, outlet_id: int, url: str) -> None:
    """Give back an address that was handed out and not asked, as it was."""
    with archive.write() as db:
        frontier.release(db, outlet_id, url)


STATES = {Outcome.FAILED: "failed", Outcome.MOVED: "dropped"}
"""States other than `done` after a visit: to be tried again; left by its column."""

CHANGES = frozenset((Outcome.UPDATED, Outcome.COMMENTS))

ANSWERED: Mapping[Outcome, Answered] = {
    Outcome.NEW: "column",
    Outcome.UPDATED: "column",
    Outcome.COMMENTS: "column",
    Outcome.UNCHANGED: "column",
    Outcome.BACK: "column",
    Outcome.MOVED: "moved",
    Outcome.GONE: "gone",
    Outcome.GATED: "passing",
    Outcome.FAILED: "passing",
    Outcome.REFUSED: "passing",
    Outcome.UNREADABLE: "lasting",
    Outcome.OUT_OF_SCOPE: "outside",
}
COLUMNS = tuple(outcome.value for outcome, kind in ANSWERED.items() if kind == "column")
