"""One outlet's part of a crawl: what is still to be asked, what came of it, how it is summed up.

The run it belongs to says when nothing more may be asked. No Scrapy here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from archive.db import statistics
from archive.db.columns import articles
from archive.folder.archive import Archive
from archive.frontier import crawl_log, seed_memory, visits
from archive.frontier.crawl_log import Crawl
from archive.frontier.revisits import FAULTS_AT_ONCE, Answered
from archive.frontier.visits import DueVisit
from archive.model.errors import fault_in_words
from archive.model.records import Article, Capture, Outcome
from archive.model.timeline import NOT_MODIFIED
from crawler.config.desk_file import Settings
from crawler.config.outlets import Outlet, Seed, check
from crawler.extraction.outlet_layout import failures
from crawler.intake import intake
from crawler.intake.intake import Reading
from crawler.intake.multi_page_visit import MultiPageVisit
from crawler.intake.platform import Platform
from crawler.politeness.address_guard import AddressGuard
from crawler.session.keeping import Keeping
from crawler.session.measures import Measures
from crawler.session.seed_walk import Answer, SeedWalk
from crawler.session.summary import BAD, BadPage, SeedReport, Summary
from crawler.session.wordpress_walk import WordPressWalk
from crawler.urls.normalising import normalise

WORTH_A_CONDITION = frozenset(
    (
        Outcome.NEW,
        Outcome.UPDATED,
        Outcome.COMMENTS,
        Outcome.UNCHANGED,
        Outcome.MOVED,
        Outcome.BACK,
    )
)
"""Outcomes of pages we hold as columns. Only these are asked for on condition: a 304 for another
page would never show that the outlet's scope or the extractor has changed its mind."""


class OpenRun(Protocol):
    """What an outlet's part of a crawl needs of the whole.

    A protocol, since `run` imports this module: a run opens the parts, and each part asks its run
    whether it has been stopped and tells it what came of a visit.
    """

    archive: Archive
    settings: Settings
    id: int
    limit: int | None
    again: bool
    addresses: Mapping[str, Sequence[str]]
    began_at: datetime
    fault: Exception | None
    now: Callable[[], datetime]
    on_progress: Callable[["OutletCrawl"], None]
    on_room: Callable[["OutletCrawl"], None]

    def close(self, crawl: "OutletCrawl") -> None:
        """Sums up an outlet of which nothing is left to ask."""

    def stop(self, fault: Exception) -> None:
        """Ends the crawl because something could not be kept."""


