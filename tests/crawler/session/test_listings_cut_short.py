"""Listings of which a page cannot be had: asked again in time, and named; and those whose end is a
page that names nothing.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.session.whole_reading import WholeReading
from tests.builders.crawls import clock_moved, crawl, desk_process, outlet_file, working_folder
from tests.builders.site import Page, Site, column

FAULTS = [Page(b"Oh.", 500), Page(b"Later.", 503)]
ENDS = [
    Page(b"<html><body><main><p>Nothing found.</p></main></body></html>"),
    Page(b"No.", 404),
    Page(b"No.", 410),
]


def publish(site: Site, folder: Path, *, pages: int) -> Path:
    """A working folder for an outlet with a listing of so many pages."""
    text = outlet_file(site).replace('revisit_after = "0s"', 'revisit_after = "90d"')
    seed = 'index = "/letters/"\npages = "/letters/page/{page}/"'
    for number in range(1, pages + 1):
        add_page(site, number)
    return working_folder(folder, harbour=text.replace('feed = "/feed"', seed))


def add_page(site: Site, number: int) -> None:
    paths = [f"/{number}/letter-{at}/" for at in range(2)]
    for path in paths:
        site.pages[path] = Page(column(f"Letter {path}"))
    links = "".join(f"<li><a href='{path}'>{path}</a></li>" for path in paths)
    page = Page(f"<html><body><ul>{links}</ul></body></html>".encode())
    site.pages["/letters/" if number == 1 else f"/letters/page/{number}/"] = page


def listed(site: Site, folder: Path, *, days: int) -> int:
    """How many different pages of the listing a crawl asked for."""
    site.forget()
    assert crawl(folder, code=clock_moved(timedelta(days=days))).code == 0
    return len({path for path in site.paths() if path.startswith("/letters")})


def test_a_page_that_always_fails_is_tried_thrice_then_weekly_and_told(
    site: Site, tmp_path: Path
) -> None:
    folder = publish(site, tmp_path / "desk", pages=3)
    site.pages["/letters/page/4/"] = Page(b"No.", 403)
    assert [listed(site, folder, days=day) for day in (0, 1, 2)] == [4, 4, 4]
    (told,) = json.loads(desk_process(folder, "health", "--json").stdout)[0]["alarms"]
    assert "not read to its end in 3 crawls" in told
    assert "/letters/page/4/ answers 403" in told
    assert [listed(site, folder, days=day) for day in (3, 4, 9)] == [1, 1, 4]

    add_page(site, 4)
    add_page(site, 5)
    assert listed(site, folder, days=10) == 1
    site.forget()
    done = crawl(folder, code=clock_moved(timedelta(days=16)))
    assert done.outcomes() == {"new": 4}
    assert json.loads(desk_process(folder, "health", "--json").stdout)[0]["alarms"] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda page: str(page.status))
def test_a_page_that_failed_once_is_asked_by_the_next_crawl(
    site: Site, tmp_path: Path, fault: Page
) -> None:
    folder = publish(site, tmp_path / "desk", pages=2)
    site.pages["/letters/page/3/"] = fault
    assert listed(site, folder, days=0) == 3
    add_page(site, 3)
    assert listed(site, folder, days=1) == 4
    assert listed(site, folder, days=2) == 1


@pytest.mark.parametrize("end", ENDS, ids=["nothing", "404", "410"])
def test_a_page_behind_the_last_is_the_end(site: Site, tmp_path: Path, end: Page) -> None:
    folder = publish(site, tmp_path / "desk", pages=3)
    site.pages["/letters/page/4/"] = end
    assert listed(site, folder, days=0) == 4
    assert listed(site, folder, days=1) == 1
    assert json.loads(desk_process(folder, "health", "--json").stdout)[0]["alarms"] == []


def test_what_is_remembered_of_a_reading_comes_back() -> None:
    for reading in (WholeReading(), WholeReading(None, 2, "answers 403")):
        assert WholeReading.of(reading.memory()) == reading
