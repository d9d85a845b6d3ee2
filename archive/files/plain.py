"""Files of a folder that somebody else filled: opened only if they are files, and no link followed.

A link would read, or empty, what it leads to; a pipe or a device has no end.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import BinaryIO

from archive.files.whole import replaced
from archive.model.errors import DeskError, DiskFull

BLOCK_BYTES = 512
"""What `st_blocks` counts in, whatever the file system's own blocks are."""
COPIED_AT_ONCE = 1024 * 1024


class NoPlainFile(DeskError):  # noqa: N818 -- says what is, in the field's words
    """A link, pipe, device or folder where a file should be."""


def open_plain(path: Path, *, flags: int = os.O_RDONLY) -> BinaryIO:
    """The file itself, open for reading, or as `flags` of `os.open` say."""
    try:
        # Without O_NONBLOCK the opening of a pipe waits for somebody to write to it.
        handle = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o666)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR):
            raise _no_file(path) from None
        raise
    if not S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _no_file(path)
    return os.fdopen(handle, "rb" if flags & os.O_ACCMODE == os.O_RDONLY else "r+b")


def read_plain(path: Path, *, most: int) -> bytes:
    """What a file holds, if that is no more than `most` bytes."""
    with open_plain(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise DeskError(f"{path}: larger than {most:,} bytes; make it smaller, or leave it out")
    return data


def check_plain(path: Path) -> bool:
    """Whether there is a file; NoPlainFile when there is anything else."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    if not S_ISREG(mode):
        raise _no_file(path)
    return True


def check_folder(path: Path) -> bool:
    """Whether there is a folder; NoPlainFile when a link is in its place."""
    if path.is_symlink():
        raise _no_file(path, wanted="folder")
    return path.is_dir()


def copy_plain(path: Path, copy: Path) -> None:
    """Copies a file, its holes as holes; DiskFull when there is no room for the rest."""
    with open_plain(path) as source, replaced(copy) as target:
        about = os.fstat(source.fileno())
        if about.st_blocks * BLOCK_BYTES > shutil.disk_usage(copy.parent).free:
            raise DiskFull(
                f"{copy.parent}: no room for a copy of {path}; make room, or have TMPDIR name"
                " a folder with more"
            )
        target.truncate(about.st_size)
        for start, end in _stretches(source.fileno()):
            source.seek(start)
            target.seek(start)
            left = end - start
            while piece := source.read(min(COPIED_AT_ONCE, left)):
                left -= target.write(piece)


def _stretches(handle: int) -> Iterator[tuple[int, int]]:
    """Where a file holds data, between its holes."""
    end = 0
    while True:
        try:
            start = os.lseek(handle, end, os.SEEK_DATA)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            return
        end = os.lseek(handle, start, os.SEEK_HOLE)
        yield start, end


def _no_file(path: Path, *, wanted: str = "file") -> NoPlainFile:
    seen = "a link" if S_ISLNK(path.lstat().st_mode) else "a pipe, device or folder"
    return NoPlainFile(f"{path}: {seen}, where a {wanted} should be; put the {wanted} itself there")
