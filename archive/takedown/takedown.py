"""Columns and commenters taken out for good, with tombstones that keep them out.

The order makes it safe to be killed: tombstones first, so that nothing comes in again, with what
stays written anew; then WARC records, which rows still lead to; then rows; then what SQLite left
behind of them. Rows are taken out once for trial before a record goes, as that cannot be taken
back. A second call takes up what the first did not finish.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from archive.db import capture_places, captures, connection, text_indexes, tombstones
from archive.db.capture_places import CapturePlace
from archive.db.columns import addresses, articles, comments, versions
from archive.db.columns.articles import KnownColumn
from archive.db.connection import faults_explained
from archive.db.crawling import frontier, seeds
from archive.db.sqlite import Database
from archive.db.tombstones import Tombstone
from archive.duplicates import clustering, withdrawal
from archive.folder.archive import Archive
from archive.model import tombstone_keys
from archive.model.errors import DatabaseBusy
from archive.model.tombstone_keys import TombstoneKind
from archive.model.versions import has_words
from archive.reading import columns, references
from archive.takedown.own_addresses import addresses_alone
from archive.takedown.records import left_over, redact_records
from archive.takedown.renewal import Separation
from archive.takedown.separation import listings, separate


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
    renewed: int = 0
    """Captures of other columns that referred to its records, and hold their bodies now."""
    unfound: tuple[str, ...] = ()
    """Places and addresses of records that were not found, so that they may stand elsewhere."""
    bodiless: tuple[str, ...] = ()
    """Addresses of captures of other columns whose bodies stood in records that are damaged."""
    unmet: bool = False
    """Whether no comment has the name of a commenter, who is kept out from now on."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What could not be done, in words."""
        unfound, bodiless = len(self.unfound), len(self.bodiless)
        told = (
            f"not found in the WARC files: {_some(unfound, 'record')}: {'; '.join(self.unfound)};"
            " all else is forgotten. `desk verify` names damaged stretches, in which they may stand"
            if unfound
            else "",
            f"forgotten; but {_some(bodiless, 'capture')} of other columns referred to bodies that"
            f" are damaged or overwritten: {'; '.join(self.bodiless)}. Forget these columns, too,"
            " or crawl them again: what the database has of them stays"
            if bodiless
            else "",
            "no comment in this archive has this name: is it spelt as the pages have it? It is kept"
            " out from now on; where desk.toml has, or had, names not kept as printed, `desk"
            " reextract` empties what is archived already"
            if self.unmet
            else "",
        )
        return tuple(filter(None, told))


def _some(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


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
    known = articles.known(archive.db, target.article_id)
    stone = tombstones.of_column(archive.db, known.public_id)
    received = capture_places.captures_of(archive.db, known.id)
    parted = Separation()
    with archive.at_once():
        _entomb(archive, known, reason=reason, raw=raw, forgotten_at=forgotten_at)
        if raw:
            parted = separate(archive, [*received, *listings(archive, known)])
        with suppress(_Trial), archive.write():
            _take_out(archive, known.id, received, parted, raw=raw)
            raise _Trial
    unfound: tuple[str, ...] = ()
    if raw:
        others = left_over(archive) if stone is not None and stone.raw else ()
        unfound = redact_records(archive, parted, others)
    with archive.write():
        _take_out(archive, known.id, received, parted, raw=raw)
    sweep_database(archive)
    return Takedown(
        columns=1,
        comments=target.comments,
        captures=len(received),
        listings=len(parted.going) - len(received) if raw else 0,
        same_text=target.same_text,
        renewed=len(parted.renewed),
        unfound=unfound,
        bodiless=tuple(one.url for one in parted.bodiless),
    )


class _Trial(Exception):  # noqa: N818
    """Undoes what was taken out to see that it can be."""


def _entomb(
    archive: Archive, known: KnownColumn, *, reason: str, raw: bool, forgotten_at: str
) -> None:
    """Set the tombstones of a column."""
    with archive.write() as db:
        ids = [known.public_id, *addresses.former_ids_of(db, known.id)]
        urls = tombstone_keys.of_addresses(addresses_alone(db, known.id))
        held = versions.versions_of(db, known.id).values()
        texts = filter(has_words, {version.text.body_digest for version in held})
        keys: dict[TombstoneKind, Iterable[str]] = {"address": urls, "text": texts, "column": ids}
        for kind, named in keys.items():
            for key in named:
                stone = Tombstone(kind, key, forgotten_at, int(raw), reason)
                tombstones.put_tombstone(db, stone)
                archive.journal.tombstone(stone)


def _take_out(
    archive: Archive,
    article_id: int,
    received: Sequence[CapturePlace],
    parted: Separation,
    *,
    raw: bool,
) -> None:
    """Remove the rows of a column, and of captures that go with it."""
    own = [one.id for one in received]
    archive.journal.takedown(
        [visit.capture_id for visit in captures.visits_of(archive.db, article_id)], own, raw=raw
    )
    _remove(archive.db, article_id)
    if raw:
        going = [one.id for one in parted.going]
        archive.journal.dropped([one for one in going if one not in set(own)])
        captures.delete_captures(archive.db, going)
    else:
        captures.refuse_captures(archive.db, own)


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


def take_down_commenter(
    archive: Archive, names: Sequence[str], *, reason: str, forgotten_at: str
) -> Takedown:
    """Take out what somebody wrote under any of their names; the places in the threads stay, empty.

    Tombstones are set also where no comment has such a name: the names may be in captures alone.
    """
    keys = [tombstone_keys.of_commenter(name) for name in names]
    with archive.write() as db:
        before = tombstones.has_tombstone(db, "commenter", keys)
        for key in keys:
            stone = Tombstone("commenter", key, forgotten_at, 0, reason)
            tombstones.put_tombstone(db, stone)
            archive.journal.tombstone(stone)
    emptied = empty_comments_of(archive, keys, always=True)
    return Takedown(comments=emptied, unmet=not before and not emptied)


def empty_comments_of(archive: Archive, keys: Collection[str], *, always: bool = False) -> int:
    """How many comments of commenters taken down were emptied; the database is swept if any."""
    with archive.write() as db:
        written = [
            comment_id
            for comment_id, author in comments.commenters(db)
            if tombstone_keys.is_of_commenter(author, keys)
        ]
        for comment_id in written:
            comments.empty_comment(db, comment_id)
    if written or always:
        sweep_database(archive)
    return len(written)


def sweep_database(archive: Archive) -> None:
    """Leave no word of deleted rows in indexes, free pages and log.

    FTS5's own secure-delete fails on SQLite 3.40, so the indexes are rebuilt.
    """
    with archive.write() as db:
        for index in text_indexes.INDEXES:
            text_indexes.rebuild(db, index)
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
    urls = addresses_alone(db, article_id)
    withdrawn = withdrawal.before_leaving(db, [known])
    clustering.leave(db, known.body_digest, known)
    articles.delete_references(db, article_id)
    forget_addresses(db, urls)
    articles.delete_article(db, article_id)
    withdrawal.judge_again(db, withdrawn)


def forget_addresses(db: Database, urls: Collection[str]) -> None:
    """Leave addresses neither to be visited nor in what seeds remember."""
    frontier.delete_addresses(db, urls)
    seeds.forget_addresses(db, urls)
