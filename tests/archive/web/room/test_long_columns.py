"""Columns of a megabyte, of thousands of blocks and comments: shown in parts that are light."""

from collections.abc import Iterator

import pytest

from archive.model.records import Article, Block, Chrome, Comment
from archive.takedown import takedown
from archive.web.room.column_view import says_more
from tests.builders.any_column import id_of, keep, paragraphs
from tests.builders.archives import HOST, new_archive
from tests.builders.room import Room, reading_room

MEGABYTE = "ferry " * 180_000
THREAD = tuple(
    Comment(
        id=str(number),
        author=f"Reader {number}",
        text=f"Said {number}.",
        parent=str(number - 1) if number % 60 else None,
        depth=number % 60,
    )
    for number in range(10_000)
)
IDS: dict[str, str] = {}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        lone = (Comment(id="1", author="Jo Doe", text="How quixotical. " * 400),)
        pages = {
            "/one-paragraph": Article(
                url=f"{HOST}/one-paragraph", title="Long", blocks=paragraphs(MEGABYTE)
            ),
            "/blocks": Article(
                url=f"{HOST}/blocks",
                title="Blocks",
                blocks=tuple(Block("paragraph", f"Paragraph {n}.") for n in range(5_000)),
            ),
            "/talk": Article(
                url=f"{HOST}/talk", title="Talk", blocks=paragraphs("Short."), comments=THREAD
            ),
            "/lone": Article(
                url=f"{HOST}/lone", title="Lone", blocks=paragraphs("Alone."), comments=lone
            ),
            "/word": Article(url=f"{HOST}/word", title="x" * 1_000_000, blocks=paragraphs("Few.")),
            "/names": Article(
                url=f"{HOST}/names",
                title="Names",
                authors=tuple(f"Author {n} " + "x" * 999 for n in range(500)),
                tags=tuple(f"tag {n} " + "x" * 999 for n in range(500)),
                blocks=paragraphs("Few words."),
                chrome=tuple(Chrome("share", "x", "rule") for _ in range(5_000)),
                comments=(Comment(id="1", author="x" * 100_000, text="Aye."),),
            ),
            "/none": Article(url=f"{HOST}/none", blocks=(Block("caption", "A mole."),)),
        }
        for path, article in pages.items():
            keep(archive, article)
            IDS[path] = id_of(archive, path)
    with reading_room(folder) as opened:
        yield opened


def test_a_paragraph_of_a_megabyte_goes_on_behind_a_link(room: Room) -> None:
    first = room.get(f"/column/{IDS['/one-paragraph']}?q=ferry")
    assert first.status == 200
    words = len(first.said(".text p")[0].split())
    assert "part 1 of 3" in first.said("nav.pages span")[0]
    assert "only the beginning of this long text is marked" in first.said(".places")[0]
    (on,) = first.links("nav.pages a[rel=next]")
    while on:
        page = room.get(on)
        words += len(page.said(".text p")[0].split())
        on = next(iter(page.links("nav.pages a[rel=next]")), "")
    assert words == 180_000
    assert room.get(f"/column/{IDS['/one-paragraph']}?part=-1").status == 200
    far = room.get(f"/column/{IDS['/one-paragraph']}?part=1000000000")
    assert "part 3 of 3" in far.said("nav.pages span")[0]


def test_five_thousand_blocks_are_one_page(room: Room) -> None:
    page = room.get(f"/column/{IDS['/blocks']}")
    assert len(page.page.cssselect(".text p")) == 5_000


def test_ten_thousand_comments_are_shown_a_hundred_at_a_time(room: Room) -> None:
    first = room.get(f"/column/{IDS['/talk']}")
    assert len(first.body) < 100_000
    assert first.said(".said")[:2] == ["Said 0.", "Said 1."]
    assert len(first.said(".said")) == 100
    second = room.get(f"/column/{IDS['/talk']}?comments=2")
    assert second.said(".said")[0] == "Said 100."
    (above,) = second.page.cssselect("#comments .comment")[0].cssselect("a")
    page, _, anchor = str(above.get("href")).partition("#")
    answered = room.get(page).page.get_element_by_id(anchor)
    assert answered.cssselect(".said")[0].text == "Said 99."
    last = room.get(f"/column/{IDS['/talk']}?comments=9999999")
    assert last.said(".said")[-1] == "Said 9999."
    assert room.get(f"/column/{IDS['/talk']}?comments=x").said(".said")[0] == "Said 0."
    holding = room.get(f"/column/{IDS['/talk']}?comment=4321")
    assert "Said 4321." in holding.said(".said")


