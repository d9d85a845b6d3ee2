"""After `desk verify --repair` a page that says what it said before makes no new version."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.reading import dump
from tests.builders.command import desk
from tests.builders.crawls import crawl, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed

PATH = "/2026/strait/"


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """An archive with one column, which a crawl brought."""
    site.pages["/feed"] = Page(feed(site.home, [PATH]))
    site.pages[PATH] = Page(page(site))
    made = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    assert crawl(made).outcomes() == {"new": 1}
    return made


def page(site: Site) -> bytes:
    address = site.home.rstrip("/") + PATH
    link = f"<link rel='canonical' href='{address}'></head>"
    return column("The strait").replace(b"</head>", link.encode())


@pytest.mark.parametrize(
    "damage",
    [
        "section = 'zzz'",
        "title = 'oops'",
        "text_digest = ''",
        "body_digest = ''",
        "record_digest = ''",
        "body = 'Forged.'",
        "title = 'oops', section = 'zzz', text_digest = ''",
    ],
)
def test_the_next_import_and_crawl_of_a_mended_column_find_it_unchanged(
    site: Site, folder: Path, tmp_path: Path, damage: str
) -> None:
    before = held(folder)
    with closing(sqlite3.connect(folder / "archive.db", isolation_level=None)) as db:
        assert db.execute(f"UPDATE articles SET {damage}").rowcount == 1
    assert desk(folder, "verify").exit_code == 1
    assert desk(folder, "verify", "--repair").exit_code == 0
    assert desk(folder, "verify").exit_code == 0
    assert held(folder) == before

    saved = tmp_path / "strait.html"
    saved.write_bytes(page(site))
    imported = desk(folder, "import", str(saved), "--outlet", "harbour")
    assert imported.exit_code == 0, imported.output
    crawled = crawl(folder)
    assert crawled.outcomes() == {"unchanged": 1}
    assert held(folder) == before
    assert rows(folder, "SELECT count(*) FROM versions") == [(1,)]
    assert desk(folder, "verify").exit_code == 0


def held(folder: Path) -> str:
    with Archive.reading(folder) as archive:
        return dump.digest(archive)
