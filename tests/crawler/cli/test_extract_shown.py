"""What `desk extract` says of the values it considered, as a person reads it."""

import re

import pytest

from tests.builders.read_fields import PROSE
from tests.builders.typed import run


def shown(page: str, *words: str) -> str:
    """What is printed of a page, with single spaces and without breaks of lines."""
    done = run("extract", "-", *words, stdin=f"<html lang=en><title>Lamps</title>{page}{PROSE}")
    assert done.exit_code == 0, done.output
    return " ".join(done.stdout.split())


STATED = "<meta property='article:published_time' content='2021-03-09T05:00:00Z'>"


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")


def test_an_only_candidate_that_was_not_taken_is_shown_with_its_reason() -> None:
    page = f"{STATED}<h1>Lamps</h1>"

    assert "published: considered" not in shown(page)
    told = shown(page, "--on", "2019")
    assert "published: considered not taken, -20.0 2021-03-09T05:00:00Z" in told


def test_a_time_says_whether_its_zone_is_printed() -> None:
    line = "<h1>Lamps</h1><p class='date'>9 March 2021 05:10{}</p>"

    assert "2021-03-09 05:10 +0000 (no zone printed: UTC assumed)" in shown(line.format(""))
    assert "assumed" not in shown(line.format(" +0900"))
    assert "assumed" not in shown(line.replace(" 05:10{}", ""))


def test_a_value_in_several_places_is_shown_once() -> None:
    byline = "<p class='byline'>By <span class='author'>Ann Wade</span></p>"
    told = shown(f"<h1>Lamps</h1>{byline}{PROSE}{byline}{PROSE}{byline}")

    considered = told.partition("authors: considered")[2].partition("body:")[0]
    assert considered.count("Ann Wade text:") == 1
    assert re.search(r"in \d+ more places", considered)


def test_no_points_are_shown_as_nothing_with_a_sign() -> None:
    byline = "<p class='byline'>By Ann Wade</p>"
    told = shown(f"<h1>Quays</h1><h2>Oil</h2><h2>Tar</h2>{byline}{PROSE}{byline}")

    assert "not taken, 0.0 Oil h2: nothing speaks for it" in told
    assert not re.search(r"[+-]0\.0(?!\d)", told)


def test_a_tie_says_which_is_taken() -> None:
    lines = "<h1>Lamps</h1><p class=date>5 April 2011</p><p class=date>{} 6 April 2011</p>"

    assert "of equals the first is taken" in shown(lines.format(""))
    assert "of equals" not in shown(lines.format("Updated"))


def test_characters_that_count_as_words_are_told() -> None:
    told = shown(f"<h1>Lamps</h1><p>{'上個月在新加坡舉行的會議上。' * 20}</p>")

    assert re.search(r"body: \d+ words, each Chinese or Japanese character as one", told)
    assert "character" not in shown("<h1>Lamps</h1>")
