"""Stored captures through today's extractor; nothing is fetched."""

import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import NoReturn

from archive.db import captures, checks, tombstones
from archive.db.outlets import slug_held
from archive.folder.archive import Archive
from archive.frontier import visits
from archive.ingest import restoring
from archive.ingest.column_capture import ColumnCapture
from archive.ingest.reingest import Changes, enter_pages, is_as_held, read_pages
from archive.model.errors import Damaged, DeskError
from archive.model.records import Article, Capture, Outcome, Part
from archive.model.rows import canonical_json
from archive.model.times import moment_text
from archive.reading import rereading
from archive.reading.rereading import CapturesToReread
from archive.takedown import takedown
from crawler.config.outlet_files import load_outlets
from crawler.config.outlets import Outlet
from crawler.extraction import TEXT_VERSION, VERSION
from crawler.extraction.outlet_layout import failures
from crawler.intake import intake
from crawler.intake.multi_page_visit import is_lacking


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

    def counted_as(self) -> list[str]:
        """What it counts as."""
        if self.problem is not None:
            return ["problems"]
        if self.changes is None:
            return ["new"] if self.outcome is Outcome.NEW else []
        names = ("text", "fields", "comments")
        return ["columns", *(name for name in names if getattr(self.changes, name))]


EXTRACTOR = f"{VERSION}, texts {TEXT_VERSION}"
"""Names the readers: a re-extraction by others that was cut off is not taken up, but begun anew."""
CHUNK = 10
"""Columns read by a process at a time."""
AHEAD = 3
"""Chunks for each process that wait to be entered; it bounds what is held in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadingPlan:
    """What is to be read again, and in what."""

    todo: tuple[CapturesToReread, ...]
    scope: str
    """Outlet and day as asked for: a re-extraction of the same scope is taken up where it ended."""
    skipped: int = 0
    """Done already by one that was cut off."""

    @property
    def captures(self) -> int:
        return sum(len(item.capture_ids) for item in self.todo)


def plan(archive: Archive, slug: str | None, *, since: date | None = None) -> RereadingPlan:
    """What there is to read again, of one outlet or of all; what is left of one cut off."""
    day = since.isoformat() if since else None
    scope = canonical_json({"outlet": slug, "since": day})
    todo = list(rereading.to_reread(archive.db, outlet_slug=slug, since=day))
    held = checks.unfinished_reextraction(archive.db, extractor=EXTRACTOR, scope=scope)
    left = [item for item in todo if held is None or place_of(item) > held[1]]
    return RereadingPlan(todo=tuple(left), scope=scope, skipped=len(todo) - len(left))


def place_of(item: CapturesToReread) -> str:
    """Where a column or page stands in the order in which they are read."""
    return item.public_id or f"~{item.capture_ids[0]:012}"


def reextract(
    archive: Archive,
    planned: RereadingPlan,
    outlets: Mapping[str, Outlet],
    *,
    jobs: int = 1,
    dry_run: bool = False,
) -> Iterator[Reread]:
    """What came of each, in order; DeskError before anything is done when an outlet has no file.

    With several jobs captures are read in so many processes, and entered in this one.
    """
    missing = sorted({item.outlet for item in planned.todo} - outlets.keys())
    if missing:
        raise DeskError(
            f"{missing[0]}: has captures in the archive, but no file outlets/{missing[0]}.toml; "
            "put it back, or name the outlet to read again: desk reextract OUTLET"
        )
    if not dry_run:
        for slug in {item.outlet for item in planned.todo}:
            intake.register(archive, outlets[slug])
        archive.flush()
    number = None if dry_run else _begin(archive, planned.scope)
    tally: Counter[str] = Counter()
    for item, pages in _read_all(archive.folder, planned.todo, outlets, jobs=jobs):
        archive.flush_full_group()
        with suppress(_NotForGood), archive.write() as db:
            done = _entered(archive, item, pages, outlets[item.outlet])
            if number is None:
                _undo()
            checks.advance_reextraction(db, number, done_until=place_of(item))
        tally.update(done.counted_as())
        yield done
    if number is not None:
        with archive.write() as db:
            checks.finish_reextraction(
                db, number, finished_at=moment_text(datetime.now(UTC)), changed=tally
            )
    archive.flush()
    if number is not None and tombstones.any_commenter(archive.db):
        takedown.sweep_database(archive)  # comments may have been emptied, by this call or before


class _NotForGood(Exception):  # noqa: N818
    """Undoes what a dry run wrote."""


def _undo() -> NoReturn:
    raise _NotForGood


def _begin(archive: Archive, scope: str) -> int:
    held = checks.unfinished_reextraction(archive.db, extractor=EXTRACTOR, scope=scope)
    if held is not None:
        return held[0]
    with archive.write() as db:
        return checks.begin_reextraction(
            db, extractor=EXTRACTOR, scope=scope, started_at=moment_text(datetime.now(UTC))
        )


@dataclass(frozen=True, slots=True)
class ReadPages:
    """What a process read of a column: pages to enter, or why it could not."""

    pages: list[ColumnCapture]
    """None when they say what the archive holds: so the one that writes has nothing to compare."""
    layout_failures: tuple[str, ...] = ()
    problem: str | None = None


def _read_all(
    folder: Path, todo: Sequence[CapturesToReread], outlets: Mapping[str, Outlet], *, jobs: int
) -> Iterator[tuple[CapturesToReread, ReadPages | None]]:
    """What each column's captures show, in order; None for a page that was no column so far."""
    chunks = [todo[start : start + CHUNK] for start in range(0, len(todo), CHUNK)]
    if jobs == 1:
        with Archive.reading(folder) as archive:
            for item in todo:
                yield item, _read(archive, item, outlets[item.outlet])
        return
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_open, initargs=(folder, tuple(outlets))
    ) as readers:
        ahead: deque[tuple[Sequence[CapturesToReread], Future[list[ReadPages | None]]]] = deque()
        for chunk in chunks:
            ahead.append((chunk, readers.submit(_read_chunk, chunk)))
            if len(ahead) > AHEAD * jobs:
                items, read = ahead.popleft()
                yield from zip(items, _result(read), strict=True)
        while ahead:
            items, read = ahead.popleft()
            yield from zip(items, _result(read), strict=True)


