"""Whether each table has the rows that were written, by the sums kept of them.

The other checks know what rows mean, and say what is wrong with one. This one knows nothing of
meanings and misses nothing: a row that other hands changed, added or deleted.
"""

from collections.abc import Collection, Iterator, Sequence

from archive.db import capture_lists, captures, checksums, outlets
from archive.db.checksums import OF_COLUMN, OF_OUTLET, OF_PAGE, Discrepancy
from archive.db.columns import articles
from archive.db.connection import FILE
from archive.db.crawling import crawls
from archive.fixity.captures import is_as_written
from archive.fixity.database import RESTORE, damaged_text_read
from archive.fixity.duplicates import JUDGE_AGAIN
from archive.fixity.scope import CheckScope
from archive.folder.archive import Archive
from archive.model.problem import Problem, Progress

JUDGED = frozenset(("clusters", "duplicate_methods", "text_pairs", "texts"))
"""Tables that a recomputation of duplicates makes anew."""
RESTORE_OR_ACCEPT = f"{RESTORE}, or take it as it is: desk verify --accept"
REPAIR = "desk verify --repair reads the column again from its captures"


def check_rows(
    archive: Archive, scope: CheckScope, report: Progress, named: Collection[str | None]
) -> Iterator[Problem]:
    """Tables that lost rows, or have others than were written.

    Of a column in `named` another check has told already that it changed: only lost rows are told.
    """
    db = archive.db
    tables = checksums.tables(db)
    unlike = checksums.of_other_form(db, tables)
    for done, table in enumerate(tables):
        report("rows", done, len(tables))
        if table in unlike:
            where = f"{archive.folder / FILE}, table {table.name}"
            what = "the sums that its rows are compared with are damaged"
            yield Problem("rows", where, what, "the next command that writes makes them anew")
            continue
        units = _units(scope, table.kind)
        if scope and units is None:
            continue
        for found in checksums.discrepancies(db, table, units):
            problem = _problem(archive, found)
            if found.rows != found.expected or problem.key is None or problem.key not in named:
                yield problem
    report("rows", len(tables), len(tables))


def accept(archive: Archive) -> None:
    """Take the rows that nothing in the archive can mend for those that were written."""
    with damaged_text_read(archive), archive.write() as db:
        crawls.release_lost_runs(db)
        rows = capture_lists.rows_to_check(db, None)
        for capture_id in [row["id"] for row in rows if not is_as_written(row)]:
            captures.renew_digest(db, capture_id)
        for table in checksums.tables(db):
            if table.name in JUDGED or table.name in articles.MADE_OF_CAPTURES:
                continue
            for found in checksums.discrepancies(db, table):
                checksums.renew(db, table.name, found.unit)
    archive.flush()


def _units(scope: CheckScope, kind: str | None) -> Sequence[int] | None:
    """The columns or pages of a sample; None for all."""
    names = {OF_COLUMN: "articles", OF_PAGE: "captures"}
    return scope.of(names[kind]) if kind in names else None


def _problem(archive: Archive, found: Discrepancy) -> Problem:
    where, public_id = _place(archive, found)
    if found.rows < found.expected:
        what = f"{found.expected - found.rows:,} of {found.expected:,} rows are lost"
    elif found.rows > found.expected:
        what = f"{found.rows:,} row{'s' * (found.rows != 1)}, where {found.expected:,} were written"
    else:
        what = "a row is not the one written"
    if found.table in JUDGED:
        return Problem("duplicates", where, what, JUDGE_AGAIN, "clusters")
    if public_id is not None and found.table in articles.MADE_OF_CAPTURES:
        return Problem("rows", where, what, REPAIR, public_id)
    if found.table in articles.MADE_OF_CAPTURES:
        return Problem("rows", where, what, RESTORE)
    return Problem("rows", where, what, RESTORE_OR_ACCEPT)


def _place(archive: Archive, found: Discrepancy) -> tuple[str, str | None]:
    """What rows belong to, with their table, and the public id when that is a column."""
    db, table = archive.db, f"table {found.table}"
    if found.kind == OF_COLUMN and found.unit:
        public_id = articles.public_id_of(db, found.unit)
        return f"column {public_id or f'of row {found.unit}, which is lost'}, {table}", public_id
    if found.kind == OF_PAGE and (page := captures.capture_by_id(db, found.unit)):
        return f"capture of {page.url} at {page.captured_at}, {table}", None
    if found.kind == OF_OUTLET and (slug := outlets.slug_held(db, found.unit)):
        return f"outlet {slug}, {table}", None
    return f"{archive.folder / FILE}, {table}", None
