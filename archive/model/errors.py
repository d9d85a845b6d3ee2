"""Errors a person can meet; each is one line that says what was seen and what to do next.

The command line prints the line without a traceback. A fault of the program is no DeskError.
"""


class DeskError(Exception):
    """Something the person at the command line can do something about."""


class ArchiveLocked(DeskError):  # noqa: N818 -- says what is, in the field's words
    """Another command is writing to the archive."""


class DiskFull(DeskError):  # noqa: N818 -- the same
    """The disk has no room for what was to be kept."""
