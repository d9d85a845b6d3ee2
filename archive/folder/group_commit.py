"""What is written to an archive, committed in groups: WARC records first, then rows.

What is committed is on the disk. What fails is undone alone where it can be, and else with all that
waited for the same commit.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from archive.db import capture_places, connection, journal
from archive.db.connection import faults_explained, undone_alone
from archive.db.sqlite import Database
from archive.db.warc_beside import WARC_FOLDER
from archive.folder.journal import Journal, confirm, is_last_there
from archive.folder.lock import WriterLock
from archive.folder.open_archive import OpenArchive
from archive.model.errors import DeskError
from archive.warc.reading import number_of, warc_files
from archive.warc.writing import UnwritableRecord, WarcWriter, next_name

NAMED = 5
"""Missing files that a message names."""

GROUP_CAPTURES = 50
GROUP_SECONDS = 1.0
"""A commit waits for the disk (7 ms an fsync): one for each capture made a crawl of 6,000 pages
take 89 s instead of 52. A kill costs at most this much work, which the next crawl does again."""


class GroupCommit(OpenArchive):
    """Database and WARC file of a folder, written together."""

    def __init__(
        self,
        folder: Path,
        db: Database,
        *,
        lock: WriterLock | None = None,
        warc: WarcWriter | None = None,
    ) -> None:
        """Without `lock` for reading only; without `warc` no record can be written."""
        super().__init__(folder, db)
        self._lock = lock
        self._warc = warc
        self.journal = Journal(folder / WARC_FOLDER, db)
        """What is written beside the records, with the next commit."""
        self._waiting = 0
        self._waiting_since = 0.0
        self._failed: DeskError | None = None
        self._at_once = False

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._roll_back()
        self.close()

    def close(self) -> None:
        """Flush what waits, then let go of files and lock."""
        try:
            if self._failed is None:
                self.flush()
        finally:
            try:
                if self._warc is not None:
                    with faults_explained(self.folder):
                        self._warc.close()
            finally:
                self.db.close()
                if self._lock is not None:
                    self._lock.release()

    @contextmanager
    def write(self) -> Iterator[Database]:
        """The database inside the group's transaction; what fails in the block is undone alone."""
        if self._lock is None:
            raise DeskError(f"{self.folder}: opened for reading only")
        if self._failed is not None:
            raise self._failed
        try:
            with faults_explained(self.folder):
                if not self.db.conn.in_transaction:
                    connection.begin(self.db.conn)
                    self._waiting_since = time.monotonic()
                waiting = self.journal.waiting
                try:
                    with undone_alone(self.db.conn):
                        yield self.db
                except BaseException:
                    self.journal.take_back(waiting)
                    raise
        except UnwritableRecord:  # which costs nothing but itself
            raise
        except DeskError as error:
            self._roll_back()
            self._failed = error
            raise

    def flush(self) -> None:
        """Bring the WARC file to the disk, then commit the rows that point into it."""
        if self._lock is None:
            return
        if self._failed is not None:
            raise self._failed
        try:
            with faults_explained(self.folder):
                written = self.journal.write(self._warc)
                if self._warc is not None and (self._waiting or written):
                    self._warc.sync()
                self.db.commit()
        except DeskError as error:
            self._roll_back()
            self._failed = error
            raise
        self._waiting = 0
        if self._warc is not None and written:
            # If it cannot, the next command that writes does it.
            with suppress(DeskError), faults_explained(self.folder):
                confirm(self._warc, written)

    def flush_full_group(self) -> None:
        """Flush when enough waits. Before an add, so that a capture and its outcome go together.

        Long work that adds no capture asks for it between two columns.
        """
        if self._at_once:
            return
        if self._waiting >= GROUP_CAPTURES or (
            self.db.conn.in_transaction and time.monotonic() - self._waiting_since >= GROUP_SECONDS
        ):
            self.flush()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Everything written in the block stays, or none of it, and no WARC record either."""
        self.flush()
        before, last = self._writer().end, journal.last_journal(self.db)
        self._at_once = True
        try:
            yield
            self.flush()
        except BaseException:
            self._roll_back()
            if journal.last_journal(self.db) == last:  # else it was committed
                with suppress(DeskError), faults_explained(self.folder):
                    self._writer().cut_back(before)
            raise
        finally:
            self._at_once = False

    @contextmanager
    def warc_closed(self) -> Iterator[None]:
        """The WARC files to themselves, for work that replaces one; all that waits is flushed."""
        self.flush()
        self._writer().close()
        try:
            yield
        finally:
            self._warc = open_warc(self.folder, self.db)

    def _roll_back(self) -> None:
        """Drop the rows not yet flushed; their WARC records stay behind, pointed to by none."""
        self._waiting = 0
        self.journal.take_back()
        self.db.rollback()

    def _writer(self) -> WarcWriter:
        if self._warc is None:
            raise DeskError(f"{self.folder}: opened for reading only")
        return self._warc

    @property
    def _warc_folder(self) -> Path:
        return self.folder / WARC_FOLDER


def open_warc(folder: Path, db: Database) -> WarcWriter:
    """The WARC files of a folder, to write on; DeskError when one is missing."""
    warc, known = folder / WARC_FOLDER, capture_places.last_records(db)
    if missing := [name for name in known if not (warc / name).is_file()]:
        named = ", ".join(missing[:NAMED]) + (", …" if len(missing) > NAMED else "")
        raise DeskError(
            f"{warc}: {len(missing):,} of {len(known):,} WARC files are missing, so that nothing is"
            f" written: {named}; put them back. Where a file is lost for good, an empty one of its"
            " name says so, and `desk verify` then names the captures that are lost with it"
        )
    warc.mkdir(exist_ok=True)
    if not is_last_there(warc, db, known=known):
        names = (*known, *(path.name for path in warc_files(warc)))
        lost = warc / next_name(max(map(number_of, names), default=0))
        raise DeskError(
            f"{warc}: the WARC file with the last journal is missing, so that nothing is written;"
            f" put it back. Where it is lost for good, an empty file says so: {lost}"
        )
    return WarcWriter(warc, known=known)
