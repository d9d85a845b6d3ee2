"""Dates, states and changes in the words of a page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from archive.folder.archive import Archive
from archive.model.records import Precision
from archive.reading.opened_column import OpenedColumn, opened
from archive.web.room import wording
from tests.builders.archives import NOON, ColumnPage, take_in_all


@pytest.mark.parametrize(
    ("hours", "precision", "said"),
    [
        (0, "year", "2016"),
        (0, "month", "May 2016"),
        (9, "day", "8 May 2016"),
        (9, "minute", "8 May 2016, 07:30 (UTC+9)"),
        (0, "second", "8 May 2016, 07:30 (UTC)"),
        (-3.5, "second", "8 May 2016, 07:30 (UTC−3:30)"),
        (5.75, None, "8 May 2016, 07:30 (UTC+5:45)"),
    ],
)
def test_a_date_is_told_as_precisely_as_it_was_printed(
    hours: float, precision: Precision | None, said: str
) -> None:
    moment = datetime(2016, 5, 8, 7, 30, 12, tzinfo=timezone(timedelta(hours=hours)))
    assert wording.dated(moment, precision) == said


def test_what_is_not_dated_or_of_an_odd_year_is_told_all_the_same() -> None:
    assert wording.dated(None, None) == "undated"
    assert wording.dated(datetime(1, 1, 1, tzinfo=UTC), "day") == "1 January 1"
    assert wording.printed_as("2016-05-08T07:30:00+09:00", "month") == "May 2016"
    assert wording.printed_as(None, None) == "undated"


@pytest.fixture
def column(archive: Archive) -> OpenedColumn:
    """A column that moved."""
    take_in_all(archive, [ColumnPage(), ColumnPage(path="/quay", day=1, via=("/ferry",))])
    return opened(archive.db, 1)


def test_what_became_of_a_column_is_told_in_sentences(column: OpenedColumn) -> None:
    (moved,) = wording.states(column)
    assert moved == "Moved to another address, as seen on 3 November 2026."
    assert wording.shown_addresses(column) == [("https://harbour.example/ferry", "answered here")]
    others = {
        "private_since": (NOON, "Private since 2 November 2026: a gate"),
        "outside_since": (NOON, "Out of its outlet’s scope since 2 November 2026"),
        "incomplete": ("page 2 of 3 failed", "Incomplete: page 2 of 3 failed."),
        "article": (replace(column.article, url=""), "It came without an address"),
        "state": ("gone", "Gone from the web: what is shown"),
    }
    for field, (value, said) in others.items():
        told = list(wording.states(replace(column, **{field: value})))  # type: ignore[arg-type]
        assert [one for one in told if one.startswith(said)], (field, told)


def test_a_citation_names_what_there_is(column: OpenedColumn) -> None:
    assert wording.citation(column) == (
        "Ada Quay, “The ferry that two ministers share”, The Harbour, 3 October 2026"
    )
    quoted = replace(column.article, title='“Leave a ferry”, said צה"ל')
    assert 'Ada Quay, “‘Leave a ferry’, said צה"ל”, The' in wording.citation(
        replace(column, article=quoted)
    )
    bare = replace(column.article, authors=(), byline=None, title=None, published=None)
    assert wording.citation(replace(column, article=bare)) == "(no headline), The Harbour, undated"
