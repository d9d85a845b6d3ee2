"""The pages of outlets, over a real archive: what they say and where they lead."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.db.crawling import crawls
from archive.folder.archive import Archive
from archive.web.room.policy import POLICY
from archive.web.room.showing import day
from tests.builders.archives import ColumnPage, new_archive, outlet, take_in, take_in_all
from tests.builders.room import Room, reading_room

NOW = datetime.now(UTC)
SILENT_SINCE = datetime(2019, 3, 3, tzinfo=UTC)
HOSTILE = '<img src=x onerror=alert(1)> \u202e & "so"'
HERRINGS = tuple(
    ColumnPage(
        path=f"/{number}",
        title=f"Herring {number}",
        paragraphs=(f"Herring {number}.",),
        published=SILENT_SINCE - timedelta(days=400 * number),
        section=HOSTILE if number % 2 else "World",
        authors=(HOSTILE,) if number % 3 else ("Ada Quay",),
    )
    for number in range(6)
)
COLUMNS = (
    *HERRINGS,
    ColumnPage(path="/undated", title=HOSTILE, paragraphs=("No date.",), published=None),
    ColumnPage(path="/0", day=1, status=404),
    replace(HERRINGS[4], day=2, paragraphs=(HOSTILE,)),
    replace(HERRINGS[2], day=3, paragraphs=(HOSTILE,)),
)


def crawled(archive: Archive, slug: str) -> None:
    at = NOW.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with archive.write() as db:
        run_id = crawls.insert_run(db, started_at=at, outlets=1, command="crawl")
        crawl_id = crawls.insert_crawl(db, outlet(archive, slug), run_id=run_id, started_at=at)
        crawls.finish_crawl(
            db,
            crawl_id,
            finished_at=at,
            reason="finished",
            outcomes={"gone": 1},
            requests=1,
            measures={},
            alarms=(),
        )
        crawls.finish_run(db, run_id, finished_at=at, problem=None)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        take_in_all(archive, COLUMNS)
        crawled(archive, "harbour")
        beacon = archive.upsert_outlet(
            slug="beacon",
            name=HOSTILE,
            home="javascript:alert(1)",
            language="ar",
            timezone="UTC",
            country="EG",
            formerly=("lamp",),
        )
        page = ColumnPage(path="/b", title="B", paragraphs=("B.",), published=NOW)
        take_in(archive, page, outlet_id=beacon)
        crawled(archive, "harbour")
    with reading_room(folder) as room:
        yield room


def test_the_list_says_what_each_outlet_is_and_which_fell_silent(room: Room) -> None:
    page = room.get("/outlets")
    assert page.status == 200
    assert page.headers["content-security-policy"] == POLICY
    assert page.said(".outlets h2") == [" ".join(HOSTILE.split()), "The Harbour"]
    (silent,) = page.said(".quiet-ones li")
    assert silent.startswith("The Harbour: Silent since 3 March 2019")
    assert "; last crawled on " in silent
    assert "None is only pausing." in page.said(".quiet-ones p")
    assert "All were crawled" not in page.said(".coverage")[0]
    assert "EG · Arabic · 1 column, " in page.said(".outlets .about")[0]
    assert page.said(".outlets .about")[1] == (
        "English · 7 columns, 2013–2019; 1 without a date; 1 gone from its site"
    )
    states = page.said(".outlets .state")
    assert states[0].startswith("Publishes: newest column of ")
    assert states[0].endswith("; no crawl of it is known.")
    assert states[1].startswith("Silent since 3 March 2019")
    assert page.links(".outlets h2 a") == ["/outlet/beacon", "/outlet/harbour"]


def test_the_list_says_so_when_no_outlet_fell_silent(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        days = (300, 330, 540, 560, 580)
        take_in_all(
            archive,
            [
                replace(HERRINGS[one], published=NOW - timedelta(days=ago))
                for one, ago in enumerate(days)
            ],
        )
        crawled(archive, "harbour")
    with reading_room(tmp_path) as room:
        assert not room.get("/").links(".welcome .coverage a")
        (box,) = room.get("/outlets").said(".quiet-ones")
        assert box.startswith("Which stopped publishing? None has fallen silent.")
        assert "The Harbour: Pausing for longer than usual: nothing since" in box
        assert "only pausing" not in box
        assert "twice its longest pause" in box
        with Archive.writing(tmp_path, command="test") as archive:
            take_in(archive, replace(HERRINGS[1], path="/b"), outlet_id=outlet(archive, "beacon"))
            archive.flush()
        page = room.get("/outlets")
        assert "None is known to have fallen silent." in page.said(".quiet-ones")[0]
        assert "Of 1 outlet it is not known" in page.said(".quiet-ones")[0]
        assert page.said(".outlets .state")[0].endswith(
            "; no crawl of it is known, and so nobody looked for a newer one."
        )
        with Archive.writing(tmp_path, command="test") as archive:
            crawled(archive, "beacon")
        page = room.get("/outlets")
        assert f"All were crawled last on {day(NOW)}." in page.said(".coverage")[0]
        assert not any("last crawled on" in one for one in page.said(".quiet-ones, .outlets"))
        assert f"last crawled on {day(NOW)}" in room.get("/outlet/beacon").said("main")[0]


def test_pictures_have_words_and_no_style_of_their_own(room: Room) -> None:
    page = room.get("/outlets")
    titles = page.said(".outlets svg[role=img] title")
    assert titles[1] == "Columns by year: 2013–2019, most in 2013 (1), none in 2017"
    for path in ("/outlets", "/outlet/harbour", "/author/ada%20quay"):
        assert room.get(path).page.cssselect("[style], main style, main script") == []


@pytest.mark.parametrize(
    ("order", "first"), [("silent", "harbour"), ("columns", "harbour"), ("\u202e'", "beacon")]
)
def test_the_list_is_put_in_the_order_asked_for(room: Room, order: str, first: str) -> None:
    assert room.get(f"/outlets?order={order}").links(".outlets h2 a")[0] == f"/outlet/{first}"


def test_an_outlet_is_told_whole(room: Room) -> None:
    page = room.get("/outlet/harbour")
    assert page.status == 200
    assert page.said("h1") == ["The Harbour"]
    assert "Silent since 3 March 2019" in page.said("section[aria-labelledby=health]")[0]
    assert page.said("section[aria-labelledby=fields] li") == [
        "headline all",
        "author or byline all",
        "date 86 %",
        "section all",
        "standfirst none",
        "language none",
    ]
    assert "/outlet/harbour?list=gone" in page.links()
    assert "/outlet/harbour?list=moved" not in page.links()
    assert "No column is at another address than before" in page.text
    assert page.said(".columns li a")[0] == "Herring 0"
    assert "1 more has no date." in page.text


def test_an_outlet_in_several_languages_tells_how_many_columns_are_in_each(tmp_path: Path) -> None:
    languages = ("de", "en", "de-AT", "de", None, "ko")
    with new_archive(tmp_path) as archive:
        for number, language in enumerate(languages):
            page = ColumnPage(path=f"/{number}", paragraphs=(f"Of {number}.",), language=language)
            take_in(archive, page)
        for number in range(2):
            page = ColumnPage(path=f"/post/{number}", paragraphs=("One.",), language="en-GB")
            take_in(archive, page, outlet_id=outlet(archive, "post"))
    with reading_room(tmp_path) as room:
        told = room.get("/outlet/harbour")
        tally = "section[aria-labelledby=languages] li"
        assert told.said(tally) == ["German 3", "English 1", "Korean 1"]
        assert "German, English, Korean · 6 columns" in told.said(".about")[0]
        found = [room.get(link.replace("/?", "/.json?")) for link in told.links(f"{tally} a")]
        assert [one.json()["total"] for one in found] == [3, 1, 1]
        assert room.get("/outlet/harbour.json").json()["languages"][0] == ["de", 3]
        alone = room.get("/outlet/post")
        assert not alone.said(tally)
        assert "English · 2 columns" in alone.said(".about")[0]


def test_each_month_leads_to_its_columns_and_months_without_any_are_seen(room: Room) -> None:
    page = room.get("/outlet/harbour")
    years = page.said(".months tbody th")
    assert (years[0], years[-1]) == ("2019", "2013")
    assert page.links(".months tr:nth-child(1) td a") == [
        "/?outlet=harbour&from=2019-03&to=2019-03",
        "/?outlet=harbour&from=2019&to=2019",
    ]
    assert page.said(".months tbody tr:nth-child(1) td")[:4] == ["·", "·", "1", "·"]
    (cell, *_) = page.page.cssselect(".months tbody td a")
    assert cell.get("aria-label") == "March 2019: 1"


def test_what_is_gone_is_listed_and_leads_to_the_columns(room: Room) -> None:
    page = room.get("/outlet/harbour?list=gone")
    assert page.said(".columns li > a") == ["Herring 0"]
    assert page.said(".columns .about") == ["3 March 2019 · Ada Quay · gone from its site"]
    assert page.links(".columns li > a")[0].startswith("/column/")
    (from_front,) = (link for link in room.get("/").links(".welcome .coverage a"))
    assert from_front == "/outlets"
    assert "No column of it is at another address" in room.get("/outlet/harbour?list=moved").text
    assert "No further column" in room.get("/outlet/harbour?list=gone&page=1000000000").text


def test_what_changed_is_listed_and_leads_to_its_history(room: Room) -> None:
    assert "2 columns changed" in room.get("/outlet/harbour").said("section")[-1]
    for path in ("/outlet/harbour?list=changed", "/changed"):
        page = room.get(path)
        assert page.said(".columns li > a") == ["Herring 2", "Herring 4"]
        assert all(link.endswith("/history") for link in page.links(".columns li > a"))
        assert page.said(".columns time[datetime]") == [
            "5 November 2026, 12:00 UTC",
            "4 November 2026, 12:00 UTC",
        ]
        assert "No further column" in room.get(f"{path}{'&' if '?' in path else '?'}page=9").text
    assert "No column changed" in room.get("/outlet/beacon?list=changed").text
    assert "/changed" in room.get("/").links(".welcome .lead a")


def test_data_say_the_same(room: Room) -> None:
    listed = room.get("/outlets.json?order=silent").json()
    assert [one["holdings"]["slug"] for one in listed["outlets"]] == ["harbour", "beacon"]
    assert listed["outlets"][0]["health"]["state"] == "silent"
    one = room.get("/outlet/harbour.json").json()
    assert one["holdings"]["columns"] == 7
    assert {"month": "2019-03", "columns": 1}.items() <= one["months"][-1].items()
    changed = room.get("/outlet/harbour.json?list=changed").json()
    assert [column["versions"] for column in changed["columns"]] == [2, 2]
    assert room.get("/changed.json").json()["columns"] == changed["columns"]
    gone = room.get("/outlet/harbour.json?list=gone").json()
    assert [column["title"] for column in gone["columns"]] == ["Herring 0"]


def test_a_former_slug_leads_to_todays(room: Room) -> None:
    answer = room.get("/outlet/lamp.json?list=gone")
    assert (answer.status, answer.headers["location"]) == (301, "/outlet/beacon.json?list=gone")


@pytest.mark.parametrize(
    "slug", ["nobody", "%00", "%FF", "a%2Fb", "..%2F..", "%F0%9F%A4%A6", "x" * 10_000, "'%22--"]
)
def test_an_outlet_that_is_not_there_is_not_found(room: Room, slug: str) -> None:
    for form in ("", ".json"):
        answer = room.get(f"/outlet/{slug}{form}")
        assert answer.status == 404
    assert answer.json()["error"].endswith("is in this archive")


def test_what_an_outlet_calls_itself_is_text(room: Room) -> None:
    page = room.get("/outlet/beacon")
    assert page.page.cssselect("img") == []
    assert page.said("h1") == [" ".join(HOSTILE.split())]
    assert not [link for link in page.links() if link.startswith("javascript")]


def test_an_empty_archive_says_what_to_do_next(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("empty")
    new_archive(folder).close()
    with reading_room(folder) as room:
        assert "desk crawl" in room.get("/outlets").said("main")[0]
        assert room.get("/authors").status == 200


def test_a_language_that_is_none_is_said_to_no_element(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        own = archive.upsert_outlet(
            slug="beacon",
            name="Beacon",
            home="https://b.example/",
            language="x y",
            timezone="UTC",
            country=None,
        )
        for day in (0, 1):
            take_in(archive, ColumnPage(day=day, paragraphs=(f"Day {day}.",)), outlet_id=own)
        archive.flush()
        with archive.write() as db:
            db.execute("UPDATE articles SET language = 'no language'")
    with reading_room(tmp_path) as room:
        for address in ("/outlets", "/outlet/beacon", "/changed", "/outlet/beacon?list=changed"):
            page = room.get(address)
            assert page.status == 200
            assert [one.get("lang") for one in page.page.cssselect("[lang]")] == ["en"], address
        assert len(room.get("/changed").page.cssselect(".columns li")) == 1
