"""The rows that merging reads in another archive, and enters here. No decisions are made here."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlite_utils import Database

from archive.db.lookups import CAPTURE, StoredCapture

FRONTIER = (
    *("url", "state", "attempts", "found_at", "visited_at", "hinted_at", "outcome", "reason"),
    *("etag", "last_modified", "found_by", "next_visit", "hint_seen", "changed_at", "changes"),
    *("platform_id",),
)
"""Columns of `frontier` that hold in any archive: no row ids, no leases."""


class OtherCapture(NamedTuple):
    """A capture of another archive, in words that hold here."""

    row: StoredCapture
    outlet: str | None
    rights: tuple[str, ...]


class OtherOverride(NamedTuple):
    """What a person said of two columns, by their public ids."""

    one: str
    other: str
    word: str
    said_at: str


def captures(db: Database) -> Iterator[OtherCapture]:
    """All captures, the first that came first."""
    fields = ", ".join(f"c.{name.strip()}" for name in CAPTURE.split(","))
    rows = db.execute(
        f"SELECT {fields}, o.slug, c.rights FROM captures AS c"  # noqa: S608
        " LEFT JOIN outlets AS o ON o.id = c.outlet_id ORDER BY c.id"
    )
    names = list(StoredCapture.__dataclass_fields__)
    for row in rows:
        stored = StoredCapture(**dict(zip(names, row[: len(names)], strict=True)))
        yield OtherCapture(stored, row[-2], tuple(json.loads(row[-1])) if row[-1] else ())


def count_captures(db: Database) -> int:
    """How many captures there are."""
    return int(db.execute("SELECT count(*) FROM captures").fetchone()[0])


def capture_like(db: Database, other: StoredCapture) -> int | None:
    """Row id of the same capture here: of one address, moment, status and body."""
    row = db.execute(
        "SELECT id FROM captures WHERE url = ? AND captured_at = ? AND digest = ? AND status IS ?",
        (other.url, other.captured_at, other.digest, other.status),
    ).fetchone()
    return None if row is None else int(row[0])


def parts(db: Database) -> dict[int, list[tuple[str, int]]]:
    """Role and row id of the parts of each page."""
    found: dict[int, list[tuple[str, int]]] = {}
    for page_id, role, capture_id in db.execute(
        "SELECT page_id, role, capture_id FROM capture_parts ORDER BY page_id, position"
    ):
        found.setdefault(page_id, []).append((role, capture_id))
    return found


def homes(db: Database) -> dict[str, str]:
    """Slug and home of each outlet."""
    return dict(db.execute("SELECT slug, home FROM outlets").fetchall())


def overrides(db: Database) -> list[OtherOverride]:
    """What people said of columns."""
    rows = db.execute(
        "SELECT a.public_id, b.public_id, w.word, w.said_at FROM duplicate_words AS w"
        " JOIN articles AS a ON a.id = w.one_id JOIN articles AS b ON b.id = w.other_id"
        " ORDER BY w.said_at, a.public_id, b.public_id"
    )
    return [OtherOverride(*row) for row in rows]


def former_ids(db: Database) -> list[tuple[str, str]]:
    """Each id that lost a merge, and the one it leads to."""
    return db.execute(
        "SELECT f.public_id, a.public_id FROM former_ids AS f JOIN articles AS a"
        " ON a.id = f.article_id ORDER BY f.public_id"
    ).fetchall()


def frontier(db: Database) -> Iterator[tuple[str, dict[str, Any]]]:
    """Outlet and row of each address of the frontier, as far as it holds anywhere."""
    fields = ", ".join(f"f.{name}" for name in FRONTIER)
    for row in db.execute(
        f"SELECT o.slug, {fields} FROM frontier AS f JOIN outlets AS o ON o.id = f.outlet_id"  # noqa: S608
    ):
        yield row[0], dict(zip(FRONTIER, row[1:], strict=True))


def insert_frontier(db: Database, row: dict[str, Any], *, outlet_id: int) -> None:
    """Enter an address that is not known here, with its visits there."""
    marks = ", ".join("?" * (len(FRONTIER) + 1))
    db.execute(
        f"INSERT INTO frontier ({', '.join(FRONTIER)}, outlet_id) VALUES ({marks})"  # noqa: S608
        " ON CONFLICT (url) DO NOTHING",
        (*(row[name] for name in FRONTIER), outlet_id),
    )


def addresses(db: Database) -> Iterator[tuple[str, int]]:
    """Each address of a column, and the column's row id."""
    yield from db.execute("SELECT url, article_id FROM article_urls")


def public_ids(db: Database) -> Iterator[tuple[str, int]]:
    """Each column's public id and row id."""
    yield from db.execute("SELECT public_id, id FROM articles")
