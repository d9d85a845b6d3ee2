"""Columns and comments that hold what was asked for, ranked, with the places that match marked.

The number of matches is counted first, as counting costs a hundredth of ranking. Of more than
50,000 only the newest 5,000 are ranked, and the result says so: that is the case of single very
common words, where a rank says little and would take a second and more at a million columns.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from archive.db.connection import faults_told
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.times import as_printed
from archive.search.query import Query, Term, fts_query, marks_of, parse
from archive.text.folding import CJK_RUN

__all__ = ["Hit", "Results", "Snippet", "fts_query", "search"]

RANKED_WHOLE = 50_000
"""Matches; bm25 takes 1.4 to 2.3 µs for each of them, so this is 0.1 s."""
RANKED_NEWEST = 5_000
SNIPPET_LENGTH = 240
"""Characters; two to three lines of a terminal."""
LEAD = 60
"""Characters of a snippet before its first mark."""

Where = Literal["column", "comments", "both"]
Order = Literal["relevance", "newest"]
Marks = tuple[tuple[int, int], ...]


class Snippet(NamedTuple):
    """A piece of a text on one line, and where in it the hits stand."""

    text: str
    marks: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One column, or one comment under it, that matches."""

    public_id: str
    """Of the column, also when the hit is a comment under it."""
    title: str | None
    title_marks: Marks
    outlet: str
    outlet_name: str
    published: str | None
    """Of the column or the comment, as far as the page gave it."""
    url: str | None
    where: Literal["column", "comments"]
    author: str | None
    """Who wrote the comment; None for a column."""
    snippet: Snippet
    score: float
    """The higher the better; zero where the order is by date."""
    copies: int = 0
    """How many other columns of the archive are this text; zero when hits are not folded."""


@dataclass(frozen=True, slots=True)
class Results:
    """The best hits of a search."""

    total: int
    hits: tuple[Hit, ...]
    ranked: int
    """How many of the newest matches were ranked; `total` unless there were too many."""
    texts: int | None = None
    """Matches when columns that are one text count once; None when hits are not folded, and of
    more than 50,000 columns, where counting would take as long as ranking."""


class Filter(NamedTuple):
    """What a hit must be beside matching, as SQL over `a` and `o` with its values."""

    sql: str
    values: Mapping[str, str]


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
SOURCES = {"column": COLUMNS, "comments": COMMENTS}
PUBLISHED = {"column": "a.published", "comments": "coalesce(c.published, a.published)"}
SORTED = {"column": "a.published_utc", "comments": "coalesce(c.published_utc, a.published_utc)"}
NEWEST = {
    "column": """
      SELECT a.id FROM articles AS a INDEXED BY articles_published
      JOIN outlets AS o ON o.id = a.outlet_id
      WHERE a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :query){limits}
      ORDER BY a.published_utc DESC LIMIT :newest""",
    "comments": "SELECT f.rowid" + COMMENTS + "{limits} ORDER BY f.rowid DESC LIMIT :newest",
}
"""The newest matches: by date where an index knows it, else as they came."""


def search(
    archive: Archive,
    query: str,
    *,
    outlets: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    where: Where = "both",
    order: Order = "relevance",
    fold: bool = False,
    limit: int = 20,
) -> Results:
    """The hits for what a person typed; `since` and `until` are days as printed, both included.

    With `fold` columns that are one text are one hit: the earliest of those that match well, in the
    place of the best.
    """
    wanted = parse(query)
    if not wanted.alternatives:
        raise DeskError(
            f"Nothing to search for in {query!r}: give at least one word or number that must be"
            ' there; quotes, stars, AND, OR and NOT (or "-") only say how to take words'
        )
    with faults_told(archive.folder):
        known_outlets(archive, outlets)
        places: tuple[str, ...] = ("column", "comments") if where == "both" else (where,)
        total = ranked = 0
        texts: int | None = 0 if fold else None
        found: list[Ranked] = []
        for place in places:
            limits = restriction(PUBLISHED[place], outlets, since, until)
            count = counted(archive, place, wanted, limits)
            total += count
            if texts is not None:
                again = repeated(archive, wanted, limits, count) if place == "column" else 0
                texts = None if again is None else texts + count - again
            ranked += count if count <= RANKED_WHOLE or order == "newest" else RANKED_NEWEST
            if count and limit > 0:
                found += best(
                    archive,
                    place,
                    wanted,
                    limits,
                    order=order,
                    limit=limit,
                    count=count,
                    fold=fold and place == "column",
                )
    return Results(total=total, hits=tuple(in_order(found)[:limit]), ranked=ranked, texts=texts)


