"""The rows of `frontier`: which address is to be visited when."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from archive.db.sqlite import Database


@dataclass(frozen=True, slots=True)
class DueAddress:
    """A row of `frontier` that is to be visited."""

    url: str
    etag: str | None
    last_modified: str | None
    attempts: int
    record_id: int | None
    platform_id: str | None
    visited_at: str | None
    rank: str


@dataclass(frozen=True, slots=True)
class VisitedBefore:
    """What a row of `frontier` says of former visits, with its column's date."""

    attempts: int
    found_at: str
    changed_at: str | None
    changes: int
    platform_id: str | None
    hinted_at: str | None
    named_by: str | None
    published_utc: str | None


@dataclass(frozen=True, slots=True)
class Hint:
    """When a channel says that a column changed last."""

    since: str
    """The moment, or where the day or month begins that is said alone."""
    until: str
    """Where that ends, once it is over; until then, and for a moment, the same."""
    believed: bool


@dataclass(frozen=True, slots=True)
class Times:
    """The times by which a crawl decides what is due."""

    started: str
    """When it began: what was visited since is not due again."""
    now: str
    jumped: str
    """No visit is planned as late as this."""


Stage = Literal["former", "new", "again"]
STAGES: tuple[Stage, ...] = ("former", "new", "again")
DUE = "f.url, f.etag, f.last_modified, f.attempts, f.record_id, f.platform_id, f.visited_at"
VISITED = (
    "f.attempts, f.found_at, f.changed_at, f.changes, f.platform_id, f.hinted_at, f.named_by,"
    " a.published_utc FROM frontier AS f LEFT JOIN article_urls AS u ON u.url = f.url"
    " LEFT JOIN articles AS a ON a.id = u.article_id"
)
PORTABLE = (
    *("url", "state", "attempts", "found_at", "visited_at", "hinted_at", "outcome", "reason"),
    *("etag", "last_modified", "found_by", "next_visit", "hint_seen", "changed_at", "changes"),
    *("platform_id", "named_by", "rest_until"),
)
"""Columns of `frontier` that hold in any archive: no row ids, no leases."""


def discover(
    db: Database,
    outlet_id: int,
    *,
    url: str,
    found_at: str,
    found_by: str,
    hint: Hint | None,
    platform_id: str | None,
    record_id: int | None,
    terms: str | None,
) -> bool:
    """Whether an address was not known; one that was is due when the hint of a change is news.

    News is what is later than the hint that stood at the last visit, or than that visit when there
    was no hint: a publisher's clock and ours may differ. So is the end of a day that is told alone
    and in which the last visit was: the change may have come after that. One that REST lists for
    the first time is due too, and asked for whole: the listing adds to what was read without it.
    `terms` are those of the seed that names it, noted with one that was not known.
    """
    hinted_at = None if hint is None else hint.until
    added = db.execute(
        "INSERT INTO frontier (outlet_id, url, state, found_at, hinted_at, platform_id, record_id,"
        " found_by, named_by) VALUES (?, ?, 'due', ?, ?, ?, ?, ?, ? || ' ')"
        " ON CONFLICT (outlet_id, url) DO NOTHING",
        (outlet_id, url, found_at, hinted_at, platform_id, record_id, found_by, terms),
    ).rowcount
    if not added and hint is not None:
        db.execute(
            "UPDATE frontier SET hinted_at = ?1, planned_visit = NULL,"
            " next_visit = CASE WHEN state <> 'due'"
            " AND (?5 > coalesce(hint_seen, visited_at) AND ?6"
            " OR ?1 > coalesce(hint_seen, '') AND visited_at >= ?5 AND visited_at < ?1)"
            " THEN min(coalesce(next_visit, ?4), ?4) ELSE next_visit END,"
            " hint_seen = CASE WHEN ?6 THEN hint_seen ELSE max(coalesce(hint_seen, ?5), ?5) END"
            " WHERE outlet_id = ?2 AND url = ?3 AND (hinted_at IS NULL OR hinted_at < ?1)",
            (hint.until, outlet_id, url, found_at, hint.since, hint.believed),
        )
    if not added and platform_id is not None:
        db.execute(
            "UPDATE frontier SET next_visit = CASE WHEN record_id IS NULL AND state = 'done'"
            " THEN min(coalesce(next_visit, ?5), ?5) ELSE next_visit END,"
            " etag = CASE WHEN record_id IS NULL THEN NULL ELSE etag END,"
            " last_modified = CASE WHEN record_id IS NULL THEN NULL ELSE last_modified END,"
            " platform_id = ?1, record_id = ?2 WHERE outlet_id = ?3 AND url = ?4",
            (platform_id, record_id, outlet_id, url, found_at),
        )
    return bool(added)


