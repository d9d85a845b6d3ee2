"""What sitemaps say of when columns changed: days, and times at which the sitemap was made."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.builders.crawls import clock_at, crawl, outlet_file, working_folder
from tests.builders.site import Page, Site, column, feed, sitemap

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
LATE_ON_LEAP_DAY = datetime(2028, 2, 29, 23, 30, tzinfo=UTC)
PATHS = [f"/{number}/letter/" for number in range(1, 13)]


def desk(site: Site, folder: Path) -> Path:
    text = outlet_file(site).replace('revisit_after = "0s"\n', "").replace("Europe/Lisbon", "UTC")
    text += '\n[[seeds]]\nsitemap = "/sitemap.xml"\n'
    site.pages["/feed"] = Page(feed(site.home, ["/about/"]))
    for path in PATHS:
        write(site, path, f"What stands in {path}.")
    return working_folder(folder / "desk", harbour=text)


def write(site: Site, path: str, text: str) -> None:
    published = "<meta property='article:published_time' content='2019-05-01T12:00:00Z'></head>"
    page = column(f"Letter {path}", text).replace(b"</head>", published.encode())
    site.pages[path] = Page(page)


def name(site: Site, changed: dict[str, str]) -> None:
    site.pages["/sitemap.xml"] = Page(sitemap(site.home, changed))


def crawled(site: Site, folder: Path, after: timedelta, *, now: datetime = NOW) -> dict[str, int]:
    site.forget()
    return crawl(folder, code=clock_at(now + after)).outcomes()


def made_at(after: timedelta) -> str:
    return (NOW + after).isoformat()


def made_on(after: timedelta) -> str:
    return f"{NOW + after:%Y-%m-%d}"


@pytest.mark.parametrize("made", [made_at, made_on])
def test_the_time_at_which_a_sitemap_is_made_is_no_change(
    site: Site, tmp_path: Path, made: Callable[[timedelta], str]
) -> None:
    folder = desk(site, tmp_path)
    name(site, dict.fromkeys(PATHS, made(timedelta(0))))
    assert crawled(site, folder, timedelta(minutes=1)) == {"new": 12}
    for days in (2, 3, 5):
        name(site, dict.fromkeys(PATHS, made(timedelta(days=days))))
        crawled(site, folder, timedelta(days=days, hours=1))
        assert not set(PATHS) & set(site.paths())
    # The sitemap of the last day is kept; on the day after, nothing has changed.
    assert crawled(site, folder, timedelta(days=7)) == {}
    write(site, PATHS[3], "An edit.")
    changed = dict.fromkeys(PATHS, made(timedelta(days=5))) | {PATHS[3]: made(timedelta(days=8))}
    name(site, changed)
    assert crawled(site, folder, timedelta(days=9)) == {"updated": 1}


@pytest.mark.parametrize("now", [NOW, LATE_ON_LEAP_DAY])
def test_an_edit_on_the_day_of_the_visit_is_seen_when_the_day_is_over(
    site: Site, tmp_path: Path, now: datetime
) -> None:
    folder = desk(site, tmp_path)
    name(site, dict.fromkeys(PATHS, "2024-02-01") | {PATHS[0]: f"{now:%Y-%m-%d}"})
    assert crawled(site, folder, timedelta(0), now=now) == {"new": 12}
    write(site, PATHS[0], "An edit of the evening.")
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(1), tzinfo=UTC) - now

    assert crawled(site, folder, tomorrow, now=now) == {"updated": 1}
    assert crawled(site, folder, tomorrow + timedelta(days=1), now=now) == {}


def test_a_month_is_a_time_too(site: Site, tmp_path: Path) -> None:
    folder = desk(site, tmp_path)
    name(site, dict.fromkeys(PATHS, "2024-02") | {PATHS[0]: f"{NOW:%Y-%m}"})
    assert crawled(site, folder, timedelta(0)) == {"new": 12}
    assert crawled(site, folder, timedelta(hours=1)) == {}
    write(site, PATHS[0], "An edit.")
    assert crawled(site, folder, timedelta(days=32)) == {"updated": 1}
