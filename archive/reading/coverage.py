"""What the archive holds and lacks, for an honest word beside every count.

It is read from the tables of counts alone, so that it costs the same however many columns there
are.
"""

from collections.abc import Mapping, Sequence
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
class Holdings:
    """What the archive holds, or some outlets of it."""

    outlets: tuple[OutletHoldings, ...]
    """By slug; also those without a column."""
    dated: DatedHoldings | None = None
    """Of the span that was asked for; None without one, and where it is not of whole months."""

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return sum(one.columns for one in self.outlets)

    @property
    def gone(self) -> int:
        """How many of them are not on their outlets' sites any more."""
        return sum(one.gone for one in self.outlets)

    @property
    def undated(self) -> int:
        """How many of them have no date."""
        return sum(one.undated for one in self.outlets)

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and last year of which there is a column; None when none has a date."""
        years = [year for one in self.outlets for year, _ in one.years]
        return (min(years), max(years)) if years else None

    @property
    def having(self) -> tuple[OutletHoldings, ...]:
        """The outlets that have columns."""
        return tuple(one for one in self.outlets if one.columns)


def holdings(
    db: Database,
    slugs: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Holdings:
    """What the archive holds; of these outlets only, where any are named."""
    today = {outlets.slug_asked(db, slug) for slug in slugs}
    rows = [row for row in outlets.known_outlets(db) if not slugs or row["slug"] in today]
    ids = [row["id"] for row in rows] if slugs else None
    of_outlet: dict[int, list[counted.OutletYear]] = {}
    for one in counted.by_year(db, ids):
        of_outlet.setdefault(one.outlet_id, []).append(one)
    return Holdings(
        outlets=tuple(_of_outlet(row, of_outlet.get(row["id"], [])) for row in rows),
        dated=_dated(db, ids, since, until) if since or until else None,
    )


def gaps_between(years: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """First and last of each stretch of years that is missing between years in their order."""
    return tuple((one + 1, other - 1) for one, other in pairwise(years) if other > one + 1)


def sentence(held: Holdings, *, begins: str = "Searched") -> str:
    """What was searched, and what of it has no date or years without a column, in plain words."""
    if not held.columns:
        return "There is no column here yet." if held.outlets else "No outlet of this name is here."
    having = held.having
    of = having[0].name if len(having) == 1 else f"{_number(len(having), 'outlet')}"
    parts = [f"{begins} {_number(held.columns, 'column')} of {of}"]
    if held.span:
        first, last = held.span
        parts[0] += f", {first}" if first == last else f", {first}–{last}"
    if held.dated:
        parts.append(f"{held.dated.columns:,} of them {held.dated.span}")
    if held.undated:
        parts.append(f"{held.undated:,} {'has' if held.undated == 1 else 'have'} no date")
    if words := _gaps(having):
        parts.append(words)
    return "; ".join(parts) + "."


def years(first: int, last: int) -> str:
    """A stretch of years: 2003, or 2003–2005."""
    return str(first) if first == last else f"{first}–{last}"


def _gaps(having: Sequence[OutletHoldings]) -> str:
    broken = [one for one in having if one.gaps]
    if not broken:
        return ""
    if len(having) == 1:
        return f"none of {', '.join(years(*gap) for gap in broken[0].gaps)}"
    have = "has" if len(broken) == 1 else "have"
    return f"{_number(len(broken), 'outlet')} {have} years without any"


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
