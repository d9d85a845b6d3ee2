"""Columns from files: saved HTML pages and flattened texts, as `desk import` takes them in.

What a file is, is decided by its content (`crawler.saved_pages`). A file becomes a WARC resource
record, captured when it was saved, and then goes the way of every capture
(`crawler.intake.intake`). What is no column is named and counted.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from archive.db import captures, imports, outlets
from archive.folder.archive import Archive
from archive.folder.bodies import fields_of_file
from archive.frontier import crawl_log
from archive.model.records import Article, Capture, Outcome
from archive.model.times import moment, moment_text
from archive.warc.response import MAX_BODY
from crawler.config.outlets import Outlet
from crawler.intake import intake
from crawler.saved_pages.envelopes import enveloped_page
from crawler.saved_pages.formats import HEAD
from crawler.saved_pages.kinds import CONTENT_TYPES, FileKind, format_of, kind_of
from crawler.saved_pages.marks import declared_address, first_possible, marks_of, moment_of

APART = timedelta(milliseconds=1)
"""Between two files that were saved at one time, so that of two with the same text the later is the
newer. To take one in takes longer, so that none is said to be saved after it came."""
ORIGIN = "user.xdg.origin.url"
"""The attribute of a file in which wget, curl and browsers write its address, where asked to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one file, or would become of it."""

    path: Path
    kind: FileKind
    url: str | None = None
    """The address the file declares as its own; None for a text, and for a page that has none."""
    saved_at: datetime | None = None
    """When it was saved, which is its time of capture; None for what cannot be read."""
    article: Article | None = None
    outcome: Outcome | None = None
    """None for a column of a dry run."""
    reason: str | None = None
    """What was seen when it is no column."""
    run: int | None = None
    """The run that brought it, by which it can be undone; None for what brought nothing new."""


def preview(path: Path, outlet: Outlet, *, now: datetime) -> Imported:
    """What a file would become if it was imported; nothing is stored."""
    file = _read_file(path, outlet, now=now)
    if isinstance(file, Imported):
        return file
    return _imported(file, intake.read(_unstored(file), outlet))


def import_files(
    archive: Archive,
    outlet: Outlet,
    files: Sequence[Path],
    *,
    now: datetime,
    before: Callable[[], None] = lambda: None,
) -> Iterator[Imported]:
    """What became of each file, as it is stored; a file that is held already changes nothing.

    `before` is called before the first is stored, and never when there is none.
    """
    bringing = _Bringing(archive, outlet, now, before)
    free = _FreeMoments()
    for path in files:
        file = _read_file(path, outlet, now=now)
        if isinstance(file, Imported):
            yield file
            continue
        file = replace(file, saved_at=free.from_moment(file.saved_at))
        if slug := _other_holder(archive, file, outlet):
            reading = intake.read(_unstored(file), outlet)
            reason = f"held for {slug} already, and stays there"
            yield replace(_imported(file, reading, Outcome.UNCHANGED), reason=reason)
            continue
        capture = archive.add_resource(
            file.body,
            url=file.url,
            content_type=CONTENT_TYPES[file.kind],
            outlet_id=bringing.outlet_id,
            captured_at=file.saved_at,
        )
        run = bringing.run_of(capture)
        reading = intake.read(capture, outlet)
        held = captures.capture_by_id(archive.db, capture.id)
        if held is not None and held.article_id is not None:
            outcome = Outcome.UNCHANGED  # what it became stands in its row already
        else:
            outcome = intake.keep(archive, reading, outlet_id=bringing.outlet_id)
        yield replace(_imported(file, reading, outcome), run=run)
    bringing.finish(datetime.now(UTC))


class _Bringing:
    """The run of an import, entered with the first capture that it brings; or never."""

    def __init__(
        self, archive: Archive, outlet: Outlet, now: datetime, before: Callable[[], None]
    ) -> None:
        self._archive, self._outlet, self._now, self._before = archive, outlet, now, before
        self._run: int | None = None
        self._is_new_outlet = outlets.outlet_id(archive.db, outlet.slug) is None

    @cached_property
    def outlet_id(self) -> int:
        self._before()
        return intake.register(self._archive, self._outlet)

    def run_of(self, capture: Capture) -> int | None:
        """The run, where it brought this capture; None where that was held."""
        if not imports.is_new(self._archive.db, capture.id):
            return None
        with self._archive.write() as db:
            if self._run is None:
                self._run = imports.insert_import(
                    db,
                    started_at=moment_text(self._now),
                    outlet_id=self.outlet_id,
                    slug=self._outlet.slug,
                    entered_outlet=self._is_new_outlet,
                )
            imports.give_to_import(db, capture.id, run_id=self._run, outlet_id=self.outlet_id)
        return self._run

    def finish(self, now: datetime) -> None:
        """Write down that the import came to its end, and flush."""
        if self._run is None:
            self._archive.flush()
        else:
            crawl_log.finish_run(self._archive, self._run, now=now, problem=None)


def link_left_out(link: Path) -> Imported:
    """A link in a folder that leads out of it, as what it is."""
    reason = f"a link to {link.resolve()}, out of its folder; name that file to import it"
    return Imported(path=link, kind="other", outcome=Outcome.UNREADABLE, reason=reason)


def folder_left_out(folder: Path, why: str) -> Imported:
    """A folder that cannot be read, as what it is."""
    reason = f"cannot be read: {why}; nothing in it was imported"
    return Imported(path=folder, kind="other", outcome=Outcome.FAILED, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadFile:
    """A file that can be read as a page or a text."""

    path: Path
    kind: FileKind
    body: bytes
    url: str | None
    saved_at: datetime


def _unstored(file: _ReadFile) -> Capture:
    """A file as a capture that is only read."""
    return Capture(
        id=0,
        url=file.url or "urn:sha256:",
        captured_at=file.saved_at,
        status=None,
        content_type=CONTENT_TYPES[file.kind],
        digest="",
        body=file.body,
    )


def _other_holder(archive: Archive, file: _ReadFile, outlet: Outlet) -> str | None:
    """The slug of another outlet that has a column of this very file; None when none has."""
    digest = fields_of_file(file.body, None).digest
    held = captures.resource_held(archive.db, file.url or f"urn:sha256:{digest}", digest)
    if held is None or held.article_id is None or held.outlet_id is None:
        return None
    slug = outlets.slug_of(archive.db, held.outlet_id)
    return None if slug == outlet.slug else slug


class _FreeMoments:
    """Moments, each given to one file. Those of an unpacked archive were all saved at one time."""

    def __init__(self) -> None:
        self._next: dict[datetime, datetime] = {}
        """Of each that was given, the one that is free, or one on the way to it."""

    def from_moment(self, saved_at: datetime) -> datetime:
        """The first moment that is free, from this on."""
        passed = []
        while saved_at in self._next:
            passed.append(saved_at)
            saved_at = self._next[saved_at]
        self._next.update(dict.fromkeys([*passed, saved_at], saved_at + APART))
        return saved_at


def _read_file(path: Path, outlet: Outlet, *, now: datetime) -> _ReadFile | Imported:
    """A file to be read, or what it is instead."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            large = status.st_size > MAX_BODY
            body = file.read(HEAD if large else MAX_BODY)
            origin = _origin(file.fileno())
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        return Imported(path=path, kind="other", outcome=Outcome.FAILED, reason=reason)
    kind, instead = kind_of(body)
    if large:
        size = f"{status.st_size / 2**20:.0f} MB; at most {MAX_BODY // 2**20} MB"
        kind, instead = "other", format_of(body) or f"{size} are read as one column"
    if instead:
        return Imported(path=path, kind=kind, outcome=Outcome.UNREADABLE, reason=instead)
    url, times = None, [_modified(status)]
    if kind != "text":
        page = enveloped_page(body) if kind != "html" else None
        html = page.html if page else body
        marks = marks_of(html)
        location = (page.location if page else None) or origin
        url = declared_address(html, outlet, location=location)
        written = moment_of(page.date) if page and page.date else None
        times = [written, marks.saved_at, *times]
    saved_at = moment(moment_text(first_possible(times, now=now)))
    return _ReadFile(path=path, kind=kind, body=body, url=url, saved_at=saved_at)


def _modified(status: os.stat_result) -> datetime | None:
    try:
        return datetime.fromtimestamp(status.st_mtime, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _origin(descriptor: int) -> str | None:
    """The address that who fetched a file wrote into its attributes."""
    try:
        return os.getxattr(descriptor, ORIGIN).decode()
    except (AttributeError, OSError, ValueError):  # no such attribute, or no attributes here
        return None


def _imported(file: _ReadFile, reading: intake.Reading, outcome: Outcome | None = None) -> Imported:
    """A file with what its reading says and what the archive made of it."""
    return Imported(
        path=file.path,
        kind=file.kind,
        url=file.url,
        saved_at=file.saved_at,
        article=reading.article,
        outcome=outcome or reading.outcome,
        reason=intake.reason_of(reading, outcome or reading.outcome),
    )
