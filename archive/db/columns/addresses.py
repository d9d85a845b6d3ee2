"""The rows of `article_urls` and `former_ids`: what leads to a column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from archive.db.sqlite import Database
from archive.model.identity import Relation


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """A row of `article_urls`."""

    url: str
    article_id: int
    relation: Relation


def insert_former_id(db: Database, article_id: int, public_id: str) -> None:
    """Let an id that lost a merge lead to the column."""
    db.execute(
        "INSERT INTO former_ids (public_id, article_id) VALUES (?, ?)"
        " ON CONFLICT (public_id) DO UPDATE SET article_id = excluded.article_id",
        (public_id, article_id),
    )


def upsert_address(db: Database, article_id: int, url: str, relation: Relation) -> None:
    """Enter an address of a column, or what it is to the column now."""
    db.execute(
        "INSERT INTO article_urls (url, article_id, relation) VALUES (?, ?, ?) ON CONFLICT (url)"
        " DO UPDATE SET article_id = excluded.article_id, relation = excluded.relation",
        (url, article_id, relation),
    )


def delete_address(db: Database, url: str) -> None:
    """Remove an address that leads to no column."""
    db.execute("DELETE FROM article_urls WHERE url = ?", (url,))


def delete_former_id(db: Database, public_id: str) -> None:
    """Remove an id that leads to no column."""
    db.execute("DELETE FROM former_ids WHERE public_id = ?", (public_id,))


def known_addresses(db: Database, urls: Sequence[str]) -> dict[str, KnownAddress]:
    """Those of the addresses that belong to a column."""
    marks = ", ".join("?" * len(urls))
    rows = db.execute(
        f"SELECT url, article_id, relation FROM article_urls WHERE url IN ({marks})",  # noqa: S608
        urls,
    )
    return {row[0]: KnownAddress(*row) for row in rows}


def addresses_of(db: Database, article_id: int) -> dict[str, Relation]:
    """All addresses of a column."""
    rows = db.execute(
        "SELECT url, relation FROM article_urls WHERE article_id = ? ORDER BY url", (article_id,)
    )
    return cast("dict[str, Relation]", dict(rows.fetchall()))


def former_ids_of(db: Database, article_id: int) -> list[str]:
    """The ids that led to a column."""
    rows = db.execute("SELECT public_id FROM former_ids WHERE article_id = ?", (article_id,))
    return [row[0] for row in rows]


def all_addresses(db: Database) -> Iterator[tuple[str, int]]:
    """Each address of a column, and the column's row id."""
    yield from db.execute("SELECT url, article_id FROM article_urls")


def columns_at(db: Database, urls: Sequence[str]) -> list[int]:
    """Row ids of the columns that are known at some addresses."""
    marks = ", ".join("?" * len(urls))
    rows = db.execute(
        f"SELECT DISTINCT article_id FROM article_urls WHERE url IN ({marks})",  # noqa: S608
        urls,
    )
    return [row[0] for row in rows]


def ids_beginning(db: Database, prefix: str) -> list[tuple[str, int]]:
    """Public and former ids that begin so, the first five, each with its column's row id."""
    return db.execute(
        "SELECT public_id, id FROM articles WHERE public_id BETWEEN ?1 AND ?2 UNION ALL"
        " SELECT public_id, article_id FROM former_ids WHERE public_id BETWEEN ?1 AND ?2"
        " ORDER BY public_id LIMIT 5",
        (prefix, prefix + "\x7f"),
    ).fetchall()
