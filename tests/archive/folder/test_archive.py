"""Opening, locking, storing and group commit."""

import errno
import gzip
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlite_utils import Database

from archive.db import connection
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.folder.group_commit import GROUP_CAPTURES
from archive.model.errors import ArchiveLocked, DatabaseBusy, DeskError, DiskFull
from archive.model.records import Exchange
from archive.warc.reading import Position, read_record, warc_files
from archive.warc.writing import UnwritableRecord, WarcWriter
from tests.builders.archives import (
    NOON,
    ColumnPage,
    address,
    count,
    new_archive,
    numbered,
    outlet,
    stored,
    take_in,
)


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
    position = Position(
        *archive.db.execute("SELECT warc_file, warc_offset, warc_length FROM captures").fetchone()
    )
    record = read_record(archive.folder / "warc", position)
    assert record.block == exchange.response


def test_a_body_already_held_becomes_a_revisit(archive: Archive) -> None:
    outlet_id = outlet(archive)
    first = stored(archive, ColumnPage(), outlet_id=outlet_id)
    again = stored(archive, ColumnPage(), outlet_id=outlet_id)
    confirmed = stored(archive, ColumnPage(day=2, status=304), outlet_id=outlet_id)
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
    monkeypatch.setattr("archive.folder.bodies.MAX_BODY", 1_000)
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
    first = stored(archive, ColumnPage(status=None), outlet_id=outlet_id)
    again = stored(archive, ColumnPage(status=None, day=3), outlet_id=outlet_id)
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
            stored(archive, numbered(number), outlet_id=outlet_id)
        assert count(folder) == 0
        stored(archive, numbered(GROUP_CAPTURES), outlet_id=outlet_id)
        assert count(folder) == GROUP_CAPTURES
    assert count(folder) == GROUP_CAPTURES + 1


def test_rows_are_committed_after_a_second(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("archive.folder.group_commit.time.monotonic", lambda: clock[0])
    with Archive.writing(folder, command="test") as archive:
        take_in(archive, numbered(1))
        clock[0] += 1.1
        take_in(archive, numbered(2))
        assert count(folder) == 1


def test_reading_works_while_another_writes_and_cannot_write(archive: Archive) -> None:
    take_in(archive, numbered(1))
    archive.flush()
    take_in(archive, numbered(2))
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
    with pytest.raises(DeskError, match="`desk init` finishes it"):
        Archive.reading(tmp_path)


def test_creating_twice_keeps_what_is_there(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        take_in(archive, numbered(1))
    Archive.create(folder)
    assert count(folder) == 1


def test_a_database_that_another_program_locks_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT", 0.05)
    other = sqlite3.connect(folder / "archive.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Archive.writing(folder, command="test") as archive:
        with pytest.raises(DatabaseBusy, match="locked by another program"):
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
    print(*archive.db.execute("SELECT count(*) FROM articles").fetchone(), "columns read")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without rights")
def test_a_folder_that_may_not_be_written_can_still_be_read() -> None:
    # Not in tmp_path: each pytest that starts closes the folder of all of them to others.
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        with new_archive(folder) as archive:
            take_in(archive, numbered(1))
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stderr == ""
    refusal, read = done.stdout.splitlines()
    assert "may be written" in refusal
    assert read == "1 columns read"


@pytest.mark.parametrize("lost", ["folder", "file", "link"])
def test_nothing_is_written_where_warc_files_are_missing(folder: Path, lost: str) -> None:
    with Archive.writing(folder, command="test") as archive:
        take_in(archive, numbered(1))
    (path,) = warc_files(folder / "warc")
    backup = folder / "backup"
    (path.parent if lost == "folder" else path).rename(backup)
    if lost == "link":  # to a disk that is not there
        path.symlink_to(folder / "unmounted")
    for _ in range(2):
        with pytest.raises(DeskError, match=rf"1 of 1 WARC files are missing.*: {path.name};"):
            Archive.writing(folder, command="test")
    assert not (folder / "warc").exists() or not warc_files(folder / "warc") or lost == "link"
    backup.rename(path.parent if lost == "folder" else path)
    with Archive.writing(folder, command="test") as archive:
        take_in(archive, numbered(2))
        for (capture_id,) in archive.db.execute("SELECT id FROM captures").fetchall():
            archive.body_of_capture(capture_id)


def test_a_file_lost_for_good_is_said_so_by_an_empty_one(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        take_in(archive, numbered(1))
    (path,) = warc_files(folder / "warc")
    path.write_bytes(b"")
    with Archive.writing(folder, command="test") as archive:
        take_in(archive, numbered(1))
        (capture_id,) = archive.db.execute("SELECT max(id) FROM captures").fetchone()
        assert archive.body_of_capture(capture_id).status == 200
    assert path.read_bytes() == b""
    assert len(warc_files(folder / "warc")) == 2


def test_what_is_not_kept_costs_no_other_capture(archive: Archive) -> None:
    outlet_id = outlet(archive)
    for page in (numbered(1), numbered(2)):
        stored(archive, page, outlet_id=outlet_id)
        with pytest.raises(UnwritableRecord):
            stored(archive, ColumnPage(path="/" + "a" * 70_000), outlet_id=outlet_id)
    archive.flush()
    assert count(archive.folder) == 2


def test_what_is_kept_at_once_leaves_no_record_when_its_commit_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WarcWriter.__init__, "__kwdefaults__", {"max_bytes": 4000, "known": None})
    with new_archive(tmp_path) as archive:
        outlet_id = outlet(archive)
        stored(archive, numbered(0), outlet_id=outlet_id)
        archive.flush()
        before = {path.name: path.read_bytes() for path in warc_files(tmp_path / "warc")}

        def full() -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        began: list[int] = []

        def store_many() -> None:
            with archive.at_once():
                for number in range(20):
                    stored(archive, numbered(number), outlet_id=outlet_id)
                began.append(len(warc_files(tmp_path / "warc")) - len(before))
                monkeypatch.setattr(archive.db, "commit", full)

        with pytest.raises(DiskFull):
            store_many()
        assert began[0] > 1
        assert {path.name: path.read_bytes() for path in warc_files(tmp_path / "warc")} == before
    with Archive.writing(tmp_path, command="test") as archive:
        stored(archive, numbered(1), outlet_id=outlet_id)
    assert count(tmp_path) == 2
    with Archive.reading(tmp_path) as archive:
        assert list(verify(archive)) == []


def test_what_is_committed_stays_when_it_cannot_be_confirmed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("archive.folder.group_commit.confirm", broken)
    with archive.at_once():
        stored(archive, ColumnPage(), outlet_id=outlet(archive))
    assert not archive.db.conn.in_transaction
    assert count(archive.folder) == 1


def test_a_lost_file_that_holds_journals_alone_is_missed(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        outlet_id = outlet(archive)
        for number in range(9):
            stored(archive, numbered(number), outlet_id=outlet_id)
        archive.flush()
        assert archive._warc is not None
        archive._warc.max_bytes = archive._warc.end.offset
        outlet(archive, "quay")
    first, last = warc_files(tmp_path / "warc")
    kept, before = last.read_bytes(), first.read_bytes()
    last.unlink()
    with pytest.raises(
        DeskError, match=r"file with the last journal is missing.* says so: "
    ) as told:
        Archive.writing(tmp_path, command="test")
    assert first.read_bytes() == before
    last.write_bytes(kept)
    Archive.writing(tmp_path, command="test").close()
    last.unlink()
    Path(str(told.value).rpartition("says so: ")[2]).touch()
    for _ in range(2):
        Archive.writing(tmp_path, command="test").close()
