"""What a publisher reserves, by header, by meta tag and by file."""

import pytest

from crawler.politeness.rights import reserved, reserved_by_file


@pytest.mark.parametrize(
    ("headers", "body", "found"),
    [
        ([("X-Robots-Tag", "noarchive, nofollow")], b"", ("noarchive",)),
        ([("x-robots-tag", "foreign-desk: noarchive")], b"", ("noarchive",)),
        ([("X-Robots-Tag", "otherbot: noarchive")], b"", ()),
        ([("X-Robots-Tag", "unavailable_after: 25 Jun 2030, noarchive")], b"", ("noarchive",)),
        ([("TDM-Reservation", "1")], b"", ("tdm-reservation",)),
        ([("TDM-Reservation", "0")], b"", ()),
        ([], b"<META NAME='Robots' content='NOARCHIVE,noindex'>", ("noarchive", "noindex")),
        ([], b"<meta content=noai name=robots>", ("noai",)),
        ([], b'<meta name="foreign-desk" content="noarchive">', ("noarchive",)),
        ([], b'<meta name="tdm-reservation" content="1">', ("tdm-reservation",)),
        ([], b'<meta name="description" content="noarchive">', ()),
        ([], b"<meta " * 20_000, ()),
    ],
)
def test_directives_that_are_for_us(
    headers: list[tuple[str, str]], body: bytes, found: tuple[str, ...]
) -> None:
    assert reserved(headers, body) == found


def test_the_first_rule_of_tdmrep_that_matches_decides() -> None:
    told = b"""[{"location": "/free/", "tdm-reservation": 0}, {"location": "/*.html$",
        "tdm-reservation": 1}, {"location": 7}, "odd",
        {"location": "/shut", "tdm-reservation": 1}]"""
    for path, answer in {
        "/free/a.html": False,
        "/x/a.html": True,
        "/x/a.html?b": True,
        "/x/a.htm": False,
        "/shut/a": True,
    }.items():
        assert reserved_by_file(told, f"https://paper.example{path}") is answer, path
    assert not reserved_by_file(b"<html>", "https://paper.example/")
