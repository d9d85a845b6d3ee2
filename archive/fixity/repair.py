"""Mending what `verify` found, as far as the captures still hold it.

Full-text indexes are made anew from the texts, columns from their captures, outlets from their
files, what duplicates are found by from the texts, and columns are counted again. What stands in
one place only, such as a WARC record or the row of a capture, is not mended. What was mended is for
a second look to say, not for this module: it gives the reasons for what was not.
"""

from collections.abc import Callable, Mapping, Sequence

from archive.db import checksums, text_indexes
from archive.db.columns import articles, details
from archive.db.duplicates import clusters
from archive.db.sqlite import Database
from archive.duplicates import clustering
from archive.fixity import counts, texts
from archive.fixity.database import damaged_text_read
from archive.fixity.rows import JUDGED
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.problem import Problem, Progress
from archive.model.rows import digest_of

Restore = Callable[[int], None]
"""Writes the column of a row id as its captures show it; DeskError says why it cannot."""

ONE_PLACE = {
    "captures": "a record and its row stand in one place only",
    "database": "SQLite's own pages cannot be made anew from captures",
    "rows": "nothing else in the archive says what stood there",
}
"""Why what is found by these checks cannot be mended, when no column's captures can mend it."""


COLUMNS_LOST = "nothing is mended while whole columns are lost; restore archive.db from a copy"


def repair(
    archive: Archive,
    problems: Sequence[Problem],
    restore: Restore,
    *,
    register_outlets: Callable[[], None],
    progress: Progress | None = None,
) -> dict[str, str]:
    """Why problems could not be mended, by their keys; the archive must be open for writing."""
    named = sorted({p.key for p in problems if p.check in ("texts", "rows") and p.key})
    with damaged_text_read(archive):
        if _columns_are_lost(archive.db):
            return dict.fromkeys((p.key or "" for p in problems), COLUMNS_LOST)
    judging = any(p.check == "duplicates" for p in problems)
    with damaged_text_read(archive):
        # First of all, as no text can be written while the index that follows it is damaged,
        # which a sample need not have shown.
        with archive.write() as db:
            for index in text_indexes.INDEXES:
                if text_indexes.fault_of(db.conn, index) is not None:
                    text_indexes.make_anew(db, index)
        if judging:  # a damaged signature is in the way of a column that leaves its cluster
            with archive.write() as db:
                clusters.clear(db)
        with archive.write() as db:
            _delete_strays(db)
        found = {public_id: _restored(archive, public_id, restore) for public_id in named}
        _restore_outlets(archive, register_outlets)
        with archive.write() as db:
            _mend_chrome(archive, db)
        if judging:
            clustering.recompute(archive, from_start=True, progress=progress)
            with archive.write() as db:
                for table in JUDGED:
                    checksums.renew(db, table)
        if named:
            # A text's trigger took words out of the index that were not in it.
            with archive.write() as db:
                for index in text_indexes.INDEXES:
                    text_indexes.rebuild(db, index)
        counts.count_again(archive)
        archive.flush()
    return {public_id: why for public_id, why in found.items() if why is not None}


def why_not_mended(problem: Problem, why_not: Mapping[str, str]) -> str:
    """Why a problem that a second look found again was not mended."""
    reason = why_not.get(problem.key or "")
    return reason or ONE_PLACE.get(problem.check, "it was made anew, and is not sound all the same")


def _columns_are_lost(db: Database) -> bool:
    """Whether rows of `articles` are gone: what refers to them is then judged by no one."""
    (table,) = (table for table in checksums.tables(db) if table.name == "articles")
    return any(found.rows < found.expected for found in checksums.discrepancies(db, table))


def _delete_strays(db: Database) -> None:
    """Remove rows of columns that never were: other hands wrote them, or wrote another column."""
    for table in checksums.tables(db):
        if table.name not in articles.MADE_OF_CAPTURES or table.name == "articles":
            continue
        for found in checksums.discrepancies(db, table):
            if found.expected == 0 and articles.public_id_of(db, found.unit) is None:
                with checksums.unsummed(db, table.name, found.unit):
                    articles.delete_rows_of(db, table.name, found.unit)


def _restored(archive: Archive, public_id: str, restore: Restore) -> str | None:
    """Why a column could not be written anew; None when it was."""
    known = articles.known_by_id(archive.db, public_id)
    if known is None:
        return "no column has this id any more"
    try:
        restore(known.id)
    except DeskError as error:
        return str(error)
    return None


def _restore_outlets(archive: Archive, register: Callable[[], None]) -> None:
    """Write the outlets as their files say, when the rows are those that were known then."""
    kept = checksums.kept(archive.db, "outlets", 0)
    if checksums.found(archive.db, "outlets", 0) == kept:
        return
    register()
    with archive.write() as db:
        if checksums.found(db, "outlets", 0) == kept:
            checksums.renew(db, "outlets")


def _mend_chrome(archive: Archive, db: Database) -> None:
    """Put texts of furniture right that columns still have, and remove those that none has.

    A column that was read again may have brought the same text under its right digest.
    """
    if checksums.are_sound(db, "chrome_texts", 0):
        return
    details.delete_unused_chrome_texts(db)
    for row in list(details.chrome_texts_to_check(db, None)):
        digest = digest_of(row["text"])
        if digest == row["digest"]:
            continue
        if not texts.is_chrome_of_sound_column(archive, row["id"]):
            return
        if not details.give_to_chrome_text_of(db, row["id"], digest):
            details.update_chrome_digest(db, row["id"], digest)
    if not details.chrome_without_text(db):
        checksums.renew(db, "chrome_texts")
