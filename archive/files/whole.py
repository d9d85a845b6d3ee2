"""Files that are written whole or not at all, whenever the program is killed or the disk fills.

A file is written aside, synced, and renamed; then its folder is synced, so that the new name stands
through a power cut. Everything foreign-desk writes goes through here, but for what is appended to
(WARC files, `archive.lock`) and what SQLite writes.

A file aside is locked by its writer. One that nobody has locked was left by a killed writer, and is
taken away by the next one.
"""

import fcntl
import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE
from typing import BinaryIO

NEW = 0o666
"""What others may do with a new file, less what the umask forbids."""


def write_whole(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """A file that holds these bytes, in place of what it held."""
    with replaced(path, mode=mode) as file:
        file.write(data)


def write_new(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """A new file that holds these bytes; FileExistsError when there is one by now."""
    with _written_aside(path, mode=mode) as (aside, file):
        file.write(data)
        _finish(file)
        try:
            os.link(aside, path)  # unlike a rename, never over another
        except FileExistsError:
            raise
        except OSError:  # a file system that has no hard links
            if path.exists():
                raise FileExistsError(path) from None
            aside.replace(path)
        sync_folder(path.parent)


@contextmanager
def replaced(path: Path, *, mode: int | None = None) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of `path` when the block ends well.

    What a link leads to is replaced, not the link. Without `mode`, permissions stay as they are.
    """
    path = path.resolve()
    with _written_aside(path, mode=mode) as (aside, file):
        yield file
        _finish(file)
        aside.replace(path)
        sync_folder(path.parent)


@contextmanager
def _written_aside(path: Path, *, mode: int | None) -> Iterator[tuple[Path, BinaryIO]]:
    clear_leftovers(path.parent, path.name)
    aside, handle = _opened_aside(path, NEW if mode is None else mode)
    try:
        with os.fdopen(handle, "w+b") as file:
            if mode is None and path.exists():
                os.fchmod(handle, S_IMODE(path.stat().st_mode))
            yield aside, file
    except OSError as error:
        error.filename = error.filename or str(path)  # a write and a sync name none
        raise
    finally:
        aside.unlink(missing_ok=True)  # a link to it, or nothing where it was renamed


def _opened_aside(path: Path, mode: int) -> tuple[Path, int]:
    while True:
        aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            handle = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
        except OSError as error:
            error.filename = str(path)  # the name that a person knows
            raise
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return aside, handle
        os.close(handle)  # another writer took it for a leftover, before it was locked


def _finish(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def clear_leftovers(folder: Path, name: str | None = None) -> None:
    """Take away what killed writers left in a folder, of files of one name or of all."""
    pattern = "*" if name is None else glob.escape(name)
    for left in folder.glob(f".{pattern}.{'[0-9a-f]' * 8}.part"):
        with suppress(OSError), left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def sync_folder(folder: Path) -> None:
    """Make the names of a folder's files stand on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
