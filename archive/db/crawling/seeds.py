"""The rows of `seeds`: what a seed answered the last time."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.db.sqlite import Database
from archive.model.rows import canonical_json
from archive.model.times import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedState:
    """What is remembered of a seed from the last time it was asked."""

    url: str
    asked_at: datetime
    yielded: int
    """Candidates in the last good answer."""
    yielded_at: datetime | None
    """Last time it named any candidate; None if it never did."""
    problem: str | None
    etag: str | None
    last_modified: str | None
    terms: str
    """What its candidates were chosen by; under others, an unchanged answer must be read again."""
    memory: Mapping[str, Any]
    """What its channel wrote down to ask for changes only; empty when it needs nothing."""
    rolled_at: datetime | None
    """Last time that columns may have passed it by between two crawls; None if never."""


ROW = "url, asked_at, yielded, yielded_at, problem, etag, last_modified, terms, memory, rolled_at"


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


def seed(db: Database, outlet_id: int, url: str) -> SeedState | None:
    """What is remembered of a seed; None before its first answer."""
    row = db.execute(
        f"SELECT {ROW} FROM seeds WHERE outlet_id = ? AND url = ?",  # noqa: S608
        (outlet_id, url),
    ).fetchone()
    return None if row is None else _state(row)


def seeds_of(db: Database, outlet_id: int) -> tuple[SeedState, ...]:
    """What is remembered of an outlet's seeds, by address."""
    rows = db.execute(f"SELECT {ROW} FROM seeds WHERE outlet_id = ? ORDER BY url", (outlet_id,))  # noqa: S608
    return tuple(map(_state, rows))


def forget_addresses(db: Database, urls: Collection[str]) -> None:
    """Take addresses out of what seeds remember of the entries they named.

    What cannot be read of it goes whole, as it may name them; the next crawl remembers anew.
    """
    if not urls:
        return
    for outlet_id, url, memory in db.execute(
        "SELECT outlet_id, url, memory FROM seeds WHERE memory IS NOT NULL"
    ).fetchall():
        left = _without(memory, urls)
        if left != memory:
            db.execute(
                "UPDATE seeds SET memory = ? WHERE outlet_id = ? AND url = ?",
                (left, outlet_id, url),
            )


def _without(memory: str, urls: Collection[str]) -> str | None:
    try:
        held = json.loads(memory)
        entries = held.get("entries", [])
        kept = [entry for entry in entries if entry[0] not in urls]
    except (ValueError, AttributeError, TypeError, LookupError):
        return None
    return memory if len(kept) == len(entries) else canonical_json(held | {"entries": kept})


def _state(row: Sequence[Any]) -> SeedState:
    url, asked_at, yielded, yielded_at, problem, etag, last_modified, terms, memory, rolled_at = row
    return SeedState(
        url=url,
        asked_at=moment(asked_at),
        yielded=yielded,
        yielded_at=moment(yielded_at) if yielded_at else None,
        problem=problem,
        etag=etag,
        last_modified=last_modified,
        terms=terms,
        memory=json.loads(memory) if memory else {},
        rolled_at=moment(rolled_at) if rolled_at else None,
    )
