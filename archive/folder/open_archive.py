"""An archive open for reading: what searches and shows needs no more, and starts without the rest.

`archive.Archive` is one that can be written to as well.
"""

from pathlib import Path
from types import TracebackType
from typing import Self

from archive.db import connection
from archive.db.sqlite import Database


class OpenArchive:
    """A working folder and its open database; a context manager that lets go of it at its end."""

    def __init__(self, folder: Path, db: Database) -> None:
        """`OpenArchive.reading` opens one."""
        self.folder = folder
        self.db = db

    @classmethod
    def reading(cls, folder: Path) -> Self:
        """The archive for reading only; works while a crawl writes."""
        return cls(folder, connection.open_to_read(folder))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.db.close()
