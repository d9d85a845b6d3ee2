"""Columns whose text changed: how many, and the one that changed last first.

An index holds the newest version of each of them. Of an outlet each column is looked for in it, of
all outlets it is read whole; neither reads a text.
"""

from datetime import datetime
from typing import NamedTuple, cast

from archive.db.sqlite import Database
from archive.model.times import as_printed, moment


class ChangedColumn(NamedTuple):
    """A column of which several versions were seen."""

    public_id: str
    title: str | None
    published: str | None
    """As far as its page printed it; None when it has no date."""
    language: str | None
    outlet: str
    outlet_name: str
    state: str
    """live or gone."""
    changed_at: datetime
    """When its newest version was seen first."""
    versions: int


NEWEST = "versions AS v INDEXED BY versions_changed"
IS_NEWEST = "v.ordinal > 1 AND v.body IS NULL"
OF_OUTLET = (
    f"articles AS a INDEXED BY articles_outlet CROSS JOIN {NEWEST}"
    f" ON v.article_id = a.id AND {IS_NEWEST} WHERE a.outlet_id = :outlet"
)


def count(db: Database, outlet_id: int) -> int:
    """How many columns of an outlet changed."""
    row = db.execute(f"SELECT count(*) FROM {OF_OUTLET}", {"outlet": outlet_id}).fetchone()  # noqa: S608
    return cast("int", row[0])


def newest_first(
    db: Database, outlet_id: int | None, *, limit: int, offset: int
) -> list[ChangedColumn]:
    """The columns that changed, of an outlet or of all, the one that changed last first."""
    among = f"{NEWEST} WHERE {IS_NEWEST}" if outlet_id is None else OF_OUTLET
    rows = db.execute(
        "SELECT a.public_id, a.title, a.published, a.published_precision, a.language, o.slug,"  # noqa: S608
        f" o.name, a.state, v.seen_at, v.ordinal FROM (SELECT v.id FROM {among}"
        "  ORDER BY v.seen_at DESC, v.article_id LIMIT :limit OFFSET :offset) AS found"
        " CROSS JOIN versions AS v ON v.id = found.id JOIN articles AS a ON a.id = v.article_id"
        " JOIN outlets AS o ON o.id = a.outlet_id ORDER BY v.seen_at DESC, v.article_id",
        {"outlet": outlet_id, "limit": limit, "offset": offset},
    )
    return [
        ChangedColumn(
            public_id=row[0],
            title=row[1],
            published=as_printed(row[2], row[3]),
            language=row[4],
            outlet=row[5],
            outlet_name=row[6],
            state=row[7],
            changed_at=moment(row[8]),
            versions=row[9],
        )
        for row in rows
    ]
