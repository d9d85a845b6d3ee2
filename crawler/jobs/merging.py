"""Another working folder taken into this one: captures byte for byte, columns read from them anew.

What is not here yet (`same_captures`) is copied with its request, and taken in as if it had been
crawled here, so that versions, events and comments fall into their places in time, whichever folder
is merged into which. All of a folder is taken in or none of it, once somebody has agreed to what it
would bring.

The other folder may be a stranger's. Its rows have passed `archive.db.others`, its records are
compared with them in `other_records`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from archive.db import outlets, statistics, tombstones
from archive.db.capture_lists import OtherCapture
from archive.db.columns import addresses, articles
from archive.db.crawling import frontier
from archive.db.others.desk import OtherDesk
from archive.db.tombstones import Tombstone
from archive.db.warc_beside import WARC_FOLDER
from archive.duplicates import clustering
from archive.folder.archive import Archive
from archive.folder.lock import writers_kept_out
from archive.frontier.revisits import FAULTS_AT_ONCE
from archive.model.errors import DeskError
from archive.model.problem import Progress
from archive.model.records import Outcome, Part
from archive.takedown import keeping_out, takedown
from archive.takedown.takedown import Takedown
from archive.warc.reading import DamagedRecord
from crawler.config import desk_file
from crawler.config.outlet_files import load_outlets
from crawler.config.outlets import Outlet
from crawler.intake import commenters, intake
from crawler.intake.absence import as_gone
from crawler.jobs import merge_proposal
from crawler.jobs.merge_proposal import Proposal
from crawler.jobs.other_outlets import OtherOutlet, copied, outlets_of
from crawler.jobs.other_records import OtherRecords
from crawler.jobs.same_captures import SameCaptures

REPORT_EVERY = 100

Agree = Callable[[Proposal], bool]
"""What a person says to a proposal: whether what was forgotten there is to be forgotten here, too.
It raises when nothing is to be taken in."""


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
    not_forgotten: int = 0
    """Tombstones there that were not taken over."""
    problems: tuple[str, ...] = ()
    """Captures that could not be read there, and were left out; what of the forgotten could not
    be found."""


def propose(folder: Path, source: Path) -> Proposal:
    """What another folder would bring; nothing is written."""
    with _other_desk(folder, source) as theirs, Archive.reading(folder) as ours:
        return _Meeting.of(theirs, ours).proposal()


def merge(folder: Path, source: Path, *, agree: Agree, progress: Progress | None = None) -> Merged:
    """What a folder took over from another; a DeskError leaves it as it was."""
    tell = progress or (lambda what, done, total: None)
    with (
        _other_desk(folder, source) as theirs,
        Archive.writing(folder, command=f"merge {source.name}") as ours,
    ):
        meeting = _Meeting.of(theirs, ours)
        forget = agree(meeting.proposal())
        stones = merge_proposal.new_tombstones(ours.db, theirs)
        since = statistics.last_id(ours.db, "captures")
        with copied(folder, meeting.new), ours.at_once():
            if forget:
                with ours.write() as db:
                    for stone in stones:
                        tombstones.put_tombstone(db, stone)
                        ours.journal.tombstone(stone)
            done = _Merge(ours, theirs, meeting.outlets, tell).run()
        again = keeping_out.redact_again(ours, since=since)
        forgotten = _forget_here(ours)
        faults = [fault for one in (again, *forgotten) for fault in one.faults]
        return replace(
            done,
            outlets=len(meeting.new),
            forgotten=len(forgotten),
            not_forgotten=0 if forget else len(stones),
            problems=(*done.problems, *faults, *_unmet(ours, stones if forget else ())),
        )


@contextmanager
def _other_desk(folder: Path, source: Path) -> Iterator[OtherDesk]:
    """The desk in another folder, to which nobody writes during the block."""
    if not source.is_dir():
        raise DeskError(f"{source}: no folder; name a working folder of foreign-desk")
    if source.resolve() == folder.resolve():
        raise DeskError(f"{source}: is this folder itself; name another")
    with writers_kept_out(source), OtherDesk.of(source, now=datetime.now(UTC)) as theirs:
        yield theirs


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Two desks, and the outlets of both."""

    theirs: OtherDesk
    ours: Archive
    outlets: Mapping[str, Outlet]
    """By their slug there, ours where both have one; a renamed one is known by its former slug."""
    new: tuple[OtherOutlet, ...]
    """Those whose files are missing here."""

    @classmethod
    def of(cls, theirs: OtherDesk, ours: Archive) -> "_Meeting":
        """Two desks that can be one; a DeskError when they mean different outlets by one name."""
        source, folder = theirs.folder, ours.folder
        there = outlets_of(source)
        own = {slug: one for one in load_outlets(folder) for slug in (*one.formerly, one.slug)}
        known = dict(own)
        for slug, one in there.items():
            ours_of_it = (own[name] for name in (slug, *one.outlet.formerly) if name in own)
            known[slug] = next(ours_of_it, one.outlet)
        here = outlets.homes(ours.db)
        for slug, home in theirs.homes.items():
            if slug not in known:
                raise DeskError(
                    f"{source}: has captures of {slug}, but no file outlets/{slug}.toml"
                )
            ours_here = here.get(known[slug].slug, known[slug].home)
            if ours_here != home:
                raise DeskError(
                    f"{slug}: is at {home} in {source}, and {_called(slug, known[slug])} here at"
                    f" {ours_here}; rename one of the outlets before: desk outlets rename"
                )
        new = tuple(one for slug, one in there.items() if known[slug] is one.outlet)
        return cls(theirs, ours, known, new)

    def proposal(self) -> Proposal:
        """What one would bring to the other."""
        return merge_proposal.proposal(
            self.ours,
            self.theirs,
            outlets=self.outlets,
            new=self.new,
            allowed=desk_file.load(self.ours.folder).allow_private,
        )


