"""A seed's way through a crawl: what to ask of it, what its answers name, what is kept of it.

One walk per seed. Answers are read by `discovery`, purely. Candidates are written down
when an answer is read, the seed itself when the whole walk is done, so that a killed walk starts
anew. No Scrapy here.
"""

from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from archive.db.crawling import namings
from archive.folder.archive import Archive
from archive.frontier import hints, seed_memory, visits
from archive.frontier.visits import Naming
from archive.model.errors import DeskError, fault_in_words
from archive.model.records import Candidate, Capture
from archive.model.timeline import GONE_STATUSES, NOT_MODIFIED
from crawler.config.outlets import Outlet, Seed
from crawler.discovery.seed_page import SeedPage
from crawler.discovery.seeds import read_in_pieces
from crawler.intake.intake import UNASKED
from crawler.session import first_page
from crawler.session.named_addresses import NamedAddresses
from crawler.session.summary import SeedReport
from crawler.session.whole_reading import WholeReading

REPORTS = "reports"
"""Key of a seed's memory: whether it tells of changes in all it names. A sitemap does that gives
times, a feed that has pages, whose entries are compared week by week, and REST."""
IN_ORDER = ("feed", "index")
"""Channels that name the newest first, so that a page of known addresses ends the walk."""
NAMES_ALL = ("sitemap", "index")
"""Channels that, read to the end, name all there is."""
MOST_VANISHED = 0.5
"""Share of what a seed named that may vanish at once; more, and the seed itself has changed."""
AT_ONCE = 2
"""Pages of a seed under way: the next waits at its host's slot while an answer is read."""
DEEPEST = 3
"""Indexes above a sitemap: sitemaps.org allows one, some sites have two."""
MOST_BARREN = 100
"""Sitemaps in a row without any address, after which a walk ends."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored capture with the validators its response came with."""

    capture: Capture
    etag: str | None = None
    last_modified: str | None = None
    total: int | None = None
    """Entries on all pages of a REST listing, as its header states."""


InPieces = Generator[None, None, list[str]]
"""Reads an answer, and stops after each piece to let others have their turn; in the end, the
further pages to ask for."""


