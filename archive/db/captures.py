"""The rows of `captures`: each response as received, where its record stands, what became of it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from archive.db import capture_parts, capture_places, statements
from archive.db.sqlite import Database
from archive.model.records import Capture
from archive.model.rows import CAPTURE_FIELDS, Value, capture_digest
from archive.model.timeline import PastVisit
from archive.model.times import moment
from archive.warc.reading import Position


@dataclass(frozen=True, slots=True)
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
    rights: str | None
    url: str
    lacks: str | None

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
            via=listed(self.via),
            moved_permanently=bool(self.moved_permanently),
            lacks=self.lacks,
        )


ROW = ", ".join(f"c.{name}" for name in CaptureRow.__dataclass_fields__)


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


def copy_capture(
    db: Database, stored: CaptureRow, *, outlet_id: int | None, position: Position
) -> int:
    """Row id of a new capture like another, whose record stands elsewhere."""
    capture_id = insert_capture(
        db,
        outlet_id=outlet_id,
        captured_at=stored.captured_at,
        status=stored.status,
        payload_length=stored.payload_length,
        revisit_of=stored.revisit_of,
        position=position,
        digest=stored.digest,
        content_type=stored.content_type,
        etag=stored.etag,
        last_modified=stored.last_modified,
        moved_permanently=bool(stored.moved_permanently),
        via=listed(stored.via),
        rights=listed(stored.rights),
        url=stored.url,
    )
    set_lacks(db, capture_id, stored.lacks)
    return capture_id


def update_record(
    db: Database,
    capture_id: int,
    *,
    position: Position,
    revisit_of: int | None,
    via: Sequence[str],
    moved_permanently: bool,
) -> None:
    """Say of a capture where its record stands now, which one holds its body, what led there."""
    db.execute(
        "UPDATE captures SET warc_file = ?, warc_offset = ?, warc_length = ?, revisit_of = ?,"
        " via = ?, moved_permanently = ? WHERE id = ?",
        (
            *(position.file, position.offset, position.length, revisit_of),
            json.dumps(list(via)) if via else None,
            int(moved_permanently),
            capture_id,
        ),
    )
    renew_digest(db, capture_id)


def update_payload(db: Database, capture_id: int, *, digest: str, payload_length: int) -> None:
    """Say what the body is that a capture has now."""
    db.execute(
        "UPDATE captures SET digest = ?, payload_length = ? WHERE id = ?",
        (digest, payload_length, capture_id),
    )
    renew_digest(db, capture_id)


def renew_digest(db: Database, capture_id: int) -> None:
    """Take a capture's row for what was received."""
    row = db.execute(
        f"SELECT {', '.join(CAPTURE_FIELDS)} FROM captures WHERE id = ?",  # noqa: S608
        (capture_id,),
    ).fetchone()
    db.execute("UPDATE captures SET row_digest = ? WHERE id = ?", (capture_digest(row), capture_id))


def set_lacks(db: Database, capture_id: int, lacks: str | None) -> None:
    """Say what of its column could not be had with a capture."""
    db.execute(
        "UPDATE captures SET lacks = ?1 WHERE id = ?2 AND lacks IS NOT ?1", (lacks, capture_id)
    )


def set_section(db: Database, capture_id: int, section: str | None) -> bool:
    """Whether the section that a page names is another than was held of it."""
    cursor = db.execute(
        "UPDATE captures SET section = ?1 WHERE id = ?2 AND section IS NOT ?1",
        (section, capture_id),
    )
    return cursor.rowcount > 0


def settle_capture(db: Database, capture_id: int, *, outcome: str, article_id: int | None) -> None:
    """Say what became of a capture, and of which column it is."""
    db.execute(
        "UPDATE captures SET outcome = ?, article_id = coalesce(?, article_id) WHERE id = ?",
        (outcome, article_id, capture_id),
    )


def adopt_answers(db: Database, article_id: int, url: str) -> bool:
    """Whether there were answers that an address is gone, or shows what it showed before, which
    are now a column's."""
    cursor = db.execute(
        "UPDATE captures SET article_id = ? WHERE url = ? AND article_id IS NULL AND (status IN"
        " (404, 410) OR (status = 304 AND revisit_of IS NOT NULL AND outcome = 'unchanged'))",
        (article_id, url),
    )
    return cursor.rowcount > 0


def listed(column: str | None) -> tuple[str, ...]:
    """What a `via` or `rights` lists."""
    return tuple(json.loads(column)) if column else ()


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
            f"WHERE url = ? AND status {statements.SENT} ORDER BY captured_at DESC, id DESC"
            " LIMIT 1",
            (url,),
        )
        if newest is not None:
            return newest if newest.revisit_of is None else capture_by_id(db, newest.revisit_of)
    return None


def resource_held(db: Database, url: str, digest: str) -> CaptureRow | None:
    """The last capture of the same imported file under the same name."""
    return _capture(
        db,
        "WHERE url = ? AND digest = ? AND status IS NULL ORDER BY id DESC LIMIT 1",
        (url, digest),
    )


