"""`desk init`: whenever it is killed, the next call makes a whole folder."""

import os
import resource
import signal
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.db.migrations import migrations
from crawler.cli.desk import main
from tests.builders.command import desk

EVENTS = ("open", "os.mkdir", "os.rename", "os.link", "sqlite3.connect", "os.remove")
NAMES = [migration.name for migration in migrations._migrations]
FIRST_AND_LAST = frozenset((*NAMES[:2], NAMES[-1]))
"""Migrations before and after whose record it is killed."""


def killed_init(folder: Path, moment: int) -> bool:
    """Whether `desk init` was killed at its nth touch of the file system or the database."""
    child = os.fork()
    if child == 0:
        left = moment

        def touched(event: str, arguments: tuple[object, ...]) -> None:
            if event in EVENTS and str(folder) in str(arguments):
                stepped()

        def stepped() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        record = migrations._record_applied

        def recorded(db: Database, name: str) -> None:
            if name in FIRST_AND_LAST:
                stepped()
            record(db, name)
            if name in FIRST_AND_LAST:
                stepped()

        migrations._record_applied = recorded  # type: ignore[method-assign]
        sys.addaudithook(touched)
        try:
            main(["init", str(folder)], standalone_mode=False)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def is_whole(folder: Path) -> None:
    """Assert that every kind of verb works in a folder."""
    for words in (("stats",), ("verify",), ("outlets", "list"), ("search", "herring")):
        told = desk(folder, *words)
        assert told.exit_code in (0, 1), told.output
        assert "init" not in told.output
    assert (folder / "warc").is_dir()
    assert "contact" in (folder / "desk.toml").read_text()
    assert "crawler.settings" in (folder / "scrapy.cfg").read_text()
    assert not list(folder.glob(".*.part"))


def test_killed_at_any_moment_the_next_call_makes_the_folder(tmp_path: Path) -> None:
    for moment in range(1, 100):
        folder = tmp_path / f"desk-{moment}"
        if not killed_init(folder, moment):
            break
        again = desk(tmp_path, "init", str(folder))
        if again.exit_code:  # it was killed when all was done
            assert "already; nothing was changed" in again.output, (moment, again.output)
        is_whole(folder)
    assert moment > 15


@pytest.mark.parametrize("left", ["desk.toml", "scrapy.cfg", "archive.db", "warc", "outlets"])
def test_what_is_missing_or_empty_is_made(tmp_path: Path, left: str) -> None:
    folder = tmp_path / "desk"
    assert desk(tmp_path, "init", str(folder)).exit_code == 0
    path = folder / left
    if path.is_dir():
        path.rmdir()
    else:
        path.write_bytes(b"")
    assert desk(tmp_path, "init", str(folder)).exit_code == 0
    is_whole(folder)
    again = desk(tmp_path, "init", str(folder))
    assert (again.exit_code, "already; nothing was changed" in again.output) == (1, True)


@pytest.mark.parametrize("done", [0, 1, 2])
def test_tables_that_are_missing_are_made(tmp_path: Path, done: int) -> None:
    folder = tmp_path / "desk"
    assert desk(tmp_path, "init", str(folder)).exit_code == 0
    (folder / "archive.db").unlink()
    db = Database(folder / "archive.db")
    migrations.apply(db, stop_before=migrations._migrations[done].name)
    db.close()
    told = desk(folder, "stats")
    assert told.exit_code == 1
    assert ("`desk init` finishes it" in told.output) is (done == 0)
    assert desk(tmp_path, "init", str(folder)).exit_code == 0
    is_whole(folder)


def test_the_folder_named_before_the_verb_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert desk(Path("named"), "init").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["named"]
    is_whole(tmp_path / "named")


def test_a_full_disk_is_told_with_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, hard))
    try:
        done = desk(tmp_path, "init", str(folder))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert done.exit_code == 1
    (line,) = done.output.splitlines()
    assert line.endswith(f"File too large ({folder}/scrapy.cfg); make room")
    assert desk(tmp_path, "init", str(folder)).exit_code == 0
