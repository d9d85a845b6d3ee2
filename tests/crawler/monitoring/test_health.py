"""`desk health` on outlets that were crawled: what is alarmed, what is not, and how it is told."""

import json
import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.frontier import crawl_log, visits
from archive.model.records import Candidate, Outcome
from crawler.monitoring.health import Health, health, not_yet_raised, remember
from tests.builders.archives import NOON, ColumnPage, new_archive, outlet, take_in
from tests.builders.crawls import crawl, desk_process, outlet_file, working_folder
from tests.builders.site import Page, Site, column, feed, publishing, sitemap

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
COLUMNS = 24


def fill(site: Site, first: int, count: int = COLUMNS, *, byline: bool = True) -> None:
    """Columns of these numbers, and a feed that names them and no others."""
    paths = [f"/2026/column-{number}" for number in range(first, first + count)]
    for path in paths:
        page = column(f"Harbour letter {path[-2:]}", "The tide.", "The customs house.")
        if byline:
            page = page.replace(b"</head>", b"<meta name='author' content='Ines Duarte'></head>")
        site.pages[path] = Page(page)
    site.pages["/feed"] = Page(feed(site.home, paths), headers={"Content-Type": "text/xml"})


def alarms(folder: Path) -> dict[str, list[str]]:
    done = desk_process(folder, "health", "--json")
    told = {one["outlet"]: one["alarms"] for one in json.loads(done.stdout)}
    assert done.returncode == (1 if any(told.values()) else 0)
    return told


def test_changed_markup_is_alarmed_and_a_healthy_outlet_is_not(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    fill(site, 10)
    crawl(folder)
    crawl(folder)
    assert alarms(folder) == {"harbour": []}
    fill(site, 10, byline=False)
    crawl(folder)
    (told,) = alarms(folder)["harbour"]
    assert told.startswith("columns with a byline: 0% in the latest 24 columns, 100% before")


def test_a_feed_that_rolled_past_is_alarmed(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    fill(site, 10, 6)
    crawl(folder)
    fill(site, 14, 6)
    crawl(folder)
    assert alarms(folder) == {"harbour": []}, "two columns are in both"
    fill(site, 30, 6)
    crawl(folder)
    (told,) = alarms(folder)["harbour"]
    assert "/feed had rolled past" in told
    assert "more often than every 1d, or" in told


def test_a_feed_that_rolled_past_is_no_alarm_beside_a_sitemap_of_all(
    site: Site, tmp_path: Path
) -> None:
    seed = '\n[[seeds]]\nsitemap = "/sitemap.xml"\n'
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site) + seed)

    def listed(*paths: str) -> None:
        site.pages["/sitemap.xml"] = Page(sitemap(site.home, dict.fromkeys(paths)))

    def everything() -> list[str]:
        return [path for path in site.pages if path.startswith("/2026")]

    fill(site, 10, 6)
    listed(*everything())
    crawl(folder)
    fill(site, 30, 6)
    listed(*everything())
    crawl(folder)
    assert alarms(folder) == {"harbour": []}
    fill(site, 50, 6)
    listed("/2026/column-55")
    crawl(folder)
    (told,) = alarms(folder)["harbour"]
    assert "/feed had rolled past" in told, "a sitemap of the latest does not name what was missed"


def test_an_outlet_that_no_longer_answers_is_alarmed(tmp_path: Path) -> None:
    with publishing() as site:
        folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
        fill(site, 10, 3)
        crawl(folder)
    assert alarms(folder) == {"harbour": []}
    crawl(folder)
    assert alarms(folder)["harbour"]


def test_expectations_that_are_not_met_are_alarmed(site: Site, tmp_path: Path) -> None:
    expect = "\n[expect]\ncolumns = 5\n"
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site) + expect)
    fill(site, 10, 3)
    crawl(folder)
    assert alarms(folder) == {"harbour": ["3 columns, expected at least 5"]}


def test_expectations_wait_for_the_end_of_the_first_crawl(site: Site, tmp_path: Path) -> None:
    expect = "\n[expect]\ncolumns = 5\n"
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site) + expect)
    fill(site, 10, 6)
    del site.pages["/2026/column-15"]
    meanwhile = []

    def last_page(path: str) -> Page | None:
        if path == "/2026/column-15":
            meanwhile.append(alarms(folder))
        return None

    site.made = last_page
    crawl(folder)
    assert meanwhile == [{"harbour": []}]


