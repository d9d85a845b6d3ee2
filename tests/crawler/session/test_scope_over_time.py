"""What becomes of columns in years of crawls: posts that change their section, and redirects."""

from pathlib import Path

from tests.builders.crawls import crawl, outlet_file, working_folder
from tests.builders.site import Page, Site, column, feed

LISTING = '\n[[seeds]]\nindex = "/category/foreign-affairs/"\n'


def listing(paths: list[str]) -> Page:
    links = "".join(f"<li><a href='{path}'>{path}</a></li>" for path in paths)
    return Page(f"<html><body><main><ul>{links}</ul></main></body></html>".encode())


def test_a_post_that_moves_into_the_section_is_looked_at_when_its_listing_names_it(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site) + LISTING)
    site.pages |= {
        "/1/treaty/": Page(column("Treaty")),
        "/2/bridge/": Page(column("Bridge", section="Local")),
    }
    site.pages["/feed"] = Page(feed(site.home, ["/1/treaty/", "/2/bridge/"]))
    site.pages["/category/foreign-affairs/"] = listing(["/1/treaty/"])
    assert crawl(folder).outcomes() == {"new": 1, "out of scope": 1}
    site.forget()
    assert crawl(folder).outcomes() == {"unchanged": 1}
    assert "/2/bridge/" not in site.paths(), "the feed names it as it did before"

    site.pages["/2/bridge/"] = Page(column("Bridge"))
    site.pages["/category/foreign-affairs/"] = listing(["/2/bridge/", "/1/treaty/"])

    assert crawl(folder).outcomes() == {"new": 1, "unchanged": 1}


def test_a_wider_scope_reaches_pages_that_the_narrow_one_had_dropped(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    site.pages["/1/bridge/"] = Page(column("Bridge", section="Local"))
    site.pages["/feed"] = Page(feed(site.home, ["/1/bridge/"]), headers={"ETag": '"1"'})
    assert crawl(folder).outcomes() == {"out of scope": 1}
    wider = outlet_file(site).replace('"Foreign Affairs"', '"Foreign Affairs", "Local"')
    (folder / "outlets" / "harbour.toml").write_text(wider)
    assert crawl(folder).outcomes() == {"new": 1}
