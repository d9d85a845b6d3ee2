"""Stored captures through today's extractor; nothing is fetched."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from archive import frontier, queries
from archive.desk import Archive
from archive.errors import DeskError
from archive.queries import Rereading
from archive.records import Article, Capture, Outcome, Part
from archive.reingest import Changes, reingest
from archive.warc_reading import DamagedRecord
from crawler import intake
from crawler.extraction import VERSION
from crawler.extraction.outlet_layout import failures
from crawler.outlets import Outlet
from crawler.sight import is_lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading a column, or a page that was none so far, again came to."""

    outlet: str
    public_id: str | None
    """None for a page that was no column before."""
    changes: Changes | None
    """None for a page that was no column before."""
    outcome: Outcome | None
    """What such a page is now; None for a column. FAILED for one that links further pages which
    were not asked for: the next crawl does."""
    layout_failures: tuple[str, ...] = ()
    """Fields for which the outlet's own selectors found nothing on the newest capture."""
    problem: str | None = None
    """Why it could not be read again (a damaged WARC record); it is then left as it was."""


def to_reread(archive: Archive, slug: str | None) -> list[Rereading]:
    """What there is to read again, of one outlet or of all."""
    return list(queries.to_reread(archive.db, outlet_slug=slug))


def reextract(
    archive: Archive, todo: list[Rereading], outlets: Mapping[str, Outlet]
) -> Iterator[Reread]:
    """What came of each, in order; DeskError before anything is done when an outlet has no file."""
    missing = sorted({item.outlet for item in todo} - outlets.keys())
    if missing:
        raise DeskError(
            f"{missing[0]}: has captures in the archive, but no file outlets/{missing[0]}.toml; "
            "put it back, or name the outlet to read again: desk reextract OUTLET"
        )
    ids = {slug: intake.register(archive, outlets[slug]) for slug in {i.outlet for i in todo}}
    for item in todo:
        try:
            yield _reread(archive, item, outlets[item.outlet], outlet_id=ids[item.outlet])
        except DamagedRecord as damage:
            yield Reread(
                outlet=item.outlet,
                public_id=item.public_id,
                changes=None,
                outcome=None,
                problem=str(damage),
            )
    archive.flush()


def reread_column(archive: Archive, public_id: str, outlets: Mapping[str, Outlet]) -> bool:
    """Whether a column's captures could be read again; what they say is entered."""
    slug = queries.outlet_of(archive.db, public_id)
    if slug not in outlets:
        raise DeskError(f"{slug}: no file outlets/{slug}.toml; put it back to have it read again")
    item = Rereading(outlet=slug, public_id=public_id, capture_ids=())
    outlet_id = intake.register(archive, outlets[slug])
    try:
        changes = _reread(archive, item, outlets[slug], outlet_id=outlet_id).changes
    except DamagedRecord:
        return False
    return bool(changes)


def _reread(archive: Archive, item: Rereading, outlet: Outlet, *, outlet_id: int) -> Reread:
    if item.public_id is None:
        capture = archive.body_of_capture(item.capture_ids[0])
        parts = archive.parts_of_capture(capture.id)
        if capture.status is not None and is_lacking(capture, outlet, parts):
            # The next crawl has it whole.
            frontier.hint_due(archive, (capture.url, *capture.via), now=datetime.now(UTC))
            outcome = Outcome.FAILED
        else:
            outcome = intake.take_in(archive, capture, outlet, parts, outlet_id=outlet_id)
        return Reread(outlet=item.outlet, public_id=None, changes=None, outcome=outcome)

    newest: Article | None = None

    def read(capture: Capture, parts: tuple[Part, ...]) -> Article | None:
        nonlocal newest
        reading = intake.read(capture, outlet, parts)
        if reading.outcome is not None:
            return None
        newest = reading.article
        return newest

    changes = reingest(archive, item.public_id, read, extractor=VERSION)
    return Reread(
        outlet=item.outlet,
        public_id=item.public_id,
        changes=changes,
        outcome=None,
        layout_failures=tuple(failures(newest.found_in)) if newest is not None else (),
    )
