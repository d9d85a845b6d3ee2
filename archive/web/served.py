"""Which tables a reader of the served archive gets: those in `metadata`, and no other.

Whom a tombstone keeps out, who ran what and how the program keeps count is nobody else's matter. A
table made later is not served before it is named there. Pages of the others are forbidden, and
statements that read them are refused by SQLite itself, whatever they are written like.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

from datasette import hookimpl

from archive.web.metadata import BEHIND, SHOWN

REFUSED = f"It reads a table that is not served; these are: {', '.join((*SHOWN, *BEHIND))}"

SEARCHED = ("articles_fts", "comments_fts")
"""Indexes of words. SQLite reads the tables they consist of by statements like a reader's own; they
hold no word that the two tables do not."""
READ = frozenset(
    (
        *(*SHOWN, *BEHIND),
        *(f"{index}{part}" for index in SEARCHED for part in ("", "_data", "_idx", "_docsize")),
        *(f"{index}_config" for index in SEARCHED),
        *("sqlite_master", "sqlite_schema", "json_each", "json_tree"),
    )
)
NAMES = "SELECT name FROM sqlite_master UNION SELECT name FROM pragma_module_list"


class Permission:
    """What SQLite is let do for the statements of one connection: read what is served."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Set it on the connection."""
        self._connection = connection
        self._there: frozenset[str] = frozenset()
        connection.set_authorizer(self.answer)

    def look_again(self) -> None:
        """Learn the names of the tables there are now; before each statement."""
        self._there = frozenset(name.lower() for (name,) in self._connection.execute(NAMES))

    def answer(self, action: int, name: str | None, column: str | None, *_where: str | None) -> int:
        """What SQLite is to do of one thing that a statement asks for."""
        if action == sqlite3.SQLITE_ATTACH:
            return sqlite3.SQLITE_DENY
        if action == sqlite3.SQLITE_PRAGMA and name == "database_list":
            return sqlite3.SQLITE_IGNORE  # it would say where the file is
        if action == sqlite3.SQLITE_READ and not self._is_served((name or "").lower(), column):
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    def _is_served(self, name: str, column: str | None) -> bool:
        if name in READ or name.startswith("pragma_"):
            return True
        # Of what is only counted SQLite gives the name as it is written and no column, also of a
        # table that the statement makes itself (WITH).
        return not column and name not in self._there


@hookimpl  # type: ignore[untyped-decorator]
def permission_allowed(action: str, resource: Any) -> bool | None:
    """No to every page of a table that has none, and of one of its rows."""
    return False if action == "view-table" and resource[1] not in SHOWN else None


def is_refusal(error: Exception) -> bool:
    """Whether SQLite says that a statement may not do what it does."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_AUTH


def served_only(keys: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Foreign keys without those that lead to, or come from, a table that has no page."""
    return [key for key in keys if key["other_table"] in SHOWN]
