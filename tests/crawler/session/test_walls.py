"""Pages in the place of columns that a crawl meets at a few of many addresses."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders.crawls import (
    CrawlResult,
    clock_moved,
    crawl,
    desk_process,
    outlet_file,
    rows,
    working_folder,
)
from tests.builders.site import Page, Site, column, feed
from tests.builders.wordpress_rest import Category, Rest

OLD = [f"/{number}/letter/" for number in range(1, 21)]
WALL = Page(column("Go on reading", "Become a member for two crowns a week, and read all."))
SECTIONS = 'sections = ["Foreign Affairs"]\n'


NOTE = column("No comment today", "Nothing happened.")


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
    last = "/24/letter/"
    publish(site, last, *new)
    shut(site, last, to=to)
    assert on(folder, 2).outcomes() == {"new": 3, "failed": 1}, "former visits are remembered"
    publish(site, last, *new)
    assert on(folder, 3).outcomes() == {"new": 1}
    assert titles(folder) == {"Letter": 24}


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


@pytest.mark.parametrize(
    ("to", "status", "seen"),
    [
        ("/subscribe/", 302, ["new", "failed", "failed", "failed"]),
        ("/subscribe/?from={path}", 302, ["new", "failed", "failed", "failed"]),
        ("/subscribe/", 301, ["new", "unchanged", "failed", "failed"]),
    ],
)
def test_a_wall_before_one_new_column_a_day_hides_none_for_good(
    site: Site, folder: Path, to: str, status: int, seen: list[str]
) -> None:
    on(folder, 0)
    new: list[str] = []
    for day, outcome in enumerate(seen, 1):
        new.insert(0, f"/2{day}/letter/")
        publish(site, *new)
        shut(site, *new, to=to, status=status)
        for path in new:
            site.pages[to.format(path=path)] = Page(WALL.body, headers={"ETag": '"wall"'})
        assert outcome in on(folder, day).outcomes()
    met = on(folder, 5)
    assert met.outcomes() == {"failed": 4}, "all are asked again"
    told = "each of 4 addresses leads to" in (met.summaries[0]["problem"] or "")
    assert (met.code == 1, told) == (status == 302, status == 302)
    on(folder, 6)
    health = desk_process(folder, "health", code=clock_moved(timedelta(days=6))).stdout
    assert "cannot be kept, visit after visit" in " ".join(health.split())

    publish(site, *new)
    assert on(folder, 10).outcomes() == {"new": 4}
    assert titles(folder) == {"Letter": 24, "Go on reading": 1}


def test_a_column_to_which_two_names_lead_at_once_is_kept(site: Site, folder: Path) -> None:
    names = ["/click/1/", "/go/1/"]
    publish(site, *names)
    site.pages["/ferry/"] = Page(column("Ferry"))
    shut(site, *names, to="/ferry/")
    assert on(folder, 0).outcomes() == {"new": 21, "unchanged": 1}
    assert titles(folder) == {"Letter": 20, "Ferry": 1}


@pytest.mark.parametrize("path", ["/{}/letter/", "/2026/02/03/letter-{}/"])
def test_one_page_at_two_new_addresses_a_day_is_kept_as_a_column_twice_at_the_most(
    site: Site, folder: Path, path: str
) -> None:
    on(folder, 0)
    new: list[str] = []
    for day in range(1, 5):
        new = [path.format(2 * day + 20), path.format(2 * day + 21), *new]
        publish(site, *new)
        site.pages |= dict.fromkeys(new, WALL)
        told = on(folder, day)
    assert titles(folder) == {"Letter": 20, "Go on reading": 2}
    assert told.code == 1
    assert "each of 6 addresses shows “Go on reading”" in told.summaries[0]["problem"]
    publish(site, *new)
    assert on(folder, 10).outcomes() == {"new": 6, "updated": 2}
    assert titles(folder) == {"Letter": 28}


def test_a_wall_in_place_of_posts_has_not_their_dates(site: Site, tmp_path: Path) -> None:
    rest = Rest(site, [Category("foreign-affairs", "Foreign Affairs")])
    text = rest.outlet("foreign-affairs", "Foreign Affairs")
    folder = working_folder(tmp_path / "desk", blog=text)
    wall = Page(column("Go on reading", "Become a member.", section=""))
    for day in range(1, 5):
        site.pages[rest.post(day, f"Treaty {day}", category=1)] = wall
        on(folder, day)
    assert titles(folder) == {"Go on reading": 2}


@pytest.mark.parametrize("looks", [dated(NOTE), Page(NOTE)])
def test_a_column_that_says_what_others_said_is_kept_if_it_has_a_date(
    site: Site, folder: Path, looks: Page
) -> None:
    on(folder, 0)
    new: list[str] = []
    for day in range(1, 5):
        new.insert(0, f"/2{day}/note/")
        publish(site, *new)
        site.pages |= dict.fromkeys(new, looks)
        on(folder, day)
    assert titles(folder)["No comment today"] == (4 if b"<time" in looks.body else 2)


def test_names_and_copies_of_a_column_are_as_they_were(site: Site, tmp_path: Path) -> None:
    text = outlet_file(site).replace(SECTIONS, "")
    publish(site)
    other = outlet_file(site).replace(SECTIONS, "").replace('"/feed"', '"/other"')
    folder = working_folder(tmp_path / "desk", harbour=text, wire=other)
    own = f"<link rel='canonical' href='{site.home}1/letter/'></head>".encode()
    site.pages["/1/letter/"] = Page(letter("/1/letter/").body.replace(b"</head>", own))
    views = ["/1/letter/amp/", "/1/letter/print/", "/1/letter/mobile/"]
    # Each to its own column, to one that the feed names itself, from http to https and the like.
    clicks = [f"/click/{number}/" for number in range(1, 5)]
    names = ["/to/2/", "/go/2/", "/?p=2"]
    site.pages |= dict.fromkeys(views, site.pages["/1/letter/"])
    shut(site, *names, to="/2/letter/")
    for number, path in enumerate(clicks, 1):
        site.pages[f"/{number}/ferry/"] = Page(column(f"Letter of {number}"))
        shut(site, path, to=f"/{number}/ferry/")
    everything = [*views, *clicks, *names, *OLD]
    site.pages["/other"] = Page(feed(site.home, OLD))
    for day in range(4):
        site.pages["/feed"] = Page(feed(site.home, everything[-20 - 4 * day :]))
        for index in (0, 1):
            done = on(folder, day)
            assert (done.code, "failed" in done.outcomes(index)) == (0, False), done.summaries
    assert titles(folder) == {"Letter": 24}


def test_addresses_that_lead_to_pages_of_one_program_are_columns_each_with_its_text(
    site: Site, folder: Path
) -> None:
    new = [f"/news/{number}" for number in range(1, 7)]
    publish(site, *new)
    for path in new:
        site.pages[f"/view?path={path}"] = letter(path)
    for path in new[4:]:
        site.pages[f"/view?path={path}"] = WALL
    shut(site, *new, to="/view?path={path}")
    done = on(folder, 0)
    assert (done.code, done.outcomes()) == (0, {"new": 24, "failed": 2}), done.summaries
    assert titles(folder) == {"Letter": 24}
