"""Whether the archive is still what was put into it: database, full-text index, texts, captures.

The cheap checks come first, and each finding is given as soon as it is known. Nothing is changed
here; `repair` mends what can be. Texts are compared with the digests made when they came, so that a
word changed behind the program's back is seen although triggers kept the index in step; all other
rows with the sums kept of them. A sample
looks at so many columns, comments and captures chosen by chance, and at nothing whose cost grows
with the archive: SQLite's own check of the file and the whole comparison of the index are left out.
"""

import sqlite3
from collections.abc import Callable, Iterator

from archive.db.connection import FILE
from archive.fixity import captures, counts, database, duplicates, rows, texts
from archive.fixity.scope import EVERYTHING, CheckScope
from archive.folder.archive import Archive
from archive.model.problem import Problem, Progress


def verify(
    archive: Archive, *, scope: CheckScope = EVERYTHING, progress: Progress | None = None
) -> Iterator[Problem]:
    """Everything in the archive that is not what it was, the cheap checks first."""
    report = progress or (lambda what, done, total: None)
    named: set[str | None] = set()
    whole: tuple[Callable[[], Iterator[Problem]], ...] = (
        lambda: database.check_database(archive, report),
        lambda: database.check_full_text(archive, report),
        lambda: captures.check_revisits(archive),
        lambda: captures.check_parts(archive),
        lambda: counts.check_counts(archive),
        lambda: duplicates.check_clusters(archive),
        lambda: captures.check_warc(archive, report),
    )
    sample: tuple[Callable[[], Iterator[Problem]], ...] = (
        lambda: database.check_words_found(archive, scope),
        lambda: captures.check_sampled_records(archive, scope),
    )
    checks: tuple[Callable[[], Iterator[Problem]], ...] = (
        lambda: texts.check_articles(archive, scope, report),
        lambda: texts.check_versions(archive, scope, report),
        lambda: texts.check_comments(archive, scope, report),
        lambda: texts.check_chrome(archive, scope, report),
        lambda: duplicates.check_texts(archive, scope, report),
        lambda: captures.check_capture_rows(archive, scope, report),
        lambda: rows.check_rows(archive, scope, report, named),
    )
    reported: set[Problem] = set()
    with database.damaged_text_read(archive):
        for check in (*checks, *sample) if scope else (*whole[:2], *checks, *whole[2:]):
            for problem in readable(archive, check):
                if problem not in reported:
                    reported.add(problem)
                    named.add(problem.key)
                    yield problem


def readable(archive: Archive, check: Callable[[], Iterator[Problem]]) -> Iterator[Problem]:
    """What a check finds, and that it could not go on where the database cannot be read."""
    try:
        yield from check()
    except sqlite3.DatabaseError as fault:
        where = str(archive.folder / FILE)
        yield Problem("database", where, f"cannot be read on ({fault})", database.RESTORE)
