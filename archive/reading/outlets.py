"""The outlets of an archive as a list, and one of them with all that is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archive.db import outlets
from archive.db.columns import changed, counted, listings
from archive.db.columns.counted import NameCount, OutletMonth
from archive.db.columns.listings import ListedColumn
from archive.folder.open_archive import OpenArchive
from archive.model.errors import NotThere
from archive.reading.coverage import OutletHoldings, holdings
from archive.reading.outlet_health import OutletHealth, health
from archive.reading.outlet_languages import languages_of

OutletOrder = Literal["name", "silent", "columns"]
Departed = Literal["gone", "moved"]

NEWEST_SHOWN = 10
MOST_SHOWN = 12
"""Sections and authors with most columns."""
MOST_COUNTED = 100_000
"""Columns of an outlet among which those that changed, and that moved, are counted: 90 ms each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletSummary:
    """An outlet as a line of the list."""

    holdings: OutletHoldings
    health: OutletHealth


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """All that is told of one outlet."""

    holdings: OutletHoldings
    health: OutletHealth
    timezone: str
    months: tuple[OutletMonth, ...]
    completeness: tuple[tuple[str, int], ...]
    """What a column may have, and how many have it."""
    languages: tuple[tuple[str, int], ...] | None
    """Codes of those that its columns are in, with how many, the most frequent first; None when it
    has too many columns in others than its own to count them."""
    sections: tuple[tuple[str, int], ...]
    """Those with most columns."""
    authors: tuple[NameCount, ...]
    """Those with most columns."""
    newest: tuple[ListedColumn, ...]
    changed: int | None
    """How many of its columns changed; None when it has too many to count them."""
    moved: int | None
    """How many have another address than before; likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartedColumns:
    """A page of an outlet's columns that its site has no more, or at another address."""

    holdings: OutletHoldings
    kind: Departed
    columns: tuple[ListedColumn, ...]
    page: int
    has_next: bool


def outlet_list(
    archive: OpenArchive, *, now: datetime, order: OutletOrder = "name"
) -> tuple[OutletSummary, ...]:
    """All outlets: by name, those silent longest first, or those with most columns first."""
    ids = {row["slug"]: row["id"] for row in outlets.known_outlets(archive.db)}
    listed = [
        OutletSummary(holdings=one, health=health(archive.db, ids[one.slug], now=now))
        for one in holdings(archive.db)
        if one.slug in ids  # it came between two looks
    ]
    listed.sort(key=lambda one: one.holdings.name.casefold())
    if order == "columns":
        listed.sort(key=lambda one: -one.holdings.columns)
    elif order == "silent":
        listed.sort(key=lambda one: (one.health.newest is None, one.health.newest or ""))
    return tuple(listed)


def outlet_view(archive: OpenArchive, slug: str, *, now: datetime) -> OutletView:
    """One outlet; NotThere where no such is archived."""
    db = archive.db
    outlet_id, held = known_outlet(archive, slug)
    is_counted = held.columns <= MOST_COUNTED
    months = tuple(counted.by_month(db, outlet_id))
    (row,) = (row for row in outlets.known_outlets(db) if row["id"] == outlet_id)
    return OutletView(
        holdings=held,
        health=health(db, outlet_id, now=now),
        timezone=row["timezone"],
        months=months,
        completeness=tuple(_completeness(held, months)),
        languages=languages_of(
            db, outlet_id, own=held.language, known=sum(one.languages for one in months)
        ),
        sections=tuple(counted.sections_of(db, outlet_id, limit=MOST_SHOWN)),
        authors=tuple(counted.authors_of(db, outlet_id, limit=MOST_SHOWN)),
        newest=tuple(listings.newest_of_outlet(db, outlet_id, limit=NEWEST_SHOWN)),
        changed=changed.count(db, outlet_id) if is_counted else None,
        moved=listings.count_moved(db, outlet_id) if is_counted else None,
    )


def departed(
    archive: OpenArchive, slug: str, kind: Departed, *, page: int, size: int
) -> DepartedColumns:
    """A page of what an outlet's site has no more, or elsewhere; pages are counted from one."""
    outlet_id, held = known_outlet(archive, slug)
    listed = listings.gone_from if kind == "gone" else listings.moved_at
    columns = listed(archive.db, outlet_id, limit=size + 1, offset=(page - 1) * size)
    return DepartedColumns(
        holdings=held,
        kind=kind,
        columns=tuple(columns[:size]),
        page=page,
        has_next=len(columns) > size,
    )


def known_outlet(archive: OpenArchive, slug: str) -> tuple[int, OutletHoldings]:
    """Row id and holdings of an outlet; NotThere where no such is archived."""
    outlet_id = outlets.outlet_id(archive.db, slug)
    held = holdings(archive.db, [slug])
    if outlet_id is None or not held:
        raise NotThere(f"No outlet called {slug!r} is in this archive")
    return outlet_id, held[0]


def slug_today(archive: OpenArchive, slug: str) -> str | None:
    """The slug that an outlet has now which was called so before; None when none was."""
    is_held = outlets.outlet_id(archive.db, slug) is not None
    return None if is_held else outlets.slug_now(archive.db, slug)


def _completeness(held: OutletHoldings, months: Sequence[OutletMonth]) -> Sequence[tuple[str, int]]:
    having = {
        "headline": sum(one.titles for one in months),
        "author or byline": sum(one.authors for one in months),
        "date": held.columns - sum(one.columns for one in months if not one.month),
        "section": sum(one.sections for one in months),
        "standfirst": sum(one.standfirsts for one in months),
        "language": sum(one.languages for one in months),
    }
    return list(having.items())
