"""`desk outlets rules`: a rule file of others shown as a layout, and taken over."""

import json
from pathlib import Path

import pytest

from tests.builders.typed import OUTLET, run

RULES = "title: //h1[@class='entry-title']\nauthor: //a[@rel='author']\nbody: //p[@id='x']\n"


def test_a_rule_file_is_shown_as_a_layout_and_changes_nothing(folder: Path) -> None:
    (folder / "gazette.txt").write_text(f"{RULES}http_header(cookie): a=b\n", encoding="utf-8")

    result = run("outlets", "rules", "gazette.txt", "--from", "2015", "--until", "2019-06")

    assert result.exit_code == 0
    assert "from = 2015-01-01\nuntil = 2019-06-30\ntitle = " in result.stdout
    assert "gazette.txt: read in part: title (1), authors (1), body (1)" in result.stderr
    assert "line 4, http_header(cookie): a=b: foreign-desk asks as itself" in result.stderr
    assert (folder / "outlets" / "gazette.toml").read_text("utf-8") == OUTLET


def test_a_rule_file_is_taken_over_and_what_it_misses_on_a_page_is_told(folder: Path) -> None:
    (folder / "gazette.txt").write_text(RULES, encoding="utf-8")

    written = run("outlets", "rules", "gazette.txt", "--write", "gazette")
    checked = run("outlets", "check")
    shown = run("extract", "lamp.html", "--outlet", "gazette")
    again = run("outlets", "rules", "gazette.txt", "--write", "gazette")

    assert (written.exit_code, checked.exit_code, shown.exit_code) == (0, 0, 0)
    assert "appended to " in written.stderr
    lines = [" ".join(line.split()) for line in shown.stdout.splitlines()]
    assert "authors Inês Falcão layout" in lines
    assert "body  layout: no match; density" in shown.stdout
    assert again.exit_code == 1
    assert "two hold on every day; give them from and until" in again.stderr


def test_a_layout_of_former_days_is_tried_as_of_one_of_them(folder: Path) -> None:
    (folder / "gazette.txt").write_text(RULES, encoding="utf-8")
    added = run("outlets", "rules", "gazette.txt", "--until", "2019", "--write", "gazette")
    assert added.exit_code == 0

    now = run("extract", "lamp.html", "--outlet", "gazette")
    then = run("extract", "lamp.html", "--outlet", "gazette", "--on", "2019")
    later = run("extract", "lamp.html", "--outlet", "gazette", "--on", "2020-01-01")

    assert (now.exit_code, then.exit_code, later.exit_code) == (0, 0, 0)
    assert "layout" not in now.stdout
    assert now.stderr == (
        "no layout of gazette holds today; to read the page as of an earlier day: --on DATE\n"
    )
    assert "body  layout: no match; density" in then.stdout
    assert then.stderr == ""
    assert later.stderr == "no layout of gazette holds on 2020-01-01\n"


def test_a_rule_file_for_a_program(folder: Path) -> None:
    (folder / "gazette.txt").write_text(f"{RULES}prune: no\ntitl: //b\n", encoding="utf-8")

    told = json.loads(run("outlets", "rules", "gazette.txt", "--json").stdout)

    assert (told["file"], told["extent"]) == ("gazette.txt", "part")
    assert told["layout"]["authors"] == ["xpath: //a[@rel='author']"]
    assert [(lost["line"], lost["text"]) for lost in told["lost"]] == [(5, "titl: //b")]
    assert "[[layouts]]" in told["toml"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("nowhere.txt",), 2, "nowhere.txt"),
        (("outlets",), 2, "is a directory"),
        (("empty.txt",), 1, "empty.txt: nothing in it that a layout can say"),
        (("some.txt", "--write", "gazete"), 1, 'did you mean "gazette"?'),
        (("some.txt", "--until", "someday"), 2, "is no date; write 2015"),
        (("some.txt", "--from", "2016", "--until", "2015", "--write", "gazette"), 1, "is before"),
    ],
)
def test_a_rule_file_that_cannot_be_taken_over_is_told(
    folder: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    (folder / "empty.txt").write_text("# nothing\ntidy: no\n", encoding="utf-8")
    (folder / "some.txt").write_text(RULES, encoding="utf-8")

    result = run("outlets", "rules", *words)

    assert result.exit_code == code
    assert told in result.stderr
    assert (folder / "outlets" / "gazette.toml").read_text("utf-8") == OUTLET
