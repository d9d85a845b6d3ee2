"""The rows of `runs` and `crawls`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from archive.db.sqlite import Database
from archive.model.rows import canonical_json
from archive.model.times import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCrawl:
    """One crawl that came to its end, or did not."""

    started_at: datetime
    finished_at: datetime | None
    finish_reason: str | None
    outcomes: Mapping[str, int]
    measures: Mapping[str, float]
    alarms: Sequence[str]
    """What was wrong with its answers as a whole, a line each."""


def release_lost_runs(db: Database) -> None:
    """Let what refers to a run that is not there belong to none."""
    for table in ("crawls", "captures"):
        db.execute(f"UPDATE {table} SET run_id = NULL WHERE run_id NOT IN (SELECT id FROM runs)")  # noqa: S608


def insert_run(db: Database, *, started_at: str, outlets: int, command: str) -> int:
    """Row id of a run that begins."""
    cursor = db.execute(
        "INSERT INTO runs (started_at, outlets, command) VALUES (?, ?, ?)",
        (started_at, outlets, command),
    )
    return cast("int", cursor.lastrowid)


def finish_run(db: Database, run_id: int, *, finished_at: str, problem: str | None) -> None:
    """Say that a run ended, and what was wrong with it as a whole."""
    db.execute(
        "UPDATE runs SET finished_at = ?, problem = ? WHERE id = ?", (finished_at, problem, run_id)
    )


def insert_crawl(db: Database, outlet_id: int, *, run_id: int, started_at: str) -> int:
    """Row id of a crawl that begins."""
    cursor = db.execute(
        "INSERT INTO crawls (outlet_id, run_id, started_at) VALUES (?, ?, ?)",
        (outlet_id, run_id, started_at),
    )
    return cast("int", cursor.lastrowid)


def finish_crawl(
    db: Database,
    crawl_id: int,
    *,
    finished_at: str,
    reason: str,
    outcomes: Mapping[str, int],
    requests: int,
    measures: Mapping[str, float],
    alarms: Sequence[str],
) -> None:
    """Say that and why a crawl ended, what its visits led to, and what its columns looked like."""
    db.execute(
        "UPDATE crawls SET finished_at = ?, finish_reason = ?, outcomes = ?, requests = ?,"
        " measures = ?, alarms = ? WHERE id = ?",
        (
            finished_at,
            reason,
            canonical_json(outcomes),
            requests,
            canonical_json(measures),
            canonical_json(list(alarms)),
            crawl_id,
        ),
    )


def unfinished_crawl(db: Database, outlet_id: int) -> tuple[int, str] | None:
    """Row id and beginning of an outlet's newest crawl, if it never came to its end."""
    row = db.execute(
        "SELECT id, started_at, finished_at FROM crawls WHERE outlet_id = ?"
        " ORDER BY started_at DESC, id DESC LIMIT 1",
        (outlet_id,),
    ).fetchone()
    return None if row is None or row[2] is not None else (row[0], row[1])


def past_crawls(db: Database, outlet_id: int, *, limit: int) -> list[PastCrawl]:
    """An outlet's crawls, the newest first."""
    rows = db.execute(
        "SELECT started_at, finished_at, finish_reason, outcomes, measures, alarms FROM crawls"
        " WHERE outlet_id = ? ORDER BY started_at DESC, id DESC LIMIT ?",
        (outlet_id, limit),
    )
    return [
        PastCrawl(
            started_at=moment(started_at),
            finished_at=moment(finished_at) if finished_at else None,
            finish_reason=reason,
            outcomes=json.loads(outcomes) if outcomes else {},
            measures=json.loads(measures) if measures else {},
            alarms=json.loads(alarms) if alarms else (),
        )
        for started_at, finished_at, reason, outcomes, measures, alarms in rows
    ]


def alarmed(db: Database, outlet_id: int, *, since: str) -> list[tuple[datetime, datetime]]:
    """Beginning and end of an outlet's crawls that had an alarm and ended after a moment."""
    rows = db.execute(
        "SELECT started_at, finished_at FROM crawls WHERE outlet_id = ? AND finished_at > ?"
        " AND alarms <> '[]'",
        (outlet_id, since),
    )
    return [(moment(began), moment(ended)) for began, ended in rows]


def last_asked(db: Database, outlet_id: int) -> str | None:
    """When a crawl last asked an outlet for anything, began or ended.

    Visits count while the newest crawl has not ended; later ones are single addresses fetched.
    """
    row = db.execute(
        "SELECT max(at) FROM (SELECT max(asked_at) AS at FROM seeds WHERE outlet_id = ?1"
        " UNION ALL SELECT max(started_at) FROM crawls WHERE outlet_id = ?1"
        " UNION ALL SELECT max(finished_at) FROM crawls WHERE outlet_id = ?1"
        " UNION ALL SELECT max(visited_at) FROM frontier WHERE outlet_id = ?1 AND"
        " (SELECT finished_at FROM crawls WHERE outlet_id = ?1"
        " ORDER BY started_at DESC, id DESC LIMIT 1) IS NULL)",
        (outlet_id,),
    ).fetchone()
    return cast("str | None", row[0])


def last_run(db: Database) -> tuple[str, str | None] | None:
    """Beginning and end of the last run that crawled; None when there was none.

    A person who fetches single addresses crawls no outlet, and nor does an import.
    """
    row = db.execute(
        "SELECT started_at, finished_at FROM runs WHERE entered_outlet IS NULL"
        " AND command NOT LIKE 'fetch %' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return cast("tuple[str, str | None] | None", row)


def last_crawls(db: Database) -> list[tuple[str, str, str | None]]:
    """Slug, beginning and end of each outlet's last crawl."""
    return db.execute(
        "SELECT o.slug, c.started_at, c.finished_at FROM outlets AS o JOIN crawls AS c ON c.id ="
        " (SELECT id FROM crawls WHERE outlet_id = o.id ORDER BY started_at DESC, id DESC LIMIT 1)"
    ).fetchall()