class OutletCrawl:
    """One outlet's part of a crawl."""

    def __init__(self, run: OpenRun, outlet: Outlet) -> None:
        self.outlet = outlet
        self.run = run
        self.guard = guard_of([outlet], run.settings)
        self._platform = Platform(run.archive.body_of_capture)
        self.outlet_id = intake.register(run.archive, outlet)
        self.walks: list[SeedWalk] = []
        self.crawl: Crawl | None = None if run.addresses else self._begun()
        self.started_at = run.now() if self.crawl is None else self.crawl.started_at
        self.tally: Counter[Outcome] = Counter()
        self.bad: list[BadPage] = []
        self.settled: dict[str, tuple[Outcome, str | None]] = {}
        """What came of single addresses that a person asked for."""
        self._new: set[str] = set()
        self.columns_read = 0
        self.layout_failures: Counter[str] = Counter()
        self.measures = Measures()
        self.keeping = Keeping(
            run.archive,
            self.outlet_id,
            settle=self.settle,
            is_named=lambda url: any(walk.names(url) for walk in self.walks),
            note=self.note,
            note_fault=self.note_fault,
        )
        self.requests = 0
        self.handed_out = 0
        self.under_way = 0
        self.halted: str | None = None
        """Why nothing more may be asked of this outlet for now."""
        self._put_off: Counter[tuple[str, str]] = Counter()
        """Sites not to be asked, with the reason in words, and how many of their addresses wait."""
        self.over = False
        """Whether it is summed up: what is still answered comes too late."""
        self._fault: str | None = None
        """The first fault of the program with it, in words."""
        self._in_hand: set[str] = set()
        self._visits: Iterator[DueVisit] | None = None
        self._exhausted = False
        """Whether nothing more is asked of this outlet in this run."""
        self._alone: str | None = None
        """Address in hand whose visit must be settled before the next begins."""
        self._held_back = False
        """Whether the next one waits for that."""

    def _begun(self) -> Crawl:
        """The crawl of the outlet's seeds as entered in the archive; what is known is planned."""
        archive, outlet = self.run.archive, self.outlet
        crawl = crawl_log.start_crawl(
            archive, self.outlet_id, run_id=self.run.id, now=self.run.now(), anew=self.run.again
        )
        self.walks += [
            walk_of(archive, outlet, seed, outlet_id=self.outlet_id, now=self.run.now)
            for seed in outlet.seeds
        ]
        for walk in self.walks:
            walk.on_progress = lambda: self.run.on_progress(self)
        seed_memory.forget_former(
            archive, self.outlet_id, terms=[walk.terms for walk in self.walks]
        )
        visits.plan_again(
            archive, self.outlet_id, fixed=outlet.revisit_after, reporting=self._reporting()
        )
        if self.run.again:
            visits.all_due(archive, self.outlet_id, now=self.run.now())
        return crawl

    # -- Visits ------------------------------------------------------------------------------------

    def next_visit(self) -> DueVisit | None:
        """The next address that is due, once all seeds are read; None when there is none now."""
        run = self.run
        if run.fault is not None or not all(walk.done for walk in self.walks):
            return None
        if self._alone in self._in_hand:
            self._held_back = True
            return None
        visit = None
        taken = self.handed_out + self._put_off.total()
        if not self.halted and (run.limit is None or taken < run.limit):
            if self._visits is None:
                self._visits = self._plan()
            visit = next(self._visits, None)
        if visit is None:
            self._exhausted = True
            self._close_if_over()
            return None
        self.handed_out += 1
        self._in_hand.add(visit.url)
        self._alone = visit.url if visit.alone else None
        return visit

    def _plan(self) -> Iterator[DueVisit]:
        """The addresses to visit, in their order."""
        run = self.run
        if run.addresses:
            asked = run.addresses.get(self.outlet.slug, ())
            return visits.asked_for(run.archive, self.outlet_id, asked, now=run.now())
        return visits.due(run.archive, self.outlet_id, started_at=self.started_at, now=run.now())

    def give_back(self, visit: DueVisit) -> None:
        """Leaves an address as it was: its host may not be asked in this run."""
        self._in_hand.discard(visit.url)
        visits.release(self.run.archive, self.outlet_id, visit.url)
        self._close_if_over()

    def put_off(self, visit: DueVisit, site: str, *, reason: str) -> None:
        """Leaves an address to the next crawl, as its site is not to be asked; others go on."""
        self._put_off[site, reason] += 1
        self.handed_out -= 1
        self.give_back(visit)
        if self._held_back:
            self._held_back = False
            self.run.on_room(self)

    def note_fault(self, fault: Exception) -> str:
        """The words for a fault of the program with this outlet, which then needs attention."""
        words = fault_in_words(fault)
        self._fault = self._fault or words
        return words

    def give_up(self, fault: Exception) -> None:
        """Ends this outlet's crawl, as the program fails with it; what was kept stays."""
        self.note_fault(fault)
        self.run.close(self)

    def _close_if_over(self) -> None:
        if self._exhausted and len(self._in_hand) == self.keeping.held_back:
            whole = self.crawl is not None and not self.halted
            self.keeping.release(
                asked=self.handed_out if whole else None,
                silent={site for site, _ in self._put_off},
            )
        if self._exhausted and not self._in_hand:
            self.run.close(self)

    def take(self, visit: DueVisit, answer: Answer, reading: Reading) -> None:
        """Keeps what was read of an answer, now or when the next ones have come."""
        self.keeping.take(visit, answer, reading)
        self._close_if_over()

    def settle(
        self,
        visit: DueVisit,
        outcome: Outcome,
        *,
        reason: str | None,
        answer: Answer | None = None,
        answered: Answered | None = None,
    ) -> None:
        """Writes down and counts what came of a visit; `answer` is None when none came."""
        self._in_hand.discard(visit.url)
        etag, last_modified = None, None
        # A page that is incomplete is asked for whole: unchanged, it would stay so.
        if answer is not None and outcome in WORTH_A_CONDITION and answered is None:
            etag, last_modified = answer.etag, answer.last_modified
            if answer.capture.status == NOT_MODIFIED:
                etag, last_modified = etag or visit.etag, last_modified or visit.last_modified
        visits.settle(
            self.run.archive,
            self.outlet_id,
            visit.url,
            outcome,
            now=self.run.now() if answer is None else answer.capture.captured_at,
            answered=answered,
            fixed=self.outlet.revisit_after,
            reason=reason,
            etag=etag,
            last_modified=last_modified,
            reporting=self._reporting(),
        )
        if outcome is Outcome.MOVED and answer is not None:
            visits.go_on_at(
                self.run.archive,
                self.outlet_id,
                normalise(answer.capture.url),
                moved_from=visit.url,
                now=answer.capture.captured_at,
                fixed=self.outlet.revisit_after,
                etag=answer.etag,
                last_modified=answer.last_modified,
            )
        if self.crawl is None:
            self.settled[visit.url] = (outcome, reason)
        self._count(visit.url, outcome, answer)
        incomplete = outcome in WORTH_A_CONDITION and answered == "passing"
        if outcome in BAD or incomplete:
            self.bad.append(BadPage(visit.url, outcome, reason or outcome.value))
        self.run.on_progress(self)
        self._close_if_over()
        if self._held_back:
            self._held_back = False
            self.run.on_room(self)

    def _reporting(self) -> list[str]:
        """The terms of seeds that tell of changes."""
        return [walk.terms for walk in self.walks if walk.reports]

    def note(self, article: Article) -> None:
        """Counts a column, what it looks like, and the fields its outlet's selectors missed."""
        self.columns_read += 1
        self.measures.add(article)
        self.layout_failures.update(failures(article.found_in))

    def _count(self, url: str, outcome: Outcome, answer: Answer | None) -> None:
        """Counts an outcome; a column first taken for new that turns out to have moved is not."""
        self.tally[outcome] += 1
        if outcome is Outcome.NEW:
            self._new.add(url)
        elif outcome is Outcome.MOVED and answer is not None:
            address = normalise(answer.capture.url)
            if address in self._new:
                self._new.remove(address)
                self.tally[Outcome.NEW] -= 1

    def multi_page_visit(self, visit: DueVisit, page: Capture) -> MultiPageVisit:
        """The column behind an answer, of which more may have to be asked for."""
        return MultiPageVisit(
            page,
            self.outlet,
            platform=self._platform,
            record=self._platform.record(visit.record_id),
            held=articles.text_digest_at(self.run.archive.db, (page.url, *page.via)),
            unlisted=not visit.listed and any(walk.lists_by_id for walk in self.walks),
            tried_often=visit.attempts >= FAULTS_AT_ONCE,
        )

    # -- The end -----------------------------------------------------------------------------------

    def finish(self, reason: str) -> Summary:
        """The summary; the crawl is written down as finished unless it was interrupted."""
        if reason not in ENDED:  # interrupted: what was answered is kept all the same
            self.keeping.release(asked=None)
        run, self.over = self.run, True
        fault = self._fault or next((walk.fault for walk in self.walks if walk.fault), None)
        for url in self._in_hand:  # asked for, but the crawl was interrupted before the answer
            visits.release(run.archive, self.outlet_id, url)
        if reason == "finished" and fault:
            reason = "fault"
        elif reason == "finished" and self.halted:
            reason = "halted"
        elif reason == "finished" and self._put_off:
            reason = "silent"
        elif reason == "finished" and run.limit is not None and self.handed_out >= run.limit:
            reason = "limit"
        alarms = self.keeping.finish(asked=self.handed_out, now=run.now())
        details = {"fault": fault, "silent": "; ".join(self._silent_sites())}
        outcomes: Mapping[Outcome, int] = self.tally
        if self.crawl is not None and self.crawl.continued:
            # What was done before a kill stands in the archive only.
            outcomes = crawl_log.outcomes_since(
                run.archive, self.outlet_id, since=self.crawl.started_at
            )
        if reason in ENDED and self.crawl is not None:
            # What a limit left of `--again` is no unfinished work.
            visits.no_longer_all_due(run.archive, self.outlet_id)
            crawl_log.finish_crawl(
                run.archive,
                self.crawl.id,
                now=run.now(),
                reason=f"{reason}: {details[reason]}" if reason in details else reason,
                outcomes=outcomes,
                requests=self.requests,
                measures=self.measures.as_dict(),
                alarms=alarms,
            )
        seeds = tuple(walk.report() for walk in self.walks)
        return Summary(
            outlet=self.outlet.slug,
            started_at=self.started_at,
            continued=self.crawl is not None and self.crawl.continued,
            finish_reason=reason,
            outcomes=dict(outcomes),
            seeds=seeds,
            bad=tuple(self.bad),
            left=tuple(self.keeping.left),
            requests=self.requests,
            seconds=(run.now() - run.began_at).total_seconds(),
            problem=(fault and f"a fault of the program: {fault}")
            or self.halted
            or _cut_off(reason)
            # Before silence, which the same wall before a seed explains.
            or "; ".join([*alarms, *self._silent_sites()])
            or _silence(seeds)
            or self._unmet(reason),
            columns_read=self.columns_read,
            layout_failures=dict(self.layout_failures),
            settled=self.settled,
        )

    def _silent_sites(self) -> list[str]:
        """A line for each site that is not to be asked any more in this crawl.

        These are no alarms: what other sites answered is as good as in any crawl.
        """
        return [
            f"{why}; addresses left for the next crawl: {count:,}"
            for (_, why), count in self._put_off.items()
        ]

    def _unmet(self, reason: str) -> str | None:
        """What the outlet's file expects of its columns and a whole crawl did not give."""
        if reason != "finished" or self.run.addresses:
            return None
        held = statistics.coverage(self.run.archive.db, self.outlet_id)
        if not held.columns and self.handed_out:
            return (
                f"none of {self.handed_out} pages was archived as a column: look at [scope], and "
                f"at one of them with `desk extract URL --outlet {self.outlet.slug}`"
            )
        return "; ".join(check(self.outlet.expect, held)) or None


