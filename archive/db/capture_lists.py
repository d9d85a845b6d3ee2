"""The rows of `captures` that work on a whole archive reads: merging, reading again, checking."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Self, cast

from archive.db import statements
from archive.db.captures import CaptureRow
from archive.db.sqlite import Database
from archive.model.rows import CAPTURE_FIELDS
from archive.warc.reading import Position, RecordType


class OtherCapture(NamedTuple):
    """A capture of another archive, whose outlet has another row id here."""

    row: CaptureRow
    outlet: str | None
    """Its slug."""


class ExpectedRecord(NamedTuple):
    """What a row of `captures` says of its WARC record; no more, as a check sorts all of them."""

    file: str
    offset: int
    length: int
    status: int | None
    revisits: int
    """Whether another capture holds its body."""
    digest: str
    url: str

    @classmethod
    def of(cls, row: CaptureRow) -> Self:
        """What a whole row says."""
        return cls(
            row.warc_file,
            row.warc_offset,
            row.warc_length,
            row.status,
            row.revisit_of is not None,
            row.digest,
            row.url,
        )

    @property
    def type(self) -> RecordType:
        """The WARC type its record has."""
        if self.status is None:
            return "resource"
        return "revisit" if self.revisits else "response"

    @property
    def position(self) -> Position:
        """Where its record stands."""
        return Position(self.file, self.offset, self.length)


EXPECTED = (
    "SELECT warc_file, warc_offset, warc_length, status, revisit_of IS NOT NULL, digest, url"
    " FROM captures"
)


def capture_like(db: Database, other: CaptureRow) -> int | None:
    """Row id of the same capture here: of one address, moment, status and body."""
    row = db.execute(
        "SELECT id FROM captures WHERE url = ? AND captured_at = ? AND digest = ? AND status IS ?",
        (other.url, other.captured_at, other.digest, other.status),
    ).fetchone()
    return None if row is None else int(row[0])


def captures_at_moment(db: Database, other: CaptureRow) -> list[int]:
    """Row ids of captures here of the address, moment and status of another's, whatever came."""
    rows = db.execute(
        "SELECT id FROM captures WHERE url = ? AND captured_at = ? AND status IS ? ORDER BY id",
        (other.url, other.captured_at, other.status),
    )
    return [row[0] for row in rows]


def good_captures_by_column(
    db: Database, *, outlet_slug: str | None, since: str | None
) -> list[tuple[str, str, int]]:
    """Outlet, public id and row id of captures that sent a column's page, by column and time."""
    where, given = _of_outlet_since(outlet_slug, since)
    return db.execute(
        "SELECT o.slug, a.public_id, c.id FROM captures AS c"  # noqa: S608
        " JOIN articles AS a ON a.id = c.article_id JOIN outlets AS o ON o.id = a.outlet_id"
        f" WHERE (c.status IS NULL OR c.status {statements.SENT}){where}"
        " ORDER BY a.public_id, c.captured_at, c.id",
        given,
    ).fetchall()


def good_captures_without_column(
    db: Database, *, outlet_slug: str | None, since: str | None
) -> list[tuple[str, int]]:
    """Outlet and row id of the captures of visits that sent a page which was no column, but for
    those of what was taken down."""
    where, given = _of_outlet_since(outlet_slug, since)
    return db.execute(
        "SELECT o.slug, c.id FROM captures AS c JOIN outlets AS o ON o.id = c.outlet_id"  # noqa: S608
        " WHERE c.article_id IS NULL AND c.outcome <> 'refused'"
        f" AND (c.status IS NULL OR c.status {statements.SENT}){where}"
        " ORDER BY c.id",
        given,
    ).fetchall()


def expected_records(db: Database, ids: Sequence[int] | None) -> Iterator[ExpectedRecord]:
    """The records of captures in the order in which they stand in the WARC files."""
    where, given = statements.among("id", ids)
    rows = db.execute(f"{EXPECTED}{where} ORDER BY warc_file, warc_offset", given)
    return map(ExpectedRecord._make, rows)


def captures_in(db: Database, warc_file: str) -> int:
    """How many captures have their records in a WARC file."""
    found = db.execute("SELECT count(*) FROM captures WHERE warc_file = ?", (warc_file,))
    return int(found.fetchone()[0])


def rows_to_check(db: Database, ids: Sequence[int] | None) -> Iterator[dict[str, Any]]:
    """What each capture's digest is made of, that digest, and its row id."""
    where, given = statements.among("id", ids)
    return statements.as_dictionaries(
        db.execute(
            f"SELECT id, row_digest, {', '.join(CAPTURE_FIELDS)} FROM captures{where}",  # noqa: S608
            given,
        )
    )


def revisits_of_no_body(db: Database) -> Iterator[tuple[str, str]]:
    """Address and time of captures that refer to one which has no body, or another."""
    return db.execute(
        "SELECT c.url, c.captured_at FROM captures AS c JOIN captures AS h ON h.id = c.revisit_of"
        " WHERE h.revisit_of IS NOT NULL OR (c.status <> 304 AND c.digest <> h.digest)"
    )


def _of_outlet_since(outlet_slug: str | None, since: str | None) -> tuple[str, list[str]]:
    """Conditions on `o` and `c`, with their values."""
    where, given = "", []
    if outlet_slug is not None:
        where, given = " AND o.slug = ?", [outlet_slug]
    if since is not None:
        where += " AND c.captured_at >= ?"
        given.append(since)
    return where, given


def lacking_now(db: Database, outlet_id: int) -> list[tuple[str, str]]:
    """Address of each column of an outlet whose newest page is incomplete, and what it lacks."""
    rows = db.execute(
        "SELECT c.url, c.lacks FROM captures AS c JOIN articles AS a ON a.id = c.article_id"  # noqa: S608
        " WHERE c.lacks IS NOT NULL AND a.outlet_id = ? AND NOT EXISTS (SELECT 1 FROM captures AS n"
        f" WHERE n.article_id = c.article_id AND n.status {statements.SENT}"
        " AND (n.captured_at, n.id) > (c.captured_at, c.id)) ORDER BY c.url",
        (outlet_id,),
    )
    return rows.fetchall()


def lacks_of(db: Database, article_id: int) -> str | None:
    """What of a column could not be had when its page was received last; None when all was."""
    row = db.execute(
        f"SELECT lacks FROM captures WHERE article_id = ? AND status {statements.SENT}"  # noqa: S608
        " ORDER BY captured_at DESC, id DESC LIMIT 1",
        (article_id,),
    ).fetchone()
    return None if row is None else row[0]


def outside_since(db: Database, article_id: int) -> str | None:
    """Since when a column's own address shows a page out of its outlet's scope; None while the
    last visit that says where it stands says something else.

    What another outlet of the site found out of its own scope says nothing of the column.
    """
    row = db.execute(
        "SELECT min(c.captured_at) FROM articles AS a JOIN article_urls AS u ON u.article_id = a.id"
        " JOIN captures AS c ON c.url = u.url AND c.captured_at > a.last_seen"
        " AND c.outlet_id = a.outlet_id"
        " WHERE a.id = ? AND a.state = 'live' AND u.relation IN ('address', 'variant', 'canonical')"
        " AND c.outcome = 'out of scope'",
        (article_id,),
    ).fetchone()
    return cast("str | None", row[0])