def test_the_page_of_comments_is_the_first_that_has_what_is_looked_for(room: Room) -> None:
    page = room.get(f'/column/{IDS["/talk"]}?q="said+450"')
    assert page.said("#comments mark") == ["Said 450"]
    assert page.said("nav.pages span")[0] == "Page 5 of 100"
    assert "in 1 place" in page.said(".places")[0]
    asked = room.get(f'/column/{IDS["/talk"]}?q="said+450"&comments=1')
    assert asked.said("#comments mark") == []
    assert "it may on another page" in asked.said(".places")[0]
    assert room.get(f"/column/{IDS['/talk']}?q=zeppelin").said(".said")[0] == "Said 0."


def test_deep_answers_stop_being_set_in_and_name_what_they_answer(room: Room) -> None:
    page = room.get(f"/column/{IDS['/talk']}").page
    deepest = max(
        sum(one.tag == "ol" for one in said.iterancestors()) for said in page.cssselect(".said")
    )
    assert deepest == 6
    (link,) = page.cssselect("#comments .comment")[9].cssselect("a")
    assert link.text == "in answer to another"
    above = page.cssselect(str(link.get("href")))
    assert above[0].cssselect(".said")[0].text == "Said 8."


def test_a_long_comment_is_whole_when_it_is_asked_for_and_a_forgotten_one_is_said(
    room: Room,
) -> None:
    page = room.get(f"/column/{IDS['/lone']}")
    assert page.said(".said")[0].endswith("…")
    (whole,) = [one for one in page.links(".comment a") if "comment=1" in one]
    assert len(room.get(whole.partition("#")[0]).said(".said")[0].split()) == 800


def test_a_headline_of_a_megabyte_and_a_column_without_one_are_shown(room: Room) -> None:
    assert len(room.get(f"/column/{IDS['/word']}").said("h1")[0]) == 1_000_000
    page = room.get(f"/column/{IDS['/none']}")
    assert page.said("h1") == ["(no headline)"]
    assert page.said("figcaption") == ["Picture: A mole."]


def test_names_without_end_leave_a_page_light(room: Room) -> None:
    page = room.get(f"/column/{IDS['/names']}")
    assert len(page.body) < 250_000
    assert "and 470 more" in page.said(".byline")[0]
    (taken_out,) = page.links("a[href*='chrome=1']")
    assert len(room.get(taken_out).said(".chrome li")) == 5_000
    for path in ("/word", "/names"):
        assert len(room.get(f"/column/{IDS[path]}/history").body) < 20_000


def test_a_forgotten_commenter_leaves_a_place_and_a_word(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("forgotten")
    talk = (
        Comment(id="1", author="Jo Doe", author_url="https://jo.example/", text="Quixotical."),
        Comment(id="2", author="Ann", text="Not at all.", parent="1", depth=1),
    )
    with new_archive(folder) as archive:
        keep(
            archive,
            Article(url=f"{HOST}/a", title="A", blocks=paragraphs("Text."), comments=talk),
        )
        takedown.take_down_commenter(
            archive, ["Jo Doe"], reason="r", forgotten_at="2026-11-24T00:00:00.000Z"
        )
        public_id = id_of(archive, "/a")
    with reading_room(folder) as room:
        page = room.get(f"/column/{public_id}")
    assert "Jo Doe" not in page.text
    assert "jo.example" not in page.text
    (first, answer) = page.page.cssselect(".comment")
    assert "A commenter who was forgotten" in first.text_content()
    assert "What was said here was taken out of this archive." in first.text_content()
    assert answer.cssselect(".said")[0].text == "Not at all."


@pytest.mark.parametrize(("times", "shown"), [(10, False), (1_000, True)])
def test_names_are_not_looked_for_in_a_byline_without_end(times: int, shown: bool) -> None:
    assert says_more("By Ann Moe and " * times, ("Ann Moe", "By", "and")) == shown
