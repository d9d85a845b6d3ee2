"""`desk reextract`: in several processes, for nothing, cut off and taken up; never a version."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import export, store
from archive.desk import Archive
from archive.verify import verify
from crawler.cli import main
from tests.crawler.site import Page, Site, column, feed, publishing
from tests.crawler.test_crawl import crawl, outlet_file, working_folder

COLUMNS = 60


@pytest.fixture
def site() -> Iterator[Site]:
    with publishing() as running:
        yield running


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    paths = [f"/2026/column-{number}/" for number in range(COLUMNS)]
    site.pages["/feed"] = Page(feed(site.home, paths))
    for number, path in enumerate(paths):
        site.pages[path] = Page(column(f"Column {number}", f"What number {number} says."))
    made = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    assert crawl(made).outcomes() == {"new": COLUMNS}
    return made


def spoil(folder: Path) -> None:
    """What an older, worse extractor would have left: half of the columns read otherwise."""
    with Archive.writing(folder, command="test") as archive, archive.write() as db:
        for article_id in range(1, COLUMNS, 2):
            given = (article_id,)
            db.execute("UPDATE versions SET extractor = 'older' WHERE article_id = ?", given)
            db.execute("UPDATE articles SET section = 'Wrong' WHERE id = ?", given)
            store.doubt(db, article_id)


def desk(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(folder), *words])


def digest(folder: Path) -> str:
    with Archive.reading(folder) as archive:
        assert list(verify(archive)) == []
        return export.digest(archive)


def versions(folder: Path) -> int:
    with Archive.reading(folder) as archive:
        return archive.db.table("versions").count


def test_two_processes_read_what_one_does_and_make_no_version(folder: Path) -> None:
    before = digest(folder)
    for jobs in ("1", "2"):
        spoil(folder)
        ran = desk(folder, "reextract", "--jobs", jobs, "--json")
        assert ran.exit_code == 0, (ran.output, ran.exception)
        told = json.loads(ran.output)
        assert (told["columns"], len(told["fields_changed"])) == (COLUMNS, COLUMNS // 2)
        assert digest(folder) == before
    assert versions(folder) == COLUMNS


def test_a_dry_run_says_what_would_change_and_writes_nothing(folder: Path) -> None:
    spoil(folder)
    with Archive.reading(folder) as archive:
        before = list(export.dump(archive))
    told = desk(folder, "reextract", "--dry-run")
    assert f"fields in {COLUMNS // 2}" in told.output
    assert "would change" in told.output
    with Archive.reading(folder) as archive:
        assert list(export.dump(archive)) == before
        assert archive.db.table("reextractions").count == 0


def test_only_columns_captured_since_a_day_are_read(folder: Path) -> None:
    told = json.loads(desk(folder, "reextract", "--since", "2099-01-01", "--json").output)
    assert told["columns"] == 0


def test_one_that_is_killed_is_taken_up_where_it_ended(folder: Path) -> None:
    before = digest(folder)
    spoil(folder)
    slowly = (
        "import time, sys; from archive import desk; from crawler import reextraction as r;"
        " from crawler.cli import main; desk.GROUP_SECONDS = 0.05; enter = r._entered;\n"
        "def slow(*given):\n    time.sleep(0.05); return enter(*given)\n"
        "r._entered = slow; main(['-C', sys.argv[1], 'reextract'])"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", slowly, str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while how_far(folder) == "" and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert how_far(folder)
    told = desk(folder, "reextract")
    assert "done before it was cut off" in told.output
    assert digest(folder) == before
    assert how_far(folder) == ""


def how_far(folder: Path) -> str:
    with Archive.reading(folder) as archive:
        row = archive.db.execute(
            "SELECT done_until FROM reextractions WHERE finished_at IS NULL"
        ).fetchone()
    return "" if row is None else str(row[0])
