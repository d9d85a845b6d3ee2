"""An import taken back: its captures set aside, and the columns they touched as without them.

A column that has captures of another origin is taken out and these are taken in again in the order
in which they came, so that versions, fields, comments, events, ids and places are what they would
be had the import never been; a column of the import alone goes. The records in the WARC files and
the rows of the captures stay: an import of the same files takes them in again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.db import captures, imports, outlets, statistics
from archive.db.columns import addresses, articles, comments
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import overrides
from archive.db.imports import ImportRun, OtherVisit
from archive.db.sqlite import Database
from archive.duplicates import clustering, withdrawal
from archive.folder.archive import Archive
from archive.model.errors import DeskError

TakeIn = Callable[[OtherVisit], None]
"""Reads a stored capture again and keeps what it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPlan:
    """What undoing an import takes out, and what it leaves."""

    run: ImportRun
    captures: tuple[int, ...]
    columns: int
    """Columns that only this import brought; they go."""
    columns_kept: int
    """Columns that have captures of another origin; they stay, as those show them."""
    comments: int
    """Of the columns that go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What undoing an import took out."""

    run: int
    captures: int
    columns: int
    columns_kept: int
    comments: int
    """What became less."""
    outlet: str | None
    """The outlet that came with the import and went with it."""


def plan(archive: Archive, run_id: int) -> UndoPlan:
    """What undoing an import would do; DeskError for what is no import, or is undone already."""
    db = archive.db
    run = imports.import_run(db, run_id)
    if run is None:
        raise DeskError(_why_not(db, run_id))
    if run.undone_at is not None:
        raise DeskError(
            f"run {run_id}: was undone on {run.undone_at[:10]} already; nothing was changed"
        )
    brought = tuple(imports.captures_brought(db, run_id))
    touched = captures.columns_of(db, brought)
    others = imports.other_visits(db, touched, but=brought)
    staying = {one.article_id for one in others if one.shows}
    going = [article_id for article_id in touched if article_id not in staying]
    return UndoPlan(
        run=run,
        captures=brought,
        columns=len(going),
        columns_kept=len(staying),
        comments=sum(len(comments.known_comments(db, article_id)) for article_id in going),
    )


def undo(archive: Archive, planned: UndoPlan, take_in: TakeIn, *, undone_at: str) -> Undone:
    """What was taken out; all of it, or after an error nothing."""
    db, run = archive.db, planned.run
    before = _sizes(db)
    with archive.at_once():
        waiting = archive.journal.waiting
        take_back(archive, planned.captures, take_in)
        with archive.write():
            imports.say_undone(db, run.id, undone_at=undone_at)
            gone = run.outlet_id is not None and imports.goes_with_imports(db, run.outlet_id)
            if gone and run.outlet_id is not None:
                imports.delete_outlet(db, run.outlet_id)
        # What was taken in again is told by this: a rebuild does all of it by one entry.
        archive.journal.take_back(waiting)
        archive.journal.undone(planned.captures, outlet=run.outlet if gone else None)
    after = _sizes(db)
    return Undone(
        run=run.id,
        captures=len(planned.captures),
        columns=before[0] - after[0],
        columns_kept=planned.columns_kept,
        comments=before[1] - after[1],
        outlet=run.outlet if gone else None,
    )


def take_back(archive: Archive, brought: Sequence[int], take_in: TakeIn) -> None:
    """Set captures aside, and put the columns they touched as without them."""
    db = archive.db
    with archive.write():
        touched = set(captures.columns_of(db, brought))
        columns = [articles.known(db, one) for one in sorted(touched | _beside(db, touched))]
        others = imports.other_visits(db, [column.id for column in columns], but=brought)
        ids = {
            column.id: [column.public_id, *addresses.former_ids_of(db, column.id)]
            for column in columns
        }
        said = overrides.all_overrides(db)
        withdrawn = withdrawal.before_leaving(db, columns)
        for column in columns:
            _take_out(db, column)
        imports.set_aside(db, list(brought))
    for visit in others:
        take_in(visit)
    with archive.write():
        withdrawal.judge_again(db, withdrawn)
        _lead_on(archive, others, ids)
        for one in said:
            _say_again(archive, one)


def take_back_again(
    archive: Archive, brought: Sequence[int], take_in: TakeIn, *, outlet: str | None
) -> None:
    """Do again what a journal tells of an undone import, and of the outlet that went with it."""
    take_back(archive, brought, take_in)
    with archive.write() as db:
        outlet_id = None if outlet is None else outlets.outlet_id(db, outlet)
        if outlet_id is not None:
            imports.delete_outlet(db, outlet_id)


def _sizes(db: Database) -> tuple[int, int]:
    return statistics.count(db, "articles"), statistics.count(db, "comments")


def _why_not(db: Database, run_id: int) -> str:
    """Why a run cannot be undone that is no import."""
    command = imports.command_of(db, run_id)
    if command is not None:
        return (
            f"run {run_id}: no import ({command}), and only an import can be undone;"
            " `desk forget` takes out a column"
        )
    standing = [str(run.id) for run in imports.all_imports(db) if run.undone_at is None]
    known = (
        f"imports that can be undone: {', '.join(standing[:10])}"
        if standing
        else "there is no import"
    )
    return f"run {run_id}: no such run; {known}; `desk import --list` shows them"


def _beside(db: Database, brought: set[int]) -> set[int]:
    """Further columns that name an address which a capture of the import took from them."""
    urls = [url for article_id in brought for url in addresses.addresses_of(db, article_id)]
    return set(imports.columns_that_name(db, urls)) - brought


def _take_out(db: Database, column: KnownColumn) -> None:
    """Remove a column's rows, but not what the frontier knows of its address."""
    clustering.leave(db, column.body_digest, articles.known(db, column.id))
    articles.delete_references(db, column.id)
    articles.delete_article(db, column.id)


def _lead_on(archive: Archive, others: list[OtherVisit], ids: dict[int, list[str]]) -> None:
    """Let the ids by which columns could be cited lead to them, whatever their id is now."""
    db = archive.db
    for visit in others:
        now = imports.column_of_capture(db, visit.id)
        if now is None:
            continue
        for public_id in ids.pop(visit.article_id, ()):
            if articles.known_by_id(db, public_id) is None:
                addresses.insert_former_id(db, now, public_id)


def _say_again(archive: Archive, one: overrides.OtherOverride) -> None:
    """Enter a manual override again, where both its columns are still there."""
    first, second = (articles.known_by_id(archive.db, name) for name in (one.one, one.other))
    if first is None or second is None or first.id == second.id:
        return
    if any(second.id in held[:2] for held in overrides.overrides_on(archive.db, first.id)):
        return
    clustering.enter_override(
        archive, one.one, one.other, decision=one.decision, said_at=one.said_at
    )
