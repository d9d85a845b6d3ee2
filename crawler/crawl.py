"""A crawl from its beginning to its summaries: opens the archive, lets Scrapy run, closes both.

Scrapy is imported only when something is fetched.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from archive.desk import Archive
from archive.errors import DeskError
from crawler import config
from crawler.outlets import Outlet, load_outlets
from crawler.run import OutletCrawl, Run
from crawler.summary import Summary
from crawler.urls import is_loopback


def crawl(
    folder: Path,
    outlets: Sequence[Outlet],
    *,
    limit: int | None = None,
    contact: str | None = None,
    on_progress: Callable[[OutletCrawl], None] = lambda _: None,
) -> tuple[Summary, ...]:
    """A summary per outlet, once what is new with them is archived.

    `limit` is the most visits to each outlet; `on_progress` is called after each visit. One crawl
    a process: Twisted's reactor does not start twice. DeskError when nothing more could be kept.
    """
    with running(folder, outlets, limit=limit, contact=contact) as run:
        run.on_progress = on_progress
        _fetch(run)
        return run.finish()


@contextmanager
def running(
    folder: Path, outlets: Sequence[Outlet], *, limit: int | None, contact: str | None
) -> Iterator[Run]:
    """A run with its archive open; rows not yet on the disk are undone when it ends by an error."""
    _refuse_without_contact(outlets, contact)
    slugs = " ".join(outlet.slug for outlet in outlets)
    with Archive.writing(folder, command=f"crawl {slugs}") as archive:
        yield Run(archive, outlets, contact=contact, limit=limit)


@contextmanager
def running_here(slugs: Sequence[str], *, limit: int | None) -> Iterator[Run]:
    """A run of the outlets named, in the working folder that the current folder stands in."""
    folder = config.find_folder()
    outlets = load_outlets(folder, slugs)
    contact = config.load(folder).contact
    with running(folder, outlets, limit=limit, contact=contact) as run:
        yield run


def _fetch(run: Run) -> None:
    """Lets Scrapy run until nothing is left to ask; what happened stands in the run."""
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from crawler.spiders.columns import ColumnsSpider

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    process = AsyncCrawlerProcess(settings)
    crawling = process.crawl(ColumnsSpider, run=run)
    process.start()
    if crawling.done():
        crawling.result()


def _refuse_without_contact(outlets: Sequence[Outlet], contact: str | None) -> None:
    """Publishers are told who asks: without a contact, only loopback is crawled."""
    for outlet in outlets:
        if contact is None and not is_loopback(outlet.home):
            raise DeskError(
                f"desk.toml names no contact, so {outlet.slug} ({outlet.home}) is not asked: only "
                'loopback is crawled without one; write contact = "you@example.org" in desk.toml'
            )
