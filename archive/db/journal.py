"""The row of `journal`: the last journal in the WARC files whose rows are committed.

Beside it what a journal of a whole archive is made of, for archives from before there was one.
"""

from collections.abc import Iterator
from typing import NamedTuple, cast

from archive.db.sqlite import Database
from archive.db.statements import SENT
from archive.warc.reading import Position


def last_journal(db: Database) -> str | None:
    """The id of the last journal whose rows are committed."""
    row = db.execute("SELECT record_id FROM journal").fetchone()
    return None if row is None else cast("str", row[0])


def set_last_journal(db: Database, record_id: str) -> None:
    """Say which journal is committed with this transaction."""
    db.execute("INSERT OR REPLACE INTO journal (id, record_id) VALUES (1, ?)", (record_id,))


def lacks_journal(db: Database) -> bool:
    """Whether there are captures that no journal tells of."""
    sql = "SELECT NOT EXISTS (SELECT 1 FROM journal) AND EXISTS (SELECT 1 FROM captures)"
    return bool(db.execute(sql).fetchone()[0])


class KeptCapture(NamedTuple):
    """What a journal says of a capture and of its visit."""

    id: int
    outlet: str | None
    """Its slug."""
    visited: int
    """Whether it was read and kept."""
    private: int
    """Whether a gate in it made its column private."""
    gone: int
    """Whether its column was taken to be gone, though a page was sent."""
    lacks: str | None
    """What of its column could not be had with it."""
    warc_file: str
    warc_offset: int

    @property
    def place(self) -> Position:
        """Where its record stands; its length is not asked for."""
        return Position(self.warc_file, self.warc_offset, 0)


def kept_captures(db: Database) -> Iterator[KeptCapture]:
    """All captures, in the order in which they came."""
    rows = db.execute(
        "SELECT c.id, o.slug, c.outcome IS NOT NULL AND c.outcome <> 'refused',"  # noqa: S608
        " c.outcome = 'gated' AND c.article_id IS NOT NULL,"
        f" c.outcome = 'gone' AND c.status {SENT},"
        " c.lacks, c.warc_file, c.warc_offset"
        " FROM captures AS c LEFT JOIN outlets AS o ON o.id = c.outlet_id ORDER BY c.id"
    )
    return map(KeptCapture._make, rows)
