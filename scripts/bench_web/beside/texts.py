"""What other engines are given of an archive, and are asked."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from archive.db import connection
from scripts.bench_web.questions import PAGE_SIZE, Kind, Question

COMPARED: frozenset[Kind] = frozenset(
    ("rare", "medium", "common", "three words", "phrase", "prefix", "filters", "newest", "page 100")
)
"""Kinds of questions that mean the same to all."""


class Document(NamedTuple):
    """A column as far as it is searched, filtered and shown."""

    row: int
    outlet: str
    published: str | None
    title: str
    body: str


def documents(folder: Path) -> Iterator[Document]:
    """All columns of an archive."""
    with closing(connection.open_to_read(folder)) as db:
        rows = db.execute(
            "SELECT a.id, o.slug, a.published_utc, coalesce(a.title, ''), a.body"
            " FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id"
        )
        yield from map(Document._make, rows)


def first_hit(question: Question) -> int:
    """How many hits stand before its page."""
    return (question.page - 1) * PAGE_SIZE


def beginning(question: Question) -> str | None:
    """What a word begins with; None where no prefix is asked for."""
    return question.query[:-1] if question.kind == "prefix" else None


def seconds_of(day: str) -> int:
    """When a day began, since 1970."""
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
