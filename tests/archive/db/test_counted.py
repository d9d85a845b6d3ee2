"""Columns counted by month and by author: right after whatever happens to columns."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.db.columns import articles, counted
from archive.db.connection import FILE
from archive.db.migrations import migrations
from archive.db.outlets import outlet_id
from archive.fixity import counts
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.takedown import takedown
from tests.builders.archives import (
    NOON,
    ColumnPage,
    long_crawl,
    new_archive,
    outlet,
    take_in,
    take_in_all,
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with new_archive(tmp_path) as made:
        yield made


def are_right(archive: Archive) -> bool:
    archive.flush()
    return all(counted.are_right(archive.db, table) for table in counted.COUNTED)


def months(archive: Archive, slug: str = "harbour") -> dict[str, int]:
    archive.flush()
    of = outlet_id(archive.db, slug)
    assert of is not None
    return {one.month: one.columns for one in counted.by_month(archive.db, of)}


def test_columns_are_counted_in_the_month_that_their_page_prints(archive: Archive) -> None:
    east = datetime.fromisoformat("2012-07-01T00:30:00+09:00")  # still June in UTC
    take_in_all(
        archive,
        [
            ColumnPage(path="/a", title="A", paragraphs=("A.",), published=east),
            ColumnPage(path="/b", title="B", paragraphs=("B.",), published=None),
            ColumnPage(path="/c", title=None, paragraphs=("C.",), authors=()),
        ],
    )
    assert months(archive) == {"": 1, "2012-07": 1, "2026-10": 1}
    of = outlet_id(archive.db, "harbour")
    assert of is not None
    (last,) = (one for one in counted.by_month(archive.db, of) if one.month == "2026-10")
    assert (last.titles, last.authors, last.sections) == (0, 0, 1)
    assert are_right(archive)


def test_counts_follow_a_column_that_changes_moves_vanishes_and_comes_back(
    archive: Archive,
) -> None:
    page = ColumnPage()
    take_in(archive, page)
    later = replace(page, day=1, published=NOON - timedelta(days=400), authors=("Bo", "Ada Quay"))
    take_in(archive, later)
    assert months(archive) == {"2025-09": 1}
    assert are_right(archive)
    take_in(archive, replace(later, day=2, status=404))
    assert are_right(archive)
    take_in(archive, replace(later, day=3, authors=("Bo", "Bo")))
    assert are_right(archive)
    assert [one.name for one in counted.of_author(archive.db, "bo")] == ["Bo"]
    assert counted.of_author(archive.db, "ada quay") == []
    with archive.write() as db:
        articles.update_outlet(db, 1, outlet(archive, "other"))
    assert months(archive, "other") == {"2025-09": 1}
    assert months(archive) == {}
    assert are_right(archive)


def test_counts_are_right_after_a_long_crawl_and_after_columns_became_one(
    archive: Archive,
) -> None:
    take_in_all(archive, long_crawl())
    assert are_right(archive)
    take_in(archive, ColumnPage(path="/1", day=5, via=("/2",)))
    assert are_right(archive)
    assert sum(months(archive).values()) == archive.db.table("articles").count


def test_a_takedown_leaves_no_name_behind(archive: Archive) -> None:
    take_in(archive, ColumnPage(authors=("Zöe Hart",)))
    take_in(archive, ColumnPage(path="/b", title="B", paragraphs=("B.",)))
    archive.flush()
    found = takedown.find(archive, "https://harbour.example/ferry")
    takedown.take_down_column(
        archive, found, reason="asked", raw=False, forgotten_at="2026-11-24T00:00:00.000Z"
    )
    assert counted.of_author(archive.db, "zoe hart") == []
    assert are_right(archive)


def test_an_older_archive_is_counted_when_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    db = Database(tmp_path / FILE)
    migrations.apply(db, stop_before="m016_columns_counted")
    for sql in (
        "INSERT INTO outlets VALUES (1, 'a', 'A', 'https://a.example/', 'en', 'UTC', NULL)",
        (
            "INSERT INTO articles (id, public_id, outlet_id, state, words, body_digest,"
            " text_digest, record_digest, first_seen, last_seen, found_in, body, blocks, published,"
            " published_utc, published_precision) VALUES (1, 'id1', 1, 'gone', 1, 'd', 't', 'r',"
            " '2026', '2026', '{}', 'Aye.', '[]', '2012-01-01T00:00:00+00:00',"
            " '2012-01-01T00:00:00Z', 'year')"
        ),
        "INSERT INTO article_authors VALUES (1, 0, 'Inés  Calloway')",
    ):
        db.execute(sql)
    db.close()
    with Archive.writing(tmp_path, command="test") as archive:
        assert are_right(archive)
        (month,) = counted.by_month(archive.db, 1)
        assert (month.month, month.columns, month.gone) == ("2012", 1, 1)
        (author,) = counted.of_author(archive.db, "ines calloway")
        assert (author.name, author.year, author.columns) == ("Inés  Calloway", "2012", 1)


@pytest.mark.parametrize("table", counted.COUNTED)
def test_wrong_counts_are_found_and_mended(tmp_path: Path, table: str) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage())
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute(f"UPDATE {table} SET columns = 7")
    with Archive.reading(tmp_path) as archive:
        problems = list(verify(archive))
        assert any(table in problem.where for problem in problems)
        assert all("counted wrongly" in problem.what for problem in problems)
    with Archive.writing(tmp_path, command="test") as archive:
        counts.count_again(archive)
    with Archive.reading(tmp_path) as archive:
        assert list(verify(archive)) == []
