"""A column by whatever names it."""

import pytest

from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.reading import columns
from tests.builders.archives import (
    ColumnPage,
    address,
    take_in,
    take_in_all,
)


def test_a_column_is_named_by_id_prefix_or_any_spelling_of_an_address(archive: Archive) -> None:
    take_in(archive, ColumnPage())
    public_id = columns.column(archive.db, address("/ferry")).public_id
    for reference in (
        public_id,
        public_id.upper(),
        public_id[:4],
        "http://www.harbour.example/ferry#respond",
        f"  {public_id} ",
    ):
        assert columns.column(archive.db, reference).public_id == public_id


@pytest.mark.parametrize(
    ("reference", "match"),
    [
        ("https://harbour.example/nowhere", "no column is known at this address"),
        ("zzzzzzzzzz", "no column has this id"),
        ("ab", "neither an address nor"),
        ("%' OR 1", "neither an address nor"),
        ("", "neither an address nor"),
    ],
)
def test_what_names_no_column_is_one_line(archive: Archive, reference: str, match: str) -> None:
    take_in(archive, ColumnPage())
    with pytest.raises(DeskError, match=match):
        columns.column(archive.db, reference)


def test_the_beginning_of_two_ids_is_told_to_be_ambiguous(archive: Archive) -> None:
    take_in_all(archive, [ColumnPage(path="/a"), ColumnPage(path="/b")])
    archive.db.execute("UPDATE articles SET public_id = 'abcd' || id")
    with pytest.raises(DeskError, match="more than one column: abcd1, abcd2"):
        columns.column(archive.db, "abc")
