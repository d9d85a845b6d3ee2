"""The rows of `captures`: each response as received, where its record stands, what became of it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from sqlite_utils import Database

from archive.db import capture_parts, statements
from archive.model.records import Capture
from archive.model.rows import CAPTURE_FIELDS, Value, capture_digest
from archive.model.timeline import PastVisit
from archive.model.times import moment
from archive.warc.writing import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRow:
    """A row of `captures`."""

    id: int
    outlet_id: int | None
    article_id: int | None
    captured_at: str
    status: int | None
    payload_length: int
    revisit_of: int | None
    warc_offset: int
    warc_length: int
    warc_file: str
    digest: str
    content_type: str | None
    etag: str | None
    last_modified: str | None
    outcome: str | None
    moved_permanently: int
    via: str | None
    url: str

    @property
    def position(self) -> Position:
        """Where its record stands."""
        return Position(self.warc_file, self.warc_offset, self.warc_length)

    def as_capture(self, body: bytes, *, content_type: str | None) -> Capture:
        """The record that reading works on."""
        return Capture(
            id=self.id,
            url=self.url,
            captured_at=moment(self.captured_at),
            status=self.status,
            content_type=self.content_type or content_type,
            digest=self.digest,
            body=body,
            via=addresses_in(self.via),
            moved_permanently=bool(self.moved_permanently),
        )


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


class OtherCapture(NamedTuple):
    """A capture of another archive, in words that hold here."""

    row: CaptureRow
    outlet: str | None
    rights: tuple[str, ...]


FIELDS = ", ".join(CaptureRow.__dataclass_fields__)
CAPTURE_RECORD = "c.id, c.url, c.warc_file, c.warc_offset, c.warc_length"


def insert_capture(
    db: Database,
    *,
    outlet_id: int | None,
    captured_at: str,
    status: int | None,
    payload_length: int,
    revisit_of: int | None,
    position: Position,
    digest: str,
    content_type: str | None,
    etag: str | None,
    last_modified: str | None,
    moved_permanently: bool,
    via: Sequence[str],
    rights: Sequence[str],
    url: str,
) -> int:
    """Row id of a new capture."""
    values: dict[str, Value] = {
        "captured_at": captured_at,
        "status": status,
        "payload_length": payload_length,
        "revisit_of": revisit_of,
        "warc_offset": position.offset,
        "warc_length": position.length,
        "warc_file": position.file,
        "digest": digest,
        "content_type": content_type,
        "etag": etag,
        "last_modified": last_modified,
        "moved_permanently": int(moved_permanently),
        "via": json.dumps(list(via)) if via else None,
        "rights": json.dumps(list(rights)) if rights else None,
        "url": url,
    }
    row = [values[name] for name in CAPTURE_FIELDS]
    fields = ", ".join(("outlet_id", "row_digest", *CAPTURE_FIELDS))
    marks = ", ".join("?" * (2 + len(row)))
    cursor = db.execute(
        f"INSERT INTO captures ({fields}) VALUES ({marks})",  # noqa: S608
        (outlet_id, capture_digest(row), *row),
    )
    return cast("int", cursor.lastrowid)


def settle_capture(db: Database, capture_id: int, *, outcome: str, article_id: int | None) -> None:
    """Say what became of a capture, and of which column it is."""
    db.execute(
        "UPDATE captures SET outcome = ?, article_id = coalesce(?, article_id) WHERE id = ?",
        (outcome, article_id, capture_id),
    )


def adopt_gone(db: Database, article_id: int, url: str) -> bool:
    """Whether there were answers that an address is gone, which are now a column's."""
    cursor = db.execute(
        "UPDATE captures SET article_id = ? WHERE url = ? AND article_id IS NULL"
        " AND status IN (404, 410)",
        (article_id, url),
    )
    return cursor.rowcount > 0


def addresses_in(via: str | None) -> tuple[str, ...]:
    """The addresses in a `via`."""
    return tuple(json.loads(via)) if via else ()


def capture_by_id(db: Database, capture_id: int) -> CaptureRow | None:
    """One capture."""
    return _capture(db, "WHERE id = ?", (capture_id,))


def body_held(db: Database, digest: str) -> CaptureRow | None:
    """The first capture that holds a payload of this digest itself."""
    return _capture(
        db,
        "WHERE digest = ? AND revisit_of IS NULL AND payload_length > 0"
        " AND status IS NOT NULL ORDER BY id LIMIT 1",
        (digest,),
    )


