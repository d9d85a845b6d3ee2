"""The order of rows on a table's pages: those that are equal in what was asked for, by their key.

Datasette sorts only the pages after the first so. Where an index brings the rows of the first in
another order, the others leave out rows of a tie that it cut in two, and give some twice.
"""

import re
from collections.abc import Sequence
from contextvars import ContextVar

from datasette.utils import escape_sqlite

of_table: ContextVar[str | None] = ContextVar("of_table", default=None)
"""The table whose page is asked for; None where a reader's own statement may be."""

SORTED = re.compile(r"order by (?P<by>[^\s,]+)(?: desc)?(?= limit \d+$)")


def with_ties_by_key(sql: str, keys: Sequence[str]) -> str:
    """The statement for a page of a table, its order settled by the table's key."""
    found = SORTED.search(sql)
    if not found or found["by"] in keys:
        return sql
    return f"{sql[: found.end()]}, {', '.join(map(escape_sqlite, keys))}{sql[found.end() :]}"
