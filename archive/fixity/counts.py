"""Whether columns are as many as is said on pages, by counting them again."""

from collections.abc import Iterator

from archive.db.columns import counted
from archive.db.connection import FILE
from archive.folder.archive import Archive
from archive.model.problem import Problem

COUNT_AGAIN = "desk verify --repair counts again"


def check_counts(archive: Archive) -> Iterator[Problem]:
    """Counted tables that hold other numbers than are counted now."""
    for table in counted.COUNTED:
        with archive.db.atomic():  # both at one moment: another process may be writing
            right = counted.are_right(archive.db, table)
        if not right:
            where = f"{archive.folder / FILE}, table {table}"
            yield Problem("rows", where, "columns are counted wrongly", COUNT_AGAIN)


def count_again(archive: Archive) -> None:
    """Put all counts right."""
    with archive.write() as db:
        for table in counted.COUNTED:
            counted.make_anew(db, table)