def visits_of(db: Database, article_id: int) -> list[PastVisit]:
    """All captures of a column, the earliest first."""
    rows = db.execute(
        "SELECT c.id, c.captured_at, c.url, c.status, c.via, c.moved_permanently,"
        " c.outcome = 'gated', c.outcome = 'gone', c.section,"
        " CASE c.status WHEN 304 THEN h.digest ELSE c.digest END"
        " FROM captures AS c LEFT JOIN captures AS h ON h.id = c.revisit_of"
        " WHERE c.article_id = ? ORDER BY c.captured_at, c.id",
        (article_id,),
    )
    return [
        PastVisit(
            capture_id=row[0],
            visited_at=row[1],
            url=row[2],
            status=row[3],
            via=listed(row[4]),
            moved_permanently=bool(row[5]),
            gated=bool(row[6]),
            gone=bool(row[7]),
            section=row[8],
            body=row[9],
        )
        for row in rows
    ]


def led_to(db: Database, url: str, *, since: str) -> list[tuple[str, str, bool]]:
    """When redirects led to an address since a moment, from which other one, and whether all of
    them were permanent, in order of time.

    Without what was taken for columns that are gone.
    """
    rows = db.execute(
        "SELECT captured_at, via, moved_permanently FROM captures WHERE url = ? AND captured_at > ?"  # noqa: S608
        f" AND via IS NOT NULL AND status {statements.SENT} AND outcome IS NOT 'gone'"
        " ORDER BY captured_at",
        (url, since),
    )
    return [(at, listed(via)[0], bool(permanently)) for at, via, permanently in rows]


def outlet_of_column(db: Database, article_id: int) -> int | None:
    """Row id of the outlet for which a column's first page was received."""
    row = db.execute(
        "SELECT outlet_id FROM captures WHERE article_id = ?"  # noqa: S608
        f" AND (status IS NULL OR status {statements.SENT}) ORDER BY captured_at, id LIMIT 1",
        (article_id,),
    ).fetchone()
    return None if row is None else cast("int | None", row[0])


def newest_answer(db: Database, url: str, *, since: str, until: str) -> int | None:
    """Row id of the last capture of an address within a time."""
    row = db.execute(
        "SELECT id FROM captures WHERE url = ? AND captured_at BETWEEN ? AND ?"
        " ORDER BY captured_at DESC, id DESC LIMIT 1",
        (url, since, until),
    ).fetchone()
    return None if row is None else cast("int", row[0])


def first_answer(db: Database, url: str, *, since: str, until: str) -> int | None:
    """Row id of the first capture of an address, or of what it redirected to, within a time."""
    row = db.execute(
        "SELECT id FROM captures WHERE url = ?1 AND captured_at BETWEEN ?2 AND ?3"
        " AND coalesce(status, 200) NOT BETWEEN 300 AND 303 AND coalesce(status, 200) NOT IN"
        " (307, 308) ORDER BY captured_at, id LIMIT 1",
        (url, since, until),
    ).fetchone()
    return None if row is None else cast("int", row[0])


def delete_captures(db: Database, capture_ids: Sequence[int]) -> None:
    """Remove captures, what they were parts of, and revisits that referred to them."""
    ids = json.dumps(
        [*capture_ids, *(one.id for one in capture_places.revisits_of(db, capture_ids))]
    )
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
    """Let captures belong to no column; those that were parts of a page have no outcome still."""
    db.execute(
        "UPDATE captures SET article_id = NULL, lacks = NULL, outcome = CASE WHEN outcome"  # noqa: S608
        f" IS NOT NULL THEN 'refused' END WHERE id {statements.IN}",
        (json.dumps(list(capture_ids)),),
    )


def newest_page(db: Database, *, outlet_slug: str) -> int | None:
    """Row id of the last page an outlet sent for a visit; None when it sent none."""
    row = db.execute(
        "SELECT c.id FROM captures AS c JOIN outlets AS o ON o.id = c.outlet_id WHERE o.slug = ?"  # noqa: S608
        f" AND c.outcome IS NOT NULL AND c.status {statements.SENT} ORDER BY c.id DESC LIMIT 1",
        (outlet_slug,),
    ).fetchone()
    return None if row is None else cast("int", row[0])


def columns_of(db: Database, capture_ids: Sequence[int]) -> list[int]:
    """Row ids of the columns that captures belong to."""
    rows = db.execute(
        f"SELECT DISTINCT article_id FROM captures WHERE id {statements.IN}"  # noqa: S608
        " AND article_id IS NOT NULL",
        (json.dumps(list(capture_ids)),),
    )
    return [row[0] for row in rows]


def first_capture_of(db: Database, article_id: int) -> int:
    """Row id of the capture of a column that came first."""
    row = db.execute("SELECT min(id) FROM captures WHERE article_id = ?", (article_id,)).fetchone()
    return cast("int", row[0] or 0)


def count_captures_of(db: Database, article_id: int) -> int:
    """How many captures there are of a column."""
    row = db.execute("SELECT count(*) FROM captures WHERE article_id = ?", (article_id,)).fetchone()
    return cast("int", row[0])


def _capture(db: Database, where: str, parameters: tuple[object, ...]) -> CaptureRow | None:
    row = db.execute(f"SELECT {ROW} FROM captures AS c {where}", parameters).fetchone()  # noqa: S608
    return None if row is None else CaptureRow(*row)
