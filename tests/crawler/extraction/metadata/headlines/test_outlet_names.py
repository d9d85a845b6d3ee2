"""Titles without the names of outlet and section in them."""

import pytest

from crawler.extraction.metadata.headlines.outlet_names import without_outlet


@pytest.mark.parametrize(
    ("title", "known", "headline"),
    [
        ("The Harbour: a book", (), "The Harbour: a book"),
        ("The Harbour - Snow at the cape", (), "Snow at the cape"),
        ("The Harbour - Snow at the cape - Livehouse", (), "Snow at the cape - Livehouse"),
        ("The Harbour - Snow at the cape - Livehouse", ("snow at the cape",), "Snow at the cape"),
        ("The Harbour - The Harbour - Snow", (), "Snow"),
    ],
)
def test_a_headline_is_told_between_the_names_around_it(
    title: str, known: tuple[str, ...], headline: str
) -> None:
    assert without_outlet(title, {"theharbour"}, known) == headline
