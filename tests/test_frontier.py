"""What is due, in what order, and what a crawl that was cut off leaves to the next."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from archive import frontier
from archive.desk import Archive
from archive.records import Candidate, Outcome
from tests.sights import NOON, Sight, address, outlet, see

FEED = address("/feed/")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    Archive.create(tmp_path)
    with Archive.writing(tmp_path, command="test") as opened:
        yield opened


def found(*paths: str, hint: int | None = None) -> list[Candidate]:
    changed_at = None if hint is None else NOON + hint * DAY
    return [Candidate(url=address(path), found_by=FEED, changed_at=changed_at) for path in paths]


def due(archive: Archive, *, day: float) -> list[str]:
    visits = frontier.due(archive, outlet(archive), since=NOON + day * DAY)
    return [visit.url.removeprefix(address("")) for visit in visits]


def settle(archive: Archive, path: str, outcome: Outcome, *, day: float, etag: str = "e") -> None:
    frontier.settle(archive, address(path), outcome, now=NOON + day * DAY, etag=etag)


def test_only_what_was_not_known_counts_as_new(archive: Archive) -> None:
    outlet_id = outlet(archive)
    assert frontier.discover(archive, outlet_id, found("/a", "/b", "/a"), now=NOON) == 2
    assert frontier.discover(archive, outlet_id, found("/b", "/c"), now=NOON) == 1


def test_the_latest_change_is_visited_first_and_what_is_new_before_what_is_known(
    archive: Archive,
) -> None:
    outlet_id = outlet(archive)
    frontier.discover(archive, outlet_id, found("/known", "/older"), now=NOON)
    settle(archive, "/known", Outcome.NEW, day=0.2)
    settle(archive, "/older", Outcome.NEW, day=0.1)
    for path, hint in (("/undated", None), ("/march", -2), ("/april", -1)):
        frontier.discover(archive, outlet_id, found(path, hint=hint), now=NOON)
    assert due(archive, day=1) == ["/april", "/march", "/undated", "/older", "/known"]


def test_what_was_visited_since_is_not_due_unless_it_changed_or_failed(archive: Archive) -> None:
    frontier.discover(archive, outlet(archive), found("/a", "/b", "/c", "/d"), now=NOON)
    for path, outcome in {
        "/a": Outcome.NEW,
        "/b": Outcome.FAILED,
        "/c": Outcome.MOVED,
        "/d": Outcome.OUT_OF_SCOPE,
    }.items():
        settle(archive, path, outcome, day=2)
    assert due(archive, day=1) == ["/b"]
    assert due(archive, day=3) == ["/b", "/a"]
    frontier.discover(archive, outlet(archive), found("/a", "/d", hint=3), now=NOON + 4 * DAY)
    assert due(archive, day=1) == ["/b", "/a", "/d"]


def test_a_change_told_for_the_future_is_not_believed(archive: Archive) -> None:
    frontier.discover(archive, outlet(archive), found("/a"), now=NOON)
    settle(archive, "/a", Outcome.NEW, day=1)
    frontier.discover(archive, outlet(archive), found("/a", hint=300), now=NOON + 2 * DAY)
    assert due(archive, day=1) == []


def test_validators_are_those_of_the_last_good_answer(archive: Archive) -> None:
    outlet_id = outlet(archive)
    frontier.discover(archive, outlet_id, found("/a"), now=NOON)
    settle(archive, "/a", Outcome.NEW, day=0, etag='"1"')
    settle(archive, "/a", Outcome.FAILED, day=1, etag='"error page"')
    (visit,) = frontier.due(archive, outlet_id, since=NOON)
    assert visit.etag == '"1"'
    frontier.settle(archive, address("/a"), Outcome.GATED, now=NOON + 2 * DAY)
    (visit,) = frontier.due(archive, outlet_id, since=NOON + 3 * DAY)
    assert visit.etag is None


def test_each_address_is_told_once_however_many_there_are(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frontier, "BATCH", 3)
    outlet_id = outlet(archive)
    paths = [f"/{number}" for number in range(10)]
    for number, path in enumerate(paths):
        frontier.discover(
            archive, outlet_id, found(path, hint=-(number % 2) - 1), now=NOON - 5 * HOUR
        )
    assert sorted(due(archive, day=1)) == paths
    for path in paths:
        settle(archive, path, Outcome.UNCHANGED, day=0)
    told = []
    for visit in frontier.due(archive, outlet_id, since=NOON + DAY):
        path = visit.url.removeprefix(address(""))
        told.append(path)
        settle(archive, path, Outcome.FAILED if path == "/4" else Outcome.UNCHANGED, day=2)
    assert sorted(told) == paths


def test_outlets_do_not_see_each_others_addresses(archive: Archive) -> None:
    frontier.discover(archive, outlet(archive, "lighthouse"), found("/a"), now=NOON)
    assert due(archive, day=1) == []


def test_a_moved_columns_new_address_counts_as_visited(archive: Archive) -> None:
    frontier.discover(archive, outlet(archive), found("/ferry", "/new"), now=NOON)
    see(archive, Sight())
    settle(archive, "/ferry", Outcome.NEW, day=0)
    assert see(archive, Sight(path="/new", day=1, via=("/ferry",))) is Outcome.MOVED
    settle(archive, "/ferry", Outcome.MOVED, day=1)
    assert due(archive, day=0.5) == []
    assert due(archive, day=2) == ["/new"]


def test_an_unfinished_crawl_is_continued_and_a_finished_one_is_not(archive: Archive) -> None:
    outlet_id = outlet(archive)
    first = frontier.start_crawl(archive, outlet_id, now=NOON)
    assert not first.continued
    again = frontier.start_crawl(archive, outlet_id, now=NOON + HOUR)
    assert (again.id, again.started_at, again.continued) == (first.id, NOON, True)
    frontier.finish_crawl(
        archive, first.id, now=NOON + 2 * HOUR, reason="finished", outcomes={Outcome.NEW: 3}
    )
    later = frontier.start_crawl(archive, outlet_id, now=NOON + DAY)
    assert later.id != first.id
    assert not later.continued
    told = archive.db.execute("SELECT finish_reason, outcomes FROM crawls").fetchone()
    assert told == ("finished", '{"new":3}')


def test_outcomes_count_each_address_once_also_across_a_kill(tmp_path: Path) -> None:
    Archive.create(tmp_path)
    for day, path in enumerate(("/a", "/b", "/a")):
        with Archive.writing(tmp_path, command="test") as archive:
            outlet_id = outlet(archive)
            crawl = frontier.start_crawl(archive, outlet_id, now=NOON + day * DAY)
            frontier.discover(archive, outlet_id, found("/a", "/b"), now=NOON)
            settle(archive, path, Outcome.UNCHANGED if day == 2 else Outcome.NEW, day=day)
            counts = frontier.outcomes_since(archive, outlet_id, since=crawl.started_at)
    assert counts == {Outcome.NEW: 1, Outcome.UNCHANGED: 1}


def test_a_seed_is_remembered_by_its_last_good_answer(archive: Archive) -> None:
    outlet_id = outlet(archive)
    assert frontier.seed_state(archive, outlet_id, FEED) is None
    frontier.seed_answered(
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
    frontier.seed_answered(
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
    assert frontier.seed_state(archive, outlet_id, FEED) == frontier.SeedState(
        yielded=7,
        yielded_at=NOON,
        problem="answers 404",
        etag='"7"',
        last_modified=None,
        terms="wide",
    )
