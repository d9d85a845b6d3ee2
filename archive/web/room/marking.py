"""What was looked for, marked in the texts of a page and numbered in the order they are shown."""

from collections.abc import Sequence
from typing import NamedTuple

from archive.search.query import parse
from archive.search.terms import Field, Term, marks_of
from archive.web.room.showing import pieces

WORK = 200_000
"""Characters of texts times terms looked for in them; some .15 s. What comes later is not
marked."""
COMPARED = 4
"""Words of a term that cost as much as one: it is rare that more than the first are compared."""
MOST = 2_000
"""Places marked on one page."""

Spans = Sequence[tuple[int, int]]


class MarkedPiece(NamedTuple):
    """A stretch of a text, and which place it is of those that match."""

    text: str
    place: int | None
    """None where it was not looked for."""


class Marking:
    """The marks of one page; texts are to be asked for in the order in which they stand."""

    def __init__(self, query: str) -> None:
        """The marks for what a person typed."""
        self.query = query
        self.places = 0
        """Places marked so far."""
        self.whole = True
        """Whether every text so far was looked through to its end."""
        self._left = WORK
        self._found = 0
        self._terms = parse(query).terms
        self._sought: dict[Field | None, _Sought] = {}

    @property
    def looks_for_any(self) -> bool:
        """Whether there is anything to mark."""
        return bool(self._terms)

    def of(self, text: str | None, field: Field | None = None) -> tuple[MarkedPiece, ...]:
        """A text cut where its marks begin and end; `field` is the one it may be asked for by."""
        return self.numbered(text or "", self.spans(text or "", field))

    def spans(self, text: str, field: Field | None = None) -> Spans:
        """Where what was looked for stands in a text."""
        sought = self._sought_in(field)
        if not sought.terms or not text:
            return ()
        reach = max(0, self._left - sought.once) // sought.each
        self.whole = self.whole and len(text) <= reach
        self._left = max(0, self._left - sought.once - len(text) * sought.each)
        found = marks_of(sought.terms, text[:reach]) if reach else ()
        left = MOST - self._found
        self.whole = self.whole and len(found) <= left
        self._found += min(len(found), left)
        return found[:left]

    def _sought_in(self, field: Field | None) -> "_Sought":
        """What is looked for in a field, and what that costs."""
        if field not in self._sought:
            terms = tuple(term for term in self._terms if term.field in (None, field))
            self._sought[field] = _Sought(
                terms,
                each=sum(-(-len(term.words) // COMPARED) for term in terms),
                once=sum(len(word.text) for term in terms for word in term.words),
            )
        return self._sought[field]

    def numbered(self, text: str, marks: Spans) -> tuple[MarkedPiece, ...]:
        """A text cut where marks begin and end, these numbered on."""
        cut = []
        for piece in pieces(text, marks):
            self.places += piece.marked
            cut.append(MarkedPiece(piece.text, self.places if piece.marked else None))
        return tuple(cut)


class _Sought(NamedTuple):
    """Terms, and what it costs to look for them."""

    terms: tuple[Term, ...]
    each: int
    """For each sign of a text."""
    once: int
    """For each text, as the terms are spelt in all their forms anew."""
