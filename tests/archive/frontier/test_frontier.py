"""What is due, in what order, and what a crawl that was cut off leaves to the next."""

from datetime import timedelta
from pathlib import Path

import pytest

from archive.db.crawling.seeds import SeedState
from archive.folder.archive import Archive
from archive.frontier import crawl_log, seed_memory, visits
from archive.model.records import Candidate, Outcome
from tests.builders.archives import NOON, ColumnPage, address, empty_archive, outlet, stored

FEED = address("/feed/")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def found(*paths: str, hint: int | None = None) -> list[Candidate]:
    changed_at = None if hint is None else NOON + hint * DAY
    return [Candidate(url=address(path), found_by=FEED, changed_at=changed_at) for path in paths]


def due_visits(archive: Archive, *, day: float) -> list[visits.DueVisit]:
    """What a crawl that begins then has to visit."""
    now = NOON + day * DAY
    return list(visits.due(archive, outlet(archive), started_at=now, now=now))


def due(archive: Archive, *, day: float) -> list[str]:
    return [visit.url.removeprefix(address("")) for visit in due_visits(archive, day=day)]


def settle(
    archive: Archive,
    path: str,
    outcome: Outcome,
    *,
    day: float,
    etag: str = "e",
    fixed: timedelta | None = DAY,
) -> None:
    now = NOON + day * DAY
    visits.settle(archive, outlet(archive), address(path), outcome, now=now, etag=etag, fixed=fixed)


def test_only_what_was_not_known_counts_as_new(archive: Archive) -> None:
    outlet_id = outlet(archive)
    assert visits.discover(archive, outlet_id, found("/a", "/b", "/a"), now=NOON) == 2
    assert visits.discover(archive, outlet_id, found("/b", "/c"), now=NOON) == 1


def test_the_latest_change_is_visited_first_and_what_is_new_before_what_is_known(
    archive: Archive,
) -> None:
    outlet_id = outlet(archive)
    visits.discover(archive, outlet_id, found("/known", "/older"), now=NOON)
    settle(archive, "/known", Outcome.NEW, day=0.2)
    settle(archive, "/older", Outcome.NEW, day=0.1)
    for path, hint in (("/undated", None), ("/march", -2), ("/april", -1)):
        visits.discover(archive, outlet_id, found(path, hint=hint), now=NOON)
    assert due(archive, day=2) == ["/april", "/march", "/undated", "/older", "/known"]


def test_what_rests_is_not_due_unless_a_channel_tells_of_a_change(archive: Archive) -> None:
    outlet_id = outlet(archive)
    visits.discover(archive, outlet_id, found("/a", "/b", "/c", "/d"), now=NOON)
    for path, outcome in {
        "/a": Outcome.NEW,
        "/b": Outcome.FAILED,
        "/c": Outcome.MOVED,
        "/d": Outcome.OUT_OF_SCOPE,
    }.items():
        settle(archive, path, outcome, day=2)
    assert due(archive, day=2.5) == ["/b"]
    assert due(archive, day=3.5) == ["/b", "/a"]
    assert due(archive, day=200) == ["/b", "/a", "/c"], "a redirect may be withdrawn"
    visits.discover(archive, outlet_id, found("/a", "/d", hint=3), now=NOON + 3.1 * DAY)
    assert due(archive, day=3.2) == ["/b", "/a", "/d"]


def test_a_hint_is_news_by_the_publishers_clock_once_it_has_told_one(archive: Archive) -> None:
    outlet_id = outlet(archive)
    visits.discover(archive, outlet_id, found("/a", hint=-2), now=NOON)
    settle(archive, "/a", Outcome.NEW, day=0, fixed=30 * DAY)
    visits.discover(archive, outlet_id, found("/a", hint=-2), now=NOON + DAY)
    assert due(archive, day=1.5) == []
    # The publisher's clock is slow: the change is told for a moment before our visit.
    visits.discover(archive, outlet_id, found("/a", hint=-1), now=NOON + 2 * DAY)
    assert due(archive, day=2.5) == ["/a"]
    settle(archive, "/a", Outcome.UPDATED, day=2.5, fixed=30 * DAY)
    assert due(archive, day=3) == []


