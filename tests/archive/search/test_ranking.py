"""Hits in the order of their scores: the same from any place on, no more rows read than needed."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from archive.db import found
from archive.db.full_text import SearchedText
from archive.folder.archive import Archive
from archive.model.records import Comment
from archive.search.ranking import AHEAD, Scores, hits_from
from tests.builders.archives import ColumnPage, new_archive, take_in

COLUMNS = 300
TEXTS = 120
COMMENTS = 80


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("desk")
    chance = random.Random(3)
    with new_archive(folder) as archive:
        for number in range(COLUMNS):
            text = chance.randrange(TEXTS)
            page = ColumnPage(
                path=f"/{number}",
                title=f"Text {text}",
                paragraphs=(f"{text} " + " ".join(f"{text}x{at}" for at in range(40)),),
                published=datetime(2012, 1, 1, tzinfo=UTC) + timedelta(days=number),
                comments=(Comment(id="1", text=f"So {number}.", author="Bo"),)
                if number < COMMENTS
                else (),
            )
            take_in(archive, page)
    with Archive.reading(folder) as archive:
        yield archive


def scores_of(archive: Archive, *places: SearchedText, equal: int = 1) -> Scores:
    """Scores of all columns, comments or both, of which so many are alike."""
    chance = random.Random(5)
    tables: dict[SearchedText, str] = {"column": "articles", "comments": "comments"}
    scores: dict[SearchedText, list[tuple[float, int]]] = {"column": [], "comments": []}
    for place in places:
        rows = [row for (row,) in archive.db.execute(f"SELECT id FROM {tables[place]}")]
        chance.shuffle(rows)
        scores[place] = sorted((-(at // equal) / 100, row) for at, row in enumerate(rows))
    return scores


@pytest.fixture
def rows_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows were read at each time."""
    read: list[int] = []
    really = found.rows

    def counted(db: Any, place: SearchedText, rowids: Iterable[int]) -> Any:
        wanted = list(rowids)
        read.append(len(wanted))
        return really(db, place, wanted)

    monkeypatch.setattr(found, "rows", counted)
    return read


BOTH: tuple[SearchedText, ...] = ("column", "comments")


@pytest.mark.parametrize("places", [("column",), ("comments",), BOTH], ids=str)
@pytest.mark.parametrize("fold", [True, False])
@pytest.mark.parametrize("equal", [1, 7])
def test_hits_from_any_place_are_those_of_the_whole_list(
    archive: Archive, places: tuple[SearchedText, ...], *, fold: bool, equal: int
) -> None:
    scores = scores_of(archive, *places, equal=equal)
    whole = hits_from(archive.db, scores, 0, 1_000, fold=fold)
    assert whole.before == 0
    for first in (0, 1, 19, 20, 60, len(whole.hits) - 1, len(whole.hits), 900):
        before, hits = hits_from(archive.db, scores, first, first + 21, fold=fold)
        assert before <= first
        assert hits == whole.hits[before : before + len(hits)]
        assert before + len(hits) >= min(first + 21, len(whole.hits))


@pytest.mark.parametrize("places", [("column",), ("comments",), BOTH], ids=str)
@pytest.mark.parametrize("first", [0, 40])
def test_no_more_rows_are_read_than_a_page_shows_with_their_copies(
    archive: Archive, rows_read: list[int], places: tuple[SearchedText, ...], first: int
) -> None:
    hits_from(archive.db, scores_of(archive, *places), first, first + 21, fold=False)
    assert sum(rows_read) == 21
    rows_read.clear()
    _, hits = hits_from(archive.db, scores_of(archive, *places), first, first + 21, fold=True)
    assert len(hits) == 21
    assert sum(rows_read) <= 21 * COLUMNS / TEXTS + AHEAD
