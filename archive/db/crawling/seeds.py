"""The rows of `seeds`: what a seed answered the last time."""

from typing import cast

from sqlite_utils import Database

SeedRow = tuple[int, str | None, str | None, str | None, str | None, str, str | None, str | None]


def settle_seed(
    db: Database,
    outlet_id: int,
    url: str,
    *,
    asked_at: str,
    yielded: int,
    problem: str | None,
    etag: str | None,
    last_modified: str | None,
    terms: str,
    memory: str | None,
    rolled: bool,
) -> None:
    """Say what a seed answered; a bad answer leaves what the last good one named."""
    db.execute(
        "INSERT INTO seeds (outlet_id, url, asked_at, yielded, yielded_at, problem, etag,"
        " last_modified, terms, memory, rolled_at)"
        " VALUES (?1, ?2, ?3, ?4, CASE WHEN ?4 > 0 THEN ?3 END, ?5, ?6, ?7, ?8, ?9,"
        " CASE WHEN ?10 THEN ?3 END)"
        " ON CONFLICT (outlet_id, url) DO UPDATE SET asked_at = ?3, problem = ?5,"
        " yielded_at = CASE WHEN ?4 > 0 THEN ?3 ELSE yielded_at END,"
        " yielded = CASE WHEN ?5 IS NULL THEN ?4 ELSE yielded END,"
        " etag = CASE WHEN ?5 IS NULL THEN ?6 ELSE etag END,"
        " last_modified = CASE WHEN ?5 IS NULL THEN ?7 ELSE last_modified END,"
        " terms = CASE WHEN ?5 IS NULL THEN ?8 ELSE terms END,"
        " memory = CASE WHEN ?5 IS NULL THEN ?9 ELSE memory END,"
        " rolled_at = CASE WHEN ?10 THEN ?3 ELSE rolled_at END",
        (
            outlet_id,
            url,
            asked_at,
            yielded,
            problem,
            etag,
            last_modified,
            terms,
            memory,
            rolled,
        ),
    )


def seed(db: Database, outlet_id: int, url: str) -> SeedRow | None:
    """What is remembered of a seed: yielded, yielded_at, problem, etag, last_modified, terms,
    memory, rolled_at."""
    row = db.execute(
        "SELECT yielded, yielded_at, problem, etag, last_modified, terms, memory, rolled_at"
        " FROM seeds WHERE outlet_id = ? AND url = ?",
        (outlet_id, url),
    ).fetchone()
    return cast("SeedRow | None", row)
