"""A column written anew from its captures, whatever its rows say now: they were damaged.

Re-extraction compares what it reads with what is held, and writes what differs. Here nothing that
is held is believed, and what comes of it is compared with the sums kept of the rows that were lost.
"""

from collections.abc import Callable
from contextlib import suppress

from archive.db import captures, checksums
from archive.db.columns import addresses, articles, comments
from archive.db.sqlite import Database
from archive.duplicates import clustering
from archive.folder.archive import Archive
from archive.ingest import comment_history, rebuilding
from archive.ingest.column_capture import ColumnCapture
from archive.ingest.matching import addresses_held, unless_refuted
from archive.ingest.reingest import ExtractorOf, Read, counted_pages, pages_of
from archive.model import identity
from archive.model.errors import DeskError
from archive.model.identity import Relation, plain_address
from archive.model.timeline import NOT_MODIFIED


def restore(
    archive: Archive, article_id: int, read: Read, *, outlet_id: int, extractor_of: ExtractorOf
) -> None:
    """Write a column as its captures show it, and take its rows for right from then on.

    DeskError when they cannot be read, or do not say by which addresses it was known; then nothing
    is written.
    """
    pages = pages_of(archive, article_id, outlet_id, read, extractor_of=extractor_of)
    if not checksums.are_sound(archive.db, "article_urls", article_id):
        _restore_addresses(archive, article_id, pages)
        if not checksums.are_sound(archive.db, "article_urls", article_id):
            raise DeskError("the captures do not tell all addresses it was known by")
    counted = counted_pages(archive.db, article_id, pages)
    if not counted:
        raise DeskError("none of its captures shows a column")
    with archive.write() as db:
        _restore(db, article_id, pages, counted, outlet_id=outlet_id)
        for table in articles.MADE_OF_CAPTURES:
            checksums.renew(db, table, article_id)


class _NotAsItWas(Exception):  # noqa: N818
    """Undoes what was written."""


def _restore_addresses(archive: Archive, article_id: int, pages: list[ColumnCapture]) -> None:
    """Write the addresses that the captures tell, if they are those that were known."""
    with suppress(_NotAsItWas), archive.write() as db:
        kept = checksums.kept(db, "article_urls", article_id)
        told = _addresses_told(db, article_id, pages)
        for url in addresses.addresses_of(db, article_id).keys() - told.keys():
            addresses.delete_address(db, url)
        for url, other in addresses.known_addresses(db, tuple(told)).items():
            if other.article_id != article_id:
                with checksums.unsummed(db, "article_urls", other.article_id):
                    addresses.delete_address(db, url)
        for url, relation in told.items():
            addresses.upsert_address(db, article_id, url, relation)
        if checksums.found(db, "article_urls", article_id) != kept:
            raise _NotAsItWas
        checksums.renew(db, "article_urls", article_id)


def _addresses_told(
    db: Database, article_id: int, pages: list[ColumnCapture]
) -> dict[str, Relation]:
    """Every address of a column that its captures show, with the best that it is to the column."""
    known = articles.known(db, article_id)
    told: dict[str, Relation] = {}

    def tell(url: str, relation: Relation) -> None:
        told[url] = identity.stronger(told.get(url), relation)

    for page in filter(lambda page: page.was_sent, pages):
        held = addresses_held(db, page.capture, page.canonical)
        page = unless_refuted(page, known, held)  # noqa: PLW2901
        tell(page.address, page.relation)
        if page.relation == "variant" and page.canonical:
            tell(page.canonical, "canonical")
        for old in page.capture.via if page.capture.moved_permanently else ():
            tell(plain_address(old), "redirect")
    for visit in captures.visits_of(db, article_id):
        if visit.status == NOT_MODIFIED and visit.moved_permanently:
            tell(plain_address(visit.url), "address")
    return told


def _restore(
    db: Database,
    article_id: int,
    pages: list[ColumnCapture],
    counted: list[ColumnCapture],
    *,
    outlet_id: int,
) -> None:
    kept = checksums.kept(db, "articles", article_id)
    former = set(addresses.former_ids_of(db, article_id))
    newest = counted[-1]
    articles.update_outlet(db, article_id, outlet_id)
    articles.update_text(db, article_id, newest.text)
    articles.update_fields(db, article_id, newest.fields)
    for page in filter(lambda page: page.was_sent, counted):
        captures.set_section(db, page.capture.id, page.fields.section)
    rebuilding.rebuild(db, article_id, [page.observation for page in counted])
    _restore_comments(db, article_id, pages, counted)
    named = _settle_name(db, article_id, counted[0])

    def is_as_it_was() -> bool:
        return checksums.found(db, "articles", article_id) == kept

    if not is_as_it_was():
        _settle_id(db, article_id, named, is_right=is_as_it_was)
    if not is_as_it_was():
        known = articles.known(db, article_id)
        clustering.leave(db, known.body_digest, known)
        clustering.enter(db, articles.known(db, article_id))
    if is_as_it_was():  # an id that it had in between was never its own
        for public_id in set(addresses.former_ids_of(db, article_id)) - former:
            addresses.delete_former_id(db, public_id)


def _settle_name(db: Database, article_id: int, first: ColumnCapture) -> str:
    """The address by which a column was known first; one that is not known by its own gets it."""
    relations = addresses.addresses_of(db, article_id)
    if rebuilding.standing(relations) == "address":
        visits = rebuilding.counted_visits(db, article_id, relations)
        answers = [visit for visit in visits if visit.shows]
        return min(answers, key=lambda visit: visit.order).url
    known = articles.known(db, article_id)
    url = first.canonical if first.relation == "variant" else None
    articles.update_place(
        db, article_id, state=known.state, url=url, private_since=known.private_since
    )
    rebuilding.settle_id(db, known, url or first.address)
    return url or first.address


def _settle_id(db: Database, article_id: int, named: str, *, is_right: Callable[[], bool]) -> None:
    """Give a column the id that is derived of its first address, if that makes its row right."""
    held = articles.known(db, article_id).public_id
    articles.rename(db, article_id, rebuilding.free_public_id(db, named, article_id=article_id))
    if not is_right():
        articles.rename(db, article_id, held)


def _restore_comments(
    db: Database, article_id: int, pages: list[ColumnCapture], counted: list[ColumnCapture]
) -> None:
    held = comments.known_comments(db, article_id).values()
    comments.delete_comments(db, [comment.id for comment in held])
    comment_history.replay(db, article_id, counted)
    for page in pages:
        if page.relation == "text" and page not in counted:
            comment_history.recall_text(db, article_id, page.comments, seen_at=page.seen_at)
