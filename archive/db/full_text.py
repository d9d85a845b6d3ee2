"""What the full-text indexes find: row ids, scores and counts."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from archive.db.sqlite import Database

SearchedText = Literal["column", "comments"]
"""What is searched: each has an index."""

INDEX: dict[SearchedText, str] = {"column": "articles_fts", "comments": "comments_fts"}
TABLE: dict[SearchedText, str] = {"column": "articles", "comments": "comments"}
SAMPLED_OF = 1009
"""A prime, so that rows at any other interval are sampled as often as all."""
SPREAD = 617
"""Puts rows that follow each other far apart, so that a small sample has no two of them."""
WITHOUT_AUTHORS: dict[SearchedText, str] = {
    "column": "bm25(10.0, 3.0, 1.0, 1.0, 0.0, 1.0, 0.0)",
    "comments": "bm25(0.0, 1.0, 0.0)",
}
"""The score by all of a text, as the index itself has it, but not by who wrote it. In comments the
name stands among the words of other forms (`search_extra`), which then count no more either."""
LOOKED_UP = 200
"""Rows that are looked up in an index one by one; of more, all that match are gone through.

So it is for words that begin somehow: each look gathers anew what all of them are in.
"""


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """What an index is asked: a query in FTS5's language, and what a row must be besides."""

    place: SearchedText
    expression: str
    sql: str = ""
    """Conditions on comments, by what the index `comments_dated` has of a comment `c`."""
    values: Mapping[str, str] = field(default_factory=dict)
    rows: str = ""
    """Conditions on the row id `f.rowid` alone."""
    score: str = ""
    """How rows are scored, where it is not as the index itself has it."""

    @property
    def source(self) -> str:
        """The rows that match, as FROM and WHERE."""
        return self.source_with("")

    def source_with(self, joined: str) -> str:
        """The rows that match, joined with others, as FROM and WHERE.

        CROSS JOIN keeps SQLite from asking the index row by row, which took 10 s where this takes
        0.05 s; so does a + before `f.rowid` in a condition.
        """
        index, columns = INDEX[self.place], ""
        if self.sql:
            columns = " CROSS JOIN comments AS c INDEXED BY comments_dated ON c.id = f.rowid"
        conditions = f"{self.rows}{self.sql}"
        return f"FROM {index} AS f{columns}{joined} WHERE {index} MATCH :query{conditions}"

    def asked(self, **values: str | float) -> dict[str, str | float]:
        """The values of its conditions with others."""
        return {"query": self.expression, **self.values, **values}

    def of(self, expression: str) -> "IndexQuery":
        """The same conditions with another expression."""
        return replace(self, expression=expression)

    def among(self, expression: str) -> "IndexQuery":
        """The same among what matches something else, too."""
        return self.of(f"({self.expression}) AND {expression}")

    def but(self, rowids: Sequence[int]) -> "IndexQuery":
        """The same without some rows."""
        rows = f"{self.rows} AND +f.rowid NOT IN (SELECT value FROM json_each(:apart))"  # noqa: S608
        return replace(self, rows=rows, values={**self.values, "apart": json.dumps(list(rowids))})

    def only(self, rowids: Sequence[int]) -> "IndexQuery":
        """The same of some rows alone, all of which match."""
        rows = " AND +f.rowid IN (SELECT value FROM json_each(:only))"
        values = {"only": json.dumps(list(rowids))}
        return replace(self, sql="", values=values, rows=rows)

    def of_columns(self, has: str | None, has_not: str | None) -> "IndexQuery":
        """The same of comments whose columns match one expression, and not another."""
        sql, values = self.sql, dict(self.values)
        for name, chosen, expression in (("has", "IN", has), ("has_not", "NOT IN", has_not)):
            if expression:
                columns = f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH :{name}"  # noqa: S608
                sql += f" AND c.article_id {chosen} ({columns})"
                values[name] = expression
        return replace(self, sql=sql, values=values)

    def sample(self, share: float) -> "IndexQuery":
        """The same of about a share of the rows, as `sampled` has it."""
        return replace(self, rows=f"{self.rows} AND {is_sampled('f.rowid', share)}")

    def stored_since(self, rowid: int) -> "IndexQuery":
        """The same of rows that were stored no earlier than one."""
        return replace(self, rows=f"{self.rows} AND f.rowid >= {rowid}")


class SampledRows(NamedTuple):
    """Some of the rows that match."""

    share: float
    """About how many they are of all."""
    rowids: Sequence[int]


def count(db: Database, query: IndexQuery) -> int:
    """How many rows match."""
    (number,) = db.execute(f"SELECT count(*) {query.source}", query.asked()).fetchone()
    return int(number)


