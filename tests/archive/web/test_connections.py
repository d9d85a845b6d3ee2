"""What Datasette's connections to an archive are given."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from datasette.app import Datasette

from archive.db.connection import CACHE_KIB, FILE
from tests.builders.archives import new_archive


@pytest.mark.parametrize(("setting", "kib"), [(0, CACHE_KIB), (4_000, 4_000)])
def test_an_archive_is_read_with_much_memory_unless_somebody_chose(
    tmp_path: Path, setting: int, kib: int
) -> None:
    new_archive(tmp_path).close()
    other = tmp_path / "other.db"
    sqlite3.connect(other).close()
    files = [str(tmp_path / FILE), str(other)]
    served = Datasette(files, settings={"cache_size_kb": setting})
    assert cache_of(served, "archive") == -kib
    assert cache_of(served, "other") == (-setting or -2_000)


def cache_of(served: Datasette, database: str) -> int:
    """KiB of pages that a connection may hold, as SQLite tells them: below zero."""

    def asked(connection: sqlite3.Connection) -> int:
        (size,) = connection.execute("PRAGMA cache_size").fetchone()
        return int(size)

    return int(asyncio.run(served.get_database(database).execute_fn(asked)))