def changes_seen(db: Database, outlet_id: int, urls: Sequence[str]) -> dict[str, str]:
    """Address to the last change that its last visit knew of, of those that were visited."""
    rows = db.execute(
        "SELECT url, coalesce(hint_seen, visited_at) FROM frontier WHERE outlet_id = ?"
        " AND url IN (SELECT value FROM json_each(?)) AND visited_at IS NOT NULL",
        (outlet_id, json.dumps(urls)),
    )
    return dict(rows.fetchall())


def found_before(db: Database, outlet_id: int, urls: Sequence[str], *, moment: str) -> set[str]:
    """Those of the addresses that were known before a moment."""
    rows = db.execute(
        "SELECT url FROM frontier WHERE outlet_id = ? AND found_at < ?"
        " AND url IN (SELECT value FROM json_each(?))",
        (outlet_id, moment, json.dumps(urls)),
    )
    return {url for (url,) in rows}


def make_due(
    db: Database, outlet_id: int, url: str, *, since: str, outside_too: bool = True
) -> bool:
    """Whether an outlet knows an address; it is then due since a moment, or earlier.

    Unless `outside_too`, one that is out of scope is left to rest first.
    """
    return bool(
        db.execute(
            "UPDATE frontier SET next_visit = min(coalesce(next_visit, ?1), ?1),"
            " planned_visit = NULL WHERE outlet_id = ?2 AND url = ?3"
            " AND (?4 OR outcome IS NOT 'out of scope' OR rest_until <= ?1)",
            (since, outlet_id, url, outside_too),
        ).rowcount
    )


def make_all_due(db: Database, outlet_id: int, *, since: str) -> None:
    """Make every address that was visited due as from its last visit, the longest ago first.

    What was planned is kept beside it; what a channel told of a change is due already.
    """
    db.execute(
        "UPDATE frontier SET next_visit = min(visited_at, ?1), planned_visit = CASE"
        " WHEN next_visit = min(visited_at, ?1) THEN planned_visit ELSE next_visit END"
        " WHERE outlet_id = ?2 AND visited_at IS NOT NULL"
        " AND (next_visit IS NULL OR next_visit > ?1 OR planned_visit IS NOT NULL)",
        (since, outlet_id),
    )


def put_back(db: Database, outlet_id: int) -> None:
    """Make what `make_all_due` had made due, and was not visited since, due as it was planned."""
    db.execute(
        "UPDATE frontier SET next_visit = planned_visit WHERE outlet_id = ?"
        " AND next_visit = visited_at AND (planned_visit IS NOT NULL OR outcome = 'out of scope')",
        (outlet_id,),
    )


