"""One page for a person who names its address, fetched with the manners and guards of a crawl."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archive import frontier, queries
from archive.desk import Archive
from archive.errors import DeskError
from archive.records import Candidate, Capture
from crawler.config import Settings
from crawler.crawl import crawl
from crawler.outlets import Outlet, Scope
from crawler.run import wall_clock
from crawler.urls import host_key


def fetch_page(url: str, *, settings: Settings) -> Capture:
    """The capture of a page, kept nowhere; DeskError tells why there is none.

    It is crawled into an archive of its own, so that robots.txt, guards and caps are the same.
    """
    parts = urlsplit(url)
    outlet = Outlet(
        slug="page",
        name=parts.hostname or url,
        home=f"{parts.scheme}://{parts.netloc}/",
        language="und",
        timezone=ZoneInfo("UTC"),
        scope=Scope(hosts=frozenset({host_key(url)})),
        seeds=(),
        revisit_after=timedelta(0),
    )
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
