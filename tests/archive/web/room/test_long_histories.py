"""Histories of columns whose versions are long: their pages are light, and take little work."""

from collections.abc import Callable, Iterator

import pytest

from archive.model.records import Article, Block
from archive.reading import opened_history
from archive.text import differences
from tests.builders.any_column import id_of, keep, paragraphs
from tests.builders.archives import HOST, new_archive
from tests.builders.room import Answer, Room, reading_room

VERSIONS = 8
IDS: dict[str, str] = {}


def numbers(day: int, count: int) -> str:
    """Words that change from day to day, all but every second."""
    return " ".join(f"w{number * (day + 1) % 97 if number % 2 else 1}" for number in range(count))


def signs(day: int, count: int) -> str:
    """Han that change likewise."""
    return "".join(chr(0x4E00 + number * (day + 1) % 97) for number in range(count))


TEXTS: dict[str, Callable[[int], tuple[Block, ...]]] = {
    "long": lambda day: paragraphs(*(numbers(day, 12_000) for _ in range(6))),
    "han": lambda day: paragraphs(signs(day, 100_000)),
    "many": lambda day: paragraphs(*(f"{day} {number}" for number in range(40_000))),
    "short": lambda day: paragraphs(f"The envoy left on day {day}."),
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        for path, blocks in TEXTS.items():
            for day in range(VERSIONS if path == "long" else 2):
                article = Article(url=f"{HOST}/{path}", title="Title", blocks=blocks(day))
                keep(archive, article, day=day)
            IDS[path] = id_of(archive, f"/{path}")
    with reading_room(folder) as opened:
        yield opened


def history(room: Room, path: str, asked: str = "") -> Answer:
    answer = room.get(f"/column/{IDS[path]}/history{asked}")
    assert answer.status == 200
    return answer


def test_of_versions_without_end_only_the_parts_that_changed_are_told(room: Room) -> None:
    lines = history(room, "long").said(".line li > p:nth-child(2)")
    told = [line.split(" What changed")[0] for line in lines]
    assert told[0] == "Version 1: First seen"
    assert told[-1] == f"Version {VERSIONS}: Text changed; too much to count its words here"
    data = room.get(f"/column/{IDS['long']}/history.json").json()
    assert data["entries"][-1]["edit"] == {"parts": ["body"], "added": None, "removed": None}
    assert "1 word removed, 1 added" in history(room, "short").said(".line li > p:nth-child(2)")[1]


def test_the_words_that_a_page_reads_have_an_end(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    token = differences.TOKEN

    class Counting:
        def findall(self, text: str) -> list[str]:
            read.append(len(text))
            return token.findall(text)

    monkeypatch.setattr(differences, "TOKEN", Counting())
    history(room, "long")
    # What is compared is read to find its like, to be aligned, and to be counted.
    assert sum(read) <= 3 * (opened_history.COUNTED + opened_history.COMPARED)


@pytest.mark.parametrize("path", ["long", "han", "many"])
@pytest.mark.parametrize("asked", ["", "?view=beside", "?whole=1&view=beside"])
def test_a_long_difference_goes_on_behind_a_link(room: Room, path: str, asked: str) -> None:
    page = history(room, path, asked)
    assert len(page.body) < 450_000
    first, pages = page.said("#changed nav.pages span")[0].removeprefix("Page ").split(" of ")
    assert (first, int(pages) > 1) == ("1", True)
    (on,) = page.links("#changed nav.pages a")
    assert on.endswith("#changed")
    second = room.get(on.partition("#")[0])
    assert second.said("#changed nav.pages span") == [f"Page 2 of {pages}"]
    assert ("view=beside" in on, bool(second.page.cssselect(".sides"))) == (bool(asked),) * 2


def test_two_long_columns_are_compared_likewise(room: Room) -> None:
    page = room.get(f"/column/{IDS['long']}/with/{IDS['han']}")
    assert len(page.body) < 300_000
    assert "too much to compare word by word" in page.said("main p")[1]
    (on,) = page.links("nav.pages a")
    assert room.get(on).said("nav.pages span")[0].startswith("Page 2 of")
