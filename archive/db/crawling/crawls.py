"""The rows of `runs` and `crawls`."""

from collections.abc import Mapping
from typing import cast

from sqlite_utils import Database

from archive.model.rows import canonical_json


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
) -> None:
    """Say that and why a crawl ended, what its visits led to, and what its columns looked like."""
    db.execute(
        "UPDATE crawls SET finished_at = ?, finish_reason = ?, outcomes = ?, requests = ?,"
        " measures = ? WHERE id = ?",
        (
            finished_at,
            reason,
            canonical_json(outcomes),
            requests,
            canonical_json(measures),
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


def last_run(db: Database) -> str | None:
    """Beginning of the last run."""
    row = db.execute("SELECT started_at FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    return None if row is None else cast("str", row[0])


def last_crawls(db: Database) -> list[tuple[str, str, str | None]]:
    """Slug, beginning and end of each outlet's last crawl."""
    return db.execute(
        "SELECT o.slug, c.started_at, c.finished_at FROM outlets AS o JOIN crawls AS c ON c.id ="
        " (SELECT id FROM crawls WHERE outlet_id = o.id ORDER BY started_at DESC, id DESC LIMIT 1)"
    ).fetchall()
