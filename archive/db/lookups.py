"""Every SELECT that writing needs: captures held, columns known, what stands in their rows.

What readers are shown is `queries`' business. Each of these is answered from an index.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from sqlite_utils import Database

from archive.model.identity import Relation
from archive.model.records import Capture, PartRole
from archive.model.timeline import Event, PastVisit, State
from archive.model.times import moment
from archive.model.versions import Observation, Text
from archive.warc.writing import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCapture:
    """A row of `captures`."""

    id: int
    outlet_id: int | None
    article_id: int | None
    captured_at: str
    status: int | None
    payload_length: int
    revisit_of: int | None
    warc_offset: int
    warc_length: int
    warc_file: str
    digest: str
    content_type: str | None
    etag: str | None
    last_modified: str | None
    outcome: str | None
    moved_permanently: int
    via: str | None
    url: str

    @property
    def position(self) -> Position:
        """Where its record stands."""
        return Position(self.warc_file, self.warc_offset, self.warc_length)

    def as_capture(self, body: bytes, *, content_type: str | None) -> Capture:
        """The record that reading works on."""
        return Capture(
            id=self.id,
            url=self.url,
            captured_at=moment(self.captured_at),
            status=self.status,
            content_type=self.content_type or content_type,
            digest=self.digest,
            body=body,
            via=addresses(self.via),
            moved_permanently=bool(self.moved_permanently),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
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


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """A row of `article_urls`."""

    url: str
    article_id: int
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownComment:
    """A row of `comments` without what it says."""

    id: int
    key: str
    digest: str
    position: int
    depth: int
    on_page: int
    first_seen: str
    last_seen: str | None


@dataclass(frozen=True, slots=True)
class DueAddress:
    """A row of `frontier` that is to be visited."""

    url: str
    etag: str | None
    last_modified: str | None
    attempts: int
    record_id: int | None
    rank: str


@dataclass(frozen=True, slots=True)
class VisitedBefore:
    """What a row of `frontier` tells of former visits, with its column's date."""

    attempts: int
    found_at: str
    changed_at: str | None
    changes: int
    platform_id: str | None
    published_utc: str | None


@dataclass(frozen=True, slots=True)
class Times:
    """The times by which a crawl decides what is due."""

    started: str
    """When it began: what was visited since is not due again."""
    now: str
    jumped: str
    """No visit is planned as late as this."""


Stage = Literal["former", "new", "again"]
STAGES: tuple[Stage, ...] = ("former", "new", "again")

DUE = "f.url, f.etag, f.last_modified, f.attempts, f.record_id"


CAPTURE = ", ".join(StoredCapture.__dataclass_fields__)
KNOWN = ", ".join(Known.__dataclass_fields__)
COMMENT = ", ".join(KnownComment.__dataclass_fields__)


def addresses(via: str | None) -> tuple[str, ...]:
    """The addresses in a `via`."""
    return tuple(json.loads(via)) if via else ()


def capture(db: Database, capture_id: int) -> StoredCapture | None:
    """One capture."""
    return _capture(db, "WHERE id = ?", (capture_id,))


def body_held(db: Database, digest: str) -> StoredCapture | None:
    """The first capture that holds a payload of this digest itself."""
    return _capture(
        db,
        "WHERE digest = ? AND revisit_of IS NULL AND payload_length > 0"
        " AND status IS NOT NULL ORDER BY id LIMIT 1",
        (digest,),
    )


def newest_body(db: Database, urls: Iterable[str]) -> StoredCapture | None:
    """The capture that holds the body last sent from the first of these addresses that sent one."""
    for url in urls:
        newest = _capture(
            db,
            "WHERE url = ? AND status BETWEEN 200 AND 299 ORDER BY captured_at DESC, id DESC"
            " LIMIT 1",
            (url,),
        )
        if newest is not None:
            return newest if newest.revisit_of is None else capture(db, newest.revisit_of)
    return None


def parts_of(db: Database, page_id: int) -> list[tuple[PartRole, int]]:
    """Role and row id of the further captures that belong to that of a column's page."""
    rows = db.execute(
        "SELECT role, capture_id FROM capture_parts WHERE page_id = ? ORDER BY position", (page_id,)
    )
    return cast("list[tuple[PartRole, int]]", rows.fetchall())


