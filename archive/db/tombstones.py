"""What may not come in again: addresses, texts, ids and commenters that were forgotten.

Kept as digests, so that nothing of what was forgotten stands in the archive: an address often holds
the words of its headline. A name is few bits, and whoever holds the archive can try names on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from sqlite_utils import Database

from archive.model.identity import address_key
from archive.model.rows import CommentFields, digest_of

TombstoneKind = Literal["address", "text", "column", "commenter"]


class Tombstone(NamedTuple):
    """A row of `tombstones`."""

    kind: TombstoneKind
    key: str
    forgotten_at: str
    raw: int
    reason: str


def of_address(url: str) -> str:
    """The key of an address, whatever its scheme and final slash."""
    return digest_of(address_key(url).rstrip("/"))


def of_commenter(name: str) -> str:
    """The key of a commenter's name, whatever its case and spaces."""
    return digest_of(" ".join(name.casefold().split()))


def has_tombstone(
    db: Database, kind: TombstoneKind, keys: Sequence[str], *, raw: bool = False
) -> bool:
    """Whether one of the keys has a tombstone, or one that lets no payload stay."""
    marks = ", ".join("?" * len(keys))
    row = db.execute(
        f"SELECT 1 FROM tombstones WHERE kind = ? AND key IN ({marks})"  # noqa: S608
        f"{' AND raw = 1' if raw else ''} LIMIT 1",
        (kind, *keys),
    ).fetchone()
    return row is not None


def has_tombstone_for_address(db: Database, urls: Iterable[str], *, raw: bool = False) -> bool:
    """Whether one of the addresses was forgotten."""
    keys = [of_address(url) for url in urls if not url.startswith("urn:")]
    return bool(keys) and has_tombstone(db, "address", keys, raw=raw)


def without_taken_down(db: Database, comments: list[CommentFields]) -> list[CommentFields]:
    """Comments as they may be kept: of forgotten commenters only the places in their threads."""
    if not any_commenter(db):
        return comments
    return [
        replace(row, author=None, author_url=None, text="")
        if row.author and has_tombstone(db, "commenter", [of_commenter(row.author)])
        else row
        for row in comments
    ]


def any_commenter(db: Database) -> bool:
    """Whether any commenter was forgotten."""
    sql = "SELECT 1 FROM tombstones WHERE kind = 'commenter' LIMIT 1"
    return db.execute(sql).fetchone() is not None


def any_raw(db: Database) -> bool:
    """Whether payloads of any address were forgotten."""
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


def all_tombstones(db: Database) -> list[Tombstone]:
    """All tombstones, the latest last."""
    rows = db.execute(
        "SELECT kind, key, forgotten_at, raw, reason FROM tombstones"
        " ORDER BY forgotten_at, kind, key"
    )
    return [Tombstone(*row) for row in rows]


def put_tombstone(db: Database, tombstone: Tombstone) -> None:
    """Set a tombstone; one that stands there is kept, but for payloads that are to go now."""
    db.execute(
        "INSERT INTO tombstones (kind, key, forgotten_at, raw, reason) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (kind, key) DO UPDATE SET raw = max(raw, excluded.raw),"
        " forgotten_at = min(forgotten_at, excluded.forgotten_at),"
        " reason = CASE WHEN excluded.forgotten_at < forgotten_at THEN excluded.reason"
        " ELSE reason END",
        tombstone,
    )
