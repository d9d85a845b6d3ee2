"""What a merge would bring, found out before anything is written: it is shown, and asked for."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.db import captures, imports, tombstones
from archive.db.captures import CaptureRow
from archive.db.columns import addresses, articles
from archive.db.columns import comments as comment_rows
from archive.db.crawling import frontier
from archive.db.duplicates import overrides
from archive.db.duplicates.overrides import OtherOverride
from archive.db.others.desk import OtherDesk
from archive.db.sqlite import Database
from archive.db.tombstones import Tombstone
from archive.db.warc_beside import WARC_FOLDER
from archive.files.plain import check_folder, check_plain
from archive.folder.archive import Archive
from archive.model import tombstone_keys
from crawler.config.desk_file import Network
from crawler.config.outlets import Outlet
from crawler.jobs.other_outlets import OtherOutlet
from crawler.jobs.other_records import OtherRecords
from crawler.jobs.same_captures import SameCaptures


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOutlet:
    """An outlet whose file is missing here."""

    slug: str
    home: str
    private: str | None = None
    """Why its home is none that a crawl from here should ask, if so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What another desk would bring."""

    source: Path
    captures: int
    """That are not here."""
    columns: int
    """That they are of, as the other desk counts them; some may be here."""
    outlets: tuple[NewOutlet, ...]
    addresses: int
    """To visit, that are not known here."""
    words: int
    """Of people, on duplicates."""
    tombstones: int
    """Not here yet: what they stand for would never come in again."""
    forgotten: int
    """Columns that are here, and would be taken out for good by these tombstones."""
    raw: int
    """Of these, those whose WARC records would be overwritten."""
    emptied: int
    """Comments that would be emptied."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing would come."""
        coming = (self.captures, self.addresses, self.words, self.tombstones)
        return not (any(coming) or self.outlets)


def proposal(
    ours: Archive,
    theirs: OtherDesk,
    *,
    outlets: Mapping[str, Outlet],
    new: Iterable[OtherOutlet],
    allowed: Collection[Network],
) -> Proposal:
    """What another desk would bring here; a DeskError when something in it is wrong."""
    db = ours.db
    check_folder(theirs.folder / WARC_FOLDER)
    checked: set[str] = set()
    columns: set[int] = set()
    count = 0
    with OtherRecords(theirs.folder / WARC_FOLDER) as records:
        same = SameCaptures(db, ours.folder / WARC_FOLDER, records)
        for capture in theirs.captures():
            row = capture.row
            if row.warc_file not in checked:
                check_plain(theirs.folder / WARC_FOLDER / row.warc_file)
                checked.add(row.warc_file)
            if same.held(row) is None and comes_in(db, row):
                count += 1
                columns |= set() if row.article_id is None else {row.article_id}
    stones = new_tombstones(db, theirs)
    doomed = columns_under(db, stones)
    return Proposal(
        source=theirs.folder,
        captures=count,
        columns=len(columns),
        outlets=tuple(
            NewOutlet(slug=one.outlet.slug, home=one.outlet.home, private=one.why_private(allowed))
            for one in new
        ),
        addresses=sum(1 for _ in new_addresses(db, theirs, outlets)),
        words=sum(1 for _ in new_overrides(db, theirs)),
        tombstones=len(stones),
        forgotten=len(doomed),
        raw=sum(bool(stone.raw) for stone in doomed.values()),
        emptied=_comments_under(db, stones),
    )


def comes_in(db: Database, row: CaptureRow) -> bool:
    """Whether a capture of another desk that is not here counts there, and is not of what was
    taken down here."""
    if row.outcome == imports.UNDONE:
        return False
    return not tombstones.has_tombstone(
        db, "address", tombstone_keys.of_addresses([row.url, *captures.listed(row.via)])
    )


def new_addresses(
    db: Database, theirs: OtherDesk, outlets: Mapping[str, Outlet]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Outlet and row of each address there that its outlet admits, and that is not known here."""
    for slug, row in theirs.frontier():
        url = row["url"]
        if (
            outlets[slug].scope.admits_address(url)
            and not frontier.is_known(db, url, outlet_slug=outlets[slug].slug)
            and not tombstones.has_tombstone(db, "address", [tombstone_keys.of_address(url)])
        ):
            yield slug, row


def new_overrides(db: Database, theirs: OtherDesk) -> Iterator[OtherOverride]:
    """What people there said of duplicates, unless the same or something later was said here."""
    for override in theirs.overrides():
        one, other = (articles.known_by_id(db, name) for name in (override.one, override.other))
        if one is not None and other is not None:
            here = overrides.overrides_on(db, one.id)
            held = next((ours for ours in here if other.id in ours[:2]), None)
            said = (override.said_at, override.decision)
            if one.id == other.id or (held and (held.said_at, held.decision) >= said):
                continue
        yield override


def new_tombstones(db: Database, theirs: OtherDesk) -> list[Tombstone]:
    """The tombstones there that take out more than those here do."""
    here = {(one.kind, one.key): one.raw for one in tombstones.all_tombstones(db)}
    return [one for one in theirs.tombstones() if here.get((one.kind, one.key), -1) < one.raw]


def columns_under(db: Database, stones: Iterable[Tombstone]) -> Mapping[int, Tombstone]:
    """The columns here, by row id, that tombstones stand for, each with its tombstone."""
    by_key = {(one.kind, one.key): one for one in stones}
    if not by_key:
        return {}
    doomed = {
        article_id: by_key["address", key]
        for url, article_id in addresses.all_addresses(db)
        if ("address", key := tombstone_keys.of_address(url)) in by_key
    }
    return doomed | {
        article_id: by_key["column", public_id]
        for public_id, article_id in articles.public_ids(db)
        if ("column", public_id) in by_key
    }


def _comments_under(db: Database, stones: Iterable[Tombstone]) -> int:
    keys = {one.key for one in stones if one.kind == "commenter"}
    if not keys:
        return 0
    return sum(
        tombstone_keys.is_of_commenter(author, keys) for _, author in comment_rows.commenters(db)
    )
