"""Every SELECT of what readers are shown: one column whole, what the archive holds, its captures.

Searching is `search`'s business. Row ids are told of captures only, for reading them again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, Literal, cast

from sqlite_utils import Database

from archive.db import connection, tombstones
from archive.duplicates.related import Relative, relatives
from archive.folder.archive import WARC_FOLDER, Archive
from archive.model.errors import DeskError
from archive.model.identity import plain_address, spellings
from archive.model.records import Article, Block, Chrome, Comment, Coverage
from archive.model.times import moment
from archive.model.versions import Text

SHORTEST_PREFIX = 3
"""Characters of a public id that name a column when no other begins with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """One version of a column."""

    ordinal: int
    seen_at: datetime
    extractor: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedCapture:
    """A capture that showed a version first, or told that something happened."""

    at: datetime
    kind: Literal["version", "gone", "back", "moved", "private"]
    ordinal: int | None
    """Number of the version; None for an event."""
    extractor: str | None
    """Which extractor read the version; None for an event."""
    detail: str | None
    """The address moved from; None for anything else."""
    url: str
    warc_file: str
    warc_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """A column vanished, came back or moved."""

    kind: Literal["gone", "back", "moved"]
    happened_at: datetime
    detail: str | None
    """The address moved from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredComment:
    """A comment with what the archive knows of it beside the page."""

    key: str
    comment: Comment
    position: int
    """In reading order; where it stood last, if it vanished."""
    on_page: bool
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredColumn:
    """One column with all that is kept of it."""

    public_id: str
    outlet: str
    outlet_name: str
    state: Literal["live", "gone"]
    private: bool
    """Whether a gate stands in place of its text today."""
    article: Article
    """What its newest page says; its comments are those that stand on the page today."""
    words: int
    first_seen: datetime
    last_seen: datetime
    addresses: tuple[tuple[str, str], ...]
    """(address, what it is to the column: address, variant, canonical, redirect, text)."""
    comments: tuple[StoredComment, ...]
    """All, in reading order, also those that vanished from the page."""
    versions: tuple[StoredVersion, ...]
    events: tuple[StoredEvent, ...]
    duplicates: tuple[Relative, ...]
    """The other columns of its cluster."""
    representative: bool
    """False when another column of its cluster is earlier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletStats:
    """What the archive holds of one outlet."""

    slug: str
    name: str
    columns: int
    gone: int
    comments: int
    versions: int
    duplicates: int
    """Columns that are one text with an earlier column."""
    captures: int
    words: int
    earliest: str | None
    """Publication of its earliest dated column; None when none is dated."""
    latest: str | None
    crawled_at: datetime | None
    """End of its last crawl; None before the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What the archive holds, and what it weighs."""

    outlets: tuple[OutletStats, ...]
    clusters: int
    chrome_texts: int
    database_bytes: int
    warc_bytes: int
    warc_files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCaptures:
    """Stored captures to read again: all of one column, or one that was no column so far."""

    outlet: str
    public_id: str | None
    capture_ids: tuple[int, ...]
    """The earliest first."""


def column(db: Database, reference: str) -> StoredColumn:
    """The column that a public id, the beginning of one, a former id or an address names."""
    return column_of(db, resolve(db, reference))


