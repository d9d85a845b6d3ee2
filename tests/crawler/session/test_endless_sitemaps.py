"""Sitemaps that lead to sitemaps without end are left in time, and columns are visited."""

from pathlib import Path

from crawler.session.seed_walk import AT_ONCE, DEEPEST, MOST_BARREN
from tests.builders.crawls import crawl, outlet_file, working_folder
from tests.builders.site import Page, Site, column


def index(home: str, *names: str) -> Page:
    entries = "".join(f"<sitemap><loc>{home}{name}</loc></sitemap>" for name in names)
    return Page(f"<sitemapindex>{entries}</sitemapindex>".encode())


def outlet(site: Site) -> str:
    columns = f"<urlset><url><loc>{site.home}2024/ferries/</loc></url></urlset>"
    site.pages["/columns.xml"] = Page(columns.encode())
    site.pages["/2024/ferries/"] = Page(column("Ferries"))
    return outlet_file(site).replace('feed = "/feed"', 'sitemap = "/sitemap.xml"')


def test_indexes_that_lead_deeper_and_deeper_are_left(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet(site))
    site.pages["/sitemap.xml"] = index(site.home, "columns.xml", "deep-1.xml")
    for number in range(1, 60):
        site.pages[f"/deep-{number}.xml"] = index(site.home, f"deep-{number + 1}.xml")
    done = crawl(folder)
    assert done.outcomes() == {"new": 1}
    assert sum(path.startswith("/deep-") for path in site.paths()) == DEEPEST
    assert "lies below 3 indexes" in done.summaries[0]["seeds"][0]["problem"]


def test_sitemaps_without_any_address_are_left(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet(site))
    empty = [f"empty-{number}.xml" for number in range(3 * MOST_BARREN)]
    site.pages["/sitemap.xml"] = index(site.home, "columns.xml", *empty)
    for name in empty:
        site.pages[f"/{name}"] = Page(b"<urlset></urlset>")
    done = crawl(folder)
    assert done.outcomes() == {"new": 1}
    asked = sum(path.startswith("/empty-") for path in site.paths())
    assert MOST_BARREN <= asked <= MOST_BARREN + AT_ONCE
    assert "100 sitemaps in a row name no address" in done.summaries[0]["seeds"][0]["problem"]


def test_all_sitemaps_of_a_large_index_are_asked(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet(site))
    names = [f"part-{number}.xml" for number in range(2 * MOST_BARREN)]
    site.pages["/sitemap.xml"] = index(site.home, *names, "columns.xml")
    elsewhere = f"<urlset><url><loc>{site.home}about/us</loc></url></urlset>"
    for name in names:
        site.pages[f"/{name}"] = Page(elsewhere.encode())
    del site.pages["/part-7.xml"]
    done = crawl(folder)
    assert done.outcomes() == {"new": 1}
    assert {f"/{name}" for name in names} <= set(site.paths())