def test_what_a_channel_calls_changed_is_due_at_once(archive: Archive) -> None:
    visits.discover(archive, outlet(archive), found("/a"), now=NOON)
    settle(archive, "/a", Outcome.NEW, day=0, fixed=30 * DAY)
    asked = [address("/a"), address("/unknown")]
    assert visits.hint_due(archive, outlet(archive), asked, now=NOON + DAY) == 1
    assert due(archive, day=1.5) == ["/a"]


def test_the_former_address_of_a_post_is_asked_before_its_new_one(archive: Archive) -> None:
    outlet_id = outlet(archive)

    def listed(path: str) -> Candidate:
        return Candidate(url=address(path), found_by=FEED, platform_id="7")

    visits.discover(archive, outlet_id, [listed("/old")], now=NOON)
    settle(archive, "/old", Outcome.NEW, day=0)
    visits.discover(archive, outlet_id, [listed("/new"), *found("/other")], now=NOON)
    told = due_visits(archive, day=0.5)
    assert [visit.url for visit in told] == [address(p) for p in ("/old", "/new", "/other")]
    assert [visit.alone for visit in told] == [True, False, False]


def test_what_rest_tells_of_for_the_first_time_is_asked_for_whole_again(archive: Archive) -> None:
    outlet_id = outlet(archive)
    visits.discover(archive, outlet_id, found("/a"), now=NOON)
    settle(archive, "/a", Outcome.NEW, day=0)
    listing = stored(archive, ColumnPage(path="/listing"), outlet_id=outlet_id)
    told = Candidate(
        url=address("/a"), found_by=FEED, platform_id="7", record_id=listing.id, changed_at=NOON
    )
    for day, expected in ((0.1, [(listing.id, None)]), (0.3, [])):
        visits.discover(archive, outlet_id, [told], now=NOON + day * DAY)
        due_now = due_visits(archive, day=day + 0.1)
        assert [(visit.record_id, visit.etag) for visit in due_now] == expected
        settle(archive, "/a", Outcome.UNCHANGED, day=day + 0.1)


def test_an_address_visited_since_the_crawl_began_is_not_handed_out_again(archive: Archive) -> None:
    outlet_id = outlet(archive)
    visits.discover(archive, outlet_id, found("/a", "/b"), now=NOON)
    told = []
    for visit in visits.due(archive, outlet_id, started_at=NOON, now=NOON + HOUR):
        told.append(visit.url)
        settle(archive, "/b", Outcome.UNCHANGED, day=0.01, fixed=timedelta(0))
    assert told == [address("/a")]


def test_a_fault_is_tried_by_the_next_three_runs_and_then_less_often(archive: Archive) -> None:
    visits.discover(archive, outlet(archive), found("/a"), now=NOON)
    tried = []
    for half_day in range(1, 40):
        if due(archive, day=half_day / 2):
            tried.append(half_day / 2)
            settle(archive, "/a", Outcome.FAILED, day=half_day / 2)
    assert tried == [0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 9.0, 17.0]


def test_what_is_gone_is_looked_for_after_a_week_a_month_and_three_months(
    archive: Archive,
) -> None:
    visits.discover(archive, outlet(archive), found("/a"), now=NOON)
    asked = []
    for day in range(1, 250):
        if due(archive, day=day):
            asked.append(day)
            settle(archive, "/a", Outcome.GONE, day=day)
    assert asked == [1, 8, 38, 128, 218]


def test_a_page_that_ends_the_process_each_time_is_put_off(tmp_path: Path) -> None:
    empty_archive(tmp_path)
    told = []
    for day in range(5):
        now = NOON + day * HOUR
        with Archive.writing(tmp_path, command="test") as archive:
            outlet_id = outlet(archive)
            run_id = crawl_log.start_run(archive, now=now, outlets=1, command="crawl")
            crawl_log.start_crawl(archive, outlet_id, run_id=run_id, now=now)
            visits.discover(archive, outlet_id, found("/bomb"), now=NOON)
            handed = visits.due(archive, outlet_id, started_at=now, now=now)
            told.append([visit.attempts for visit in handed])
    assert told == [[0], [1], [2], [], []]
    with Archive.reading(tmp_path) as archive:
        (reason,) = archive.db.execute("SELECT reason FROM frontier").fetchone()
    assert reason == "the process ended while it was in hand, 3 times"


