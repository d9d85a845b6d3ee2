"""Several searches at once, each with its count."""

from collections.abc import Iterator

import pytest

from archive.search.counts import MOST
from tests.builders.archives import new_archive, numbered, take_in_all
from tests.builders.room import Room, reading_room


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        take_in_all(archive, map(numbered, range(3)))
    with reading_room(folder) as room:
        yield room


def test_each_line_has_its_count_and_a_link_to_its_hits(room: Room) -> None:
    found = room.get("/queries?list=nowhere%0A%0Acolumn%0D%0A")

    assert found.said("tbody th") == ["nowhere", "column"]
    assert found.said("tbody td:nth-of-type(2)") == ["0", "3"]
    assert found.links("tbody th a") == ["/?q=nowhere", "/?q=column"]


def test_more_queries_than_are_counted_are_said(room: Room) -> None:
    lines = "%0A".join(f"text{number}" for number in range(MOST + 2))
    found = room.get(f"/queries?list={lines}")
    counts = room.get(f"/queries.json?list={lines}").json()

    assert len(found.said("tbody tr")) == len(counts["counts"]) == MOST
    assert counts["left_out"] == 2
    assert any("2 more" in note for note in found.said(".note"))


def test_without_a_list_there_is_a_place_to_paste_one(room: Room) -> None:
    found = room.get("/queries")

    assert found.status == 200
    assert found.page.cssselect("form textarea[name=list]")
