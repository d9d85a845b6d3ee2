"""Pages in the place of columns that a crawl meets at a few of many addresses."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders.crawls import CrawlResult, clock_moved, crawl, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed

OLD = [f"/{number}/letter/" for number in range(1, 21)]
WALL = Page(column("Go on reading", "Become a member for two crowns a week, and read all."))
SECTIONS = 'sections = ["Foreign Affairs"]\n'


def dated(page: bytes) -> Page:
    """A page that prints when it was published."""
    return Page(page.replace(b"<h1>", b"<time datetime='2026-02-03'>3 February 2026</time><h1>"))


def letter(path: str) -> Page:
    return Page(column(f"Letter {path}", f"What stands in {path}."))


def publish(site: Site, *paths: str) -> None:
    """Letters that answer, and that the feed names first."""
    site.pages |= {path: letter(path) for path in (*paths, *OLD)}
    site.pages["/feed"] = Page(feed(site.home, [*paths, *OLD]))


def shut(site: Site, *paths: str, to: str = "/subscribe/", status: int = 302) -> None:
    """What a site does that sends readers of some letters to another page."""
    for path in paths:
        where = to.format(path=path)
        site.pages[path] = Page(status=status, headers={"Location": where})
        site.pages.setdefault(where, WALL)


def on(folder: Path, day: int) -> CrawlResult:
    """What a crawl came to on a day."""
    return crawl(folder, code=clock_moved(timedelta(days=day)))


def titles(folder: Path) -> dict[str, int]:
    """Headlines of columns, those of letters as one."""
    counts: dict[str, int] = {}
    for (title,) in rows(folder, "SELECT title FROM articles"):
        name = "Letter" if title.startswith("Letter") else title
        counts[name] = counts.get(name, 0) + 1
    return counts


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """A desk of an outlet whose file keeps the whole site."""
    text = outlet_file(site).replace(SECTIONS, "").replace('"0s"', '"90d"')
    publish(site)
    return working_folder(tmp_path / "desk", harbour=text)


@pytest.mark.parametrize("to", ["/subscribe/", "/subscribe/?from={path}"])
def test_a_page_of_no_date_to_which_addresses_lead_is_not_asked_for_as_a_column(
    site: Site, folder: Path, to: str
) -> None:
    new = ["/21/letter/", "/22/letter/", "/23/letter/"]
    publish(site, *new)
    shut(site, *new, to=to)
    assert on(folder, 0).outcomes() == {"new": 20, "failed": 3}
    assert on(folder, 1).outcomes() == {"failed": 3}
    assert titles(folder) == {"Letter": 20}
    publish(site, *new)
    assert on(folder, 2).outcomes() == {"new": 3}
    assert titles(folder) == {"Letter": 23}


@pytest.mark.parametrize("to", ["/ferry/", "/ferry/?from={path}"])
def test_a_page_with_a_date_to_which_addresses_lead_is_asked_unless_it_names_them(
    site: Site, folder: Path, to: str
) -> None:
    clicks = ["/click/1/", "/go/1/", "/to/1/"]
    ferry = dated(column("Ferry"))
    site.pages |= {to.format(path=path): ferry for path in clicks}
    publish(site, *clicks)
    shut(site, *clicks, to=to)
    assert on(folder, 0).outcomes() == {"new": 20, "failed": 3}
    site.forget()
    on(folder, 1)
    asked_by_itself = site.paths().count("/ferry/") > len(clicks)
    assert asked_by_itself is (to == "/ferry/")
    assert titles(folder) == ({"Letter": 20, "Ferry": 1} if asked_by_itself else {"Letter": 20})
