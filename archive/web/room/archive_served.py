"""The archive among the databases that Datasette serves, read in Datasette's reading threads."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from archive.db import schema
from archive.db.connection import FILE, faults_explained
from archive.db.one_state import one_state
from archive.db.sqlite import Database
from archive.db.time_limits import time_limit
from archive.folder.open_archive import OpenArchive
from archive.model.errors import DeskError

Read = TypeVar("Read")


def database_served(datasette: Any) -> Any | None:
    """Datasette's database that is an archive by its file's name; None where none is."""
    named = (
        database
        for database in datasette.databases.values()
        if database.path and Path(database.path).name == FILE
    )
    return next(named, None)


async def from_archive(datasette: Any, read: Callable[[OpenArchive], Read]) -> Read:
    """What a function reads from one state of the archive, in a reading thread and in its time.

    Raises a DeskError where the file is no archive of today, or damaged.
    """
    database = database_served(datasette)
    if database is None:
        raise DeskError(f"No {FILE} is served here; start Datasette with the archive's file")
    path = Path(database.path)
    seconds = datasette.setting("sql_time_limit_ms") / 1000

    def in_thread(connection: sqlite3.Connection) -> Read:
        rows_as = connection.row_factory
        connection.row_factory = None
        try:
            with (
                faults_explained(path.parent),
                one_state(connection),
                time_limit(connection, seconds),
            ):
                db = Database(connection, execute_plugins=False)
                schema.refuse_unfit(db, path)
                return read(OpenArchive(path.parent, db))
        except DeskError as told:  # a reader is not told where on the machine the archive is
            told.args = (str(told).replace(f"{path.parent}/", ""),)
            raise
        finally:
            connection.row_factory = rows_as

    found: Read = await database.execute_fn(in_thread)
    return found
