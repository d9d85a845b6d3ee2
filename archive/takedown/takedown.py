"""Columns and commenters taken out for good, with tombstones that keep them out.

The order makes it safe to be killed: tombstones first, so that nothing comes in again; then WARC
records, which rows still lead to; then rows; then what SQLite left behind of them. A second call
takes up what the first did not finish.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from archive.db import capture_places, captures, connection, full_text, statistics, tombstones
from archive.db.capture_places import CapturePlace
from archive.db.columns import addresses, articles, comments, versions
from archive.db.connection import faults_explained
from archive.db.crawling import seeds
from archive.db.sqlite import Database
from archive.db.tombstones import Tombstone
from archive.duplicates import clustering
from archive.folder.archive import Archive
from archive.folder.open_archive import WARC_FOLDER
from archive.model import tombstone_keys
from archive.model.errors import DatabaseBusy, DeskError
from archive.model.identity import plain_address
from archive.model.tombstone_keys import TombstoneKind
from archive.reading import columns, references
from archive.takedown.payloads import names_taken_down
from archive.warc.redaction import Doomed, is_redacted, redact


@dataclass(frozen=True, slots=True, kw_only=True)
class Takedown:
    """What a takedown took out."""

    columns: int = 0
    comments: int = 0
    captures: int = 0
    """Of the columns; with `raw` their records are tombstones now."""
    listings: int = 0
    """Feeds and listings that named the column, whose records are tombstones too."""
    same_text: tuple[str, ...] = ()
    """Ids of other columns that are the same text; they stay."""
    unfound: tuple[str, ...] = ()
    """Places and addresses of records that were not found, so that they may stand elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakedownTarget:
    """A column that is to be taken down, with what belongs to it."""

    article_id: int
    public_id: str
    title: str | None
    url: str | None
    versions: int
    comments: int
    captures: int
    same_text: tuple[str, ...]


def find(archive: Archive, reference: str) -> TakedownTarget:
    """The column that an id or address names, with what belongs to it."""
    db = archive.db
    article_id = references.resolve(db, reference)
    column = columns.column_of(db, article_id)
    return TakedownTarget(
        article_id=article_id,
        public_id=column.public_id,
        title=column.article.title,
        url=column.article.url or None,
        versions=len(column.versions),
        comments=len(column.comments),
        captures=captures.count_captures_of(db, article_id),
        same_text=tuple(other.public_id for other in column.duplicates),
    )


def take_down_column(
    archive: Archive, target: TakedownTarget, *, reason: str, raw: bool, forgotten_at: str
) -> Takedown:
    """Take a column out; with `raw` what was received of it, too."""
    with archive.write() as db:
        known = articles.known(db, target.article_id)
        ids = [known.public_id, *addresses.former_ids_of(db, known.id)]
        urls = {tombstone_keys.of_address(u) for u in addresses.addresses_of(db, known.id)}
        held = versions.versions_of(db, known.id).values()
        texts = {version.text.body_digest for version in held}
        keys: dict[TombstoneKind, Iterable[str]] = {"address": urls, "text": texts, "column": ids}
        for kind, named in keys.items():
            for key in named:
                stone = Tombstone(kind, key, forgotten_at, int(raw), reason)
                tombstones.put_tombstone(db, stone)
                archive.journal.tombstone(stone)
    archive.flush()
    received = capture_places.captures_of(archive.db, known.id)
    listings = _listings(archive, known.outlet_id) if raw else []
    unfound = _redact_records(archive, [*received, *listings]) if raw else ()
    with archive.write() as db:
        archive.journal.takedown(
            [visit.capture_id for visit in captures.visits_of(db, known.id)],
            [one.id for one in received],
            raw=raw,
        )
        _remove(db, known.id)
        if raw:
            archive.journal.dropped([one.id for one in listings])
            captures.delete_captures(db, [one.id for one in (*received, *listings)])
        else:
            captures.refuse_captures(db, [one.id for one in received])
    sweep_database(archive)
    return Takedown(
        columns=1,
        comments=target.comments,
        captures=len(received),
        listings=len(listings),
        same_text=target.same_text,
        unfound=unfound,
    )


def take_down_again(
    archive: Archive, visits: Sequence[int], received: Sequence[int], *, raw: bool
) -> None:
    """Take out the column of captures, in an archive that is made again; tombstones stand."""
    with archive.write() as db:
        for article_id in captures.columns_of(db, visits):
            _remove(db, article_id)
        if raw:
            captures.delete_captures(db, received)
        else:
            captures.refuse_captures(db, received)


def empty_again(archive: Archive, key: str) -> None:
    """Empty the comments of a commenter, in an archive that is made again."""
    with archive.write() as db:
        for comment_id in _written_by(db, key):
            comments.empty_comment(db, comment_id)


