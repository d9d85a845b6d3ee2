"""The rows of `runs` that are imports, and of the captures that each brought."""

import json
from collections.abc import Iterable
from typing import NamedTuple, cast

from archive.db import statements
from archive.db.crawling import crawls
from archive.db.sqlite import Database

UNDONE = "undone"
"""Outcome of a capture whose import was undone: its record stays, and it belongs to nothing."""


class ImportRun(NamedTuple):
    """An import that is written down."""

    id: int
    started_at: str
    finished_at: str | None
    """None while it runs, and for ever if it was killed."""
    undone_at: str | None
    outlet_id: int | None
    outlet: str | None
    """Its slug; None when undoing the import took the outlet out."""
    entered_outlet: int
    captures: int
    """Files that it brought and that still count as its own: none once it was undone."""


class OtherVisit(NamedTuple):
    """A capture of a column that some import did not bring."""

    id: int
    outlet_id: int
    outlet: str
    """Its slug."""
    article_id: int
    shows: int
    """Whether it showed the column's text."""
    gone: int
    """Whether its column was taken to be gone."""


IMPORTS = (
    "SELECT r.id, r.started_at, r.finished_at, r.undone_at, r.outlet_id, o.slug, r.entered_outlet,"
    " (SELECT count(*) FROM captures AS c WHERE c.run_id = r.id AND r.undone_at IS NULL)"
    " FROM runs AS r"
    " LEFT JOIN outlets AS o ON o.id = r.outlet_id WHERE r.entered_outlet IS NOT NULL"
)


def insert_import(
    db: Database, *, started_at: str, outlet_id: int, slug: str, entered_outlet: bool
) -> int:
    """Row id of an import that begins."""
    run_id = crawls.insert_run(db, started_at=started_at, outlets=1, command=f"import {slug}")
    db.execute(
        "UPDATE runs SET outlet_id = ?, entered_outlet = ? WHERE id = ?",
        (outlet_id, int(entered_outlet), run_id),
    )
    return run_id


def all_imports(db: Database) -> list[ImportRun]:
    """The imports, the newest first."""
    rows = db.execute(f"{IMPORTS} ORDER BY r.id DESC")
    return [ImportRun(*row) for row in rows]


def import_run(db: Database, run_id: int) -> ImportRun | None:
    """One import; None when there is no run of this id, or it is a crawl."""
    row = db.execute(f"{IMPORTS} AND r.id = ?", (run_id,)).fetchone()
    return None if row is None else ImportRun(*row)


def command_of(db: Database, run_id: int) -> str | None:
    """What a run of any kind was started as; None when there is none."""
    row = db.execute("SELECT command FROM runs WHERE id = ?", (run_id,)).fetchone()
    return None if row is None else cast("str", row[0])


def is_new(db: Database, capture_id: int) -> bool:
    """Whether nothing has come of a capture yet, or what did was undone."""
    row = db.execute(
        "SELECT outcome IS NULL OR outcome = ? FROM captures WHERE id = ?", (UNDONE, capture_id)
    ).fetchone()
    return bool(row[0])


def give_to_import(db: Database, capture_id: int, *, run_id: int, outlet_id: int) -> None:
    """Say which import brought a capture, and for which outlet."""
    db.execute(
        "UPDATE captures SET run_id = ?, outlet_id = ? WHERE id = ?",
        (run_id, outlet_id, capture_id),
    )


def give_to_outlet(db: Database, capture_id: int, *, outlet_id: int) -> None:
    """Say of which outlet a capture is that was set aside and counts again."""
    db.execute(
        "UPDATE captures SET outlet_id = ? WHERE id = ? AND outcome = ?",
        (outlet_id, capture_id, UNDONE),
    )


def captures_brought(db: Database, run_id: int) -> list[int]:
    """The captures that an import brought and that still count, in the order in which they came."""
    rows = db.execute(
        "SELECT id FROM captures WHERE run_id = ? AND outcome IS NOT ? ORDER BY id",
        (run_id, UNDONE),
    )
    return [row[0] for row in rows]


def other_visits(db: Database, article_ids: list[int], *, but: Iterable[int]) -> list[OtherVisit]:
    """The captures of some columns but for some of them, in the order in which they came."""
    rows = db.execute(
        "SELECT c.id, o.id, o.slug, c.article_id,"  # noqa: S608
        f" (c.status IS NULL OR c.status {statements.SENT}) AND c.outcome NOT IN ('gated', 'gone'),"
        " c.outcome = 'gone' FROM captures AS c"
        " JOIN outlets AS o ON o.id = c.outlet_id"
        f" WHERE c.article_id {statements.IN} AND NOT c.id {statements.IN}"
        " AND c.outcome IS NOT NULL ORDER BY c.id",
        (json.dumps(article_ids), json.dumps(list(but))),
    )
    return [OtherVisit(*row) for row in rows]


def columns_that_name(db: Database, urls: list[str]) -> list[int]:
    """Row ids of the columns that declare one of some addresses, or were led to by it."""
    rows = db.execute(
        f"SELECT id FROM articles WHERE canonical_url {statements.IN} UNION"  # noqa: S608
        " SELECT c.article_id FROM captures AS c, json_each(c.via) AS v WHERE c.via IS NOT NULL"
        f" AND c.article_id IS NOT NULL AND v.value {statements.IN}",
        (json.dumps(urls), json.dumps(urls)),
    )
    return [row[0] for row in rows]


def column_of_capture(db: Database, capture_id: int) -> int | None:
    """Row id of the column that a capture belongs to."""
    row = db.execute("SELECT article_id FROM captures WHERE id = ?", (capture_id,)).fetchone()
    return None if row is None else cast("int | None", row[0])


def set_aside(db: Database, capture_ids: list[int]) -> None:
    """Let captures count for nothing any more; their records and their rows stay."""
    db.execute(
        "UPDATE captures SET article_id = NULL, outlet_id = NULL, outcome = ?"  # noqa: S608
        f" WHERE id {statements.IN}",
        (UNDONE, json.dumps(capture_ids)),
    )


def say_undone(db: Database, run_id: int, *, undone_at: str) -> None:
    """Say that an import was undone."""
    db.execute("UPDATE runs SET undone_at = ? WHERE id = ?", (undone_at, run_id))


def goes_with_imports(db: Database, outlet_id: int) -> bool:
    """Whether an outlet came with imports that are all undone, and nothing else is of it."""
    standing, entered = db.execute(
        "SELECT count(*) FILTER (WHERE undone_at IS NULL), max(entered_outlet) FROM runs"
        " WHERE outlet_id = ?",
        (outlet_id,),
    ).fetchone()
    if standing or not entered:
        return False
    return not any(
        db.execute(
            f"SELECT 1 FROM {table} WHERE outlet_id = ? LIMIT 1",  # noqa: S608
            (outlet_id,),
        ).fetchone()
        for table in ("articles", "captures", "crawls", "frontier", "seeds", "texts")
    )


def delete_outlet(db: Database, outlet_id: int) -> None:
    """Take out an outlet that nothing is of."""
    db.execute("UPDATE runs SET outlet_id = NULL WHERE outlet_id = ?", (outlet_id,))
    db.execute("DELETE FROM outlets WHERE id = ?", (outlet_id,))
