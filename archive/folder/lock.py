"""One writer at a time: an advisory lock on a file of the working folder."""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from archive.db.connection import faults_explained
from archive.model.errors import ArchiveLocked

FILE = "archive.lock"


class WriterLock:
    """Held from opening to `release`; the kernel releases it when the process dies."""

    def __init__(self, folder: Path, *, command: str) -> None:
        """Take the lock and write down who holds it; `ArchiveLocked` when another command does."""
        path = folder / FILE
        with faults_explained(folder):
            self._file = path.open("a+", encoding="utf-8")
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._file.seek(0)
                holder = self._file.readline().strip() or "another command"
                self._file.close()
                raise ArchiveLocked(
                    f"{path}: {holder} is writing to this archive; wait until it has finished"
                ) from None
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
