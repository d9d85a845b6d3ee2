"""The marks of a column in the full-text index follow what is known of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.db import outlets
from archive.db.columns import articles
from archive.db.connection import FILE
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.text.index_marks import (
    UNDATED,
    author_mark,
    day_mark,
    month_mark,
    outlet_mark,
    section_mark,
    tag_mark,
    year_mark,
)
from tests.builders.archives import ColumnPage, new_archive, outlet, take_in

PAGE = ColumnPage(section="World affairs", published=datetime(2012, 6, 1, 1, tzinfo=UTC))
LATER = replace(PAGE, day=1, section="Abroad", authors=("Bo Lind",), published=None)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with new_archive(tmp_path) as made:
        yield made


def is_found(archive: Archive, mark: str) -> bool:
    found = archive.db.execute(
        "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ?", (f'search_marks : "{mark}"',)
    )
    return found.fetchone() is not None


def test_a_column_is_found_by_all_that_its_page_says(archive: Archive) -> None:
    take_in(archive, PAGE)
    for mark in (
        *(outlet_mark(1), section_mark("World Affairs"), author_mark("ada quay")),
        *(year_mark(2012), month_mark(2012, 6), day_mark(date(2012, 6, 1))),
    ):
        assert is_found(archive, mark)
    assert not is_found(archive, UNDATED)


def test_marks_follow_the_page_and_not_the_name_of_the_outlet(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, PAGE)
        take_in(archive, LATER)
        with archive.write() as db:
            outlets.rename_outlet(db, "harbour", "quay")
    with Archive.reading(tmp_path) as archive:
        check_later(archive)
        assert list(verify(archive)) == []


def check_later(archive: Archive) -> None:
    for mark in (section_mark("Abroad"), author_mark("Bo Lind"), UNDATED, outlet_mark(1)):
        assert is_found(archive, mark)
    for mark in (section_mark("World affairs"), author_mark("Ada Quay"), year_mark(2012)):
        assert not is_found(archive, mark)


def test_marks_follow_a_column_to_another_outlet(archive: Archive) -> None:
    take_in(archive, PAGE)
    other = outlet(archive, "other")
    with archive.write() as db:
        articles.update_outlet(db, 1, other)
    assert is_found(archive, outlet_mark(other))
    assert not is_found(archive, outlet_mark(1))


def test_marks_that_other_hands_change_are_told(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, PAGE)
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("UPDATE articles SET search_marks = ?", (tag_mark("bought"),))
    with Archive.reading(tmp_path) as archive:
        assert any("found by" in problem.what for problem in verify(archive))
        assert is_found(archive, tag_mark("bought"))
