"""The columns just before and after one, of its outlet and of an author; copies of it are none.

An author has no index by date. Of one with few columns all are looked at; one with more writes so
often that the outlet's columns around the date hold some.
"""

from typing import Literal, NamedTuple

from archive.db.sqlite import Database
from archive.model.records import Precision

FEW = 2_000
"""Columns of an author that are looked at, all of them: some 5 ms."""
AROUND = 5_000
"""Columns of the outlet among which the next one of an author with more than that is looked for."""

Way = Literal["older", "newer"]
WAYS: dict[Way, tuple[str, str]] = {"older": ("<", "DESC"), "newer": (">", "ASC")}
"""How dates compare on the way, and in which order the nearest come first."""

SHOWN = "a.public_id, a.title, o.name, a.language, a.published, a.published_precision"


OTHER_TEXT = "(one.cluster_id IS NULL OR a.cluster_id IS NOT one.cluster_id)"


class Neighbour(NamedTuple):
    """A column near another, as far as a link to it says."""

    public_id: str
    title: str | None
    outlet_name: str
    language: str | None
    published: str
    published_precision: Precision | None


def in_outlet(db: Database, article_id: int, way: Way, *, limit: int) -> list[Neighbour]:
    """The next columns of the same outlet, the nearest first; none beside one without a date."""
    sign, order = WAYS[way]
    rows = db.execute(
        f"SELECT {SHOWN} FROM articles AS one JOIN articles AS a ON a.outlet_id = one.outlet_id"  # noqa: S608
        f" AND (a.published_utc, a.id) {sign} (one.published_utc, one.id)"
        f" JOIN outlets AS o ON o.id = a.outlet_id WHERE one.id = ? AND {OTHER_TEXT}"
        f" ORDER BY a.published_utc {order}, a.id {order} LIMIT ?",
        (article_id, limit),
    )
    return [Neighbour(*row) for row in rows]


def of_author(db: Database, article_id: int, name: str, way: Way, *, limit: int) -> list[Neighbour]:
    """The next columns of an author, the nearest first; none beside one without a date."""
    few = db.execute(
        "SELECT count(*) FROM (SELECT 1 FROM article_authors AS w WHERE w.name = ? LIMIT ?)",
        (name, FEW + 1),
    ).fetchone()[0]
    return (of_few if few <= FEW else of_many)(db, article_id, name, way, limit=limit)


def of_few(db: Database, article_id: int, name: str, way: Way, *, limit: int) -> list[Neighbour]:
    """The next columns of an author, found among all."""
    sign, order = WAYS[way]
    rows = db.execute(
        f"SELECT {SHOWN} FROM articles AS one CROSS JOIN article_authors AS w"  # noqa: S608
        " CROSS JOIN articles AS a ON a.id = w.article_id JOIN outlets AS o ON o.id = a.outlet_id"
        f" WHERE one.id = ? AND w.name = ? AND {OTHER_TEXT}"
        f" AND (a.published_utc, a.id) {sign} (one.published_utc, one.id)"
        f" ORDER BY a.published_utc {order}, a.id {order} LIMIT ?",
        (article_id, name, limit),
    )
    return [Neighbour(*row) for row in rows]


def of_many(db: Database, article_id: int, name: str, way: Way, *, limit: int) -> list[Neighbour]:
    """The next columns of an author in the same outlet, found among those around."""
    sign, order = WAYS[way]
    rows = db.execute(
        f"SELECT {SHOWN} FROM (SELECT near.id, subject.cluster_id FROM articles AS subject"  # noqa: S608
        " JOIN articles AS near ON near.outlet_id = subject.outlet_id"
        f" AND (near.published_utc, near.id) {sign} (subject.published_utc, subject.id)"
        " WHERE subject.id = ?1"
        f" ORDER BY near.published_utc {order}, near.id {order} LIMIT {AROUND}) AS one"
        " CROSS JOIN articles AS a ON a.id = one.id JOIN outlets AS o ON o.id = a.outlet_id"
        " WHERE EXISTS (SELECT 1 FROM article_authors AS w WHERE w.article_id = a.id"
        f" AND w.name = ?2) AND {OTHER_TEXT} LIMIT ?3",
        (article_id, name, limit),
    )
    return [Neighbour(*row) for row in rows]
