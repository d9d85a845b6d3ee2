"""A crawl while it runs: which outlets are asked, what is kept of their answers, when to stop.

The spider asks here what comes next and reports here what happened; everything lasting stands in
the archive, so that a crawl killed at any moment goes on where it was. No Scrapy here.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from types import MappingProxyType

from archive.db import outlets as outlet_rows
from archive.folder.archive import Archive
from archive.frontier import crawl_log, visits
from archive.model.errors import DeskError, DiskFull, fault_in_words
from archive.model.records import Capture, Exchange
from archive.warc.reading import DamagedRecord
from archive.warc.response import GarbledBody, OversizedBody, decode_entity, split_response
from crawler.config.desk_file import Settings
from crawler.config.outlets import Outlet
from crawler.politeness.address_guard import Refused
from crawler.politeness.rights import OBEYED, is_page, reserved
from crawler.session.outlet_crawl import OutletCrawl, guard_of
from crawler.session.summary import Summary


def wall_clock() -> datetime:
    """The time of day, aware."""
    return datetime.now(UTC)


OUTLETS_AT_ONCE = 64
"""As many hosts as Scrapy may have requests under way (`settings.CONCURRENT_REQUESTS`)."""


class Run:
    """One crawl of some outlets into one archive."""

    def __init__(
        self,
        archive: Archive,
        outlets: Sequence[Outlet],
        *,
        settings: Settings,
        command: str,
        unasked: Mapping[str, str] = MappingProxyType({}),
        limit: int | None = None,
        again: bool = False,
        addresses: Mapping[str, Sequence[str]] = MappingProxyType({}),
        on_progress: Callable[[OutletCrawl], None] = lambda _: None,
        now: Callable[[], datetime] = wall_clock,
    ) -> None:
        """`unasked` names those of the outlets that may not be asked, and why.

        With `again`, known addresses are asked before they are due. With `addresses` (by the
        outlet's slug), only these are asked, and no seed: that is no crawl of the outlet.
        """
        self.archive = archive
        self.settings = settings
        self.limit = limit
        self.again = again
        self.addresses = addresses
        self.on_progress = on_progress
        self.now = now
        self.began_at = now()
        self.fault: Exception | None = None
        """What made it impossible to keep anything; the crawl then stops."""
        self.on_fault: Callable[[str], None] = lambda _: None
        """Stops the fetching, with the reason."""
        self.on_room: Callable[[OutletCrawl], None] = lambda _: None
        """Lets a visit begin that had to wait."""
        self.finish_reason = "shutdown"
        """Until the spider says otherwise."""
        self.user_agent = user_agent(settings.contact)
        self.id = crawl_log.start_run(
            archive, now=self.began_at, outlets=len(outlets), command=command
        )
        self._outlets = tuple(outlets)
        self._waiting = deque(outlet for outlet in self._outlets if outlet.slug not in unasked)
        self._open: list[OutletCrawl] = []
        self._summaries = {
            slug: self._unopened(slug, "not asked", why) for slug, why in unasked.items()
        }
        self.guard = guard_of(outlets, settings)
        """For the connections, which do not know for which outlet they are made."""

    def _unopened(self, slug: str, finish_reason: str, why: str) -> Summary:
        return Summary(
            outlet=slug,
            started_at=self.began_at,
            continued=False,
            finish_reason=finish_reason,
            outcomes={},
            seeds=(),
            bad=(),
            requests=0,
            seconds=0.0,
            problem=why,
        )

    def open_next(self) -> Iterator[OutletCrawl]:
        """Crawls of further outlets, begun as they are asked for, while there is room.

        As each outlet ends there is room for another, so that memory does not grow with their
        number. One with which the program fails is summed up as that.
        """
        while self._waiting and len(self._open) < OUTLETS_AT_ONCE:
            outlet = self._waiting.popleft()
            try:
                crawl = OutletCrawl(self, outlet)
            except DeskError:
                raise
            except Exception as fault:
                self._summaries[outlet.slug] = self._failed_to_open(outlet.slug, fault)
                continue
            self._open.append(crawl)
            yield crawl

    def _failed_to_open(self, slug: str, fault: Exception) -> Summary:
        words = fault_in_words(fault)
        outlet_id = outlet_rows.outlet_id(self.archive.db, slug)
        if outlet_id is not None and not self.addresses:
            now = self.now()
            begun = crawl_log.start_crawl(self.archive, outlet_id, run_id=self.id, now=now)
            reason = f"fault: {words}"
            crawl_log.finish_crawl(self.archive, begun.id, now=now, reason=reason, outcomes={})
        return self._unopened(slug, "fault", f"a fault of the program: {words}")

    def open_all(self) -> list[OutletCrawl]:
        """The crawls of all outlets, for a probe that visits nothing."""
        self._open += [OutletCrawl(self, outlet) for outlet in self._waiting]
        self._waiting.clear()
        return list(self._open)

    def close(self, crawl: OutletCrawl) -> None:
        """Sums up an outlet of which nothing is left to ask, and lets go of it."""
        if crawl not in self._open:
            return
        self._open.remove(crawl)
        self._summaries[crawl.outlet.slug] = crawl.finish("finished")

    def keep(
        self,
        exchange: Exchange,
        crawl: OutletCrawl,
        *,
        via: tuple[str, ...],
        moved_permanently: bool,
    ) -> Capture:
        """The stored capture of an exchange, with what its publisher reserves of it.

        Refused when that is to be respected: then nothing of it is stored. GarbledBody or
        OversizedBody when the body cannot be read: what came is stored all the same.
        """
        crawl.requests += 1
        parts = split_response(exchange.response)
        broken: GarbledBody | OversizedBody | None = None
        body = b""
        try:
            body = decode_entity(parts.headers, parts.entity)
        except (GarbledBody, OversizedBody) as fault:
            broken = fault
        rights = reserved(parts.headers, body) if is_page(parts.headers) else ()
        if self.settings.rights == "respect" and not OBEYED.isdisjoint(rights):
            raise Refused(f"its publisher reserves it ({', '.join(rights)})")
        capture = self.archive.add_capture(
            exchange,
            body=body,
            outlet_id=crawl.outlet_id,
            via=via,
            moved_permanently=moved_permanently,
            rights=rights,
        )
        if broken is not None and parts.entity:
            raise broken
        return capture

    def held_answer(self, url: str, *, within: timedelta) -> Capture | None:
        """The last capture of an address, if it is no older; None when there is none."""
        newest = visits.newest_answer(self.archive, url, within=within, now=self.now())
        if newest is None:
            return None
        try:
            return self.archive.body_of_capture(newest)
        except DamagedRecord:
            return None

    def paused_hosts(self) -> dict[str, tuple[datetime, str]]:
        """Hosts that want to be left alone, with the time until then and why."""
        return visits.paused_hosts(self.archive, now=self.now())

    def pause_host(self, host: str, *, until: datetime, reason: str) -> None:
        """Leaves a host alone until then, in later runs too."""
        visits.pause_host(self.archive, host, until=until, reason=reason)

    def stop(self, fault: Exception) -> None:
        """Ends the crawl because something could not be kept; the first fault counts."""
        if self.fault is None:
            self.fault = told(fault)
            self.on_fault("disk_full" if isinstance(fault, DiskFull) else "fault")

    def finish(self) -> tuple[Summary, ...]:
        """A summary per outlet, once all of it is safely on the disk; raises the fault."""
        if self.fault is not None:
            raise self.fault
        while self._open:
            crawl = self._open.pop()
            self._summaries[crawl.outlet.slug] = crawl.finish(self.finish_reason)
        slugs = [outlet.slug for outlet in self._outlets]
        summaries = tuple(self._summaries[slug] for slug in slugs if slug in self._summaries)
        failed = [summary.outlet for summary in summaries if summary.failed]
        crawl_log.finish_run(
            self.archive,
            self.id,
            now=self.now(),
            problem=f"needs attention: {', '.join(failed)}" if failed else None,
        )
        return summaries


def told(fault: Exception) -> DeskError:
    """What stopped a crawl as an error that the command line shows in one line."""
    if isinstance(fault, DeskError):
        return fault
    return DeskError(f"a fault of the program stopped the crawl: {fault_in_words(fault)}")


def user_agent(contact: str | None) -> str:
    """How we introduce ourselves to publishers: name, version, and who answers for the crawl."""
    name = f"foreign-desk/{version('foreign-desk')}"
    return f"{name} (+{contact})" if contact else name