def test_a_broken_outlet_file_is_notified_of_like_silence(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour='name = "The Harbour Review')
    done = desk_process(folder, "health", "--quiet", "--notify", "cat > told.txt")
    assert done.returncode == 1
    assert "harbour.toml: not valid TOML" in (folder / "told.txt").read_text()


def test_an_alarm_is_told_once_a_day_and_again_when_telling_failed(tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour='name = "The Harbour Review')
    failed = desk_process(folder, "health", "--quiet", "--notify", "echo no mail >&2; exit 3")
    assert failed.returncode == 1
    assert "ended with 3: no mail" in failed.stderr
    tell = ("health", "--quiet", "--notify", "cat >> told.txt")
    assert desk_process(folder, *tell).stdout
    assert desk_process(folder, *tell).stdout == ""
    assert len((folder / "told.txt").read_text().splitlines()) == 1
    assert desk_process(folder, "health").returncode == 1, "by hand it is always told"


def test_what_was_told_is_told_again_after_a_day_or_when_it_is_another(tmp_path: Path) -> None:
    def ill(*lines: str) -> list[Health]:
        return [Health(outlet="harbour", last_new=None, last_crawl=None, alarms=lines)]

    fresh, times = not_yet_raised(tmp_path, ill("nothing new for 4 days"), now=NOW)
    assert fresh[0].alarms
    remember(tmp_path, times)
    later = NOW + timedelta(hours=20)
    fresh, _ = not_yet_raised(tmp_path, ill("nothing new for 5 days", "seed /feed: 503"), now=later)
    assert fresh[0].alarms == ("seed /feed: 503",)
    fresh, _ = not_yet_raised(tmp_path, ill("nothing new for 5 days"), now=NOW + timedelta(days=1))
    assert fresh[0].alarms
    fresh, _ = not_yet_raised(tmp_path, ill("nothing new for 4 days"), now=NOW - timedelta(days=9))
    assert fresh[0].alarms, "the clock has jumped back"
    (tmp_path / "health.json").write_text("[broken")
    fresh, _ = not_yet_raised(tmp_path, ill("nothing new for 4 days"), now=later)
    assert fresh[0].alarms


HERALD = """\
name = "The Herald"
home = "http://outlet.test/"
language = "en"
timezone = "UTC"

[[seeds]]
feed = "/feed"
"""


def herald(folder: Path, days: list[int], *, crawled: int, finished: bool = True) -> Path:
    """An archive with a column on each of some days, crawled last on another."""
    (folder / "outlets").mkdir(parents=True)
    (folder / "outlets" / "herald.toml").write_text(HERALD)
    with new_archive(folder) as archive:
        outlet_id = outlet(archive, "herald")
        for day in days:
            page = ColumnPage(
                path=f"/day-{day}", day=day, title=f"{day}", paragraphs=(f"Of day {day}.",)
            )
            take_in(archive, page, outlet_id=outlet_id)
        began(archive, outlet_id, at=NOON + timedelta(days=crawled), finished=finished)
    return folder


def began(archive: Archive, outlet_id: int, *, at: datetime, finished: bool) -> None:
    run_id = crawl_log.start_run(archive, now=at, outlets=1, command="test")
    begun = crawl_log.start_crawl(archive, outlet_id, run_id=run_id, now=at)
    if finished:
        crawl_log.finish_crawl(archive, begun.id, now=at, reason="finished", outcomes={})
        crawl_log.finish_run(archive, run_id, now=at, problem=None)


def alarmed(folder: Path, day: int) -> str:
    (one,) = health(folder, now=NOON + timedelta(days=day, hours=1))
    return "; ".join(one.alarms)


