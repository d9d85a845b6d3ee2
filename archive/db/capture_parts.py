"""The rows of `capture_parts`: further captures that belong to that of a column's page."""

from collections.abc import Iterable, Iterator
from typing import cast

from archive.db import statements
from archive.db.sqlite import Database
from archive.model.records import Part, PartRole


def replace_parts(db: Database, page_id: int, parts: Iterable[Part]) -> None:
    """Say which further captures belong to that of a column's page, in their order."""
    db.execute("DELETE FROM capture_parts WHERE page_id = ?", (page_id,))
    db.conn.executemany(
        "INSERT INTO capture_parts (page_id, position, role, capture_id) VALUES (?, ?, ?, ?)",
        [(page_id, position, part.role, part.capture.id) for position, part in enumerate(parts)],
    )


def parts_of(db: Database, page_id: int) -> list[tuple[PartRole, int]]:
    """Role and row id of the further captures that belong to that of a column's page."""
    rows = db.execute(
        "SELECT role, capture_id FROM capture_parts WHERE page_id = ? ORDER BY position", (page_id,)
    )
    return cast("list[tuple[PartRole, int]]", rows.fetchall())


def close_gaps(db: Database, page_id: int) -> None:
    """Number the remaining parts again, without gaps."""
    rows = db.execute(
        "SELECT role, capture_id FROM capture_parts WHERE page_id = ? ORDER BY position", (page_id,)
    ).fetchall()
    db.execute("DELETE FROM capture_parts WHERE page_id = ?", (page_id,))
    db.conn.executemany(
        "INSERT INTO capture_parts (page_id, position, role, capture_id) VALUES (?, ?, ?, ?)",
        [(page_id, position, *row) for position, row in enumerate(rows)],
    )


def pages_with_gaps(db: Database) -> Iterator[tuple[str, str, int]]:
    """Address and time of pages of which a part is lost, and how many are."""
    return db.execute(
        "SELECT c.url, c.captured_at, max(p.position) + 1 - count(*) FROM capture_parts AS p"
        " JOIN captures AS c ON c.id = p.page_id GROUP BY p.page_id"
        " HAVING max(p.position) + 1 <> count(*)"
    )


def impossible_parts(db: Database) -> Iterator[tuple[str, str, str]]:
    """Address and time of pages, with the address of what is said to be a part and cannot be.

    Outlets of one site may share what either asked for, so that a part may be another outlet's.
    """
    return db.execute(
        "SELECT c.url, c.captured_at, other.url FROM capture_parts AS p"  # noqa: S608
        " JOIN captures AS c ON c.id = p.page_id JOIN captures AS other ON other.id = p.capture_id"
        f" WHERE coalesce(other.status, 0) NOT {statements.SENT}"
        " OR other.id = c.id"
    )
