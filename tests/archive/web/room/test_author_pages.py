"""The pages of authors, over a real archive, with names as hostile as the web's."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote, unquote

import pytest

from tests.builders.archives import ColumnPage, new_archive, take_in_all
from tests.builders.room import Room, reading_room

NAMES = (
    "Inés Calloway",
    "AC/DC",
    "x.json",
    "..",
    "O’Neill, Jr.",
    "🦦 Otter",
    "ليلى حداد",
    "김지영",
    "<script>alert(1)</script>",
    "q?a=1&b=2#c",
    "100%",
    "x" * 300,
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    pages = [
        ColumnPage(
            path=f"/{number}",
            title=f"By {number}",
            paragraphs=(f"Text {number}.",),
            authors=(NAMES[number] if number < len(NAMES) else "Ines Calloway",),
            published=datetime(2012 + number % 4, 2, 3, tzinfo=UTC),
        )
        for number in range(len(NAMES) + 60)
    ]
    with new_archive(folder) as archive:
        take_in_all(archive, pages)
    with reading_room(folder) as room:
        yield room


def test_an_author_is_found_however_the_name_is_typed(room: Room) -> None:
    page = room.get("/author/ines%20calloway")
    assert page.status == 200
    assert page.said("h1") == ["Ines Calloway"]
    assert "Also printed as Inés Calloway." in page.said("main p")
    assert page.said("main > .about") == ["61 columns, 2012–2015"]
    assert page.links("section[aria-labelledby=outlets] a") == [
        "/?author=Ines+Calloway&outlet=harbour"
    ]
    assert "/?author=Ines+Calloway&from=2015&to=2015" in page.links()
    assert page.said("h3") == ["2015", "2014", "2013", "2012"]
    assert len(page.said(".columns li")) == 50
    (after,) = page.links("a[rel=next]")
    assert len(room.get(after).said(".columns li")) == 11
    assert "no further page" in room.get("/author/ines%20calloway?page=99").text


def test_every_name_in_the_list_leads_to_its_page(room: Room) -> None:
    listed = room.get("/authors")
    links = listed.links(".names a")
    assert len(links) == len(NAMES) - 1  # nothing of ".." is compared
    for link, name in zip(links, listed.said(".names a"), strict=True):
        page = room.get(link)
        assert (page.status, page.said("h1")) == (200, [name])
        assert page.said(".columns li")
        data = room.get(f"{link}.json")
        assert data.json()["name"] == name
    assert not listed.page.cssselect("main script")


def test_a_name_that_no_path_can_hold_leads_to_a_search_for_it(room: Room) -> None:
    found = room.get("/?q=title:by&author=..")
    assert found.said(".hit h2") == [f"By {NAMES.index('..')}"]
    assert found.links(".hit .about a")[1:] == ["/?author=.."]
    assert room.get("/?author=..").said(".hit h2") == found.said(".hit h2")
    assert room.get("/?author=.").said(".nothing p")


@pytest.mark.parametrize(
    "name",
    ["nobody", "", "%E2%80%A6", "%00", "%FF%FE", "%E2%80%AE", "a%2F%2Fb", "x" * 10_000, "%"],
)
def test_who_wrote_nothing_is_not_found_and_never_a_fault(room: Room, name: str) -> None:
    for form in ("", ".json"):
        assert room.get(f"/author/{name}{form}").status in (302, 404), unquote(name)[:20]


def test_names_that_begin_alike_are_told_where_one_is_not_there(room: Room) -> None:
    answer = room.get("/author/Ines%20Callowitz.json")
    assert answer.status == 404
    assert answer.json()["error"].endswith("; there are Ines Calloway")


@pytest.mark.parametrize(
    ("begins", "names"),
    [
        ("i", ["Ines Calloway"]),
        ("É", []),
        ("김", ["김지영"]),
        ("🦦", ["🦦 Otter"]),
        ("ي" * 999, []),
    ],
)
def test_authors_are_listed_by_how_their_names_begin(
    room: Room, begins: str, names: list[str]
) -> None:
    listed = room.get(f"/authors?begins={quote(begins)}")
    assert (listed.status, listed.said(".names a")) == (200, names)
    data = room.get(f"/authors.json?begins={quote(begins)}").json()
    assert [one["name"] for one in data["authors"]] == names
