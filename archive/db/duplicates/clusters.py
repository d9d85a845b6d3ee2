"""The rows of `clusters`, and which column is in which."""

from collections.abc import Iterable, Iterator
from json import dumps
from typing import NamedTuple, cast

from archive.db.columns.articles import KNOWN, KnownColumn
from archive.db.sqlite import Database
from archive.model.records import Precision


class Member(NamedTuple):
    """A column of a cluster, with what identifies it for a reader."""

    id: int
    public_id: str
    title: str | None
    outlet: str
    outlet_name: str
    url: str | None
    published: str | None
    published_precision: Precision | None
    body_digest: str
    representative: int
    """1 for the earliest of its cluster."""


MEMBER = (
    "a.id, a.public_id, a.title, o.slug, o.name, a.url, a.published, a.published_precision,"
    " a.body_digest, k.representative_id IS a.id"
)


def clear(db: Database) -> None:
    """Remove all texts, bands, pairs and clusters; manual overrides stay."""
    db.execute("UPDATE articles SET cluster_id = NULL WHERE cluster_id IS NOT NULL")
    for table in ("text_pairs", "text_bands", "text_passages", "texts", "clusters"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608


def members(db: Database, cluster_id: int) -> list[KnownColumn]:
    """The columns of a cluster."""
    rows = db.execute(f"SELECT {KNOWN} FROM articles WHERE cluster_id = ?", (cluster_id,))  # noqa: S608
    return [KnownColumn(*row) for row in rows]


def representative(db: Database, cluster_id: int) -> KnownColumn:
    """The earliest column of a cluster."""
    row = db.execute(
        f"SELECT {KNOWN} FROM articles WHERE id ="  # noqa: S608
        " (SELECT representative_id FROM clusters WHERE id = ?)",
        (cluster_id,),
    ).fetchone()
    return KnownColumn(*row)


def others_in_cluster(
    db: Database,
    known: KnownColumn,
    *,
    direct_texts: Iterable[int],
    direct_columns: Iterable[int],
    limit: int,
) -> list[Member]:
    """The other columns of a column's cluster, those of the texts and ids that are told first.

    Of each the representative, then the earliest first.
    """
    rows = db.execute(
        f"SELECT {MEMBER} FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id"  # noqa: S608
        " JOIN clusters AS k ON k.id = a.cluster_id WHERE a.cluster_id = ?1 AND a.id <> ?2"
        " ORDER BY NOT (a.id IN (SELECT value FROM json_each(?4)) OR a.body_digest IN (SELECT"
        " body_digest FROM texts WHERE id IN (SELECT value FROM json_each(?5)))),"
        " k.representative_id <> a.id, a.published_utc IS NULL, a.published_utc, a.public_id"
        " LIMIT ?3",
        (known.cluster_id, known.id, limit, dumps([*direct_columns]), dumps([*direct_texts])),
    )
    return [Member(*row) for row in rows]


def member(db: Database, article_id: int) -> Member:
    """One column, in a cluster or in none."""
    row = db.execute(
        f"SELECT {MEMBER} FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id"  # noqa: S608
        " LEFT JOIN clusters AS k ON k.id = a.cluster_id WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    return Member(*row)


def largest_clusters(db: Database, *, limit: int) -> list[tuple[int, int]]:
    """Representative and size of the clusters of most columns."""
    return db.execute(
        "SELECT k.representative_id, c.size FROM (SELECT cluster_id, count(*) AS size FROM articles"
        " WHERE cluster_id IS NOT NULL GROUP BY cluster_id ORDER BY size DESC, cluster_id LIMIT ?)"
        " AS c JOIN clusters AS k ON k.id = c.cluster_id JOIN articles AS a"
        " ON a.id = k.representative_id ORDER BY c.size DESC, a.public_id",
        (limit,),
    ).fetchall()


def insert_cluster(db: Database, *, representative_id: int) -> int:
    """Row id of a new cluster, with its earliest column."""
    cursor = db.execute("INSERT INTO clusters (representative_id) VALUES (?)", (representative_id,))
    return cast("int", cursor.lastrowid)


def update_representative(db: Database, cluster_id: int, article_id: int) -> None:
    """Say which column of a cluster is the earliest."""
    db.execute(
        "UPDATE clusters SET representative_id = ?1 WHERE id = ?2 AND representative_id <> ?1",
        (article_id, cluster_id),
    )


def put_into(db: Database, article_id: int, cluster_id: int | None) -> None:
    """Put a column into a cluster, or into none."""
    db.execute("UPDATE articles SET cluster_id = ? WHERE id = ?", (cluster_id, article_id))


def fold_cluster(db: Database, *, into: int, cluster_id: int) -> None:
    """Make two clusters one."""
    db.execute("UPDATE articles SET cluster_id = ? WHERE cluster_id = ?", (into, cluster_id))
    db.execute("DELETE FROM clusters WHERE id = ?", (cluster_id,))


def size(db: Database, cluster_id: int) -> int:
    """How many columns are in a cluster."""
    row = db.execute("SELECT count(*) FROM articles WHERE cluster_id = ?", (cluster_id,)).fetchone()
    return cast("int", row[0])


def delete_cluster(db: Database, cluster_id: int) -> None:
    """Remove a cluster that no two columns are in any more."""
    db.execute("UPDATE articles SET cluster_id = NULL WHERE cluster_id = ?", (cluster_id,))
    db.execute("DELETE FROM clusters WHERE id = ?", (cluster_id,))


def representative_id(db: Database, cluster_id: int | None) -> int | None:
    """Row id of the earliest column of a cluster."""
    row = db.execute(
        "SELECT representative_id FROM clusters WHERE id = ?", (cluster_id,)
    ).fetchone()
    return None if row is None else cast("int", row[0])


def faults(db: Database) -> Iterator[tuple[str, str]]:
    """Columns whose cluster is none or has them not, or that were not judged, and what is wrong."""
    return db.execute(
        "SELECT a.public_id, 'represents a cluster that it is not in' FROM clusters AS k"
        " JOIN articles AS a ON a.id = k.representative_id WHERE a.cluster_id IS NOT k.id"
        " UNION ALL SELECT a.public_id, 'is a cluster alone' FROM clusters AS k"
        " JOIN articles AS a ON a.id = k.representative_id WHERE (SELECT count(*) FROM"
        " (SELECT 1 FROM articles AS m WHERE m.cluster_id = k.id LIMIT 2)) < 2"
        " UNION ALL SELECT a.public_id, 'was never compared with others' FROM articles AS a"
        " WHERE NOT EXISTS (SELECT 1 FROM texts AS t WHERE t.body_digest = a.body_digest)"
        " AND (SELECT count(*) FROM duplicate_methods) = 1"  # else a recomputation is asked for
    )
