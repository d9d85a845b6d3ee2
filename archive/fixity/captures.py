"""Whether captures are what they were: rows, the bodies and parts they refer to, records."""

from collections.abc import Iterator, Mapping
from typing import Any

from archive.db import capture_lists, capture_parts, statistics
from archive.fixity.database import RESTORE
from archive.fixity.scope import REPORT_EVERY, CheckScope, reported
from archive.fixity.warc_records import check_files, check_records
from archive.folder.archive import Archive
from archive.folder.lock import WriterLock
from archive.model.errors import ArchiveLocked, DeskError
from archive.model.problem import Problem, Progress
from archive.model.rows import CAPTURE_FIELDS, capture_digest


def check_capture_rows(archive: Archive, scope: CheckScope, report: Progress) -> Iterator[Problem]:
    """Captures whose rows do not say of their records what they said."""
    ids = scope.of("captures")
    rows = capture_lists.rows_to_check(archive.db, ids)
    for row in reported(archive, rows, table="captures", ids=ids, report=report):
        if not is_as_written(row):
            place = f"capture of {row['url']} at {row['captured_at']}"
            yield Problem("captures", place, "its row is not the one written", RESTORE)


def is_as_written(row: Mapping[str, Any]) -> bool:
    """Whether the row of a capture is that of its digest."""
    written: bool = capture_digest([row[name] for name in CAPTURE_FIELDS]) == row["row_digest"]
    return written


def check_sampled_records(archive: Archive, scope: CheckScope) -> Iterator[Problem]:
    """Captures of a sample whose WARC records are not what their rows say."""
    yield from check_records(
        archive, capture_lists.expected_records(archive.db, scope.ids["captures"])
    )


def check_revisits(archive: Archive) -> Iterator[Problem]:
    """Captures whose body is said to be held by one that holds none, or another."""
    for url, captured_at in capture_lists.revisits_of_no_body(archive.db):
        where = f"capture of {url} at {captured_at}"
        yield Problem("captures", where, "the capture it refers to has not its body", RESTORE)


def check_parts(archive: Archive) -> Iterator[Problem]:
    """Columns' pages whose further captures are not all there, or are none that could be parts.

    Read again without one of them, a column would lose text or comments.
    """
    for url, captured_at, missing in capture_parts.pages_with_gaps(archive.db):
        where = f"capture of {url} at {captured_at}"
        yield Problem(
            "captures", where, f"further captures of its column are lost ({missing})", RESTORE
        )
    for url, captured_at, other in capture_parts.impossible_parts(archive.db):
        where = f"capture of {url} at {captured_at}"
        yield Problem("captures", where, f"{other} is said to belong to it and cannot", RESTORE)


def check_warc(archive: Archive, report: Progress) -> Iterator[Problem]:
    """What is wrong with the WARC files and the records that captures have in them."""
    total = statistics.count(archive.db, "captures")
    done = 0

    def checked() -> None:
        nonlocal done
        done += 1
        if done % REPORT_EVERY == 0:
            report("captures", done, total)

    report("captures", 0, total)
    yield from check_files(archive, checked=checked, tail_settled=not being_written(archive))
    report("captures", total, total)


def being_written(archive: Archive) -> bool:
    """Whether a command is writing to the archive now."""
    try:
        WriterLock(archive.folder, command="verify").release()
    except ArchiveLocked:
        return True
    except DeskError:  # a folder that nobody can write to
        return False
    return False
