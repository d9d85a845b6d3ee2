"""Boxes alike that are comments, and boxes alike that only look so."""

import time
from datetime import UTC, datetime

import pytest

from crawler.extraction.comments.discussion import Discussion, find_discussion
from crawler.extraction.comments.unnamed_comments import handle_in
from crawler.extraction.markup.index import index_page
from crawler.extraction.markup.page import parse

COLUMN = (
    "<p>" + "The pilots counted the lamps along the reef and wrote the number down. " * 6 + "</p>"
)
PEOPLE = ("Ada Quill", "saltmarsh99", "Jon Reef")
FORM = '<form><textarea name="t"></textarea></form>'
READ = datetime(2024, 5, 10, 12, tzinfo=UTC)


def discussion(html: str, *, column: str = COLUMN) -> Discussion:
    page = parse(f"<h1>Lamps</h1><div>{column}</div>{html}", "https://a.example/", captured_at=READ)
    return find_discussion(page, index_page(page))


def boxes(
    *, date: str = "12 March 2014, 09:41", foot: str = "", names: tuple[str, ...] = PEOPLE
) -> str:
    made = (
        f'<div class="b"><b>{name}</b> <i>{date}</i><p>The lamp of {name} was lit.</p>{foot}</div>'
        for name in names
    )
    return f"<div>{''.join(made)}</div>"


@pytest.mark.parametrize("heading", ["3 Comments", "Leserkommentare", "Commentaires (3)", "Отзывы"])
def test_boxes_under_a_heading_of_a_discussion_are_comments(heading: str) -> None:
    found = discussion(f"<h3>{heading}</h3>{boxes()}{FORM}")
    assert [comment.author for comment in found.comments] == list(PEOPLE)
    assert [comment.text for comment in found.comments] == [
        f"The lamp of {name} was lit." for name in PEOPLE
    ]
    assert {comment.published for comment in found.comments} == {
        datetime(2014, 3, 12, 9, 41, tzinfo=UTC)
    }


@pytest.mark.parametrize("date", ["vor 3 Tagen", "il y a 3 jours", "3 дня назад", "3日前"])
def test_their_dates_may_be_told_from_the_day_of_capture(date: str) -> None:
    found = discussion(f"<h3>Comments</h3>{boxes(date=date)}{FORM}")
    assert {comment.published for comment in found.comments} == {datetime(2024, 5, 7, tzinfo=UTC)}


@pytest.mark.parametrize(
    "html",
    [
        boxes(),  # nothing speaks of a discussion
        f"{boxes()}{FORM}",  # a form alone
        f"<h3>Latest from the reef</h3>{boxes()}",
        f"<h3>Comments</h3>{boxes(names=('Ada Quill',) * 3)}",  # one writer: a ticker
        f"<h3>Comments</h3>{boxes(names=('Ada Quill',))}",  # nothing repeats
        f"<h3>Comments</h3>{boxes(foot='<a href=/x>4 comments</a>')}",  # teasers
    ],
)
def test_boxes_alike_are_no_comments_by_their_shape(html: str) -> None:
    assert discussion(html).comments == ()


def test_a_thread_that_is_the_page_is_no_discussion_of_it() -> None:
    assert discussion(f"<h3>3 Comments</h3>{boxes()}{FORM}", column="").comments == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("saltmarsh99", "saltmarsh99"),
        ("von Edda Tang", "Edda Tang"),
        ("Ada Quill says:", "Ada Quill"),
        ("Jens W.", "Jens W."),
        ("Who audits the commission?", None),
        ("3 Comments", None),
        ("12 March 2014", None),
        ("Reply", None),
    ],
)
def test_a_handle_is_a_short_line_that_names_somebody(line: str, name: str | None) -> None:
    assert handle_in(line) == name


@pytest.mark.timing
@pytest.mark.parametrize(
    "html",
    [
        "<h3>Comments</h3>" + "<div><i>12:30</i>" * 3000,
        "<h3>Comments</h3>" + "<p>12:30</p>" * 9000,
        "<h3>Comments</h3>" + boxes(names=tuple(f"Jo Hale {n}" for n in range(1500))),
    ],
)
def test_hostile_markup_costs_no_more_than_its_length(html: str) -> None:
    started = time.process_time()
    discussion(html)
    assert time.process_time() - started < 3
