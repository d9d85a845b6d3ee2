"""Columns whose address leads to the home page for weeks, as those of deleted posts do."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.session.absences import visits_that_count
from tests.builders.crawls import (
    clock_moved,
    crawl,
    desk_process,
    outlet_file,
    rows,
    working_folder,
)
from tests.builders.site import Page, Site, column, feed, publishing, sitemap
from tests.builders.wordpress_rest import Category, Rest

PATHS = [f"/{number}/letter/" for number in range(1, 13)]
OLD = PATHS[0]
HOME = Page(b"<html><body><p>Welcome.</p></body></html>")
FRONT = Page(
    b"<html><body><main><h1>Foreign Affairs</h1>"
    + "".join(
        f"<article><h2><a href='{path}'>Letter {path}</a></h2><p>What the letter of {path} says to "
        f"those who read number {len(path)} of the paper in the morning.</p></article>"
        for path in PATHS[1:]
    ).encode()
    + b"</main></body></html>"
)
LOGIN = Page(
    b"<html><head><title>Log in</title></head><body><main><h1>Log in</h1><form method='post'>"
    b"<label>Name <input name='log'></label><input type='password'></form></main></body></html>"
)
CHALLENGE = Page(
    b"<html><head><title>Just a moment...</title></head><body><p>Checking your browser.</p></body>"
)
BEGINNING = timedelta(days=-450)
"""When the clock of the first crawl stands, as others do not believe times to come."""
DAYS = (1, 16, 31)
"""Of crawls: by the last, the redirect was met often enough and for long enough."""
WAITS = [{"failed": 1}]
"""What came of a crawl that met it once."""


def letters(site: Site) -> None:
    site.pages |= {path: Page(column(f"Letter {path}", f"What is in {path}.")) for path in PATHS}
    site.pages["/feed"] = Page(feed(site.home, PATHS))
    site.pages["/"] = HOME
    site.pages |= dict.fromkeys(("/foreign-affairs/", "/category/foreign-affairs/", "/1/"), FRONT)


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """A desk that has all letters."""
    letters(site)
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    assert crawled(folder, 0) == [{"new": 12}]
    return folder


def delete(site: Site, *paths: str, to: str = "/", status: int = 301) -> None:
    """What a site does that sends the addresses of deleted posts elsewhere."""
    site.pages |= dict.fromkeys(paths, Page(status=status, headers={"Location": to}))
    site.pages["/feed"] = Page(feed(site.home, [one for one in PATHS if one not in paths]))


def crawled(folder: Path, *days: float) -> list[dict[str, int]]:
    """What crawls on these days led to, but for what is unchanged."""
    told = [
        crawl(folder, code=clock_moved(BEGINNING + timedelta(days=day))).outcomes() for day in days
    ]
    return [{name: many for name, many in one.items() if name != "unchanged"} for one in told]


def states(folder: Path) -> dict[str, int]:
    return dict(rows(folder, "SELECT state, count(*) FROM articles GROUP BY state"))


def events(folder: Path) -> list[tuple[str, str | None]]:
    return rows(folder, "SELECT kind, detail FROM article_events ORDER BY happened_at")


@pytest.mark.parametrize(
    ("to", "status"),
    [("/", 302), ("/foreign-affairs/", 301), ("/category/foreign-affairs/", 302), ("/1/", 301)],
)
def test_a_column_alone_whose_address_leads_to_a_listing_for_weeks_is_gone(
    site: Site, folder: Path, to: str, status: int
) -> None:
    delete(site, OLD, to=to, status=status)
    assert crawled(folder, *DAYS) == [*WAITS * 2, {"gone": 1}]
    where = site.home + to.lstrip("/")
    assert events(folder) == [("gone", where)]
    assert states(folder) == {"gone": 1, "live": 11}
    assert crawled(folder, 60) == [{}], "it is gone still"
    assert events(folder) == [("gone", where)]

    letters(site)
    assert crawled(folder, 400) == [{"back": 1}]
    assert [kind for kind, _ in events(folder)] == ["gone", "back"]
    assert states(folder) == {"live": 12}


def test_all_know_that_a_column_is_gone_whose_address_leads_home(
    site: Site, folder: Path, tmp_path: Path
) -> None:
    delete(site, OLD)
    crawled(folder, *DAYS)
    (public_id,) = rows(folder, "SELECT public_id FROM articles WHERE state = 'gone'")[0]
    why = f"leads to {site.home} (home page)"
    history = " ".join(desk_process(folder, "history", public_id).stdout.split())
    assert f"gone: {why}" in history
    shown = " ".join(desk_process(folder, "show", public_id, "--versions").stdout.split())
    assert "(gone from there)" in shown
    assert why in shown
    assert f"What is in {OLD}." in shown
    assert crawled(folder, -BEGINNING.days) == [{}]
    assert "well" in desk_process(folder, "health").stdout
    before = desk_process(folder, "dump", "--digest").stdout

    assert desk_process(folder, "verify").returncode == 0
    assert desk_process(folder, "reextract", "--since", "2020-01-01").returncode == 0
    assert desk_process(folder, "dump", "--digest").stdout == before
    other = working_folder(tmp_path / "other", harbour=outlet_file(site))
    merged = desk_process(other, "merge", str(folder), "--yes", "--private")
    assert merged.returncode == 0, merged.stderr
    assert desk_process(other, "dump", "--digest").stdout == before
    for desk in (folder, other):
        (desk / "archive.db").unlink()
        rebuilt = desk_process(desk, "rebuild")
        assert rebuilt.returncode == 0, rebuilt.stderr
        assert desk_process(desk, "dump", "--digest").stdout == before
        assert desk_process(desk, "verify").returncode == 0


def test_an_import_undone_leaves_a_column_gone_as_it_was(
    site: Site, folder: Path, tmp_path: Path
) -> None:
    delete(site, OLD)
    crawled(folder, *DAYS)
    before = desk_process(folder, "dump", "--digest").stdout
    mark = f"<!-- saved from url=(0030){site.home[:-1]}{OLD} -->".encode()
    saved = tmp_path / "letter.html"
    saved.write_bytes(mark + column(f"Letter {OLD}", f"What is in {OLD}."))
    done = desk_process(folder, "import", str(saved), "--outlet", "harbour")
    assert done.returncode == 0, done.stderr
    assert [kind for kind, _ in events(folder)] == ["gone", "back"]
    (run,) = rows(folder, "SELECT max(id) FROM runs")[0]
    undone = desk_process(folder, "import", "--undo", str(run), "--yes")
    assert undone.returncode == 0, undone.stderr
    assert desk_process(folder, "dump", "--digest").stdout == before
    (folder / "archive.db").unlink()
    assert desk_process(folder, "rebuild").returncode == 0
    assert desk_process(folder, "dump", "--digest").stdout == before


def test_what_a_column_that_is_gone_led_to_goes_with_it(site: Site, folder: Path) -> None:
    delete(site, OLD)
    crawled(folder, *DAYS)
    delete(site, *PATHS[:2])
    crawled(folder, 45, 60, 75)
    assert states(folder) == {"gone": 2, "live": 10}
    gone = rows(folder, "SELECT public_id FROM articles WHERE state = 'gone'")
    done = desk_process(folder, "forget", gone[0][0], "--raw", "--yes", "--reason", "asked for")
    assert done.returncode == 0, done.stderr
    assert states(folder) == {"gone": 1, "live": 10}
    checked = desk_process(folder, "verify")
    assert checked.returncode == 0, checked.stdout
    digest = desk_process(folder, "dump", "--digest").stdout
    (folder / "archive.db").unlink()
    assert desk_process(folder, "rebuild").returncode == 0
    assert desk_process(folder, "dump", "--digest").stdout == digest


def test_a_column_that_a_channel_names_is_there_wherever_its_address_leads(
    site: Site, folder: Path
) -> None:
    delete(site, OLD)
    site.pages["/feed"] = Page(feed(site.home, PATHS), headers={"ETag": '"all"'})
    assert crawled(folder, *DAYS) == WAITS * 3
    delete(site, OLD)
    assert crawled(folder, 40) == [{"gone": 1}]


def test_a_column_that_a_sitemap_names_is_there_wherever_its_address_leads(
    site: Site, tmp_path: Path
) -> None:
    text = outlet_file(site).replace('feed = "/feed"', 'sitemap = "/sitemap.xml"')
    letters(site)
    folder = working_folder(tmp_path / "desk", harbour=text)

    def listed(paths: list[str], etag: str) -> None:
        body = sitemap(site.home, dict.fromkeys(paths))
        site.pages["/sitemap.xml"] = Page(body, headers={"ETag": etag})

    listed(PATHS, '"1"')
    crawled(folder, 0)
    delete(site, OLD)
    assert crawled(folder, *DAYS) == WAITS * 3
    listed(PATHS[1:], '"2"')
    assert crawled(folder, 40, 50) == [*WAITS, {"gone": 1}]


def test_a_post_that_rest_lists_is_there_until_it_is_deleted(site: Site, tmp_path: Path) -> None:
    rest = Rest(site, [Category("foreign-affairs", "Foreign Affairs")])
    paths = [rest.post(number, f"Treaty {number}", category=1) for number in range(1, 5)]
    text = rest.outlet("foreign-affairs", "Foreign Affairs").replace('"90d"', '"0s"')
    folder = working_folder(tmp_path / "desk", blog=text)
    assert crawled(folder, 0) == [{"new": 4}]
    site.pages["/"] = HOME
    site.pages[paths[0]] = Page(status=301, headers={"Location": "/"})
    crawled(folder, *DAYS, 50)
    assert states(folder) == {"live": 4}
    del rest.posts[1]
    assert crawled(folder, 60) == [{"gone": 1}]
    assert states(folder) == {"live": 3, "gone": 1}


def test_a_wall_of_some_days_or_before_all_columns_leaves_them_there(
    site: Site, folder: Path
) -> None:
    delete(site, OLD, status=302)
    assert crawled(folder, 1, 16) == WAITS * 2
    letters(site)
    assert crawled(folder, 17) == [{}]
    delete(site, OLD, status=302)
    assert crawled(folder, 31, 40) == WAITS * 2, "it counts anew"
    delete(site, *PATHS, status=302)
    site.pages["/feed"] = Page(feed(site.home, ["/about/"]))
    assert crawled(folder, 60, 80, 100) == [{"failed": 12}] * 3
    letters(site)
    crawled(folder, 101)
    assert states(folder) == {"live": 12}
    assert events(folder) == []


def test_three_columns_at_once_are_there(site: Site, folder: Path) -> None:
    delete(site, *PATHS[:3], status=302)
    assert crawled(folder, *DAYS, 60) == [{"failed": 3}] * 4
    assert states(folder) == {"live": 12}


@pytest.mark.parametrize("to", ["/", "/category/foreign-affairs/"])
def test_three_columns_that_lead_to_a_listing_for_good_are_gone_after_weeks(
    site: Site, folder: Path, to: str
) -> None:
    delete(site, *PATHS[:3], to=to)
    assert crawled(folder, *DAYS) == [{"failed": 3}, {"failed": 3}, {"gone": 3}]
    assert states(folder) == {"live": 9, "gone": 3}


def test_most_columns_that_lead_home_for_good_are_there(site: Site, folder: Path) -> None:
    delete(site, *PATHS[:7])
    assert crawled(folder, *DAYS) == [{"failed": 7}] * 3
    assert states(folder) == {"live": 12}


def test_the_only_columns_of_an_outlet_are_there(site: Site, tmp_path: Path) -> None:
    letters(site)
    site.pages["/feed"] = Page(feed(site.home, PATHS[:2]))
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    crawled(folder, 0)
    delete(site, *PATHS[:2], status=302)
    site.pages["/feed"] = Page(feed(site.home, ["/about/"]))
    assert crawled(folder, *DAYS, 60) == [{"failed": 2}] * 4, "it may be a wall"
    site.pages[PATHS[1]] = Page(column(f"Letter {PATHS[1]}", f"What is in {PATHS[1]}."))
    assert crawled(folder, 80) == [{"gone": 1}]


@pytest.mark.parametrize("to", ["/login/", "/choices/", "/about/maintenance/", "/"])
def test_a_page_that_names_no_columns_takes_none_away(site: Site, folder: Path, to: str) -> None:
    site.pages |= {
        "/login/": LOGIN,
        "/choices/": Page(column("Your choices", "We keep cookies.", section="Service")),
        "/about/maintenance/": Page(b"<html><body><h1>We are back soon.</h1></body></html>"),
        "/": CHALLENGE,
    }
    delete(site, OLD, to=to, status=302)
    assert crawled(folder, *DAYS, 60) == WAITS * 4
    assert states(folder) == {"live": 12}


def test_a_person_who_fetches_an_address_takes_no_column_away(site: Site, folder: Path) -> None:
    delete(site, OLD)
    crawled(folder, *DAYS[:-1])
    address = site.home + OLD.lstrip("/")
    fetched = desk_process(
        folder, "fetch", address, code=clock_moved(BEGINNING + timedelta(days=40))
    )
    assert "leads to" in fetched.stdout, fetched
    assert states(folder) == {"live": 12}


START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("led", "alarmed", "counted"),
    [
        ([(0, "a"), (7, "a"), (14, "a"), (27, "a"), (28, "a")], [], [0, 14, 28]),
        ([(0, "a"), (0, "b"), (14, "a"), (14, "b"), (14, "c")], [], [0]),
        ([(0, "a"), (14, "b"), (14.9, "c"), (14.9, "a"), (30, "a")], [], [0, 30]),
        ([(0, "a"), (14, "a"), (28, "a")], [(13.9, 14.1)], [0, 28]),
        ([(0, "b")], [], []),
        ([(0, "a!"), (0, "b!"), (0, "c!"), (14, "a!"), (14, "b!"), (14, "c")], [], [0]),
    ],
)
def test_visits_count_that_lie_weeks_apart_and_led_there_alone(
    led: list[tuple[float, str]], alarmed: list[tuple[float, float]], counted: list[float]
) -> None:
    """A mark behind an address says that it led there for good."""

    def at(day: float) -> datetime:
        return START + timedelta(days=day)

    found = visits_that_count(
        "a",
        [(at(day), address.strip("!"), address.endswith("!")) for day, address in led],
        alarmed=[(at(begin), at(end)) for begin, end in alarmed],
    )
    assert found == [at(day) for day in counted]


def test_a_column_that_moved_to_an_address_like_that_of_a_listing_is_not_gone(
    site: Site, folder: Path
) -> None:
    moved = f"/category/foreign-affairs{OLD}"
    site.pages[moved] = site.pages[OLD]
    site.pages[OLD] = Page(status=301, headers={"Location": moved})
    site.pages["/feed"] = Page(feed(site.home, [moved, *PATHS[1:]]))
    for day in (*DAYS, 60):
        crawled(folder, day)
    assert states(folder) == {"live": 12}


OTHERS = [(n, f"word{n * 7919 % 10007:x} of thing{n * 104729 % 10007:x}") for n in range(60)]


def letter(*paragraphs: str) -> bytes:
    """A column with these paragraphs alone."""
    before, _, rest = column("A letter", "HERE").partition(b"<p>HERE")
    prose = "".join(f"<p>{text}</p>" for text in paragraphs).encode()
    return before + prose + rest.partition(b"</p>")[2]


@pytest.mark.parametrize("change", ["edited in each paragraph", "grown", "cut"])
def test_a_column_that_moved_and_was_edited_is_not_gone(
    site: Site, folder: Path, change: str
) -> None:
    said = [
        f"The {thing} of the harbour was late on the day of the {thing}, and the ministers of both "
        f"towns wrote to each other about the {thing} at some length, as they do."
        for thing in ("herring", "ferry", "lamp", "pilot", "tariff", "quay", "bell", "rope")
    ]
    site.pages[OLD] = Page(letter(*said))
    assert crawled(folder, 1) == [{"updated": 1}]
    moved = f"/category/foreign-affairs{OLD}"
    now = {
        "edited in each paragraph": [f"{one} [1]" for one in said],
        "grown": [*said, *(f"Note {n}: {word} was asked for, {word}!" for n, word in OTHERS)],
        "cut": said[:3],
    }
    site.pages[moved] = Page(letter(*now[change]))
    delete(site, OLD, to=moved)
    crawled(folder, *(1 + day for day in DAYS), 60)
    assert states(folder) == {"live": 12}


def test_a_column_named_like_the_listing_that_its_address_leads_to_is_gone(
    site: Site, folder: Path
) -> None:
    site.pages[OLD] = Page(
        column("Letters from Abroad", "What is in the first letter, of herring.")
    )
    assert crawled(folder, 1) == [{"updated": 1}]
    listing = FRONT.body.replace(b"<h1>Foreign Affairs", b"<h1>Letters from Abroad")
    site.pages["/category/foreign-affairs/"] = Page(listing)
    delete(site, OLD, to="/category/foreign-affairs/")
    assert crawled(folder, *(1 + day for day in DAYS))[-1] == {"gone": 1}
    assert states(folder) == {"live": 11, "gone": 1}


@contextmanager
def with_second_host(site: Site, folder: Path) -> Iterator[Site]:
    """Another host of the same outlet, with columns that the outlet's sitemap names."""
    with publishing(("127.0.0.2", 0)) as other:
        other.pages |= {f"/{number}/": Page(column(f"There {number}")) for number in range(12)}
        there = [f"{other.home}{number}/" for number in range(12)]
        site.pages["/sitemap.xml"] = Page(sitemap("", dict.fromkeys(there)))
        hosts = f'[scope]\nhosts = ["{urlsplit(other.home).netloc}"]'
        text = outlet_file(site).replace("[scope]", hosts)
        text += '\n[[seeds]]\nsitemap = "/sitemap.xml"\n'
        (folder / "outlets" / "harbour.toml").write_text(text)
        (folder / "desk.toml").write_text('allow_private = ["127.0.0.0/8"]\n')
        assert crawled(folder, 0.5) == [{"new": 12}]
        yield other