def newest_body(db: Database, urls: Iterable[str]) -> CaptureRow | None:
    """The capture that holds the body last sent from the first of these addresses that sent one."""
    for url in urls:
        newest = _capture(
            db,
            "WHERE url = ? AND status BETWEEN 200 AND 299 ORDER BY captured_at DESC, id DESC"
            " LIMIT 1",
            (url,),
        )
        if newest is not None:
            return newest if newest.revisit_of is None else capture_by_id(db, newest.revisit_of)
    return None


def resource_held(db: Database, url: str, digest: str) -> CaptureRow | None:
    """The capture of the same imported file under the same name."""
    return _capture(
        db, "WHERE url = ? AND digest = ? AND status IS NULL ORDER BY id LIMIT 1", (url, digest)
    )


def known_ends(db: Database) -> dict[str, int]:
    """How far the rows refer to the newest WARC file they know."""
    row = db.execute(
        "SELECT warc_file, warc_offset + warc_length FROM captures ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return {} if row is None else {cast("str", row[0]): cast("int", row[1])}


def visits_of(db: Database, article_id: int) -> list[PastVisit]:
    """All captures of a column, the earliest first."""
    rows = db.execute(
        "SELECT id, captured_at, url, status, via, moved_permanently, outcome = 'gated'"
        " FROM captures WHERE article_id = ? ORDER BY captured_at, id",
        (article_id,),
    )
    return [
        PastVisit(
            capture_id=row[0],
            visited_at=row[1],
            url=row[2],
            status=row[3],
            via=addresses_in(row[4]),
            moved_permanently=bool(row[5]),
            gated=bool(row[6]),
        )
        for row in rows
    ]


def newest_answer(db: Database, url: str, *, since: str, until: str) -> int | None:
    """Row id of the last capture of an address within a time."""
    row = db.execute(
        "SELECT id FROM captures WHERE url = ? AND captured_at BETWEEN ? AND ?"
        " ORDER BY captured_at DESC, id DESC LIMIT 1",
        (url, since, until),
    ).fetchone()
    return None if row is None else cast("int", row[0])


def _capture(db: Database, where: str, parameters: tuple[object, ...]) -> CaptureRow | None:
    row = db.execute(f"SELECT {FIELDS} FROM captures {where}", parameters).fetchone()  # noqa: S608
    if row is None:
        return None
    return CaptureRow(**dict(zip(CaptureRow.__dataclass_fields__, row, strict=True)))


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
        f"SELECT {CAPTURE_RECORD} FROM captures AS c WHERE c.revisit_of {statements.IN}",  # noqa: S608
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
    db.execute(f"UPDATE frontier SET record_id = NULL WHERE record_id {statements.IN}", (ids,))  # noqa: S608
    db.execute(f"DELETE FROM capture_parts WHERE page_id {statements.IN}", (ids,))  # noqa: S608
    cut = db.execute(
        f"SELECT DISTINCT page_id FROM capture_parts WHERE capture_id {statements.IN}",  # noqa: S608
        (ids,),
    ).fetchall()
    db.execute(f"DELETE FROM capture_parts WHERE capture_id {statements.IN}", (ids,))  # noqa: S608
    for (page_id,) in cut:
        capture_parts.close_gaps(db, page_id)
    db.execute(f"DELETE FROM captures WHERE id {statements.IN}", (ids,))  # noqa: S608


def refuse_captures(db: Database, capture_ids: Sequence[int]) -> None:
    """Let captures belong to no column."""
    db.execute(
        f"UPDATE captures SET article_id = NULL, outcome = 'refused' WHERE id {statements.IN}",  # noqa: S608
        (json.dumps(list(capture_ids)),),
    )


def all_captures(db: Database) -> Iterator[OtherCapture]:
    """All captures, the first that came first."""
    fields = ", ".join(f"c.{name.strip()}" for name in FIELDS.split(","))
    rows = db.execute(
        f"SELECT {fields}, o.slug, c.rights FROM captures AS c"  # noqa: S608
        " LEFT JOIN outlets AS o ON o.id = c.outlet_id ORDER BY c.id"
    )
    names = list(CaptureRow.__dataclass_fields__)
    for row in rows:
        stored = CaptureRow(**dict(zip(names, row[: len(names)], strict=True)))
        yield OtherCapture(stored, row[-2], tuple(json.loads(row[-1])) if row[-1] else ())


def count_captures(db: Database) -> int:
    """How many captures there are."""
    return int(db.execute("SELECT count(*) FROM captures").fetchone()[0])


def capture_like(db: Database, other: CaptureRow) -> int | None:
    """Row id of the same capture here: of one address, moment, status and body."""
    row = db.execute(
        "SELECT id FROM captures WHERE url = ? AND captured_at = ? AND digest = ? AND status IS ?",
        (other.url, other.captured_at, other.digest, other.status),
    ).fetchone()
    return None if row is None else int(row[0])
