"""What the journals of WARC files tell of, done again in their order.

By the same way as a crawl or an import (`crawler.intake.intake`), so that ids, versions and events
come out as they were. What cannot be done again is named, and all else goes on.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archive.db import (
    capture_places,
    captures,
    imports,
    statistics,
    tombstones,
    warc_index,
)
from archive.db.tombstones import Tombstone
from archive.folder.archive import Archive
from archive.folder.warc_index import enter_record, entries
from archive.frontier import visits
from archive.frontier.revisits import FAULTS_AT_ONCE
from archive.ingest import undoing
from archive.model.errors import DeskError
from archive.model.problem import Progress
from archive.model.records import Candidate, Outcome, Part
from archive.takedown import takedown
from archive.warc.journal import Entry
from archive.warc.reading import DamagedRecord
from crawler.config.outlets import Outlet, outlet_of_address
from crawler.intake import intake
from crawler.intake.absence import as_gone
from crawler.jobs.guessing import guessed_entries
from crawler.jobs.import_undoing import taking_in
from crawler.jobs.merge_proposal import columns_under
from crawler.jobs.words import UNSAID, PeoplesWords, say_again
from crawler.session.outlet_crawl import WORTH_A_CONDITION
from crawler.urls.normalising import normalise

GROUP_SECONDS = 1.0
"""Between two commits: what an interruption costs at most."""

LACKED = "some of its further pages could not be had when it was received"
"""Of an incomplete column; which pages those were stood in the database alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuilt database holds, and what it could not be given."""

    captures: int
    columns: int
    versions: int
    comments: int
    digest: str = ""
    """That of `desk dump`."""
    words: int
    """Decisions of people that were brought back."""
    left_out: int
    """Records that never came into the database: a command was killed over them."""
    problems: tuple[str, ...]
    """Damaged records, and what could not be done again."""


def _stone(entry: Entry) -> Tombstone:
    kind, key, forgotten_at, raw = entry["tombstone"]
    return Tombstone(kind, key, forgotten_at, raw, UNSAID)


class Replay:
    """What the journals tell of, done again in their order."""

    def __init__(
        self,
        archive: Archive,
        outlets: Mapping[str, Outlet],
        words: PeoplesWords,
        tell: Progress,
    ) -> None:
        self._archive, self._tell = archive, tell
        self._outlets = dict(outlets)
        """By slug, former ones as well."""
        self._ids: dict[str, int] = {}
        self._words = words
        self._problems: list[str] = warc_index.state(archive.db, "problems")
        self._committed_at = time.monotonic()
        self.took_down = bool(warc_index.state(archive.db, "took_down"))

    def run(self) -> Rebuilt:
        """What is there in the end."""
        db = self._archive.db
        number, place = warc_index.state(db, "done")
        total = warc_index.last_number(db)
        before = number
        self._keep_commenters_out()
        for journal, listed in entries(self._archive, since=number):
            if listed is None:
                self._guess(after=before, before=journal)
            self._find_outlets(listed or (), journal)
            for done, entry in enumerate(listed or (), start=1):
                if journal == number and done <= place:
                    continue
                self._do(entry)
                if time.monotonic() - self._committed_at >= GROUP_SECONDS:
                    self._tell("records", journal, total)
                    self._commit(journal, done)
            before = journal
            number, place = journal, len(listed or ())
        self._commit(number, place)
        self._tell("records", total, total)
        words = self._bring_back()
        self._archive.flush()
        return Rebuilt(
            captures=statistics.count(db, "captures"),
            columns=statistics.count(db, "articles"),
            versions=statistics.count(db, "versions"),
            comments=statistics.count(db, "comments"),
            words=words,
            left_out=warc_index.count_not_entered(db),
            problems=tuple(self._problems),
        )

    def _guess(self, *, after: int, before: int) -> None:
        """What was made of records whose journal is damaged, or was never written."""
        records = warc_index.records_unnamed(self._archive.db, after=after, before=before)
        for entry in guessed_entries(self._archive, records, self._outlets):
            self._do(entry)
        self._commit(before, 0)

    def _commit(self, journal: int, place: int) -> None:
        with self._archive.write() as db:
            warc_index.keep_state(
                db, done=[journal, place], problems=self._problems, took_down=self.took_down
            )
        self._archive.flush()
        self._committed_at = time.monotonic()

    def _do(self, entry: Entry) -> None:
        """What one entry of a journal tells of, done again."""
        if "capture" in entry:
            self._enter_capture(entry)
        elif "visit" in entry:
            self._visit(entry)
        elif "tombstone" in entry:
            self._entomb(_stone(entry))
        elif "takedown" in entry:
            self.took_down = True
            takedown.take_down_again(
                self._archive,
                self._known(entry["takedown"]),
                self._known(entry["received"]),
                raw=entry["raw"],
            )
        elif "dropped" in entry:
            with self._archive.write() as db:
                captures.delete_captures(db, self._known(entry["dropped"]))
        elif "undone" in entry:
            self._undo(entry)
        elif "outlet" in entry:
            self._outlet_id(entry["outlet"])

    def _undo(self, entry: Entry) -> None:
        """An import taken back, once all entries that name its captures were read."""
        db, outlet = self._archive.db, entry["without"]
        named = [*(warc_index.state(db, "undone") or ()), *entry["undone"]]
        goes_on = entry.get("goes_on", False)
        with self._archive.write():
            warc_index.keep_state(db, undone=named if goes_on else [])
        if goes_on:
            return
        take_in = taking_in(self._archive, self._outlets.__getitem__)
        undoing.take_back_again(self._archive, self._known(named), take_in, outlet=outlet)
        self._ids.pop(outlet, None)

    def _enter_capture(self, entry: Entry) -> None:
        slug, record_id = entry["outlet"], entry["capture"]
        try:
            enter_record(
                self._archive,
                record_id,
                outlet_id=None if slug is None else self._outlet_id(slug),
                older=entry.get("older", False),
                body=entry.get("body"),
            )
        except DamagedRecord as damage:
            self._problems.append(f"{damage}; left out")
            with self._archive.write() as db:
                warc_index.set_named(db, record_id)

    def _visit(self, entry: Entry) -> None:
        """A capture read with its parts, and kept."""
        page_id = self._capture_id(entry["visit"])
        if page_id is None:
            return  # damaged or redacted
        outlet, outlet_id = self._outlets[entry["outlet"]], self._outlet_id(entry["outlet"])
        try:
            page = self._archive.body_of_capture(page_id)
            parts = tuple(
                Part(role, self._archive.body_of_capture(part_id))
                for role, record_id in entry["parts"]
                if (part_id := self._capture_id(record_id)) is not None
            )
            lacks = LACKED if entry.get("lacks") else None
            if lost := sum(self._is_lost(record_id) for _, record_id in entry["parts"]):
                lacks = f"{lost} of its {len(entry['parts'])} further pages cannot be read any more"
                self._problems.append(f"{page.url}, {page.captured_at:%Y-%m-%d}: {lacks}")
            with self._archive.write() as db:
                imports.give_to_outlet(db, page_id, outlet_id=outlet_id)
            reading = intake.read(replace(page, lacks=lacks), outlet, parts)
            if entry.get("gone"):
                reading = as_gone(reading)
            tried = FAULTS_AT_ONCE if entry["private"] else 0
            outcome = intake.keep(self._archive, reading, outlet_id=outlet_id, tried=tried)
        except DeskError:
            raise
        except Exception as error:  # a fault of ours with this page; the archive undid it alone
            self._problems.append(
                f"{entry['visit']}: could not be kept: {type(error).__name__}: {error}"
            )
            return
        if page.status is not None:
            self._settle_frontier(reading, outcome, outlet_id=outlet_id)

    def _settle_frontier(
        self, reading: intake.Reading, outcome: Outcome, *, outlet_id: int
    ) -> None:
        """The address that was asked, known and visited as it was then."""
        page, outlet = reading.capture, reading.outlet
        url, now = normalise(intake.asked_for(page)), page.captured_at
        row = captures.capture_by_id(self._archive.db, page.id)
        worth = row is not None and outcome in WORTH_A_CONDITION and not page.lacks
        # Which seed named it is not known any more; the home page stands for it.
        candidate = Candidate(url=url, found_by=outlet.home)
        visits.discover(self._archive, outlet_id, [candidate], now=now)
        visits.settle(
            self._archive,
            outlet_id,
            url,
            outcome,
            now=now,
            answered=intake.answered(reading, outcome),
            fixed=outlet.revisit_after,
            reason=intake.reason_of(reading, outcome),
            etag=row.etag if row and worth else None,
            last_modified=row.last_modified if row and worth else None,
        )
        if outcome is Outcome.MOVED:
            visits.go_on_at(
                self._archive,
                outlet_id,
                normalise(page.url),
                moved_from=url,
                now=now,
                fixed=outlet.revisit_after,
                etag=row.etag if row and worth else None,
                last_modified=row.last_modified if row and worth else None,
            )

    def _keep_commenters_out(self) -> None:
        """Commenters taken down at any time, before the first page is read.

        What they wrote is known by their names as printed, which the policy may keep from rows.
        """
        told = (
            _stone(entry)
            for _, listed in entries(self._archive, since=0)
            for entry in listed or ()
            if "tombstone" in entry
        )
        for stone in (*told, *self._words.tombstones):
            if stone.kind == "commenter":
                self._entomb(stone)

    def _entomb(self, stone: Tombstone) -> None:
        """A tombstone set."""
        with self._archive.write() as db:
            tombstones.put_tombstone(db, stone)

    def _bring_back(self) -> int:
        """How many decisions of people were brought back."""
        db = self._archive.db
        lost = say_again(self._archive, self._words.overrides)
        self._problems += lost
        unmet: list[Tombstone] = []
        for stone in self._words.tombstones:
            with self._archive.write():
                if not tombstones.set_reason(db, stone):
                    unmet.append(stone)
        for stone in unmet:
            self._entomb(stone)
        for article_id in columns_under(db, unmet):
            self.took_down = True
            visited = [visit.capture_id for visit in captures.visits_of(db, article_id)]
            received = [one.id for one in capture_places.captures_of(db, article_id)]
            takedown.take_down_again(self._archive, visited, received, raw=False)
        told = len(self._words.overrides) + len(self._words.tombstones)
        return told - len(lost)

    def _find_outlets(self, listed: Sequence[Entry], journal: int) -> None:
        """DeskError unless there are files of the outlets that a journal names.

        One that went again with its only import needs none: nothing of it is left in the end.
        """
        for slug in (entry.get("outlet") for entry in listed):
            if slug is None or slug in self._outlets:
                continue
            if self._stays(slug, since=journal):
                raise DeskError(
                    f"{slug}: has captures in the WARC files, but no file outlets/{slug}.toml; put"
                    " it back, and run `desk rebuild` again: it goes on where it was"
                )
            unknown = outlet_of_address(f"http://{slug}.invalid/")
            self._outlets[slug] = replace(unknown, slug=slug)

    def _stays(self, slug: str, *, since: int) -> bool:
        """Whether there is an outlet of this slug when all that the journals tell of is done."""
        there = True
        for _, listed in entries(self._archive, since=since):
            for entry in listed or ():
                there = entry.get("outlet") == slug or there
                there = entry.get("without") != slug and there
        return there

    def _outlet_id(self, slug: str) -> int:
        if slug not in self._ids:
            self._ids[slug] = intake.register(self._archive, self._outlets[slug])
        return self._ids[slug]

    def _capture_id(self, record_id: str | int) -> int | None:
        if isinstance(record_id, int):
            return record_id  # of a guessed part
        record = warc_index.record_of(self._archive.db, record_id)
        return None if record is None else record.capture_id

    def _is_lost(self, record_id: str | int) -> bool:
        """Whether a record is no capture, though nobody took it out."""
        if self._capture_id(record_id) is not None:
            return False
        record = warc_index.record_of(self._archive.db, str(record_id))
        return record is None or not record.redacted

    def _known(self, record_ids: Sequence[str]) -> list[int]:
        """Row ids of the captures that some records are."""
        found = (self._capture_id(record_id) for record_id in record_ids)
        return [one for one in found if one is not None]
