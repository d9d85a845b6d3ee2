"""`desk reextract`: in several processes, for nothing, cut off and taken up; never a version."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.reading import dump
from tests import ROOT
from tests.builders.command import desk
from tests.builders.crawls import crawl, outlet_file, working_folder
from tests.builders.site import Page, Site, column, feed

COLUMNS = 60


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
            db.execute("UPDATE articles SET record_digest = '' WHERE id = ?", given)


def digest(folder: Path) -> str:
    with Archive.reading(folder) as archive:
        assert list(verify(archive)) == []
        return dump.digest(archive)


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
        before = list(dump.dump(archive))
    told = desk(folder, "reextract", "--dry-run")
    assert f"fields in {COLUMNS // 2}" in told.output
    assert "would change" in told.output
    with Archive.reading(folder) as archive:
        assert list(dump.dump(archive)) == before
        assert archive.db.table("reextractions").count == 0


def test_a_dry_run_leaves_the_outlet_as_it_was_told_last(folder: Path) -> None:
    file = folder / "outlets" / "harbour.toml"
    file.write_text(re.sub("(?m)^name = .*$", 'name = "Another"', file.read_text()))
    before = digest(folder)
    assert desk(folder, "reextract", "--dry-run").exit_code == 0
    assert digest(folder) == before
    assert desk(folder, "reextract").exit_code == 0
    assert digest(folder) != before


def test_reading_processes_end_with_the_writer_that_was_killed(folder: Path) -> None:
    slowly = (
        "import sys, time\nfrom crawler.jobs import reextraction as r\n"
        "from crawler.cli.desk import main\n"
        "def wait(*given):\n    time.sleep(60)\n"
        "r._entered = wait\n"
        "if __name__ == '__main__':\n    main(['-C', sys.argv[1], 'reextract', '--jobs', '2'])\n"
    )
    script = folder / "slowly.py"
    script.write_text(slowly)
    running = subprocess.Popen(
        [sys.executable, str(script), str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "."},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    readers = waited(lambda: children(running.pid), at_least=2)
    time.sleep(1)
    running.kill()
    running.wait()
    assert waited(lambda: [pid for pid in readers if not Path(f"/proc/{pid}").exists()], at_least=2)


def children(pid: int) -> list[str]:
    """Processes that another has begun to read captures."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [
        child for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def waited(found: Callable[[], list[str]], *, at_least: int) -> list[str]:
    """What is found once there is enough of it, within half a minute."""
    deadline = time.monotonic() + 30
    while len(there := found()) < at_least:
        assert time.monotonic() < deadline, there
        time.sleep(0.05)
    return there


def test_only_columns_captured_since_a_day_are_read(folder: Path) -> None:
    told = json.loads(desk(folder, "reextract", "--since", "2099-01-01", "--json").output)
    assert told["columns"] == 0


def test_one_that_is_killed_is_taken_up_where_it_ended(folder: Path) -> None:
    before = digest(folder)
    spoil(folder)
    slowly = (
        "import time, sys; from archive.folder import group_commit;"
        " from crawler.jobs import reextraction as r;"
        " from crawler.cli.desk import main; group_commit.GROUP_SECONDS = 0.05;"
        " enter = r._entered;\n"
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
