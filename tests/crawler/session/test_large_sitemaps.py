"""A sitemap of very many addresses: its progress is told, and what a killed walk read is kept."""

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
from tests.builders.crawls import crawl, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, sitemap

NOW = datetime(2026, 11, 27, tzinfo=UTC)
SMALL_PIECES = "from crawler.discovery import sitemap\nsitemap.AT_ONCE = 100\n"
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
        walk.answered(capture.url, Answer(capture))
    assert told == [100, 200, 250]


def test_a_killed_walk_loses_nothing_of_what_it_read(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=publish(site, 450))
    assert crawl(folder, code=KILLED).code == 9
    assert rows(folder, "SELECT count(*) FROM frontier") == [(300,)]
    (seed,) = crawl(folder, limit=1, code=SMALL_PIECES).summaries[0]["seeds"]
    assert (seed["yielded"], seed["new"]) == (450, 150)


def test_named_addresses_know_what_was_named() -> None:
    named = NamedAddresses()
    assert not named
    assert "https://a.example/1" not in named
    named.update(f"https://a.example/{number}" for number in range(0, 2000, 2))
    assert named
    assert all((f"https://a.example/{n}" in named) is (n % 2 == 0) for n in range(2000))
    named.update(["https://a.example/1"])
    assert "https://a.example/1" in named
