"""Links to other columns in paragraphs of their own under a heading, and what only looks so."""

import pytest

from crawler.extraction import extract_article

OWN = (
    "The pilots of the upper sound have agreed on a single timetable, and the harbour is quiet.",
    "Nobody on the other bank has read it yet, for the printer there is still waiting for ink.",
    "What they will read is short: three boats a day, and one more on the day of the market.",
    "The fourth boat is the one that both councils had promised not to speak about in public.",
)


def read(lines: str) -> list[str]:
    before, after = ("".join(f"<p>{text}</p>" for text in part) for part in (OWN[:3], OWN[3:]))
    page = (
        "<html><head><title>Three Boats</title></head><body><main><article><h1>Three Boats</h1>"
        f'<div class="c">{before}{lines}{after}</div></article></main></body></html>'
    )
    return [block.text for block in extract_article(page, "https://sound.example/boats").blocks]


@pytest.mark.parametrize(
    "lines",
    [
        (
            '<p>延伸閱讀：</p><p><a href="/story/1">守燈塔的人記了四十年帳</a></p>'
            '<p><a href="https://www.sound.example/story/2">兩岸的新年不是同一天</a></p>'
        ),
        (
            '<div><h4>קראו גם:</h4><a href="/1">הפנקס של שומר המגדלור</a>'
            '<a href="/2">נורה אחת, שני חשבונות</a></div>'
        ),
        '<p><strong>Czytaj także:</strong></p><p><a href="/a">Dwa pióra i jeden ołówek</a></p>',
    ],
)
def test_a_heading_over_links_to_other_columns_is_no_text(lines: str) -> None:
    assert read(lines) == [*OWN]


@pytest.mark.parametrize(
    "lines",
    [
        '<h3>Further reading</h3><p><a href="https://books.example/ink">A History of Ink</a></p>',
        '<h3>Further reading</h3><p>The almanac, which <a href="/almanac">we reviewed</a>.</p>',
        '<h3>The fourth boat</h3><p><a href="/fourth">It sailed once, in a winter.</a></p>',
    ],
)
def test_a_heading_over_what_the_column_names_stays(lines: str) -> None:
    assert read(lines)[3] in ("Further reading", "The fourth boat")


@pytest.mark.parametrize("parted", ["<br><br>", "<p></p>", "<hr>"])
def test_a_heading_in_one_element_with_text_takes_none_of_it_along(parted: str) -> None:
    more = "The boats themselves were not asked, being moored on both banks that week."
    lines = f'<div>{more}{parted}Read also:</div><p><a href="/ink">Two pens and a pencil</a></p>'
    assert more in read(lines)


def test_a_column_that_is_made_of_such_lists_keeps_them() -> None:
    lists = "".join(
        f'<p>More on the {name} bank:</p><p><a href="/{name}">What the {name} bank says</a></p>'
        for name in ("north", "south", "east", "west")
    )
    assert "More on the east bank:" in read(lists)
