"""Runs from the opened archive to its closing: who may be asked, what is due, where the folder is.

Nothing here fetches: what carries a run out is `crawler.jobs` and `crawler.spiders`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from archive.folder.archive import Archive
from archive.frontier import crawl_log
from archive.model.errors import DeskError
from archive.takedown.keeping_out import kept_out
from crawler.config import desk_file
from crawler.config.desk_file import Settings
from crawler.config.outlet_files import load_outlets
from crawler.config.outlets import Outlet
from crawler.session.run import Run, wall_clock
from crawler.urls.hosts import is_loopback

NAMED = 5
"""Outlets named in the words for a run."""

PUNCTUALITY = 0.9
"""Of an outlet's interval: cron fires on the hour, and the last crawl began some seconds later."""
EVER = datetime.min.replace(tzinfo=UTC)


@contextmanager
def running(
    folder: Path,
    outlets: Sequence[Outlet],
    *,
    limit: int | None,
    settings: Settings,
    due_only: bool = False,
    again: bool = False,
    addresses: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Iterator[Run | None]:
    """A run with its archive open; rows not yet on the disk are undone when it ends by an error.

    None when no outlet is due. Outlets that may not be asked do not stop the others; DeskError when
    there are no others.
    """
    unasked = _unasked_without_contact(outlets, settings.contact)
    if outlets and len(unasked) == len(outlets):
        raise DeskError("\n".join(unasked.values()))
    command = f"fetch {counted_addresses(addresses)}" if addresses else named(outlets)
    with Archive.writing(folder, command=command) as archive:
        if due_only:
            outlets = due_outlets(archive, outlets, now=wall_clock())
        if outlets:
            with kept_out(archive):
                yield Run(
                    archive,
                    outlets,
                    unasked=unasked,
                    settings=settings,
                    command=command,
                    limit=limit,
                    again=again,
                    addresses=addresses,
                )
        else:
            yield None


def counted_addresses(addresses: Mapping[str, Sequence[str]]) -> str:
    """What a fetch of these addresses is about, in words."""
    urls = [url for asked in addresses.values() for url in asked]
    return urls[0] if len(urls) == 1 else f"{len(urls)} addresses"


def named(outlets: Sequence[Outlet]) -> str:
    """What a crawl of these outlets is called, in words."""
    slugs = " ".join(outlet.slug for outlet in outlets[:NAMED])
    more = len(outlets) - NAMED
    return f"crawl {slugs} and {more} more" if more > 0 else f"crawl {slugs}"


def due_outlets(archive: Archive, outlets: Sequence[Outlet], *, now: datetime) -> list[Outlet]:
    """Outlets whose last crawl was cut off, or began so long ago as their files say.

    The longest unasked comes first, so that no outlet starves when runs are cut short. A crawl
    that began in the future is a clock's mistake.
    """
    last = crawl_log.last_crawls(archive)
    due: list[tuple[datetime, Outlet]] = []
    for outlet in outlets:
        started_at, finished = last.get(outlet.slug, (EVER, False))
        rested = now - started_at >= PUNCTUALITY * outlet.every or started_at > now
        if rested or not finished:
            due.append((started_at, outlet))
    return [outlet for _, outlet in sorted(due, key=lambda one: one[0])]


@contextmanager
def running_here(slugs: Sequence[str], *, limit: int | None) -> Iterator[Run]:
    """A run of the outlets named, in the working folder that the current folder stands in."""
    folder = desk_file.find_folder()
    outlets = load_outlets(folder, slugs)
    settings = desk_file.load(folder)
    with running(folder, outlets, limit=limit, settings=settings) as run:
        if run is None:
            raise DeskError(
                f"{folder / 'outlets'} holds no outlet; add one: desk outlets add https://…"
            )
        yield run


def _unasked_without_contact(outlets: Sequence[Outlet], contact: str | None) -> dict[str, str]:
    """Outlet to why it is not asked: publishers can see who asks, or only loopback is crawled."""
    if contact is not None:
        return {}
    return {
        outlet.slug: f"desk.toml names no contact, so {outlet.slug} ({outlet.home}) is not asked: "
        'only loopback is crawled without one; write contact = "you@example.org" in desk.toml'
        for outlet in outlets
        if not is_loopback(outlet.home)
    }
