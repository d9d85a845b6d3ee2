"""The rows of `comments`."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from archive.db import statements
from archive.db.sqlite import Database
from archive.model.records import CommentKind
from archive.model.rows import CommentFields, Value
from archive.text.index_words import comment_words


@dataclass(frozen=True, slots=True)
class KnownComment:
    """A comment as far as taking in another page needs to know: not what it says."""

    id: int
    key: str
    digest: str
    position: int
    depth: int
    on_page: int
    first_seen: str
    last_seen: str | None


KNOWN = ", ".join(KnownComment.__dataclass_fields__)
SAID_FIELDS = tuple(field.name for field in fields(CommentFields))
SAID = ", ".join(SAID_FIELDS)


def insert_comment(
    db: Database,
    article_id: int,
    row: CommentFields,
    *,
    on_page: bool,
    first_seen: str,
    last_seen: str | None,
) -> None:
    """Enter a comment."""
    db.execute(
        "INSERT INTO comments (parent_key, position, depth, kind, published_utc, published,"
        " published_precision, digest, author, author_url, text, search_extra, on_page,"
        " first_seen, last_seen, article_id, key)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*_comment_values(row), int(on_page), first_seen, last_seen, article_id, row.key),
    )


def update_comment(
    db: Database, comment_id: int, row: CommentFields, *, on_page: bool, last_seen: str | None
) -> None:
    """Replace what a comment says."""
    db.execute(
        "UPDATE comments SET parent_key = ?, position = ?, depth = ?, kind = ?,"
        " published_utc = ?, published = ?, published_precision = ?, digest = ?, author = ?,"
        " author_url = ?, text = ?, search_extra = ?, on_page = ?, last_seen = ? WHERE id = ?",
        (*_comment_values(row), int(on_page), last_seen, comment_id),
    )


def move_comment(db: Database, comment_id: int, *, position: int, depth: int) -> None:
    """Say where on the page a comment stands now."""
    db.execute(
        "UPDATE comments SET position = ?, depth = ? WHERE id = ?", (position, depth, comment_id)
    )


def take_comment_off_page(db: Database, comment_id: int, *, last_seen: str) -> None:
    """Keep a comment that the page no longer shows."""
    db.execute(
        "UPDATE comments SET on_page = 0, last_seen = ? WHERE id = ?", (last_seen, comment_id)
    )


def backdate_comment(db: Database, comment_id: int, *, first_seen: str) -> None:
    """Say that a comment was on the page earlier than was known."""
    db.execute("UPDATE comments SET first_seen = ? WHERE id = ?", (first_seen, comment_id))


def delete_comments(db: Database, comment_ids: Iterable[int]) -> None:
    """Remove comments that were no comments, or are kept under another key."""
    for comment_id in comment_ids:
        db.execute("DELETE FROM comments WHERE id = ?", (comment_id,))


def hand_over_comment(db: Database, comment_id: int, *, article_id: int) -> None:
    """Give a comment to another column, whose page does not show it."""
    db.execute(
        "UPDATE comments SET article_id = ?, on_page = 0,"
        " last_seen = coalesce(last_seen, first_seen) WHERE id = ?",
        (article_id, comment_id),
    )


def known_comments(db: Database, article_id: int) -> dict[str, KnownComment]:
    """A column's comments by key."""
    rows = db.execute(f"SELECT {KNOWN} FROM comments WHERE article_id = ?", (article_id,))  # noqa: S608
    return {row[1]: KnownComment(*row) for row in rows}


def comment_texts(db: Database, article_id: int) -> dict[str, str]:
    """The texts of a column's comments by key."""
    rows = db.execute("SELECT key, text FROM comments WHERE article_id = ?", (article_id,))
    return dict(rows.fetchall())


def commenters(db: Database) -> list[tuple[int, str]]:
    """Row id and author of every comment that has one."""
    return db.execute("SELECT id, author FROM comments WHERE author IS NOT NULL").fetchall()