ENDED = frozenset(("finished", "limit", "fault", "silent"))
"""Finish reasons of a crawl that came to its end; any other is continued by the next one."""


def walk_of(
    archive: Archive,
    outlet: Outlet,
    seed: Seed,
    *,
    outlet_id: int,
    now: Callable[[], datetime],
) -> SeedWalk:
    """The way through a seed of this channel."""
    kind = WordPressWalk if seed.channel == "wordpress" else SeedWalk
    return kind(archive, outlet, seed, outlet_id=outlet_id, now=now)


def guard_of(outlets: Sequence[Outlet], settings: Settings) -> AddressGuard:
    """Who may be asked for these outlets, as desk.toml has it."""
    return AddressGuard(
        [outlet.home for outlet in outlets],
        loopback_only=settings.contact is None,
        allowed=settings.allow_private,
    )


def _cut_off(reason: str) -> str | None:
    """Why a crawl did not come to its end."""
    if reason == "shutdown":
        return "interrupted; the next crawl goes on where it was"
    return None if reason in ENDED else f"stopped: {reason}"


def _silence(seeds: Sequence[SeedReport]) -> str | None:
    """Which seeds named nothing: this field's usual failure."""
    for seed in seeds:
        if seed.silent:
            return f"{seed.url} used to name columns and named none: {seed.problem or 'nothing'}"
    if seeds and not any(seed.yielded for seed in seeds):
        return f"no seed names a column; {seeds[0].url}: {seeds[0].problem or 'nothing'}"
    return None
