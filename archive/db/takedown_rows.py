"""The rows that forgetting reads, writes and removes. No decisions are made here."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from archive.db.tombstones import Tombstone
from archive.model.rows import CommentRow
from archive.warc.reading import Position


class CaptureRecord(NamedTuple):
    """Where a capture's record stands."""

    id: int
    url: str
    file: str
    offset: int
    length: int

    @property
    def position(self) -> Position:
        return Position(self.file, self.offset, self.length)


CAPTURE_RECORD = "c.id, c.url, c.warc_file, c.warc_offset, c.warc_length"
IN = "IN (SELECT value FROM json_each(?))"


def put(db: Database, tombstone: Tombstone) -> None:
    """Set a tombstone; one that stands there is kept, but for payloads that are to go now."""
    db.execute(
        "INSERT INTO tombstones (kind, key, forgotten_at, raw, reason) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (kind, key) DO UPDATE SET raw = max(raw, excluded.raw),"
        " forgotten_at = min(forgotten_at, excluded.forgotten_at),"
        " reason = CASE WHEN excluded.forgotten_at < forgotten_at THEN excluded.reason"
        " ELSE reason END",
        tombstone,
    )


def former_ids(db: Database, article_id: int) -> list[str]:
    """The ids that led to a column."""
    rows = db.execute("SELECT public_id FROM former_ids WHERE article_id = ?", (article_id,))
    return [row[0] for row in rows]


def captures_of(db: Database, article_id: int) -> list[CaptureRecord]:
    """The captures of a column, with their parts and the revisits that refer to them."""
    rows = db.execute(
        f"SELECT {CAPTURE_RECORD} FROM captures AS c WHERE c.article_id = ?1 UNION"  # noqa: S608
        f" SELECT {CAPTURE_RECORD} FROM captures AS p JOIN capture_parts AS m ON m.page_id = p.id"
        " JOIN captures AS c ON c.id = m.capture_id WHERE p.article_id = ?1",
        (article_id,),
    )
    found = [CaptureRecord(*row) for row in rows]
    return sorted({*found, *revisits_of(db, [one.id for one in found])})


def revisits_of(db: Database, capture_ids: Sequence[int]) -> list[CaptureRecord]:
    """The captures that refer to the bodies of others."""
    rows = db.execute(
        f"SELECT {CAPTURE_RECORD} FROM captures AS c WHERE c.revisit_of {IN}",  # noqa: S608
        (json.dumps(list(capture_ids)),),
    )
    return [CaptureRecord(*row) for row in rows]


def captures_without_column(db: Database, outlet_id: int) -> list[CaptureRecord]:
    """The answers of an outlet that hold a body and belong to no column."""
    rows = db.execute(
        f"SELECT {CAPTURE_RECORD} FROM captures AS c"  # noqa: S608
        " WHERE c.outlet_id = ? AND c.article_id IS NULL",
        (outlet_id,),
    )
    return [CaptureRecord(*row) for row in rows]


def captures_after(db: Database, capture_id: int) -> list[CaptureRecord]:
    """The captures that came after one and belong to no column."""
    rows = db.execute(
        f"SELECT {CAPTURE_RECORD} FROM captures AS c WHERE c.id > ? AND c.article_id IS NULL",  # noqa: S608
        (capture_id,),
    )
    return [CaptureRecord(*row) for row in rows]


def newest_capture(db: Database) -> int:
    """Row id of the newest capture."""
    row = db.execute("SELECT max(id) FROM captures").fetchone()
    return int(row[0] or 0)


def delete_captures(db: Database, capture_ids: Sequence[int]) -> None:
    """Remove captures, what they were parts of, and revisits that referred to them."""
    ids = json.dumps([*capture_ids, *(one.id for one in revisits_of(db, capture_ids))])
    db.execute(f"UPDATE frontier SET record_id = NULL WHERE record_id {IN}", (ids,))  # noqa: S608
    db.execute(f"DELETE FROM capture_parts WHERE page_id {IN}", (ids,))  # noqa: S608
    cut = db.execute(
        f"SELECT DISTINCT page_id FROM capture_parts WHERE capture_id {IN}",  # noqa: S608
        (ids,),
    ).fetchall()
    db.execute(f"DELETE FROM capture_parts WHERE capture_id {IN}", (ids,))  # noqa: S608
    for (page_id,) in cut:
        _close_gaps(db, page_id)
    db.execute(f"DELETE FROM captures WHERE id {IN}", (ids,))  # noqa: S608


def _close_gaps(db: Database, page_id: int) -> None:
    """Number the parts that are left anew."""
    rows = db.execute(
        "SELECT role, capture_id FROM capture_parts WHERE page_id = ? ORDER BY position", (page_id,)
    ).fetchall()
    db.execute("DELETE FROM capture_parts WHERE page_id = ?", (page_id,))
    db.conn.executemany(
        "INSERT INTO capture_parts (page_id, position, role, capture_id) VALUES (?, ?, ?, ?)",
        [(page_id, position, *row) for position, row in enumerate(rows)],
    )


def refuse_captures(db: Database, capture_ids: Sequence[int]) -> None:
    """Let captures belong to no column."""
    db.execute(
        f"UPDATE captures SET article_id = NULL, outcome = 'refused' WHERE id {IN}",  # noqa: S608
        (json.dumps(list(capture_ids)),),
    )


def delete_references(db: Database, article_id: int, urls: Iterable[str]) -> None:
    """Remove what leads to a column: addresses, former ids, words, the frontier's rows."""
    db.conn.executemany("DELETE FROM frontier WHERE url = ?", [(url,) for url in urls])
    db.execute("DELETE FROM article_urls WHERE article_id = ?", (article_id,))
    db.execute("DELETE FROM former_ids WHERE article_id = ?", (article_id,))
    db.execute("DELETE FROM duplicate_words WHERE one_id = ?", (article_id,))
    db.execute("DELETE FROM duplicate_words WHERE other_id = ?", (article_id,))
    db.execute("UPDATE captures SET article_id = NULL WHERE article_id = ?", (article_id,))


def commenters(db: Database) -> list[tuple[int, str]]:
    """Row id and author of every comment that has one."""
    return db.execute("SELECT id, author FROM comments WHERE author IS NOT NULL").fetchall()


def empty_comment(db: Database, comment_id: int) -> None:
    """Leave of a comment only its place in the thread."""
    row = db.execute(
        "SELECT key, parent_key, position, depth, kind, published_utc, published,"
        " published_precision FROM comments WHERE id = ?",
        (comment_id,),
    ).fetchone()
    left = CommentRow(
        key=row[0],
        parent_key=row[1],
        position=row[2],
        depth=row[3],
        kind=row[4],
        published_utc=row[5],
        published=row[6],
        published_precision=row[7],
        author=None,
        author_url=None,
        text="",
    )
    db.execute(
        "UPDATE comments SET author = NULL, author_url = NULL, text = '', search_extra = NULL,"
        " digest = ? WHERE id = ?",
        (left.digest, comment_id),
    )
