"""What the archive says it holds and lacks."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.reading.coverage import holdings, sentence
from tests.builders.archives import ColumnPage, new_archive, outlet, take_in


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with new_archive(tmp_path) as made:
        yield made


def column(archive: Archive, name: str, year: int | None, *, slug: str = "harbour") -> None:
    published = None if year is None else datetime(year, 3, 3, tzinfo=UTC)
    page = ColumnPage(path=f"/{name}", title=name, paragraphs=(f"{name}.",), published=published)
    take_in(archive, page, outlet_id=outlet(archive, slug))
    archive.flush()


def test_an_archive_without_a_column_says_so(archive: Archive) -> None:
    assert sentence(holdings(archive.db)) == "No outlet of this name is here."
    outlet(archive)
    archive.flush()
    assert sentence(holdings(archive.db)) == "There is no column here yet."
    assert sentence(holdings(archive.db, ["nobody"])) == "No outlet of this name is here."


def test_the_sentence_tells_of_columns_outlets_years_and_of_what_is_missing(
    archive: Archive,
) -> None:
    column(archive, "a", 1999)
    assert sentence(holdings(archive.db)) == "Searched 1 column of The Harbour, 1999."
    for name, year in (("b", 2002), ("c", 2003), ("d", 2007), ("e", None)):
        column(archive, name, year)
    assert sentence(holdings(archive.db)) == (
        "Searched 5 columns of The Harbour, 1999–2007; 1 has no date; none of 2000–2001, 2004–2006."
    )
    column(archive, "f", 2008, slug="beacon")
    column(archive, "g", None, slug="beacon")
    assert sentence(holdings(archive.db)) == (
        "Searched 7 columns of 2 outlets, 1999–2008; 2 have no date;"
        " 1 outlet has years without any."
    )
    assert sentence(holdings(archive.db, ["beacon"])) == (
        "Searched 2 columns of The Beacon, 2008; 1 has no date."
    )


def test_what_vanished_is_counted_as_gone(archive: Archive) -> None:
    column(archive, "a", 1999)
    take_in(archive, ColumnPage(path="/a", day=3, status=404))
    archive.flush()
    (held,) = holdings(archive.db).outlets
    assert (held.columns, held.gone, held.undated, held.years) == (1, 1, 0, ((1999, 1),))
