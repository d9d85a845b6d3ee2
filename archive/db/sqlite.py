"""sqlite-utils, loaded when more is wanted than to run statements, and without pandas and numpy.

To load it takes longer than all else that `desk search` does. It imports both data frames where
they are installed, which takes half a second more; no row here is one.
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING, Any

from archive.db.statements import as_dictionaries

DATA_FRAMES = ("pandas", "numpy")


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """Modules that are not loaded yet cannot be imported in the block."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None: not to be found
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _sqlite_utils() -> ModuleType:
    with _without(DATA_FRAMES):
        import sqlite_utils

        return sqlite_utils


if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations
else:

    class Database:
        """An open SQLite file: a `sqlite_utils.Database` that is made when it is first needed."""

        def __init__(self, connection: sqlite3.Connection, *, execute_plugins: bool) -> None:
            self.conn = connection
            self._plugins = execute_plugins

        def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
            """Run one statement."""
            return self.conn.execute(sql, *parameters)

        def query(self, sql: str, *parameters: object) -> Iterator[dict[str, Any]]:
            """Rows of one statement, by the names of their columns."""
            return as_dictionaries(self.execute(sql, *parameters))

        def close(self) -> None:
            """Let go of the file."""
            self.conn.close()

        @cached_property
        def _whole(self) -> Any:
            return _sqlite_utils().Database(self.conn, execute_plugins=self._plugins)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._whole, name)

        def __getitem__(self, table: str) -> Any:
            return self._whole[table]

    def __getattr__(name: str) -> Any:
        if name == "Migrations":
            return _sqlite_utils().Migrations
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["Database", "Migrations"]