def resolve(db: Database, reference: str) -> int:
    """Row id of the column a reference names; a DeskError says why it names none."""
    wanted = reference.strip()
    if ":" in wanted:
        plain = plain_address(wanted)
        other = plain.removesuffix("/") if plain.endswith("/") else f"{plain}/"
        urls = (*spellings(plain), *spellings(other))
        rows = db.execute(
            f"SELECT DISTINCT article_id FROM article_urls WHERE url IN ({_marks(urls)})",  # noqa: S608
            urls,
        ).fetchall()
        if not rows and tombstones.has_tombstone_for_address(db, [plain]):
            raise DeskError(f"{wanted}: was forgotten; `desk forget --list` says when and why")
        if not rows:
            raise DeskError(f"{wanted}: no column is known at this address; try `desk search`")
        return cast("int", rows[0][0])
    prefix = wanted.lower()
    if len(prefix) < SHORTEST_PREFIX or not prefix.isalnum():
        raise DeskError(
            f"{wanted!r}: neither an address nor a column's id, which is made of letters and"
            f" digits and may be cut to {SHORTEST_PREFIX}; `desk search` shows ids"
        )
    end = prefix + "\x7f"
    found = db.execute(
        "SELECT public_id, id FROM articles WHERE public_id BETWEEN ?1 AND ?2 UNION ALL"
        " SELECT public_id, article_id FROM former_ids WHERE public_id BETWEEN ?1 AND ?2"
        " ORDER BY public_id LIMIT 5",
        (prefix, end),
    ).fetchall()
    exact = [row for row in found if row[0] == prefix]
    if exact or len({row[1] for row in found}) == 1:
        return cast("int", (exact or found)[0][1])
    if not found and (tombstone := tombstones.of_column(db, prefix)):
        raise DeskError(
            f"{wanted}: was forgotten on {tombstone.forgotten_at[:10]}: {tombstone.reason}"
        )
    if not found:
        raise DeskError(f"{wanted}: no column has this id; `desk search` shows ids")
    raise DeskError(f"{wanted}: names more than one column: {', '.join(row[0] for row in found)}")


def newest_page(db: Database, *, outlet_slug: str) -> int | None:
    """Row id of the last page an outlet sent for a visit; None when it sent none."""
    row = db.execute(
        "SELECT c.id FROM captures AS c JOIN outlets AS o ON o.id = c.outlet_id WHERE o.slug = ?"
        " AND c.outcome IS NOT NULL AND c.status BETWEEN 200 AND 299 ORDER BY c.id DESC LIMIT 1",
        (outlet_slug,),
    ).fetchone()
    return None if row is None else cast("int", row[0])


def to_reread(
    db: Database, *, outlet_slug: str | None = None, since: str | None = None
) -> Iterator[StoredCaptures]:
    """Stored captures for today's extractor: by column first, then those that were no column.

    A capture that was gated, out of scope or unreadable may be a column to a better reader. Of a
    column with a capture since a moment all are read.
    """
    where, given = "", []
    if outlet_slug is not None:
        where, given = " AND o.slug = ?", [outlet_slug]
    if since is not None:
        where += " AND c.captured_at >= ?"
        given.append(since)
    by_column = db.execute(
        "SELECT o.slug, a.public_id, c.id FROM captures AS c"  # noqa: S608
        " JOIN articles AS a ON a.id = c.article_id JOIN outlets AS o ON o.id = a.outlet_id"
        f" WHERE (c.status IS NULL OR c.status BETWEEN 200 AND 299){where}"
        " ORDER BY a.public_id, c.captured_at, c.id",
        given,
    ).fetchall()
    for (slug, public_id), rows in groupby(by_column, key=lambda row: (row[0], row[1])):
        yield StoredCaptures(
            outlet=slug, public_id=public_id, capture_ids=tuple(row[2] for row in rows)
        )
    others = db.execute(
        "SELECT o.slug, c.id FROM captures AS c JOIN outlets AS o ON o.id = c.outlet_id"  # noqa: S608
        " WHERE c.article_id IS NULL AND c.outcome IS NOT NULL"
        f" AND (c.status IS NULL OR c.status BETWEEN 200 AND 299){where}"
        " ORDER BY c.id",
        given,
    ).fetchall()
    for slug, capture_id in others:
        yield StoredCaptures(outlet=slug, public_id=None, capture_ids=(capture_id,))


