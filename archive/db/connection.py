"""Opening the SQLite file of an archive, and its faults in one line each.

What the tables are is `migrations`' business; what is written to and read from them stands in the
modules and folders beside, one for each group of tables.
"""

import errno
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from archive.db import checksums, schema
from archive.db.sqlite import Database
from archive.db.warc_beside import moved_away
from archive.files.plain import check_plain, copy_plain
from archive.model.errors import NO_ROOM, DatabaseBusy, DeskError, DiskFull

FILE = "archive.db"

BUSY_TIMEOUT = 10.0
"""Seconds to wait for another writer of the file (a `sqlite3` shell, say) before giving up."""
CACHE_KIB = 32_768
MMAP_BYTES = 1 << 30
"""For readers. A writer maps nothing: what it has touched counts as its memory, so that a crawl's
grew with the archive, and its pages per CPU-second were the same without (500 outlets of 20
columns, `scripts/many_outlets.py`)."""

CHECKPOINT_PAGES = 10_000
"""Pages of the log (40 MB) before they are brought into the database. A column touches some 150
pages all over a large archive; SQLite's 1,000 made taking in one dearer by a tenth at 144,000
columns, and by a sixth at 10,000."""
LOG_INDEX_BYTES = 32_768
"""The least a database in use needs beside itself; without room for it SQLite says "I/O error"."""

OTHERS_VALUE_BYTES = 16 * 1024 * 1024
"""No value, row or statement of another desk's database is read that is larger."""

OF_FULL_TEXT = re.compile(
    r"\b(articles|comments)_fts\b(?!\.)|\bfts5\b(?!: syntax| expression|: parser|.* not supported)"
    r"|^SQL logic error$|^constraint failed$"
)
"""What SQLite says when a full-text index is damaged, but for SQLITE_CORRUPT_VTAB, and not of a
query that is written wrong. It says the last two of nothing else: a statement's fault, or a table's
constraint, it names."""

NO_RIGHT = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))


def not_there(path: Path) -> str:
    """What to say of a database that is missing."""
    return (
        f"{path}: not there; `desk init` makes the archive of a working folder, and `desk rebuild`"
        " makes one again that was lost"
    )


def open_to_write(folder: Path, *, create: bool = False, file: str = FILE) -> Database:
    """The archive's database ready for rows: migrated, and every commit on the disk."""
    db = _connect(folder / file, "rwc" if create else "rw")
    try:
        with faults_explained(folder):
            db.execute("PRAGMA journal_mode = WAL")
            # FULL and not NORMAL: a commit says that a capture is kept, also through a power cut.
            db.execute("PRAGMA synchronous = FULL")
            db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            db.execute("PRAGMA foreign_keys = ON")
            schema.refuse_strangers(db, folder / FILE)
            schema.bring_up_to_date(db)
            checksums.keep(db)
    except BaseException:
        db.close()
        raise
    return db


def open_to_read(folder: Path) -> Database:
    """The archive's database for reading only, also while a crawl writes to it."""
    db = _connect(folder / FILE, _reading_mode(folder), reading=True)
    try:
        with faults_explained(folder):
            db.execute("PRAGMA query_only = ON")
            schema.refuse_unfit(db, folder / FILE)
    except BaseException:
        db.close()
        raise
    return db


def holds_no_table(folder: Path) -> bool:
    """Whether the folder's database is there and empty: made a moment ago, or emptied since."""
    path = folder / FILE
    if not path.is_file():
        return False
    with closing(_connect(path, _reading_mode(folder), reading=True).conn) as opened:
        try:
            return opened.execute("SELECT 1 FROM sqlite_master").fetchone() is None
        except sqlite3.DatabaseError:  # whoever opens it says what is wrong
            return False


def _reading_mode(folder: Path) -> str:
    """The mode for SQLite's address of a file that is only read."""
    if os.access(folder, os.W_OK):
        return "rw"
    # There is no room for the log's index; if no log is there, nobody is writing either.
    return "ro" if (folder / f"{FILE}-wal").exists() else "ro&immutable=1"


def open_of_others(folder: Path, scratch: Path) -> Database:
    """The database of another desk, for reading alone; nothing in that folder is written to.

    A log beside it cannot be read without writing: then both are copied into `scratch` first.
    """
    path, log = folder / FILE, folder / f"{FILE}-wal"
    if not check_plain(path):
        raise DeskError(f"{path}: not there; name a working folder of foreign-desk")
    mode = "ro&immutable=1"
    if check_plain(log) and log.stat().st_size:
        with faults_explained(scratch):
            # The log first: what a reader there brings in meanwhile then stands in both.
            copy_plain(log, scratch / log.name)
            copy_plain(path, scratch / FILE)
        path, mode = scratch / FILE, "rw"
    with faults_explained(folder):
        connection = sqlite3.connect(_uri(path, mode), uri=True, isolation_level=None)
        _trust_nothing(connection)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA mmap_size = 0")  # a stick pulled out would end the process
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, OTHERS_VALUE_BYTES)
        return Database(connection, execute_plugins=False)


def is_up_to_date(folder: Path) -> bool:
    """Whether a folder has a database that can be read, with all tables of today."""
    try:
        open_to_read(folder).close()
    except DeskError:
        return False
    return True


def open_to_check(folder: Path) -> sqlite3.Connection:
    """The archive's database as SQLite alone opens it for writing: nothing is migrated."""
    connection = sqlite3.connect(_uri(folder / FILE, "rw"), uri=True)
    _trust_nothing(connection)
    return connection


