"""A seed's way through a crawl: what to ask of it, what its answers name, what is kept of it.

One walk per seed. Answers are read by `discovery`, purely. Candidates are written down
when an answer is read, the seed itself when the whole walk is done, so that a killed walk starts
anew. No Scrapy here.
"""

from collections import deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from archive.folder.archive import Archive
from archive.frontier import seed_memory, visits
from archive.frontier.visits import Naming
from archive.model.errors import DeskError, fault_in_words
from archive.model.records import Candidate, Capture
from crawler.config.outlets import Outlet, Seed
from crawler.discovery.seeds import read_seed
from crawler.intake.intake import UNASKED
from crawler.session.summary import SeedReport

NAMED = "named"
"""Key of a feed's memory: digests of what its first page named."""
AT_ONCE = 2
"""Pages of a seed under way: the next waits at its host's slot while an answer is read."""
DEEPEST = 3
"""Indexes above a sitemap: sitemaps.org allows one, some sites have two."""
MOST_BARREN = 100
"""Sitemaps in a row without any address, after which a walk ends."""
MOST_REMEMBERED = 1_000
"""Digests kept of one feed; feeds of ten to a hundred entries are usual."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored capture with the validators its response came with."""

    capture: Capture
    etag: str | None = None
    last_modified: str | None = None
    total: int | None = None
    """Entries on all pages of a REST listing, as its header states."""


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
        self._archive = archive
        self._outlet = outlet
        self._outlet_id = outlet_id
        self._now = now
        self._known = seed_memory.seed_state(archive, outlet_id, seed.url)
        self._terms = outlet.terms_of(seed)
        self._naming = Naming(
            digest_of(f"{seed.url} {self._terms}"), lists=seed.channel != "sitemap"
        )
        self._memory: Mapping[str, Any] = {}
        """What is written down for the next walk."""
        self._named: set[str] = set()
        """Feed: digests of all addresses named, in scope or not."""
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
    def lists_by_id(self) -> bool:
        """Whether it names all that belongs, by the site's own ids: only REST does."""
        return False

    def first(self) -> list[str]:
        """The addresses to begin with."""
        return [self.seed.url]

    def asked_with(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of the answer we hold, if it was read by the same scope."""
        known = self._known
        if known is None or url != self.seed.url or known.terms != self._terms:
            return None, None
        return known.etag, known.last_modified

    def answered(self, url: str, answer: Answer) -> list[str]:
        """Further pages to ask for, after the candidates of this one are written down.

        `url` is the address that was asked; redirects may have led elsewhere.
        """
        capture = answer.capture
        pages: list[str] = []
        if capture.status == 304 and self._known is not None and any(self.asked_with(url)):
            self._yielded += self._known.yielded
            self._validators = (self._known.etag, self._known.last_modified)
            self._memory = self._known.memory
        elif capture.status is not None and 200 <= capture.status < 300:
            pages = self._read(url, answer)
        elif capture.status == 304:
            self._problem = self._problem or UNASKED
        elif len(self._pages) == 1:
            self._problem = f"answers {capture.status}"
        self._pages.update(pages)
        self._waiting += pages
        return self._next_pages()

    def failed(self, reason: str) -> list[str]:
        """Further pages to ask for; this one could not be had, what the others named is kept."""
        self._problem = self._problem or reason
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
            problem=self._problem,
            silent=self.done and not self._yielded and bool(known and known.yielded_at),
        )

    def _read(self, url: str, answer: Answer) -> list[str]:
        capture = answer.capture
        before = self._new

        def take(candidates: tuple[Candidate, ...]) -> None:
            """Writes down each piece by itself: a large sitemap holds up nothing else for long."""
            self._yielded += len(candidates)
            self._new += visits.discover(
                self._archive,
                self._outlet_id,
                candidates,
                now=capture.captured_at,
                naming=self._naming,
            )

        try:
            named = read_seed(
                capture.body,
                capture.url,
                seed=self.seed,
                outlet=self._outlet,
                now=capture.captured_at,
                take=take,
            )
        except DeskError:
            raise
        except Exception as fault:  # with this answer; the other seeds go on
            self._note_fault(fault)
            return []
        new = self._new - before
        first = len(self._pages) == 1
        if first or (self.seed.channel == "sitemap" and not named.passed_over):
            # Pages after the first may name nothing in scope: the last of an index, the sitemap
            # of an outlet's fixed pages.
            self._problem = self._problem or named.problem
        if first and not named.next_pages:
            self._validators = (answer.etag, answer.last_modified)
        if self.seed.channel == "feed" and not self._goes_back(named.named, new=new):
            return []
        pages = [page for page in named.next_pages if page not in self._pages]
        if self.seed.channel == "sitemap":
            pages = self._worth_asking(url, pages, named=bool(named.named))
        room = self.seed.limit + (self.seed.channel == "sitemap") - len(self._pages)
        return pages[: max(room, 0)]

    def _worth_asking(self, url: str, pages: list[str], *, named: bool) -> list[str]:
        """The sitemaps an index names, unless indexes lead to indexes without end or address."""
        depth = self._depths.get(url, 0) + 1
        self._barren = 0 if named else self._barren + 1
        if self._barren >= MOST_BARREN:
            self._waiting.clear()
            self._problem = f"{MOST_BARREN} sitemaps in a row name no address; no more are asked"
            return []
        if pages and depth > DEEPEST:
            self._problem = self._problem or (
                f"{url} lies below {DEEPEST} indexes; the sitemaps it names are not asked"
            )
            return []
        self._depths.update(dict.fromkeys(pages, depth))
        return pages

    def _note_fault(self, fault: Exception) -> None:
        """Has the report, and the outlet's summary, tell of a fault of the program."""
        self.fault = self.fault or fault_in_words(fault)
        self._problem = self._problem or f"cannot be read: {self.fault}"

    def _goes_back(self, named: Collection[str], *, new: int) -> bool:
        """Whether a feed's next page is worth asking: this one named something new."""
        first = not self._named
        self._named.update(digest_of(address) for address in named)
        if first:  # of the page that the next crawl sees again, unless too much was published
            self._memory = {NAMED: sorted(self._named)[:MOST_REMEMBERED]}
        return bool(new)

    def _rolled(self) -> bool:
        """Whether a feed names nothing that it named the last time: columns may be missed."""
        before = self._known.memory.get(NAMED) if self._known else None
        return bool(before and self._named and self._named.isdisjoint(before))

    def _close(self) -> None:
        self._open -= 1
        if self._open:
            return
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
            rolled=self._rolled(),
            now=self._now(),
        )


def digest_of(address: str) -> str:
    """A short digest of an address, to compare what a feed named then and now."""
    return sha256(address.encode()).hexdigest()[:16]
