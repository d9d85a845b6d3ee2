"""A crawl from its beginning to its summaries: opens the archive, lets Scrapy run, closes both."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from crawler.config.desk_file import Settings
from crawler.config.outlets import Outlet
from crawler.session.opening import running
from crawler.session.outlet_crawl import OutletCrawl
from crawler.session.run import Run
from crawler.session.summary import Summary


def crawl(
    folder: Path,
    outlets: Sequence[Outlet],
    *,
    limit: int | None = None,
    settings: Settings,
    due_only: bool = False,
    again: bool = False,
    addresses: Mapping[str, Sequence[str]] = MappingProxyType({}),
    on_progress: Callable[[OutletCrawl], None] = lambda _: None,
) -> tuple[Summary, ...]:
    """A summary per outlet, once what is new with them is archived.

    `limit` is the most visits to each outlet; `due_only` leaves out outlets that were crawled
    lately enough; `again` and `addresses` are as in `Run`; `on_progress` is called after each
    visit and each piece of a seed's answer. One crawl a process: Twisted's reactor does not start
    twice. DeskError when nothing more could be kept.
    """
    with running(
        folder,
        outlets,
        limit=limit,
        settings=settings,
        due_only=due_only,
        again=again,
        addresses=addresses,
    ) as run:
        if run is None:
            return ()
        run.on_progress = on_progress
        fetch(run)
        return run.finish()


def fetch(run: Run) -> None:
    """Lets Scrapy carry out a run until nothing is left to ask; the run holds what came of it."""
    # Scrapy takes half a second to load: a crawl by cron that finds nothing due need not spend it.
    from crawler.fetch.process import run_spider
    from crawler.spiders.columns import ColumnsSpider

    run_spider(ColumnsSpider, run=run)
