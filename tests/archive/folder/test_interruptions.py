"""A kill, a full disk or a failed sync leaves a whole archive."""

import errno
import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.folder.archive import Archive
from archive.model.errors import DeskError, DiskFull
from archive.model.records import Outcome
from archive.reading import dump
from archive.warc.reading import warc_files
from archive.warc.writing import WarcWriter
from tests import ROOT
from tests.builders.archives import (
    count,
    long_crawl,
    new_archive,
    numbered,
    take_in,
    take_in_all,
)


def test_the_warc_file_is_on_the_disk_before_the_rows(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    take_in(archive, numbered(1))
    sync, commit = WarcWriter.sync, Database.commit

    def told_sync(writer: WarcWriter) -> None:
        order.append("sync")
        sync(writer)

    def told_commit(db: Database) -> None:
        order.append("commit")
        commit(db)

    monkeypatch.setattr(WarcWriter, "sync", told_sync)
    monkeypatch.setattr(Database, "commit", told_commit)
    archive.flush()
    assert order == ["sync", "commit"]


def test_an_error_rolls_back_what_was_not_flushed(folder: Path) -> None:
    def crawl() -> None:
        with Archive.writing(folder, command="test") as archive:
            take_in(archive, numbered(1))
            archive.flush()
            take_in(archive, numbered(2))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crawl()
    assert count(folder) == count(folder, "articles") == 1


def test_a_full_disk_under_the_database_keeps_what_was_flushed(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        take_in(archive, numbered(1))
        archive.flush()
        pages = archive.db.execute("PRAGMA page_count").fetchone()[0]
        archive.db.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own "disk is full"
        with pytest.raises(DiskFull, match="no room on the disk; make room"):
            take_in_all(archive, map(numbered, range(2, 200)))
        with pytest.raises(DiskFull):
            take_in(archive, numbered(2))
    assert count(folder) == count(folder, "articles") == 1
    with Archive.writing(folder, command="test") as archive:
        assert take_in(archive, numbered(2)) is Outcome.NEW


def test_a_full_disk_under_the_warc_file_keeps_what_was_flushed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """/dev/full answers every write with ENOSPC."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with Archive.writing(folder, command="test") as archive:
        take_in(archive, numbered(1))
        archive.flush()
        with Path("/dev/full").open("wb", buffering=0) as full, monkeypatch.context() as patch:
            patch.setattr(archive._warc._file, "write", full.write, raising=False)  # type: ignore[union-attr]
            with pytest.raises(DiskFull):
                take_in(archive, numbered(2))
        with pytest.raises(DiskFull):
            archive.flush()
    assert count(folder) == 1
    with Archive.writing(folder, command="test") as archive:
        assert take_in(archive, numbered(2)) is Outcome.NEW


def test_a_failed_sync_ends_the_writing_and_is_not_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Linux tells a fault of the disk to one fsync only; the next one succeeds."""

    def faulty(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with Archive.writing(folder, command="test") as archive:
        take_in(archive, numbered(1))
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", faulty)
            with pytest.raises(DeskError, match="Input/output error; see to the disk"):
                archive.flush()
        with pytest.raises(DeskError, match="Input/output error"):
            archive.flush()
    assert count(folder) == 0


CRAWL = """
import sys
from pathlib import Path
from archive.folder.archive import Archive
from tests.builders.archives import long_crawl, outlet, take_in
with Archive.writing(Path(sys.argv[1]), command="test") as archive:
    outlet_id = outlet(archive)
    for number, page in enumerate(long_crawl()):
        take_in(archive, page, outlet_id=outlet_id)
        print(number, flush=True)
"""


def test_killed_at_any_moment_and_resumed_the_archive_is_the_same(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    with new_archive(whole) as archive:
        take_in_all(archive, long_crawl())
        expected = dump.digest(archive)
    killed = tmp_path / "killed"
    Archive.create(killed)
    kept = []
    for moment in (20, 75, 130, 190):
        crawl = subprocess.Popen(
            [sys.executable, "-c", CRAWL, str(killed)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert crawl.stdout is not None
        for line in crawl.stdout:
            if int(line) == moment:
                break
        time.sleep(moment % 7 / 1000)
        crawl.send_signal(signal.SIGKILL)
        crawl.stdout.close()
        assert crawl.wait() == -signal.SIGKILL
        kept.append(count(killed))
        with Archive.reading(killed) as archive:
            assert archive.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            for (capture_id,) in archive.db.execute("SELECT id FROM captures").fetchall():
                archive.body_of_capture(capture_id)
    assert len(set(kept)) == len(kept)
    with Archive.writing(killed, command="test") as archive:
        take_in_all(archive, long_crawl())
        assert dump.digest(archive) == expected


def test_a_torn_tail_is_cut_before_anything_is_appended(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        take_in(archive, numbered(1))
    (warc_file,) = warc_files(folder / "warc")
    whole = warc_file.stat().st_size
    with warc_file.open("ab") as file:
        file.write(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n" * 9)[:-20])
    with Archive.writing(folder, command="test") as archive:
        assert warc_file.stat().st_size == whole
        take_in(archive, numbered(2))
        for (capture_id,) in archive.db.execute("SELECT id FROM captures").fetchall():
            assert archive.body_of_capture(capture_id).status == 200
