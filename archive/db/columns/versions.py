"""The rows of `versions` and `article_events`: what a column said, and what happened to it."""

from collections.abc import Iterable, Sequence
from typing import cast

from sqlite_utils import Database

from archive.model.timeline import Event
from archive.model.versions import Observation, Text


def append_version(
    db: Database, article_id: int, *, ordinal: int, showing: Observation, before: str | None
) -> None:
    """Enter the newest version; the one before it gets the body that stood in `articles`."""
    if ordinal > 1:
        db.execute(
            "UPDATE versions SET body = ? WHERE article_id = ? AND ordinal = ?",
            (before, article_id, ordinal - 1),
        )
    _insert_version(db, article_id, ordinal, showing, body=None)


def replace_versions(db: Database, article_id: int, versions: Sequence[Observation]) -> None:
    """Enter a column's versions anew, the oldest first."""
    db.execute("DELETE FROM versions WHERE article_id = ?", (article_id,))
    for ordinal, showing in enumerate(versions, start=1):
        body = showing.text.body if ordinal < len(versions) else None
        _insert_version(db, article_id, ordinal, showing, body=body)


def replace_events(db: Database, article_id: int, events: Iterable[Event]) -> None:
    """Enter a column's events anew."""
    db.execute("DELETE FROM article_events WHERE article_id = ?", (article_id,))
    for event in events:
        db.execute(
            "INSERT INTO article_events (article_id, capture_id, kind, happened_at, detail)"
            " VALUES (?, ?, ?, ?, ?)",
            (article_id, event.capture_id, event.kind, event.happened_at, event.detail),
        )


def _insert_version(
    db: Database, article_id: int, ordinal: int, showing: Observation, *, body: str | None
) -> None:
    text = showing.text
    db.execute(
        "INSERT INTO versions (article_id, ordinal, capture_id, seen_at, text_digest, body_digest,"
        " extractor, title, standfirst, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article_id,
            ordinal,
            showing.capture_id,
            showing.seen_at,
            text.digest,
            text.body_digest,
            showing.extractor,
            text.title,
            text.standfirst,
            body,
        ),
    )


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
