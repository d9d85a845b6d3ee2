"""The rows of `articles`: one a column, with its newest text.

Text columns are updated apart from the others, because their triggers index the row again. Never
INSERT OR REPLACE: it leaves stale rows in the full-text index.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from archive.db import statements
from archive.db.columns import addresses, details, searched
from archive.db.columns.searched import SEARCHED_BY
from archive.db.sqlite import Database
from archive.model.errors import Damaged
from archive.model.rows import ArticleFields, Value
from archive.model.timeline import State
from archive.model.versions import Text


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """A column as far as taking in another capture of it needs to know."""

    id: int
    public_id: str
    outlet_id: int
    state: State
    published_utc: str | None
    cluster_id: int | None
    body_digest: str
    text_digest: str
    record_digest: str
    first_seen: str
    last_seen: str
    url: str | None
    private_since: str | None


KNOWN = ", ".join(KnownColumn.__dataclass_fields__)
TEXTS = (
    *("id", "public_id", "outlet_id", "title", "standfirst", "body", *SEARCHED_BY),
    *("text_digest", "body_digest", "record_digest"),
)
RECORD_FIELDS = (
    *("published_utc", "published", "published_precision", "modified_utc", "modified"),
    *("modified_precision", "language", "section", "comment_count", "words", "canonical_url"),
    *("kicker", "byline", "dateline", "found_in", "blocks"),
)
"""Columns of `articles` that its record digest is made of, beside authors, tags and chrome."""

MADE_OF_CAPTURES = (
    *("articles", "article_authors", "article_tags", "article_urls", "article_events"),
    *("chrome", "comments", "versions"),
)
"""Tables whose rows of a column its captures can make again."""


def insert_article(
    db: Database,
    *,
    public_id: str,
    outlet_id: int,
    url: str | None,
    seen_at: str,
    text: Text,
    fields: ArticleFields,
) -> int:
    """Row id of a new column, with its authors, tags and chrome."""
    values: dict[str, Value] = {
        "public_id": public_id,
        "outlet_id": outlet_id,
        "state": "live",
        "body_digest": text.body_digest,
        "text_digest": text.digest,
        "record_digest": fields.digest,
        "first_seen": seen_at,
        "last_seen": seen_at,
        "url": url,
        **fields.values,
        **searched.of_fields(fields, outlet_id=outlet_id),
        "title": text.title,
        "standfirst": text.standfirst,
        "body": text.body,
        **searched.of_text(text),
    }
    marks = ", ".join("?" * len(values))
    cursor = db.execute(
        f"INSERT INTO articles ({', '.join(values)}) VALUES ({marks})",  # noqa: S608
        tuple(values.values()),
    )
    article_id = cast("int", cursor.lastrowid)
    details.insert_details(db, article_id, fields)
    return article_id


def update_fields(db: Database, article_id: int, fields: ArticleFields) -> None:
    """Replace all a page says of a column but its text."""
    values: dict[str, Value] = {
        **fields.values,
        "record_digest": fields.digest,
        **searched.of_fields(fields, outlet_id=known(db, article_id).outlet_id),
    }
    _update(db, article_id, values)
    db.execute("DELETE FROM article_authors WHERE article_id = ?", (article_id,))
    db.execute("DELETE FROM article_tags WHERE article_id = ?", (article_id,))
    details.delete_chrome(db, article_id)
    details.insert_details(db, article_id, fields)


def update_text(db: Database, article_id: int, text: Text) -> None:
    """Replace a column's text, and with it what the full-text index holds of it."""
    _update(
        db,
        article_id,
        {
            "body_digest": text.body_digest,
            "text_digest": text.digest,
            "title": text.title,
            "standfirst": text.standfirst,
            "body": text.body,
            **searched.of_text(text),
        },
    )


def update_seen(db: Database, article_id: int, *, first_seen: str, last_seen: str) -> None:
    """Say when a column was seen first and last."""
    _update(db, article_id, {"first_seen": first_seen, "last_seen": last_seen})


def update_place(
    db: Database, article_id: int, *, state: str, url: str | None, private_since: str | None
) -> None:
    """Say whether a column still answers, where, and since when only behind a gate."""
    _update(db, article_id, {"state": state, "url": url, "private_since": private_since})


