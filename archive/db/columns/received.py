"""What was received of one column: its captures in order of time, numbered from 1."""

from datetime import datetime
from typing import Any, NamedTuple, cast

from archive.db import statements
from archive.db.sqlite import Database
from archive.model.times import moment


class ReceivedCapture(NamedTuple):
    """A capture of a column, as far as a list of them says."""

    number: int
    """Which of the column's captures it is, the earliest being the first."""
    captured_at: datetime
    status: int | None
    outcome: str | None
    content_type: str | None
    payload_length: int
    digest: str
    url: str
    warc_file: str
    warc_offset: int
    has_own_body: int
    """0 where another capture holds its body, or confirmed one."""


FIELDS = (
    "c.captured_at, c.status, c.outcome, c.content_type, c.payload_length, c.digest, c.url,"
    " c.warc_file, c.warc_offset, c.revisit_of IS NULL"
)


def captures_of(db: Database, article_id: int, *, first: int, limit: int) -> list[ReceivedCapture]:
    """So many captures of a column from one number on, in order of time."""
    rows = db.execute(
        f"SELECT {FIELDS} FROM captures AS c WHERE c.article_id = ?"  # noqa: S608
        " ORDER BY c.captured_at, c.id LIMIT ? OFFSET ?",
        (article_id, limit, first - 1),
    )
    return [_capture(number, *row) for number, row in enumerate(rows, start=first)]


def capture_id(db: Database, article_id: int, number: int) -> int | None:
    """Row id of a column's capture with a number; None when it has none."""
    row = db.execute(
        "SELECT c.id FROM captures AS c WHERE c.article_id = ? ORDER BY c.captured_at, c.id"
        " LIMIT 1 OFFSET ?",
        (article_id, number - 1),
    ).fetchone()
    return None if row is None or number < 1 else cast("int", row[0])


def newest_page_of(db: Database, article_id: int) -> ReceivedCapture | None:
    """The last capture that showed a column's page, its body in it or in another."""
    row = db.execute(
        f"SELECT (SELECT count(*) FROM captures AS n WHERE n.article_id = c.article_id"  # noqa: S608
        f" AND (n.captured_at, n.id) <= (c.captured_at, c.id)), {FIELDS} FROM captures AS c"
        f" WHERE c.article_id = ? AND (c.status IS NULL OR c.status {statements.SENT})"
        " AND coalesce(c.outcome, '') NOT IN ('gated', 'gone')"
        " ORDER BY c.captured_at DESC, c.id DESC LIMIT 1",
        (article_id,),
    ).fetchone()
    return None if row is None else _capture(*row)


def _capture(number: int, captured_at: str, *others: Any) -> ReceivedCapture:
    return ReceivedCapture(number, moment(captured_at), *others)
