"""What a takedown could not do is told by every command that carries it out."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.takedown.keeping_out import kept_out
from tests.archive.takedown.test_takedown import forgotten_in
from tests.builders.archives import ColumnPage, new_archive, outlet, stored, take_in
from tests.builders.command import desk
from tests.builders.crawls import crawl, outlet_file, working_folder
from tests.builders.site import Page, Site, column, feed

LISTING = ColumnPage(path="/list", day=1, sent="<a href='/two'>Two</a>")
ANOTHER_TIME = "UPDATE captures SET captured_at = '2026-11-03T00:00:00.000Z' WHERE url LIKE ?"
"""So that a record is not the one that its row describes."""


def as_left(folder: Path) -> None:
    """A column was forgotten; a listing that names it came in since, with a row that is wrong."""
    with new_archive(folder) as archive:
        take_in(archive, ColumnPage(path="/two"))
        forgotten_in(archive, "/two")
        stored(archive, LISTING, outlet_id=outlet(archive))
        with archive.write() as db:
            db.execute(ANOTHER_TIME, ("%/list",))


def test_the_same_forget_again_names_records_that_it_does_not_find(tmp_path: Path) -> None:
    as_left(tmp_path)
    (tmp_path / "desk.toml").write_text("")
    words = ("forget", "https://harbour.example/two", "--reason", "r", "--raw", "--yes")
    told = desk(tmp_path, *words)
    assert told.exit_code == 1
    assert "not found in the WARC files: 1 record: foreign-desk-" in told.output
    assert "https://harbour.example/list" in told.output
    assert "overwritten too: 1 page" in told.output
    again = desk(tmp_path, *words)
    assert (again.exit_code, "forgotten before" in again.output) == (0, True)


def come_in(archive: Archive) -> None:
    """A listing that names what was forgotten comes in, and a column."""
    with kept_out(archive):
        stored(archive, LISTING, outlet_id=outlet(archive))
        take_in(archive, ColumnPage(path="/three", day=2, title="Three", paragraphs=("Else.",)))
        with archive.write() as db:
            db.execute(ANOTHER_TIME, ("%/list",))


def test_a_command_that_keeps_it_out_names_records_that_it_does_not_find(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/two"))
        forgotten_in(archive, "/two")
        with pytest.raises(DeskError, match="not found in the WARC files: 1 record"):
            come_in(archive)
    with Archive.reading(tmp_path) as archive:
        left = archive.db.execute("SELECT url FROM captures").fetchall()
    assert left == [("https://harbour.example/three",)]


def test_a_merge_names_records_that_it_does_not_find(site: Site, tmp_path: Path) -> None:
    ours = working_folder(tmp_path / "ours", harbour=outlet_file(site))
    site.pages["/feed"], site.pages["/two/"] = Page(feed(site.home, ["/two/"])), Page(column("Two"))
    crawl(ours)
    theirs = Path(shutil.copytree(ours, tmp_path / "theirs"))
    words = ("forget", site.home + "two/", "--reason", "r", "--raw", "--yes")
    assert desk(theirs, *words).exit_code == 0
    with sqlite3.connect(ours / "archive.db") as db:
        db.execute(ANOTHER_TIME, ("%/two/",))
    told = desk(ours, "merge", str(theirs), "--forget", "--yes")
    assert told.exit_code == 1
    assert "not found in the WARC files: 1 record" in told.output
