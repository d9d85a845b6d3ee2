"""Probes of sites with the politeness and the address guard of a crawl; nothing of them is kept."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from archive.db import outlets as outlet_rows
from archive.files.whole import write_new
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from crawler.config import outlet_values
from crawler.config.desk_file import Settings
from crawler.config.free_slugs import why_taken
from crawler.config.outlets import Outlet, outlet_of_address
from crawler.probing import channel_probe, drafting
from crawler.session.opening import running
from crawler.session.outlet_crawl import OutletCrawl, guard_of
from crawler.session.prober import Prober
from crawler.urls.hosts import is_loopback
from crawler.urls.normalising import is_web_address, normalise

T = TypeVar("T")


def probe_outlets(
    outlets: Sequence[Outlet],
    plan: Callable[[Prober, Sequence[OutletCrawl]], Awaitable[T]],
    *,
    settings: Settings,
) -> T:
    """What a plan comes to that may ask addresses of some outlets; DeskError when one is refused.

    Everything is asked into an archive that is thrown away, so that robots.txt, address guard and
    caps are the same as in a crawl.
    """
    # Scrapy takes half a second to load: reading outlet files, without a probe, need not spend it.
    from crawler.fetch.probe_spider import ProbeSpider
    from crawler.fetch.process import run_spider

    results: list[T] = []
    with TemporaryDirectory(prefix="desk-") as name:
        folder = Path(name)
        Archive.create(folder)
        with running(folder, outlets, limit=None, settings=settings) as run:
            if run is None:
                raise DeskError("no outlet to look at")
            crawls = run.open_all()

            async def whole(prober: Prober) -> None:
                results.append(await plan(prober, crawls))

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
    probe: channel_probe.SiteProbe

    def write(self) -> None:
        """Writes the file; DeskError when there is one by now."""
        try:
            write_new(self.path, self.toml.encode())
        except FileExistsError:
            raise _taken(self.path.stem, f"is an outlet already, see {self.path}") from None
        except OSError as error:
            raise DeskError(f"{self.path}: cannot be written: {error.strerror}") from None


def draft_outlet(
    folder: Path, url: str, *, section: str | None, slug: str | None, settings: Settings
) -> DraftedOutlet:
    """An outlet file for the site at an address, with what it would find there."""
    if "://" not in url:
        url = f"{'http' if is_loopback(f'http://{url}') else 'https'}://{url}"
    if not is_web_address(url):
        raise DeskError(f"{url}: no web address; write it as https://courier.example/")
    if slug is not None:
        try:
            outlet_values.slug(slug)
        except ValueError as error:
            raise DeskError(f'"{slug}" {error}') from None
        if why := why_taken(folder, slug, held={}):  # before its site is asked
            raise _taken(slug, why)
    site = outlet_of_address(normalise(url))

    async def plan(prober: Prober, crawls: Sequence[OutletCrawl]) -> DraftedOutlet:
        draft = await drafting.draft(prober, crawls[0], url, section=section)
        name = slug or drafting.slug_of(draft.name, draft.home)
        path = folder / "outlets" / f"{name}.toml"
        if why := why_taken(folder, name, held=_held(folder), home=draft.home):
            raise _taken(name, why)
        crawls[0].outlet = draft.outlet(name)
        crawls[0].guard = guard_of([crawls[0].outlet], settings)
        site_probe = await channel_probe.probe_site(prober, crawls[0])
        site_probe.notes[:0] = draft.notes
        return DraftedOutlet(
            path=path, outlet=crawls[0].outlet, toml=draft.as_toml(), probe=site_probe
        )

    return probe_outlets([site], plan, settings=settings)


def _held(folder: Path) -> dict[str, str]:
    with Archive.reading(folder) as archive:
        return outlet_rows.homes(archive.db)


def _taken(slug: str, why: str) -> DeskError:
    return DeskError(f'"{slug}" {why}; choose another name (--slug NAME)')
