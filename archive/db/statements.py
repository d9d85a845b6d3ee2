"""Pieces of SQL that several modules use."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

IN = "IN (SELECT value FROM json_each(?))"
"""A condition on a column, whose parameter is a JSON array of values."""
SENT = "BETWEEN 200 AND 299"
"""A condition on a status: a page was sent. A file that was imported has no status."""


def among(column: str, ids: Sequence[int] | None) -> tuple[str, tuple[str, ...]]:
    """The condition that a column is one of some ids, with its value; None asks for all rows."""
    if ids is None:
        return "", ()
    return f" WHERE {column} {IN}", (json.dumps(list(ids)),)


def as_dictionaries(rows: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    """Rows of a query one by one, by the names of their columns."""
    names = [column[0] for column in rows.description]
    return (dict(zip(names, row, strict=True)) for row in rows)
