"""One page fetched as a crawl fetches it, and kept nowhere."""

from pathlib import Path
from tempfile import TemporaryDirectory

from archive.db import captures
from archive.folder.archive import Archive
from archive.frontier import visits
from archive.model.errors import DeskError
from archive.model.records import Candidate, Capture
from crawler.config.desk_file import Settings
from crawler.config.outlets import outlet_of_address
from crawler.jobs.crawling import crawl
from crawler.session.run import wall_clock


def fetch_page(url: str, *, settings: Settings) -> Capture:
    """The capture of a page, kept nowhere; DeskError with the reason when there is none.

    It is crawled into an archive of its own, so that robots.txt, address guard and caps are the
    same.
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
            visits.discover(archive, outlet_id, [candidate], now=wall_clock())
        (summary,) = crawl(folder, [outlet], limit=1, settings=settings)
        with Archive.reading(folder) as archive:
            newest = captures.newest_page(archive.db, outlet_slug=outlet.slug)
            if newest is not None:
                return archive.body_of_capture(newest)
    why = "; ".join(page.reason for page in summary.bad) or summary.problem or "no answer"
    raise DeskError(f"{url}: {why}")