def plan_again(
    db: Database, outlet_id: int, *, wait: float, longer: bool, outcomes: Sequence[str]
) -> None:
    """Have addresses with one of the outcomes rest so many seconds from their last visit.

    None rests longer than that; shorter those that a channel made due since, those of which
    something is lacking, and, unless `longer` is to act too, those that were planned so.
    """
    db.execute(
        "UPDATE frontier SET next_visit = plan.at, planned_visit = plan.at FROM (SELECT url,"
        " strftime('%Y-%m-%dT%H:%M:%fZ', visited_at, ?1) AS at FROM frontier WHERE outlet_id = ?2"
        " AND outcome IN (SELECT value FROM json_each(?3))) AS plan"
        " WHERE outlet_id = ?2 AND frontier.url = plan.url AND (next_visit > plan.at"
        " OR (?4 AND attempts = 0 AND next_visit = planned_visit AND next_visit < plan.at))",
        (f"+{wait:.3f} seconds", outlet_id, json.dumps(list(outcomes)), longer),
    )


def planned_visits(
    db: Database, outlet_id: int, *, outcomes: Sequence[str]
) -> list[tuple[str, str, str, VisitedBefore]]:
    """Addresses with one of the outcomes whose next visit is as planned: with the last and the
    next visit, and what is known of former ones.
    """
    rows = db.execute(
        f"SELECT f.url, f.visited_at, f.next_visit, {VISITED}"  # noqa: S608
        " WHERE f.outlet_id = ? AND f.attempts = 0 AND f.next_visit = f.planned_visit"
        " AND f.outcome IN (SELECT value FROM json_each(?))",
        (outlet_id, json.dumps(list(outcomes))),
    )
    return [(url, last, following, VisitedBefore(*row)) for url, last, following, *row in rows]


def plan_visit(db: Database, outlet_id: int, url: str, *, at: str) -> None:
    """Say when an address is to be visited again."""
    db.execute(
        "UPDATE frontier SET next_visit = ?1, planned_visit = ?1 WHERE outlet_id = ?2 AND url = ?3",
        (at, outlet_id, url),
    )


def address(db: Database, outlet_id: int, url: str) -> DueAddress | None:
    """An address of an outlet's frontier, due or not; None when it is not there."""
    row = db.execute(
        f"SELECT {DUE}, '' FROM frontier AS f WHERE f.outlet_id = ? AND f.url = ?",  # noqa: S608
        (outlet_id, url),
    ).fetchone()
    return None if row is None else DueAddress(*row)


def outcome_at(db: Database, outlet_id: int, url: str) -> tuple[str | None, str | None]:
    """What came of the last visit to an address, and the reason where the outcome needs words."""
    row = db.execute(
        "SELECT outcome, reason FROM frontier WHERE outlet_id = ? AND url = ?", (outlet_id, url)
    ).fetchone()
    return (None, None) if row is None else tuple(row)


def unlist(db: Database, outlet_id: int, url: str, *, since: str) -> None:
    """Say that REST no longer lists an address; it is then due, and asked for whole."""
    db.execute(
        "UPDATE frontier SET next_visit = min(coalesce(next_visit, ?1), ?1), planned_visit = NULL,"
        " platform_id = NULL, record_id = NULL, etag = NULL, last_modified = NULL"
        " WHERE outlet_id = ?2 AND url = ?3",
        (since, outlet_id, url),
    )


def forget_found_by(db: Database, outlet_id: int, url: str, found_by: str) -> None:
    """Take out an address found so alone: no seed names it, and it never led to a column."""
    db.execute(
        "DELETE FROM frontier WHERE outlet_id = ?1 AND url = ?2 AND found_by = ?3"
        " AND coalesce(named_by, '') = '' AND platform_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM article_urls WHERE url = ?2)"
        " AND NOT EXISTS (SELECT 1 FROM captures AS c, json_each(c.via) AS v WHERE c.outlet_id = ?1"
        " AND c.via IS NOT NULL AND c.article_id IS NOT NULL AND v.value = ?2)",
        (outlet_id, url, found_by),
    )