def _result(read: "Future[list[ReadPages | None]]") -> list[ReadPages | None]:
    try:
        return read.result()
    except BrokenProcessPool as fault:
        raise DeskError(
            "a process that reads captures was ended from outside, for want of memory maybe; run"
            " the command again, with fewer --jobs: it goes on where it was"
        ) from fault


_reader: tuple[Archive, Mapping[str, Outlet]] | None = None
"""The archive as a reading process has it open, from its start to its end."""


def _open(folder: Path, slugs: tuple[str, ...]) -> None:
    global _reader  # noqa: PLW0603
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that writes to tell
    threading.Thread(target=_end_with_parent, daemon=True).start()
    outlets = {outlet.slug: outlet for outlet in load_outlets(folder, slugs)}
    _reader = Archive.reading(folder), outlets


def _end_with_parent() -> None:
    """Ends this process when the writer was killed: its queue alone would let it wait for ever."""
    writer = parent_process()
    if writer is not None:
        writer.join()
        os._exit(1)


def _read_chunk(chunk: Sequence[CapturesToReread]) -> list[ReadPages | None]:
    if _reader is None:
        raise RuntimeError("a reading process was not opened")
    archive, outlets = _reader
    return [_read(archive, item, outlets[item.outlet]) for item in chunk]


def _read(archive: Archive, item: CapturesToReread, outlet: Outlet) -> ReadPages | None:
    if item.public_id is None:
        return None
    newest: Article | None = None

    def read(capture: Capture, parts: tuple[Part, ...]) -> Article | None:
        nonlocal newest
        article = intake.article_to_keep(archive, outlet, capture, parts)
        newest = article or newest
        return article

    try:
        pages = read_pages(archive, item.public_id, read, extractor_of=intake.extractor_of)
    except Damaged as damage:
        return ReadPages([], problem=str(damage))
    if is_as_held(archive, item.public_id, pages):
        pages = []
    return ReadPages(pages, tuple(failures(newest.found_in)) if newest is not None else ())


def _entered(
    archive: Archive, item: CapturesToReread, pages: ReadPages | None, outlet: Outlet
) -> Reread:
    """What became of a column or page that was read."""
    if pages is None or item.public_id is None:
        outlet_id = intake.register(archive, outlet)
        return _reread_page(archive, item, outlet, outlet_id=outlet_id)
    changes = None
    if pages.problem is None:
        changes = enter_pages(archive, item.public_id, pages.pages) if pages.pages else Changes()
    return Reread(
        outlet=item.outlet,
        public_id=item.public_id,
        changes=changes,
        outcome=None,
        layout_failures=pages.layout_failures,
        problem=pages.problem,
    )


def restore_column(archive: Archive, article_id: int, outlets: Mapping[str, Outlet]) -> None:
    """Write a column as its captures show it; DeskError when that cannot be told of them."""
    outlet_id = captures.outlet_of_column(archive.db, article_id)
    slug = None if outlet_id is None else slug_held(archive.db, outlet_id)
    if outlet_id is None or slug is None:
        raise DeskError("none of its captures tells of which outlet it is")
    if slug not in outlets:
        raise DeskError(f"{slug}: no file outlets/{slug}.toml; put it back to have it read again")
    restoring.restore(
        archive,
        article_id,
        partial(intake.article_to_keep, archive, outlets[slug]),
        outlet_id=outlet_id,
        extractor_of=intake.extractor_of,
    )


def _reread_page(
    archive: Archive, item: CapturesToReread, outlet: Outlet, *, outlet_id: int
) -> Reread:
    """What became of a page that was no column so far."""
    try:
        capture = archive.body_of_capture(item.capture_ids[0])
        parts = archive.parts_of_capture(capture.id)
    except Damaged as damage:
        return Reread(
            outlet=item.outlet, public_id=None, changes=None, outcome=None, problem=str(damage)
        )
    if capture.status is not None and is_lacking(capture, outlet, parts):
        # The next crawl has it whole.
        visits.hint_due(archive, outlet_id, (capture.url, *capture.via), now=datetime.now(UTC))
        outcome = Outcome.FAILED
    else:
        outcome = intake.take_in(archive, capture, outlet, parts, outlet_id=outlet_id)
    return Reread(outlet=item.outlet, public_id=None, changes=None, outcome=outcome)
