"""`desk export --words`: what people decided is not written over by an archive that lost it."""

import json
from pathlib import Path

import pytest

from tests.builders.command import desk
from tests.builders.crawls import crawl, fill, outlet_file, rows, working_folder
from tests.builders.site import Site


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """A desk whose database was lost and made again without the file of its decisions."""
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    fill(site, "Ferries", "Customs", "Herring", "Lamps")
    crawl(folder)
    one, other, third, fourth = public_ids(folder)
    for words in (
        ("duplicates", "part", one, other),
        ("duplicates", "join", third, other),
        ("forget", fourth, "--reason", "asked for", "--yes"),
    ):
        assert desk(folder, *words).exit_code == 0
    assert exported(folder).startswith("5 decisions")
    return folder


def public_ids(folder: Path) -> list[str]:
    return [row[0] for row in rows(folder, "SELECT public_id FROM articles ORDER BY id")]


def exported(folder: Path, *more: str) -> str:
    done = desk(folder, "export", "--words", str(folder / "words.jsonl"), *more)
    assert done.exit_code == 0, done.output
    return done.output.partition("words.jsonl: ")[2]


def test_lost_decisions_are_not_written_over(folder: Path) -> None:
    path, database = folder / "words.jsonl", folder / "archive.db"
    before = path.read_bytes()
    database.unlink()
    assert desk(folder, "rebuild").exit_code == 0
    told = desk(folder, "export", "--words", str(path))
    assert told.exit_code == 1
    assert "holds 5 decisions that this archive does not have" in told.output
    assert path.read_bytes() == before
    database.unlink()
    assert desk(folder, "rebuild", "--words", str(path)).exit_code == 0  # as it says
    assert exported(folder).startswith("5 decisions")
    assert path.read_bytes() == before
    database.unlink()
    assert desk(folder, "rebuild").exit_code == 0
    assert exported(folder, "--replace").startswith("3 decisions")


def test_what_was_decided_otherwise_or_forgotten_since_is_written(folder: Path) -> None:
    one, other, third = public_ids(folder)
    assert desk(folder, "duplicates", "join", one, other).exit_code == 0
    exported(folder)
    assert desk(folder, "forget", third, "--reason", "asked for", "--yes").exit_code == 0
    exported(folder)
    lines = (folder / "words.jsonl").read_text().splitlines()
    assert [json.loads(line).get("duplicates") for line in lines[1:3]] == ["join", None]


def test_a_file_that_is_no_export_is_not_written_over(folder: Path) -> None:
    path = folder / "words.jsonl"
    path.write_text("My memoirs.\n")
    told = desk(folder, "export", "--words", str(path))
    assert (told.exit_code, "give --replace" in told.output) == (1, True)
    assert path.read_text() == "My memoirs.\n"
    assert exported(folder, "--replace").startswith("5 decisions")
