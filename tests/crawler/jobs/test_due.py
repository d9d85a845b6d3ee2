"""Which outlets `desk crawl --due` asks, and that two runs do not do one work."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.folder.lock import WriterLock
from archive.frontier import crawl_log
from crawler.config.outlet_files import load_outlet
from crawler.config.outlets import Outlet
from crawler.intake import intake
from crawler.session.opening import due_outlets
from tests.builders.command import desk
from tests.builders.crawls import desk_process, rows
from tests.builders.site import Page, Site, column, feed, publishing

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
OUTLET = """\
name = "Harbour"
home = "{home}"
language = "en"
timezone = "UTC"
every = "6h"

[[seeds]]
feed = "/feed"
"""


def outlet(folder: Path, slug: str) -> Outlet:
    path = folder / f"{slug}.toml"
    path.write_text(OUTLET.format(home=f"https://{slug}.example/"))
    return load_outlet(path)


def crawled(archive: Archive, one: Outlet, *, at: datetime, finished: bool = True) -> None:
    run_id = crawl_log.start_run(archive, now=at, outlets=1, command="crawl")
    outlet_id = intake.register(archive, one)
    crawl = crawl_log.start_crawl(archive, outlet_id, run_id=run_id, now=at)
    if finished:
        crawl_log.finish_crawl(archive, crawl.id, now=at, reason="finished", outcomes={})


def test_outlets_are_due_by_their_interval_the_longest_unasked_first(
    archive: Archive, tmp_path: Path
) -> None:
    fresh, old, older, cut, new, ahead = (
        outlet(tmp_path, slug) for slug in ("fresh", "old", "older", "cut", "new", "ahead")
    )
    crawled(archive, fresh, at=NOON - 2 * HOUR)
    crawled(archive, old, at=NOON - 6 * HOUR + timedelta(seconds=9))
    crawled(archive, older, at=NOON - 30 * HOUR)
    crawled(archive, cut, at=NOON - HOUR, finished=False)
    crawled(archive, ahead, at=NOON + 900 * HOUR)
    found = due_outlets(archive, [fresh, old, older, cut, new, ahead], now=NOON)
    assert [one.slug for one in found] == ["new", "older", "old", "cut", "ahead"]


@pytest.fixture
def site() -> Iterator[Site]:
    with publishing() as site:
        site.pages["/feed"] = Page(feed(site.home, ["/a/"]))
        site.pages["/a/"] = Page(column("A"))
        yield site


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    assert desk(tmp_path, "init", str(tmp_path / "desk")).exit_code == 0
    (tmp_path / "desk" / "outlets" / "harbour.toml").write_text(OUTLET.format(home=site.home))
    return tmp_path / "desk"


def test_what_is_not_due_is_left_alone_and_nothing_is_printed(site: Site, folder: Path) -> None:
    first = desk_process(folder, "crawl", "--due", "--quiet")
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
    assert site.paths() == ["/robots.txt", "/feed", "/a/"]
    site.forget()
    second = desk_process(folder, "crawl", "--due", "--quiet")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert site.paths() == []
    assert desk_process(folder, "crawl", "--quiet").returncode == 0
    assert site.paths() == ["/feed"], "without --due it is asked all the same; the column rests"
    with Archive.reading(folder) as archive:
        runs = archive.db.execute("SELECT outlets, finished_at IS NOT NULL, command FROM runs")
        assert runs.fetchall() == [(1, 1, "crawl harbour")] * 2


def test_a_run_that_finds_another_leaves_in_silence(site: Site, folder: Path) -> None:
    with WriterLock(folder, command="crawl harbour"):
        left = desk_process(folder, "crawl", "--due")
        assert (left.returncode, left.stdout, left.stderr) == (0, "", "")
        told = desk_process(folder, "crawl")
        assert told.returncode == 1
        assert "(crawl harbour) is writing to this archive" in told.stderr
    assert site.paths() == []


@pytest.mark.parametrize("command", ["verify", "import", "fetch", "outlets rename crawl crawler"])
def test_a_run_that_is_kept_out_by_what_is_no_crawl_says_so(folder: Path, command: str) -> None:
    with WriterLock(folder, command=command):
        told = desk_process(folder, "crawl", "--due", "--quiet")
    assert told.returncode == 1
    assert f"({command}) is writing to this archive" in told.stderr


LOCKED = """
import sqlite3
from archive.db import connection
from archive.folder import archive, group_commit
connection.BUSY_TIMEOUT, group_commit.GROUP_CAPTURES = 0.1, 1
other = sqlite3.connect("archive.db", isolation_level=None)
flush, left = archive.Archive.flush, [{flushes}]
def locking(self):
    flush(self)
    left[0] -= 1
    if left[0] == 0:
        other.execute("BEGIN IMMEDIATE")
archive.Archive.flush = locking
if left[0] == 0:
    other.execute("BEGIN IMMEDIATE")
"""


@pytest.mark.parametrize("flushes", [0, 1, 2, 3])
def test_a_database_that_another_program_locks_is_told_also_when_due(
    folder: Path, flushes: int
) -> None:
    """Another crawl does the work meanwhile; a `sqlite3` shell does not."""
    told = desk_process(folder, "crawl", "--due", "--quiet", code=LOCKED.format(flushes=flushes))
    assert told.returncode == 1
    assert "archive.db: locked by another program for more than 0.1 s" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_broken_outlet_file_stops_no_other_outlet(site: Site, folder: Path) -> None:
    (folder / "outlets" / "gazette.toml").write_text('name = "The Gazette', encoding="utf-8")
    done = desk_process(folder, "crawl", "--due", "--quiet")
    assert done.returncode == 1
    assert "not crawled: " in done.stderr
    assert "gazette.toml: not valid TOML" in done.stderr
    assert rows(folder, "SELECT count(*) FROM articles") != [(0,)]
    assert desk_process(folder, "crawl", "gazette").returncode == 1
