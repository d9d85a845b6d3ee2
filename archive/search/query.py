"""What a person types, read as a query that is always valid: nothing that is typed is an error.

Words must all be there; `"words in a row"`, `begin*`, `OR`, `NOT` or `-word`, `( )`, `NEAR(one two,
5)` or `one NEAR/5 two` are understood, and before word, phrase or group a field: `title:` and
`author:` look there alone; `outlet:` takes a slug or words of the name, `section:` and `tag:` words
of them, `lang:` a code or an English name; `after:` and `before:` take a year, month or day as
printed, all of it included in both, so that `after:2012 before:2016` is 2012 to 2016; `in:comments`
and `in:column` hold for the whole query. A star alone is all columns. Other signs are space between
words. AND binds closer than OR, as in SQLite; what is excluded is excluded from all of the group it
stands in. What cannot be done is read as what comes nearest, and a note says how.
"""

from typing import NamedTuple

from archive.search.other_signs import notes_on
from archive.search.parts import (
    Any,
    Everything,
    QueryPart,
    Without,
    wanted_terms,
)
from archive.search.pieces import LONGEST, pieces
from archive.search.reader import OnePlace, Reader
from archive.search.terms import Term


class Query(NamedTuple):
    """What is looked for."""

    part: QueryPart | None
    """None when nothing is looked for."""
    place: OnePlace | None = None
    """Where alone; None when that is not said."""
    notes: tuple[str, ...] = ()
    """What was passed over or read as something else."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term that a hit may contain."""
        return () if self.part is None else tuple(wanted_terms(self.part))

    def __str__(self) -> str:
        """The query as it was read; read again it is the same."""
        said = "" if self.part is None else str(self.part)
        if not self.place:
            return said
        apart = f"({said})" if isinstance(self.part, (Any, Without)) else said
        return f"{apart} in:{self.place}".strip()


def parse(text: str) -> Query:
    """What a person typed, with notes on what is no query."""
    if text.strip() == str(Everything()):
        return Query(Everything())
    typed = pieces(text[:LONGEST])
    reader = Reader([piece for piece in typed if not piece["apart"]])
    if len(text) > LONGEST:
        reader.note(f"Only the first {LONGEST:,} signs were read.")
    part = reader.whole()
    reader.notes += notes_on(typed)
    reader.note(reader.years)
    if part is None and text.strip() and not reader.place:
        reader.note("There is no word or number in it to look for.")
    return Query(part, reader.place, tuple(dict.fromkeys(reader.notes)))
