"""Headlines and names of a megabyte: pages that list them stay as small as pages may be."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from archive.model.records import Article
from tests.builders.any_column import keep, paragraphs
from tests.builders.archives import HOST, new_archive
from tests.builders.room import Room, reading_room

COLUMNS = 6
LONG = " ".join(f"long{number}" for number in range(20_000))
PAGES = (
    "/",
    "/?q=wombat",
    "/?q=wombat&sort=newest",
    "/.atom?q=wombat",
    "/outlets",
    "/authors",
    "/outlet/harbour",
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        for number in range(COLUMNS):
            column = Article(
                url=f"{HOST}/{number}",
                title=f"wombat {number} {LONG}",
                section=f"section {number} {LONG}",
                authors=(f"author {number} {LONG}",),
                tags=(f"tag {number} {LONG}",),
                published=datetime(2012, 6, 1 + number, tzinfo=UTC),
                published_precision="day",
                blocks=paragraphs("A short wombat."),
            )
            keep(archive, column)
    with reading_room(folder) as opened:
        yield opened


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_lists_endless_names_stays_small(room: Room, page: str) -> None:
    found = room.get(page)

    assert found.status == 200
    assert len(found.body) < 100_000
