"""`desk search`, the search page, its data and its feed give the same hits in the same order."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from archive.model.records import Comment
from archive.search import listing
from tests.builders.archives import ColumnPage, new_archive, take_in_all
from tests.builders.command import desk
from tests.builders.room import Room, reading_room

ENTRY_ID = "{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}id"
WEATHER = ("Fog", "Rain", "Ice", "Wind")
COLUMNS = tuple(
    ColumnPage(
        path=f"/{number}",
        title=f"{WEATHER[number % 4]} over harbour {number}",
        paragraphs=(
            f"The harbour of pier {number} was closed." + " Tides." * number,
            f"남북정상회담 {number}이 열렸다." if number % 3 else f"Quay {number} stayed open.",
        ),
        published=datetime(2001 + number % 20, 1 + number % 12, 2, tzinfo=UTC),
        authors=(("Ada Quay", "Jun Baek")[number % 2],),
        section=("Abroad", "Letters")[number % 2],
        comments=(Comment(id="1", text=f"The harbour is {number} miles off."),)[: number % 2],
    )
    for number in range(50)
)
SEARCHES = (
    (["harbour"], {"q": "harbour"}),
    (["harbour", "--newest"], {"q": "harbour", "sort": "newest"}),
    (["harbour", "--page", "2"], {"q": "harbour", "page": "2"}),
    (["회담"], {"q": "회담"}),
    (
        ['author:"ada quay" after:2005 before:2012'],
        {"q": 'author:"ada quay" after:2005 before:2012'},
    ),
    (
        ["fog OR ice", "--from", "2003", "--to", "2010"],
        {"q": "fog OR ice", "from": "2003", "to": "2010"},
    ),
    (
        ["miles", "--in", "comments", "--section", "Letters"],
        {"q": "miles", "in": "comments", "section": "Letters"},
    ),
    (
        ["harbour", "--author", "Jun Baek", "--all"],
        {"q": "harbour", "author": "Jun Baek", "copies": "all"},
    ),
    (['("harbour of" OR rain) -wind "'], {"q": '("harbour of" OR rain) -wind "'}),
)


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Room]]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "desk.toml").touch()
    (folder / "outlets").mkdir()
    with new_archive(folder) as archive:
        take_in_all(archive, COLUMNS)
    with reading_room(folder) as room:
        yield folder, room


@pytest.mark.parametrize(("words", "address"), SEARCHES)
def test_all_faces_of_a_search_have_the_same_hits_in_the_same_order(
    archived: tuple[Path, Room], words: list[str], address: dict[str, str]
) -> None:
    folder, room = archived
    asked = urlencode(address)
    told = json.loads(desk(folder, "search", *words, "--json").stdout)
    data = room.get(f"/.json?{asked}").json()
    feed = ElementTree.fromstring(room.get(f"/.atom?{asked}").body)
    page = room.get(f"/?{asked}").links(".hit h2 a")

    newest = room.get(f"/.json?{urlencode({**address, 'sort': 'newest'})}").json()["hits"]
    ids = [hit["public_id"] for hit in data["hits"]]
    assert ids
    assert ids == [hit["public_id"] for hit in told["hits"]]
    assert [hit["public_id"] for hit in newest] == [
        one.text.split("/")[-1].partition("#")[0] for one in feed.iterfind(ENTRY_ID) if one.text
    ]
    assert list(dict.fromkeys(ids)) == [link.split("/")[2].partition("?")[0] for link in page]
    assert told["total"] == data["total"]


def test_where_a_part_was_ranked_each_says_how_many_columns_and_comments(
    archived: tuple[Path, Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, room = archived
    monkeypatch.setattr(listing, "RANKED_WHOLE", 30)
    monkeypatch.setattr(listing, "RANKED_NEWEST", 10)
    told = room.get("/.json?q=harbour").json()
    columns, comments = told["ranked"] - told["ranked_comments"], told["ranked_comments"]
    assert (told["total"], told["comments"], comments) == (75, 25, 25)
    assert 10 <= columns < 30
    said = f"only the newest {columns} of 50 columns, and all 25 comments"
    assert said in room.get("/?q=harbour").said(".note")[0]
    assert f"; {said} ranked;" in " ".join(desk(folder, "search", "harbour").output.split())
    monkeypatch.setattr(listing, "RANKED_WHOLE", 20)
    (note, *_) = room.get("/?q=harbour").said(".note")
    assert "columns, and the last stored 10 of 25 comments were ranked" in note
    (note, *_) = room.get("/?q=miles&in=comments").said(".note")
    assert "only the last stored 10 of 25 comments were ranked" in note
    assert not room.get("/?q=harbour&sort=newest").said(".note")


@pytest.mark.parametrize("query", ["{}", "harbour {}", "tag:{}", "nofield:{}", '"ferry {}"', "{}*"])
def test_a_word_without_end_is_said_back_short_and_stays_whole_in_box_and_data(
    archived: tuple[Path, Room], query: str
) -> None:
    folder, room = archived
    word = "harbour" + "r" * 400 + "master"
    typed = query.format(word)
    asked = urlencode({"q": typed})
    page = room.get(f"/?{asked}")
    (box,) = page.page.cssselect("#q")
    assert box.get("value") == typed
    told = room.get(f"/.json?{asked}").json()
    assert word in told["query"]
    assert "harbourrr" in told["understood"]
    assert "rrr…rrr" in told["understood"]
    assert "master" in told["understood"]
    printed = desk(folder, "search", typed).output
    for said in (*page.said("title"), *page.said(".summary, .nothing"), printed):
        assert max(map(len, said.split())) <= 80