def test_a_column_is_gone_also_while_another_host_of_its_outlet_is_dead(
    site: Site, folder: Path
) -> None:
    with with_second_host(site, folder) as other:
        answers_only(other, "/robots.txt")
        delete(site, OLD)
        for day in DAYS:
            done = crawl(folder, code=clock_moved(BEGINNING + timedelta(days=day)))
            assert done.code == 1
            assert done.summaries[0]["finish_reason"] == "silent"
            assert "does not answer" in done.summaries[0]["problem"]
            assert "does not answer" in desk_process(folder, "health").stdout
        assert done.outcomes()["gone"] == 1
        assert states(folder) == {"gone": 1, "live": 23}
        assert rows(folder, "SELECT DISTINCT alarms FROM crawls") == [("[]",)]


def test_a_host_without_robots_txt_stops_no_other_host_of_its_outlet(
    site: Site, folder: Path
) -> None:
    with with_second_host(site, folder) as other:
        answers_only(other)
        delete(site, OLD)
        for day in DAYS:
            done = crawl(folder, code=clock_moved(BEGINNING + timedelta(days=day)))
            assert done.outcomes()["unchanged"] == 11
            assert done.summaries[0]["finish_reason"] == "silent"
        assert "robots.txt cannot be had" in done.summaries[0]["problem"]
        assert done.summaries[0]["problem"].endswith("left for the next crawl: 12")
        assert states(folder) == {"gone": 1, "live": 23}


def test_a_column_is_not_gone_by_a_crawl_in_which_its_host_dies(site: Site, folder: Path) -> None:
    with with_second_host(site, folder):
        delete(site, OLD)
        crawled(folder, *DAYS[:-1])
        answers_only(site, "/robots.txt", "/feed", "/sitemap.xml", OLD, "/")
        done = crawl(folder, code=clock_moved(BEGINNING + timedelta(days=DAYS[-1])))
        assert done.summaries[0]["finish_reason"] == "silent"
        assert "gone" not in done.outcomes()
        assert done.outcomes()["unchanged"] == 12, "the other host"
        assert any(page["url"].endswith(OLD) for page in done.summaries[0]["bad"]), "it answered"
        assert states(folder) == {"live": 24}


def answers_only(site: Site, *paths: str) -> None:
    """From now on connections that ask for other paths are closed without a byte."""

    class Dying(dict[str, Page]):
        def get(self, path: str, default: Page | None = None) -> Page | None:  # type: ignore[override]
            site.dead = path not in paths
            return super().get(path, default)

    site.pages = Dying(site.pages)