def empty_comment(db: Database, comment_id: int) -> None:
    """Leave of a comment only its place in the thread."""
    row = db.execute(f"SELECT {SAID} FROM comments WHERE id = ?", (comment_id,)).fetchone()  # noqa: S608
    left = _said(row).emptied()
    db.execute(
        "UPDATE comments SET author = NULL, author_url = NULL, text = '', search_extra = NULL,"
        " digest = ? WHERE id = ?",
        (left.digest, comment_id),
    )


def comments_of(db: Database, article_id: int) -> list[tuple[CommentFields, bool, str]]:
    """What each comment of a column says, whether the page still shows it, when it was first seen.

    In reading order; those that vanished stand where they stood last.
    """
    rows = db.execute(
        f"SELECT {SAID}, on_page, first_seen FROM comments WHERE article_id = ?"  # noqa: S608
        " ORDER BY position, on_page DESC, key",
        (article_id,),
    )
    return [(_said(row[:-2]), bool(row[-2]), row[-1]) for row in rows]


class PlacedComment(NamedTuple):
    """Where a comment stands in the discussion, without what it says."""

    id: int
    key: str
    parent_key: str | None
    kind: CommentKind
    on_page: int


def places_of(db: Database, article_id: int) -> list[PlacedComment]:
    """The comments of a column in reading order, as `comments_of` has them."""
    rows = db.execute(
        "SELECT id, key, parent_key, kind, on_page FROM comments WHERE article_id = ?"
        " ORDER BY position, on_page DESC, key",
        (article_id,),
    )
    return [PlacedComment(*row) for row in rows]


class KeptComment(NamedTuple):
    """What a comment says, and since when and until when it was seen."""

    said: CommentFields
    on_page: bool
    first_seen: str
    last_seen: str | None


def comments_with(db: Database, ids: Sequence[int]) -> dict[int, KeptComment]:
    """Comments by their row ids."""
    rows = db.execute(
        f"SELECT id, on_page, first_seen, last_seen, {SAID} FROM comments"  # noqa: S608
        f" WHERE id {statements.IN}",
        (json.dumps(list(ids)),),
    )
    return {row[0]: KeptComment(_said(row[4:]), bool(row[1]), row[2], row[3]) for row in rows}


def texts(db: Database, ids: Sequence[int] | None) -> list[tuple[int, str, str, str]]:
    """Row id, public id of the column, key and text of comments."""
    where, given = statements.among("c.id", ids)
    return db.execute(
        "SELECT c.id, a.public_id, c.key, c.text FROM comments AS c"  # noqa: S608
        f" JOIN articles AS a ON a.id = c.article_id{where}",
        given,
    ).fetchall()


def rows_to_check(db: Database, ids: Sequence[int] | None) -> Iterator[dict[str, Any]]:
    """What comments say, with their columns, digests and the words they are found by."""
    where, given = statements.among("c.id", ids)
    query = (
        "SELECT a.public_id, c.key, c.parent_key, c.position, c.depth, c.kind,"  # noqa: S608
        " c.published_utc,"
        " c.published, c.published_precision, c.author, c.author_url, c.text, c.digest,"
        " c.search_extra FROM comments AS c JOIN articles AS a ON a.id = c.article_id"
        f"{where} ORDER BY c.id"
    )
    return statements.as_dictionaries(db.execute(query, given))


def _comment_values(row: CommentFields) -> tuple[Value, ...]:
    return (
        row.parent_key,
        row.position,
        row.depth,
        row.kind,
        row.published_utc,
        row.published,
        row.published_precision,
        row.digest,
        row.author,
        row.author_url,
        row.text,
        comment_words(row.author, row.text),
    )


def _said(row: Sequence[Any]) -> CommentFields:
    return CommentFields(**dict(zip(SAID_FIELDS, row, strict=True)))
