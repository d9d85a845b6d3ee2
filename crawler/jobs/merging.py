"""Another working folder taken into this one: captures byte for byte, columns read from them anew.

A capture is the same when address, moment, status and body are; what is not here yet is copied with
its request, and taken in as if it had been crawled here, so that versions, events and comments fall
into their places in time, whichever folder is merged into which. All of a folder is taken in or
none of it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from archive.db import capture_lists, capture_parts, captures, outlets, statistics, tombstones
from archive.db.capture_lists import OtherCapture
from archive.db.captures import CaptureRow
from archive.db.columns import addresses, articles
from archive.db.crawling import frontier
from archive.db.duplicates import overrides
from archive.duplicates import clustering
from archive.files.whole import write_new
from archive.folder.archive import WARC_FOLDER, Archive
from archive.folder.lock import WriterLock
from archive.frontier.revisits import FAULTS_AT_ONCE
from archive.model import tombstone_keys
from archive.model.errors import DeskError
from archive.model.problem import Progress
from archive.model.records import Part
from archive.takedown import takedown
from archive.warc.reading import DamagedRecord, Position, record_at
from crawler.config.outlet_files import load_outlets
from crawler.config.outlets import Outlet
from crawler.intake import intake

REPORT_EVERY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What was taken over from another folder."""

    source: Path
    captures: int = 0
    columns: int = 0
    """New here."""
    outlets: int = 0
    words: int = 0
    forgotten: int = 0
    """Columns that were forgotten there, and are now here."""
    problems: tuple[str, ...] = ()
    """Captures that could not be read there, and were left out."""


def merge(folder: Path, source: Path, *, progress: Progress | None = None) -> Merged:
    """What a folder took over from another; a DeskError leaves it as it was."""
    tell = progress or (lambda what, done, total: None)
    if not source.is_dir():
        raise DeskError(f"{source}: no folder; name a working folder of foreign-desk")
    if source.resolve() == folder.resolve():
        raise DeskError(f"{source}: is this folder itself; name another")
    with (
        _quiet(source),
        Archive.reading(source) as theirs,
        Archive.writing(folder, command=f"merge {source.name}") as ours,
    ):
        outlets = _outlets(folder, source, theirs, ours)
        copied = _copy_outlet_files(folder, source, outlets)
        since = statistics.last_id(ours.db, "captures")
        try:
            with ours.at_once():
                done = _Merge(ours, theirs, outlets, tell).run(source)
        except BaseException:
            for path in copied:
                path.unlink()
            raise
        takedown.redact_again(ours, since=since)
        forgotten = _forget_here(ours)
        return replace(done, outlets=len(copied), forgotten=forgotten)


@contextmanager
def _quiet(source: Path) -> Iterator[None]:
    """Keeps other commands from writing to a folder, where this one may write a lock at all."""
    try:
        lock = WriterLock(source, command="merge")
    except DeskError as error:
        if "is writing to this archive" in str(error):
            raise
        yield  # a folder that nobody can write to
        return
    with lock:
        yield


def _outlets(folder: Path, source: Path, theirs: Archive, ours: Archive) -> dict[str, Outlet]:
    """The outlets of both folders by slug, ours where both have one."""
    known = {outlet.slug: outlet for outlet in load_outlets(source)}
    known |= {outlet.slug: outlet for outlet in load_outlets(folder)}
    here, there = outlets.homes(ours.db), outlets.homes(theirs.db)
    for slug, home in there.items():
        if slug not in known:
            raise DeskError(f"{source}: has captures of {slug}, but no file outlets/{slug}.toml")
        if here.get(slug, known[slug].home) != home:
            raise DeskError(
                f"{slug}: is {here.get(slug, known[slug].home)} here and {home} in {source};"
                " rename one of the outlets before"
            )
    return known


def _copy_outlet_files(folder: Path, source: Path, outlets: dict[str, Outlet]) -> list[Path]:
    """The outlet files that were missing here."""
    copied = []
    for slug in outlets:
        path = folder / "outlets" / f"{slug}.toml"
        if not path.exists():
            write_new(path, (source / "outlets" / f"{slug}.toml").read_bytes())
            copied.append(path)
    return copied


