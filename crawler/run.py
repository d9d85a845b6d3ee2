"""A crawl while it runs: what each outlet has still to ask, what came of it, when to stop.

The spider asks here what comes next and tells here what happened; everything lasting stands in the
archive, so that a crawl killed at any moment goes on where it was. No Scrapy here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from archive import frontier, queries
from archive.desk import Archive
from archive.errors import DiskFull
from archive.frontier import Visit
from archive.records import Article, Candidate, Capture, Exchange, Outcome
from crawler import intake
from crawler.discovery.seeds import read_seed
from crawler.extraction.outlet_layout import failures
from crawler.guards import Guard
from crawler.outlets import Outlet, Seed, check
from crawler.summary import BAD, BadPage, SeedReport, Summary
from crawler.urls import normalise


def wall_clock() -> datetime:
    """The time of day, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored capture with the validators its response came with."""

    capture: Capture
    etag: str | None = None
    last_modified: str | None = None


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


class SeedWalk:
    """One seed of an outlet with the further pages it leads to, until all are answered."""

    def __init__(self, seed: Seed, known: frontier.SeedState | None, *, terms: str) -> None:
        self.seed = seed
        self.known = known
        self.terms = terms
        self.pages = {seed.url}
        """Addresses asked for, so that pages which lead to each other end."""
        self.open = 1
        self.yielded = 0
        self.new = 0
        self.problem: str | None = None
        self.unchanged = False
        self.validators: tuple[str | None, str | None] = (None, None)
        """Of an answer that stands alone. One that leads to further pages is always asked for
        whole: when it is unchanged, they need not be."""

    def asked_with(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of the answer we hold, if it was read by the same scope."""
        known = self.known
        if known is None or url != self.seed.url or known.terms != self.terms:
            return None, None
        return known.etag, known.last_modified


