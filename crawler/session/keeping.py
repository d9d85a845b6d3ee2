"""What is made of one outlet's answers, once it is known that each is the page of its address.

What an answer would change of a known column, and a page that a redirect of the moment led to,
wait for the next answers: many addresses that show one page are in one hand then. No Scrapy here.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from archive.db import statistics
from archive.db.capture_lists import outside_since
from archive.db.columns import addresses, articles
from archive.db.columns.articles import KnownColumn
from archive.folder.archive import Archive
from archive.frontier import visits
from archive.frontier.revisits import Answered
from archive.frontier.visits import DueVisit
from archive.ingest.matching import known_at
from archive.model.errors import DeskError
from archive.model.identity import same_column
from archive.model.records import Article, Candidate, Outcome
from archive.model.times import moment_text
from archive.model.versions import Text
from crawler.intake import intake
from crawler.intake.absence import as_gone, leads_to_listing
from crawler.intake.intake import Reading
from crawler.intake.withheld import IN_PLACE, NOT_KEPT
from crawler.session.absences import Absence, absence, is_borne_out, is_refused_alone
from crawler.session.column_marks import looks_like_column
from crawler.session.former_answers import led_before
from crawler.session.seed_walk import Answer
from crawler.session.stand_ins import Sign, StandIns, body_sign, redirect_sign, text_sign
from crawler.session.summary import LeftColumn
from crawler.urls.normalising import normalise

HELD_BACK = 8
"""Answers that wait at the most: their bodies are in memory."""


class Settle(Protocol):
    """Writes down what came of a visit."""

    def __call__(
        self,
        visit: DueVisit,
        outcome: Outcome,
        *,
        reason: str | None,
        answer: Answer | None = None,
        answered: Answered | None = None,
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class ReadVisit:
    """A visit with what its answer was read as."""

    visit: DueVisit
    answer: Answer
    reading: Reading
    signs: tuple[Sign, ...]
    tried: int
    """Former visits in a row that met no column and say something of the page."""


class Keeping:
    """The way from an answer that was read into the archive, for one crawl of one outlet."""

    def __init__(
        self,
        archive: Archive,
        outlet_id: int,
        *,
        settle: Settle,
        is_named: Callable[[str], bool],
        note: Callable[[Article], None],
        note_fault: Callable[[Exception], str],
    ) -> None:
        self._archive = archive
        self._outlet_id = outlet_id
        self._settle = settle
        self._is_named = is_named
        self._note = note
        self._note_fault = note_fault
        self._stand_ins = StandIns()
        self._held_back: deque[ReadVisit] = deque()
        self._absent: list[tuple[ReadVisit, Absence]] = []
        self.left: list[LeftColumn] = []

    @property
    def held_back(self) -> int:
        """How many answers wait."""
        return len(self._held_back) + len(self._absent)

    def take(self, visit: DueVisit, answer: Answer, reading: Reading) -> None:
        """Keeps what was read of an answer, now or when the next ones have come."""
        known = known_at(self._archive.db, visit.url)
        tried = self._tried(visit, known, reading.capture.status)
        absent = None
        if known is not None and leads_to_listing(reading):
            if known.state == "gone":
                self._keep(ReadVisit(visit, answer, as_gone(reading), (), tried))
                return
            absent = self._absence(visit, known, reading)
        reading, signs = self._compared(visit, known, reading)
        may_be_asked = any(sign.target for sign in signs) and reading.outcome is None
        self._stand_ins.note(
            visit.url,
            signs,
            fresh=not visit.attempts,
            for_good=reading.capture.moved_permanently,
            like_column=may_be_asked and looks_like_column(reading),
            known=known is not None,
        )
        read = ReadVisit(visit, answer, reading, signs, tried)
        if absent is not None:
            self._absent.append((read, absent))
        elif signs and not visit.alone:
            self._held_back.append(read)
        else:
            self._keep(read)
        while len(self._held_back) > HELD_BACK:
            self._keep(self._held_back.popleft())

    def release(self, *, asked: int | None, silent: Collection[str] = ()) -> None:
        """Keeps what waits: no further answer will come.

        `asked` is how many visits were made; None when that is no whole crawl, of which alone it
        can be said that a column is gone. `silent` has the sites, as `https://host:port`,
        that stopped answering: for columns there it was no whole crawl.
        """
        while self._held_back:
            self._keep(self._held_back.popleft())
        sound = asked is not None and not self._alarms(asked)
        while self._absent:
            read, absent = self._absent.pop(0)
            answers = not read.visit.url.startswith(tuple(f"{site}/" for site in silent))
            if sound and answers and is_borne_out(self._archive.db, absent):
                read = replace(read, reading=absent.reading, signs=())
            self._keep(read)

    def finish(self, *, asked: int, now: datetime) -> list[str]:
        """What is wrong with the answers as a whole, a line each.

        A page to which some addresses lead and that looks like a column is asked for under its own
        from now on: it may have several names.
        """
        targets = self._stand_ins.targets(visits=asked)
        if targets:
            candidates = [
                Candidate(url=normalise(target), found_by=address) for address, target in targets
            ]
            visits.discover(self._archive, self._outlet_id, candidates, now=now)
        return self._alarms(asked)

    def _alarms(self, asked: int) -> list[str]:
        held = statistics.coverage(self._archive.db, self._outlet_id).columns
        return self._stand_ins.alarms(visits=asked, columns=held)

    def _tried(self, visit: DueVisit, known: KnownColumn | None, status: int | None) -> int:
        if known is None or status not in intake.REFUSALS:
            return visit.attempts
        self._stand_ins.note_refused(visit.url, status, fresh=not visit.attempts)
        alone = is_refused_alone(self._archive.db, known, visit.visited_at)
        return visit.attempts if alone else 0

    def _absence(self, visit: DueVisit, known: KnownColumn, reading: Reading) -> Absence | None:
        """What there is to wait for when a column's address leads to a page that names columns.

        No channel may name it, and nobody wait for this one answer.
        """
        waits = not visit.alone and len(self._absent) < HELD_BACK
        if not waits or visit.listed or self._is_named(visit.url):
            return None
        try:
            return absence(self._archive.db, known, reading, outlet_id=self._outlet_id)
        except DeskError:
            raise
        except Exception as fault:  # with this page
            self._note_fault(fault)
            return None

    def _compared(
        self, visit: DueVisit, column: KnownColumn | None, reading: Reading
    ) -> tuple[Reading, tuple[Sign, ...]]:
        """A reading, and what it shows in place of the column known at the address, or expected.

        What was a column has not the text that stands where a redirect leads, nor is it out of
        scope because another page answers in its place. A redirect that led there when the column
        was kept is one of its names.
        """
        db, capture, article = self._archive.db, reading.capture, reading.article
        if not 200 <= (capture.status or 0) < 300:
            return reading, ()
        led, behind = bool(capture.via), column
        if led:
            behind = column or known_at(db, normalise(capture.url))
            if behind and led_before(db, behind.id, capture):
                led, column = False, behind
        if reading.outcome is Outcome.OUT_OF_SCOPE and article is None and not led:
            return reading, ()
        found = Text.of(article) if article else None
        known = articles.text_of(db, column.id) if column else None
        own = known
        if found and behind and not known and reading.outcome is None:
            own = articles.text_of(db, behind.id)  # led to a known column
        if own and found and own.digest == found.digest:
            return reading, ()
        signs = tuple(_signs(visit, reading, found, led=led, known=known is not None))
        if known and is_another(reading, known, found, led=led):
            seen = f"{signs[0].words} {IN_PLACE}"
            reading = failed(reading, seen if led else f"{seen}; {reading.reason}")
        return reading, signs

    def _keep(self, read: ReadVisit) -> None:
        reading = read.reading
        shared = self._stand_ins.shared(read.signs)
        if shared is not None:
            reading = failed(reading, shared)
        outcome, reason = self._kept(reading, tried=read.tried)
        if reading.article is not None and reading.outcome is None:
            self._note(reading.article)
            if outcome is Outcome.NEW:
                self._stand_ins.note_new(Text.of(reading.article).digest)
        if outcome is Outcome.OUT_OF_SCOPE:
            self._note_left(read)
        self._settle(
            read.visit,
            outcome,
            reason=reason,
            answer=read.answer,
            answered=intake.answered(reading, outcome),
        )

    def _note_left(self, read: ReadVisit) -> None:
        """Notes a known column whose page this answer is the first to show out of scope."""
        db, url = self._archive.db, read.visit.url
        seen_at = moment_text(read.reading.capture.captured_at)
        for article_id in addresses.columns_at(db, [url]):
            if outside_since(db, article_id) == seen_at:
                self.left.append(LeftColumn(url, articles.text_of(db, article_id).title))

    def _kept(self, reading: Reading, *, tried: int) -> tuple[Outcome, str | None]:
        try:
            outcome = intake.keep(self._archive, reading, outlet_id=self._outlet_id, tried=tried)
        except DeskError:
            raise
        except Exception as fault:  # with this page; the archive undid it alone
            return Outcome.FAILED, f"{NOT_KEPT}: {self._note_fault(fault)}"
        return outcome, intake.reason_of(reading, outcome)


def _signs(
    visit: DueVisit, reading: Reading, found: Text | None, *, led: bool, known: bool
) -> Iterator[Sign]:
    """What an answer shows that is not as it was; `led` says that a redirect led to it."""
    capture = reading.capture
    redirected = led and (known or not capture.moved_permanently)
    if redirected:
        yield redirect_sign(visit.url, capture.url, text=found.digest if found else None)
    if not (known or redirected) or reading.outcome is Outcome.FAILED:
        return
    if found:
        yield text_sign(found.digest, found.title, at=normalise(capture.url))
    elif not led:
        yield body_sign(capture.digest, reading.reason, at=normalise(capture.url))


def is_another(reading: Reading, known: Text, found: Text | None, *, led: bool) -> bool:
    """Whether an answer is of another page than the column known at its address.

    A gate, and a page without text, may stand at the column's own address; a column in scope may
    have a new text there, and where a permanent redirect leads.
    """
    match reading.outcome:
        case Outcome.FAILED:
            return False
        case Outcome.OUT_OF_SCOPE:
            another = True
        case None:
            another = led and not reading.capture.moved_permanently
        case _:
            another = led
    return another and not (found and same_column(known, found))


def failed(reading: Reading, reason: str) -> Reading:
    """A reading of which nothing is kept, now or when its capture is read again."""
    return replace(
        reading, article=None, parts=(), outcome=Outcome.FAILED, reason=reason, incomplete=True
    )
