"""A sitemap of very many addresses: its progress is told, and what a killed walk read is kept."""

import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.model.records import Capture
from crawler.config.outlet_files import load_outlet
from crawler.discovery import sitemap as sitemap_module
from crawler.intake import intake
from crawler.session.named_addresses import NamedAddresses
from crawler.session.seed_walk import Answer, SeedWalk
from tests.builders.crawls import (
    crawl,
    fill,
    outlet_file,
    rows,
    started_crawl,
    working_folder,
)
from tests.builders.site import Page, Site, publishing, sitemap

NOW = datetime(2026, 11, 27, tzinfo=UTC)
SMALL_PIECES = "from crawler.discovery import sitemap\nsitemap.AT_ONCE = 100\n"
SLOW = """
import time
from crawler.discovery import sitemap
from archive.frontier import visits
sitemap.AT_ONCE = 10
real = visits.discover
def discover(archive, outlet_id, candidates, **told):
    if len(candidates) == sitemap.AT_ONCE:
        time.sleep(0.1)
    return real(archive, outlet_id, candidates, **told)
visits.discover = discover
"""
KILLED = f"""{SMALL_PIECES}
import os
from archive.folder import group_commit
from archive.frontier import visits
group_commit.GROUP_SECONDS = 0  # a kill costs at most so much work
real, calls = visits.discover, []
def discover(*given, **told):
    if len(calls) == 3:
        os._exit(9)
    calls.append(real(*given, **told))
    return calls[-1]
visits.discover = discover
"""


def publish(site: Site, count: int) -> str:
    """An outlet whose sitemap names so many columns."""
    paths = {f"/columns/ferries-{number}/": None for number in range(count)}
    site.pages["/sitemap.xml"] = Page(sitemap(site.home, paths))
    return outlet_file(site).replace('feed = "/feed"', 'sitemap = "/sitemap.xml"')


def test_progress_is_told_while_one_sitemap_is_read(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap_module, "AT_ONCE", 100)
    folder = working_folder(tmp_path / "desk", harbour=publish(site, 250))
    outlet = load_outlet(folder / "outlets" / "harbour.toml")
    capture = Capture(
        id=1,
        url=f"{site.home}sitemap.xml",
        captured_at=NOW,
        status=200,
        content_type="text/xml",
        digest="",
        body=site.pages["/sitemap.xml"].body,
    )
    told: list[int] = []
    with Archive.writing(folder, command="test") as archive:
        number = intake.register(archive, outlet)
        walk = SeedWalk(archive, outlet, outlet.seeds[0], outlet_id=number, now=lambda: NOW)
        walk.on_progress = lambda: told.append(walk.yielded)
        assert list(walk.answered(capture.url, Answer(capture))) == [None] * 3
    assert told == [100, 200, 250]


def test_a_killed_walk_loses_nothing_of_what_it_read(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=publish(site, 450))
    assert crawl(folder, code=KILLED).code == 9
    assert rows(folder, "SELECT count(*) FROM frontier") == [(300,)]
    (seed,) = crawl(folder, limit=1, code=SMALL_PIECES).summaries[0]["seeds"]
    assert (seed["yielded"], seed["new"]) == (450, 150)


def test_a_crawl_goes_on_and_ends_at_a_signal_while_a_sitemap_is_read(
    site: Site, tmp_path: Path
) -> None:
    slow = publish(site, 5_000)  # 500 pieces, at least 50 s
    with publishing() as other:
        paths = fill(other, "Ferries", "Customs")
        folder = working_folder(tmp_path / "desk", harbour=slow, other=outlet_file(other))
        crawling = started_crawl(folder, code=SLOW)
        until = time.monotonic() + 30
        while not set(paths) <= set(other.paths()) and time.monotonic() < until:
            time.sleep(0.05)
        signalled_at = time.monotonic()
        os.kill(crawling.pid or 0, signal.SIGTERM)
        crawling.join(40)
        seconds = time.monotonic() - signalled_at
        crawling.kill()
        assert set(paths) <= set(other.paths()), "another outlet's pages are asked meanwhile"
    assert seconds < 10
    (known,) = rows(folder, "SELECT count(*) FROM frontier WHERE url LIKE '%ferries-%'")
    assert known[0] < 5_000
    assert rows(folder, "SELECT count(*) FROM crawls WHERE finished_at IS NULL") == [(1,)]


def test_named_addresses_know_what_was_named() -> None:
    named = NamedAddresses()
    assert not named
    assert "https://a.example/1" not in named
    named.update(f"https://a.example/{number}" for number in range(0, 2000, 2))
    assert named
    assert all((f"https://a.example/{n}" in named) is (n % 2 == 0) for n in range(2000))
    named.update(["https://a.example/1"])
    assert "https://a.example/1" in named
