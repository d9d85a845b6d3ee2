"""The rows of `versions` and `article_events`: what a column said, and what happened to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from archive.db import statements
from archive.db.sqlite import Database
from archive.model.timeline import Event
from archive.model.times import moment
from archive.model.versions import Observation, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedCapture:
    """A capture that showed a version first, or that something happened."""

    at: datetime
    kind: Literal["version", "gone", "back", "moved", "private", "section"]
    ordinal: int | None
    """Number of the version; None for an event."""
    extractor: str | None
    """Which extractor read the version; None for an event."""
    detail: str | None
    """The address moved from, the section before, or where a redirect leads from what is gone."""
    status: int | None
    """Of the answer: 410 where a site says of what is gone that it is so for good."""
    url: str
    warc_file: str
    warc_offset: int
    number: int | None
    """Which of the column's captures it is, the earliest being the first; None when a damaged row
    gives it to another."""


def append_version(
    db: Database, article_id: int, *, ordinal: int, observation: Observation, before: str | None
) -> None:
    """Enter the newest version; the one before it gets the body that stood in `articles`."""
    if ordinal > 1:
        db.execute(
            "UPDATE versions SET body = ? WHERE article_id = ? AND ordinal = ?",
            (before, article_id, ordinal - 1),
        )
    _insert_version(db, article_id, ordinal, observation, body=None)


def replace_versions(db: Database, article_id: int, versions: Sequence[Observation]) -> None:
    """Replace a column's versions, the oldest first."""
    db.execute("DELETE FROM versions WHERE article_id = ?", (article_id,))
    for ordinal, observation in enumerate(versions, start=1):
        body = observation.text.body if ordinal < len(versions) else None
        _insert_version(db, article_id, ordinal, observation, body=body)


def replace_events(db: Database, article_id: int, events: Iterable[Event]) -> None:
    """Replace a column's events."""
    db.execute("DELETE FROM article_events WHERE article_id = ?", (article_id,))
    for event in events:
        db.execute(
            "INSERT INTO article_events (article_id, capture_id, kind, happened_at, detail)"
            " VALUES (?, ?, ?, ?, ?)",
            (article_id, event.capture_id, event.kind, event.happened_at, event.detail),
        )


def newest_ordinal(db: Database, article_id: int) -> int:
    """Number of a column's newest version, which is how many there are."""
    row = db.execute(
        "SELECT max(ordinal) FROM versions WHERE article_id = ?", (article_id,)
    ).fetchone()
    return cast("int", row[0] or 0)


def versions_of(
    db: Database, article_id: int, *, first: int = 1, last: int | None = None
) -> dict[int, Observation]:
    """A column's versions with their texts by their numbers, the oldest first, between two."""
    rows = db.execute(
        "SELECT v.ordinal, v.seen_at, v.capture_id, v.extractor, v.title, v.standfirst,"
        " coalesce(v.body, a.body) FROM versions AS v JOIN articles AS a ON a.id = v.article_id"
        " WHERE v.article_id = ?1 AND v.ordinal >= ?2 AND (?3 IS NULL OR v.ordinal <= ?3)"
        " ORDER BY v.ordinal",
        (article_id, first, last),
    )
    return {
        row[0]: Observation(
            seen_at=row[1], capture_id=row[2], extractor=row[3], text=Text(*row[4:])
        )
        for row in rows
    }


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


def dated_captures_of(db: Database, article_id: int) -> tuple[DatedCapture, ...]:
    """The captures that first showed a version or an event, in order of time."""
    rows = db.execute(
        "WITH received AS (SELECT c.id, row_number() OVER (ORDER BY c.captured_at, c.id) AS number"
        " FROM captures AS c WHERE c.article_id = ?1)"
        " SELECT v.seen_at, 'version', v.ordinal, v.extractor, NULL, c.url, c.warc_file,"
        " c.warc_offset, n.number, c.status"
        " FROM versions AS v JOIN captures AS c ON c.id = v.capture_id"
        " LEFT JOIN received AS n ON n.id = c.id WHERE v.article_id = ?1 UNION ALL"
        " SELECT e.happened_at, e.kind, NULL, NULL, e.detail, c.url, c.warc_file, c.warc_offset,"
        " n.number, c.status FROM article_events AS e JOIN captures AS c ON c.id = e.capture_id"
        " LEFT JOIN received AS n ON n.id = c.id WHERE e.article_id = ?1 ORDER BY 1, 2, 3",
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
            number=row[8],
            status=row[9],
        )
        for row in rows
    )


def rows_to_check(db: Database, article_ids: Sequence[int] | None) -> Iterator[dict[str, Any]]:
    """Versions with what their columns say now, and whether numbers and captures are in order."""
    where, given = statements.among("v.article_id", article_ids)
    query = (
        "SELECT v.ordinal, v.title, v.standfirst, v.body, v.text_digest, v.body_digest,"  # noqa: S608
        " a.public_id, a.title AS now_title, a.standfirst AS now_standfirst,"
        " a.text_digest AS now_digest, v.ordinal = (SELECT max(ordinal) FROM versions AS n"
        " WHERE n.article_id = v.article_id) AS newest, v.ordinal = (SELECT count(*) FROM versions"
        " AS n WHERE n.article_id = v.article_id AND n.ordinal <= v.ordinal) AS gapless,"
        " c.article_id IS v.article_id AS own"
        " FROM versions AS v JOIN articles AS a ON a.id = v.article_id"
        f" LEFT JOIN captures AS c ON c.id = v.capture_id{where} ORDER BY v.id"
    )
    return statements.as_dictionaries(db.execute(query, given))


def _insert_version(
    db: Database, article_id: int, ordinal: int, observation: Observation, *, body: str | None
) -> None:
    text = observation.text
    db.execute(
        "INSERT INTO versions (article_id, ordinal, capture_id, seen_at, text_digest, body_digest,"
        " extractor, title, standfirst, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article_id,
            ordinal,
            observation.capture_id,
            observation.seen_at,
            text.digest,
            text.body_digest,
            observation.extractor,
            text.title,
            text.standfirst,
            body,
        ),
    )
