"""Which columns stand just before and after one."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.db.columns import neighbours
from archive.db.columns.neighbours import Way
from archive.folder.archive import Archive
from archive.model.records import Article
from archive.reading import references
from tests.builders.any_column import keep, paragraphs
from tests.builders.archives import HOST

DAY = datetime(2016, 5, 8, tzinfo=UTC)


def entered(archive: Archive) -> int:
    """Row id of the sixth of nine columns, of which every second is Ada's, and all on one day but
    for the first and last three."""
    for number in range(9):
        days = {0: -2, 1: -1, 2: -1, 6: 1, 7: 1, 8: 2}.get(number, 0)
        keep(
            archive,
            Article(
                url=f"{HOST}/{number}",
                title=str(number),
                authors=("Ada",) if number % 2 else ("Bo",),
                published=DAY + timedelta(days=days),
                published_precision="day",
                blocks=paragraphs(f"Text of column {number}."),
            ),
        )
    return references.resolve(archive.db, f"{HOST}/5")


def titles(found: list[neighbours.Neighbour]) -> list[str | None]:
    return [one.title for one in found]


def test_columns_of_one_day_follow_each_other_in_one_order(archive: Archive) -> None:
    middle = entered(archive)
    assert titles(neighbours.in_outlet(archive.db, middle, "older", limit=4)) == list("4321")
    assert titles(neighbours.in_outlet(archive.db, middle, "newer", limit=4)) == list("678")
    for one, other in (("4", "5"), ("5", "6")):
        back = references.resolve(archive.db, f"{HOST}/{other}")
        assert titles(neighbours.in_outlet(archive.db, back, "older", limit=1)) == [one]


@pytest.mark.parametrize(("way", "expected"), [("older", ["3", "1"]), ("newer", ["7"])])
def test_an_authors_columns_are_the_same_by_either_way_of_looking(
    archive: Archive, way: Way, expected: list[str]
) -> None:
    middle = entered(archive)
    for look in (neighbours.of_author, neighbours.of_few, neighbours.of_many):
        assert titles(look(archive.db, middle, "Ada", way, limit=3)) == expected
        assert look(archive.db, middle, "Nobody", way, limit=3) == []


def test_beside_a_column_without_a_date_stands_none(archive: Archive) -> None:
    entered(archive)
    keep(archive, Article(url=f"{HOST}/undated", authors=("Ada",), blocks=paragraphs("When?")))
    undated = references.resolve(archive.db, f"{HOST}/undated")
    assert neighbours.in_outlet(archive.db, undated, "older", limit=3) == []
    assert neighbours.of_author(archive.db, undated, "Ada", "newer", limit=3) == []
