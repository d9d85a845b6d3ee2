"""Words and folders that are odd end in one line, never in a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from crawler.monitoring import schedule as scheduling
from tests import ROOT
from tests.builders.archives import ColumnPage, new_archive, take_in
from tests.builders.command import desk

ODD_ADDRESSES = (
    "http://[::1",
    "http://[::1]:x/",
    "http://harbour.example:99999999/",
    "http://[x]/",
    "http://harbour.example/\udcff",
    "\udcff\udcff\udcff",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with new_archive(tmp_path / "desk") as archive:
        take_in(archive, ColumnPage())
    assert desk(tmp_path, "init", str(tmp_path / "desk")).exit_code == 0
    return tmp_path / "desk"


@pytest.mark.parametrize("word", ODD_ADDRESSES)
@pytest.mark.parametrize("verb", ["show", "history", "search", "extract", "duplicates", "forget"])
def test_a_word_that_is_no_address_ends_in_one_line(folder: Path, verb: str, word: str) -> None:
    more = ("--reason", "r", "--yes") if verb == "forget" else ()
    told = desk(folder, verb, word, *more)
    assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
    assert told.exit_code in (1, 2)
    assert "Traceback" not in told.output


def test_a_page_with_such_addresses_is_kept(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        for number, word in enumerate(ODD_ADDRESSES[:4]):
            page = ColumnPage(path=f"/{number}", title=str(number), canonical=word)
            assert take_in(archive, page).value == "new"


def test_a_folder_whose_name_is_no_utf_8_is_scheduled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/desk\xff"))
    assert desk(tmp_path, "init", str(folder)).exit_code == 0
    monkeypatch.setattr(scheduling, "desk_command", lambda: Path("/usr/bin/desk"))
    told = desk(folder, "schedule")
    assert told.exit_code == 0, told.exception
    raw = os.fsencode(folder)
    assert b"/usr/bin/desk -C '" + raw + b"' crawl" in told.stdout_bytes
    assert b'"' + raw.replace(b"\xff", rb"\xff") + b'"' in told.stdout_bytes
    assert desk(folder, "schedule", "--json").exit_code == 0
    for words in (("stats",), ("verify",), ("outlets", "list"), ("health",), ("search", "x")):
        result = desk(folder, *words).exception
        assert result is None or isinstance(result, SystemExit), (words, result)


@pytest.mark.parametrize("verb", [("crawl",), ("outlets", "list"), ("outlets", "check")])
def test_outlets_that_may_not_be_read_are_not_taken_for_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    listed = Path.iterdir

    def closed(path: Path) -> object:
        if path.name == "outlets":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", closed)
    told = desk(folder, *verb)
    assert told.exit_code == 1
    assert "outlets: cannot be read: Permission denied" in told.output
    (folder / "outlets").rmdir()
    (folder / "outlets").write_text("a file")
    monkeypatch.undo()
    assert "outlets: cannot be read: Not a directory" in desk(folder, *verb).output


LONG = "a" * 300


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            ("export", "--words", "/nonexistent/x"),
            "/nonexistent/x: No such file or directory; name",
        ),
        (("export", "--words", LONG), "File name too long"),
        (("import", LONG, "--outlet", "harbour"), "File name too long"),
        (("merge", LONG), "File name too long"),
        (("extract", LONG), "File name too long"),
        (("init", LONG), "File name too long"),
        (("outlets", "rename", "harbour", LONG), "has 300 characters; allowed: at most 60"),
        (("outlets", "add", "http://127.0.0.1:9/", "--slug", LONG), "has 300 characters; allowed"),
        (("import", "--undo", str(2**70)), "is not in the range 1<=x<=1000000000"),
        (("search", "ferry", "--limit", str(2**70)), "is not in the range"),
        (("duplicates", "--limit", str(2**70)), "is not in the range"),
        (("verify", "--sample", str(2**70)), "is not in the range"),
    ],
)
def test_what_the_system_or_the_database_cannot_take_ends_in_one_line(
    folder: Path, words: tuple[str, ...], line: str
) -> None:
    (folder / "outlets" / "harbour.toml").write_text(
        'name = "H"\nhome = "http://127.0.0.1:9/"\nlanguage = "en"\ntimezone = "UTC"\n'
    )
    told = desk(folder, *words)
    assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
    assert told.exit_code in (1, 2)
    assert line in told.stderr, told.stderr


def test_a_full_disk_ends_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    told = desk(folder, "export", "--words", str(folder / "words.jsonl"))
    assert told.exit_code == 1
    assert told.stderr.endswith(
        "words.jsonl: No space left on device; make room and run the command again\n"
    )


def ended(folder: Path, *words: str, output: str = os.devnull, **environment: str) -> str:
    """What `desk` says on standard error, as a command of its own that ends with 1."""
    with Path(output).open("w", encoding="utf-8") as printed:
        done = subprocess.run(
            [sys.executable, "-c", "from crawler.cli.desk import main; main()", *words],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdout=printed,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@pytest.mark.parametrize("words", [("stats",), ("search", "ferry"), ("dump",), ("stats", "--json")])
def test_output_for_which_there_is_no_room_ends_in_one_line(
    folder: Path, words: tuple[str, ...]
) -> None:
    told = ended(folder, *words, output="/dev/full")
    assert told.startswith("Error: No space left on device; see where the output goes")


def test_signs_that_the_terminal_has_not_are_no_fault_of_the_text(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        take_in(archive, ColumnPage(path="/strait", title="海峽"))
    told = ended(folder, "search", "海峽", PYTHONIOENCODING="ascii")
    assert told.startswith("Error: the terminal, or what the output goes to, takes ascii alone")
    assert "PYTHONIOENCODING=utf-8" in told
