"""Dates told from the day of capture, and how much of them is known."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.extraction import extract_article
from crawler.extraction.text.relative_dates import is_relative_date, relative_date

READ = datetime(2024, 5, 10, 12, 30, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("5 min ago", "2024-05-10T12:25", "minute"),
        ("an hour ago", "2024-05-10T00:00", "day"),
        ("3 days ago", "2024-05-07T00:00", "day"),
        ("3d ago", "2024-05-07T00:00", "day"),
        ("vor 2 Stunden", "2024-05-10T00:00", "day"),
        ("vor einem Tag", "2024-05-09T00:00", "day"),
        ("il y a 3 jours", "2024-05-07T00:00", "day"),
        ("il y a une semaine", "2024-05-01T00:00", "month"),
        ("hace 3 días", "2024-05-07T00:00", "day"),
        ("hace un año", "2023-01-01T00:00", "year"),
        ("3 дня назад", "2024-05-07T00:00", "day"),
        ("час назад", "2024-05-10T00:00", "day"),
        ("há 2 semanas", "2024-04-01T00:00", "month"),
        ("3 giorni fa", "2024-05-07T00:00", "day"),
        ("2 dagen geleden", "2024-05-08T00:00", "day"),
        ("3 dni temu", "2024-05-07T00:00", "day"),
        ("3일 전", "2024-05-07T00:00", "day"),
        ("5 か月前", "2023-12-01T00:00", "month"),
        ("2个月前", "2024-03-01T00:00", "month"),
        ("منذ 3 أيام", "2024-05-07T00:00", "day"),
        ("منذ يومين", "2024-05-08T00:00", "day"),
        ("just now", "2024-05-10T00:00", "day"),
        ("gestern, 14:30", "2024-05-09T14:30", "minute"),
        ("вчера в 9:05", "2024-05-09T09:05", "minute"),
    ],
)
def test_a_date_is_told_from_the_day_of_capture(text: str, moment: str, precision: str) -> None:
    found = relative_date(text, captured_at=READ)
    assert found is not None
    assert found.moment.isoformat(timespec="minutes") == f"{moment}+00:00"
    assert found.precision == precision


@pytest.mark.parametrize(
    "text",
    [
        "vor dem Haus",
        "the day before",
        "In 2 days",
        "2 days",
        "il y a peu",
        "9999 years ago",
        "9999 months ago",
        "",
    ],
)
def test_other_lines_tell_no_date(text: str) -> None:
    assert relative_date(text, captured_at=READ) is None


def test_without_a_capture_nothing_is_known() -> None:
    assert is_relative_date("3 days ago")
    assert relative_date("3 days ago", captured_at=None) is None


def test_days_are_those_of_the_outlets_zone() -> None:
    found = relative_date(
        "an hour ago", captured_at=READ.replace(hour=23), zone=ZoneInfo("Asia/Seoul")
    )
    assert found is not None
    assert found.moment.isoformat() == "2024-05-11T00:00:00+09:00"


@pytest.mark.parametrize("captured_at", [None, READ])
def test_a_comment_said_three_days_ago_has_a_date_where_the_capture_has(
    captured_at: datetime | None,
) -> None:
    page = (
        "<h1>Harbour Dues</h1><p>" + "The dues were waived for a year nobody can remember. " * 8
        + '</p><ol class="comment-list"><li class="comment even depth-1" id="comment-7">'
        '<b class="fn">Ada Quill</b> <span class="comment-date">vor 3 Tagen</span>'
        '<div class="comment-content"><p>Vor 3 Tagen war der Hafen noch voll.</p></div></li></ol>'
    )  # fmt: skip
    (comment,) = extract_article(page, "https://desk.example/", captured_at=captured_at).comments
    assert comment.author == "Ada Quill"
    assert comment.text == "Vor 3 Tagen war der Hafen noch voll."
    if captured_at is None:
        assert comment.published is None
    else:
        assert comment.published == datetime(2024, 5, 7, tzinfo=UTC)
        assert comment.published_precision == "day"