def empty_tables() -> Database:
    """A database in memory with the tables of an archive, and no row in them."""
    db = Database(sqlite3.connect(":memory:", isolation_level=None), execute_plugins=False)
    schema.bring_up_to_date(db)
    return db


def copy_to_check(db: Database, folder: Path) -> sqlite3.Connection:
    """A copy of a database, made in another folder."""
    copy = sqlite3.connect(folder / FILE)
    try:
        db.conn.backup(copy)
    except BaseException:
        copy.close()
        raise
    return copy


def begin(connection: sqlite3.Connection) -> None:
    """Begin a transaction that may write; nobody else does until it ends."""
    connection.execute("BEGIN IMMEDIATE")


@contextmanager
def undone_alone(connection: sqlite3.Connection) -> Iterator[None]:
    """A savepoint: what fails in the block is undone, and what the transaction did before is not.

    It has the same name every time, so that SQLite need not parse it again for each write, as it
    must for the random names of sqlite-utils' `atomic`; the innermost is meant.
    """
    connection.execute("SAVEPOINT write")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # else the fault has undone the whole transaction
            connection.execute("ROLLBACK TO write")
            connection.execute("RELEASE write")
        raise
    connection.execute("RELEASE write")


def leave_nothing_behind(connection: sqlite3.Connection) -> bool:
    """Whether no word of deleted rows is left in free pages and log; outside any transaction.

    A reader that keeps what it reads from being written over is waited for, and not for ever.
    """
    connection.execute("VACUUM")
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def end_log(connection: sqlite3.Connection) -> None:
    """Bring everything into the one file, which may then be renamed; outside any transaction."""
    connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def faults_explained(folder: Path) -> Iterator[None]:
    """Faults of disk and database in the block, raised as one line each that says what to do."""
    path = folder / FILE
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise explained(error, path) or error from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise _disk_full(error.filename or folder) from error
        if error.errno in NO_RIGHT:
            raise DeskError(
                f"{error.filename or folder}: {error.strerror}; an archive is written only where"
                " its folder and files may be written"
            ) from error
        # Never tried again: a second fsync after a failed one says that all is well.
        raise DeskError(
            f"{error.filename or folder}: {error.strerror or error}; see to the disk, then run"
            " `desk verify`"
        ) from error


def explained(error: sqlite3.DatabaseError, path: Path) -> DeskError | None:
    """The line for a fault of the database; None for a fault of the program."""
    fault = getattr(error, "sqlite_errorcode", 0)
    code = fault & 0xFF
    no_room = shutil.disk_usage(path.parent).free < LOG_INDEX_BYTES
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and no_room):
        return _disk_full(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseBusy(
            f"{path}: locked by another program for more than {BUSY_TIMEOUT:g} s; end what"
            " writes to it and run the command again"
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return DeskError(
            f"{path}: {error}; an archive is written only where its folder and files may be written"
        )
    if code == sqlite3.SQLITE_NOTADB:
        return DeskError(
            f"{path}: no SQLite database; put the archive's own file back, or"
            f" {moved_away(path.parent)}"
        )
    if fault == sqlite3.SQLITE_CORRUPT_VTAB or OF_FULL_TEXT.search(str(error)):
        return DeskError(
            f"{path}: a full-text index is damaged ({error}); `desk verify --repair` makes it anew"
            " from the texts"
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return DeskError(f"{path}: {error}; put it back from a copy, or {moved_away(path.parent)}")
    if code == sqlite3.SQLITE_IOERR:
        return DeskError(f"{path}: {error}; run `desk verify` to see what is damaged")
    return None


def _disk_full(path: Path | str) -> DiskFull:
    return DiskFull(
        f"{path}: no room on the disk; make room and run the command again:"
        " what was kept so far is whole"
    )


def _connect(path: Path, mode: str, *, reading: bool = False) -> Database:
    if path.is_dir():
        raise DeskError(f"{path}: a folder, where the archive's database should be; move it away")
    if mode != "rwc" and not path.exists():
        raise DeskError(not_there(path))
    with faults_explained(path.parent):
        connection = sqlite3.connect(
            _uri(path, mode),
            uri=True,
            timeout=BUSY_TIMEOUT,
            isolation_level=None,  # transactions begin where we say so, never by themselves
        )
        if reading:
            _trust_nothing(connection)
        connection.execute("PRAGMA recursive_triggers = ON")
        hold_more_pages(connection)
        connection.execute(f"PRAGMA mmap_size = {MMAP_BYTES if reading else 0}")
        # A writer's VACUUM copies the database, which may not fit in memory; and to set this later
        # would drop the triggers of `checksums`.
        connection.execute(f"PRAGMA temp_store = {'MEMORY' if reading else 'FILE'}")
        return Database(connection, execute_plugins=False)


def hold_more_pages(connection: sqlite3.Connection) -> None:
    """Let a connection hold as many pages of its file as searches go through again and again."""
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def _trust_nothing(connection: sqlite3.Connection) -> None:
    """Let the tables, triggers and views of a file call no function that could do harm.

    A working folder may come from anybody, and be searched or served before it is looked at. Not
    for writing: SQLite 3.40 lets no trigger write to a full-text index then.
    """
    connection.execute("PRAGMA trusted_schema = OFF")


def _uri(path: Path, mode: str) -> str:
    return f"{path.resolve().as_uri()}?mode={mode}"
