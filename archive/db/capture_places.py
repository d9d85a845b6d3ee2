"""Where the records of captures stand in the WARC files, as rows of `captures` say."""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from archive.db import statements
from archive.db.sqlite import Database
from archive.warc.reading import Position


class CapturePlace(NamedTuple):
    """Place, address and moment of a capture's record: what a takedown reads of many."""

    id: int
    url: str
    file: str
    offset: int
    length: int
    captured_at: str
    home: str
    """Of the outlet for which it was asked; empty for what belongs to none."""

    @property
    def position(self) -> Position:
        """Where its record stands."""
        return Position(self.file, self.offset, self.length)


PLACE = (
    "c.id, c.url, c.warc_file, c.warc_offset, c.warc_length, c.captured_at,"
    " coalesce((SELECT o.home FROM outlets AS o WHERE o.id = c.outlet_id), '')"
)


def last_records(db: Database) -> dict[str, Position]:
    """The WARC files that rows refer to, with the last record of each that they know.

    It costs a look-up for each file.
    """
    rows = db.execute(
        "WITH RECURSIVE files (name) AS (SELECT min(warc_file) FROM captures UNION ALL"
        " SELECT (SELECT min(warc_file) FROM captures WHERE warc_file > files.name) FROM files"
        " WHERE files.name IS NOT NULL)"
        " SELECT warc_file, warc_offset, warc_length FROM files JOIN captures ON id = (SELECT id"
        " FROM captures WHERE warc_file = name ORDER BY warc_offset DESC LIMIT 1)"
    )
    return {row[0]: Position(*row) for row in rows}


def positions(db: Database) -> Iterator[Position]:
    """Where the records of all captures stand, in their order in the files."""
    rows = db.execute(
        "SELECT warc_file, warc_offset, warc_length FROM captures ORDER BY warc_file, warc_offset"
    )
    return (Position(*row) for row in rows)


def following_record(db: Database, position: Position) -> int | None:
    """Offset of the next record in a file that a capture has; None behind the last."""
    row = db.execute(
        "SELECT min(warc_offset) FROM captures WHERE warc_file = ? AND warc_offset > ?",
        (position.file, position.offset),
    ).fetchone()
    return cast("int | None", row[0])


def captures_of(db: Database, article_id: int) -> list[CapturePlace]:
    """The captures of a column, with their parts, but for those that another column has, too, and
    for REST listings of many posts."""
    rows = db.execute(
        f"SELECT {PLACE} FROM captures AS c WHERE c.article_id = ?1 UNION"  # noqa: S608
        f" SELECT {PLACE} FROM captures AS p JOIN capture_parts AS m ON m.page_id = p.id"
        " JOIN captures AS c ON c.id = m.capture_id WHERE p.article_id = ?1"
        " AND m.role <> 'record' AND c.article_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM capture_parts AS n"
        " JOIN captures AS q ON q.id = n.page_id"
        " WHERE n.capture_id = c.id AND q.article_id <> ?1) ORDER BY c.id",
        (article_id,),
    )
    return [CapturePlace(*row) for row in rows]


def places_of(db: Database, capture_ids: Sequence[int]) -> list[CapturePlace]:
    """Where the records of some captures stand."""
    rows = db.execute(
        f"SELECT {PLACE} FROM captures AS c WHERE c.id {statements.IN}",  # noqa: S608
        (json.dumps(list(capture_ids)),),
    )
    return [CapturePlace(*row) for row in rows]


def revisits_of(db: Database, capture_ids: Sequence[int]) -> list[CapturePlace]:
    """The captures that refer to the bodies of others."""
    rows = db.execute(
        f"SELECT {PLACE} FROM captures AS c WHERE c.revisit_of {statements.IN}",  # noqa: S608
        (json.dumps(list(capture_ids)),),
    )
    return [CapturePlace(*row) for row in rows]


def pages_of_columns(db: Database, capture_ids: Sequence[int]) -> set[int]:
    """Which captures belong to a column's page, and are no REST listing of many posts."""
    rows = db.execute(
        "SELECT m.capture_id FROM capture_parts AS m JOIN captures AS p ON p.id = m.page_id"  # noqa: S608
        f" WHERE m.capture_id {statements.IN} AND m.role <> 'record' AND p.article_id IS NOT NULL",
        (json.dumps(list(capture_ids)),),
    )
    return {row[0] for row in rows}


def parts_of_these_alone(db: Database, page_ids: Sequence[int]) -> list[CapturePlace]:
    """What belongs to some pages and to no other, but for REST listings of many posts."""
    rows = db.execute(
        f"SELECT DISTINCT {PLACE} FROM capture_parts AS m JOIN captures AS c ON c.id = m.capture_id"  # noqa: S608
        f" WHERE m.page_id {statements.IN} AND m.role <> 'record' AND c.article_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM capture_parts AS n WHERE n.capture_id = c.id"
        f" AND n.page_id NOT {statements.IN})",
        (json.dumps(list(page_ids)),) * 2,
    )
    return [CapturePlace(*row) for row in rows]


def redirected_captures(db: Database, *, since: int) -> Iterator[CapturePlace]:
    """The captures after one that redirects led to, one by one."""
    rows = db.execute(
        f"SELECT {PLACE} FROM captures AS c WHERE c.id > ? AND c.via IS NOT NULL",  # noqa: S608
        (since,),
    )
    return map(CapturePlace._make, rows)


def captures_at(db: Database, position: Position) -> set[int]:
    """The captures that have their record at a place."""
    rows = db.execute(
        "SELECT id FROM captures WHERE warc_file = ? AND warc_offset = ?",
        (position.file, position.offset),
    )
    return {row[0] for row in rows}


NO_COLUMN = (
    "c.article_id IS NULL AND NOT EXISTS (SELECT 1 FROM capture_parts AS m JOIN captures AS p"
    " ON p.id = m.page_id WHERE m.capture_id = c.id AND m.role <> 'record'"
    " AND p.article_id IS NOT NULL)"
)
"""Neither a column's page nor a further one of it."""


def captures_without_column(db: Database, *, listing: int) -> Iterator[CapturePlace]:
    """The captures that belong to no column, one by one, and the REST listings that have the posts
    of the column `listing`."""
    rows = db.execute(
        f"SELECT {PLACE} FROM captures AS c WHERE {NO_COLUMN}"  # noqa: S608
        f" UNION SELECT {PLACE} FROM captures AS p JOIN capture_parts AS m ON m.page_id = p.id"
        " JOIN captures AS c ON c.id = m.capture_id WHERE p.article_id = ? AND m.role = 'record'",
        (listing,),
    )
    return map(CapturePlace._make, rows)


def captures_after(db: Database, capture_id: int) -> Iterator[CapturePlace]:
    """The captures that came after one and belong to no column, one by one."""
    rows = db.execute(
        f"SELECT {PLACE} FROM captures AS c WHERE c.id > ? AND {NO_COLUMN}",  # noqa: S608
        (capture_id,),
    )
    return map(CapturePlace._make, rows)