def stats(archive: Archive) -> Stats:
    """What the archive holds of each outlet, and its size on the disk."""
    db, folder = archive.db, archive.folder
    rows = db.query(
        "SELECT o.slug, o.name, count(a.id) AS columns,"
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
    warcs = list((folder / WARC_FOLDER).glob("*.warc.gz"))
    return Stats(
        outlets=tuple(
            OutletStats(**{**row, "crawled_at": row["crawled_at"] and moment(row["crawled_at"])})
            for row in rows
        ),
        clusters=db.table("clusters").count,
        chrome_texts=db.table("chrome_texts").count,
        database_bytes=sum(
            path.stat().st_size for path in folder.glob(f"{connection.FILE}*") if path.is_file()
        ),
        warc_bytes=sum(path.stat().st_size for path in warcs),
        warc_files=len(warcs),
    )


def coverage(db: Database, outlet_id: int) -> Coverage:
    """How many columns of an outlet there are, and how many of them have each field."""
    (row,) = db.query(
        "SELECT count(*) AS columns, count(title) AS title, count(standfirst) AS standfirst,"
        " count(byline) AS byline, count(published_utc) AS published, count(section) AS section,"
        " count(language) AS language, count(CASE WHEN EXISTS (SELECT 1 FROM article_authors AS w"
        "  WHERE w.article_id = a.id) THEN 1 END) AS authors"
        " FROM articles AS a WHERE outlet_id = ?",
        (outlet_id,),
    )
    return Coverage(columns=row.pop("columns"), having=row)


def column_of(db: Database, article_id: int) -> StoredColumn:
    """One column with all that is kept of it."""
    row = article_row(db, article_id)
    comments = comments_of(db, article_id)
    article = article_of(db, row)
    return StoredColumn(
        public_id=row["public_id"],
        outlet=row["outlet"],
        outlet_name=row["outlet_name"],
        state=row["state"],
        private=row["private_since"] is not None,
        article=replace(
            article, comments=tuple(shown.comment for shown in comments if shown.on_page)
        ),
        words=row["words"],
        first_seen=moment(row["first_seen"]),
        last_seen=moment(row["last_seen"]),
        addresses=addresses_of(db, article_id),
        comments=comments,
        versions=versions_of(db, article_id),
        events=events_of(db, article_id),
        duplicates=relatives(db, article_id),
        representative=row["representative_id"] in (None, article_id),
    )


def outlets(db: Database) -> list[dict[str, Any]]:
    """What the archive knows of its outlets, by slug."""
    return list(
        db.query("SELECT slug, name, home, language, timezone, country FROM outlets ORDER BY slug")
    )


def article_ids(db: Database) -> list[int]:
    """Row ids of all columns, by public id."""
    rows = db.execute("SELECT id FROM articles ORDER BY public_id").fetchall()
    return [row[0] for row in rows]


def article_row(db: Database, article_id: int) -> dict[str, Any]:
    """A row of `articles` with its outlet's slug and name, and the public id of its cluster."""
    (row,) = db.query(
        "SELECT a.*, o.slug AS outlet, o.name AS outlet_name, k.representative_id,"
        " r.public_id AS cluster FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id"
        " LEFT JOIN clusters AS k ON k.id = a.cluster_id"
        " LEFT JOIN articles AS r ON r.id = k.representative_id WHERE a.id = ?",
        (article_id,),
    )
    return row


def article_of(db: Database, row: dict[str, Any]) -> Article:
    """The record of a row of `articles`, without its comments."""
    authors = db.execute(
        "SELECT name FROM article_authors WHERE article_id = ? ORDER BY position", (row["id"],)
    )
    tags = db.execute(
        "SELECT tag FROM article_tags WHERE article_id = ? ORDER BY tag", (row["id"],)
    )
    return Article(
        url=row["url"] or "",
        canonical_url=row["canonical_url"],
        title=row["title"],
        kicker=row["kicker"],
        standfirst=row["standfirst"],
        byline=row["byline"],
        authors=tuple(name for (name,) in authors),
        published=_date(row["published"]),
        published_precision=row["published_precision"],
        modified=_date(row["modified"]),
        modified_precision=row["modified_precision"],
        section=row["section"],
        tags=tuple(tag for (tag,) in tags),
        language=row["language"],
        dateline=row["dateline"],
        blocks=tuple(
            Block(kind, text, level, tuple((label, url) for label, url in links))
            for kind, text, level, links in json.loads(row["blocks"])
        ),
        comment_count=row["comment_count"],
        chrome=chrome_of(db, row["id"]),
        found_in=json.loads(row["found_in"]),
    )


def chrome_of(db: Database, article_id: int) -> tuple[Chrome, ...]:
    """What was taken out of a column's newest page, in the order of the page."""
    rows = db.execute(
        "SELECT c.kind, t.text, c.rule FROM chrome AS c JOIN chrome_texts AS t ON t.id = c.text_id"
        " WHERE c.article_id = ? ORDER BY c.position",
        (article_id,),
    )
    return tuple(Chrome(*row) for row in rows)


def comments_of(db: Database, article_id: int) -> tuple[StoredComment, ...]:
    """A column's comments in reading order; those that vanished stand where they stood last."""
    rows = db.query(
        "SELECT * FROM comments WHERE article_id = ? ORDER BY position, on_page DESC, key",
        (article_id,),
    )
    return tuple(
        StoredComment(
            key=row["key"],
            comment=Comment(
                text=row["text"],
                id=None if row["key"].startswith("made:") else row["key"].partition("#")[0],
                author=row["author"],
                author_url=row["author_url"],
                published=_date(row["published"]),
                published_precision=row["published_precision"],
                parent=row["parent_key"],
                depth=row["depth"],
                kind=row["kind"],
            ),
            position=row["position"],
            on_page=bool(row["on_page"]),
            first_seen=moment(row["first_seen"]),
        )
        for row in rows
    )


def versions_of(db: Database, article_id: int) -> tuple[StoredVersion, ...]:
    """A column's versions with their texts, the oldest first."""
    rows = db.execute(
        "SELECT v.ordinal, v.seen_at, v.extractor, v.title, v.standfirst,"
        " coalesce(v.body, a.body) FROM versions AS v JOIN articles AS a ON a.id = v.article_id"
        " WHERE v.article_id = ? ORDER BY v.ordinal",
        (article_id,),
    )
    return tuple(
        StoredVersion(ordinal=row[0], seen_at=moment(row[1]), extractor=row[2], text=Text(*row[3:]))
        for row in rows
    )


def events_of(db: Database, article_id: int) -> tuple[StoredEvent, ...]:
    """What happened to a column at its addresses, in order."""
    rows = db.execute(
        "SELECT kind, happened_at, detail FROM article_events WHERE article_id = ? ORDER BY id",
        (article_id,),
    )
    return tuple(
        StoredEvent(kind=row[0], happened_at=moment(row[1]), detail=row[2]) for row in rows
    )


def addresses_of(db: Database, article_id: int) -> tuple[tuple[str, str], ...]:
    """Every address a column was seen under, with what it is to the column."""
    rows = db.execute(
        "SELECT url, relation FROM article_urls WHERE article_id = ? ORDER BY relation, url",
        (article_id,),
    )
    return tuple(rows.fetchall())


def dated_captures_of(db: Database, article_id: int) -> tuple[DatedCapture, ...]:
    """The captures that first showed a version or told an event, in order of time."""
    rows = db.execute(
        "SELECT v.seen_at, 'version', v.ordinal, v.extractor, NULL, c.url, c.warc_file,"
        " c.warc_offset FROM versions AS v JOIN captures AS c ON c.id = v.capture_id"
        " WHERE v.article_id = ?1 UNION ALL"
        " SELECT e.happened_at, e.kind, NULL, NULL, e.detail, c.url, c.warc_file, c.warc_offset"
        " FROM article_events AS e JOIN captures AS c ON c.id = e.capture_id"
        " WHERE e.article_id = ?1 ORDER BY 1, 2, 3",
        (article_id,),
    )
    return tuple(
        DatedCapture(
            at=moment(row[0]),
            kind=row[1],
            ordinal=row[2],
            extractor=row[3],
            detail=row[4],
            url=row[5],
            warc_file=row[6],
            warc_offset=row[7],
        )
        for row in rows
    )


def captures_of(db: Database, article_id: int) -> int:
    """How many captures there are of a column."""
    row = db.execute("SELECT count(*) FROM captures WHERE article_id = ?", (article_id,)).fetchone()
    return cast("int", row[0])


def outlet_of(db: Database, public_id: str) -> str:
    """The slug of a column's outlet."""
    row = db.execute(
        "SELECT o.slug FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id"
        " WHERE a.public_id = ?",
        (public_id,),
    ).fetchone()
    return cast("str", row[0])


def checks(db: Database) -> list[dict[str, Any]]:
    """The checks there were, the latest last."""
    return list(
        db.query(
            "SELECT started_at, finished_at, scope, looked_at, problems, repaired FROM checks"
            " ORDER BY id"
        )
    )


def _date(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
