"""What a search's address asks for, and the address that asks for it.

Nothing in an address is an error: what cannot be read is left out, and a sentence says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from archive.model.times import period
from archive.search.request import Search, Where

FarEnd = Literal["first", "last"]
FILTERS = {
    "outlet": "outlets",
    "author": "authors",
    "section": "sections",
    "tag": "tags",
    "lang": "languages",
}
"""Names in an address, and those of the values of a `Search`."""
FARTHEST_PAGE = 1_000_000_000
MOST_VALUES = 50
"""Of one filter; more are no one's clicks."""
LONGEST_VALUE = 1_000
LONGEST_SAID = 40
"""Signs that are said back of what is no day."""
LONGEST_QUERY = 1_500
"""Signs; 64 words are looked for, and links of a page hold what was typed."""


@dataclass(frozen=True, slots=True)
class AskedSearch:
    """A search as an address asks for it, and what of the address could not be read."""

    search: Search
    notes: tuple[str, ...] = ()


def asked_of(request: Any) -> AskedSearch:
    """The search that a request's address asks for."""
    notes: list[str] = []
    typed = request.args.get("q") or ""
    if len(typed) > LONGEST_QUERY:
        notes.append(f"Only the first {LONGEST_QUERY:,} signs of the search were taken.")
    since = day_of(request.args.get("from"), "first", notes)
    until = day_of(request.args.get("to"), "last", notes)
    return AskedSearch(
        Search(
            query=typed[:LONGEST_QUERY],
            since=since,
            until=until,
            where=where_of(request.args.get("in")),
            order="newest" if request.args.get("sort") == "newest" else "relevance",
            fold=request.args.get("copies") != "all",
            page=page_of(request.args.get("page"), notes),
            outlets=values_of(request, "outlet", notes),
            authors=values_of(request, "author", notes),
            sections=values_of(request, "section", notes),
            tags=values_of(request, "tag", notes),
            languages=values_of(request, "lang", notes),
        ),
        tuple(notes),
    )


def is_empty(wanted: Search) -> bool:
    """Whether nothing is looked for."""
    filters = (getattr(wanted, held) for held in FILTERS.values())
    return not (wanted.query.strip() or any(filters) or wanted.since or wanted.until)


def values_of(request: Any, name: str, notes: list[str]) -> tuple[str, ...]:
    """The values of a filter, each once, in their order."""
    given = list(dict.fromkeys(one for one in request.args.getlist(name) if one.strip()))
    if len(given) > MOST_VALUES or any(len(one) > LONGEST_VALUE for one in given):
        notes.append(f"Only the first {MOST_VALUES} values of {name} were taken, each cut short.")
    return tuple(one[:LONGEST_VALUE] for one in given[:MOST_VALUES])


def where_of(given: str | None) -> Where:
    """What is searched."""
    return next((one for one in get_args(Where) if one == given), "both")


def page_of(given: str | None, notes: list[str]) -> int:
    """The number of a page; the first where it is none."""
    if not given:
        return 1
    digits = given.strip()
    if not digits.isascii() or not digits.isdigit() or int(digits[:12]) < 1:
        notes.append("That is no page; this is the first.")
        return 1
    return min(int(digits[:12]), FARTHEST_PAGE)


def day_of(given: str | None, end: FarEnd, notes: list[str]) -> date | None:
    """The first or last day of a year, month or day (2015, 2015-06, 2015-06-30)."""
    if not given or not given.strip():
        return None
    days = period(given)
    if days is None:
        typed = given.strip()[:LONGEST_SAID]
        notes.append(
            f"“{typed}” is no day, and was left out; days are 2015, 2015-06 or 2015-06-30."
        )
        return None
    return days[0] if end == "first" else days[1]


def parameters(wanted: Search, **changed: Any) -> dict[str, object]:
    """The search as the parameters of an address, some values changed; page one unless given."""
    search = replace(wanted, **{"page": 1, **changed})
    return {
        "q": search.query,
        **{name: getattr(search, held) for name, held in FILTERS.items()},
        "from": search.since and search.since.isoformat(),
        "to": search.until and search.until.isoformat(),
        "in": None if search.where == "both" else search.where,
        "sort": None if search.order == "relevance" else search.order,
        "copies": None if search.fold else "all",
        "page": search.page if search.page > 1 else None,
    }


def with_value(wanted: Search, name: str, value: str) -> dict[str, object]:
    """The same search with one more value of a filter."""
    held = FILTERS[name]
    values: Sequence[str] = getattr(wanted, held)
    return parameters(wanted, **{held: (*(one for one in values if one != value), value)})


def without_value(wanted: Search, name: str, *values: str) -> dict[str, object]:
    """The same search without some values of a filter."""
    held = FILTERS[name]
    kept = tuple(one for one in getattr(wanted, held) if one not in values)
    return parameters(wanted, **{held: kept})


def hidden(wanted: Search) -> Iterator[tuple[str, str]]:
    """What the form of the box sends beside its words: filters and order."""
    for name, value in parameters(wanted).items():
        if name != "q":
            for one in value if isinstance(value, tuple) else (value,):
                if one:
                    yield name, str(one)