def _called(slug: str, ours: Outlet) -> str:
    """The outlet here that a slug there names, as it is called today."""
    return ours.slug if slug == ours.slug else f"{ours.slug} (which was {slug} before)"


class _Merge:
    """One source being taken in, within one transaction."""

    def __init__(
        self,
        ours: Archive,
        theirs: OtherDesk,
        outlets: Mapping[str, Outlet],
        tell: Callable[[str, int, int], None],
    ) -> None:
        self._ours, self._theirs, self._outlets, self._tell = ours, theirs, outlets, tell
        self._here: dict[int, int] = {}
        """Row id there to row id here."""
        self._ids: dict[str, int] = {}
        self._parts = theirs.parts()
        self._pages: dict[str | None, set[int]] = defaultdict(set)
        """Of each outlet there, the pages that may be parts of others."""
        self._read: set[int] = set()
        """Captures here whose bodies can be read."""
        self._problems: list[str] = []

    def run(self) -> Merged:
        """What was taken over."""
        for slug in sorted(self._theirs.homes):
            self._ids[slug] = intake.register(self._ours, self._outlets[slug])
        since = statistics.last_id(self._ours.db, "captures")
        new = self._copy_captures()
        for capture in self._in_time(new):
            self._take_in(capture)
        self._settle_frontier()
        words = self._settle_words()
        return Merged(
            source=self._theirs.folder,
            captures=len(new),
            # Not those that were new at first and then turned out to be one known here.
            columns=statistics.columns_since(self._ours.db, since),
            words=words,
            problems=tuple(self._problems),
        )

    def _copy_captures(self) -> list[OtherCapture]:
        """The captures that were not here."""
        new: list[OtherCapture] = []
        total = self._theirs.count_captures()
        with OtherRecords(self._theirs.folder / WARC_FOLDER) as records:
            same = SameCaptures(self._ours.db, self._ours.folder / WARC_FOLDER, records)
            for done, capture in enumerate(self._theirs.captures()):
                if done % REPORT_EVERY == 0:
                    self._tell("captures", done, total)
                row = capture.row
                if row.status is None or 200 <= row.status < 300:
                    self._pages[capture.outlet].add(row.id)
                held = same.held(row)
                if held is not None:
                    self._here[row.id] = held
                elif merge_proposal.comes_in(self._ours.db, row):
                    try:
                        self._copy(capture, records, same)
                    except DamagedRecord as damage:
                        self._problems.append(f"{row.url}, {row.captured_at}: left out: {damage}")
                    else:
                        new.append(capture)
        self._tell("captures", total, total)
        return [capture for capture in new if capture.row.id in self._here]

    def _copy(self, capture: OtherCapture, records: OtherRecords, same: SameCaptures) -> None:
        row = capture.row
        if row.revisit_of is not None and row.revisit_of not in self._here:
            return
        holder = None if row.revisit_of is None else self._here[row.revisit_of]
        if holder is not None:
            self._check_body(holder)
        members = records.members_of(row)
        if holder is not None:
            row, members = same.referring(row, members, holder)
        self._here[row.id] = self._ours.adopt_capture(
            replace(row, revisit_of=holder),
            members,
            outlet_id=self._ids[capture.outlet] if capture.outlet else None,
        )

    def _check_body(self, holder: int) -> None:
        """Raise DamagedRecord when the body that a capture refers to cannot be read here."""
        if holder not in self._read:
            self._ours.body_of_capture(holder)
            self._read.add(holder)

    def _in_time(self, new: list[OtherCapture]) -> Iterator[OtherCapture]:
        """The new captures of visits in order of time, with word of how many are done."""
        visits = [one for one in new if one.row.outcome is not None and one.outlet is not None]
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
            if part in self._here and part != capture.row.id and part in self._pages[slug]
        )
        reading = intake.read(self._ours.body_of_capture(self._here[capture.row.id]), outlet, parts)
        if capture.row.outcome == Outcome.GONE:
            reading = as_gone(reading)
        # A gate that made the column private there was met often enough.
        tried = FAULTS_AT_ONCE if capture.row.article_id is not None else 0
        intake.keep(self._ours, reading, outlet_id=outlet_id, tried=tried)

    def _settle_frontier(self) -> None:
        with self._ours.write() as db:
            for slug, row in merge_proposal.new_addresses(db, self._theirs, self._outlets):
                frontier.insert_portable(db, row, outlet_id=self._ids[slug])

    def _settle_words(self) -> int:
        """How many words of people were taken over: the later of two goes before."""
        taken = 0
        with self._ours.write() as db:
            for former, now in self._theirs.former_ids():
                known = articles.known_by_id(db, now)
                if known is not None and articles.known_by_id(db, former) is None:
                    addresses.insert_former_id(db, known.id, former)
            for override in merge_proposal.new_overrides(db, self._theirs):
                one, other = (
                    articles.known_by_id(db, name) for name in (override.one, override.other)
                )
                if one is None or other is None or one.id == other.id:
                    continue
                clustering.enter_override(
                    self._ours,
                    override.one,
                    override.other,
                    decision=override.decision,
                    said_at=override.said_at,
                )
                taken += 1
        return taken


def _unmet(ours: Archive, stones: Sequence[Tombstone]) -> Iterator[str]:
    """What is left to do of the commenters that were forgotten elsewhere."""
    if any(one.kind == "commenter" for one in stones) and not commenters.are_kept(ours.folder):
        yield (
            "commenters were forgotten there by names that are not kept here: `desk reextract`"
            " takes out what they wrote"
        )


def _forget_here(ours: Archive) -> list[Takedown]:
    """What went of each column that was forgotten elsewhere; the rest of a merge stands."""
    db = ours.db
    stones = tombstones.all_tombstones(db)
    doomed = merge_proposal.columns_under(db, stones)
    done = []
    for article_id, stone in sorted(doomed.items()):
        target = takedown.find(ours, articles.known(db, article_id).public_id)
        gone = takedown.take_down_column(
            ours, target, reason=stone.reason, raw=bool(stone.raw), forgotten_at=stone.forgotten_at
        )
        done.append(gone)
    written_by = {one.key for one in stones if one.kind == "commenter"}
    if written_by:
        takedown.empty_comments_of(ours, written_by)
    return done