def take_down_commenter(archive: Archive, name: str, *, reason: str, forgotten_at: str) -> Takedown:
    """Take out what a commenter wrote, and the name; the places in the threads stay, empty."""
    key = tombstone_keys.of_commenter(name)
    with archive.write() as db:
        if not _written_by(db, key) and not tombstones.has_tombstone(db, "commenter", [key]):
            raise DeskError(f"{name!r}: wrote no comment in this archive; nothing was changed")
        stone = Tombstone("commenter", key, forgotten_at, 0, reason)
        tombstones.put_tombstone(db, stone)
        archive.journal.tombstone(stone)
    return Takedown(comments=empty_comments_of(archive, key, always=True))


def empty_comments_of(archive: Archive, key: str, *, always: bool = False) -> int:
    """How many comments of a commenter taken down were emptied; the database is swept if any."""
    with archive.write() as db:
        written = _written_by(db, key)
        for comment_id in written:
            comments.empty_comment(db, comment_id)
    if written or always:
        sweep_database(archive)
    return len(written)


def _written_by(db: Database, key: str) -> list[int]:
    return [
        comment_id
        for comment_id, author in comments.commenters(db)
        if tombstone_keys.of_commenter(author) == key
    ]


def redact_again(archive: Archive, *, since: int) -> int:
    """How many captures after a row id were taken out, as they hold what was taken down.

    A feed may name such a column again, and an address redirect to it.
    """
    if not tombstones.any_raw(archive.db):
        return 0
    archive.flush()
    refused = set(archive.refused)
    naming = [
        one
        for one in capture_places.captures_after(archive.db, since)
        if one.id in refused or _holds_taken_down(archive, one)
    ]
    if naming:
        _redact_records(archive, naming)
        with archive.write() as db:
            archive.journal.dropped([one.id for one in naming])
            captures.delete_captures(db, [one.id for one in naming])
        archive.flush()
    return len(naming)


@contextmanager
def kept_out(archive: Archive) -> Iterator[None]:
    """Takes out again, at the end of the block, what came in during it though it was taken down."""
    since = statistics.last_id(archive.db, "captures")
    yield
    redact_again(archive, since=since)


def take_up(archive: Archive) -> None:
    """Finish what calls that were cut off left to do, a crawl's among them."""
    redact_again(archive, since=0)
    sweep_database(archive)


def sweep_database(archive: Archive) -> None:
    """Leave no word of deleted rows in indexes, free pages and log.

    FTS5's own secure-delete fails on SQLite 3.40, so the indexes are rebuilt.
    """
    with archive.write() as db:
        for index in full_text.INDEXES:
            full_text.rebuild_index(db, index)
    archive.flush()
    with faults_explained(archive.folder):
        left = connection.leave_nothing_behind(archive.db.conn)
    if not left:
        raise DatabaseBusy(
            f"{archive.folder / connection.FILE}: open in another program, so that words of what"
            " was forgotten still stand in the file; end what reads it and run the command again"
        )


def _remove(db: Database, article_id: int) -> None:
    """Remove a column's rows."""
    known = articles.known(db, article_id)
    urls = list(addresses.addresses_of(db, article_id))
    clustering.leave(db, known.body_digest, known)
    articles.delete_references(db, article_id, urls)
    seeds.forget_addresses(db, urls)
    articles.delete_article(db, article_id)


def _listings(archive: Archive, outlet_id: int) -> list[CapturePlace]:
    """Captures of an outlet that belong to no column and name one that was taken down."""
    return [
        one
        for one in capture_places.captures_without_column(archive.db, outlet_id)
        if _holds_taken_down(archive, one)
    ]


def _holds_taken_down(archive: Archive, one: CapturePlace) -> bool:
    if tombstones.has_tombstone(
        archive.db, "address", tombstone_keys.of_addresses([plain_address(one.url)]), raw=True
    ):
        return True
    try:
        body = archive.body_of_capture(one.id).body
    except DeskError:
        return is_redacted(  # by a call that was cut off
            archive.folder / WARC_FOLDER, one.position, moment=one.captured_at
        )
    return names_taken_down(archive.db, body, base=one.url)


def _redact_records(archive: Archive, received: Iterable[CapturePlace]) -> tuple[str, ...]:
    """Overwrite the records of captures, and of revisits that refer to them; names those that were
    not found."""
    named = list(received)
    revisits = capture_places.revisits_of(archive.db, [one.id for one in named])
    doomed = [
        Doomed(
            url=one.url,
            moment=one.captured_at,
            position=one.position,
            following=capture_places.following_record(archive.db, one.position),
        )
        for one in sorted({*named, *revisits})
    ]
    with archive.warc_closed(), faults_explained(archive.folder):
        unfound = redact(archive.folder / WARC_FOLDER, doomed)
    return tuple(f"{one.position.file}, offset {one.position.offset}, {one.url}" for one in unfound)