def test_times_in_the_future_are_a_clocks_mistake(archive: Archive) -> None:
    visits.discover(archive, outlet(archive), found("/a"), now=NOON)
    settle(archive, "/a", Outcome.NEW, day=3650)
    assert due(archive, day=1) == ["/a"]


def test_a_change_told_for_the_future_is_not_believed(archive: Archive) -> None:
    visits.discover(archive, outlet(archive), found("/a"), now=NOON)
    settle(archive, "/a", Outcome.NEW, day=1, fixed=30 * DAY)
    visits.discover(archive, outlet(archive), found("/a", hint=300), now=NOON + 2 * DAY)
    assert due(archive, day=3) == []


def test_validators_are_those_of_the_last_good_answer(archive: Archive) -> None:
    outlet_id = outlet(archive)
    visits.discover(archive, outlet_id, found("/a"), now=NOON)
    settle(archive, "/a", Outcome.NEW, day=0, etag='"1"')
    settle(archive, "/a", Outcome.FAILED, day=1, etag='"error page"')
    (visit,) = due_visits(archive, day=1.5)
    assert visit.etag == '"1"'
    visits.settle(archive, outlet(archive), address("/a"), Outcome.GATED, now=NOON + 2 * DAY)
    (visit,) = due_visits(archive, day=3)
    assert visit.etag is None


def test_each_address_is_told_once_however_many_there_are(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "BATCH", 3)
    outlet_id = outlet(archive)
    paths = [f"/{number}" for number in range(10)]
    for number, path in enumerate(paths):
        visits.discover(
            archive, outlet_id, found(path, hint=-(number % 2) - 1), now=NOON - 5 * HOUR
        )
    assert sorted(due(archive, day=1)) == paths
    for path in paths:
        settle(archive, path, Outcome.UNCHANGED, day=0)
    told = []
    then = NOON + 2 * DAY
    for visit in visits.due(archive, outlet_id, started_at=then, now=then):
        path = visit.url.removeprefix(address(""))
        told.append(path)
        settle(archive, path, Outcome.FAILED if path == "/4" else Outcome.UNCHANGED, day=2)
    assert sorted(told) == paths


def test_outlets_do_not_see_each_others_addresses(archive: Archive) -> None:
    visits.discover(archive, outlet(archive, "lighthouse"), found("/a"), now=NOON)
    assert due(archive, day=1) == []


def test_an_unfinished_crawl_is_continued_and_a_finished_one_is_not(archive: Archive) -> None:
    outlet_id = outlet(archive)
    run_id = crawl_log.start_run(archive, now=NOON, outlets=1, command="crawl harbour")
    first = crawl_log.start_crawl(archive, outlet_id, run_id=run_id, now=NOON)
    assert not first.continued
    again = crawl_log.start_crawl(archive, outlet_id, run_id=run_id, now=NOON + HOUR)
    assert (again.id, again.started_at, again.continued) == (first.id, NOON, True)
    crawl_log.finish_crawl(
        archive, first.id, now=NOON + 2 * HOUR, reason="finished", outcomes={Outcome.NEW: 3}
    )
    later = crawl_log.start_crawl(archive, outlet_id, run_id=run_id, now=NOON + DAY)
    assert later.id != first.id
    assert not later.continued
    told = archive.db.execute("SELECT finish_reason, outcomes FROM crawls").fetchone()
    assert told == ("finished", '{"new":3}')


def test_outcomes_count_each_address_once_also_across_a_kill(tmp_path: Path) -> None:
    empty_archive(tmp_path)
    for day, path in enumerate(("/a", "/b", "/a")):
        with Archive.writing(tmp_path, command="test") as archive:
            outlet_id = outlet(archive)
            now = NOON + day * DAY
            run_id = crawl_log.start_run(archive, now=now, outlets=1, command="crawl")
            crawl = crawl_log.start_crawl(archive, outlet_id, run_id=run_id, now=now)
            visits.discover(archive, outlet_id, found("/a", "/b"), now=NOON)
            settle(archive, path, Outcome.UNCHANGED if day == 2 else Outcome.NEW, day=day)
            counts = crawl_log.outcomes_since(archive, outlet_id, since=crawl.started_at)
    assert counts == {Outcome.NEW: 1, Outcome.UNCHANGED: 1}


