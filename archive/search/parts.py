"""How the terms of a query are joined. Every part is valid FTS5 and can be printed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Literal

from archive.search.terms import Field, Term, in_column, quoted
from archive.text.index_marks import month_of, year_of

FactField = Literal["outlet", "lang", "before", "after"]
"""What can be typed before a colon and is asked for by marks."""

MARKS = "search_marks"
"""The field of `articles_fts` that has a column's marks (`archive.text.index_marks`)."""
NO_MARK = "\uf8fe"
"""What no column has."""
FEW_MARKS = 8
"""Alternatives that are asked one beside another; within one month even thirty are no slower so."""
WIDER = (year_of, month_of)
"""What the mark of a day is within."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a column that is asked for, which the index knows by marks."""

    field: FactField | Literal["author", "section", "tag", "date"]
    value: str
    """As it was typed or clicked."""
    clicked: bool = False
    """Whether the value is a whole one, as columns have it."""
    marks: tuple[str, ...] = ()
    """Any of them is to be there; without any it holds for no column."""
    said: str = ""
    """The fact in plain words, as "in The Courier"."""

    def __str__(self) -> str:
        plain = self.value.replace("-", "").isalnum()
        return f"{self.field}:{self.value}" if plain else f'{self.field}:"{self.value}"'

    def expression(self) -> str:
        """Any of the marks, in FTS5's language."""
        return f"({MARKS} : ({any_mark(self.marks or (NO_MARK,))}))"


def any_mark(marks: Sequence[str], wider: Sequence[Callable[[str], str]] = WIDER) -> str:
    """Any of some marks, in FTS5's language.

    Of an OR each alternative is looked at for each row. Of many marks, those of months and days are
    asked within their year and month, so that other years pass them by: for ten years from day to
    day that takes half the time, for four years three quarters (a million columns).
    """
    if len(marks) <= FEW_MARKS or not wider:
        return " OR ".join(quoted([mark]) for mark in marks)
    of, *narrower = wider
    within: dict[str, list[str]] = {}
    for mark in marks:
        within.setdefault(of(mark), []).append(mark)
    return " OR ".join(
        quoted(some) if some == [outer] else f"({quoted([outer])} AND ({any_mark(some, narrower)}))"
        for outer, some in within.items()
    )


@dataclass(frozen=True, slots=True)
class Everything:
    """All columns, or all from which others are left out."""

    marks: tuple[str, ...] = ()
    """Every column has one of them."""

    def __str__(self) -> str:
        return "*"

    def expression(self) -> str:
        """All columns, in FTS5's language."""
        return Fact("date", "", marks=self.marks).expression()


@dataclass(frozen=True, slots=True)
class Near:
    """Terms of one field, or of none, with at most so many words between them."""

    terms: tuple[Term, ...]
    distance: int

    def __str__(self) -> str:
        field = self.terms[0].field
        inside = " ".join(str(replace(term, field=None)) for term in self.terms)
        return (f"{field}:" if field else "") + f"NEAR({inside}, {self.distance})"

    def ways(self) -> int:
        """In how many ways the terms may be spelt together in the index."""
        return prod(len(term.phrases()) for term in self.terms)

    def expression(self) -> str:
        """The terms in each of their forms, near each other."""
        ways = product(*(term.phrases() for term in self.terms))
        found = [f"NEAR({' '.join(way)}, {self.distance})" for way in ways]
        either = found[0] if len(found) == 1 else f"({' OR '.join(found)})"
        return in_column(self.terms[0].column, either)


@dataclass(frozen=True, slots=True)
class Every:
    """All parts are in the same column or comment."""

    parts: tuple["QueryPart", ...]

    def __str__(self) -> str:
        return " AND ".join(in_group(part, Any) for part in self.parts)

    def expression(self) -> str:
        """The parts joined with AND."""
        return " AND ".join(map(apart, self.parts))


@dataclass(frozen=True, slots=True)
class Any:
    """One part or more is there."""

    parts: tuple["QueryPart", ...]

    def __str__(self) -> str:
        return " OR ".join(in_group(part, Every) for part in self.parts)

    def expression(self) -> str:
        """The parts joined with OR."""
        return " OR ".join(map(apart, self.parts))


@dataclass(frozen=True, slots=True)
class Without:
    """Something is there, and something else is not."""

    wanted: "QueryPart"
    unwanted: "QueryPart"

    def __str__(self) -> str:
        excluded = in_group(self.unwanted, Any, Every)
        if isinstance(self.wanted, Everything):
            return f"-{excluded}"
        return f"{in_group(self.wanted, Any, Every)} NOT {excluded}"

    def expression(self) -> str:
        """The two joined with NOT."""
        return f"{apart(self.wanted)} NOT {apart(self.unwanted)}"


QueryPart = Term | Near | Fact | Everything | Every | Any | Without


def in_group(part: QueryPart, *kinds: type) -> str:
    """A part as it is printed, in parentheses if it is of one of the kinds or excludes."""
    return f"({part})" if isinstance(part, (*kinds, Without)) else str(part)


def apart(part: QueryPart) -> str:
    """A part in FTS5's language as it may stand beside others."""
    return (
        part.expression()
        if isinstance(part, (Term, Near, Fact, Everything))
        else f"({part.expression()})"
    )


def without_marks(part: QueryPart) -> QueryPart | None:
    """A part as if no facts of columns were asked for; None when nothing else is looked for."""
    match part:
        case Fact() | Everything():
            return None
        case Every(parts=parts):
            return every([one for one in map(without_marks, parts) if one])
        case Any(parts=parts):
            return some([one for one in map(without_marks, parts) if one])
        case Without(wanted=wanted, unwanted=unwanted):
            kept, left_out = without_marks(wanted), without_marks(unwanted)
            return Without(kept, left_out) if kept and left_out else kept
        case _:
            return part


def in_columns(part: QueryPart, columns: Mapping[Field, str]) -> QueryPart:
    """A part whose terms of a field are looked for in one column of an index alone."""

    def placed(one: Term) -> Term:
        return replace(one, column=columns.get(one.field, "")) if one.field else one

    match part:
        case Term():
            return placed(part)
        case Near(terms=terms):
            return replace(part, terms=tuple(map(placed, terms)))
        case Fact() | Everything():
            return part
        case Without(wanted=wanted, unwanted=unwanted):
            return Without(in_columns(wanted, columns), in_columns(unwanted, columns))
        case Every(parts=parts):
            return Every(tuple(in_columns(one, columns) for one in parts))
        case Any(parts=parts):
            return Any(tuple(in_columns(one, columns) for one in parts))


def wanted_terms(part: QueryPart) -> Iterator[Term]:
    """Every term that a hit may contain."""
    match part:
        case Term():
            yield part
        case Near(terms=terms):
            yield from terms
        case Fact() | Everything():
            return
        case Without(wanted=wanted):
            yield from wanted_terms(wanted)
        case Every(parts=parts) | Any(parts=parts):
            for one in parts:
                yield from wanted_terms(one)


def every(parts: Sequence[QueryPart]) -> QueryPart | None:
    """All parts as one."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Every) else [part])]
    return flat[0] if len(flat) == 1 else Every(tuple(flat)) if flat else None


def some(parts: Sequence[QueryPart]) -> QueryPart | None:
    """Either of the parts as one."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Any) else [part])]
    return flat[0] if len(flat) == 1 else Any(tuple(flat)) if flat else None
