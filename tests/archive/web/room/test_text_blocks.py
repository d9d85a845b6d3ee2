"""A column's blocks as elements of a page, and the marks in them."""

from typing import Any

import pytest

from archive.model.records import Block
from archive.search.terms import Term
from archive.web.room import marking, placed_links, showing
from archive.web.room.marking import Marking
from archive.web.room.text_blocks import PART, Item, TextRun, grouped, part_of, runs


def levels(*found: int) -> list[int]:
    blocks = [Block("heading", "h", level) for level in found]
    return [group.level for group in grouped(blocks, Marking(""))]


@pytest.mark.parametrize(
    ("found", "shown"),
    [((1, 2, 3), [2, 3, 4]), ((4, 6, 4), [2, 3, 2]), ((6, 2, 6), [2, 2, 3]), ((3,), [2])],
)
def test_headings_begin_below_the_headline_and_leave_no_level_out(
    found: tuple[int, ...], shown: list[int]
) -> None:
    assert levels(*found) == shown


def nested(items: tuple[Item, ...] | list[Item]) -> list[object]:
    return [
        (item.runs[0].pieces[0].text, nested(item.items))
        if item.items
        else item.runs[0].pieces[0].text
        for item in items
    ]


def test_lists_stand_within_lists_as_deep_as_they_did() -> None:
    depths = [2, 3, 5, 3, 2, 1, 2]
    blocks = [Block("item", str(at), depth) for at, depth in enumerate(depths)]
    (group,) = grouped(blocks, Marking(""))
    assert nested(group.items) == [("0", [("1", ["2"]), "3"]), "4", ("5", ["6"])]
    deep = [Block("item", str(depth), depth) for depth in range(1, 1_000)]
    assert len(list(grouped(deep, Marking("")))) == 1


def texts(found: tuple[TextRun, ...]) -> list[tuple[str | None, list[str], list[str]]]:
    return [
        (
            run.link,
            [piece.text for piece in run.pieces],
            [piece.text for piece in run.pieces if piece.place],
        )
        for run in found
    ]


def test_marks_and_links_may_cross() -> None:
    block = Block(
        "paragraph",
        "Take the ferry home tonight.",
        links=(("the fer", "https://a.example/"), ("home", "https://b.example/")),
    )
    found = Marking('"ferry home"')
    assert texts(runs(block, found)) == [
        (None, ["Take "], []),
        ("https://a.example/", ["the ", "fer"], ["fer"]),
        (None, ["ry "], ["ry "]),
        ("https://b.example/", ["home"], ["home"]),
        (None, [" tonight."], []),
    ]
    assert (
        "".join(text for _, all_of, _ in texts(runs(block, found)) for text in all_of) == block.text
    )


def test_the_same_words_may_be_two_links() -> None:
    links = (("here", "https://a.example/"), ("here", "https://b.example/"))
    found = texts(runs(Block("paragraph", "here and here", links=links), Marking("")))
    assert [link for link, *_ in found] == ["https://a.example/", None, "https://b.example/"]


def row(cells: int, links: int) -> Block:
    named = tuple((f"cell {number}", f"https://a.example/{number}") for number in range(links))
    return Block("row", "\t".join(f"cell {number}" for number in range(cells)), links=named)


def test_links_stand_in_the_cells_that_have_their_words() -> None:
    block = Block(
        "row",
        "Quay\t\tthe ferry, late\tQuay",
        links=(
            ("nowhere", "https://x.example/"),
            ("ferry", "https://a.example/"),
            ("Quay", "https://b.example/"),
        ),
    )
    (table,) = grouped([block], Marking("late"))
    assert [texts(cell) for cell in table.rows[0]] == [
        [(None, ["Quay"], [])],
        [],
        [
            (None, ["the "], []),
            ("https://a.example/", ["ferry"], []),
            (None, [", ", "late"], ["late"]),
        ],
        [("https://b.example/", ["Quay"], [])],
    ]


def test_each_link_of_a_row_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str | None] = []

    def counted(url: str | None) -> str | None:
        read.append(url)
        return showing.web_link(url)

    monkeypatch.setattr(placed_links, "web_link", counted)
    (table,) = grouped([row(cells=300, links=200)], Marking(""))
    assert len(read) == 200
    assert sum(run.link is not None for cell in table.rows[0] for run in cell) == 200