def known_outlets(archive: Archive, outlets: Sequence[str]) -> None:
    """Raise when a filter names an outlet the archive does not have."""
    there = {row[0] for row in archive.db.execute("SELECT slug FROM outlets")}
    for slug in outlets:
        if slug not in there:
            names = ", ".join(sorted(there)) or "none yet"
            raise DeskError(f"No outlet {slug!r} in this archive; it has: {names}")


def restriction(
    published: str, outlets: Sequence[str], since: date | None, until: date | None
) -> Filter:
    """Outlet and days as conditions."""
    conditions: list[str] = []
    values: dict[str, str] = {}
    if outlets:
        values |= {f"outlet{number}": slug for number, slug in enumerate(outlets)}
        conditions.append(f"o.slug IN ({', '.join(f':{name}' for name in values)})")
    if since is not None:
        conditions.append(f"{published} >= :since")
        values["since"] = since.isoformat()
    if until is not None:
        conditions.append(f"{published} < :after")
        values["after"] = (until + timedelta(days=1)).isoformat()
    return Filter("".join(f"\n  AND {condition}" for condition in conditions), values)


def counted(archive: Archive, place: str, query: Query, limits: Filter) -> int:
    """How many columns or comments match."""
    index = "articles_fts" if place == "column" else "comments_fts"
    source = (
        SOURCES[place] + limits.sql if limits.sql else f"FROM {index} WHERE {index} MATCH :query"
    )
    values = {"query": query.expression(), **limits.values}
    (count,) = archive.db.execute(f"SELECT count(*) {source}", values).fetchone()
    return int(count)


def repeated(archive: Archive, query: Query, limits: Filter, count: int) -> int | None:
    """How many matching columns are the same text as another that matches; None of too many."""
    if count > RANKED_WHOLE:
        return None
    sql = f"""
      SELECT count(a.cluster_id) - count(DISTINCT a.cluster_id) {COLUMNS}{limits.sql}"""
    values = {"query": query.expression(), **limits.values}
    (found,) = archive.db.execute(sql, values).fetchone()
    return int(found)


def best(
    archive: Archive,
    place: str,
    query: Query,
    limits: Filter,
    *,
    order: Order,
    limit: int,
    count: int,
    fold: bool,
) -> list["Ranked"]:
    """The first hits of one index."""
    newest = ""
    if count > RANKED_WHOLE and order == "relevance":
        newest = f" AND +f.rowid IN ({NEWEST[place].format(limits=limits.sql)})"
    score = "f.rank" if order == "relevance" else "0.0"
    sql = f"""
      SELECT f.rowid, {score} AS score, {SORTED[place]} AS day, a.cluster_id
      {SOURCES[place]}{limits.sql}{newest}
      ORDER BY score, day DESC, a.public_id, f.rowid LIMIT :limit"""
    values: dict[str, str | int] = {"query": query.expression(), **limits.values}
    values |= {"newest": RANKED_NEWEST, "limit": limit}
    if not fold:
        matches = [Match(*row) for row in archive.db.execute(sql, values).fetchall()]
    else:
        matches = folded(archive, sql, values, limit=limit)
    read = column_hit if place == "column" else comment_hit
    return [
        Ranked(
            match.score,
            match.day or "",
            replace(
                read(archive, match.rowid, query.terms, score=-match.score),
                copies=copies(archive, match.cluster_id) if fold else 0,
            ),
        )
        for match in matches
    ]


class Match(NamedTuple):
    """A row of an index that matches."""

    rowid: int
    score: float
    day: str | None
    cluster_id: int | None


def folded(
    archive: Archive, sql: str, values: Mapping[str, str | int], *, limit: int
) -> list[Match]:
    """The first matches, one for each text: the earliest column that is seen, at the best's place.

    Of the first so many matches few are copies; where they are many, more are looked at.
    """
    seen = 2 * limit
    while True:
        rows = [Match(*row) for row in archive.db.execute(sql, {**values, "limit": seen})]
        groups: dict[int, list[Match]] = {}
        for match in rows:
            groups.setdefault(match.cluster_id or -match.rowid, []).append(match)
        if len(groups) >= limit or len(rows) < seen:
            break
        seen *= 4
    found = []
    for group in list(groups.values())[:limit]:
        earliest = representative(archive, group[0].cluster_id)
        shown = next((match for match in group if match.rowid == earliest), group[0])
        found.append(shown._replace(score=group[0].score, day=group[0].day))
    return found


