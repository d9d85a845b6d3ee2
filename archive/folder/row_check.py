"""Whether the rows by which captures are read are those that were written.

Read by others, a column would become something that it never was.
"""

from collections.abc import Iterable

from archive.db import capture_lists, capture_parts, captures, checksums
from archive.db.columns import articles
from archive.db.sqlite import Database
from archive.model.errors import Damaged
from archive.model.rows import CAPTURE_FIELDS, capture_digest


def check_captures_of_column(db: Database, article_id: int) -> None:
    """Damaged unless a column has the captures that it had, and their rows say what they said."""
    if not checksums.are_sound(db, "captures", article_id):
        column = articles.public_id_of(db, article_id)
        raise Damaged(
            f"column {column}: the rows of its captures are not those written; restore archive.db"
            " from a copy"
        )


def check_parts(db: Database, page_id: int) -> None:
    """Damaged unless a page has the further captures that it had, and their rows say the same."""
    parts = [capture_id for _, capture_id in capture_parts.parts_of(db, page_id)]
    if not checksums.are_sound(db, "capture_parts", page_id) or not _are_written(db, parts):
        page = captures.capture_by_id(db, page_id)
        raise Damaged(
            f"{page.url if page else f'capture {page_id}'}: the further captures of its column are"
            " not those written; restore archive.db from a copy"
        )


def _are_written(db: Database, capture_ids: Iterable[int]) -> bool:
    rows = capture_lists.rows_to_check(db, sorted(capture_ids))
    return all(
        capture_digest([row[name] for name in CAPTURE_FIELDS]) == row["row_digest"] for row in rows
    )