def test_silence_is_measured_against_the_outlets_own_pauses(tmp_path: Path) -> None:
    weekly = herald(tmp_path / "weekly", [0, 7, 14, 21, 28, 35], crawled=45)
    assert alarmed(weekly, 45) == ""
    silent = herald(tmp_path / "silent", [0, 7, 14, 21, 28, 35], crawled=51)
    assert "nothing new since" in alarmed(silent, 51)
    daily = herald(tmp_path / "daily", [0, 1, 2, 3, 4, 5], crawled=10)
    assert "nothing new since" in alarmed(daily, 10)


def test_a_crawl_under_way_is_no_alarm_and_one_that_nobody_goes_on_with_is(tmp_path: Path) -> None:
    folder = herald(tmp_path, [0], crawled=1, finished=False)
    assert alarmed(folder, 1) == ""
    assert "not asked since" in alarmed(folder, 5)


def test_an_archive_that_cannot_be_read_is_an_alarm(tmp_path: Path) -> None:
    folder = herald(tmp_path, [0], crawled=0)
    os.truncate(folder / "archive.db", 100)
    (one,) = health(folder, now=NOW)
    assert one.outlet == "archive.db"
    assert one.alarms


def test_an_outlet_of_gated_pages_is_alarmed_also_when_none_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "outlets").mkdir(parents=True)
    (folder / "outlets" / "herald.toml").write_text(HERALD)
    with new_archive(folder) as archive:
        outlet_id = outlet(archive, "herald")
        for day in range(5):
            began(archive, outlet_id, at=NOON + timedelta(days=day), finished=True)
        urls = [f"http://outlet.test/{number}" for number in range(4)]
        found = [Candidate(url=url, found_by="feed") for url in urls]
        visits.discover(archive, outlet_id, found, now=NOON)
        for url in urls:
            visits.settle(archive, outlet_id, url, Outcome.GATED, now=NOON)
        began(archive, outlet_id, at=NOON + timedelta(days=6), finished=True)
    told = alarmed(folder, 6)
    assert "no column of it is archived; of 4 pages asked for, 4 were gated" in told


@pytest.mark.parametrize(
    ("reason", "tries", "told"),
    [
        ("leads to http://outlet.test/you, as other addresses do", 3, True),
        ("leads to http://outlet.test/you, as other addresses do", 2, False),
        ("leads to http://outlet.test/, for good, like others", 3, True),
        ("shows “Quite another” in place of the column; section 'Local'", 3, True),
        ("shows “Quite another” in place of the column; section 'Local'", 2, False),
        ("the extractor failed on it: KeyError: 'p'", 3, True),
        ("could not be kept: KeyError: 'p'", 3, True),
        ("answers 500", 3, False),
    ],
)
def test_columns_that_are_there_and_cannot_be_kept_are_alarmed(
    tmp_path: Path, reason: str, tries: int, told: bool
) -> None:
    folder = herald(tmp_path, [0], crawled=0)
    with Archive.writing(folder, command="test") as archive:
        outlet_id = outlet(archive, "herald")
        url = "http://outlet.test/late"
        visits.discover(archive, outlet_id, [Candidate(url=url, found_by="feed")], now=NOON)
        for _ in range(tries):
            failed = Outcome.FAILED
            visits.settle(archive, outlet_id, url, failed, now=NOON, reason=reason)
    line = f"{url} cannot be kept, visit after visit: {reason}"
    assert (line in alarmed(folder, 1)) is told
    with Archive.writing(folder, command="test") as archive:
        began(archive, outlet_id, at=NOON + timedelta(days=1), finished=True)
    left = told and "as other addresses do" not in reason
    assert (line in alarmed(folder, 1)) is left, "a wall that was not met again is gone"


def test_pages_that_all_went_behind_a_gate_are_alarmed_while_they_rest(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    fill(site, 10, 3)
    crawl(folder)
    for path in [path for path in site.pages if path != "/feed"]:
        site.pages[path] = Page(b"members only", 403)
    crawl(folder)
    assert alarms(folder)["harbour"] == [
        "each of 3 columns answers 403: are we refused? They are asked again",
        "3 of its 3 pages could not be read when they were last asked for",
    ]
    with sqlite3.connect(folder / "archive.db") as db:
        db.execute(
            "UPDATE frontier SET next_visit = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+9 days')"
        )
    assert crawl(folder).outcomes() == {}
    assert alarms(folder)["harbour"], "nothing was asked for, and nothing is better"
