"""The rows of duplicates: texts, bands, pairs, clusters and human words, read and written.

No decisions are made here; `duplicates` makes them.
"""

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from sqlite_utils import Database

from archive.db.lookups import KNOWN, Known, as_known
from archive.text.resemblance import Resemblance, Rule


class StoredText(NamedTuple):
    """A row of `texts` with the body itself."""

    id: int
    body_digest: str
    outlet_id: int
    minhash: bytes | None
    body: str


class Pair(NamedTuple):
    """A row of `text_pairs`."""

    one_id: int
    other_id: int
    rule: Rule
    resemblance: float
    one_contained: float
    other_contained: float


class ManualOverride(NamedTuple):
    """A row of `duplicate_words`."""

    one_id: int
    other_id: int
    word: str
    said_at: str


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


PAIR = ", ".join(Pair._fields)
MEMBER = (
    "a.id, a.public_id, a.title, o.slug, a.url, a.published, a.body_digest,"
    " k.representative_id IS a.id"
)


def method_id(db: Database, parameters: str) -> int:
    """Row id of a method, entered when it is new."""
    db.execute(
        "INSERT INTO duplicate_methods (parameters) VALUES (?) ON CONFLICT (parameters) DO NOTHING",
        (parameters,),
    )
    row = db.execute(
        "SELECT id FROM duplicate_methods WHERE parameters = ?", (parameters,)
    ).fetchone()
    return cast("int", row[0])


def other_methods(db: Database, parameters: str) -> list[str]:
    """The methods by which texts were judged, but this one."""
    rows = db.execute(
        "SELECT parameters FROM duplicate_methods WHERE parameters <> ? ORDER BY id", (parameters,)
    )
    return [row[0] for row in rows]


def delete_other_methods(db: Database, parameters: str) -> None:
    """Forget the methods by which no text is judged any more."""
    db.execute("DELETE FROM duplicate_methods WHERE parameters <> ?", (parameters,))


def has_text(db: Database, text_id: int) -> bool:
    """Whether a text is entered."""
    return db.execute("SELECT 1 FROM texts WHERE id = ?", (text_id,)).fetchone() is not None


def insert_text(
    db: Database,
    *,
    text_id: int,
    body_digest: str,
    method_id: int,
    outlet_id: int,
    shingles: int,
    minhash: bytes | None,
    bands: Iterable[int],
    passages: Sequence[int],
) -> None:
    """Enter a text, with the bands by which it is found and the paragraphs it consists of."""
    db.execute(
        "INSERT INTO texts (id, body_digest, method_id, outlet_id, shingles, passages, minhash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            text_id,
            body_digest,
            method_id,
            outlet_id,
            shingles,
            struct.pack(f"<{len(passages)}q", *passages),
            minhash,
        ),
    )
    db.conn.executemany(
        "INSERT INTO text_bands (key, text_id) VALUES (?, ?)", [(key, text_id) for key in bands]
    )
    db.conn.executemany(
        "INSERT INTO text_passages (key, text_id) VALUES (?, ?)",
        [(key, text_id) for key in passages],
    )


def delete_pairs(db: Database, text_id: int) -> None:
    """Remove the pairs a text is one of."""
    db.execute("DELETE FROM text_pairs WHERE one_id = ?", (text_id,))
    db.execute("DELETE FROM text_pairs WHERE other_id = ?", (text_id,))


def delete_text(db: Database, text_id: int, *, bands: Iterable[int]) -> None:
    """Remove a text that no column has any more, with its bands, paragraphs and pairs."""
    delete_pairs(db, text_id)
    (packed,) = db.execute("SELECT passages FROM texts WHERE id = ?", (text_id,)).fetchone()
    passages = [key for (key,) in struct.iter_unpack("<q", packed)]
    for table, keys in (("text_bands", bands), ("text_passages", passages)):
        db.conn.executemany(
            f"DELETE FROM {table} WHERE key = ? AND text_id = ?",  # noqa: S608
            [(key, text_id) for key in keys],
        )
    db.execute("DELETE FROM texts WHERE id = ?", (text_id,))


