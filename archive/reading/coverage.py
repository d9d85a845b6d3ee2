"""What the archive holds and lacks, for an honest word beside every count.

It is read from the tables of counts alone, so that it costs the same however many columns there
are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from archive.db import outlets
from archive.db.columns import counted
from archive.db.sqlite import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletHoldings:
    """What the archive holds of one outlet."""

    slug: str
    name: str
    home: str
    language: str
    country: str | None
    columns: int
    gone: int
    """Columns that are not on its site any more."""
    undated: int
    years: tuple[tuple[int, int], ...]
    """Each year that has columns, with how many, the earliest first."""

    @property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """First and last year of each stretch between its columns in which it has none."""
        return gaps_between([year for year, _ in self.years])


class DatedHoldings(NamedTuple):
    """How many of the columns have their date in a span."""

    columns: int
    span: str
    """In words: in 2012–2016, from 2012-06 on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the archive holds, or some outlets of it, in sum."""

    known: int
    """Outlets, also those without a column."""
    outlets: int
    """Those that have columns."""
    broken: int
    """Those of them that have years without any, between two with some."""
    columns: int
    gone: int
    """Columns that are not on their outlets' sites any more."""
    undated: int
    span: tuple[int, int] | None
    """The first and last year of which there is a column; None when none has a date."""
    only: OutletHoldings | None
    """The outlet that has columns, where it is one."""
    dated: DatedHoldings | None
    """Of the span that was asked for; None without one, and where it is not of whole months."""


def coverage(
    db: Database,
    slugs: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Held:
    """What the archive holds in sum; of these outlets only, where any are named."""
    ids = _named(db, slugs) if slugs else None
    spans = counted.by_outlet(db, ids)
    dated = [(int(one.first), int(one.last), one.years) for one in spans if one.first and one.last]
    return Held(
        known=outlets.number(db) if ids is None else len(ids),
        outlets=len(spans),
        broken=sum(last - first >= years for first, last, years in dated),
        columns=sum(one.columns for one in spans),
        gone=sum(one.gone for one in spans),
        undated=sum(one.undated for one in spans),
        span=(min(dated)[0], max(last for _, last, _ in dated)) if dated else None,
        only=next(iter(_of_rows(db, [spans[0].outlet_id]))) if len(spans) == 1 else None,
        dated=_dated(db, ids, since, until) if since or until else None,
    )


def holdings(db: Database, slugs: Sequence[str] = ()) -> tuple[OutletHoldings, ...]:
    """What the archive holds of each outlet, by slug, or of these only."""
    return tuple(_of_rows(db, _named(db, slugs) if slugs else None))


def gaps_between(years: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """First and last of each stretch of years that is missing between years in their order."""
    return tuple((one + 1, other - 1) for one, other in pairwise(years) if other > one + 1)


def sentence(held: Held, *, begins: str = "Searched") -> str:
    """What was searched, and what of it has no date or years without a column, in plain words."""
    if not held.columns:
        return "There is no column here yet." if held.known else "No outlet of this name is here."
    of = held.only.name if held.only else _number(held.outlets, "outlet")
    parts = [f"{begins} {_number(held.columns, 'column')} of {of}"]
    if held.span:
        first, last = held.span
        parts[0] += f", {first}" if first == last else f", {first}–{last}"
    if held.dated:
        parts.append(f"{held.dated.columns:,} of them {held.dated.span}")
    if held.undated:
        parts.append(f"{held.undated:,} {'has' if held.undated == 1 else 'have'} no date")
    if words := _gaps(held):
        parts.append(words)
    return "; ".join(parts) + "."


def years(first: int, last: int) -> str:
    """A stretch of years: 2003, or 2003–2005."""
    return str(first) if first == last else f"{first}–{last}"


def _gaps(held: Held) -> str:
    if not held.broken:
        return ""
    if held.only:
        return f"none of {', '.join(years(*gap) for gap in held.only.gaps)}"
    have = "has" if held.broken == 1 else "have"
    return f"{_number(held.broken, 'outlet')} {have} years without any"


def _dated(
    db: Database, ids: Sequence[int] | None, since: date | None, until: date | None
) -> DatedHoldings | None:
    first, last = since or date.min, until or date.max
    if first > last or first.day != 1 or not _ends_month(last):
        return None
    if (first.month, last.month) == (1, 12):
        begin, end, joined = f"{first.year:04}", f"{last.year:04}", "–"
        count = counted.of_years(db, first.year, last.year, ids)
    else:
        begin, end, joined = first.isoformat()[:7], last.isoformat()[:7], " to "
        count = counted.of_months(db, begin, end, ids)
    if until is None:
        return DatedHoldings(count, f"from {begin} on")
    if since is None:
        return DatedHoldings(count, f"until {end}")
    return DatedHoldings(count, f"in {begin}" if begin == end else f"in {begin}{joined}{end}")


def _ends_month(day: date) -> bool:
    return day == date.max or (day + timedelta(days=1)).day == 1


def _named(db: Database, slugs: Sequence[str]) -> list[int]:
    today = {outlets.slug_asked(db, slug) for slug in slugs}
    return [row["id"] for row in outlets.known_outlets(db) if row["slug"] in today]


def _of_rows(db: Database, ids: Sequence[int] | None) -> Iterator[OutletHoldings]:
    of_outlet: dict[int, list[counted.OutletYear]] = {}
    for one in counted.by_year(db, ids):
        of_outlet.setdefault(one.outlet_id, []).append(one)
    for row in outlets.known_outlets(db):
        if ids is None or row["id"] in ids:
            yield _of_outlet(row, of_outlet.get(row["id"], []))


def _of_outlet(
    row: Mapping[str, str | None], counts: Sequence[counted.OutletYear]
) -> OutletHoldings:
    return OutletHoldings(
        slug=str(row["slug"]),
        name=str(row["name"]),
        home=str(row["home"]),
        language=str(row["language"]),
        country=row["country"],
        columns=sum(one.columns for one in counts),
        gone=sum(one.gone for one in counts),
        undated=sum(one.columns for one in counts if not one.year.isdecimal()),
        years=tuple((int(one.year), one.columns) for one in counts if one.year.isdecimal()),
    )


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
