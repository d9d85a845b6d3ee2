"""What is known of columns and comments that a search found."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archive.db.full_text import IndexQuery, SearchedText
from archive.db.printed_days import COMMENT_DAY, as_day
from archive.db.sqlite import Database
from archive.model.records import Precision

AMONG = "FROM json_each(:rows) AS j CROSS JOIN"


class FoundRow(NamedTuple):
    """What a column or comment that was found is put in order by, and its cluster."""

    place: SearchedText
    rowid: int
    day: str
    """As much of its date as is printed, to the day; empty without a date."""
    published_utc: str
    public_id: str
    cluster_id: int | None


class MatchingColumn(NamedTuple):
    """A column with what a hit shows of it."""

    public_id: str
    title: str | None
    outlet: str
    outlet_name: str
    section: str | None
    language: str | None
    published: str | None
    published_precision: Precision | None
    url: str | None
    body: str
    standfirst: str | None
    byline: str | None
    blocks: str | None
    """Of a column with captions, its stored blocks."""


class MatchingComment(NamedTuple):
    """A comment with what a hit shows of it and its column."""

    article_id: int
    public_id: str
    title: str | None
    outlet: str
    outlet_name: str
    section: str | None
    language: str | None
    key: str
    published: str | None
    published_precision: Precision | None
    column_published: str | None
    column_precision: Precision | None
    url: str | None
    author: str | None
    text: str


CountedFacts = tuple[int, int, str | None, str | None, str | None]
"""What facets count: the column, outlet, year, language and section of a column, or of a comment,
whose column they are of but for the year. Plain tuples, as there are tens of thousands."""


COLUMN = f"""
  SELECT 'column', a.id, {as_day("a.published", "a.published_precision")} AS day,
    coalesce(a.published_utc, '') AS moment, a.public_id, a.cluster_id"""
COMMENT = f"""
  SELECT 'comments', c.id, {COMMENT_DAY} AS day,
    coalesce(c.published_utc, a.published_utc, '') AS moment, a.public_id, NULL
  {AMONG} comments AS c ON c.id = j.value CROSS JOIN articles AS a ON a.id = c.article_id"""
NEWEST = "ORDER BY day DESC, moment DESC, 5, 1, 2"
"""As `archive.search.order` has it."""


def rows(db: Database, place: SearchedText, rowids: Iterable[int]) -> Iterator[FoundRow]:
    """Columns or comments as they are put in order: comments without a date by their column's."""
    sql = f"{COLUMN} {AMONG} articles AS a ON a.id = j.value" if place == "column" else COMMENT
    return map(FoundRow._make, db.execute(sql, {"rows": json.dumps(list(rowids))}))


class Months(NamedTuple):
    """A span of months, from the newest: 2012-06, 2012 behind all months of it, and empty last."""

    newest: str
    before: str | None
    """The first that is not in it; None for all of them."""


def newest(
    db: Database,
    query: IndexQuery | None,
    comments: Sequence[int],
    *,
    months: Months | None = None,
    limit: int = -1,
    offset: int = 0,
) -> list[FoundRow]:
    """Columns that match, and some comments (those of some months), in order, the newest first."""
    parts: list[str] = []
    values: dict[str, str | float] = {"limit": limit, "offset": offset}
    if query is not None:
        parts.append(f"{COLUMN} {query.source_with(' CROSS JOIN articles AS a ON a.id = f.rowid')}")
        values |= query.asked()
    if comments:
        among, chosen = _of_months(months)
        parts.append(f"{COMMENT}{among}")
        values |= {"rows": json.dumps(list(comments)), **chosen}
    if not parts:
        return []
    sql = f"{' UNION ALL '.join(parts)} {NEWEST} LIMIT :limit OFFSET :offset"
    return [FoundRow._make(row) for row in db.execute(sql, values)]


def comments_by_month(db: Database, rowids: Sequence[int]) -> dict[str, int]:
    """How many of some comments are of each month: 2012-06; 2012; empty."""
    sql = f"SELECT substr(day, 1, 7), count(*) FROM ({COMMENT}) GROUP BY 1"  # noqa: S608
    return dict(db.execute(sql, {"rows": json.dumps(list(rowids))}).fetchall())