def lease(db: Database, outlet_id: int, url: str, *, at: str, started_at: str) -> bool:
    """Whether an address is leased now; not if it was visited since the crawl began."""
    return bool(
        db.execute(
            "UPDATE frontier SET leased_at = ?1 WHERE outlet_id = ?4 AND url = ?2"
            " AND (visited_at IS NULL OR visited_at < ?3 OR visited_at > ?1)",
            (at, url, started_at, outlet_id),
        ).rowcount
    )


def release(db: Database, outlet_id: int, url: str) -> None:
    """Give back an address that was leased and not asked."""
    db.execute(
        "UPDATE frontier SET leased_at = NULL WHERE outlet_id = ? AND url = ?", (outlet_id, url)
    )


def end_leases(db: Database, outlet_id: int, *, most: int, reason: str, next_visit: str) -> None:
    """Count the leases of a process that died as attempts; after `most`, put the address off."""
    db.execute(
        "UPDATE frontier SET attempts = attempts + 1, leased_at = NULL"
        " WHERE outlet_id = ? AND leased_at IS NOT NULL",
        (outlet_id,),
    )
    db.execute(
        "UPDATE frontier SET state = 'failed', outcome = 'failed', reason = ?1, next_visit = ?2,"
        " visited_at = found_at WHERE outlet_id = ?3 AND state = 'due' AND attempts >= ?4",
        (reason, next_visit, outlet_id, most),
    )


def settle_visit(
    db: Database,
    outlet_id: int,
    url: str,
    *,
    state: str,
    visited_at: str,
    next_visit: str | None,
    rest_until: str | None,
    outcome: str,
    reason: str | None,
    attempts: int,
    changed_at: str | None,
    changes: int,
    etag: str | None,
    last_modified: str | None,
) -> None:
    """Say what came of the visit to an address, and when it is due again."""
    db.execute(
        "UPDATE frontier SET state = ?1, visited_at = ?2, outcome = ?3, reason = ?4,"
        " attempts = ?8, changed_at = ?9, changes = ?10, next_visit = ?11, planned_visit = ?11,"
        " rest_until = ?12,"
        " leased_at = NULL, unnamed_at = NULL,"
        " hint_seen = CASE ?1 WHEN 'failed' THEN hint_seen ELSE hinted_at END,"
        " etag = CASE ?1 WHEN 'failed' THEN etag ELSE ?5 END,"
        " last_modified = CASE ?1 WHEN 'failed' THEN last_modified ELSE ?6 END"
        " WHERE outlet_id = ?13 AND url = ?7",
        (
            state,
            visited_at,
            outcome,
            reason,
            etag,
            last_modified,
            url,
            attempts,
            changed_at,
            changes,
            next_visit,
            rest_until,
            outlet_id,
        ),
    )


def outcomes(db: Database, outlet_id: int, *, since: str) -> dict[str, int]:
    """Addresses visited since a moment, counted by outcome."""
    rows = db.execute(
        "SELECT outcome, count(*) FROM frontier WHERE outlet_id = ? AND visited_at >= ?"
        " GROUP BY outcome",
        (outlet_id, since),
    )
    return dict(rows.fetchall())