class OutletCrawl:
    """One outlet's part of a crawl."""

    def __init__(self, run: "Run", outlet: Outlet) -> None:
        self.outlet = outlet
        self.run = run
        self.guard = Guard([outlet.home], loopback_only=run.contact is None)
        self.outlet_id = intake.register(run.archive, outlet)
        self.crawl = frontier.start_crawl(run.archive, self.outlet_id, now=run.now())
        self.walks = [
            SeedWalk(
                seed,
                frontier.seed_state(run.archive, self.outlet_id, seed.url),
                terms=outlet.terms_of(seed),
            )
            for seed in outlet.seeds
        ]
        self.open_walks = len(self.walks)
        self.tally: Counter[Outcome] = Counter()
        self.bad: list[BadPage] = []
        self._new: set[str] = set()
        self.columns_read = 0
        self.layout_failures: Counter[str] = Counter()
        self.requests = 0
        self.handed_out = 0
        self.under_way = 0
        self.halted: str | None = None
        """Why nothing more may be asked of this outlet for now."""
        self.summary: Summary | None = None
        self._visits: Iterator[Visit] | None = None

    # -- Seeds -------------------------------------------------------------------------------------

    def seed_answered(self, walk: SeedWalk, answer: Answer) -> list[str]:
        """Further pages to ask for, after the candidates of this one are written down."""
        capture = answer.capture
        pages: list[str] = []
        if capture.status == 304 and walk.known is not None:
            walk.unchanged = True
            walk.yielded += walk.known.yielded
            walk.validators = (walk.known.etag, walk.known.last_modified)
        elif capture.status is not None and 200 <= capture.status < 300:
            pages = self._read_seed(walk, answer)
        elif len(walk.pages) == 1:
            walk.problem = f"answers {capture.status}"
        walk.pages.update(pages)
        walk.open += len(pages)
        self._close(walk)
        return pages

    def seed_failed(self, walk: SeedWalk, reason: str) -> None:
        """A page of a seed could not be had; what the others named is kept."""
        walk.problem = walk.problem or reason
        self._close(walk)

    def _read_seed(self, walk: SeedWalk, answer: Answer) -> list[str]:
        run, capture = self.run, answer.capture
        try:
            found = read_seed(
                capture.body,
                capture.url,
                seed=walk.seed,
                outlet=self.outlet,
                now=capture.captured_at,
            )
        except Exception as error:  # a fault of ours with this answer; the other seeds go on
            walk.problem = walk.problem or f"cannot be read: {type(error).__name__}: {error}"
            return []
        walk.yielded += len(found.candidates)
        walk.new += frontier.discover(
            run.archive, self.outlet_id, found.candidates, now=capture.captured_at
        )
        first = len(walk.pages) == 1
        if first or (walk.seed.channel == "sitemap" and not found.passed_over):
            # Pages after the first may name nothing in scope: the last of an index, the sitemap
            # of an outlet's fixed pages.
            walk.problem = walk.problem or found.problem
        if first and not found.next_pages:
            walk.validators = (answer.etag, answer.last_modified)
        room = walk.seed.limit + (walk.seed.channel == "sitemap") - len(walk.pages)
        return [page for page in found.next_pages if page not in walk.pages][: max(room, 0)]

    def _close(self, walk: SeedWalk) -> None:
        """Writes a seed down once all its pages are answered, so that a killed walk starts anew."""
        walk.open -= 1
        if walk.open:
            return
        self.open_walks -= 1
        etag, last_modified = walk.validators
        frontier.seed_answered(
            self.run.archive,
            self.outlet_id,
            walk.seed.url,
            yielded=walk.yielded,
            problem=walk.problem,
            etag=etag,
            last_modified=last_modified,
            terms=walk.terms,
            now=self.run.now(),
        )

    # -- Visits ------------------------------------------------------------------------------------

    def next_visit(self) -> Visit | None:
        """The next address that is due, once all seeds are read; None when there is none."""
        run = self.run
        if self.open_walks or self.halted or run.fault is not None:
            return None
        if run.limit is not None and self.handed_out >= run.limit:
            return None
        if self._visits is None:
            since = self.crawl.started_at - self.outlet.revisit_after
            self._visits = frontier.due(run.archive, self.outlet_id, since=since)
        visit = next(self._visits, None)
        if visit is not None:
            self.handed_out += 1
        return visit

    def settle(
        self,
        visit: Visit,
        outcome: Outcome,
        *,
        reason: str | None,
        answer: Answer | None = None,
    ) -> None:
        """Writes down and counts what came of a visit; `answer` is None when none came."""
        etag, last_modified = None, None
        if answer is not None and outcome in WORTH_A_CONDITION:
            etag, last_modified = answer.etag, answer.last_modified
            if answer.capture.status == 304:
                etag, last_modified = etag or visit.etag, last_modified or visit.last_modified
        frontier.settle(
            self.run.archive,
            visit.url,
            outcome,
            now=self.run.now() if answer is None else answer.capture.captured_at,
            reason=reason,
            etag=etag,
            last_modified=last_modified,
        )
        if outcome is Outcome.MOVED and answer is not None:
            self._go_on_at_new_address(visit, answer)
        self._count(visit.url, outcome, answer)
        if outcome in BAD:
            self.bad.append(BadPage(visit.url, outcome, reason or outcome.value))
        self.run.on_progress(self)

    def note_layout(self, article: Article) -> None:
        """Counts a column, and the fields for which the outlet's own selectors found nothing."""
        self.columns_read += 1
        self.layout_failures.update(failures(article.found_in))

    def _go_on_at_new_address(self, visit: Visit, answer: Answer) -> None:
        """Has the address that a column moved to visited from now on, also if no seed names it."""
        capture = answer.capture
        address = normalise(capture.url)
        candidate = Candidate(url=address, found_by=visit.url)
        frontier.discover(self.run.archive, self.outlet_id, [candidate], now=capture.captured_at)
        frontier.settle(
            self.run.archive,
            address,
            Outcome.UNCHANGED,
            now=capture.captured_at,
            etag=answer.etag,
            last_modified=answer.last_modified,
        )

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

    # -- The end -----------------------------------------------------------------------------------

    def finish(self, reason: str) -> Summary:
        """The summary; the crawl is written down as finished unless it was interrupted."""
        run = self.run
        if reason == "finished" and self.halted:
            reason = "halted"
        elif reason == "finished" and run.limit is not None and self.handed_out >= run.limit:
            reason = "limit"
        outcomes: Mapping[Outcome, int] = self.tally
        if self.crawl.continued:
            # What was done before a kill stands in the archive only.
            outcomes = frontier.outcomes_since(
                run.archive, self.outlet_id, since=self.crawl.started_at
            )
        if reason in ENDED:
            frontier.finish_crawl(
                run.archive,
                self.crawl.id,
                now=run.now(),
                reason=reason,
                outcomes=outcomes,
            )
        seeds = tuple(
            SeedReport(
                url=walk.seed.url,
                yielded=walk.yielded,
                new=walk.new,
                problem=walk.problem,
                silent=not walk.open
                and not walk.yielded
                and bool(walk.known and walk.known.yielded_at),
            )
            for walk in self.walks
        )
        self.summary = Summary(
            outlet=self.outlet.slug,
            started_at=self.crawl.started_at,
            continued=self.crawl.continued,
            finish_reason=reason,
            outcomes=dict(outcomes),
            seeds=seeds,
            bad=tuple(self.bad),
            requests=self.requests,
            seconds=(run.now() - run.began_at).total_seconds(),
            problem=self.halted or _problem(reason, seeds) or self._unmet(reason),
            columns_read=self.columns_read,
            layout_failures=dict(self.layout_failures),
        )
        return self.summary

    def _unmet(self, reason: str) -> str | None:
        """What the outlet's file expects of its columns and a whole crawl did not give."""
        if reason != "finished":
            return None
        held = queries.coverage(self.run.archive.db, self.outlet_id)
        return "; ".join(check(self.outlet.expect, held)) or None