def representative(archive: Archive, cluster_id: int | None) -> int | None:
    """Row id of the earliest column of a cluster."""
    row = archive.db.execute(
        "SELECT representative_id FROM clusters WHERE id = ?", (cluster_id,)
    ).fetchone()
    return None if row is None else int(row[0])


def copies(archive: Archive, cluster_id: int | None) -> int:
    """How many columns of a cluster there are beside one."""
    if cluster_id is None:
        return 0
    sql = "SELECT count(*) - 1 FROM articles WHERE cluster_id = ?"
    return int(archive.db.execute(sql, (cluster_id,)).fetchone()[0])


class Ranked(NamedTuple):
    """A hit with what it is sorted by, the smallest score first."""

    score: float
    day: str
    hit: Hit


def in_order(found: list[Ranked]) -> list[Hit]:
    """Hits of both indexes as one list: by score, then the newest first."""
    newest_first = sorted(found, key=lambda ranked: ranked.day, reverse=True)
    return [ranked.hit for ranked in sorted(newest_first, key=lambda ranked: ranked.score)]


def column_hit(archive: Archive, rowid: int, terms: tuple[Term, ...], *, score: float) -> Hit:
    """A column as a hit; the snippet is of its body, else of its standfirst."""
    row = archive.db.execute(
        """SELECT a.public_id, a.title, o.slug, o.name, a.published, a.published_precision, a.url,
             a.body, a.standfirst
           FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id WHERE a.id = ?""",
        (rowid,),
    ).fetchone()
    public_id, title, slug, name, published, precision, url, body, standfirst = row
    shown = snippet(body, terms)
    if not shown.marks and standfirst:
        above = snippet(standfirst, terms)
        shown = above if above.marks or not body else shown
    return Hit(
        public_id=public_id,
        title=title,
        title_marks=tuple(marks_of(terms, title or "")),
        outlet=slug,
        outlet_name=name,
        published=as_printed(published, precision),
        url=url,
        where="column",
        author=None,
        snippet=shown,
        score=score,
    )


def comment_hit(archive: Archive, rowid: int, terms: tuple[Term, ...], *, score: float) -> Hit:
    """A comment as a hit, under the headline of its column."""
    row = archive.db.execute(
        """SELECT a.public_id, a.title, o.slug, o.name, c.published, c.published_precision,
             a.published, a.published_precision, a.url, c.author, c.text
           FROM comments AS c JOIN articles AS a ON a.id = c.article_id
           JOIN outlets AS o ON o.id = a.outlet_id WHERE c.id = ?""",
        (rowid,),
    ).fetchone()
    public_id, title, slug, name, *days, url, author, text = row
    return Hit(
        public_id=public_id,
        title=title,
        title_marks=(),
        outlet=slug,
        outlet_name=name,
        published=as_printed(days[0], days[1]) or as_printed(days[2], days[3]),
        url=url,
        where="comments",
        author=author,
        snippet=snippet(text, terms),
        score=score,
    )


def snippet(text: str, terms: tuple[Term, ...]) -> Snippet:
    """The piece of a text with the most of what was asked for in it, on one line."""
    line = " ".join(text.split())
    marks = marks_of(terms, line)
    start = max(0, richest(marks) - LEAD)
    room = SNIPPET_LENGTH
    if sum(map(len, CJK_RUN.findall(line, start, start + room))) > room // 2:
        room //= 2  # they are twice as wide
    end = min(len(line), start + room)
    start = max(0, end - room)
    if start:
        gap = line.find(" ", start, start + LEAD // 2)
        start = gap + 1 if gap >= 0 else start
    if end < len(line):
        gap = line.rfind(" ", end - LEAD // 2, end)
        end = gap if gap >= 0 else end
    before = "…" if start else ""
    moved = len(before) - start
    return Snippet(
        before + line[start:end] + ("…" if end < len(line) else ""),
        tuple((a + moved, b + moved) for a, b in marks if a >= start and b <= end),
    )


def richest(marks: list[tuple[int, int]]) -> int:
    """Where the stretch begins that has the most marks within a snippet's length."""
    starts = [start for start, _ in marks]
    reach = SNIPPET_LENGTH - LEAD
    return max(
        starts,
        key=lambda start: (
            bisect_right(starts, start + reach) - bisect_right(starts, start),
            -start,
        ),
        default=0,
    )
