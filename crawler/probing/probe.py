"""Looks at a page or a site with the manners and guards of a crawl, and keeps nothing of it."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archive.folder.archive import Archive
from archive.frontier import frontier
from archive.model.errors import DeskError
from archive.model.records import Candidate, Capture
from archive.reading import queries
from crawler.config.desk_file import Settings
from crawler.config.outlets import Outlet, Scope
from crawler.jobs.crawling import crawl, run_spider, running
from crawler.probing import channel_probe, drafting
from crawler.session.run import guard_of, wall_clock
from crawler.urls.urls import host_key, is_loopback, is_web_address, normalise

if TYPE_CHECKING:
    from crawler.fetch.probe_spider import Prober
    from crawler.session.run import OutletCrawl

T = TypeVar("T")

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def probe_outlets(
    outlets: Sequence[Outlet],
    plan: "Callable[[Prober, Sequence[OutletCrawl]], Awaitable[T]]",
    *,
    settings: Settings,
) -> T:
    """What a plan comes to that may ask addresses of some outlets; DeskError when one is refused.

    Everything is asked into an archive that is thrown away, so that robots.txt, guards and caps are
    the same as in a crawl.
    """
    from crawler.fetch.probe_spider import ProbeSpider

    results: list[T] = []
    with TemporaryDirectory(prefix="desk-") as name:
        folder = Path(name)
        Archive.create(folder)
        with running(folder, outlets, limit=None, settings=settings) as run:
            if run is None:
                raise DeskError("no outlet to look at")
            crawls = run.open_all()

            async def whole(asker: "Prober") -> None:
                results.append(await plan(asker, crawls))

            run_spider(ProbeSpider, run=run, plan=whole)
            if run.fault is not None:
                raise run.fault
    if not results:
        raise DeskError("interrupted before anything was found")
    return results[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedOutlet:
    """An outlet file that was drafted and not yet written."""

    path: Path
    outlet: Outlet
    toml: str
    look: channel_probe.SiteProbe

    def write(self) -> None:
        """Writes the file; DeskError when there is one by now."""
        try:
            with self.path.open("x", encoding="utf-8") as file:
                file.write(self.toml)
        except FileExistsError:
            raise taken(self.path) from None
        except OSError as error:
            raise DeskError(f"{self.path}: cannot be written: {error.strerror}") from None


def draft_outlet(
    folder: Path, url: str, *, section: str | None, slug: str | None, settings: Settings
) -> DraftedOutlet:
    """An outlet file for the site at an address, with a look at what it would find."""
    if "://" not in url:
        url = f"{'http' if is_loopback(f'http://{url}') else 'https'}://{url}"
    if not is_web_address(url):
        raise DeskError(f"{url}: no web address; write it as https://courier.example/")
    if slug is not None:
        path = folder / "outlets" / f"{slug}.toml"
        if not SLUG.fullmatch(slug):
            raise DeskError(f'"{slug}" is no slug; allowed: a-z, 0-9 and single hyphens')
        if path.exists():
            raise taken(path)
    site = outlet_of_address(normalise(url))

    async def plan(asker: "Prober", crawls: "Sequence[OutletCrawl]") -> DraftedOutlet:
        draft = await drafting.draft(asker, crawls[0], url, section=section)
        name = slug or drafting.slug_of(draft.name, draft.home)
        path = folder / "outlets" / f"{name}.toml"
        if path.exists():
            raise taken(path)
        crawls[0].outlet = draft.outlet(name)
        crawls[0].guard = guard_of([crawls[0].outlet], settings)
        found = await channel_probe.probe_site(asker, crawls[0])
        found.notes[:0] = draft.notes
        return DraftedOutlet(path=path, outlet=crawls[0].outlet, toml=draft.as_toml(), look=found)

    return probe_outlets([site], plan, settings=settings)


def taken(path: Path) -> DeskError:
    """The line about an outlet whose name is taken."""
    return DeskError(f"{path}: is there already; choose another name (--slug NAME), or edit it")


def outlet_of_address(url: str) -> Outlet:
    """An outlet for a look at an address of which nothing is known yet."""
    parts = urlsplit(url)
    return Outlet(
        slug=parts.hostname or "page",
        name=parts.hostname or url,
        home=f"{parts.scheme}://{parts.netloc}/",
        language="und",
        timezone=ZoneInfo("UTC"),
        scope=Scope(hosts=frozenset({host_key(url)})),
        seeds=(),
        revisit_after=timedelta(0),
    )


def fetch_page(url: str, *, settings: Settings) -> Capture:
    """The capture of a page, kept nowhere; DeskError tells why there is none.

    It is crawled into an archive of its own, so that robots.txt, guards and caps are the same.
    """
    outlet = outlet_of_address(url)
    with TemporaryDirectory(prefix="desk-") as name:
        folder = Path(name)
        Archive.create(folder)
        candidate = Candidate(url=url, found_by="the command line")
        with Archive.writing(folder, command="extract") as archive:
            outlet_id = archive.upsert_outlet(
                slug=outlet.slug, name=outlet.name, home=outlet.home,
                language=outlet.language, timezone="UTC", country=None,
            )  # fmt: skip
            frontier.discover(archive, outlet_id, [candidate], now=wall_clock())
        (summary,) = crawl(folder, [outlet], limit=1, settings=settings)
        with Archive.reading(folder) as archive:
            found = queries.newest_page(archive.db, outlet_slug=outlet.slug)
            if found is not None:
                return archive.body_of_capture(found)
    why = "; ".join(page.reason for page in summary.bad) or summary.problem or "no answer"
    raise DeskError(f"{url}: {why}")
