"""Figures of many tables: how many rows they have, and what the archive holds of each outlet."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from archive.db import statements
from archive.db.sqlite import Database
from archive.model.records import Coverage


def count(db: Database, table: str) -> int:
    """How many rows a table has."""
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def last_id(db: Database, table: str) -> int:
    """The greatest row id of a table; 0 of an empty one."""
    return int(db.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0)  # noqa: S608


def ids_there(db: Database, table: str, ids: Sequence[int]) -> list[int]:
    """Those of the ids that a row of a table has."""
    rows = db.execute(
        f"SELECT id FROM {table} WHERE id {statements.IN}",  # noqa: S608
        (json.dumps(list(ids)),),
    )
    return [row[0] for row in rows]


def fetched_before_runs(db: Database, outlet_id: int) -> str | None:
    """When an outlet's newest answer of a server came before the first run that is known; None when
    it had only files by then, or nothing."""
    row = db.execute(
        "SELECT max(captured_at) FROM captures WHERE outlet_id = ? AND status IS NOT NULL"
        " AND captured_at < coalesce((SELECT min(started_at) FROM runs), '~')",
        (outlet_id,),
    ).fetchone()
    return None if row[0] is None else str(row[0])


def columns_since(db: Database, capture_id: int) -> int:
    """How many columns have only captures that came after one."""
    row = db.execute(
        "SELECT count(*) FROM (SELECT article_id FROM captures WHERE article_id IS NOT NULL"
        " GROUP BY article_id HAVING min(id) > ?)",
        (capture_id,),
    ).fetchone()
    return int(row[0])


def sizes(db: Database) -> dict[str, int]:
    """How many columns, comments and captures there are, by their greatest row ids."""
    return {table: last_id(db, table) for table in ("articles", "comments", "captures")}


def figures_by_outlet(db: Database) -> Iterator[dict[str, Any]]:
    """What the archive holds of each outlet, by slug."""
    return db.query(
        "SELECT o.id, o.slug, o.name, count(a.id) AS columns,"
        " count(CASE a.state WHEN 'gone' THEN 1 END) AS gone,"
        " coalesce(sum(a.words), 0) AS words,"
        " count(CASE WHEN k.representative_id <> a.id THEN 1 END) AS duplicates,"
        " min(a.published_utc) AS earliest, max(a.published_utc) AS latest,"
        " (SELECT count(*) FROM captures AS c WHERE c.outlet_id = o.id) AS captures,"
        " (SELECT count(*) FROM comments AS m JOIN articles AS b ON b.id = m.article_id"
        "  WHERE b.outlet_id = o.id) AS comments,"
        " (SELECT count(*) FROM versions AS v JOIN articles AS b ON b.id = v.article_id"
        "  WHERE b.outlet_id = o.id) AS versions,"
        " (SELECT max(finished_at) FROM crawls AS r WHERE r.outlet_id = o.id) AS crawled_at"
        " FROM outlets AS o LEFT JOIN articles AS a ON a.outlet_id = o.id"
        " LEFT JOIN clusters AS k ON k.id = a.cluster_id GROUP BY o.id ORDER BY o.slug"
    )


def coverage(db: Database, outlet_id: int) -> Coverage:
    """How many columns an outlet has, and how many of them have each field.

    A column is entered under the outlet that archived it first; another one whose scope admits it
    has it too.
    """
    (row,) = db.query(
        "SELECT count(*) AS columns, count(title) AS title, count(standfirst) AS standfirst,"
        " count(byline) AS byline, count(published_utc) AS published, count(section) AS section,"
        " count(language) AS language, count(CASE WHEN EXISTS (SELECT 1 FROM article_authors AS w"
        "  WHERE w.article_id = a.id) THEN 1 END) AS authors"
        " FROM articles AS a WHERE a.outlet_id = ?1 OR a.id IN (SELECT u.article_id"
        "  FROM frontier AS f JOIN article_urls AS u ON u.url = f.url WHERE f.outlet_id = ?1"
        "  AND f.outcome IN ('new', 'updated', 'comments', 'unchanged', 'back'))",
        (outlet_id,),
    )
    return Coverage(columns=row.pop("columns"), having=row)


def days_of_arrival(db: Database, outlet_id: int, *, limit: int) -> list[str]:
    """Days on which a new column of an outlet was archived, the newest first."""
    rows = db.execute(
        "SELECT DISTINCT substr(first_seen, 1, 10) FROM articles WHERE outlet_id = ?"
        " ORDER BY 1 DESC LIMIT ?",
        (outlet_id, limit),
    )
    return [day for (day,) in rows]
