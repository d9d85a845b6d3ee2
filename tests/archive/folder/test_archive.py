"""Opening, locking, storing, group commit; a kill or a full disk leaves a whole archive."""

import errno
import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.db import connection
from archive.folder.archive import GROUP_CAPTURES, Archive
from archive.model.errors import ArchiveLocked, DeskError, DiskFull
from archive.model.records import Exchange, Outcome
from archive.reading import dump
from archive.warc import writing
from archive.warc.reading import warc_files
from tests import ROOT
from tests.builders.observations import (
    FIRST,
    NOON,
    SECOND,
    Sight,
    address,
    outlet,
    see,
    see_all,
    stored,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Archive.create(tmp_path)
    return tmp_path


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with Archive.writing(folder, command="test") as opened:
        yield opened


def rows(folder: Path, table: str = "captures") -> int:
    """Rows another process sees."""
    with Archive.reading(folder) as other:
        return other.db.table(table).count


def page(number: int) -> Sight:
    return Sight(path=f"/{number}", title=f"Column {number}", paragraphs=(f"Text {number}.",))


def test_an_exchange_is_read_back_as_it_came(archive: Archive) -> None:
    body = gzip.compress(b"<html>caf\xe9</html>")
    head = b"HTTP/1.1 200 Fine\r\ncontent-type: text/html; charset=latin-1\r\n"
    exchange = Exchange(
        url=address("/latin"),
        started_at=NOON,
        request=b"GET /latin HTTP/1.1\r\n\r\n",
        response=head + b"Content-Encoding: gzip\r\n\r\n" + body,
    )
    capture = archive.add_capture(exchange, outlet_id=outlet(archive), via=(address("/old"),))
    assert capture.body == b"<html>caf\xe9</html>"
    assert capture.content_type == "text/html; charset=latin-1"
    assert archive.body_of_capture(capture.id) == capture
    position = writing.Position(
        *archive.db.execute("SELECT warc_file, warc_offset, warc_length FROM captures").fetchone()
    )
    record = writing.read_record(archive.folder / "warc", position)
    assert record.block == exchange.response


def test_a_body_already_held_becomes_a_revisit(archive: Archive) -> None:
    outlet_id = outlet(archive)
    first = stored(archive, Sight(), outlet_id=outlet_id)
    again = stored(archive, Sight(), outlet_id=outlet_id)
    confirmed = stored(archive, Sight(day=2, status=304), outlet_id=outlet_id)
    told = archive.db.execute("SELECT revisit_of FROM captures ORDER BY id").fetchall()
    assert told == [(None,), (first.id,), (first.id,)]
    assert confirmed.body == b""
    assert archive.body_of_capture(again.id).body == first.body
    assert archive.body_of_capture(confirmed.id).body == first.body
    records = list(warc_files(archive.folder / "warc"))
    data = gzip.decompress(records[0].read_bytes())
    assert data.count(b"revisit/identical-payload-digest") == 1
    assert data.count(b"revisit/server-not-modified") == 1


def test_a_bomb_is_kept_but_not_unpacked(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.folder.archive.MAX_BODY", 1_000)
    body = gzip.compress(bytes(100_000))
    exchange = Exchange(
        url=address("/bomb"),
        started_at=NOON,
        request=b"GET /bomb HTTP/1.1\r\n\r\n",
        response=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + body,
    )
    capture = archive.add_capture(exchange)
    assert capture.body == b""
    assert archive.db.execute("SELECT payload_length FROM captures").fetchone() == (len(body),)


def test_an_imported_file_is_stored_once(archive: Archive) -> None:
    outlet_id = outlet(archive)
    first = stored(archive, Sight(status=None), outlet_id=outlet_id)
    again = stored(archive, Sight(status=None, day=3), outlet_id=outlet_id)
    assert first == again
    assert first.url.startswith("urn:sha256:")
    assert archive.body_of_capture(first.id) == first
    assert archive.db.table("captures").count == 1


def test_an_outlet_is_brought_up_to_date_under_the_same_row(archive: Archive) -> None:
    first = outlet(archive)
    other = outlet(archive, "lighthouse")
    assert outlet(archive) == first != other


def test_rows_are_committed_in_groups_and_at_the_end(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        outlet_id = outlet(archive)
        archive.flush()
        for number in range(GROUP_CAPTURES):
            stored(archive, page(number), outlet_id=outlet_id)
        assert rows(folder) == 0
        stored(archive, page(GROUP_CAPTURES), outlet_id=outlet_id)
        assert rows(folder) == GROUP_CAPTURES
    assert rows(folder) == GROUP_CAPTURES + 1


def test_rows_are_committed_after_a_second(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("archive.folder.archive.time.monotonic", lambda: clock[0])
    with Archive.writing(folder, command="test") as archive:
        see(archive, page(1))
        clock[0] += 1.1
        see(archive, page(2))
        assert rows(folder) == 1


def test_the_warc_file_is_on_the_disk_before_the_rows(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    see(archive, page(1))
    sync, commit = writing.WarcWriter.sync, Database.commit

    def told_sync(writer: writing.WarcWriter) -> None:
        order.append("sync")
        sync(writer)

    def told_commit(db: Database) -> None:
        order.append("commit")
        commit(db)

    monkeypatch.setattr(writing.WarcWriter, "sync", told_sync)
    monkeypatch.setattr(Database, "commit", told_commit)
    archive.flush()
    assert order == ["sync", "commit"]


def test_an_error_rolls_back_what_was_not_flushed(folder: Path) -> None:
    def crawl() -> None:
        with Archive.writing(folder, command="test") as archive:
            see(archive, page(1))
            archive.flush()
            see(archive, page(2))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crawl()
    assert rows(folder) == rows(folder, "articles") == 1


def test_reading_works_while_another_writes_and_cannot_write(archive: Archive) -> None:
    see(archive, page(1))
    archive.flush()
    see(archive, page(2))
    with Archive.reading(archive.folder) as reader:
        assert reader.db.table("articles").count == 1
        (capture_id,) = reader.db.execute("SELECT id FROM captures").fetchone()
        assert reader.body_of_capture(capture_id).url == address("/1")
        with pytest.raises(DeskError, match="for reading only"):
            outlet(reader)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.db.execute("DELETE FROM captures")


def test_a_second_writer_is_told_who_holds_the_archive(archive: Archive) -> None:
    with pytest.raises(ArchiveLocked, match=rf"pid {os.getpid()} \(test\) is writing"):
        Archive.writing(archive.folder, command="other")


def test_the_lock_ends_with_its_holder(folder: Path) -> None:
    Archive.writing(folder, command="first").close()
    with Archive.writing(folder, command="second") as archive:
        assert archive.db.table("outlets").count == 0


@pytest.mark.parametrize("open_it", [Archive.reading, lambda it: Archive.writing(it, command="t")])
class TestWhatIsNoArchive:
    """Each gets one line that names the file."""

    def refused(self, open_it: object, folder: Path, match: str) -> None:
        with pytest.raises(DeskError, match=match) as told:
            open_it(folder)  # type: ignore[operator]
        assert str(folder / "archive.db") in str(told.value)
        assert "\n" not in str(told.value)

    def test_nothing(self, open_it: object, tmp_path: Path) -> None:
        self.refused(open_it, tmp_path, "not there; `desk init`")
        assert not list(tmp_path.iterdir())

    def test_some_other_file(self, open_it: object, tmp_path: Path) -> None:
        (tmp_path / "archive.db").write_text("Dear diary, " * 400)
        self.refused(open_it, tmp_path, "no SQLite database")

    def test_some_other_database(self, open_it: object, tmp_path: Path) -> None:
        Database(tmp_path / "archive.db").table("cats").insert({"name": "Mog"})
        self.refused(open_it, tmp_path, "no archive of foreign-desk")

    def test_a_newer_schema(self, open_it: object, folder: Path) -> None:
        db = sqlite3.connect(folder / "archive.db")
        with db:
            db.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                " VALUES ('foreign-desk', 'm999_from_the_future', '2031-01-01')"
            )
        db.close()
        self.refused(open_it, folder, "newer foreign-desk .*m999_from_the_future")

    def test_a_folder_of_that_name(self, open_it: object, tmp_path: Path) -> None:
        (tmp_path / "archive.db").mkdir()
        self.refused(open_it, tmp_path, "a folder, where")


def test_an_archive_without_tables_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "archive.db").touch()
    with pytest.raises(DeskError, match="older foreign-desk"):
        Archive.reading(tmp_path)


def test_creating_twice_keeps_what_is_there(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        see(archive, page(1))
    Archive.create(folder)
    assert rows(folder) == 1


def test_a_database_that_another_program_locks_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT", 0.05)
    other = sqlite3.connect(folder / "archive.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Archive.writing(folder, command="test") as archive:
        with pytest.raises(ArchiveLocked, match="locked by another program"):
            outlet(archive)
        other.execute("ROLLBACK")
        other.close()


READ_ONLY = """
import os, sys
from pathlib import Path
from archive.folder.archive import Archive
from archive.model.errors import DeskError
os.setuid(65534)
folder = Path(sys.argv[1])
try:
    Archive.writing(folder, command="test")
except DeskError as error:
    print(error)
with Archive.reading(folder) as archive:
    print(archive.db.table("articles").count, "columns read")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without rights")
def test_a_folder_that_may_not_be_written_can_still_be_read(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        see(archive, page(1))
    for path in (folder, *folder.parents):
        if path == path.parent or path.stat().st_uid != 0 or path == Path("/tmp"):
            break
        path.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(folder)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    refusal, read = done.stdout.splitlines()
    assert "may be written" in refusal
    assert read == "1 columns read"


def test_a_full_disk_under_the_database_keeps_what_was_flushed(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        see(archive, page(1))
        archive.flush()
        pages = archive.db.execute("PRAGMA page_count").fetchone()[0]
        archive.db.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own "disk is full"
        with pytest.raises(DiskFull, match="no room on the disk; make room"):
            see_all(archive, map(page, range(2, 200)))
        with pytest.raises(DiskFull):
            see(archive, page(2))
    assert rows(folder) == rows(folder, "articles") == 1
    with Archive.writing(folder, command="test") as archive:
        assert see(archive, page(2)) is Outcome.NEW


def test_a_full_disk_under_the_warc_file_keeps_what_was_flushed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """/dev/full answers every write with ENOSPC."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with Archive.writing(folder, command="test") as archive:
        see(archive, page(1))
        archive.flush()
        with Path("/dev/full").open("wb", buffering=0) as full, monkeypatch.context() as patch:
            patch.setattr(archive._warc._file, "write", full.write, raising=False)  # type: ignore[union-attr]
            with pytest.raises(DiskFull):
                see(archive, page(2))
        with pytest.raises(DiskFull):
            archive.flush()
    assert rows(folder) == 1
    with Archive.writing(folder, command="test") as archive:
        assert see(archive, page(2)) is Outcome.NEW


def test_a_failed_sync_ends_the_writing_and_is_not_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Linux tells a fault of the disk to one fsync only; the next one succeeds."""

    def faulty(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with Archive.writing(folder, command="test") as archive:
        see(archive, page(1))
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", faulty)
            with pytest.raises(DeskError, match="Input/output error; see to the disk"):
                archive.flush()
        with pytest.raises(DeskError, match="Input/output error"):
            archive.flush()
    assert rows(folder) == 0


CRAWL = """
import sys
from pathlib import Path
from archive.folder.archive import Archive
from tests.builders.observations import outlet, see
from tests.archive.folder.test_archive import a_crawl
with Archive.writing(Path(sys.argv[1]), command="test") as archive:
    outlet_id = outlet(archive)
    for number, sight in enumerate(a_crawl()):
        see(archive, sight, outlet_id=outlet_id)
        print(number, flush=True)
"""


def a_crawl() -> list[Sight]:
    """Enough for several groups, with edits, copies, moves and vanishings among them."""
    first = [replace(page(n), day=n / 1000, paragraphs=(f"Text {n % 40}.",)) for n in range(120)]
    second = [replace(sight, day=sight.day + 1) for sight in first]
    second[3:6] = [replace(sight, paragraphs=SECOND) for sight in second[3:6]]
    second[7] = replace(second[7], status=404)
    second[9] = replace(second[9], path="/nine", via=("/9",))
    second[11] = replace(second[11], path="/nowhere", status=404)
    return [*first, *second, replace(first[3], day=2, paragraphs=FIRST)]


def test_killed_at_any_moment_and_resumed_the_archive_is_the_same(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    Archive.create(whole)
    with Archive.writing(whole, command="test") as archive:
        see_all(archive, a_crawl())
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
        kept.append(rows(killed))
        with Archive.reading(killed) as archive:
            assert archive.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            for (capture_id,) in archive.db.execute("SELECT id FROM captures").fetchall():
                archive.body_of_capture(capture_id)
    assert len(set(kept)) == len(kept)
    with Archive.writing(killed, command="test") as archive:
        see_all(archive, a_crawl())
        assert dump.digest(archive) == expected


def test_a_torn_tail_is_cut_before_anything_is_appended(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        see(archive, page(1))
    (warc_file,) = warc_files(folder / "warc")
    whole = warc_file.stat().st_size
    with warc_file.open("ab") as file:
        file.write(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n" * 9)[:-20])
    with Archive.writing(folder, command="test") as archive:
        assert warc_file.stat().st_size == whole
        see(archive, page(2))
        for (capture_id,) in archive.db.execute("SELECT id FROM captures").fetchall():
            assert archive.body_of_capture(capture_id).status == 200
