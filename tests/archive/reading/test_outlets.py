"""Outlets as a list and one by one: whether they still publish, what is complete, what is gone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.db.crawling import crawls, seeds
from archive.folder.archive import Archive
from archive.model.errors import NotThere
from archive.reading.outlet_health import OutletHealth, last_day_of
from archive.reading.outlets import departed, outlet_list, outlet_view, slug_today
from tests.builders.archives import NOON, ColumnPage, new_archive, outlet, take_in, take_in_all


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with new_archive(tmp_path) as made:
        yield made


def crawled(
    archive: Archive,
    slug: str = "harbour",
    *,
    finished: bool = True,
    reason: str = "finished",
    outcomes: dict[str, int] | None = None,
    alarms: tuple[str, ...] = (),
) -> None:
    """A crawl of an outlet in the run that is under way."""
    with archive.write() as db:
        run_id = crawls.insert_run(
            db, started_at="2026-11-02T12:00:00.000Z", outlets=1, command="c"
        )
        crawl_id = crawls.insert_crawl(
            db, outlet(archive, slug), run_id=run_id, started_at="2026-11-02T12:00:00.000Z"
        )
        if finished:
            crawls.finish_crawl(
                db,
                crawl_id,
                finished_at="2026-11-02T13:00:00.000Z",
                reason=reason,
                outcomes=outcomes or {},
                requests=9,
                measures={},
                alarms=alarms,
            )
        crawls.finish_run(db, run_id, finished_at="2026-11-02T13:00:00.000Z", problem=None)
    archive.flush()


def health_of(archive: Archive) -> OutletHealth:
    (one,) = outlet_list(archive, now=NOON)
    return one.health


def printed(
    path: str, day: datetime | None, *, section: str = "Abroad", standfirst: str | None = None
) -> ColumnPage:
    return ColumnPage(
        path=path,
        title=path,
        paragraphs=(path,),
        published=day,
        section=section,
        standfirst=standfirst,
    )


def test_an_outlet_that_prints_nothing_any_more_is_told_and_stands_first_when_asked_for(
    archive: Archive,
) -> None:
    for slug, year in (("beacon", 2026), ("courier", 2019), ("dawn", None)):
        day = None if year is None else datetime(year, 10, 3, tzinfo=UTC)
        take_in(archive, printed(f"/{slug}", day), outlet_id=outlet(archive, slug))
        crawled(archive, slug)
    named = outlet_list(archive, now=NOON)
    assert [(one.holdings.slug, one.health.state) for one in named] == [
        ("beacon", "publishes"),
        ("courier", "silent"),
        ("dawn", "unknown"),
    ]
    assert named[1].health.newest == "2019-10-03"
    silent = outlet_list(archive, now=NOON, order="silent")
    assert [one.holdings.slug for one in silent] == ["courier", "beacon", "dawn"]


@pytest.mark.parametrize(
    ("weeks", "pause", "state"),
    [
        ((20, 54, 80, 114, 140, 160), 8, "publishes"),  # seldom, and still so
        ((50, 84, 110, 144, 170), 8, "pausing"),
        ((20, 24, 28, 32, 36, 40), 1, "silent"),
        ((20, 24, 28, 32, 36, 40, 400, 800), 1, "silent"),  # what is long past says nothing
        ((74, 108, 130, 164, 190), 8, "silent"),
        ((20, 54), None, "silent"),  # too few to have a rule
        ((10, 12, 14, 16, 18), 1, "publishes"),
    ],
)
def test_an_outlet_is_silent_by_the_rule_of_its_own_past(
    archive: Archive, weeks: tuple[int, ...], pause: int | None, state: str
) -> None:
    take_in_all(archive, [printed(f"/{ago}", NOON - timedelta(weeks=ago)) for ago in weeks])
    crawled(archive)
    told = health_of(archive)
    assert (told.usual_pause, told.state) == (pause, state)


def test_a_date_that_lies_ahead_does_not_hide_a_silence(archive: Archive) -> None:
    take_in(archive, printed("/a", NOON - timedelta(days=2000)))
    take_in(archive, printed("/b", NOON + timedelta(days=900)))
    crawled(archive)
    assert health_of(archive).state == "silent"


@pytest.mark.parametrize(
    ("days", "crawled_first", "now", "state"),
    [
        (2000, False, 0, "unknown"),
        (20, False, 0, "publishes"),  # by its column alone
        (60, True, 0, "publishes"),
        (60, True, 300, "unknown"),  # since when nobody looked
        (2000, True, 300, "silent"),
    ],
)
def test_what_was_not_asked_lately_is_not_known(
    archive: Archive, days: int, crawled_first: bool, now: int, state: str
) -> None:
    take_in(archive, printed("/a", NOON - timedelta(days=days)))
    if crawled_first:
        crawled(archive)
    archive.flush()
    (one,) = outlet_list(archive, now=NOON + timedelta(days=now))
    assert (one.health.asked_at is not None, one.health.state) == (crawled_first, state)


@pytest.mark.parametrize(
    ("crawl", "faults"),
    [
        ({}, ()),
        ({"reason": "limit"}, ()),
        ({"finished": False}, ("the last crawl did not come to its end",)),
        ({"reason": "fault: x"}, ("the last crawl ended early: fault: x",)),
        ({"alarms": ("all pages are alike",)}, ("all pages are alike",)),
        (
            {"outcomes": {"failed": 1, "gated": 4, "new": 3}},
            ("5 of 8 pages could not be read at the last crawl",),
        ),
        ({"outcomes": {"failed": 3, "new": 1}}, ()),
    ],
)
def test_what_went_wrong_at_the_last_crawl_is_told(
    archive: Archive, crawl: dict[str, object], faults: tuple[str, ...]
) -> None:
    crawled(archive, **crawl)  # type: ignore[arg-type]  # cases of several types
    assert health_of(archive).faults == faults


def test_a_seed_that_fails_is_named(archive: Archive) -> None:
    crawled(archive)
    with archive.write() as db:
        seeds.settle_seed(
            db,
            outlet(archive),
            "https://harbour.example/feed",
            asked_at="2026-11-02T12:30:00.000Z",
            yielded=0,
            problem="HTTP 500",
            etag=None,
            last_modified=None,
            terms="t",
            memory=None,
            rolled=False,
        )
    archive.flush()
    assert health_of(archive).faults == (
        "https://harbour.example/feed could not be read: HTTP 500",
    )


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2019-02-03", "2019-02-03"),
        ("2019-02", "2019-02-28"),
        ("2020-02", "2020-02-29"),
        ("2019", "2019-12-31"),
        ("2019-02-31", None),
        ("9999", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_as_printed_ends_with_its_last_day(date: str | None, day: str | None) -> None:
    found = last_day_of(date)
    assert (found and found.isoformat()) == day


def test_an_outlet_is_told_whole(archive: Archive) -> None:
    take_in_all(
        archive,
        [
            printed("/a", NOON, section="World"),
            printed("/b", NOON - timedelta(days=1), section="World", standfirst="So it is."),
            ColumnPage(path="/c", title=None, paragraphs=("c",), published=None, authors=()),
        ],
    )
    archive.flush()
    view = outlet_view(archive, "harbour", now=NOON)
    assert dict(view.completeness) == {
        "headline": 2,
        "author or byline": 2,
        "date": 2,
        "section": 3,
        "standfirst": 1,
        "language": 0,
    }
    assert view.sections == (("World", 2), ("Abroad", 1))
    assert [(one.name, one.columns) for one in view.authors] == [("Ada Quay", 2)]
    assert [one.title for one in view.newest] == ["/a", "/b", None]
    assert {one.month: one.columns for one in view.months} == {"": 1, "2026-11": 2}
    with pytest.raises(NotThere, match="'nobody'"):
        outlet_view(archive, "nobody", now=NOON)


def test_what_is_gone_and_what_moved_is_listed_page_by_page(archive: Archive) -> None:
    for number in range(5):
        day = NOON - timedelta(days=number)
        take_in(archive, printed(f"/{number}", day))
        take_in(archive, ColumnPage(path=f"/{number}", day=1, status=404))
    take_in(archive, ColumnPage(path="/old"))
    take_in(archive, ColumnPage(path="/new", via=("/old",), day=1))
    take_in(archive, ColumnPage(path="/newer", via=("/new",), day=2))
    archive.flush()
    first = departed(archive, "harbour", "gone", page=1, size=3)
    assert ([one.title for one in first.columns], first.has_next) == (["/0", "/1", "/2"], True)
    second = departed(archive, "harbour", "gone", page=2, size=3)
    assert ([one.title for one in second.columns], second.has_next) == (["/3", "/4"], False)
    moved = departed(archive, "harbour", "moved", page=1, size=3)
    assert [one.title for one in moved.columns] == ["The ferry that two ministers share"]
    assert outlet_view(archive, "harbour", now=NOON).moved == 1
    assert departed(archive, "harbour", "gone", page=10**9, size=3).columns == ()


def test_a_former_slug_leads_to_the_outlet(archive: Archive) -> None:
    archive.upsert_outlet(
        slug="harbour",
        name="The Harbour",
        home="https://harbour.example/",
        language="en",
        timezone="UTC",
        country=None,
        formerly=("quay", "pier"),
    )
    archive.flush()
    assert slug_today(archive, "pier") == "harbour"
    assert slug_today(archive, "harbour") is None
    assert slug_today(archive, "nobody") is None
