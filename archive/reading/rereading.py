"""Which stored captures today's extractor is to read again."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from archive.db import capture_lists
from archive.db.sqlite import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturesToReread:
    """Captures of one outlet: all of one column, or one that was no column so far."""

    outlet: str
    public_id: str | None
    capture_ids: tuple[int, ...]
    """The earliest first."""


def to_reread(
    db: Database, *, outlet_slug: str | None = None, since: str | None = None
) -> Iterator[CapturesToReread]:
    """Stored captures for today's extractor: by column first, then those that were no column.

    A capture that was gated, out of scope or unreadable may be a column to a better reader; one
    that a tombstone keeps out is none to any. Of a column with a capture since a moment all are
    read.
    """
    by_column = capture_lists.good_captures_by_column(db, outlet_slug=outlet_slug, since=since)
    for (slug, public_id), rows in groupby(by_column, key=lambda row: (row[0], row[1])):
        yield CapturesToReread(
            outlet=slug, public_id=public_id, capture_ids=tuple(row[2] for row in rows)
        )
    for slug, capture_id in capture_lists.good_captures_without_column(
        db, outlet_slug=outlet_slug, since=since
    ):
        yield CapturesToReread(outlet=slug, public_id=None, capture_ids=(capture_id,))
