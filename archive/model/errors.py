"""Errors a person can meet; each is one line that says what was seen and what to do next.

The command line prints the line without a traceback. A fault of the program is no DeskError; what
goes on all the same tells of it in one line, too.
"""

import errno
from traceback import walk_tb

NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
"""What a system says of a full disk, a full quota and a reached limit of a file's size."""


class DeskError(Exception):
    """Something the person at the command line can do something about."""


class ArchiveLocked(DeskError):  # noqa: N818 -- says what is, in the field's words
    """Another command of foreign-desk is writing to the archive."""

    def __init__(self, message: str, *, by_a_crawl: bool) -> None:
        super().__init__(message)
        self.by_a_crawl = by_a_crawl


class DatabaseBusy(DeskError):  # noqa: N818 -- the same
    """Another program, such as a `sqlite3` shell, keeps the database locked."""


class NotThere(DeskError):  # noqa: N818 -- the same
    """Something asked for by its name is not in the archive."""


class TakenDown(DeskError):  # noqa: N818 -- the same
    """A column that is asked for was taken out for good."""

    def __init__(self, message: str, *, raw: bool) -> None:
        super().__init__(message)
        self.raw = raw
        """Whether what was received of it went, too."""


class DiskFull(DeskError):  # noqa: N818 -- the same
    """The disk has no room for what was to be kept."""


class Damaged(DeskError):  # noqa: N818 -- the same
    """Something in the archive is not what was written there; nothing is made of it."""


def fault_in_words(fault: BaseException) -> str:
    """What an exception says and where it arose, on one line, to be reported."""
    said = " ".join(f"{type(fault).__name__}: {fault}".split()).removesuffix(":")
    places = [
        f"{frame.f_globals.get('__name__')}, line {line}"
        for frame, line in walk_tb(fault.__traceback__)
    ]
    ours = [place for place in places if place.startswith(("archive.", "crawler."))]
    return f"{said} ({ours[-1]})" if ours else said
