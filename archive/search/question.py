"""A search as it is put to the indexes: facts of columns as marks, days apart from the words."""

from dataclasses import dataclass, replace

from archive.db.sqlite import Database
from archive.model.times import period
from archive.search.known import KnownFacts, clicks
from archive.search.of_comments import of_comments
from archive.search.parts import Every, Everything, Fact, QueryPart, Without, every
from archive.search.query import parse
from archive.search.request import Day, Search, Span, Where
from archive.search.rough_dates import may_be_within
from archive.text.index_marks import UNDATED

WORD_NEEDED = "Comments are found by their words: add one that is to be in them."
"""The note on a search in comments alone that has no word."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for."""

    query: str
    """What was typed as it was read."""
    part: QueryPart | None
    """All but the days; None when nothing but days is looked for."""
    since: Day
    until: Day
    dated: Fact | None
    """The days; None when no days are asked for."""
    where: Where
    notes: tuple[str, ...]

    @property
    def columns(self) -> QueryPart | None:
        """What columns are asked; None when nothing is looked for."""
        return with_mark(self.part, self.dated)

    @property
    def undated(self) -> QueryPart:
        """The same of columns without a date, whatever the days."""
        mark = Fact("date", "", marks=(UNDATED,))
        return with_mark(self.part, mark) or mark

    @property
    def less_exact(self) -> QueryPart | None:
        """The same of columns that may be of the days, by a year or month; None if none may."""
        mark = may_be_within(self.since, self.until)
        return with_mark(self.part, mark) if mark else None


def question(db: Database, wanted: Search) -> Question:
    """What is looked for: what was typed and what was clicked."""
    query = parse(wanted.query)
    known = KnownFacts(db, list(query.notes))
    typed, spans = lifted(query.part)
    part = known.marked(typed) if typed else None
    for clicked in clicks(wanted):
        part = with_mark(part, known.marked(clicked))
    since, until = within((wanted.since, wanted.until), *spans)
    if since and until and since > until:
        known.note(f"{since} is after {until}, so that no day is between them.")
    if query.place and wanted.where not in ("both", query.place):
        known.note(f"`in:{query.place}` was passed over, as something else is chosen.")
    where = query.place or "both" if wanted.where == "both" else wanted.where
    if where == "comments" and not (part and of_comments(part)):
        known.note(WORD_NEEDED)
    return Question(
        query=str(query),
        part=part,
        since=since,
        until=until,
        dated=known.days(since, until) if since or until else None,
        where=where,
        notes=tuple(dict.fromkeys(known.notes)),
    )


def days_asked(wanted: Search) -> Span:
    """The first and last day of what was typed and what was clicked."""
    _, spans = lifted(parse(wanted.query).part)
    return within((wanted.since, wanted.until), *spans)


def within(*spans: Span) -> Span:
    """The days that are in all of some spans."""
    since = max((first for first, _ in spans if first), default=None)
    until = min((last for _, last in spans if last), default=None)
    return since, until


def with_mark(part: QueryPart | None, mark: QueryPart | None) -> QueryPart | None:
    """A part of which a mark must hold, too."""
    if isinstance(part, Without) and mark:
        wanted = None if isinstance(part.wanted, Everything) else part.wanted
        return replace(part, wanted=with_mark(wanted, mark) or mark)
    parts = [one for one in (part, mark) if one]
    return every([one for one in parts if not isinstance(one, Everything)] or parts)


def lifted(part: QueryPart | None) -> tuple[QueryPart | None, list[Span]]:
    """A query without the days that hold for all of it, and the first and last of these days."""
    match part:
        case Fact(field="before" | "after"):
            return None, [span(part)]
        case Every(parts=parts):
            days = [one for one in parts if isinstance(one, Fact) and one.field in SPANS]
            return every([one for one in parts if one not in days]), list(map(span, days))
        case Without(wanted=wanted, unwanted=unwanted):
            kept, spans = lifted(wanted)
            return Without(kept or Everything(), unwanted), spans
        case _:
            return part, []


SPANS = ("before", "after")


def span(mark: Fact) -> Span:
    """The first and the last day of `after:` or `before:`, of which one is open."""
    days = period(mark.value)
    if days is None:
        return None, None
    return (days[0], None) if mark.field == "after" else (None, days[1])