def test_a_seed_is_remembered_by_its_last_good_answer(archive: Archive) -> None:
    outlet_id = outlet(archive)
    assert seed_memory.seed_state(archive, outlet_id, FEED) is None
    seed_memory.seed_answered(
        archive,
        outlet_id,
        FEED,
        yielded=7,
        problem=None,
        etag='"7"',
        last_modified=None,
        terms="wide",
        now=NOON,
    )
    seed_memory.seed_answered(
        archive,
        outlet_id,
        FEED,
        yielded=0,
        problem="answers 404",
        etag=None,
        last_modified=None,
        terms="narrow",
        now=NOON + DAY,
    )
    assert seed_memory.seed_state(archive, outlet_id, FEED) == SeedState(
        url=FEED,
        asked_at=NOON + DAY,
        yielded=7,
        yielded_at=NOON,
        problem="answers 404",
        etag='"7"',
        last_modified=None,
        terms="wide",
        memory={},
        rolled_at=None,
    )


SECTION = visits.Naming("section", lists=True)
SITEMAP = visits.Naming("sitemap", lists=False)


def test_what_is_out_of_scope_is_due_once_when_a_seed_names_it_that_had_not(
    archive: Archive,
) -> None:
    outlet_id = outlet(archive)

    def named(naming: visits.Naming, *, day: float) -> list[str]:
        visits.discover(archive, outlet_id, found("/a"), now=NOON + day * DAY, naming=naming)
        return due(archive, day=day)

    assert named(SITEMAP, day=0) == ["/a"]
    settle(archive, "/a", Outcome.OUT_OF_SCOPE, day=0)
    assert named(SITEMAP, day=1) == []
    assert named(SECTION, day=2) == ["/a"]
    settle(archive, "/a", Outcome.OUT_OF_SCOPE, day=2)
    assert named(SECTION, day=3) == []
    assert named(SITEMAP, day=3) == []
    wider = visits.Naming("sitemap, wider scope", lists=False)
    assert named(wider, day=4) == ["/a"], "the outlet's scope was changed"


def test_what_is_out_of_scope_and_always_named_is_looked_at_ever_more_seldom(
    archive: Archive,
) -> None:
    outlet_id = outlet(archive)
    visits.discover(archive, outlet_id, found("/a"), now=NOON, naming=SECTION)
    visits.discover(archive, outlet_id, found("/b"), now=NOON, naming=SITEMAP)
    visited: dict[str, list[int]] = {"/a": [], "/b": []}
    for day in range(400):
        now = NOON + day * DAY
        visits.discover(archive, outlet_id, found("/a"), now=now, naming=SECTION)
        visits.discover(archive, outlet_id, found("/b"), now=now, naming=SITEMAP)
        for path in due(archive, day=day):
            visited[path].append(day)
            settle(archive, path, Outcome.OUT_OF_SCOPE, day=day)
    assert visited == {"/a": [0, 7, 21, 49, 105, 195, 285, 375], "/b": [0]}


def test_each_outlet_visits_an_address_for_itself(archive: Archive) -> None:
    one, other = outlet(archive), outlet(archive, "lighthouse")
    visits.discover(archive, one, found("/a"), now=NOON)
    settle(archive, "/a", Outcome.OUT_OF_SCOPE, day=0)
    assert visits.discover(archive, other, found("/a"), now=NOON) == 1
    visits.hint_due(archive, one, [address("/a")], now=NOON)
    (visit,) = visits.due(archive, other, started_at=NOON + DAY, now=NOON + DAY)
    visits.settle(archive, other, visit.url, Outcome.NEW, now=NOON + DAY)
    assert due(archive, day=2) == ["/a"], "what one settles is not settled for the other"
