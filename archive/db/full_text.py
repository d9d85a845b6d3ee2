"""What the full-text indexes `articles_fts` and `comments_fts` find."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from archive.db.sqlite import Database
from archive.model.records import Precision

SearchedText = Literal["column", "comments"]
"""What is searched: each has an index."""
Order = Literal["relevance", "newest"]


class Filter(NamedTuple):
    """What a hit must be besides matching, as SQL over `a` and `o` with its values."""

    sql: str
    values: Mapping[str, str]


class MatchingRow(NamedTuple):
    """A row of an index that matches."""

    rowid: int
    score: float
    day: str | None
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


COLUMNS = """
  FROM articles_fts AS f CROSS JOIN articles AS a ON a.id = f.rowid
  CROSS JOIN outlets AS o ON o.id = a.outlet_id
  WHERE articles_fts MATCH :query"""
COMMENTS = """
  FROM comments_fts AS f CROSS JOIN comments AS c ON c.id = f.rowid
  CROSS JOIN articles AS a ON a.id = c.article_id CROSS JOIN outlets AS o ON o.id = a.outlet_id
  WHERE comments_fts MATCH :query"""
"""CROSS JOIN keeps SQLite from asking the index row by row, which took 10 s where this takes
0.05 s; so does the + before `f.rowid` below."""
SOURCES: dict[SearchedText, str] = {"column": COLUMNS, "comments": COMMENTS}
PUBLISHED: dict[SearchedText, str] = {
    "column": "a.published",
    "comments": "coalesce(c.published, a.published)",
}
SORTED: dict[SearchedText, str] = {
    "column": "a.published_utc",
    "comments": "coalesce(c.published_utc, a.published_utc)",
}
NEWEST: dict[SearchedText, str] = {
    "column": """
      SELECT a.id FROM articles AS a INDEXED BY articles_published
      JOIN outlets AS o ON o.id = a.outlet_id
      WHERE a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :query){limits}
      ORDER BY a.published_utc DESC LIMIT :newest""",
    "comments": "SELECT f.rowid" + COMMENTS + "{limits} ORDER BY f.rowid DESC LIMIT :newest",
}
"""The newest matches: by date where an index knows it, else as they came."""


def restriction(
    place: SearchedText, outlets: Sequence[str], since: date | None, until: date | None
) -> Filter:
    """Outlet and days as conditions; both days are included."""
    published = PUBLISHED[place]
    conditions: list[str] = []
    values: dict[str, str] = {}
    if outlets:
        values |= {f"outlet{number}": slug for number, slug in enumerate(outlets)}
        conditions.append(f"o.slug IN ({', '.join(f':{name}' for name in values)})")
    if since is not None:
        conditions.append(f"{published} >= :since")
        values["since"] = since.isoformat()
    if until is not None and until < date.max:
        conditions.append(f"{published} < :after")
        values["after"] = (until + timedelta(days=1)).isoformat()
    return Filter("".join(f"\n  AND {condition}" for condition in conditions), values)


def count_matches(db: Database, place: SearchedText, expression: str, limits: Filter) -> int:
    """How many columns or comments match."""
    index = "articles_fts" if place == "column" else "comments_fts"
    source = (
        SOURCES[place] + limits.sql if limits.sql else f"FROM {index} WHERE {index} MATCH :query"
    )
    values = {"query": expression, **limits.values}
    (number,) = db.execute(f"SELECT count(*) {source}", values).fetchone()
    return int(number)


def count_repeated(db: Database, expression: str, limits: Filter) -> int:
    """How many matching columns are the same text as another that matches."""
    sql = f"""
      SELECT count(a.cluster_id) - count(DISTINCT a.cluster_id) {COLUMNS}{limits.sql}"""
    values = {"query": expression, **limits.values}
    (number,) = db.execute(sql, values).fetchone()
    return int(number)


def matches(
    db: Database,
    place: SearchedText,
    expression: str,
    limits: Filter,
    *,
    order: Order,
    limit: int,
    newest: int | None,
) -> list[MatchingRow]:
    """The first matches of one index; with `newest` only so many of the newest are ranked."""
    among = (
        "" if newest is None else f" AND +f.rowid IN ({NEWEST[place].format(limits=limits.sql)})"
    )
    score = "f.rank" if order == "relevance" else "0.0"
    sql = f"""
      SELECT f.rowid, {score} AS score, {SORTED[place]} AS day, a.cluster_id
      {SOURCES[place]}{limits.sql}{among}
      ORDER BY score, day DESC, a.public_id, f.rowid LIMIT :limit"""
    values: dict[str, str | int] = {"query": expression, **limits.values, "limit": limit}
    if newest is not None:
        values["newest"] = newest
    return [MatchingRow(*row) for row in db.execute(sql, values)]


class MatchingText(NamedTuple):
    """All that can be asked of a row of an index that matches."""

    rowid: int
    title: str | None
    standfirst: str | None
    text: str
    author: str | None
    """Of a comment; of a column its byline."""
    blocks: str | None
    """Of a column with captions, its stored blocks."""


FOLDED: dict[SearchedText, tuple[str, ...]] = {
    "column": ("search_extra", "search_authors", "search_captions"),
    "comments": ("search_extra",),
}
"""Columns of the indexes that hold words otherwise than they stand in a text."""
TEXTS: dict[SearchedText, str] = {
    "column": (
        "a.id, a.title, a.standfirst, a.body, a.byline,"
        " iif(a.search_captions IS NULL, NULL, a.blocks)"
    ),
    "comments": "c.id, NULL, NULL, c.text, c.author, NULL",
}
ROW: dict[SearchedText, str] = {"column": "a.id", "comments": "c.id"}


def matching_texts(
    db: Database, place: SearchedText, expression: str, limits: Filter
) -> Iterator[MatchingText]:
    """The texts of all matches, one by one."""
    sql = f"SELECT {TEXTS[place]} {SOURCES[place]}{limits.sql}"
    return map(MatchingText._make, db.execute(sql, {"query": expression, **limits.values}))


def but(place: SearchedText, limits: Filter, rowids: Sequence[int]) -> Filter:
    """A filter that leaves some rows out, too."""
    condition = f"\n  AND {ROW[place]} NOT IN (SELECT value FROM json_each(:apart))"  # noqa: S608
    return Filter(limits.sql + condition, {**limits.values, "apart": json.dumps(list(rowids))})


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
        """SELECT a.public_id, a.title, o.slug, o.name, a.section, a.language, c.key,
             c.published, c.published_precision, a.published, a.published_precision, a.url,
             c.author, c.text
           FROM comments AS c JOIN articles AS a ON a.id = c.article_id
           JOIN outlets AS o ON o.id = a.outlet_id WHERE c.id = ?""",
        (rowid,),
    ).fetchone()
    return MatchingComment(*row)


def finds(db: Database, place: SearchedText, rowid: int, word: str) -> bool:
    """Whether an index finds a column, or a comment, by a word of its text."""
    index, text = ("articles_fts", "body") if place == "column" else ("comments_fts", "text")
    row = db.execute(
        f"SELECT 1 FROM {index} WHERE {index} MATCH ? AND rowid = ?",  # noqa: S608
        (f'{text}: "{word}"', rowid),
    ).fetchone()
    return row is not None