class _Merge:
    """One source being taken in, within one transaction."""

    def __init__(
        self,
        ours: Archive,
        theirs: Archive,
        outlets: dict[str, Outlet],
        tell: Callable[[str, int, int], None],
    ) -> None:
        self._ours, self._theirs, self._outlets, self._tell = ours, theirs, outlets, tell
        self._here: dict[int, int] = {}
        """Row id there to row id here."""
        self._ids: dict[str, int] = {}
        self._parts = capture_parts.all_parts(theirs.db)
        self._problems: list[str] = []

    def run(self, source: Path) -> Merged:
        """What was taken over."""
        with self._ours.write() as db:
            for tombstone in tombstones.all_tombstones(self._theirs.db):
                tombstones.put_tombstone(db, tombstone)
        for slug in sorted(outlets.homes(self._theirs.db)):
            self._ids[slug] = intake.register(self._ours, self._outlets[slug])
        since = statistics.last_id(self._ours.db, "captures")
        new = self._copy_captures()
        for capture in self._in_time(new):
            self._take_in(capture)
        self._settle_frontier()
        words = self._settle_words()
        return Merged(
            source=source,
            captures=len(new),
            # Not those that were new at first and then turned out to be one known here.
            columns=statistics.columns_since(self._ours.db, since),
            words=words,
            problems=tuple(self._problems),
        )

    def _copy_captures(self) -> list[OtherCapture]:
        """The captures that were not here."""
        new: list[OtherCapture] = []
        total = statistics.count(self._theirs.db, "captures")
        for done, capture in enumerate(capture_lists.all_captures(self._theirs.db)):
            if done % REPORT_EVERY == 0:
                self._tell("captures", done, total)
            row = capture.row
            held = capture_lists.capture_like(self._ours.db, row)
            if held is not None:
                self._here[row.id] = held
            elif not tombstones.has_tombstone(
                self._ours.db,
                "address",
                tombstone_keys.of_addresses([row.url, *captures.listed(row.via)]),
            ):
                try:
                    self._copy(capture)
                except DamagedRecord as damage:
                    self._problems.append(f"{row.url}, {row.captured_at}: left out: {damage}")
                else:
                    new.append(capture)
        self._tell("captures", total, total)
        return new

    def _copy(self, capture: OtherCapture) -> None:
        row = capture.row
        if row.revisit_of is not None and row.revisit_of not in self._here:
            return
        holder = None if row.revisit_of is None else self._here[row.revisit_of]
        self._here[row.id] = self._ours.adopt_capture(
            replace(row, revisit_of=holder),
            members_of(self._theirs.folder / WARC_FOLDER, row),
            outlet_id=self._ids[capture.outlet] if capture.outlet else None,
        )

    def _in_time(self, new: list[OtherCapture]) -> Iterator[OtherCapture]:
        """The new captures of visits in order of time, with word of how many are done."""
        visits = [one for one in new if one.row.outcome is not None and one.row.id in self._here]
        for done, capture in enumerate(sorted(visits, key=lambda one: one.row.captured_at)):
            if done % REPORT_EVERY == 0:
                self._tell("columns", done, len(visits))
            yield capture
        self._tell("columns", len(visits), len(visits))

    def _take_in(self, capture: OtherCapture) -> None:
        """Read a capture anew, and keep what it shows."""
        slug = capture.outlet or ""
        outlet, outlet_id = self._outlets[slug], self._ids[slug]
        parts = tuple(
            Part(role, self._ours.body_of_capture(self._here[part]))  # type: ignore[arg-type]
            for role, part in self._parts.get(capture.row.id, ())
            if part in self._here
        )
        reading = intake.read(self._ours.body_of_capture(self._here[capture.row.id]), outlet, parts)
        # A gate that made the column private there was met often enough.
        tried = FAULTS_AT_ONCE if capture.row.article_id is not None else 0
        intake.keep(self._ours, reading, outlet_id=outlet_id, tried=tried)

    def _settle_frontier(self) -> None:
        with self._ours.write() as db:
            for slug, row in frontier.portable_rows(self._theirs.db):
                key = tombstone_keys.of_address(row["url"])
                if not tombstones.has_tombstone(db, "address", [key]):
                    frontier.insert_portable(db, row, outlet_id=self._ids[slug])

    def _settle_words(self) -> int:
        """How many words of people were taken over: the later of two goes before."""
        taken = 0
        with self._ours.write() as db:
            for former, now in addresses.all_former_ids(self._theirs.db):
                known = articles.known_by_id(db, now)
                if known is not None and articles.known_by_id(db, former) is None:
                    addresses.insert_former_id(db, known.id, former)
            for override in overrides.all_overrides(self._theirs.db):
                one, other = (
                    articles.known_by_id(db, name) for name in (override.one, override.other)
                )
                if one is None or other is None or one.id == other.id:
                    continue
                here = overrides.overrides_on(db, one.id)
                held = next((ours for ours in here if other.id in ours[:2]), None)
                if held is None or (held.said_at, held.decision) < (
                    override.said_at,
                    override.decision,
                ):
                    clustering.enter_override(
                        self._ours,
                        override.one,
                        override.other,
                        decision=override.decision,
                        said_at=override.said_at,
                    )
                    taken += 1
        return taken


def members_of(folder: Path, row: CaptureRow) -> list[bytes]:
    """The gzip members of a capture's records, its request with it, as they stand in the file."""
    path = folder / row.warc_file
    record = record_at(path, row.warc_offset)
    places = [record.position]
    with suppress(DamagedRecord):  # the file ends there
        behind = record_at(path, row.warc_offset + row.warc_length)
        if behind.headers.get("warc-concurrent-to") == record.headers.get("warc-record-id"):
            places.append(behind.position)
    with path.open("rb") as file:
        return [_bytes_at(file.fileno(), place) for place in places]


def _bytes_at(descriptor: int, place: Position) -> bytes:
    return os.pread(descriptor, place.length, place.offset)


def _forget_here(ours: Archive) -> int:
    """How many columns went because they were forgotten elsewhere; the rest of a merge stands."""
    db = ours.db
    stones = {(one.kind, one.key): one for one in tombstones.all_tombstones(db)}
    if not stones:
        return 0
    doomed = {
        article_id: stones["address", tombstone_keys.of_address(url)]
        for url, article_id in addresses.all_addresses(db)
        if ("address", tombstone_keys.of_address(url)) in stones
    }
    doomed |= {
        article_id: stones["column", public_id]
        for public_id, article_id in articles.public_ids(db)
        if ("column", public_id) in stones
    }
    for article_id, stone in sorted(doomed.items()):
        target = takedown.find(ours, articles.known(db, article_id).public_id)
        takedown.take_down_column(
            ours, target, reason=stone.reason, raw=bool(stone.raw), forgotten_at=stone.forgotten_at
        )
    for stone in stones.values():
        if stone.kind == "commenter":
            takedown.empty_comments_of(ours, stone.key)
    return len(doomed)