def update_outlet(db: Database, article_id: int, outlet_id: int) -> None:
    """Say of which outlet a column is."""
    (row,) = rows_to_check(db, (article_id,))
    found_by = searched.of_row(
        {**row, "outlet_id": outlet_id},
        authors=details.authors_of(db, article_id),
        tags=details.tags_of(db, article_id),
    )
    _update(db, article_id, {"outlet_id": outlet_id, **found_by})


def update_public_id(db: Database, article_id: int, *, old: str, new: str) -> None:
    """Give a column the id of an earlier visit to it; the old one leads on."""
    db.execute("DELETE FROM former_ids WHERE public_id = ?", (new,))
    rename(db, article_id, new)
    addresses.insert_former_id(db, article_id, old)


def rename(db: Database, article_id: int, public_id: str) -> None:
    """Give a column another id in place of one that was never its own."""
    _update(db, article_id, {"public_id": public_id})


def hand_over(db: Database, *, loser: int, winner: int) -> None:
    """Give captures, addresses and former ids of a column to another."""
    for table in ("captures", "article_urls", "former_ids"):
        db.execute(
            f"UPDATE {table} SET article_id = ? WHERE article_id = ?",  # noqa: S608
            (winner, loser),
        )


def delete_article(db: Database, article_id: int) -> None:
    """Remove the record of a column that became part of another."""
    details.delete_chrome(db, article_id)
    for table in ("article_authors", "article_tags", "versions", "article_events", "comments"):
        delete_rows_of(db, table, article_id)
    db.execute("DELETE FROM articles WHERE id = ?", (article_id,))


def delete_rows_of(db: Database, table: str, article_id: int) -> None:
    """Remove the rows of a table that belong to a column."""
    db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608


def known(db: Database, article_id: int) -> KnownColumn:
    """One column."""
    row = db.execute(f"SELECT {KNOWN} FROM articles WHERE id = ?", (article_id,)).fetchone()  # noqa: S608
    return KnownColumn(*row)


def known_by_id(db: Database, public_id: str) -> KnownColumn | None:
    """The column that is cited by an id, or was."""
    row = db.execute(
        f"SELECT {KNOWN} FROM articles WHERE public_id = ?1 UNION ALL"  # noqa: S608
        f" SELECT {KNOWN} FROM articles WHERE id ="
        " (SELECT article_id FROM former_ids WHERE public_id = ?1) LIMIT 1",
        (public_id,),
    ).fetchone()
    return None if row is None else KnownColumn(*row)


def last_seen_beside(db: Database, article_id: int) -> str | None:
    """When another column of the same outlet was seen last; None when there is none."""
    row = db.execute(
        "SELECT max(a.last_seen) FROM articles AS a JOIN articles AS one"
        " ON one.outlet_id = a.outlet_id AND one.id <> a.id WHERE one.id = ?",
        (article_id,),
    ).fetchone()
    return cast("str | None", row[0])


