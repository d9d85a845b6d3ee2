"""The rows of `clusters`, and which column is in which."""

from typing import NamedTuple, cast

from sqlite_utils import Database

from archive.db.columns import articles


class Member(NamedTuple):
    """A column as it is told of beside others."""

    id: int
    public_id: str
    title: str | None
    outlet: str
    url: str | None
    published: str | None
    body_digest: str
    representative: int
    """1 for the earliest of its cluster."""


MEMBER = (
    "a.id, a.public_id, a.title, o.slug, a.url, a.published, a.body_digest,"
    " k.representative_id IS a.id"
)


def clear(db: Database) -> None:
    """Remove all texts, bands, pairs and clusters; human words stay."""
    db.execute("UPDATE articles SET cluster_id = NULL WHERE cluster_id IS NOT NULL")
    for table in ("text_pairs", "text_bands", "text_passages", "texts", "clusters"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608


def members(db: Database, cluster_id: int) -> list[articles.KnownColumn]:
    """The columns of a cluster."""
    rows = db.execute(f"SELECT {articles.KNOWN} FROM articles WHERE cluster_id = ?", (cluster_id,))  # noqa: S608
    return [articles.as_known(row) for row in rows]


def representative(db: Database, cluster_id: int) -> articles.KnownColumn:
    """The earliest column of a cluster."""
    row = db.execute(
        f"SELECT {articles.KNOWN} FROM articles WHERE id ="  # noqa: S608
        " (SELECT representative_id FROM clusters WHERE id = ?)",
        (cluster_id,),
    ).fetchone()
    return articles.as_known(row)


def others_in_cluster(db: Database, known: articles.KnownColumn, *, limit: int) -> list[Member]:
    """The other columns of a column's cluster: its representative, then the earliest first."""
    rows = db.execute(
        f"SELECT {MEMBER} FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id"  # noqa: S608
        " JOIN clusters AS k ON k.id = a.cluster_id WHERE a.cluster_id = ?1 AND a.id <> ?2"
        " ORDER BY k.representative_id <> a.id, a.published_utc IS NULL, a.published_utc,"
        " a.public_id LIMIT ?3",
        (known.cluster_id, known.id, limit),
    )
    return [Member(*row) for row in rows]


def member(db: Database, article_id: int) -> Member:
    """A column as it is told of beside others."""
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
