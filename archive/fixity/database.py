"""Whether the database is whole: SQLite's own checks of the file, and of its full-text indexes."""

import contextlib
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archive.db import checks, connection
from archive.db.columns import articles, comments
from archive.db.connection import FILE
from archive.db.full_text import SearchedText, finds
from archive.db.text_indexes import INDEXES, fault_of, fault_of_design
from archive.fixity.scope import CheckScope
from archive.folder.archive import Archive
from archive.folder.lock import WriterLock
from archive.model.errors import DeskError
from archive.model.problem import Problem, Progress

RESTORE = "restore archive.db from a copy"
REBUILD = "desk verify --repair makes it anew from the texts"


@contextlib.contextmanager
def damaged_text_read(archive: Archive) -> Iterator[None]:
    """Text that is no UTF-8 any more is read in the block, its damaged bytes as U+FFFD."""
    before = archive.db.conn.text_factory
    archive.db.conn.text_factory = lambda stored: stored.decode("utf-8", "replace")
    try:
        yield
    finally:
        archive.db.conn.text_factory = before


def check_database(archive: Archive, report: Progress) -> Iterator[Problem]:
    """What SQLite itself finds wrong, and rows that refer to rows that are not there."""
    where = str(archive.folder / FILE)
    report("database", 0, 1)
    for fault in checks.faults_of_file(archive.db):
        yield Problem("database", where, fault, RESTORE)
    for table, rowid, parent in checks.lost_references(archive.db):
        row = "a row" if rowid is None else f"row {rowid}"
        what = f"{row} refers to a row of {parent} that is not there"
        yield Problem("rows", f"{where}, table {table}", what, RESTORE)
    report("database", 1, 1)


def check_full_text(archive: Archive, report: Progress) -> Iterator[Problem]:
    """Full-text indexes that are damaged or differ from the texts."""
    with checkable(archive) as db:
        for done, index in enumerate(INDEXES):
            report("full text", done, 2)
            if (fault := fault_of(db, index)) is not None:
                yield _of_index(archive, index, fault)
    report("full text", 2, 2)


@contextlib.contextmanager
def checkable(archive: Archive) -> Iterator[sqlite3.Connection]:
    """The database where SQLite may check its full-text indexes, which takes a right to write.

    That is the database itself while nobody writes, and else a copy, so that no crawl has to wait.
    """
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(WriterLock(archive.folder, command="verify"))
            db = stack.enter_context(contextlib.closing(connection.open_to_check(archive.folder)))
            connection.begin(db)
        except (DeskError, sqlite3.OperationalError):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-verify-"))
            db = connection.copy_to_check(archive.db, Path(folder))
            stack.enter_context(contextlib.closing(db))
        yield db
        db.rollback()


def check_words_found(archive: Archive, scope: CheckScope) -> Iterator[Problem]:
    """Damaged indexes, as far as columns and comments of a sample show it."""
    columns = articles.bodies(archive.db, scope.of("articles"))
    said = comments.texts(archive.db, scope.of("comments"))
    texts: dict[SearchedText, list[tuple[int, str, str]]] = {
        "column": [(row_id, f"column {of}", body) for row_id, of, body in columns],
        "comments": [
            (row_id, f"column {of}, comment {key}", text) for row_id, of, key, text in said
        ],
    }
    for index, (place, rows) in zip(INDEXES, texts.items(), strict=True):
        if (fault := fault_of_design(archive.db.conn, index)) is not None:
            yield _of_index(archive, index, fault)
        try:
            for row_id, where, text in rows:
                # The longest word stands in few others: little is read for it.
                word = max(re.findall(r"[^\W_]+", text), key=len, default=None)
                if word is not None and not finds(archive.db, place, row_id, word):
                    what = "is not found by its own words"
                    yield Problem("full text", where, what, REBUILD, index)
        except sqlite3.DatabaseError as fault:
            yield _of_index(archive, index, f"damaged ({fault})")


def _of_index(archive: Archive, index: str, fault: str) -> Problem:
    where = f"{archive.folder / FILE}, full-text index {index}"
    return Problem("full text", where, fault, REBUILD, index)