def public_id_of(db: Database, article_id: int) -> str | None:
    """The id that a column is cited by; None of a row that is not there."""
    row = db.execute("SELECT public_id FROM articles WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else cast("str", row[0])


def with_body(db: Database, body_digest: str, *, outlet_id: int) -> list[KnownColumn]:
    """Columns of an outlet that have or had this body, the earliest published first."""
    rows = db.execute(
        f"SELECT {KNOWN} FROM articles WHERE outlet_id = ?1 AND id IN"  # noqa: S608
        " (SELECT article_id FROM versions WHERE body_digest = ?2)"
        " ORDER BY published_utc IS NULL, published_utc, public_id",
        (outlet_id, body_digest),
    )
    return [KnownColumn(*row) for row in rows]


def text_digest_at(db: Database, urls: Iterable[str]) -> str | None:
    """Digest of the text of the column known at the first of the addresses that is known."""
    for url in urls:
        row = db.execute(
            "SELECT a.text_digest FROM article_urls AS u JOIN articles AS a ON a.id = u.article_id"
            " WHERE u.url = ?",
            (url,),
        ).fetchone()
        if row is not None:
            return cast("str", row[0])
    return None


def texts_without_address(db: Database, body_digest: str, *, outlet_id: int) -> list[KnownColumn]:
    """Columns of an outlet known by this very text only."""
    rows = db.execute(
        f"SELECT {KNOWN} FROM articles WHERE body_digest = ? AND outlet_id = ?"  # noqa: S608
        " AND url IS NULL",
        (body_digest, outlet_id),
    )
    return [KnownColumn(*row) for row in rows]


def text_of(db: Database, article_id: int) -> Text:
    """The newest text of a column."""
    row = db.execute(
        "SELECT title, standfirst, body FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    return Text(*row)


def columns_with(db: Database, body_digest: str) -> list[KnownColumn]:
    """All columns that have a text today."""
    rows = db.execute(f"SELECT {KNOWN} FROM articles WHERE body_digest = ?", (body_digest,))  # noqa: S608
    return [KnownColumn(*row) for row in rows]


def column_with(db: Database, body_digest: str, *, but: int | None = None) -> KnownColumn | None:
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
    return None if row is None else KnownColumn(*row)


def columns_by_text(db: Database, after: tuple[str, str], *, limit: int) -> list[KnownColumn]:
    """Columns in the order of their texts' digests, then of ids, from the one after such two on.

    The order is the same in whatever order they came.
    """
    rows = db.execute(
        f"SELECT {KNOWN} FROM articles WHERE (body_digest, public_id) > (?, ?)"  # noqa: S608
        " ORDER BY body_digest, public_id LIMIT ?",
        (*after, limit),
    )
    return [KnownColumn(*row) for row in rows]


def delete_references(db: Database, article_id: int) -> None:
    """Remove what leads to a column: addresses, former ids, words."""
    db.execute("DELETE FROM article_urls WHERE article_id = ?", (article_id,))
    db.execute("DELETE FROM former_ids WHERE article_id = ?", (article_id,))
    db.execute("DELETE FROM duplicate_words WHERE one_id = ?", (article_id,))
    db.execute("DELETE FROM duplicate_words WHERE other_id = ?", (article_id,))
    db.execute("UPDATE captures SET article_id = NULL WHERE article_id = ?", (article_id,))


def public_ids(db: Database) -> Iterator[tuple[str, int]]:
    """Each column's public id and row id."""
    yield from db.execute("SELECT public_id, id FROM articles")


def whole_row(db: Database, article_id: int) -> dict[str, Any]:
    """A row of `articles` with its outlet's slug and name, and the public id of its cluster."""
    rows = db.query(
        "SELECT a.*, o.slug AS outlet, o.name AS outlet_name, k.representative_id,"
        " r.public_id AS cluster FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id"
        " LEFT JOIN clusters AS k ON k.id = a.cluster_id"
        " LEFT JOIN articles AS r ON r.id = k.representative_id WHERE a.id = ?",
        (article_id,),
    )
    for row in rows:
        return row
    raise Damaged(
        f"column {public_id_of(db, article_id)}: the row of its outlet is lost; `desk verify"
        " --repair` writes it again from the outlet's file"
    )


def all_ids(db: Database) -> list[int]:
    """Row ids of all columns, by public id."""
    rows = db.execute("SELECT id FROM articles ORDER BY public_id").fetchall()
    return [row[0] for row in rows]


def bodies(db: Database, ids: Sequence[int] | None) -> list[tuple[int, str, str]]:
    """Row id, public id and body of columns."""
    where, given = statements.among("id", ids)
    return db.execute(f"SELECT id, public_id, body FROM articles{where}", given).fetchall()  # noqa: S608


def rows_to_check(db: Database, ids: Sequence[int] | None) -> Iterator[dict[str, Any]]:
    """The texts and fields of columns, with the digests that were made of them."""
    where, given = statements.among("id", ids)
    query = f"SELECT {', '.join((*TEXTS, *RECORD_FIELDS))} FROM articles{where} ORDER BY id"  # noqa: S608
    return statements.as_dictionaries(db.execute(query, given))


def _update(db: Database, article_id: int, values: Mapping[str, Value]) -> None:
    assignments = ", ".join(f"{name} = ?" for name in values)
    db.execute(
        f"UPDATE articles SET {assignments} WHERE id = ?",  # noqa: S608
        (*values.values(), article_id),
    )