def count_and_sample(db: Database, query: IndexQuery, share: float) -> tuple[int, SampledRows]:
    """How many rows match, and a share of them, which takes up to twice as long as the count."""
    sample = f"group_concat(f.rowid) FILTER (WHERE {is_sampled('f.rowid', share)})"
    sql = f"SELECT count(*), {sample} {query.source}"
    number, rowids = db.execute(sql, query.asked()).fetchone()
    return int(number), SampledRows(
        share, [int(row) for row in rowids.split(",")] if rowids else []
    )


def sampled(rowids: Iterable[int], share: float) -> list[int]:
    """Those of some rows that are in a sample: about a share, at least a thousandth, spread evenly.

    Which they are depends on the row ids alone, and in the same way whether rows were stored
    together or at intervals, as they are of one outlet or year: of 1009 in a row, or at any
    interval that is not a multiple of this prime, each share has as many. A smaller share is a
    part of each larger one.
    """
    chosen = _chosen(share)
    return [row for row in rowids if row * SPREAD % SAMPLED_OF < chosen]


def is_sampled(rowid: str, share: float) -> str:
    """The condition that a row is in a sample, as in `sampled`."""
    return f"({rowid} * {SPREAD}) % {SAMPLED_OF} < {_chosen(share)}"


def _chosen(share: float) -> int:
    return max(1, round(share * SAMPLED_OF))


def last_row(db: Database, place: SearchedText) -> int:
    """The last row id of what is searched, which is about how many rows there are."""
    (rowid,) = db.execute(f"SELECT max(id) FROM {TABLE[place]}").fetchone()  # noqa: S608
    return rowid or 0


def any_column(db: Database, expression: str) -> bool:
    """Whether a column matches."""
    sql = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1"
    return db.execute(sql, (expression,)).fetchone() is not None


def scores(db: Database, query: IndexQuery, *, limit: int = -1) -> list[tuple[float, int]]:
    """Score and row id of all that matches, or of so many; the smaller the score the better."""
    score = " AND f.rank MATCH :score" if query.score else ""
    sql = f"SELECT f.rank, f.rowid {query.source}{score} LIMIT :limit"
    return db.execute(sql, query.asked(limit=limit, score=query.score)).fetchall()


def newest_stored(db: Database, query: IndexQuery, *, limit: int, offset: int = 0) -> list[int]:
    """Row ids of what matches, from the last that was stored."""
    sql = f"SELECT f.rowid {query.source} ORDER BY f.rowid DESC LIMIT :limit OFFSET :offset"
    return [rowid for (rowid,) in db.execute(sql, query.asked(limit=limit, offset=offset))]


def rowids(db: Database, query: IndexQuery, *, limit: int = -1) -> list[int]:
    """Row ids of all that matches, or of so many."""
    sql = f"SELECT f.rowid {query.source} LIMIT :limit"
    return [rowid for (rowid,) in db.execute(sql, query.asked(limit=limit))]


def matching(db: Database, query: IndexQuery, among: Iterable[int]) -> set[int]:
    """Those of some rows that match."""
    some = list(among)
    plus = "+" if len(some) > LOOKED_UP or "*" in query.expression else ""
    condition = f"{plus}f.rowid IN (SELECT value FROM json_each(:some))"  # noqa: S608
    sql = f"SELECT f.rowid {query.source} AND {condition}"
    return {rowid for (rowid,) in db.execute(sql, query.asked(some=json.dumps(some)))}


class MatchingText(NamedTuple):
    """All that can be asked of a row of an index that matches."""

    rowid: int
    title: str | None
    standfirst: str | None
    text: str
    author: str | None
    """Of a comment; of a column its byline."""
    section: str | None
    blocks: str | None
    """Of a column with captions, its stored blocks."""
    marks: str


FOLDED: dict[SearchedText, tuple[str, ...]] = {
    "column": ("search_extra", "search_authors", "search_captions"),
    "comments": ("search_extra",),
}
"""Columns of the indexes that hold words otherwise than they stand in a text."""
TEXTS: dict[SearchedText, str] = {
    "column": (
        "SELECT r.id, r.title, r.standfirst, r.body, r.byline, r.section,"
        " iif(r.search_captions IS NULL, NULL, r.blocks), r.search_marks FROM articles"
    ),
    "comments": "SELECT r.id, NULL, NULL, r.text, r.author, NULL, NULL, '' FROM comments",
}


def matching_texts(db: Database, query: IndexQuery) -> Iterator[MatchingText]:
    """The texts of all matches, one by one."""
    sql = f"{TEXTS[query.place]} AS r WHERE r.id IN (SELECT f.rowid {query.source})"
    return map(MatchingText._make, db.execute(sql, query.asked()))


def finds(db: Database, place: SearchedText, rowid: int, word: str) -> bool:
    """Whether an index finds a column, or a comment, by a word of its text."""
    index, text = (INDEX[place], "body" if place == "column" else "text")
    row = db.execute(
        f"SELECT 1 FROM {index} WHERE {index} MATCH ? AND rowid = ?",  # noqa: S608
        (f'{text}: "{word}"', rowid),
    ).fetchone()
    return row is not None
