"""The same flattened column, however a page, a mail or a clipboard broke its lines."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.model.records import Article
from crawler.extraction.flattened.flattened import extract_text
from tests import PAGES

COLUMNS = sorted(path.parent for path in PAGES.glob("text/??/*/page.txt"))


def without_furniture_above_the_comments(text: str) -> str:
    """The column without share, like, related and tag lines: most themes have none of them."""
    expected = _expected_of(text)
    kinds = {"share", "like", "related", "tags"}
    dropped = {c["text"] for c in expected["chrome"] if c["kind"] in kinds}
    return "\n".join(line for line in text.split("\n") if " ".join(line.split()) not in dropped)


def _expected_of(text: str) -> dict[str, list[dict[str, str]]]:
    column = next(case for case in COLUMNS if (case / "page.txt").read_text("utf-8") == text)
    there: dict[str, list[dict[str, str]]] = json.loads(
        (column / "expected.json").read_text("utf-8")
    )["there"]
    return there


def with_date_above_byline(text: str) -> str:
    rows = text.split("\n\n")
    return "\n\n".join([*rows[:2], rows[3], rows[2], *rows[4:]])


SAME: dict[str, Callable[[str], str]] = {
    "no blank lines": lambda text: re.sub(r"\n+", "\n", text),
    "many blank lines": lambda text: text.replace("\n\n", "\n\n \n\t\n\n"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "no-break spaces": lambda text: text.replace(" ", "\xa0"),
    "indented": lambda text: text.replace("\n", "\n    "),
    "zero-width spaces at line ends": lambda text: text.replace("\n\n", "\u200b\n\n"),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "marks of direction": lambda text: re.sub(r"(?m)^(?=\S)", "\u200f", text),
    "no share, like, related lines": without_furniture_above_the_comments,
    "date above the byline": with_date_above_byline,
}


def without_marks(text: str) -> str:
    return re.sub("[\u200e\u200f]", "", text)


def separated(article: Article) -> tuple[object, ...]:
    comments = [(c.author, c.published, without_marks(c.text)) for c in article.comments]
    return (
        article.section, article.title, article.authors, article.published,
        without_marks(article.body), comments, article.comment_count,
    )  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS, ids=lambda case: case.parent.name)
@pytest.mark.parametrize("change", SAME)
def test_lines_broken_otherwise_are_separated_alike(column: Path, change: str) -> None:
    text = (column / "page.txt").read_text("utf-8")
    assert separated(extract_text(SAME[change](text))) == separated(extract_text(text))


@pytest.mark.parametrize("column", COLUMNS, ids=lambda case: case.parent.name)
def test_no_line_is_lost(column: Path) -> None:
    text = (column / "page.txt").read_text("utf-8")
    article = extract_text(text)
    fields = [article.section, article.title, article.byline]
    said = [block.text for block in article.blocks]
    for comment in article.comments:
        said += [comment.author or "", *comment.text.split("\n")]
    said += [chrome.text for chrome in article.chrome]
    lines = {" ".join(line.split()) for line in text.split("\n") if line.strip()}
    missing = lines - {*said, *fields}
    heads = [line for line in missing if not any(name and name in line for name in said)]
    assert all(re.search(r"\d{4}", line) for line in heads), heads  # dates are fields


T = "A Quiet Treaty"
P1 = "The ferries between the two coasts had not crossed under one flag since the old port burned."
P2 = "On Monday the ministers met in a hotel above the market and signed nine pages nobody read."
P3 = "Nobody on either coast has asked to see the tenth page, and nobody has offered to show it."
FORM = ("Leave a Reply", "Your email address will not be published.", "Name *", "Post Comment")


def body_of(*lines: str) -> list[str]:
    return [block.text for block in extract_text("\n\n".join(lines)).blocks]


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param(
            ("“Who holds the lamp?”", "“Nobody.”", "“Then who is paying?”"), id="dialogue"
        ),
        pytest.param(("—¿Y la lámpara?", "—Nadie la tiene.", "—¿Quién paga?"), id="dashes"),
        pytest.param(("– one ferry", "– two flags", "– nine pages"), id="list"),
        pytest.param(("1. One ferry", "2. Two flags", "3. Nine pages"), id="numbered list"),
        pytest.param(("O lamp upon the water,", "who pays you for the night?"), id="verse"),
        pytest.param(("* * *",), id="stars"),
        pytest.param(("Then it rained.",), id="short paragraph"),
        pytest.param(("No.",), id="one word"),
        pytest.param(("Nobody signed.", "March 3, 2018", "The rain went on."), id="a date alone"),
        pytest.param(("The minister said:", "“We shall sail.”"), id="a quotation"),
        pytest.param(("Comments",), id="a crosshead that is a label"),
        pytest.param(("Related",), id="a crosshead that is weak furniture"),
        pytest.param(
            ("Tags: a word the clerks use for the paper slips they tie to lamps",), id="tags"
        ),
    ],
)
@pytest.mark.parametrize("tail", [(), FORM, ("1 reply »", *FORM)], ids=["bare", "form", "counter"])
def test_short_lines_between_paragraphs_stay_in_the_body(
    inner: tuple[str, ...], tail: tuple[str, ...]
) -> None:
    lines = (T, P1, P2, *inner, P3, *tail)
    assert body_of(*lines) == [P1, P2, *inner, P3]


@pytest.mark.parametrize(
    "last",
    [
        "Then it rained.", "Nobody has.", "And so they sailed", "* * *", "Amen!",
        "The author is a retired pilot of the strait.",
    ],
)  # fmt: skip
def test_a_short_last_line_above_the_furniture_is_the_columns(last: str) -> None:
    assert body_of(T, P1, P2, last, "1 reply »", *FORM) == [P1, P2, last]
    assert body_of(T, P1, P2, last, *FORM) == [P1, P2, last]


def test_a_column_of_one_paragraph_under_twenty_comments() -> None:
    comments = [
        line
        for day in range(1, 21)
        for line in (
            f"Reader {day} says:",
            f"March {day}, 2018 at 9:12 am",
            f"{P2} Day {day}.",
            "Reply",
        )
    ]
    article = extract_text("\n\n".join((T, P1, "20 replies »", *comments, *FORM)))
    assert article.body == P1
    assert [c.author for c in article.comments] == [f"Reader {day}" for day in range(1, 21)]
    assert article.comment_count == 20


def test_comments_of_several_paragraphs_keep_them_all() -> None:
    head = ("Jo says:", "March 3, 2018 at 9:12 am")
    said = (P3, "Short.", P2)
    article = extract_text("\n\n".join((T, P1, "1 reply", *head, *said, "Reply", *FORM)))
    assert article.body == P1
    assert [c.text for c in article.comments] == ["\n".join(said)]


@pytest.mark.parametrize(
    "head",
    [
        ("Jo", "March 3, 2018 at 9:12 am"),
        ("Jo said on March 3, 2018 at 9:12 am:",),
        ("Jo on March 3, 2018 at 9:12 am said:",),
        ("1. Jo", "March 3, 2018 at 9:12 am"),
        ("Jo says:", "3 March 2018, 09:12"),
        ("Jo wrote:", "2018-03-03 09:12"),
    ],
)
def test_heads_of_comments_in_several_wordings(head: tuple[str, ...]) -> None:
    lines = (T, P1, P2, "1 reply", *head, "The lamp is out.", "Reply", *FORM)
    article = extract_text("\n\n".join(lines))
    assert article.body == f"{P1}\n\n{P2}"
    (comment,) = article.comments
    assert (comment.author, comment.text) == ("Jo", "The lamp is out.")
    assert comment.published
    assert comment.published.isoformat() == "2018-03-03T09:12:00+00:00"


def test_a_column_about_comment_forms_keeps_its_prose() -> None:
    lines = (
        "On “Leave a Reply”",
        "“Leave a Reply”, says the box; “You must be logged in to post a comment”, the lock.",
        "Log in",
        "I tried, once, to log in. “You are commenting using your account”, it told me. Whose?",
        "0 comments",
        "That was the number below the treaty of Wendelsund, and it has not grown since then.",
        "Post Comment",
        "So ends my case against the box; it is the last door in the city that asks one to knock.",
    )
    assert body_of(*lines, "3 comments", *FORM) == list(lines[1:])


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", "\x00", "…", "A line", "1 reply »"])
def test_next_to_nothing_is_an_article_with_what_is_there(text: str) -> None:
    article = extract_text(text)
    assert "".join(block.text for block in article.blocks) in text


def test_a_text_of_paragraphs_alone_has_no_headline_taken_from_them() -> None:
    article = extract_text("\n\n".join((P1, P2, P3)))
    assert (article.title, article.body.split("\n\n")) == (None, [P1, P2, P3])


def test_a_form_in_one_line_is_chrome() -> None:
    form = (
        "Leave a Reply Cancel reply Your email address will not be published. Required fields are "
        "marked * Comment Name * Email * Website Post Comment"
    )
    article = extract_text("\n\n".join((T, P1, P2, form)))
    assert article.body == f"{P1}\n\n{P2}"
    assert [c.kind for c in article.chrome] == ["comment-form"]


def test_two_headlines_of_next_columns_below_the_furniture_are_chrome() -> None:
    below = ("Share this:", "Twitter", "Facebook", "More from World", "The Lamp Tax Returns")
    assert body_of(T, P1, P2, *below) == [P1, P2]


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        (("World", T, "Orla Fennimore", "2 March 2018"), "authors", ("Orla Fennimore",)),
        (("World", T, "By Jo Ekman and Teo Marsh"), "authors", ("Jo Ekman", "Teo Marsh")),
        ((T, "By Orla Fennimore | March 2, 2018"), "authors", ("Orla Fennimore",)),
        (("WORLD", "A QUIET TREATY"), "section", "WORLD"),
        (("Foreign Affairs", T), "section", "Foreign Affairs"),
        ((T, "Nine pages unread", "By Orla Fennimore"), "standfirst", "Nine pages unread"),
        (("March 2, 2018", T), "title", T),
        (("World", "March 2, 2018", T, "By Orla Fennimore"), "title", T),
        (("Who Pays for the Lamp?", "By Orla Fennimore"), "title", "Who Pays for the Lamp?"),
        (("The Lamp Is Out.", "By Orla Fennimore"), "title", "The Lamp Is Out."),
    ],
)  # fmt: skip
def test_lines_above_the_first_paragraph(head: tuple[str, ...], field: str, value: object) -> None:
    article = extract_text("\n\n".join((*head, P1, P2, "1 reply »", *FORM)))
    assert getattr(article, field) == value
    assert article.body == f"{P1}\n\n{P2}"
