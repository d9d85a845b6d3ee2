"""An author's columns under every spelling of the name, and the authors of an archive."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.model.errors import NotThere
from archive.reading.authors import author_list, author_view
from tests.builders.archives import ColumnPage, new_archive, outlet, take_in

WRITTEN = (
    ("beacon", 2012, ("Inés Calloway",)),
    ("harbour", 2012, ("Ines Calloway", "Bo Quay")),
    ("harbour", 2014, ("Inés Calloway",)),
    ("harbour", None, ("INÉS  CALLOWAY",)),
    ("harbour", 2014, ("김 지영",)),
    ("harbour", 2015, ("Inga Holm", "Inga Holm")),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with new_archive(tmp_path) as made:
        for number, (slug, year, authors) in enumerate(WRITTEN):
            page = ColumnPage(
                path=f"/{number}",
                title=f"Column {number}",
                paragraphs=(f"Text {number}.",),
                published=None if year is None else datetime(year, 5, number + 1, tzinfo=UTC),
                authors=authors,
            )
            take_in(made, page, outlet_id=outlet(made, slug))
        made.flush()
        yield made


@pytest.mark.parametrize("name", ["ines calloway", "Inés Calloway", " INES   CALLOWAY "])
def test_an_author_is_one_however_the_name_is_printed(archive: Archive, name: str) -> None:
    view = author_view(archive, name, page=1, size=10)
    assert view.name == "Inés Calloway"
    assert set(view.spellings) == {"Ines Calloway", "INÉS  CALLOWAY"}
    assert (view.total, view.undated) == (4, 1)
    assert view.years == ((2012, 2), (2014, 1))
    assert [(one.slug, one.columns) for one in view.outlets] == [("harbour", 3), ("beacon", 1)]
    assert [one.title for one in view.columns] == ["Column 2", "Column 1", "Column 0", "Column 3"]


def test_an_authors_columns_come_page_by_page(archive: Archive) -> None:
    first = author_view(archive, "ines calloway", page=1, size=3)
    second = author_view(archive, "ines calloway", page=2, size=3)
    assert (first.has_next, second.has_next) == (True, False)
    assert [one.title for one in (*first.columns, *second.columns)] == [
        *("Column 2", "Column 1", "Column 0", "Column 3"),
    ]


def test_a_name_printed_twice_under_a_column_counts_once(archive: Archive) -> None:
    assert author_view(archive, "inga holm", page=1, size=3).total == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ines Callo", "'Ines Callo' is in this archive; there are Inés Calloway"),
        ("Zed", "'Zed' is in this archive$"),
        ("", "'' is in this archive$"),
        ("\u200b", "is in this archive$"),
        ("x" * 10_000, "x…' is in this archive$"),
        ("김", "there are 김 지영"),
    ],
)
def test_who_wrote_nothing_here_is_not_there_and_names_near_are_told(
    archive: Archive, name: str, told: str
) -> None:
    with pytest.raises(NotThere, match=told):
        author_view(archive, name, page=1, size=3)


def test_authors_are_listed_by_how_much_they_wrote_and_by_letter(archive: Archive) -> None:
    every = author_list(archive, "", page=1, size=3)
    assert [(one.name, one.columns) for one in every.authors] == [
        ("Inés Calloway", 4),
        ("Bo Quay", 1),
        ("Inga Holm", 1),
    ]
    assert every.has_next
    assert [one.name for one in author_list(archive, "", page=2, size=3).authors] == ["김 지영"]
    by_letter = author_list(archive, "Í", page=1, size=3)
    assert [one.name for one in by_letter.authors] == ["Inés Calloway", "Inga Holm"]
    assert author_list(archive, "x", page=1, size=3).authors == ()
    assert sorted(every.letters) == list(every.letters)
    assert {"b", "c", "h", "i", "q"} == set(every.letters[:5])


@pytest.mark.parametrize(
    ("begins", "name"), [("calloway", "Inés Calloway"), ("Q", "Bo Quay"), ("inga h", "Inga Holm")]
)
def test_any_word_of_a_name_may_begin_so(archive: Archive, begins: str, name: str) -> None:
    assert [one.name for one in author_list(archive, begins, page=1, size=3).authors] == [name]


@pytest.mark.parametrize("within", ["alloway", "uay", "nga h", "%", "_"])
def test_what_stands_within_a_word_begins_none(archive: Archive, within: str) -> None:
    assert author_list(archive, within, page=1, size=3).authors == ()
