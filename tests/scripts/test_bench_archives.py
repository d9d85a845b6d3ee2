"""The archives of the bench are what a crawl would have made."""

from contextlib import closing
from pathlib import Path

import pytest

from archive.db import connection
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from scripts.bench_web.archives import build

COLUMNS = 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working folder of an archive whose second half has the texts of the first."""
    return build(
        tmp_path_factory.mktemp("bench"),
        COLUMNS,
        shard=50,
        unlike=100,
        processes=1,
        progress=lambda what, done, total: None,
    )


def test_nothing_is_wrong_with_an_archive_but_that_its_warc_files_are_empty(folder: Path) -> None:
    with Archive.reading(folder) as archive:
        problems = list(verify(archive))
    assert {problem.check for problem in problems} == {"captures"}


def test_an_archive_can_be_written_to(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        assert archive.db.execute("SELECT count(*) FROM articles").fetchone()[0] == COLUMNS


def test_columns_have_all_that_a_page_shows(folder: Path) -> None:
    with closing(connection.open_to_read(folder)) as db:
        there = {
            table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("articles", "comments", "article_events", "clusters", "article_tags")
        }
        versions = db.execute("SELECT max(ordinal) FROM versions").fetchone()[0]
    assert there["articles"] == COLUMNS
    assert there["comments"] == 3 * COLUMNS / 10
    assert there["clusters"] == COLUMNS / 10
    assert there["article_events"] == COLUMNS / 50 + COLUMNS / 100
    assert there["article_tags"] > 0
    assert versions == 3


def test_a_second_run_finds_what_the_first_has_built(folder: Path) -> None:
    changed = (folder / connection.FILE).stat().st_mtime_ns
    again = build(folder.parent, COLUMNS, progress=lambda what, done, total: None)
    assert again == folder
    assert (folder / connection.FILE).stat().st_mtime_ns == changed
