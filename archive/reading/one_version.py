"""One version of a column by itself: what it said then, and between which visits it was seen."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from archive.db import capture_lists
from archive.db.columns import articles, versions
from archive.db.columns.versions import dated_captures_of
from archive.db.sqlite import Database
from archive.model.errors import NotThere
from archive.model.records import Article, Block
from archive.model.times import moment
from archive.model.versions import Text
from archive.reading import columns
from archive.reading.columns import StoredEvent

OF_NEWEST = (
    *("url", "canonical_url", "kicker", "byline", "authors", "published", "published_precision"),
    *("modified", "modified_precision", "section", "tags", "language", "dateline"),
    "found_in",
)
"""The fields of an article that are kept as the newest page has them, whatever a version had."""
LONGEST_NUMBER = 9
"""Digits of a version's number; more are none's."""
LONGEST_SAID = 40
"""Characters that are said back of what is no version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnVersion:
    """A column as it was in one version."""

    public_id: str
    outlet: str
    outlet_name: str
    ordinal: int
    """Which version it is, the earliest being the first."""
    newest: int
    seen_at: datetime
    """When it was seen first."""
    changed_at: datetime | None
    """When the next version was seen first; None of the newest."""
    capture: int | None
    """Which of the column's captures showed it first; None where a damaged row hides that."""
    state: Literal["live", "gone"]
    """What became of the column, whatever the version."""
    private_since: datetime | None
    outside_since: datetime | None
    incomplete: str | None
    """What of the newest version could not be had; None of an old one."""
    events: tuple[StoredEvent, ...]
    article: Article
    """Headline, standfirst and text are those of the version; of an old one the text is kept as
    paragraphs alone. All else is what the newest page says."""
    of_newest: tuple[str, ...]
    """The fields of `article` that are the newest version's, as the archive does not keep what they
    were in this one: `authors`, `tags` and so on; none where this is the newest."""


def one_version(db: Database, article_id: int, asked: str) -> ColumnVersion:
    """The version of a column with the number that is asked for; NotThere when it has none such."""
    with columns.damage_told(db, article_id):
        return _one_version(db, article_id, asked.strip())


def _one_version(db: Database, article_id: int, asked: str) -> ColumnVersion:
    row = articles.whole_row(db, article_id)
    newest = versions.newest_ordinal(db, article_id)
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER
    ordinal = int(asked) if is_number else 0
    if not 1 <= ordinal <= newest:
        there = f"versions 1 to {newest}" if newest > 1 else "one version only"
        raise NotThere(f"{row['public_id']}: no version {asked[:LONGEST_SAID]}; it has {there}")
    version, *following = columns.stored_versions(db, article_id, first=ordinal, last=ordinal + 1)
    article = replace(columns.article_of(db, row), chrome=(), comment_count=None)
    if following:
        article = _as_it_was(article, version.text)
    outside = capture_lists.outside_since(db, article_id)
    shown_first = (one for one in dated_captures_of(db, article_id) if one.ordinal == ordinal)
    return ColumnVersion(
        public_id=row["public_id"],
        outlet=row["outlet"],
        outlet_name=row["outlet_name"],
        ordinal=ordinal,
        newest=newest,
        seen_at=version.seen_at,
        changed_at=following[0].seen_at if following else None,
        capture=next((one.number for one in shown_first), None),
        state=row["state"],
        private_since=None if row["private_since"] is None else moment(row["private_since"]),
        outside_since=None if outside is None else moment(outside),
        incomplete=None if following else capture_lists.lacks_of(db, article_id),
        events=columns.stored_events(db, article_id),
        article=article,
        of_newest=OF_NEWEST if following else (),
    )


def _as_it_was(article: Article, text: Text) -> Article:
    """The record of today with the words of an old version."""
    paragraphs = text.body.split("\n\n") if text.body else ()
    blocks = tuple(Block("paragraph", paragraph) for paragraph in paragraphs)
    return replace(article, title=text.title, standfirst=text.standfirst, blocks=blocks)
