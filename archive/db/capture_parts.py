"""The rows of `capture_parts`: further captures that belong to that of a column's page."""

from collections.abc import Iterable
from typing import cast

from sqlite_utils import Database

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
    """Number the parts that are left anew."""
    rows = db.execute(
        "SELECT role, capture_id FROM capture_parts WHERE page_id = ? ORDER BY position", (page_id,)
    ).fetchall()
    db.execute("DELETE FROM capture_parts WHERE page_id = ?", (page_id,))
    db.conn.executemany(
        "INSERT INTO capture_parts (page_id, position, role, capture_id) VALUES (?, ?, ?, ?)",
        [(page_id, position, *row) for position, row in enumerate(rows)],
    )


def all_parts(db: Database) -> dict[int, list[tuple[str, int]]]:
    """Role and row id of the parts of each page."""
    found: dict[int, list[tuple[str, int]]] = {}
    for page_id, role, capture_id in db.execute(
        "SELECT page_id, role, capture_id FROM capture_parts ORDER BY page_id, position"
    ):
        found.setdefault(page_id, []).append((role, capture_id))
    return found
