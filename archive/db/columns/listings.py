"""Columns in lists: the newest of all and of an outlet, what is gone or moved, an author's."""

from typing import NamedTuple, cast

from archive.db.sqlite import Database
from archive.model.times import as_printed


class ListedColumn(NamedTuple):
    """A column as a line of a list."""

    public_id: str
    title: str | None
    published: str | None
    """As far as its page printed it; None when it has no date."""
    language: str | None
    outlet: str
    outlet_name: str
    state: str
    """live or gone."""
    authors: str | None
    """Their names, one after another; None when none is known."""


FIELDS = (
    "a.public_id, a.title, a.published, a.published_precision, a.language, o.slug, o.name, a.state,"
    " (SELECT group_concat(named.name, ', ') FROM (SELECT w.name FROM article_authors AS w"
    " WHERE w.article_id = a.id ORDER BY w.position) AS named)"
)


def one(db: Database, article_id: int) -> ListedColumn | None:
    """A column by its row id; None where there is none."""
    listed = _listed(
        db,
        f"SELECT {FIELDS} FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id"  # noqa: S608
        " WHERE a.id = ?",
        (article_id,),
    )
    return listed[0] if listed else None


def newest(db: Database, *, limit: int) -> list[ListedColumn]:
    """The newest dated columns of all outlets."""
    return _listed(
        db,
        f"SELECT {FIELDS} FROM articles AS a INDEXED BY articles_published"  # noqa: S608
        " CROSS JOIN outlets AS o ON o.id = a.outlet_id"
        " WHERE a.published_utc IS NOT NULL ORDER BY a.published_utc DESC LIMIT ?",
        (limit,),
    )


def newest_of_outlet(db: Database, outlet_id: int, *, limit: int) -> list[ListedColumn]:
    """The newest columns of an outlet; those without a date last."""
    return _listed(
        db,
        f"SELECT {FIELDS} FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id"  # noqa: S608
        " WHERE a.outlet_id = ? ORDER BY a.published_utc DESC LIMIT ?",
        (outlet_id, limit),
    )


def newest_date(db: Database, outlet_id: int, *, until: str) -> str | None:
    """The date of an outlet's newest column before a moment, as printed: some dates are mistakes
    of the page that lie ahead."""
    row = db.execute(
        "SELECT published, published_precision FROM articles WHERE outlet_id = ?"
        " AND published_utc <= ? ORDER BY published_utc DESC LIMIT 1",
        (outlet_id, until),
    ).fetchone()
    return None if row is None else as_printed(*row)


def gone_from(db: Database, outlet_id: int, *, limit: int, offset: int) -> list[ListedColumn]:
    """Columns that an outlet's site has no more, the newest first."""
    return _listed(
        db,
        f"SELECT {FIELDS} FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id"  # noqa: S608
        " WHERE a.outlet_id = ? AND a.state = 'gone' ORDER BY a.published_utc DESC"
        " LIMIT ? OFFSET ?",
        (outlet_id, limit, offset),
    )


def moved_at(db: Database, outlet_id: int, *, limit: int, offset: int) -> list[ListedColumn]:
    """Columns of an outlet whose address changed, those that moved last first."""
    return _listed(
        db,
        f"SELECT {FIELDS} FROM article_events AS e JOIN articles AS a ON a.id = e.article_id"  # noqa: S608
        " JOIN outlets AS o ON o.id = a.outlet_id WHERE e.kind = 'moved' AND a.outlet_id = ?"
        " GROUP BY a.id ORDER BY max(e.happened_at) DESC, a.id LIMIT ? OFFSET ?",
        (outlet_id, limit, offset),
    )


def count_moved(db: Database, outlet_id: int) -> int:
    """How many columns of an outlet have another address than before."""
    row = db.execute(
        "SELECT count(DISTINCT a.id) FROM articles AS a INDEXED BY articles_outlet"
        " CROSS JOIN article_events AS e ON e.article_id = a.id AND e.kind = 'moved'"
        " WHERE a.outlet_id = ?",
        (outlet_id,),
    ).fetchone()
    return cast("int", row[0])


def of_author(db: Database, folded: str, *, limit: int, offset: int) -> list[ListedColumn]:
    """The columns by an author, the newest first; the name is given as names are compared."""
    return _listed(
        db,
        f"SELECT {FIELDS} FROM (SELECT DISTINCT w.article_id FROM article_authors AS w"  # noqa: S608
        "  WHERE w.name IN (SELECT name FROM columns_by_author WHERE folded = ?)) AS written"
        " JOIN articles AS a ON a.id = written.article_id JOIN outlets AS o ON o.id = a.outlet_id"
        " ORDER BY a.published_utc DESC, a.public_id LIMIT ? OFFSET ?",
        (folded, limit, offset),
    )


def _listed(db: Database, query: str, given: tuple[object, ...]) -> list[ListedColumn]:
    return [
        ListedColumn(public_id, title, as_printed(published, precision), *rest)
        for public_id, title, published, precision, *rest in db.execute(query, given)
    ]
