"""What a column said and says: `desk history`."""

import json
from pathlib import Path

import lxml.html
import pytest

from archive.folder.archive import Archive
from archive.warc.reading import warc_files
from tests.builders.archives import FIRST, SECOND, ColumnPage, take_in_all
from tests.builders.command import desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "desk"
    assert desk(tmp_path, "init", str(made)).exit_code == 0
    pages = [
        ColumnPage(paragraphs=FIRST),
        ColumnPage(day=1, paragraphs=SECOND),
        ColumnPage(day=2, paragraphs=SECOND),
        ColumnPage(day=3, paragraphs=FIRST),
        ColumnPage(day=4, status=404),
        ColumnPage(day=5, title="The ferry that nobody shares"),
    ]
    with Archive.writing(made, command="test") as archive:
        take_in_all(archive, pages)
    return made


def test_a_to_b_to_a_is_three_versions_and_a_headline_is_told_apart(folder: Path) -> None:
    told = json.loads(desk(folder, "history", "https://harbour.example/ferry", "--json").output)
    entries = [
        (entry["sight"]["kind"], entry["sight"]["ordinal"], (entry["edit"] or {}).get("parts"))
        for entry in told["entries"]
    ]
    assert entries == [
        ("version", 1, None),
        ("version", 2, ["body"]),
        ("version", 3, ["body"]),
        ("gone", None, None),
        ("back", None, None),
        ("version", 4, ["headline"]),
    ]
    assert told["captures"] == 6
    shown = desk(folder, "history", told["public_id"]).output
    assert "version 4: headline only, 3 words removed, 2 added" in shown
    (warc,) = warc_files(folder / "warc")
    assert f"{warc.name} at " in shown


def test_a_difference_is_marked_in_text_and_in_html(folder: Path) -> None:
    shown = desk(folder, "history", "https://harbour.example/ferry", "--diff", "1", "2").output
    assert "[-herring-]{+tariffs+}." in shown
    page = desk(
        folder, "history", "https://harbour.example/ferry", "--diff", "1", "2", "--html"
    ).output
    assert '<del dir="auto">herring</del>' in page
    assert "[removed: herring] [added: tariffs]." in lxml.html.fromstring(page).text_content()


def test_a_version_that_is_not_there_is_named_with_what_there_is(folder: Path) -> None:
    found = desk(folder, "history", "https://harbour.example/ferry", "--diff", "1", "9")
    assert (found.exit_code, found.output.count("\n")) == (1, 1)
    assert "no version 9; it has 1 to 4" in found.output
    assert desk(folder, "history", "zzzz").exit_code == 1
