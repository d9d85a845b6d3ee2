"""What was made of records that no journal tells of, as far as they and the outlet files show.

Such are the records of WARC files from before there were journals, and those whose journal is
damaged. The outlet is told by the host, a visit by its address, and the further pages of a column
by its links, as a crawl follows them. Nothing is written here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from archive.db import captures, warc_index
from archive.db.warc_beside import WARC_FOLDER
from archive.db.warc_index import UnnamedRecord
from archive.folder.archive import Archive
from archive.model.records import Capture, Part
from archive.model.timeline import GONE_STATUSES, NOT_MODIFIED
from archive.model.times import moment_text
from archive.warc.journal import Entry
from archive.warc.reading import WarcRecord, read_record
from archive.warc.response import UnreadableResponse
from crawler.config.outlets import Outlet
from crawler.intake import intake
from crawler.intake.multi_page_visit import MultiPageVisit
from crawler.urls.normalising import normalise
from crawler.urls.traps import is_trap

REST = ("/wp-json/", "rest_route=")
"""In the addresses of a WordPress's REST."""
LISTINGS = 8
"""The latest REST listings that a page's post is looked for in."""
WITHIN = timedelta(minutes=30)
"""After its page in which a further page was asked for: a discussion has hundreds of pages."""


def guessed_entries(
    archive: Archive, records: Iterable[UnnamedRecord], outlets: Mapping[str, Outlet]
) -> Iterator[Entry]:
    """Entries as a journal would have them; each is to be done before the next is asked for."""
    pages: list[tuple[str, Outlet]] = []
    listings: list[str] = []
    for unnamed in records:
        record = read_record(archive.folder / WARC_FOLDER, unnamed.position)
        outlet = _outlet_of(record, outlets)
        slug = None if outlet is None else outlet.slug
        yield {"capture": unnamed.record_id, "outlet": slug, "older": True}
        if outlet is None:
            continue
        if any(mark in (record.url or "") for mark in REST):
            listings.append(unnamed.record_id)
        elif record.type == "resource" or _is_answer(record):
            pages.append((unnamed.record_id, outlet))
    yield from _visits(archive, pages, listings)


def _visits(
    archive: Archive, pages: Sequence[tuple[str, Outlet]], listings: Sequence[str]
) -> Iterator[Entry]:
    used: set[int] = set()
    posts = [part for name in listings[-LISTINGS:] if (part := _listing(archive, name))]
    for record_id, outlet in pages:
        capture_id = _capture_id(archive, record_id)
        if capture_id is None or capture_id in used:
            continue
        page = archive.body_of_capture(capture_id)
        if page.status is not None and not _is_visited(intake.asked_for(page), outlet):
            continue
        parts = _parts(archive, page, outlet, posts)
        used.update(part.capture.id for part in parts if part.role != "record")
        yield {
            "visit": record_id,
            "outlet": outlet.slug,
            "parts": [[part.role, part.capture.id] for part in parts],
            "private": False,
        }


def _parts(
    archive: Archive, page: Capture, outlet: Outlet, posts: Sequence[Part]
) -> Sequence[Part]:
    """The further captures that a crawl would have asked for with a page."""
    if page.status is None or not 200 <= page.status < 300:
        return ()
    record = next((part for part in reversed(posts) if intake.post_of(page, [part])), None)
    visit = MultiPageVisit(page, outlet, platform=None, record=record)
    while (ask := visit.next_part()) is not None:
        answer = captures.first_answer(
            archive.db,
            ask.url,
            since=moment_text(page.captured_at),
            until=moment_text(page.captured_at + WITHIN),
        )
        if answer is None:
            visit.failed(ask, "not among the records", refused=True)
        else:
            visit.answered(ask, archive.body_of_capture(answer))
    return visit.parts


def _listing(archive: Archive, record_id: str) -> Part | None:
    capture_id = _capture_id(archive, record_id)
    return None if capture_id is None else Part("record", archive.body_of_capture(capture_id))


def _capture_id(archive: Archive, record_id: str) -> int | None:
    record = warc_index.record_of(archive.db, record_id)
    return None if record is None else record.capture_id


def _outlet_of(record: WarcRecord, outlets: Mapping[str, Outlet]) -> Outlet | None:
    """The outlet whose host a record is of; a file without address is the only outlet's."""
    known = {outlet.slug: outlet for outlet in outlets.values()}
    url = record.url or ""
    if url.startswith("urn:"):
        return next(iter(known.values())) if len(known) == 1 else None
    return next((one for one in known.values() if one.scope.is_own_host(url)), None)


def _is_answer(record: WarcRecord) -> bool:
    """Whether a response may be the answer of a visit, by its status."""
    try:
        status = record.response().status
    except UnreadableResponse:
        return False
    return 200 <= status < 300 or status == NOT_MODIFIED or status in GONE_STATUSES


def _is_visited(asked: str, outlet: Outlet) -> bool:
    """Whether an address is one that a crawl visits for a column."""
    url = normalise(asked)
    return (
        url not in {normalise(seed.url) for seed in outlet.seeds}
        and url != outlet.home
        and not url.endswith("/robots.txt")
        and not is_trap(url)
        and outlet.scope.admits_address(url)
    )
