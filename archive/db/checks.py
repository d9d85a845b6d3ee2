"""The rows of `checks` and `reextractions`: work done on the archive as a whole."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from archive.db.sqlite import Database
from archive.model.rows import canonical_json


def insert_check(
    db: Database,
    *,
    started_at: str,
    finished_at: str,
    scope: str,
    looked_at: Mapping[str, int],
    problems: int,
    repaired: int,
) -> None:
    """Enter a check of the archive in its log."""
    db.execute(
        "INSERT INTO checks (started_at, finished_at, scope, looked_at, problems, repaired)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (started_at, finished_at, scope, canonical_json(looked_at), problems, repaired),
    )


def begin_reextraction(db: Database, *, extractor: str, scope: str, started_at: str) -> int:
    """Row id of a re-extraction that begins."""
    cursor = db.execute(
        "INSERT INTO reextractions (extractor, scope, started_at, done_until, changed)"
        " VALUES (?, ?, ?, '', '{}')",
        (extractor, scope, started_at),
    )
    return cast("int", cursor.lastrowid)


def advance_reextraction(db: Database, reextraction_id: int, *, done_until: str) -> None:
    """Say how far a re-extraction has come."""
    db.execute(
        "UPDATE reextractions SET done_until = ? WHERE id = ?", (done_until, reextraction_id)
    )


def finish_reextraction(
    db: Database, reextraction_id: int, *, finished_at: str, changed: Mapping[str, int]
) -> None:
    """Say that a re-extraction ended, and what it changed since it was taken up last."""
    db.execute(
        "UPDATE reextractions SET finished_at = ?, changed = ? WHERE id = ?",
        (finished_at, canonical_json(changed), reextraction_id),
    )


def unfinished_reextraction(db: Database, *, extractor: str, scope: str) -> tuple[int, str] | None:
    """Row id of the re-extraction of this scope that never came to its end, and how far it came."""
    row = db.execute(
        "SELECT id, done_until FROM reextractions WHERE extractor = ? AND scope = ?"
        " AND finished_at IS NULL ORDER BY id DESC LIMIT 1",
        (extractor, scope),
    ).fetchone()
    return cast("tuple[int, str] | None", row)


def all_checks(db: Database) -> list[dict[str, Any]]:
    """The checks there were, the latest last."""
    return list(
        db.query(
            "SELECT started_at, finished_at, scope, looked_at, problems, repaired FROM checks"
            " ORDER BY id"
        )
    )


def faults_of_file(db: Database) -> Iterator[str]:
    """What SQLite itself finds wrong with the file."""
    return (str(fault) for (fault,) in db.execute("PRAGMA integrity_check") if fault != "ok")


def lost_references(db: Database) -> Iterator[tuple[str, int | None, str]]:
    """Table and row id, if it has such, of rows that refer to a row that is not there, and the
    table of that."""
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield table, rowid, parent