class Searched(str):
    """A text that counts how often it is looked through."""

    __slots__ = ()
    looks = 0

    def find(self, *asked: Any) -> int:
        """As of any text."""
        Searched.looks += 1
        return super().find(*asked)


def test_words_that_are_not_there_are_not_looked_for_without_end() -> None:
    missing = tuple((f"else {number}", f"https://a.example/{number}") for number in range(1_000))
    found = runs(Block("paragraph", Searched("the ferry"), links=missing), Marking(""))
    assert Searched.looks == placed_links.MISSED
    assert sum(run.link is not None for run in found) == 1_000


def test_parts_of_a_text_leave_no_sign_out() -> None:
    blocks = [
        Block("paragraph", "word " * (PART // 4)),
        Block("heading", "Between", 2),
        Block("paragraph", "x" * (PART + 1)),
        Block("paragraph", "外" * PART * 2),
    ]
    parts = part_of(blocks, 1).parts
    found = [block.text for part in range(1, parts + 1) for block in part_of(blocks, part).blocks]
    assert "".join(found) == "".join(block.text for block in blocks)
    assert all(
        sum(len(block.text) for block in part_of(blocks, part).blocks) <= PART
        for part in range(1, parts + 1)
    )
    assert part_of([], 7) == ((), 1, 1)


@pytest.mark.parametrize(
    "blocks",
    [
        [Block("paragraph", "x", links=row(0, 100).links)] * 2_000,
        [Block("row", "\t" * 300_000)],
        [Block("item", "x")] * 100_000,
    ],
)
def test_a_part_ends_where_its_markup_would_be_long(blocks: list[Block]) -> None:
    parts = part_of(blocks, 1).parts
    assert parts > 3
    for part in (1, parts):
        here = part_of(blocks, part).blocks
        assert sum(len(block.links) for block in here) <= PART // 50
        assert len(here) + sum(block.text.count("\t") for block in here) <= PART // 20


def test_links_stay_with_their_words_in_a_text_of_many_parts() -> None:
    text = "ferry " * PART + "quay " + "ferry " * PART + "pier"
    links = (
        ("quay", "https://a.example/"),
        ("ferry", "https://b.example/"),
        ("pier", "https://c.example/"),
    )
    block = Block("paragraph", text, links=links)
    here = [part_of([block], part + 1).blocks[0] for part in range(part_of([block], 1).parts)]
    assert [link for piece in here for link in piece.links] == list(links)
    assert all(label in piece.text for piece in here for label, _ in piece.links)


@pytest.mark.parametrize(
    ("limit", "value", "marked"), [("WORK", 40, 2), ("MOST", 3, 3), ("MOST", 4, 4)]
)
def test_marking_ends_with_its_work_and_says_so(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, marked: int
) -> None:
    monkeypatch.setattr(marking, limit, value)
    found = Marking("ferry quay")
    shown = [*found.of("ferry and quay"), *found.of("the ferry, the quay")]
    assert [piece.place for piece in shown if piece.place] == list(range(1, marked + 1))
    assert found.whole == (marked == 4)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"' + "ferry " * 2_000 + '"', "ferry " * 30_000),  # each place is compared to its end
        ("外交部" * 3_000, "外"),
        (" ".join(f"word{number}" for number in range(60)), "word"),
    ],
)
def test_long_queries_are_looked_for_in_less_of_a_page(
    monkeypatch: pytest.MonkeyPatch, typed: str, text: str
) -> None:
    compared: list[int] = []

    def counted(terms: tuple[Term, ...], text: str) -> list[tuple[int, int]]:
        compared.append(sum(len(word.text) for term in terms for word in term.words))
        compared.append(sum(len(term.words) for term in terms) * len(text))
        return []

    monkeypatch.setattr(marking, "marks_of", counted)
    found = Marking(typed)
    for _ in range(5_000):
        found.spans(text)
    assert sum(compared) <= 5 * marking.WORK
    assert not found.whole


@pytest.mark.parametrize("typed", ["", '"', "(", "nofield:x", "NEAR(", "-", "*" * 10_000])
def test_what_cannot_be_read_marks_nothing_and_is_no_fault(typed: str) -> None:
    found = Marking(typed)
    assert [piece.place for piece in found.of("ferry x")] in ([None], [None, 1])
