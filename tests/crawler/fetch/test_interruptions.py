"""Crawls that are killed, that run out of disk, that meet cut answers and faults of our own."""

import gzip
import time
from pathlib import Path

from tests.builders.crawls import (
    crawl,
    desk_process,
    fill,
    outlet_file,
    rows,
    started_crawl,
    working_folder,
)
from tests.builders.site import Page, Site, column, feed

FAULTY_READER = """
from crawler.session import seed_walk as walks
real = walks.read_in_pieces
def read_in_pieces(body, url, **told):
    if url.endswith("/odd"):
        raise AssertionError("no such declaration")
    return real(body, url, **told)
walks.read_in_pieces = read_in_pieces
"""


def test_a_seed_on_which_the_reader_fails_does_not_hold_up_the_others(
    site: Site, tmp_path: Path
) -> None:
    outlet = outlet_file(site) + '[[seeds]]\nfeed = "/odd"\n'
    folder = working_folder(tmp_path / "desk", harbour=outlet)
    fill(site, "Ferries", "Customs")
    site.pages["/odd"] = Page(b"<rss/>")
    done = crawl(folder, code=FAULTY_READER)
    assert done.outcomes() == {"new": 2}
    assert "AssertionError: no such declaration" in done.summaries[0]["seeds"][1]["problem"]


def test_a_killed_crawl_goes_on_where_it_was(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    paths = fill(site, *(f"Column {number}" for number in range(80)))
    first = started_crawl(folder)
    until = time.monotonic() + 30
    while len(site.asked) < 65 and time.monotonic() < until:
        time.sleep(0.01)
    first.kill()
    first.join()
    before = set(site.paths())
    assert 60 < len(before) < 80
    site.forget()
    done = crawl(folder)
    assert done.code == 0, done.error
    assert done.summaries[0]["continued"] is True
    again = before.intersection(site.paths()) - {"/robots.txt", "/feed"}
    assert len(again) <= 55, "a group of 50 captures at most is lost"
    assert before.union(site.paths()).issuperset(paths)
    assert rows(folder, "SELECT COUNT(*) FROM articles") == [(80,)]
    assert rows(folder, "SELECT COUNT(*) FROM crawls WHERE finished_at IS NULL") == [(0,)]


KILLED = """
import os
from archive.folder import group_commit
from archive.frontier import visits
group_commit.GROUP_SECONDS = 0  # a kill costs at most so much work
real, calls = visits.settle, []
def settle(*given, **told):
    if len(calls) == 4:
        os._exit(9)
    calls.append(real(*given, **told))
visits.settle = settle
"""


def test_after_a_kill_all_are_asked_again_if_that_is_wanted(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    paths = fill(site, *(f"Column {number}" for number in range(8)))
    assert crawl(folder, code=KILLED).code == 9
    assert rows(folder, "SELECT count(*) FROM frontier WHERE visited_at IS NOT NULL") == [(4,)]
    site.forget()
    done = desk_process(folder, "crawl", "harbour", "--again")
    assert done.returncode == 0, done.stderr
    assert set(paths) <= set(site.paths())
    assert "continued" not in done.stdout
    site.forget()
    assert crawl(folder).summaries[0]["continued"] is False


FULL_DISK = """
import errno, os
real, calls = os.fsync, []
def full(fd):
    calls.append(fd)
    if len(calls) > 1:
        raise OSError(errno.ENOSPC, "No space left on device")
    real(fd)
os.fsync = full
"""


def test_a_full_disk_stops_the_crawl_loudly_and_the_next_one_has_it_all(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    fill(site, *(f"Column {number}" for number in range(80)))
    full = crawl(folder, code=FULL_DISK)
    assert full.code == 1
    assert full.error.count("\n") == 1, full.error
    assert "no space" in full.error.lower() or "full" in full.error.lower()
    assert len(site.paths()) < 78
    done = crawl(folder)
    assert done.code == 0, done.error
    assert rows(folder, "SELECT COUNT(*) FROM articles") == [(80,)]


def test_a_body_cut_on_its_way_is_asked_for_again_and_never_kept_as_a_column(
    site: Site, tmp_path: Path
) -> None:
    whole = gzip.compress(column("Whole"))
    told = {"Content-Encoding": "gzip", "Content-Type": "text/html; charset=utf-8"}
    site.pages["/feed"] = Page(feed(site.home, ["/cut/", "/whole/"]))
    site.pages["/cut/"] = Page(whole[: len(whole) // 2], headers=told)
    site.pages["/whole/"] = Page(whole, headers=told)
    done = crawl(working_folder(tmp_path / "desk", harbour=outlet_file(site)))
    assert done.outcomes() == {"new": 1, "failed": 1}
    assert site.paths().count("/cut/") == 3
    assert "ends before its end: it was cut on its way" in done.summaries[0]["bad"][0]["reason"]