def resource_held(db: Database, url: str, digest: str) -> StoredCapture | None:
    """The capture of the same imported file under the same name."""
    return _capture(
        db, "WHERE url = ? AND digest = ? AND status IS NULL ORDER BY id LIMIT 1", (url, digest)
    )


def known_ends(db: Database) -> dict[str, int]:
    """How far the rows refer to the newest WARC file they know."""
    row = db.execute(
        "SELECT warc_file, warc_offset + warc_length FROM captures ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return {} if row is None else {cast("str", row[0]): cast("int", row[1])}


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


def known(db: Database, article_id: int) -> Known:
    """One column."""
    row = db.execute(f"SELECT {KNOWN} FROM articles WHERE id = ?", (article_id,)).fetchone()  # noqa: S608
    return as_known(row)


def known_by_id(db: Database, public_id: str) -> Known | None:
    """The column that is cited by an id, or was."""
    row = db.execute(
        f"SELECT {KNOWN} FROM articles WHERE public_id = ?1 UNION ALL"  # noqa: S608
        f" SELECT {KNOWN} FROM articles WHERE id ="
        " (SELECT article_id FROM former_ids WHERE public_id = ?1) LIMIT 1",
        (public_id,),
    ).fetchone()
    return None if row is None else as_known(row)


def with_body(db: Database, body_digest: str, *, outlet_id: int) -> list[Known]:
    """Columns of an outlet that have or had this body, the earliest published first."""
    rows = db.execute(
        f"SELECT {KNOWN} FROM articles WHERE outlet_id = ?1 AND id IN"  # noqa: S608
        " (SELECT article_id FROM versions WHERE body_digest = ?2)"
        " ORDER BY published_utc IS NULL, published_utc, public_id",
        (outlet_id, body_digest),
    )
    return [as_known(row) for row in rows]


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


def texts_without_address(db: Database, body_digest: str, *, outlet_id: int) -> list[Known]:
    """Columns of an outlet known by this very text only."""
    rows = db.execute(
        f"SELECT {KNOWN} FROM articles WHERE body_digest = ? AND outlet_id = ?"  # noqa: S608
        " AND url IS NULL",
        (body_digest, outlet_id),
    )
    return [as_known(row) for row in rows]


def text_of(db: Database, article_id: int) -> Text:
    """The newest text of a column."""
    row = db.execute(
        "SELECT title, standfirst, body FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    return Text(*row)


def newest_ordinal(db: Database, article_id: int) -> int:
    """Number of a column's newest version, which is how many there are."""
    row = db.execute(
        "SELECT max(ordinal) FROM versions WHERE article_id = ?", (article_id,)
    ).fetchone()
    return cast("int", row[0] or 0)


def versions_of(db: Database, article_id: int) -> list[Observation]:
    """A column's versions with their texts, the oldest first."""
    rows = db.execute(
        "SELECT v.seen_at, v.capture_id, v.extractor, v.title, v.standfirst,"
        " coalesce(v.body, a.body) FROM versions AS v JOIN articles AS a ON a.id = v.article_id"
        " WHERE v.article_id = ? ORDER BY v.ordinal",
        (article_id,),
    )
    return [
        Observation(seen_at=row[0], capture_id=row[1], extractor=row[2], text=Text(*row[3:]))
        for row in rows
    ]


def visits_of(db: Database, article_id: int) -> list[PastVisit]:
    """All captures of a column, the earliest first."""
    rows = db.execute(
        "SELECT id, captured_at, url, status, via, moved_permanently, outcome = 'gated'"
        " FROM captures WHERE article_id = ? ORDER BY captured_at, id",
        (article_id,),
    )
    return [
        PastVisit(
            capture_id=row[0],
            visited_at=row[1],
            url=row[2],
            status=row[3],
            via=addresses(row[4]),
            moved_permanently=bool(row[5]),
            gated=bool(row[6]),
        )
        for row in rows
    ]


def events_of(db: Database, article_id: int) -> tuple[Event, ...]:
    """What happened to a column, in order."""
    rows = db.execute(
        "SELECT capture_id, kind, happened_at, detail FROM article_events WHERE article_id = ?"
        " ORDER BY id",
        (article_id,),
    )
    return tuple(
        Event(capture_id=row[0], kind=row[1], happened_at=row[2], detail=row[3]) for row in rows
    )


def comments_of(db: Database, article_id: int) -> dict[str, KnownComment]:
    """A column's comments by key."""
    rows = db.execute(f"SELECT {COMMENT} FROM comments WHERE article_id = ?", (article_id,))  # noqa: S608
    return {
        row[1]: KnownComment(**dict(zip(COMMENT.split(", "), row, strict=True))) for row in rows
    }


def comment_texts(db: Database, article_id: int) -> dict[str, str]:
    """The texts of a column's comments by key."""
    rows = db.execute("SELECT key, text FROM comments WHERE article_id = ?", (article_id,))
    return dict(rows.fetchall())


def unfinished_crawl(db: Database, outlet_id: int) -> tuple[int, str] | None:
    """Row id and beginning of an outlet's newest crawl, if it never came to its end."""
    row = db.execute(
        "SELECT id, started_at, finished_at FROM crawls WHERE outlet_id = ?"
        " ORDER BY started_at DESC, id DESC LIMIT 1",
        (outlet_id,),
    ).fetchone()
    return None if row is None or row[2] is not None else (row[0], row[1])


def last_run(db: Database) -> str | None:
    """Beginning of the last run."""
    row = db.execute("SELECT started_at FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    return None if row is None else cast("str", row[0])


def last_crawls(db: Database) -> list[tuple[str, str, str | None]]:
    """Slug, beginning and end of each outlet's last crawl."""
    return db.execute(
        "SELECT o.slug, c.started_at, c.finished_at FROM outlets AS o JOIN crawls AS c ON c.id ="
        " (SELECT id FROM crawls WHERE outlet_id = o.id ORDER BY started_at DESC, id DESC LIMIT 1)"
    ).fetchall()


def frontier_outcomes(db: Database, outlet_id: int, *, since: str) -> dict[str, int]:
    """Addresses visited since a moment, counted by outcome."""
    rows = db.execute(
        "SELECT outcome, count(*) FROM frontier WHERE outlet_id = ? AND visited_at >= ?"
        " GROUP BY outcome",
        (outlet_id, since),
    )
    return dict(rows.fetchall())


def due(
    db: Database,
    outlet_id: int,
    *,
    stage: Stage,
    times: Times,
    after: tuple[str, str] | None,
    limit: int,
) -> list[DueAddress]:
    """Addresses of one stage, after that with rank and address `after`.

    What is out of scope has no `next_visit`, so that only a hint makes it due.
    """
    match stage:
        case "former":
            which = (
                ", '' AS rank FROM frontier AS new JOIN frontier AS f"
                " ON f.outlet_id = new.outlet_id AND f.platform_id = new.platform_id"
                " WHERE new.outlet_id = ?1 AND new.state = 'due' AND new.platform_id IS NOT NULL"
                " AND f.url <> new.url AND f.state NOT IN ('due', 'dropped')"
                " AND (f.visited_at < ?3 OR f.visited_at > ?4) AND f.url > ?7 ORDER BY f.url"
            )
        case "new":
            which = (
                ", coalesce(f.hinted_at, '') AS rank FROM frontier AS f"
                " WHERE f.outlet_id = ?1 AND f.state = 'due' AND (?6 IS NULL OR rank < ?6"
                " OR (rank = ?6 AND f.url > ?7)) ORDER BY rank DESC, f.url"
            )
        case "again":
            which = (
                ", f.next_visit FROM frontier AS f WHERE f.outlet_id = ?1 AND f.state <> 'due'"
                " AND (f.next_visit <= ?4 OR f.next_visit > ?5)"
                " AND (f.visited_at < ?3 OR f.visited_at > ?4)"
                " AND (f.next_visit, f.url) > (?6, ?7) ORDER BY f.next_visit, f.url"
            )
    rank, url = after or (None if stage == "new" else "", "")
    parameters = (outlet_id, limit, times.started, times.now, times.jumped, rank, url)
    sql = f"SELECT {DUE}{which} LIMIT ?2"
    return [DueAddress(*row) for row in db.execute(sql, parameters).fetchall()]


def addresses_of_posts(
    db: Database, outlet_id: int, platform_ids: Sequence[str] | None
) -> dict[str, str]:
    """Platform id to address, but for addresses that a column has left."""
    asked = "" if platform_ids is None else " AND platform_id IN (SELECT value FROM json_each(?2))"
    rows = db.execute(
        "SELECT platform_id, url FROM frontier WHERE outlet_id = ?1 AND platform_id IS NOT NULL"  # noqa: S608
        f" AND state <> 'dropped'{asked} ORDER BY found_at",
        (outlet_id, *(() if platform_ids is None else (json.dumps(platform_ids),))),
    )
    return dict(rows.fetchall())


def paused_hosts(db: Database, *, now: str) -> dict[str, tuple[str, str]]:
    """Host to the time until which it wants to be left alone, and what it answered."""
    rows = db.execute("SELECT host, not_before, reason FROM hosts WHERE not_before > ?", (now,))
    return {host: (not_before, reason) for host, not_before, reason in rows.fetchall()}


def newest_answer(db: Database, url: str, *, since: str, until: str) -> int | None:
    """Row id of the last capture of an address within a time."""
    row = db.execute(
        "SELECT id FROM captures WHERE url = ? AND captured_at BETWEEN ? AND ?"
        " ORDER BY captured_at DESC, id DESC LIMIT 1",
        (url, since, until),
    ).fetchone()
    return None if row is None else cast("int", row[0])


def visited_before(db: Database, url: str) -> VisitedBefore | None:
    """What former visits to an address tell; None when it is not in the frontier."""
    row = db.execute(
        "SELECT f.attempts, f.found_at, f.changed_at, f.changes, f.platform_id, a.published_utc"
        " FROM frontier AS f LEFT JOIN article_urls AS u ON u.url = f.url"
        " LEFT JOIN articles AS a ON a.id = u.article_id WHERE f.url = ?",
        (url,),
    ).fetchone()
    return None if row is None else VisitedBefore(*row)


SeedRow = tuple[int, str | None, str | None, str | None, str | None, str, str | None, str | None]


def seed(db: Database, outlet_id: int, url: str) -> SeedRow | None:
    """What is remembered of a seed: yielded, yielded_at, problem, etag, last_modified, terms,
    memory, rolled_at."""
    row = db.execute(
        "SELECT yielded, yielded_at, problem, etag, last_modified, terms, memory, rolled_at"
        " FROM seeds WHERE outlet_id = ? AND url = ?",
        (outlet_id, url),
    ).fetchone()
    return cast("SeedRow | None", row)


def unfinished_reextraction(db: Database, *, extractor: str, scope: str) -> tuple[int, str] | None:
    """Row id of the re-extraction of this scope that never came to its end, and how far it came."""
    row = db.execute(
        "SELECT id, done_until FROM reextractions WHERE extractor = ? AND scope = ?"
        " AND finished_at IS NULL ORDER BY id DESC LIMIT 1",
        (extractor, scope),
    ).fetchone()
    return cast("tuple[int, str] | None", row)


def sizes(db: Database) -> dict[str, int]:
    """How many columns, comments and captures there are, by their greatest row ids."""
    tables = ("articles", "comments", "captures")
    rows = (db.execute(f"SELECT max(id) FROM {table}").fetchone() for table in tables)  # noqa: S608
    return {table: row[0] or 0 for table, row in zip(tables, rows, strict=True)}


def as_known(row: Sequence[object]) -> Known:
    """A row of the columns named in `KNOWN`."""
    return Known(**dict(zip(Known.__dataclass_fields__, row, strict=True)))  # type: ignore[arg-type]


def _capture(db: Database, where: str, parameters: tuple[object, ...]) -> StoredCapture | None:
    row = db.execute(f"SELECT {CAPTURE} FROM captures {where}", parameters).fetchone()  # noqa: S608
    if row is None:
        return None
    return StoredCapture(**dict(zip(StoredCapture.__dataclass_fields__, row, strict=True)))
