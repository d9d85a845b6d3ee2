"""One writer at a time: an advisory lock on a file of the working folder.

`desk merge` shares the lock of the folder that it reads, and writes nothing there.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from archive.db.connection import faults_explained
from archive.files.plain import open_plain
from archive.model.errors import ArchiveLocked

FILE = "archive.lock"
HOLDER_CHARACTERS = 200
"""Of the line that says who holds the lock, so many are shown."""


class WriterLock:
    """Held from opening to `release`; the kernel releases it when the process dies."""

    def __init__(self, folder: Path, *, command: str) -> None:
        """Take the lock and write down who holds it; `ArchiveLocked` when another command does."""
        path = folder / FILE
        with faults_explained(folder):
            self._file = TextIOWrapper(
                open_plain(path, flags=os.O_RDWR | os.O_CREAT), encoding="utf-8", errors="replace"
            )
            _take(self._file, path, fcntl.LOCK_EX)
            self._file.truncate(0)
            self._file.write(f"pid {os.getpid()} ({' '.join(command.split())})\n")
            self._file.flush()

    def release(self) -> None:
        """Let the next writer in."""
        if not self._file.closed:
            self._file.truncate(0)
            self._file.close()

    def __enter__(self) -> "WriterLock":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


@contextmanager
def writers_kept_out(folder: Path) -> Iterator[None]:
    """Nobody writes to a folder during the block; nothing is written there for it.

    A folder without the file is one that nobody is writing to.
    """
    path = folder / FILE
    with faults_explained(folder):
        try:
            plain = open_plain(path)
        except FileNotFoundError:
            plain = None
    if plain is None:
        yield
        return
    with TextIOWrapper(plain, encoding="utf-8", errors="replace") as file:
        _take(file, path, fcntl.LOCK_SH)
        yield


def _take(file: TextIOWrapper, path: Path, kind: int) -> None:
    """Take the lock, or close the file and say who holds it."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = file.readline(HOLDER_CHARACTERS).strip() or "another command"
        file.close()
        raise ArchiveLocked(
            f"{path}: {holder} is writing to this archive; wait until it has finished",
            by_a_crawl=holder.partition(" (")[2].startswith("crawl"),
        ) from None
