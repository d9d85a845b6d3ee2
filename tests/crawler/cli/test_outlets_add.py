"""desk outlets add and check --live, as a person types them, at sites on loopback."""

import json
import subprocess
from pathlib import Path

import pytest

from crawler.config.outlet_files import load_outlet
from scripts.demo.server import serving
from tests.builders.command import desk
from tests.builders.crawls import desk_process
from tests.builders.site import Page, Site, column, feed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert desk(tmp_path, "init", str(tmp_path / "desk")).exit_code == 0
    return tmp_path / "desk"


def add(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return desk_process(folder, "outlets", "add", *words)


def test_a_newspaper_is_added_by_its_address_and_section(folder: Path) -> None:
    with serving(crawl_delay=0.0) as outlet:
        told = add(folder, outlet.root, "--section", "Foreign Affairs", "--yes", "--json")
        drafted = json.loads(told.stdout)
        path = folder / "outlets" / "the-quillhaven-lantern.toml"
        assert (told.returncode, drafted["file"]) == (0, str(path))
        made = load_outlet(path)
        assert made.name == "The Quillhaven Lantern"
        assert made.scope.sections == {"foreign affairs"}
        assert [seed.channel for seed in made.seeds] == ["feed", "sitemap", "index"]
        look = drafted["look"]
        assert {one["channel"]: one["problem"] for one in look["channels"]} == {
            "feed": None, "sitemap": None, "index": None,
        }  # fmt: skip
        assert look["channels"][1]["oldest"] == "2011-03-04"
        read = [one for one in look["samples"] if one["title"]]
        assert len(read) == 5
        assert all(one["words"] > 100 and one["authors"] for one in read)
        assert any("time zone" in note for note in look["notes"])
        live = desk_process(folder, "outlets", "check", "--live", "--json")
        assert live.returncode == 0, live.stderr
        assert json.loads(live.stdout)[0]["problems"] == []
        again = add(folder, outlet.root, "--yes")
        assert again.returncode == 1
        assert "is there already; choose another name (--slug NAME)" in again.stderr


def test_nothing_is_written_without_a_yes(folder: Path, site: Site) -> None:
    site.pages["/"] = Page(b"<html lang=en><title>Harbour</title><link rel=alternate"
                           b" type=application/rss+xml href=/news.rss></html>")  # fmt: skip
    site.pages["/news.rss"] = Page(feed(site.home, ["/a/"]))
    site.pages["/a/"] = Page(column("A"))
    told = add(folder, site.home)
    assert "Write" in told.stderr
    assert list((folder / "outlets").iterdir()) == []
    assert 'feed = "/news.rss"' in told.stdout


def test_a_site_without_any_channel_is_told_with_what_was_tried(folder: Path, site: Site) -> None:
    site.pages["/"] = Page(b"<html><title>Harbour</title><p>Under construction.</p></html>")
    told = add(folder, site.home, "--yes")
    assert told.returncode == 1
    assert "no feed, sitemap, WordPress or section page; tried: " in told.stderr
    for path in ("feed/", "rss.xml", "sitemap.xml", "wp-sitemap.xml"):
        assert f"{site.home}{path}" in told.stderr


def test_a_feed_of_html_is_no_feed(folder: Path, site: Site) -> None:
    page = Page(b"<!doctype html><html lang=en><title>Harbour</title><a href=/b/>B</a></html>")
    site.pages = dict.fromkeys(("/", "/feed/", "/sitemap.xml", "/b/"), page)
    told = add(folder, site.home, "--yes", "--json")
    drafted = json.loads(told.stdout)
    assert 'index = "/"' in drafted["toml"]
    assert "no feed (linked, or at a usual path)" in drafted["look"]["notes"]


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("ftp://harbour.example/", "no web address"),
        ("http://127.0.0.1:1/", "no site there"),
        ("http://10.0.0.1/", "desk.toml names no contact, so 10.0.0.1 ("),
    ],
)
def test_an_address_that_is_no_site_is_told_in_one_line(
    folder: Path, address: str, line: str
) -> None:
    told = add(folder, address, "--yes")
    assert told.returncode == 1
    assert line in told.stderr
    assert told.stderr.count("\n") == 1


def test_a_server_that_answers_200_for_everything_is_noted(folder: Path, site: Site) -> None:
    site.pages["/"] = Page(b"<html lang=en><title>Harbour</title><link rel=alternate"
                           b" type=application/rss+xml href=/feed/></html>")  # fmt: skip
    site.pages["/feed/"] = Page(feed(site.home, ["/a/"]))
    site.pages["/a/"] = Page(column("A"))
    site.pages["/foreign-desk-asks-for-a-page-that-is-not-there"] = Page(b"<p>Welcome!")
    told = add(folder, site.home, "--yes")
    assert "the server answers 200 for a page that does not exist" in told.stdout


def test_a_section_that_no_page_names_is_not_written_unasked(folder: Path) -> None:
    with serving(crawl_delay=0.0) as outlet:
        told = add(folder, outlet.root, "--section", "Nonsense", "--yes")
    assert told.returncode == 1
    assert "not written, for none of the sample pages can be read as a column" in told.stderr
    assert "no link to a section 'Nonsense' on the home page" in told.stdout
    assert list((folder / "outlets").iterdir()) == []
