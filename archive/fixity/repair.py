"""Mending what `verify` found, as far as the captures still hold it.

Full-text indexes are rebuilt from the texts, texts from the captures, what duplicates are found
by from the texts. What stands in one place only, a WARC record or its row, is not mended but named.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.db import full_text
from archive.db.columns import articles
from archive.duplicates import clustering
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.problem import Problem, Progress

ReadAgain = Callable[[str], bool]
"""Reads the column of a public id again from its captures; False when none can be read."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What became of one problem."""

    problem: Problem
    mended: bool
    why_not: str | None = None


def repair(
    archive: Archive,
    problems: Sequence[Problem],
    reread: ReadAgain,
    *,
    progress: Progress | None = None,
) -> list[Repaired]:
    """What was mended and what was not; the archive must be open for writing."""
    damaged = {p.key for p in problems if p.check == "texts" and p.key}
    read = {public_id: _read_again(archive, public_id, reread) for public_id in sorted(damaged)}
    indexes = {p.key for p in problems if p.check == "full text"}
    if damaged or indexes:  # a text's trigger took words out of the index that were not in it
        with archive.write() as db:
            for index in full_text.INDEXES:
                full_text.rebuild_index(db, index)
    if any(p.check == "duplicates" for p in problems):
        clustering.recompute(archive, from_start=True, progress=progress)
    archive.flush()
    return [_outcome(problem, read) for problem in problems]


def _read_again(archive: Archive, public_id: str, reread: ReadAgain) -> str | None:
    """Why a column could not be read again; None when it was."""
    known = articles.known_by_id(archive.db, public_id)
    if known is None:
        return "no column has this id any more"
    with archive.write() as db:
        articles.invalidate_digests(db, known.id)
    try:
        return None if reread(public_id) else "none of its captures can be read"
    except DeskError as error:
        return str(error)


def _outcome(problem: Problem, read: dict[str, str | None]) -> Repaired:
    if problem.check in ("full text", "duplicates"):
        return Repaired(problem, mended=True)
    if problem.check == "texts" and problem.key:
        why = read[problem.key]
        return Repaired(problem, mended=why is None, why_not=why)
    if problem.check == "captures":
        return Repaired(problem, False, "a record stands in one place only")
    return Repaired(problem, False, "SQLite's own pages cannot be made anew from captures")