class SeedWalk:
    """One seed of an outlet with the further pages it leads to, until all are answered."""

    def __init__(
        self,
        archive: Archive,
        outlet: Outlet,
        seed: Seed,
        *,
        outlet_id: int,
        now: Callable[[], datetime],
    ) -> None:
        self.seed = seed
        self._began_at = now()
        self._archive = archive
        self._outlet = outlet
        self._outlet_id = outlet_id
        self._now = now
        self.on_progress: Callable[[], None] = lambda: None
        """Called after each piece of an answer: a large sitemap takes minutes."""
        self._known = seed_memory.seed_state(archive, outlet_id, seed.url)
        self._terms = outlet.terms_of(seed)
        self._naming = Naming(
            digest_of(f"{seed.url} {self._terms}"), lists=seed.channel != "sitemap"
        )
        self._memory: Mapping[str, Any] = {}
        """What is written down for the next walk."""
        self._before = self._known.memory if self._known else {}
        self._entries: dict[str, first_page.SeedEntry] = {}
        """What the first page named, in scope or not; of a feed, what all did that were asked."""
        self._named = NamedAddresses()
        """All addresses named, in scope or not."""
        self._to_the_end = True
        """Whether all its pages were asked, and answered."""
        self._stopped_early = False
        """Whether fewer were asked than the outlet file allows."""
        self._cut_short: str | None = None
        """The first page that failed, and how: what it leads to is not known."""
        self._pages = {seed.url}
        """Addresses asked for, so that pages which lead to each other end."""
        self._open = 1
        self._waiting: deque[str] = deque()
        """Pages that are still to be asked."""
        self._depths = {seed.url: 0}
        """Sitemap: how many indexes lead to one."""
        self._barren = 0
        """Sitemaps in a row, up to now, that named no address."""
        self._yielded = 0
        self._timed = 0
        """Of those, the ones with a time of their last change."""
        self._new = 0
        self._problem: str | None = None
        self.fault: str | None = None
        """The first fault of the program with its answers, in words."""
        self._validators: tuple[str | None, str | None] = (None, None)
        """Of an answer that stands alone. One that leads to further pages is always asked for
        whole: when it is unchanged, they need not be."""

    @property
    def done(self) -> bool:
        """Whether all its pages are answered."""
        return not self._open

    @property
    def yielded(self) -> int:
        """How many addresses in scope it has named up to now."""
        return self._yielded

    @property
    def terms(self) -> str:
        """Digest of the seed as it stands in the outlet file, by which addresses note it."""
        return self._naming.terms

    @property
    def reports(self) -> bool:
        """Whether it tells of changes in all it names, or did before it was asked."""
        return bool((self._memory if self.done else self._before).get(REPORTS))

    def names(self, url: str) -> bool:
        """Whether it names an address: now, or before where what it said stands as it was."""
        if url in self._named:
            return True
        if self.seed.channel == "sitemap":
            unread = self._stopped_early or bool(self._cut_short) or not self._named
            return unread and namings.is_named_by(
                self._archive.db, self._outlet_id, url, terms=self.terms
            )
        entries = first_page.remembered(self._memory) or first_page.remembered(self._before)
        return any(entry.url == url for entry in entries)

    @property
    def lists_by_id(self) -> bool:
        """Whether it names all that belongs, by the site's own ids: only REST does."""
        return False

    def first(self) -> list[str]:
        """The addresses to begin with."""
        return [self.seed.url]

    def asked_with(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of the answer we hold, if it was read by the same scope.

        None when pages behind it are to be read again, of which a 304 says nothing.
        """
        known = self._known
        if known is None or url != self.seed.url or known.terms != self._terms:
            return None, None
        leads_on = self._before.get(REPORTS) or self._reading().cut_short
        if self.seed.channel in IN_ORDER and leads_on and self._whole_again():
            return None, None
        return known.etag, known.last_modified

    def answered(self, url: str, answer: Answer) -> InPieces:
        """Further pages to ask for, after the candidates of this one are written down.

        `url` is the address that was asked; redirects may have led elsewhere.
        """
        capture = answer.capture
        pages: list[str] = []
        if capture.status == NOT_MODIFIED and self._known is not None and any(self.asked_with(url)):
            self._yielded += self._known.yielded
            self._validators = (self._known.etag, self._known.last_modified)
            self._memory = self._known.memory
            self._to_the_end, self._stopped_early = False, True
        elif capture.status is not None and 200 <= capture.status < 300:
            pages = yield from self._read(url, answer)
        elif capture.status == NOT_MODIFIED:
            self._problem = self._problem or UNASKED
        else:
            if capture.status not in GONE_STATUSES:
                self._note_cut(f"{url} answers {capture.status}")
            if len(self._pages) == 1:
                self._problem = f"answers {capture.status}"
        self._pages.update(pages)
        self._waiting += pages
        return self._next_pages()

    def failed(self, url: str, reason: str) -> list[str]:
        """Further pages to ask for; this one could not be had, what the others named is kept."""
        if len(self._pages) == 1 or self.seed.channel not in IN_ORDER:
            self._problem = self._problem or reason
        self._note_cut(f"{url}: {reason}")
        return self._next_pages()

    def _next_pages(self) -> list[str]:
        """The pages to ask now that one more is answered; few at a time, so that a walk can end."""
        room = max(AT_ONCE + 1 - self._open, 0)
        pages = [self._waiting.popleft() for _ in range(min(room, len(self._waiting)))]
        self._open += len(pages)
        self._close()
        return pages

    def report(self) -> SeedReport:
        """What the seed gave."""
        known = self._known
        return SeedReport(
            url=self.seed.url,
            yielded=self._yielded,
            new=self._new,
            problem=self._problem or self._cut_short,
            silent=self.done and not self._yielded and bool(known and known.yielded_at),
        )

    def _read(self, url: str, answer: Answer) -> InPieces:
        capture = answer.capture
        first = len(self._pages) == 1
        in_scope: list[str] = []

        try:
            named = yield from self._read_pieces(capture, in_scope, first=first)
        except DeskError:
            raise
        except Exception as fault:  # with this answer; the other seeds go on
            self._note_fault(fault)
            return []
        if first or (self.seed.channel == "sitemap" and not named.passed_over):
            # Pages after the first may name nothing in scope: the last of an index, the sitemap
            # of an outlet's fixed pages.
            self._problem = self._problem or named.problem
        if first and (self.seed.channel == "feed" or not named.next_pages):
            self._validators = (answer.etag, answer.last_modified)
        self._named.update(named.named)
        if self.seed.channel in IN_ORDER and not (first or named.named or named.passed_over):
            return []  # behind the last page some sites have one that names nothing
        if named.problem and (in_scope or not named.passed_over):
            self._note_cut(f"{url}: {named.problem}")  # and not only without anything in scope
        return self._further_pages(url, named, in_scope, first=first)

    def _read_pieces(
        self, capture: Capture, in_scope: list[str], *, first: bool
    ) -> Generator[None, None, SeedPage]:
        now = capture.captured_at
        reading = read_in_pieces(
            capture.body, capture.url, seed=self.seed, outlet=self._outlet, now=now
        )
        while True:
            try:
                candidates = next(reading).candidates
            except StopIteration as end:
                named: SeedPage = end.value
                return named
            if self.seed.channel in IN_ORDER or not in_scope:  # of a sitemap some are enough
                in_scope.extend(one.url for one in candidates)
            self._write_down(candidates, first=first, now=now)
            yield

    def _write_down(self, candidates: tuple[Candidate, ...], *, first: bool, now: datetime) -> None:
        """Writes down each piece by itself: a large sitemap holds up nothing else for long."""
        self._yielded += len(candidates)
        at_once = hints.changed_at_once(self._archive, self._outlet_id, candidates)
        self._timed += sum(
            one.changed_at is not None and one.url not in at_once for one in candidates
        )
        self._named.update(candidate.url for candidate in candidates)
        naming = self._naming
        if self.seed.channel == "feed" and not first:
            naming = replace(naming, lists=False)  # what its entries say tells more than a naming
        self._new += visits.discover(
            self._archive,
            self._outlet_id,
            candidates,
            now=now,
            naming=naming,
            unbelieved=at_once,
        )
        self._archive.flush_full_group()
        self.on_progress()

    def _further_pages(
        self, url: str, named: SeedPage, in_scope: Sequence[str], *, first: bool
    ) -> list[str]:
        """The pages to ask for after one that named these addresses."""
        entries = {
            address: first_page.SeedEntry(
                address, named.said.get(address), named.places.get(address)
            )
            for address in named.named
        }
        if first or self.seed.channel == "feed":
            self._entries |= entries
        pages = [page for page in named.next_pages if page not in self._pages]
        in_order = self.seed.channel in IN_ORDER
        if in_order and pages and not self._goes_back([entries[url] for url in in_scope]):
            self._to_the_end, self._stopped_early = False, True
            return []
        if self.seed.channel == "sitemap":
            pages = self._worth_asking(url, pages, named=bool(named.named))
        room = self.seed.limit + (self.seed.channel == "sitemap") - len(self._pages)
        self._to_the_end = self._to_the_end and len(pages) <= room
        return pages[: max(room, 0)]

    def _worth_asking(self, url: str, pages: list[str], *, named: bool) -> list[str]:
        """The sitemaps an index names, unless indexes lead to indexes without end or address."""
        depth = self._depths.get(url, 0) + 1
        self._barren = 0 if named else self._barren + 1
        if self._barren >= MOST_BARREN:
            self._waiting.clear()
            self._problem = f"{MOST_BARREN} sitemaps in a row name no address; no more are asked"
            self._note_cut(self._problem)
            return []
        if pages and depth > DEEPEST:
            deep = f"{url} lies below {DEEPEST} indexes; the sitemaps it names are not asked"
            self._problem = self._problem or deep
            self._note_cut(deep)
            return []
        self._depths.update(dict.fromkeys(pages, depth))
        return pages

    def _note_fault(self, fault: Exception) -> None:
        """Has the report, and the outlet's summary, tell of a fault of the program."""
        self.fault = self.fault or fault_in_words(fault)
        self._problem = self._problem or f"cannot be read: {self.fault}"

    def _note_cut(self, why: str) -> None:
        self._cut_short = self._cut_short or why

    def _goes_back(self, entries: Sequence[first_page.SeedEntry]) -> bool:
        """Whether the next page is worth asking: this one ends with something new, or the pages
        behind it are to be read again.
        """
        if self._reading().at is None:
            return True
        urls = [entry.url for entry in entries]
        known = visits.found_before(
            self._archive, self._outlet_id, urls, moment=self._began_at
        ) | visits.taken_down(self._archive, urls)
        return first_page.goes_on(entries, known) or self._whole_again()

    def _whole_again(self) -> bool:
        """Whether it is to be read to its end: that was not lately, and no other seed tells all."""
        reading = self._reading()
        told = self._others_report() and not reading.cut_short
        return not told and not reading.is_lately(self._now())

    def _others_report(self) -> bool:
        """Whether another seed of the outlet told of changes when it was read last."""
        urls = (seed.url for seed in self._outlet.seeds if seed.url != self.seed.url)
        states = (seed_memory.seed_state(self._archive, self._outlet_id, url) for url in urls)
        return any(
            state.memory.get(REPORTS) and state.problem is None
            for state in states
            if state is not None
        )

    def _reading(self) -> WholeReading:
        """What is remembered of its readings to the end, by today's terms."""
        same = self._known is not None and self._known.terms == self._terms
        return WholeReading.of(self._before) if same else WholeReading()

    def _remember(self) -> None:
        """Writes down what the walk met, and has visited what is said otherwise or no longer."""
        before = first_page.remembered(self._before)
        reading = self._reading()
        if not self._stopped_early:
            reading = reading.after(now=self._now(), cut_short=self._cut_short)
        if self.seed.channel in IN_ORDER and self._entries:
            entries = list(self._entries.values())
            differing = first_page.differing(before, entries)
            if len(differing) <= max(visits.FEW, MOST_VANISHED * len(before)):
                visits.hint_due(
                    self._archive, self._outlet_id, differing, now=self._now(), outside_too=False
                )
            if reports := self.seed.channel == "feed" and self._has_pages():
                entries += first_page.behind(before, entries)
            forgotten = visits.taken_down(self._archive, (entry.url for entry in entries))
            kept = [entry for entry in entries if entry.url not in forgotten]
            self._memory = {**first_page.memory_of(kept), **reading.memory()}
            if reports and reading.at is not None:
                self._memory = {**self._memory, REPORTS: True}
            if reading.at is None:
                self._validators = (None, None)  # unchanged, its further pages were not asked for
        if self.seed.channel == "sitemap" and 2 * self._timed > self._yielded:
            self._memory = {REPORTS: True}
        whole = self._to_the_end and not self._cut_short
        if self.seed.channel in NAMES_ALL and whole and self._named:
            visits.named_no_longer(
                self._archive,
                self._outlet_id,
                self._named,
                naming=self._naming,
                most=MOST_VANISHED,
                now=self._now(),
            )

    def _has_pages(self) -> bool:
        """Whether there was more than one page to read to its end, now or the last time."""
        return bool(self._before.get(REPORTS)) if self._stopped_early else len(self._pages) > 1

    def _close(self) -> None:
        self._open -= 1
        if self._open:
            return
        self._remember()
        etag, last_modified = self._validators
        seed_memory.seed_answered(
            self._archive,
            self._outlet_id,
            self.seed.url,
            yielded=self._yielded,
            problem=self._problem,
            etag=etag,
            last_modified=last_modified,
            terms=self._terms,
            memory=self._memory,
            rolled=self.seed.channel == "feed"
            and first_page.rolled(first_page.remembered(self._before), self._named),
            now=self._now(),
        )


def digest_of(address: str) -> str:
    """A short digest of an address, to compare what a feed named then and now."""
    return sha256(address.encode()).hexdigest()[:16]
