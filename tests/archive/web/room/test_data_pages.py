"""Datasette's own pages of the archive: they have the room's look, and a way back to it."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from datasette.app import Datasette

from archive.web.room.addresses import STATIC
from tests.builders.archives import ColumnPage, new_archive, take_in_all
from tests.builders.room import reading_room


@pytest.mark.parametrize("base", ["/", "/desk/"])
def test_tables_of_the_archive_have_the_look_of_the_room(tmp_path: Path, base: str) -> None:
    with new_archive(tmp_path) as archive:
        take_in_all(archive, [ColumnPage()])
    with reading_room(tmp_path, base_url=base) as room:
        for path in ("/archive", "/archive/articles", "/archive/articles/1"):
            page = room.get(path)
            assert page.status == 200
            (sheet,) = (one for one in page.links("link") if "data.css" in one)
            assert sheet.startswith(f"{base}-/static-plugins/foreign_desk/data.css?v=")
            answer = room.get("/" + sheet.removeprefix(base))
            assert answer.headers["content-type"].startswith("text/css")
            assert answer.body == (STATIC / "data.css").read_bytes()
            assert page.links("header a")[0] == base
        assert "data.css" not in room.get("/outlets").text


def test_tables_of_another_database_look_as_they_did(tmp_path: Path) -> None:
    with new_archive(tmp_path):
        pass
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE boats (name)")
    connection.close()
    datasette = Datasette([str(tmp_path / "archive.db"), str(other)])
    told = asyncio.run(datasette.client.get("/other/boats"))
    datasette.executor.shutdown()
    assert told.status_code == 200
    assert "data.css" not in told.text
