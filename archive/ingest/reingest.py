"""A column's stored captures taken in again, as a better extractor reads them.

Versions become runs of what is read now, so that a mend of the extractor never looks like an edit
of the column; fields, chrome and comments are rebuilt. Nothing is fetched.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace

from archive.db import captures
from archive.db.columns import addresses, articles, versions
from archive.db.columns.articles import KnownColumn
from archive.db.sqlite import Database
from archive.duplicates import clustering
from archive.folder.archive import Archive
from archive.folder.row_check import check_captures_of_column
from archive.ingest import comment_history, rebuilding
from archive.ingest.column_capture import ColumnCapture
from archive.model.errors import DeskError
from archive.model.identity import text_digest_of
from archive.model.records import Article, Capture, Part
from archive.model.timeline import NOT_MODIFIED, confirmed
from archive.model.versions import runs

Read = Callable[[Capture, tuple[Part, ...]], Article | None]
ExtractorOf = Callable[[Capture], str]
"""Version of the reader that makes an article of a capture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What reading a column's captures again changed."""

    text: bool = False
    """Headline, standfirst or body of any version, or how many versions there are."""
    fields: bool = False
    """Anything else that the newest page says."""
    comments: bool = False

    def __bool__(self) -> bool:
        return self.text or self.fields or self.comments


def read_pages(
    archive: Archive, public_id: str, read: Read, *, extractor_of: ExtractorOf
) -> list[ColumnCapture]:
    """What a column's captures show to today's extractor; the bodies of the captures left out.

    `read` gives the article of a capture and its parts, or None when they show no column. Nothing
    is written, so that several processes can read at once.
    """
    known = _named(archive, public_id)
    return pages_of(
        archive,
        known.id,
        known.outlet_id,
        read,
        extractor_of=extractor_of,
        among=_counted(archive.db, known.id),
    )


def enter_pages(archive: Archive, public_id: str, pages: list[ColumnCapture]) -> Changes:
    """What changes when a column's captures are taken to show these pages."""
    known = _named(archive, public_id)
    texts = [page for page in pages if page.relation == "text"]
    counted = _deciding(pages)
    if not counted:
        return Changes()
    with archive.write() as db:
        held = list(versions.versions_of(db, known.id).values())
        before = [version.text.digest for version in held]
        if runs(page.observation for page in counted) != held:
            rebuilding.rebuild(db, known.id, [page.observation for page in counted])
        after = [version.text.digest for version in versions.versions_of(db, known.id).values()]
        newest = counted[-1]
        filed = [
            captures.set_section(db, p.capture.id, p.fields.section) for p in counted if p.was_sent
        ]
        if any(filed):
            rebuilding.settle_place(db, known.id)
        renewed = newest.fields.digest != known.record_digest
        if renewed:
            articles.update_fields(db, known.id, newest.fields)
            clustering.represent(db, articles.known(db, known.id))
        talked = comment_history.replay(db, known.id, counted)
        for page in texts if counted is not texts else ():
            comment_history.recall_text(db, known.id, page.comments, seen_at=page.seen_at)
        return Changes(text=before != after, fields=renewed, comments=talked)


def is_as_held(archive: Archive, public_id: str, pages: list[ColumnCapture]) -> bool:
    """Whether pages say what the archive holds of a column, so that entering them changes nothing.

    Nothing is written. A column that an imported text has joined is not judged here: it may be.
    """
    known = _named(archive, public_id)
    if not pages or len({page.relation == "text" for page in pages}) > 1:
        return not pages
    held = list(versions.versions_of(archive.db, known.id).values())
    sections = {one.capture_id: one.section for one in captures.visits_of(archive.db, known.id)}
    return (
        all(sections.get(p.capture.id) == p.fields.section for p in pages if p.was_sent)
        and pages[-1].fields.digest == known.record_digest
        and runs(page.observation for page in pages) == held
        and comment_history.are_as_shown(archive.db, known.id, pages)
    )


def _named(archive: Archive, public_id: str) -> KnownColumn:
    known = articles.known_by_id(archive.db, public_id)
    if known is None:
        raise DeskError(f"{public_id}: no column has this id")
    return known


def counted_pages(db: Database, article_id: int, pages: list[ColumnCapture]) -> list[ColumnCapture]:
    """Those of a column's pages that make its versions."""
    among = _counted(db, article_id)
    return _deciding([p for p in pages if p.relation == "text" or p.capture.id in among])


def _deciding(pages: list[ColumnCapture]) -> list[ColumnCapture]:
    """Pages without the imported texts that joined them; the texts when there is no page."""
    return [page for page in pages if page.relation != "text"] or pages


def _counted(db: Database, article_id: int) -> set[int]:
    relations = addresses.addresses_of(db, article_id)
    visits = rebuilding.counted_visits(db, article_id, relations)
    return {visit.capture_id for visit in visits}


def pages_of(
    archive: Archive,
    article_id: int,
    outlet_id: int,
    read: Read,
    *,
    extractor_of: ExtractorOf,
    among: Container[int] | None = None,
) -> list[ColumnCapture]:
    """What a column's captures, or those `among` and texts that joined it, show; in time order.

    A 304 shows the page that it confirmed. The bodies of the captures are left out. Damaged when a
    capture cannot be read as it was.
    """
    check_captures_of_column(archive.db, article_id)
    pages: dict[int, ColumnCapture] = {}
    """By the captures that showed them."""
    articles: dict[tuple[str, ...], Article | None] = {}
    """By the digests of all that was read: the same bytes say the same."""
    visits = [
        visit
        for visit in captures.visits_of(archive.db, article_id)
        if among is None or visit.capture_id in among or text_digest_of(visit.url) is not None
    ]
    for visit in confirmed(visits):
        if visit.status == NOT_MODIFIED and visit.page in pages:
            again = captures.capture_by_id(archive.db, visit.capture_id)
            if again is not None:
                confirming = again.as_capture(b"", content_type=None)
                pages[visit.capture_id] = pages[visit.page].shown_again(confirming)
        if visit.gone or (visit.status is not None and not 200 <= visit.status < 300):
            continue
        capture = archive.body_of_capture(visit.capture_id)
        parts = archive.parts_of_capture(visit.capture_id)
        bytes_read = (capture.digest, *(part.role + part.capture.digest for part in parts))
        if bytes_read not in articles:
            articles[bytes_read] = read(capture, parts)
        article = articles[bytes_read]
        if article is not None and article.says_anything:
            pages[visit.capture_id] = ColumnCapture.of(
                replace(capture, body=b""),
                article,
                outlet_id=outlet_id,
                extractor=extractor_of(capture),
            )
    return sorted(pages.values(), key=lambda page: page.order)
