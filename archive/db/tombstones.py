"""The rows of `tombstones`: what may not come in again."""

from collections.abc import Sequence
from typing import NamedTuple

from archive.db.sqlite import Database
from archive.model.tombstone_keys import TombstoneKind


class Tombstone(NamedTuple):
    """A row of `tombstones`."""

    kind: TombstoneKind
    key: str
    forgotten_at: str
    raw: int
    reason: str


def has_tombstone(
    db: Database, kind: TombstoneKind, keys: Sequence[str], *, raw: bool = False
) -> bool:
    """Whether one of the keys has a tombstone; with `raw`, one that lets no payload stay."""
    if not keys:
        return False
    marks = ", ".join("?" * len(keys))
    row = db.execute(
        f"SELECT 1 FROM tombstones WHERE kind = ? AND key IN ({marks})"  # noqa: S608
        f"{' AND raw = 1' if raw else ''} LIMIT 1",
        (kind, *keys),
    ).fetchone()
    return row is not None


def any_address(db: Database) -> bool:
    """Whether any address was taken down."""
    sql = "SELECT 1 FROM tombstones WHERE kind = 'address' LIMIT 1"
    return db.execute(sql).fetchone() is not None


def any_commenter(db: Database) -> bool:
    """Whether any commenter was taken down."""
    sql = "SELECT 1 FROM tombstones WHERE kind = 'commenter' LIMIT 1"
    return db.execute(sql).fetchone() is not None


def any_raw(db: Database) -> bool:
    """Whether payloads of any address were taken down."""
    sql = "SELECT 1 FROM tombstones WHERE kind = 'address' AND raw = 1 LIMIT 1"
    return db.execute(sql).fetchone() is not None


def of_column(db: Database, public_id: str) -> Tombstone | None:
    """The tombstone of a column's id."""
    row = db.execute(
        "SELECT kind, key, forgotten_at, raw, reason FROM tombstones"
        " WHERE kind = 'column' AND key = ?",
        (public_id,),
    ).fetchone()
    return None if row is None else Tombstone(*row)


def of_addresses(db: Database, keys: Sequence[str], *, raw_only: bool = True) -> Tombstone | None:
    """The first tombstone of addresses with these keys; of those that let no payload stay, or of
    all."""
    marks = ", ".join("?" * len(keys))
    row = db.execute(
        "SELECT kind, key, forgotten_at, raw, reason FROM tombstones WHERE kind = 'address'"  # noqa: S608
        f" AND raw >= ? AND key IN ({marks}) ORDER BY forgotten_at, key LIMIT 1",
        (int(raw_only), *keys),
    ).fetchone()
    return None if row is None else Tombstone(*row)


def all_tombstones(db: Database) -> list[Tombstone]:
    """All tombstones, the latest last."""
    rows = db.execute(
        "SELECT kind, key, forgotten_at, raw, reason FROM tombstones"
        " ORDER BY forgotten_at, kind, key"
    )
    return [Tombstone(*row) for row in rows]


def set_reason(db: Database, tombstone: Tombstone) -> bool:
    """Whether there is a tombstone for this key; it has this reason now."""
    cursor = db.execute(
        "UPDATE tombstones SET reason = ? WHERE kind = ? AND key = ?",
        (tombstone.reason, tombstone.kind, tombstone.key),
    )
    return cursor.rowcount > 0


def put_tombstone(db: Database, tombstone: Tombstone) -> None:
    """Set a tombstone; of two for one key the earlier date and reason stay, and `raw` of either."""
    db.execute(
        "INSERT INTO tombstones (kind, key, forgotten_at, raw, reason) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (kind, key) DO UPDATE SET raw = max(raw, excluded.raw),"
        " forgotten_at = min(forgotten_at, excluded.forgotten_at),"
        " reason = CASE WHEN excluded.forgotten_at < forgotten_at THEN excluded.reason"
        " ELSE reason END",
        tombstone,
    )
