"""Single addresses archived now, known ones asked again, and an interval that was changed."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.monitoring.health import health
from tests.builders.command import desk
from tests.builders.crawls import (
    clock_moved,
    crawl,
    desk_process,
    fill,
    outlet_file,
    rows,
    working_folder,
)
from tests.builders.site import Page, Site, column, feed


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """A working folder with one outlet, whose columns rest for ninety days once they are known."""
    return working_folder(tmp_path / "desk", harbour=resting(site, "90d"))


def resting(site: Site, interval: str) -> str:
    return outlet_file(site).replace('revisit_after = "0s"', f'revisit_after = "{interval}"')


def test_one_address_is_archived_and_its_outlet_stays_due(site: Site, folder: Path) -> None:
    fill(site, "Ferries")
    site.pages["/9/customs/"] = Page(column("Customs"))

    done = desk_process(folder, "fetch", f"{site.home}9/customs/", "--json")

    (fetched,) = json.loads(done.stdout)
    assert (done.returncode, fetched["outcome"], fetched["reason"]) == (0, "new", None)
    (held,) = rows(folder, "SELECT public_id, title FROM articles")
    assert tuple(held) == (fetched["public_id"], "Customs")
    assert [path for path in site.paths() if path != "/robots.txt"] == ["/9/customs/"]
    assert rows(folder, "SELECT count(*) FROM crawls") == [(0,)]
    assert desk_process(folder, "crawl", "--due").stdout.startswith("harbour: 1 new")


def test_a_fetch_does_not_hide_that_nobody_crawls(site: Site, folder: Path) -> None:
    (path,) = fill(site, "Ferries")
    crawl(folder)
    later = timedelta(days=5)
    address = f"{site.home.rstrip('/')}{path}"
    assert desk_process(folder, "fetch", address, code=clock_moved(later)).returncode == 0

    (told,) = health(folder, now=datetime.now(UTC) + later)

    assert [alarm.partition(" 20")[0] for alarm in told.alarms] == ["not asked since"]


def test_an_address_that_gives_no_column_is_told_and_one_that_is_known_is_asked_again(
    site: Site, folder: Path
) -> None:
    (path,) = fill(site, "Ferries")
    crawl(folder)
    site.pages[path] = Page(column("Ferries", "The ferries sail again."))

    done = desk_process(folder, "fetch", f"{site.home.rstrip('/')}{path}", f"{site.home}nowhere")

    assert done.returncode == 1
    updated, failed = done.stdout.splitlines()
    assert updated.startswith("updated  ")
    assert failed == f"unreadable  {site.home}nowhere: answers 404"


def test_what_a_person_mistyped_is_not_kept(site: Site, folder: Path) -> None:
    """Nor is what is no column; what failed may be one, and what a seed names stays known."""
    paths = fill(site, "Ferries", "Customs")
    crawl(folder)
    site.pages["/list/"] = Page(column("Sport", section="Sport"))
    site.pages["/later/"] = Page(b"Later.", 500)
    site.pages[paths[0]] = Page(b"Gone.", 410)
    wrong = [f"{site.home}{name}" for name in ("nowhere", "list/", "later/")]
    done = desk_process(folder, "fetch", *wrong, f"{site.home.rstrip('/')}{paths[0]}")
    assert "list/: names no section; harbour keeps Foreign Affairs alone\n" in done.stdout
    outcomes = ["unreadable", "out of scope", "failed", "gone"]
    assert [line.partition("  ")[0] for line in done.stdout.splitlines()] == outcomes
    known = "SELECT url FROM frontier ORDER BY url"
    held = sorted(f"{site.home.rstrip('/')}{path}" for path in [*paths, "/later/"])
    assert rows(folder, known) == [(url,) for url in held]
    site.forget()

    again = desk_process(folder, "crawl", "harbour", "--again")

    assert "nowhere" not in again.stdout
    assert set(site.paths()) - {"/feed", "/robots.txt"} == {*paths, "/later/"}
    for _ in range(4):
        desk_process(folder, "crawl", "harbour", "--again")
    assert f"{site.home}later/" not in [url for (url,) in rows(folder, known)]
    site.pages["/feed"] = Page(feed(site.home, [*paths, "/nowhere"]))
    site.pages["/nowhere"] = Page(column("Nowhere"))
    assert crawl(folder).outcomes() == {"new": 1}


def test_only_a_page_of_another_section_is_told_which_are_kept(site: Site, folder: Path) -> None:
    site.pages["/"] = Page(column("Home"))
    site.pages["/sport/"] = Page(column("Cup", section="Cooking"))
    done = desk_process(folder, "fetch", site.home, f"{site.home}sport/")
    listing, section = done.stdout.splitlines()
    assert listing.endswith(": a listing, not a column")
    assert section.endswith("; harbour keeps Foreign Affairs alone")


def test_a_name_by_which_a_person_came_to_a_column_is_kept(site: Site, folder: Path) -> None:
    site.pages["/ferry/"] = Page(column("Ferry"))
    site.pages["/go"] = Page(status=302, headers={"Location": "/ferry/"})
    assert desk_process(folder, "fetch", f"{site.home}go").returncode == 0
    there = "SELECT count(*) FROM frontier WHERE url LIKE '%/go'"
    assert rows(folder, there) == [(1,)]
    site.pages["/go"] = Page(b"Gone.", 404)
    desk_process(folder, "fetch", f"{site.home}go")
    assert rows(folder, there) == [(1,)], "it may lead there again"


def test_a_column_that_was_taken_down_and_comes_under_another_address_is_told_so(
    site: Site, folder: Path
) -> None:
    (path,) = fill(site, "Ferries")
    crawl(folder)
    url = f"{site.home.rstrip('/')}{path}"
    assert desk(folder, "forget", url, "--reason", "asked for", "--yes").exit_code == 0
    site.pages["/9/again/"] = Page(column("Ferries"))

    known, again = desk_process(folder, "fetch", url, f"{site.home}9/again/").stdout.splitlines()

    assert known == f"not asked  {url}: it was taken down, and is not asked for"
    assert again == f"refused  {site.home}9/again/: it was taken down, and is not taken in again"


def test_a_column_that_is_gone_still_is_told_so(site: Site, folder: Path) -> None:
    (path,) = fill(site, "Ferries")
    crawl(folder)
    url = f"{site.home.rstrip('/')}{path}"
    told = []
    for page in (None, None, Page(column("Ferries"))):
        site.pages[path] = page or Page(b"Gone.", 410)
        done = desk_process(folder, "fetch", url)
        told.append((done.stdout.partition("  ")[0], done.returncode))
    assert told == [("gone", 1), ("gone still", 1), ("back", 0)]


def test_a_known_column_that_could_not_be_asked_is_told_so(site: Site, folder: Path) -> None:
    """Its host wants to be left alone: what came of it in an earlier run is no answer."""
    paths = fill(site, "Ferries", "Customs")
    crawl(folder)
    site.pages[paths[0]] = Page(b"Later.", 503, {"Retry-After": "86400"})
    ferries, customs = (f"{site.home.rstrip('/')}{path}" for path in paths)

    first = desk_process(folder, "fetch", ferries)
    site.forget()
    second = desk_process(folder, "fetch", customs, "--json")

    assert first.returncode == 1
    assert first.stdout.startswith("not asked  ")
    assert "answers 503 and asks for a pause; not asked again before" in first.stdout
    (told,) = json.loads(second.stdout)
    assert (second.returncode, told["outcome"], site.paths()) == (1, None, [])
    assert told["public_id"] is not None


def test_a_fetch_is_no_run_that_crawled(site: Site, folder: Path) -> None:
    (path,) = fill(site, "Ferries")
    url = f"{site.home.rstrip('/')}{path}"
    assert desk_process(folder, "fetch", url).returncode == 0

    checked = desk(folder, "schedule", "--check")
    undone = desk(folder, "import", "--undo", "1", "--yes")

    assert "no run is written down yet" in checked.stdout
    assert undone.stderr.startswith(f"Error: run 1: no import (fetch {url}), and only an import")


FORGETFUL = """
from datetime import timedelta
from crawler.fetch.middlewares import robots
robots.ROBOTS_MAX_AGE = timedelta(0)
"""
"""As on another day: the robots.txt that we hold is too old."""


def test_without_robots_txt_a_known_column_is_not_fetched(site: Site, folder: Path) -> None:
    (path,) = fill(site, "Ferries")
    crawl(folder)
    site.pages["/robots.txt"] = Page(b"Broken.", 500)

    done = desk_process(folder, "fetch", f"{site.home.rstrip('/')}{path}", code=FORGETFUL)

    assert done.returncode == 1
    assert done.stdout.startswith("not asked  ")
    assert "robots.txt" in done.stdout


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("https://elsewhere.example/a", "on no host of an outlet (harbour); add its outlet with"),
        ("HOMEabout/us", "outside the [scope] of harbour; see outlets/harbour.toml"),
        ("ftp://harbour.example/", "no web address; write it as https://"),
    ],
)
def test_an_address_of_no_outlet_is_refused_before_anything_is_asked(
    site: Site, folder: Path, url: str, line: str
) -> None:
    done = desk_process(folder, "fetch", f"{site.home}a", url.replace("HOME", site.home))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert line in done.stderr
    assert site.asked == []


def test_the_line_of_a_crawl_counts_one_as_one_and_columns_as_columns(
    site: Site, folder: Path
) -> None:
    (path,) = fill(site, "Ferries")
    done = desk_process(folder, "crawl")
    assert "/feed: 1 candidate, 1 new" in done.stdout
    site.pages[path] = Page(column("Ferries").replace(b"</main>", COMMENTS))
    done = desk_process(folder, "crawl", "harbour", "--again", "--limit", "1")
    assert done.stdout.startswith("harbour: 1 column with changed comments  (")
    (folder / "outlets" / "harbour.toml").write_text(resting(site, "90d"))
    once = desk_process(folder, "crawl").stdout
    assert "(1 request, " in once


COMMENTS = (
    b"<ol class='comment-list'><li class='comment' id='comment-7'><div class='comment-author'>"
    b"<cite class='fn'>Reader</cite></div><div class='comment-content'><p>The herring!</p>"
    b"</div></li></ol></main>"
)


def test_known_addresses_are_asked_again_when_a_person_says_so(site: Site, folder: Path) -> None:
    paths = fill(site, "Ferries", "Customs")
    crawl(folder)
    site.forget()

    assert crawl(folder).outcomes() == {}
    again = desk_process(folder, "crawl", "harbour", "--again")

    assert again.stdout.startswith("harbour: 2 unchanged")
    assert sorted(path for path in site.paths() if path in paths) == paths


def test_a_shorter_interval_acts_at_once(site: Site, folder: Path) -> None:
    fill(site, "Ferries")
    crawl(folder)
    assert crawl(folder).outcomes() == {}

    (folder / "outlets" / "harbour.toml").write_text(resting(site, "0s"))

    assert crawl(folder).outcomes() == {"unchanged": 1}


def test_a_longer_interval_acts_at_once(site: Site, folder: Path) -> None:
    (first, second) = fill(site, "Ferries", "Customs")
    outlet = folder / "outlets" / "harbour.toml"
    outlet.write_text(resting(site, "2d"))
    crawl(folder)
    outlet.write_text(resting(site, "20d"))
    after = {days: clock_moved(timedelta(days=days)) for days in (3, 19, 21)}

    assert crawl(folder, code=after[3]).outcomes() == {}
    # What a seed tells of a change still counts.
    told = feed(site.home, [first, second]).replace(b"<title>" + first.encode(), b"<title>More")
    site.pages["/feed"] = Page(told)
    site.forget()
    assert crawl(folder, code=after[19]).outcomes() == {"unchanged": 1}
    assert first in site.paths()
    assert crawl(folder, code=after[21]).outcomes() == {"unchanged": 1}


@pytest.mark.parametrize("interval", ["1d", "80d"])
def test_an_interval_taken_out_of_the_file_acts_no_longer(
    site: Site, folder: Path, interval: str
) -> None:
    (path, *_) = fill(site, "Ferries", "Customs")
    dated = "<meta property='article:published_time' content='{}'></head>"
    published = datetime.now(UTC) - timedelta(days=100)
    site.pages[path] = Page(
        column("Ferries").replace(b"</head>", dated.format(published.isoformat()).encode())
    )
    outlet = folder / "outlets" / "harbour.toml"
    outlet.write_text(resting(site, interval))
    crawl(folder)
    outlet.write_text(outlet_file(site).replace('revisit_after = "0s"\n', ""))
    after = {days: clock_moved(timedelta(days=days)) for days in (2, 21)}
    site.forget()

    # A column of today is looked at daily, one of a hundred days after a fifth of them.
    assert crawl(folder, code=after[2]).outcomes() == {"unchanged": 1}
    assert path not in site.paths()
    crawl(folder, code=after[21])
    assert path in site.paths()


def test_a_limit_leaves_nothing_to_ask_of_those_asked_again(site: Site, folder: Path) -> None:
    fill(site, "Ferries", "Customs", "Herring", "Lamps")
    crawl(folder)
    planned = rows(folder, "SELECT url, next_visit, planned_visit FROM frontier ORDER BY url")
    site.forget()

    some = [desk_process(folder, "crawl", "harbour", "--again", "--limit", "1") for _ in range(4)]

    assert [done.stdout.partition("  (")[0] for done in some] == ["harbour: 1 unchanged"] * 4
    # Those not asked for longest come first: four times one are all four.
    assert len(set(site.paths()) - {"/feed", "/robots.txt"}) == 4
    site.forget()
    assert crawl(folder).outcomes() == {}
    assert set(site.paths()) <= {"/feed", "/robots.txt"}
    after = rows(folder, "SELECT url, next_visit, planned_visit FROM frontier ORDER BY url")
    assert [row[0] for row in after] == [row[0] for row in planned]
    for (_, was, _), (_, at, stated) in zip(planned, after, strict=True):
        assert was <= at == stated


def test_a_limit_leaves_what_is_out_of_scope_alone(site: Site, folder: Path) -> None:
    (first, second) = fill(site, "Ferries", "Customs")
    for path in (first, second):
        site.pages[path] = Page(column(path).replace(b"Foreign Affairs", b"Sport"))
    assert crawl(folder).outcomes() == {"out of scope": 2}
    desk_process(folder, "crawl", "harbour", "--again", "--limit", "1")
    site.forget()
    assert crawl(folder).outcomes() == {}
    assert rows(folder, "SELECT count(*) FROM frontier WHERE next_visit IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("ending", ["interrupted", "limited"])
def test_only_an_interrupted_asking_of_all_again_is_gone_on_with(
    site: Site, folder: Path, ending: str
) -> None:
    outlet = folder / "outlets" / "harbour.toml"
    outlet.write_text(resting(site, "2d"))
    fill(site, "Ferries", "Customs")
    crawl(folder)
    later = clock_moved(timedelta(days=1))
    if ending == "limited":
        desk_process(folder, "crawl", "harbour", "--again", "--limit", "1", code=later)
    else:
        desk_process(folder, "crawl", "harbour", "--again", code=later + KILLED)
    outlet.write_text(resting(site, "20d"))
    site.forget()

    done = desk_process(folder, "crawl", "harbour", code=later)

    if ending == "limited":
        assert done.stdout.startswith("harbour: no page was visited  ")
        assert "continued" not in done.stdout
    else:
        assert done.stdout.startswith("harbour: 2 unchanged  ")
        assert "continued an interrupted crawl, whose columns are counted in" in done.stdout
        assert len(set(site.paths()) - {"/feed", "/robots.txt"}) == 1


KILLED = """
import os
from archive.folder import group_commit
from archive.frontier import visits
group_commit.GROUP_SECONDS = 0  # a kill costs at most so much work
real, settled = visits.settle, []
def settle(*given, **told):
    if settled:
        os._exit(9)
    settled.append(real(*given, **told))
visits.settle = settle
"""
"""As if the process were killed after its first visit."""
