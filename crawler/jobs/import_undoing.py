"""An import undone: what else there is of its columns is read again, and kept as without it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from archive.db.imports import OtherVisit
from archive.folder.archive import Archive
from archive.frontier.revisits import FAULTS_AT_ONCE
from archive.ingest import undoing
from archive.ingest.undoing import TakeIn, Undone, UndoPlan
from archive.model.times import moment_text
from crawler.config.outlet_files import load_outlets
from crawler.config.outlets import Outlet
from crawler.intake import intake
from crawler.intake.absence import as_gone


def undo(archive: Archive, planned: UndoPlan, *, folder: Path, now: datetime) -> Undone:
    """What was taken out; DeskError, and nothing is changed, when what stays cannot be read."""
    known: dict[str, Outlet] = {}

    def outlet_of(slug: str) -> Outlet:
        if slug not in known:
            (known[slug],) = load_outlets(folder, (slug,))
        return known[slug]

    take_in = taking_in(archive, outlet_of)
    return undoing.undo(archive, planned, take_in, undone_at=moment_text(now))


def taking_in(archive: Archive, outlet_of: Callable[[str], Outlet]) -> TakeIn:
    """What reads a stored capture of a column again and keeps what it shows."""

    def take_in(visit: OtherVisit) -> None:
        capture = archive.body_of_capture(visit.id)
        reading = intake.read(capture, outlet_of(visit.outlet), archive.parts_of_capture(visit.id))
        if visit.gone:
            reading = as_gone(reading)
        # A gate that made the column private was met often enough.
        intake.keep(archive, reading, outlet_id=visit.outlet_id, tried=FAULTS_AT_ONCE)

    return take_in
