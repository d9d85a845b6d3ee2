"""The rows of `duplicate_words`: manual overrides, which go before every rule."""

from typing import NamedTuple

from archive.db.columns.articles import KnownColumn
from archive.db.sqlite import Database


class ManualOverride(NamedTuple):
    """A row of `duplicate_words`."""

    one_id: int
    other_id: int
    decision: str
    said_at: str


class OtherOverride(NamedTuple):
    """A manual override of another archive, by the public ids of the columns."""

    one: str
    other: str
    decision: str
    said_at: str


def overrides_on(db: Database, article_id: int) -> list[ManualOverride]:
    """The manual overrides on a column and others."""
    rows = db.execute(
        "SELECT one_id, other_id, word, said_at FROM duplicate_words WHERE one_id = ?1 UNION ALL"
        " SELECT one_id, other_id, word, said_at FROM duplicate_words WHERE other_id = ?1",
        (article_id,),
    )
    return [ManualOverride(*row) for row in rows]


def any_override(db: Database) -> bool:
    """Whether there is any manual override."""
    return db.execute("SELECT 1 FROM duplicate_words LIMIT 1").fetchone() is not None


def put_override(
    db: Database, one: KnownColumn, other: KnownColumn, *, decision: str, said_at: str
) -> None:
    """Enter a manual override on two columns, in place of the one before."""
    first, second = sorted((one, other), key=lambda known: known.public_id)
    db.execute(
        "DELETE FROM duplicate_words WHERE one_id = ? AND other_id = ?", (second.id, first.id)
    )
    db.execute(
        "INSERT INTO duplicate_words (one_id, other_id, word, said_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (one_id, other_id) DO UPDATE SET word = excluded.word,"
        " said_at = excluded.said_at",
        (first.id, second.id, decision, said_at),
    )


def hand_over_overrides(db: Database, *, loser: int, winner: int) -> None:
    """Let the overrides on a column hold for the one it became part of."""
    for ours, theirs in (("one_id", "other_id"), ("other_id", "one_id")):
        db.execute(
            f"DELETE FROM duplicate_words WHERE {ours} = ?1 AND {theirs} = ?2",  # noqa: S608
            (loser, winner),
        )
        db.execute(
            f"UPDATE OR IGNORE duplicate_words SET {ours} = ?1 WHERE {ours} = ?2",  # noqa: S608
            (winner, loser),
        )
        db.execute(f"DELETE FROM duplicate_words WHERE {ours} = ?", (loser,))  # noqa: S608


def all_overrides(db: Database) -> list[OtherOverride]:
    """All manual overrides, the earliest first."""
    rows = db.execute(
        "SELECT a.public_id, b.public_id, w.word, w.said_at FROM duplicate_words AS w"
        " JOIN articles AS a ON a.id = w.one_id JOIN articles AS b ON b.id = w.other_id"
        " ORDER BY w.said_at, a.public_id, b.public_id"
    )
    return [OtherOverride(*row) for row in rows]