def clear(db: Database) -> None:
    """Remove all texts, bands, pairs and clusters; human words stay."""
    db.execute("UPDATE articles SET cluster_id = NULL WHERE cluster_id IS NOT NULL")
    for table in ("text_pairs", "text_bands", "text_passages", "texts", "clusters"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608


def minhashes(db: Database, text_ids: Sequence[int]) -> dict[int, bytes]:
    """The signatures of texts, of those long enough to have one."""
    marks = ", ".join("?" * len(text_ids))
    rows = db.execute(
        f"SELECT id, minhash FROM texts WHERE id IN ({marks}) AND minhash IS NOT NULL",  # noqa: S608
        text_ids,
    )
    return dict(rows.fetchall())


def met(db: Database, key: int, *, limit: int) -> list[int]:
    """The texts found under a band, the smallest ids first."""
    rows = db.execute(
        "SELECT text_id FROM text_bands WHERE key = ? ORDER BY text_id LIMIT ?", (key, limit)
    )
    return [row[0] for row in rows]


def texts_with(db: Database, passage: int, *, limit: int) -> list[int]:
    """Texts of an outlet that have a paragraph, the smallest ids first."""
    rows = db.execute(
        "SELECT text_id FROM text_passages WHERE key = ? ORDER BY text_id LIMIT ?", (passage, limit)
    )
    return [row[0] for row in rows]


def text(db: Database, text_id: int) -> StoredText | None:
    """A text with its body; None when no column has it."""
    row = db.execute(
        "SELECT t.id, t.body_digest, t.outlet_id, t.minhash, a.body FROM texts AS t"
        " JOIN articles AS a ON a.body_digest = t.body_digest WHERE t.id = ? LIMIT 1",
        (text_id,),
    ).fetchone()
    return None if row is None else StoredText(*row)


def pairs_of(db: Database, text_id: int) -> list[Pair]:
    """The pairs a text is one of."""
    rows = db.execute(
        f"SELECT {PAIR} FROM text_pairs WHERE one_id = ?1"  # noqa: S608
        f" UNION ALL SELECT {PAIR} FROM text_pairs WHERE other_id = ?1",
        (text_id,),
    )
    return [Pair(*row) for row in rows]


def pair(db: Database, one_id: int, other_id: int) -> Pair | None:
    """The pair of two texts, if they are one."""
    row = db.execute(
        f"SELECT {PAIR} FROM text_pairs WHERE one_id = ? AND other_id = ?",  # noqa: S608
        (min(one_id, other_id), max(one_id, other_id)),
    ).fetchone()
    return None if row is None else Pair(*row)


def put_pair(db: Database, one_id: int, other_id: int, found: Resemblance) -> None:
    """Enter a pair, or its figures anew; `found` is told from the text with the first id."""
    ours, theirs = found.one_contained, found.other_contained
    if one_id > other_id:
        one_id, other_id, ours, theirs = other_id, one_id, theirs, ours
    db.execute(
        "INSERT INTO text_pairs (one_id, other_id, rule, resemblance, one_contained,"
        " other_contained) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (one_id, other_id) DO UPDATE SET"
        " rule = excluded.rule, resemblance = excluded.resemblance,"
        " one_contained = excluded.one_contained, other_contained = excluded.other_contained",
        (one_id, other_id, found.rule, found.resemblance, ours, theirs),
    )


def delete_pair(db: Database, one_id: int, other_id: int) -> None:
    """Remove a pair that turned out to be none."""
    db.execute(
        "DELETE FROM text_pairs WHERE one_id = ? AND other_id = ?",
        (min(one_id, other_id), max(one_id, other_id)),
    )


def columns_with(db: Database, body_digest: str) -> list[Known]:
    """All columns that have a text today."""
    rows = db.execute(f"SELECT {KNOWN} FROM articles WHERE body_digest = ?", (body_digest,))  # noqa: S608
    return [as_known(row) for row in rows]


def column_with(db: Database, body_digest: str, *, but: int | None = None) -> Known | None:
    """One column, other than `but`, that has a text today; one in a cluster before one in none."""
    row = (
        db.execute(
            f"SELECT {KNOWN} FROM articles WHERE body_digest = ? AND id IS NOT ?"  # noqa: S608
            " AND cluster_id IS NOT NULL LIMIT 1",
            (body_digest, but),
        ).fetchone()
        or db.execute(
            f"SELECT {KNOWN} FROM articles WHERE body_digest = ? AND id IS NOT ? LIMIT 1",  # noqa: S608
            (body_digest, but),
        ).fetchone()
    )
    return None if row is None else as_known(row)


def members(db: Database, cluster_id: int) -> list[Known]:
    """The columns of a cluster."""
    rows = db.execute(f"SELECT {KNOWN} FROM articles WHERE cluster_id = ?", (cluster_id,))  # noqa: S608
    return [as_known(row) for row in rows]


def digest_of(db: Database, text_id: int) -> str | None:
    """The body digest of a text."""
    row = db.execute("SELECT body_digest FROM texts WHERE id = ?", (text_id,)).fetchone()
    return None if row is None else cast("str", row[0])


def representative(db: Database, cluster_id: int) -> Known:
    """The earliest column of a cluster."""
    row = db.execute(
        f"SELECT {KNOWN} FROM articles WHERE id ="  # noqa: S608
        " (SELECT representative_id FROM clusters WHERE id = ?)",
        (cluster_id,),
    ).fetchone()
    return as_known(row)


def overrides_on(db: Database, article_id: int) -> list[ManualOverride]:
    """What people said of a column and others."""
    rows = db.execute(
        "SELECT one_id, other_id, word, said_at FROM duplicate_words WHERE one_id = ?1 UNION ALL"
        " SELECT one_id, other_id, word, said_at FROM duplicate_words WHERE other_id = ?1",
        (article_id,),
    )
    return [ManualOverride(*row) for row in rows]


def others_in_cluster(db: Database, known: Known, *, limit: int) -> list[Member]:
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


def any_override(db: Database) -> bool:
    """Whether people said anything at all."""
    return db.execute("SELECT 1 FROM duplicate_words LIMIT 1").fetchone() is not None


def put_override(db: Database, one: Known, other: Known, *, word: str, said_at: str) -> None:
    """Enter what a person said of two columns, in place of what was said before."""
    first, second = sorted((one, other), key=lambda known: known.public_id)
    db.execute(
        "DELETE FROM duplicate_words WHERE one_id = ? AND other_id = ?", (second.id, first.id)
    )
    db.execute(
        "INSERT INTO duplicate_words (one_id, other_id, word, said_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (one_id, other_id) DO UPDATE SET word = excluded.word,"
        " said_at = excluded.said_at",
        (first.id, second.id, word, said_at),
    )


def hand_over_overrides(db: Database, *, loser: int, winner: int) -> None:
    """Let what was said of one column hold for the one it became part of."""
    for ours, theirs in (("one_id", "other_id"), ("other_id", "one_id")):
        db.execute(
            f"DELETE FROM duplicate_words WHERE {ours} = ?1 AND {theirs} = ?2",  # noqa: S608
            (loser, winner),
        )
        db.execute(
            f"UPDATE OR IGNORE duplicate_words SET {ours} = ?1 WHERE {ours} = ?2",  # noqa: S608
            (winner, loser),
        )
        db.execute(f"DELETE FROM duplicate_words WHERE {ours} = ?", (loser,))  # noqa: S608


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


def count_columns(db: Database) -> int:
    """How many columns there are."""
    return cast("int", db.execute("SELECT count(*) FROM articles").fetchone()[0])


def columns_after(db: Database, article_id: int, *, limit: int) -> list[Known]:
    """Columns in the order in which they came, from the one after an id on."""
    rows = db.execute(
        f"SELECT {KNOWN} FROM articles WHERE id > ? ORDER BY id LIMIT ?",  # noqa: S608
        (article_id, limit),
    )
    return [as_known(row) for row in rows]