def due(
    db: Database,
    outlet_id: int,
    *,
    stage: Stage,
    times: Times,
    after: tuple[str, str] | None,
    limit: int,
) -> list[DueAddress]:
    """Addresses of one stage, after that with rank and address `after`.

    What is out of scope has no `next_visit`, so that only a hint or a naming makes it due.
    """
    match stage:
        case "former":
            which = (
                ", '' AS rank FROM frontier AS f WHERE f.outlet_id = ?1 AND f.url > ?7"
                " AND f.url IN (SELECT f.url FROM frontier AS new JOIN frontier AS f"
                " ON f.outlet_id = new.outlet_id AND f.platform_id = new.platform_id"
                " WHERE new.outlet_id = ?1 AND new.state = 'due' AND new.platform_id IS NOT NULL"
                " AND f.url <> new.url AND f.state NOT IN ('due', 'dropped')"
                " UNION SELECT url FROM frontier WHERE outlet_id = ?1 AND unnamed_at IS NOT NULL)"
                " AND (f.visited_at < ?3 OR f.visited_at > ?4) ORDER BY f.url"
            )
        case "new":
            which = (
                ", coalesce(f.hinted_at, '') AS rank FROM frontier AS f"
                " WHERE f.outlet_id = ?1 AND f.state = 'due' AND (?6 IS NULL OR rank < ?6"
                " OR (rank = ?6 AND f.url > ?7)) ORDER BY rank DESC, f.url"
            )
        case "again":
            which = (
                ", f.next_visit FROM frontier AS f WHERE f.outlet_id = ?1 AND f.state <> 'due'"
                " AND (f.next_visit <= ?4 OR f.next_visit > ?5)"
                " AND (f.visited_at < ?3 OR f.visited_at > ?4)"
                " AND (f.next_visit, f.url) > (?6, ?7) ORDER BY f.next_visit, f.url"
            )
    rank, url = after or (None if stage == "new" else "", "")
    parameters = (outlet_id, limit, times.started, times.now, times.jumped, rank, url)
    sql = f"SELECT {DUE}{which} LIMIT ?2"
    return [DueAddress(*row) for row in db.execute(sql, parameters).fetchall()]


def addresses_of_posts(
    db: Database, outlet_id: int, platform_ids: Sequence[str] | None
) -> dict[str, str]:
    """Platform id to address, but for addresses that a column has left."""
    asked = "" if platform_ids is None else " AND platform_id IN (SELECT value FROM json_each(?2))"
    rows = db.execute(
        "SELECT platform_id, url FROM frontier WHERE outlet_id = ?1 AND platform_id IS NOT NULL"  # noqa: S608
        f" AND state <> 'dropped'{asked} ORDER BY found_at",
        (outlet_id, *(() if platform_ids is None else (json.dumps(platform_ids),))),
    )
    return dict(rows.fetchall())


def visited_before(db: Database, outlet_id: int, url: str) -> VisitedBefore | None:
    """What is known of an outlet's former visits to an address; None when it does not know it."""
    row = db.execute(
        f"SELECT {VISITED} WHERE f.outlet_id = ? AND f.url = ?",
        (outlet_id, url),
    ).fetchone()
    return None if row is None else VisitedBefore(*row)


def is_known(db: Database, url: str, *, outlet_slug: str) -> bool:
    """Whether an address is in the frontier of an outlet."""
    row = db.execute(
        "SELECT 1 FROM frontier AS f JOIN outlets AS o ON o.id = f.outlet_id"
        " WHERE f.url = ? AND o.slug = ?",
        (url, outlet_slug),
    ).fetchone()
    return row is not None


def failing(db: Database, outlet_id: int, *, least: int) -> list[tuple[str, str, str]]:
    """Addresses that failed at so many visits in a row, with reason and time of the last."""
    rows = db.execute(
        "SELECT url, coalesce(reason, ''), visited_at FROM frontier WHERE outlet_id = ?"
        " AND state = 'failed' AND attempts >= ? ORDER BY url",
        (outlet_id, least),
    )
    return rows.fetchall()


def insert_portable(db: Database, row: dict[str, Any], *, outlet_id: int) -> None:
    """Enter an address that is not known here, with its visits there."""
    marks = ", ".join("?" * (len(PORTABLE) + 1))
    db.execute(
        f"INSERT INTO frontier ({', '.join(PORTABLE)}, outlet_id) VALUES ({marks})"  # noqa: S608
        " ON CONFLICT (outlet_id, url) DO NOTHING",
        (*(row[name] for name in PORTABLE), outlet_id),
    )


def delete_addresses(db: Database, urls: Iterable[str]) -> None:
    """Remove addresses, of whatever outlet."""
    db.conn.executemany("DELETE FROM frontier WHERE url = ?", [(url,) for url in urls])
