"""Whether the database is whole: SQLite's own checks of the file, and of its full-text indexes."""

import contextlib
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archive.db import checks, connection, full_text
from archive.db.columns import articles
from archive.db.connection import FILE
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
        what = f"row {rowid} refers to a row of {parent} that is not there"
        yield Problem("database", f"{where}, table {table}", what, RESTORE)
    report("database", 1, 1)


def check_full_text(archive: Archive, report: Progress) -> Iterator[Problem]:
    """Full-text indexes that are damaged or differ from the texts."""
    with checkable(archive) as db:
        for done, index in enumerate(full_text.INDEXES):
            report("full text", done, 2)
            try:
                full_text.check_index(db, index)
            except sqlite3.DatabaseError as fault:
                yield Problem(
                    "full text",
                    f"{archive.folder / FILE}, full-text index {index}",
                    f"not the words of the texts, or damaged ({fault})",
                    REBUILD,
                    key=index,
                )
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
    """Columns of a sample that the full-text index does not find by their own words."""
    for article_id, public_id, body in articles.bodies(archive.db, scope.of("articles")):
        word = max(re.findall(r"[^\W_]+", body), key=len, default=None)
        if word is None:
            continue
        # The longest word stands in few others: little is read for it.
        if not full_text.finds_column(archive.db, article_id, word):
            what = "is not found by its own words"
            yield Problem("full text", f"column {public_id}", what, REBUILD, "articles_fts")
