"""One whole column, as readers see it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from archive.db import capture_lists, checksums, tombstones
from archive.db.columns import addresses, articles, comments, details, versions
from archive.db.sqlite import Database
from archive.duplicates.related import Relative, relatives
from archive.model.errors import Damaged
from archive.model.records import Article, Block, Comment
from archive.model.rows import CommentFields
from archive.model.timeline import EventKind
from archive.model.times import moment
from archive.model.versions import Text
from archive.reading.references import resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """One version of a column."""

    ordinal: int
    seen_at: datetime
    extractor: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """A column vanished, came back, moved, went behind a gate or stands in another section."""

    kind: EventKind
    happened_at: datetime
    detail: str | None
    """The address moved from, the section before, or where a redirect leads from what is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredComment:
    """A comment with what the archive knows of it beyond the page."""

    key: str
    comment: Comment
    position: int
    """In reading order; where it stood last, if it vanished."""
    on_page: bool
    forgotten: bool
    """Whether its commenter was taken down: of it only the place in the thread is left."""
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredColumn:
    """One column with all that is kept of it."""

    public_id: str
    outlet: str
    outlet_name: str
    state: Literal["live", "gone"]
    private: bool
    """Whether a gate stands in place of its text today."""
    incomplete: str | None
    """What of it could not be had when its page came last; None when nothing was missing."""
    outside_since: datetime | None
    """Since when its page is out of its outlet's scope: what it says from then on is no version."""
    article: Article
    """What its newest page says; its comments are those that stand on the page today."""
    words: int
    first_seen: datetime
    last_seen: datetime
    addresses: tuple[tuple[str, str], ...]
    """(address, what it is to the column: address, variant, canonical, redirect, text)."""
    comments: tuple[StoredComment, ...]
    """All, in reading order, also those that vanished from the page."""
    versions: tuple[StoredVersion, ...]
    events: tuple[StoredEvent, ...]
    duplicates: tuple[Relative, ...]
    """The other columns of its cluster."""
    representative: bool
    """False when another column of its cluster is earlier."""


def column(db: Database, reference: str) -> StoredColumn:
    """The column that a public id, the beginning of one, a former id or an address names."""
    return column_of(db, resolve(db, reference))


def column_of(db: Database, article_id: int) -> StoredColumn:
    """One column with all that is kept of it; Damaged when its rows cannot be read."""
    with damage_told(db, article_id):
        return _column_of(db, article_id)


def _column_of(db: Database, article_id: int) -> StoredColumn:
    row = articles.whole_row(db, article_id)
    shown = stored_comments(db, article_id)
    article = article_of(db, row)
    outside = capture_lists.outside_since(db, article_id)
    return StoredColumn(
        public_id=row["public_id"],
        outlet=row["outlet"],
        outlet_name=row["outlet_name"],
        state=row["state"],
        private=row["private_since"] is not None,
        incomplete=capture_lists.lacks_of(db, article_id),
        outside_since=None if outside is None else moment(outside),
        article=replace(article, comments=tuple(one.comment for one in shown if one.on_page)),
        words=row["words"],
        first_seen=moment(row["first_seen"]),
        last_seen=moment(row["last_seen"]),
        addresses=stored_addresses(db, article_id),
        comments=shown,
        versions=stored_versions(db, article_id),
        events=stored_events(db, article_id),
        duplicates=relatives(db, article_id),
        representative=row["representative_id"] in (None, article_id),
    )


@contextmanager
def damage_told(db: Database, article_id: int) -> Iterator[None]:
    """Rows that cannot be read in the block, raised as one line; a fault of ours as it is."""
    try:
        yield
    except (ValueError, TypeError) as fault:
        name = f"column {articles.public_id_of(db, article_id)}"
        if not all(
            checksums.are_sound(db, table, article_id) for table in articles.MADE_OF_CAPTURES
        ):
            raise Damaged(
                f"{name}: its rows are damaged ({fault}); `desk verify --repair` reads it again"
                " from its captures"
            ) from fault
        if any(checksums.discrepancies(db, table) for table in checksums.tables(db)):
            raise Damaged(
                f"{name}: cannot be read ({fault}), and archive.db is damaged elsewhere than in its"
                " rows; `desk verify` says where"
            ) from fault
        raise


def article_of(db: Database, row: dict[str, Any]) -> Article:
    """The record of a row of `articles`, without its comments."""
    return Article(
        url=row["url"] or "",
        canonical_url=row["canonical_url"],
        title=row["title"],
        kicker=row["kicker"],
        standfirst=row["standfirst"],
        byline=row["byline"],
        authors=details.authors_of(db, row["id"]),
        published=printed_date(row["published"]),
        published_precision=row["published_precision"],
        modified=printed_date(row["modified"]),
        modified_precision=row["modified_precision"],
        section=row["section"],
        sections=(row["section"],) if row["section"] else (),
        tags=details.tags_of(db, row["id"]),
        language=row["language"],
        dateline=row["dateline"],
        blocks=tuple(
            Block(kind, text, level, tuple((label, url) for label, url in links))
            for kind, text, level, links in json.loads(row["blocks"])
        ),
        comment_count=row["comment_count"],
        chrome=details.chrome_of(db, row["id"]),
        found_in=json.loads(row["found_in"]),
    )


def stored_comments(db: Database, article_id: int) -> tuple[StoredComment, ...]:
    """A column's comments in reading order; those that vanished stand where they stood last."""
    some_forgotten = tombstones.any_commenter(db)
    return tuple(
        _comment(
            fields,
            on_page=on_page,
            forgotten=some_forgotten and fields == fields.emptied(),
            first_seen=first_seen,
        )
        for fields, on_page, first_seen in comments.comments_of(db, article_id)
    )


def stored_versions(
    db: Database, article_id: int, *, first: int = 1, last: int | None = None
) -> tuple[StoredVersion, ...]:
    """A column's versions with their texts, the oldest first; with numbers, those between two."""
    return tuple(
        StoredVersion(
            ordinal=ordinal,
            seen_at=moment(version.seen_at),
            extractor=version.extractor,
            text=version.text,
        )
        for ordinal, version in versions.versions_of(db, article_id, first=first, last=last).items()
    )


def stored_events(db: Database, article_id: int) -> tuple[StoredEvent, ...]:
    """What happened to a column, in order."""
    return tuple(
        StoredEvent(kind=event.kind, happened_at=moment(event.happened_at), detail=event.detail)
        for event in versions.events_of(db, article_id)
    )


def stored_addresses(db: Database, article_id: int) -> tuple[tuple[str, str], ...]:
    """Every address a column was seen under, with what it is to the column."""
    relations = addresses.addresses_of(db, article_id)
    return tuple(sorted(relations.items(), key=lambda pair: (pair[1], pair[0])))


def _comment(
    fields: CommentFields, *, on_page: bool, forgotten: bool, first_seen: str
) -> StoredComment:
    return StoredComment(
        key=fields.key,
        comment=Comment(
            text=fields.text,
            id=None if fields.key.startswith("made:") else fields.key.partition("#")[0],
            author=fields.author,
            author_url=fields.author_url,
            published=printed_date(fields.published),
            published_precision=fields.published_precision,
            parent=fields.parent_key,
            depth=fields.depth,
            kind=fields.kind,
        ),
        position=fields.position,
        on_page=on_page,
        forgotten=forgotten,
        first_seen=moment(first_seen),
    )


def printed_date(text: str | None) -> datetime | None:
    """A date as a page printed it, of how it is stored."""
    return None if text is None else datetime.fromisoformat(text)