ENDED = frozenset(("finished", "limit"))
"""Finish reasons of a crawl that came to its end; any other is continued by the next one."""


class Run:
    """One crawl of some outlets into one archive."""

    def __init__(
        self,
        archive: Archive,
        outlets: Sequence[Outlet],
        *,
        contact: str | None,
        limit: int | None = None,
        on_progress: Callable[[OutletCrawl], None] = lambda _: None,
        now: Callable[[], datetime] = wall_clock,
    ) -> None:
        self.archive = archive
        self.contact = contact
        self.limit = limit
        self.on_progress = on_progress
        self.now = now
        self.began_at = now()
        self.fault: Exception | None = None
        """What made it impossible to keep anything; the crawl then stops."""
        self.on_fault: Callable[[str], None] = lambda _: None
        """How the fetching is told to stop, and why."""
        self.finish_reason = "shutdown"
        """Until the spider says otherwise."""
        self.user_agent = user_agent(contact)
        self.outlets = [OutletCrawl(self, outlet) for outlet in outlets]
        self.guard = Guard([outlet.home for outlet in outlets], loopback_only=contact is None)
        """For the connections, which do not know for which outlet they are made."""

    def keep(
        self,
        exchange: Exchange,
        crawl: OutletCrawl,
        *,
        via: tuple[str, ...],
        moved_permanently: bool,
    ) -> Capture:
        """The stored capture of an exchange."""
        crawl.requests += 1
        return self.archive.add_capture(
            exchange, outlet_id=crawl.outlet_id, via=via, moved_permanently=moved_permanently
        )

    def stop(self, fault: Exception) -> None:
        """Ends the crawl because something could not be kept; the first fault is the one told."""
        if self.fault is None:
            self.fault = fault
            self.on_fault("disk_full" if isinstance(fault, DiskFull) else "fault")

    def finish(self) -> tuple[Summary, ...]:
        """A summary per outlet, once what they tell is safely on the disk; raises the fault."""
        if self.fault is not None:
            raise self.fault
        summaries = tuple(crawl.finish(self.finish_reason) for crawl in self.outlets)
        self.archive.flush()
        return summaries


def user_agent(contact: str | None) -> str:
    """How we introduce ourselves to publishers: name, version, and who answers for the crawl."""
    name = f"foreign-desk/{version('foreign-desk')}"
    return f"{name} (+{contact})" if contact else name


def _problem(reason: str, seeds: Sequence[SeedReport]) -> str | None:
    """Why an outlet failed; most often by silence, this field's usual failure."""
    if reason == "shutdown":
        return "interrupted; the next crawl goes on where it was"
    if reason not in ENDED:
        return f"stopped: {reason}"
    for seed in seeds:
        if seed.silent:
            return f"{seed.url} used to name columns and named none: {seed.problem or 'nothing'}"
    if seeds and not any(seed.yielded for seed in seeds):
        return f"no seed names a column; {seeds[0].url}: {seeds[0].problem or 'nothing'}"
    return None