def _of_months(months: Months | None) -> tuple[str, dict[str, str]]:
    """The condition that a comment is of some months."""
    if months is None:
        return "", {}
    sql, values = f" WHERE substr({COMMENT_DAY}, 1, 7) <= :newest", {"newest": months.newest}
    if months.before is None:
        return sql, values
    return f"{sql} AND substr({COMMENT_DAY}, 1, 7) > :before", {**values, "before": months.before}


def cluster_members(db: Database, cluster_ids: Iterable[int]) -> Iterator[FoundRow]:
    """All columns of some clusters."""
    sql = f"{COLUMN} {AMONG} articles AS a ON a.cluster_id = j.value"
    return map(FoundRow._make, db.execute(sql, {"rows": json.dumps(list(cluster_ids))}))


def clusters(db: Database, columns: Sequence[int]) -> dict[int, int | None]:
    """The cluster of each of some columns."""
    sql = f"""
      SELECT a.id, a.cluster_id
      {AMONG} articles AS a INDEXED BY articles_facets ON a.id = j.value"""
    return dict(db.execute(sql, {"rows": json.dumps(list(columns))}).fetchall())


def columns_of_comments(db: Database, query: IndexQuery) -> list[tuple[int, int]]:
    """Comments that match, each with its column."""
    sql = f"""
      SELECT id, article_id FROM comments WHERE id IN (SELECT f.rowid {query.source})"""  # noqa: S608
    return db.execute(sql, query.asked()).fetchall()


def count_repeated(db: Database, query: IndexQuery) -> int:
    """How many matching columns are the same text as another that matches."""
    sql = f"""
      SELECT count(cluster_id) - count(DISTINCT cluster_id) FROM articles INDEXED BY articles_facets
      WHERE id IN (SELECT f.rowid {query.source})"""  # noqa: S608
    (number,) = db.execute(sql, query.asked()).fetchone()
    return int(number)


def facts(db: Database, place: SearchedText, rowids: Sequence[int]) -> list[CountedFacts]:
    """What facets count of some columns or comments."""
    columns, on = "articles AS a INDEXED BY articles_facets ON a.id =", "j.value"
    published = "a.published"
    if place == "comments":
        columns = f"comments AS c INDEXED BY comments_dated ON c.id = {on} CROSS JOIN {columns}"
        published, on = "coalesce(c.published, a.published)", "c.article_id"
    sql = f"""
      SELECT a.id, a.outlet_id, substr({published}, 1, 4), a.language, a.section
      {AMONG} {columns} {on}"""
    return db.execute(sql, {"rows": json.dumps(list(rowids))}).fetchall()


def authors(db: Database, columns: Sequence[int]) -> list[str]:
    """The authors of some columns, each as often as a column stands there."""
    sql = f"SELECT w.name {AMONG} article_authors AS w ON w.article_id = j.value"
    return [name for (name,) in db.execute(sql, {"rows": json.dumps(list(columns))})]


def matching_column(db: Database, rowid: int) -> MatchingColumn:
    """A column that matches."""
    row = db.execute(
        """SELECT a.public_id, a.title, o.slug, o.name, a.section, a.language, a.published,
             a.published_precision, a.url, a.body, a.standfirst, a.byline,
             iif(a.search_captions IS NULL, NULL, a.blocks)
           FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id WHERE a.id = ?""",
        (rowid,),
    ).fetchone()
    return MatchingColumn(*row)


def matching_comment(db: Database, rowid: int) -> MatchingComment:
    """A comment that matches."""
    row = db.execute(
        """SELECT a.id, a.public_id, a.title, o.slug, o.name, a.section, a.language, c.key,
             c.published, c.published_precision, a.published, a.published_precision, a.url,
             c.author, c.text
           FROM comments AS c JOIN articles AS a ON a.id = c.article_id
           JOIN outlets AS o ON o.id = a.outlet_id WHERE c.id = ?""",
        (rowid,),
    ).fetchone()
    return MatchingComment(*row)
