"""What the archive says it holds and lacks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.reading.coverage import coverage, holdings, sentence
from archive.search.request import Search
from archive.search.search import search
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
    assert sentence(coverage(archive.db)) == "No outlet of this name is here."
    outlet(archive)
    archive.flush()
    assert sentence(coverage(archive.db)) == "There is no column here yet."
    assert sentence(coverage(archive.db, ["nobody"])) == "No outlet of this name is here."


def test_the_sentence_tells_of_columns_outlets_years_and_of_what_is_missing(
    archive: Archive,
) -> None:
    column(archive, "a", 1999)
    assert sentence(coverage(archive.db)) == "Searched 1 column of The Harbour, 1999."
    for name, year in (("b", 2002), ("c", 2003), ("d", 2007), ("e", None)):
        column(archive, name, year)
    assert sentence(coverage(archive.db)) == (
        "Searched 5 columns of The Harbour, 1999–2007; 1 has no date; none of 2000–2001, 2004–2006."
    )
    column(archive, "f", 2008, slug="beacon")
    column(archive, "g", None, slug="beacon")
    assert sentence(coverage(archive.db)) == (
        "Searched 7 columns of 2 outlets, 1999–2008; 2 have no date;"
        " 1 outlet has years without any."
    )
    assert sentence(coverage(archive.db, ["beacon"])) == (
        "Searched 2 columns of The Beacon, 2008; 1 has no date."
    )


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2012-01-01", "2016-12-31", "in 2012–2016"),
        ("2013-01-01", "2013-12-31", "in 2013"),
        ("2012-04-01", "", "from 2012-04 on"),
        ("2012-01-01", "", "from 2012 on"),
        ("", "2013-03-31", "until 2013-03"),
        ("2012-03-01", "2012-03-31", "in 2012-03"),
        ("2012-01-01", "2013-02-28", "in 2012-01 to 2013-02"),
        ("2012-02-01", "2013-12-31", "in 2012-02 to 2013-12"),
        ("2012-02-01", "2014-11-30", "in 2012-02 to 2014-11"),
        ("2030-01-01", "9999-12-31", "in 2030–9999"),
    ],
)
def test_of_years_and_months_it_is_told_how_many_columns_they_hold(
    archive: Archive, since: str, until: str, said: str
) -> None:
    for name, year in (("a", 2011), ("b", 2012), ("c", 2012), ("d", 2013), ("e", None)):
        column(archive, name, year)
    column(archive, "f", 2014, slug="beacon")
    for number, year in enumerate((2012, 2013)):
        take_in(
            archive,
            ColumnPage(
                path=f"/year/{number}",
                title=f"Of the year {year}",
                published=datetime(year, 1, 1, tzinfo=UTC),
                precision="year",
            ),
        )
    archive.flush()
    wanted = Search(since=day(since), until=day(until), fold=False)
    found = search(archive, wanted).total
    assert f"; {found} of them {said};" in sentence(
        coverage(archive.db, (), wanted.since, wanted.until)
    )


def test_spans_of_other_days_are_not_counted(archive: Archive) -> None:
    column(archive, "a", 2012)
    for span in ((date(2012, 1, 2), None), (None, date(2012, 3, 30)), (date(2013, 1, 1), date.min)):
        assert coverage(archive.db, (), *span).dated is None
    assert coverage(archive.db, ["beacon"], date(2012, 1, 1)).dated == (0, "from 2012 on")


@pytest.mark.parametrize("damaged", ["soon", "19?9-01-01", "200x-01-01", "+201-01-01"])
def test_a_damaged_date_is_none(archive: Archive, damaged: str) -> None:
    column(archive, "a", 1999)
    column(archive, "b", 2003)
    column(archive, "c", 2000)
    archive.db.execute("UPDATE articles SET published = ? WHERE title = 'b'", (damaged,))
    assert sentence(coverage(archive.db)) == (
        "Searched 3 columns of The Harbour, 1999–2000; 1 has no date."
    )


def test_what_vanished_is_counted_as_gone(archive: Archive) -> None:
    column(archive, "a", 1999)
    take_in(archive, ColumnPage(path="/a", day=3, status=404))
    archive.flush()
    (held,) = holdings(archive.db)
    assert (held.columns, held.gone, held.undated, held.years) == (1, 1, 0, ((1999, 1),))
