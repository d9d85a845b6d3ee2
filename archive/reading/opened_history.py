"""A column's history as its page opens it: a stretch of its line of time, two versions compared.

Only the texts of the versions shown are read, so that a column that changed every hour for years
opens like any other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archive.db import captures
from archive.db.columns import articles, received, versions
from archive.db.columns.received import ReceivedCapture
from archive.db.columns.versions import DatedCapture, dated_captures_of
from archive.db.sqlite import Database
from archive.model.records import Precision
from archive.model.times import moment
from archive.reading import columns
from archive.reading.history import HistoryEntry, entry_of
from archive.text.difference_work import Work
from archive.text.differences import Difference, difference

ENTRIES = 50
"""Versions and events shown at once."""
CAPTURES = 100
"""Captures listed at once."""
COUNTED = 300_000
"""Signs read to count the words that the versions of a page changed; some .2 s. Of versions that
need more is told only which parts changed."""
COMPARED = 300_000
"""Signs read to compare two texts; likewise."""
NUMBER = re.compile("[+-]?[0-9]{1,18}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedHistory:
    """What of a history is asked for; numbers that are none are the nearest ones."""

    before: str = ""
    after: str = ""
    """Versions to compare, as typed; the newest change where none are named."""
    page: int | None = None
    """Of the line of time, the last where none is named."""
    captures: int | None = None
    """Page of the list of captures, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionNamed:
    """Which version one side of a comparison is."""

    ordinal: int
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed from one version to another."""

    before: VersionNamed
    after: VersionNamed
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedHistory:
    """A column's history for reading."""

    public_id: str
    title: str | None
    outlet: str
    outlet_name: str
    language: str | None
    published: datetime | None
    """As the newest page prints it."""
    published_precision: Precision | None
    modified: datetime | None
    """When the publisher changed it, as the newest page prints it."""
    modified_precision: Precision | None
    state: Literal["live", "gone"]
    private_since: datetime | None
    versions: int
    entries: tuple[HistoryEntry, ...]
    """A stretch of the line of time, the oldest first."""
    page: int
    pages: int
    captures: int
    received: tuple[ReceivedCapture, ...]
    """Some of the captures, the oldest first."""
    captures_page: int
    captures_pages: int
    comparison: Comparison | None
    """None of a column with one version."""
    notes: tuple[str, ...]
    """What was asked for and is not there, and what was taken instead."""


def opened_history(db: Database, article_id: int, wanted: WantedHistory) -> OpenedHistory:
    """A column's history for reading; what is asked for and not there is the nearest."""
    with columns.damage_told(db, article_id):
        return _opened(db, article_id, wanted)


def _opened(db: Database, article_id: int, wanted: WantedHistory) -> OpenedHistory:
    row = articles.whole_row(db, article_id)
    line = dated_captures_of(db, article_id)
    page, pages = _page(wanted.page, len(line), ENTRIES)
    count = captures.count_captures_of(db, article_id)
    captures_page, captures_pages = _page(wanted.captures, count, CAPTURES)
    newest = versions.newest_ordinal(db, article_id)
    before, after, notes = versions_meant(wanted.before, wanted.after, newest)
    return OpenedHistory(
        public_id=row["public_id"],
        title=row["title"],
        outlet=row["outlet"],
        outlet_name=row["outlet_name"],
        language=row["language"],
        published=columns.printed_date(row["published"]),
        published_precision=row["published_precision"],
        modified=columns.printed_date(row["modified"]),
        modified_precision=row["modified_precision"],
        state=row["state"],
        private_since=None if row["private_since"] is None else moment(row["private_since"]),
        versions=newest,
        entries=_entries(db, article_id, line[(page - 1) * ENTRIES : page * ENTRIES]),
        page=page,
        pages=pages,
        captures=count,
        received=tuple(
            received.captures_of(
                db, article_id, first=1 + (captures_page - 1) * CAPTURES, limit=CAPTURES
            )
        ),
        captures_page=captures_page,
        captures_pages=captures_pages,
        comparison=_comparison(db, article_id, before, after) if newest > 1 else None,
        notes=notes,
    )


def versions_meant(before: str, after: str, newest: int) -> tuple[int, int, tuple[str, ...]]:
    """The two versions to compare of those there are, and what is said where others were named."""
    named = [typed.strip() for typed in (before, after)]
    if newest < 2:
        said = "This column has one version, so that there is nothing to compare."
        return 1, 1, (said,) if any(named) else ()
    notes: list[str] = []
    first, second = (_nearest(typed, newest, notes) for typed in named)
    second = second or newest
    first = first or max(second - 1, 1)
    if first == second:
        if all(named) and not notes:
            notes.append("A version does not differ from itself; it is shown beside another.")
        first, second = (second - 1, second) if second > 1 else (1, 2)
    return first, second, tuple(notes)


def _nearest(typed: str, newest: int, notes: list[str]) -> int | None:
    """The version that a number names, or the nearest; None of what is no number."""
    if not typed:
        return None
    number = int(typed) if NUMBER.fullmatch(typed) else None
    if number is None or not 1 <= number <= newest:
        notes.append(f"There is no version {typed[:40]}; this column has 1 to {newest}.")
    return None if number is None else min(max(number, 1), newest)


def _page(asked: int | None, count: int, size: int) -> tuple[int, int]:
    """Which page is meant, the last where none is named, and how many there are."""
    pages = max(1, -(-count // size))
    return min(max(pages if asked is None else asked, 1), pages), pages


def _entries(
    db: Database, article_id: int, line: Sequence[DatedCapture]
) -> tuple[HistoryEntry, ...]:
    shown = [capture.ordinal for capture in line if capture.ordinal is not None]
    if not shown:
        return tuple(entry_of(capture, {}) for capture in line)
    texts = columns.stored_versions(db, article_id, first=min(shown) - 1, last=max(shown))
    by_number = {version.ordinal: version for version in texts}
    work = Work(COUNTED)
    return tuple(entry_of(capture, by_number, work) for capture in line)


def _comparison(db: Database, article_id: int, before: int, after: int) -> Comparison:
    one, other = (
        columns.stored_versions(db, article_id, first=number, last=number)[0]
        for number in (before, after)
    )
    return Comparison(
        before=VersionNamed(ordinal=before, seen_at=one.seen_at),
        after=VersionNamed(ordinal=after, seen_at=other.seen_at),
        difference=difference(one.text, other.text, Work(COMPARED)),
    )
