"""A column as the reading page opens it: its text of today, and what was seen of it.

Of comments one page is read and of versions their number, so that a column costs the same to open
however much was said below it and however often it changed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archive.db import capture_lists, captures
from archive.db.columns import articles, neighbours, received, versions
from archive.db.columns.neighbours import Neighbour
from archive.db.columns.received import ReceivedCapture
from archive.db.duplicates import clusters
from archive.db.sqlite import Database
from archive.duplicates.related import Relative, relatives
from archive.model.records import Article
from archive.model.times import moment
from archive.reading import columns
from archive.reading.columns import StoredEvent
from archive.reading.discussion import PagedDiscussion, discussion

NEAR = 2
"""Columns shown before and after one."""
AUTHORS = 3
"""Authors of one column whose other columns are shown."""


@dataclass(frozen=True, slots=True)
class Around:
    """The columns just before and just after one, the nearest first."""

    of: str
    """The author, or the outlet."""
    newer: tuple[Neighbour, ...]
    older: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestPage:
    """The last capture that showed a column's page."""

    number: int
    """Which of the column's captures it is, the earliest being the first."""
    captured_at: datetime
    digest: str
    """sha256 of the payload as it was transferred."""
    content_type: str | None
    size: int
    warc_file: str
    warc_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedColumn:
    """One column for reading."""

    public_id: str
    outlet: str
    outlet_name: str
    state: Literal["live", "gone"]
    private_since: datetime | None
    """Since when a gate stands in place of its text; None while it is public."""
    incomplete: str | None
    """What of it could not be had when its page came last; None when nothing was missing."""
    outside_since: datetime | None
    """Since when its page is out of its outlet's scope."""
    article: Article
    """What its newest page says, without its comments."""
    words: int
    first_seen: datetime
    last_seen: datetime
    addresses: tuple[tuple[str, str], ...]
    """All it was seen under, with what each is to it."""
    events: tuple[StoredEvent, ...]
    versions: int
    captures: int
    newest: NewestPage | None
    """None where no capture that showed its page is left."""
    discussion: PagedDiscussion
    copies: int
    """Other columns that are the same text."""
    relatives: tuple[Relative, ...]
    """The first of them, with how they are related."""
    by_authors: tuple[Around, ...]
    by_outlet: Around


def opened(
    db: Database, article_id: int, *, comments_page: int = 1, comment: str | None = None
) -> OpenedColumn:
    """A column for reading, with one page of its comments."""
    with columns.damage_told(db, article_id):
        return _opened(db, article_id, discussion(db, article_id, page=comments_page, key=comment))


def _opened(db: Database, article_id: int, talk: PagedDiscussion) -> OpenedColumn:
    row = articles.whole_row(db, article_id)
    article = columns.article_of(db, row)
    outside = capture_lists.outside_since(db, article_id)
    newest = received.newest_page_of(db, article_id)
    cluster = row["cluster_id"]
    return OpenedColumn(
        public_id=row["public_id"],
        outlet=row["outlet"],
        outlet_name=row["outlet_name"],
        state=row["state"],
        private_since=None if row["private_since"] is None else moment(row["private_since"]),
        incomplete=capture_lists.lacks_of(db, article_id),
        outside_since=None if outside is None else moment(outside),
        article=article,
        words=row["words"],
        first_seen=moment(row["first_seen"]),
        last_seen=moment(row["last_seen"]),
        addresses=columns.stored_addresses(db, article_id),
        events=columns.stored_events(db, article_id),
        versions=versions.newest_ordinal(db, article_id),
        captures=captures.count_captures_of(db, article_id),
        newest=None if newest is None else _newest(newest),
        discussion=talk,
        copies=0 if cluster is None else clusters.size(db, cluster) - 1,
        relatives=relatives(db, article_id),
        by_authors=tuple(_by_author(db, article_id, name) for name in article.authors[:AUTHORS]),
        by_outlet=Around(
            row["outlet_name"],
            newer=tuple(neighbours.in_outlet(db, article_id, "newer", limit=NEAR)),
            older=tuple(neighbours.in_outlet(db, article_id, "older", limit=NEAR)),
        ),
    )


def _newest(capture: ReceivedCapture) -> NewestPage:
    return NewestPage(
        number=capture.number,
        captured_at=capture.captured_at,
        digest=capture.digest,
        content_type=capture.content_type,
        size=capture.payload_length,
        warc_file=capture.warc_file,
        warc_offset=capture.warc_offset,
    )


def _by_author(db: Database, article_id: int, name: str) -> Around:
    return Around(
        name,
        newer=tuple(neighbours.of_author(db, article_id, name, "newer", limit=NEAR)),
        older=tuple(neighbours.of_author(db, article_id, name, "older", limit=NEAR)),
    )
