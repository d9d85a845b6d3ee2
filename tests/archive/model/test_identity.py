"""Which addresses are one, which canonical links are believed, and ids."""

import pytest

from archive.model.identity import (
    address_key,
    plain_address,
    public_id,
    same_column,
    same_site,
    trusted_canonical,
)
from archive.model.versions import Text

AT = "https://www.harbour.example/2024/05/ferry/"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AT, "http://harbour.example/2024/05/ferry/"),
        (AT, "HTTPS://WWW.Harbour.Example:443/2024/05/ferry/#comments"),
        ("http://harbour.example", "https://harbour.example/"),
    ],
)
def test_spellings_of_one_address_have_one_id(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)
    assert public_id(one) == public_id(other)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.harbour.example/2024/05/ferry",
        "https://www.harbour.example/2024/05/Ferry/",
        "https://www.harbour.example/2024/05/ferry/?p=7",
        "https://blog.harbour.example/2024/05/ferry/",
        "https://www.harbour.example:8080/2024/05/ferry/",
    ],
)
def test_addresses_that_may_be_two_columns_stay_two(other: str) -> None:
    assert address_key(AT) != address_key(other)


def test_an_id_is_ten_letters_and_digits() -> None:
    assert len(public_id(AT)) == 10
    assert public_id(AT, length=12).startswith(public_id(AT))


def test_an_address_with_a_literal_host_and_port_stays_itself() -> None:
    assert plain_address("http://[::1]:8080/a?b=%C3%A9#c") == "http://[::1]:8080/a?b=%C3%A9"


@pytest.mark.parametrize(
    ("canonical", "believed"),
    [
        ("http://harbour.example/ferry", "http://harbour.example/ferry"),
        (AT + "#respond", AT),
        ("https://elsewhere.example/ferry", None),
        ("https://harbour.example/", None),
        ("https://harbour.example/2024/05/ferry/comment-page-2/", None),
        ("https://harbour.example/2024/05/ferry/?cpage=2", None),
        ("https://harbour.example/2024/05/ferry/?commentPage=2", None),
        ("/ferry", None),
        ("mailto:desk@harbour.example", None),
        ("https://harbour.example:port/", None),
        ("", None),
        (None, None),
    ],
)
def test_a_canonical_link_is_believed_on_its_own_site_only(
    canonical: str | None, believed: str | None
) -> None:
    assert trusted_canonical(canonical, AT) == believed


def test_texts_are_one_columns_by_body_headline_or_most_paragraphs() -> None:
    text = Text("The ferry", None, "One.\n\nTwo.\n\nThree.")
    assert same_column(text, Text("Other", None, "One.\n\nTwo.\n\n  Three."))
    assert same_column(text, Text("THE FERRY!", None, "All rewritten."))
    assert same_column(text, Text("Other", None, "One.\n\nTwo.\n\nFour."))
    assert not same_column(text, Text("Other", None, "One.\n\nFour.\n\nFive."))
    assert not same_column(Text(None, None, "One."), Text(None, None, "Two."))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://feeds.paper.co.uk/a", "https://www.paper.co.uk/", True),
        ("https://news.paper.example/a", "https://blogs.paper.example/b", True),
        ("https://bücher.example/", "http://xn--bcher-kva.example./1", True),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:9000/b", True),
        ("https://paper.co.uk/", "https://other.co.uk/", False),
        ("https://ann.blogspot.com/", "https://bo.blogspot.com/", False),
        ("http://127.0.0.1/", "http://2.127.0.0.1/", False),
        ("urn:sha256:ab", "urn:sha256:ab", False),
        ("http://[::1", "http://[::1", False),
    ],
)
def test_one_site_is_what_stands_below_one_registered_name(
    one: str, other: str, same: bool
) -> None:
    assert same_site(one, other) is same
