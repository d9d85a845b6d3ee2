"""Words near each other: what the full-text index cannot tell is looked up in the texts.

The index holds a word that is not indexed as it is compared (Straße for a typed strasse) among its
next three words only, so that it knows no longer distances. It gives what holds all the words; how
far they are from each other is then counted in the text itself, where one of them is so indexed.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.search.parts import Any, Every, Everything, Fact, Near, QueryPart, Without
from archive.search.pieces import short
from archive.search.terms import Field, Term
from archive.text.folding import Word, signs, words

NEAR_BY = 10
"""Words between two that are near each other, as in SQLite."""
FARTHEST = 1_000
LONGEST_NUMBER = 6
"""Digits of a distance that are read; of more only the size is wanted."""
MAX_WAYS = 1_024
"""Ways to spell words that are near each other; SQLite takes .07 s for so many on 20,000 rows. Two
Arabic or Hebrew words with their prefixes have up to 784."""


class SearchableText(NamedTuple):
    """A text of a column or comment, and the field by which it can be asked alone."""

    text: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class IndexQuestion:
    """What to ask an index whose columns of folded words have some names."""

    part: QueryPart
    folded: tuple[str, ...]

    def possible(self) -> str:
        """Finds all that may match, in FTS5's language."""
        return _in_fts(self.part, self._possible, self._certain)

    def doubtful(self) -> str:
        """Finds what may match and need not."""
        certain = _in_fts(self.part, self._certain, self._possible)
        return f"{self.possible()} NOT {certain}"

    def _certain(self, near: Near) -> str:
        return f"- {{{' '.join(self.folded)}}} : ({near.expression()})"

    def _possible(self, near: Near) -> str:
        terms = [term.expression() for term in near.terms]
        among = " OR ".join(f"{{{' '.join(self.folded)}}} : ({term})" for term in terms)
        return f"({self._certain(near)}) OR ({' AND '.join(terms)} AND ({among}))"


def distance_of(typed: str | None) -> tuple[int, str | None]:
    """How far words may be from each other, and what is told where that is not as typed."""
    if typed is None:
        return NEAR_BY, None
    if not typed.isdecimal():
        said = f"`NEAR/{short(typed)}`: the distance is a number of words; {NEAR_BY} was taken."
        return NEAR_BY, said
    asked = int(typed[:LONGEST_NUMBER])
    return min(asked, FARTHEST), f"NEAR reaches {FARTHEST:,} words." if asked > FARTHEST else None


def no_distance(text: str) -> str | None:
    """What is told of the text of NEAR( ) where words are behind a comma, as distances are."""
    words_of_it, _, last = text.rpartition(",")
    if len(words_of_it.split()) < len(("one", "other")) or not last.strip():
        return None
    return f"`{short(last.strip())}` is no distance for NEAR( ); looked for it as words."


def terms_near(part: QueryPart) -> Sequence[Term]:
    """What of a part can stand near something else; nothing of a group."""
    return part.terms if isinstance(part, Near) else [part] if isinstance(part, Term) else []


def why_not_near(terms: Sequence[Term], distance: int) -> str | None:
    """Why it cannot be asked whether terms are near each other; None when it can."""
    near = Near(tuple(terms), min(distance, FARTHEST))
    if len({term.field for term in terms}) > 1:
        return "NEAR looks for words of one text; looked for these in any of their fields."
    if (ways := near.ways()) > MAX_WAYS:
        return (
            f"The words of {near} are spelt in {ways:,} ways together, which are too many;"
            " looked for them anywhere."
        )
    return None


def is_asked(part: QueryPart) -> bool:
    """Whether anything in a query is to be near something else."""
    match part:
        case Term() | Fact() | Everything():
            return False
        case Near():
            return True
        case Without(wanted=wanted, unwanted=unwanted):
            return is_asked(wanted) or is_asked(unwanted)
        case Every(parts=parts) | Any(parts=parts):
            return True in map(is_asked, parts)


def is_in(part: QueryPart, texts: Sequence[SearchableText], marks: str = "") -> bool:
    """Whether texts and marks of one column or comment hold what is asked for."""
    split = [(list(words(one.text)), one.field) for one in texts]
    return _holds(part, split, frozenset(marks.split(" ")))


def _holds(
    part: QueryPart,
    texts: Sequence[tuple[Sequence[Word], Field | None]],
    marks: frozenset[str],
) -> bool:
    match part:
        case Fact(marks=asked):
            return not marks.isdisjoint(asked)
        case Everything():
            return True
        case Term(field=asked):
            return any(
                next(part.spans(text), None) for text, field in texts if asked in (None, field)
            )
        case Near(terms=terms, distance=distance):
            asked = terms[0].field
            return any(
                _are_near(terms, text, distance) for text, field in texts if asked in (None, field)
            )
        case Without(wanted=wanted, unwanted=unwanted):
            return _holds(wanted, texts, marks) and not _holds(unwanted, texts, marks)
        case Every(parts=parts):
            return all(_holds(one, texts, marks) for one in parts)
        case Any(parts=parts):
            return any(_holds(one, texts, marks) for one in parts)


def _are_near(terms: Sequence[Term], text: Sequence[Word], distance: int) -> bool:
    """Whether somewhere all terms stand with at most so many words from first to last."""
    starts = list(_starts(text))
    places = [
        sorted((bisect_left(starts, a), bisect_left(starts, b)) for a, b in term.spans(text))
        for term in terms
    ]
    for start, end in sorted(place for one in places for place in one):
        nexts = [bisect_left(one, (start, 0)) for one in places]
        if any(at == len(one) for at, one in zip(nexts, places, strict=True)):
            return False
        last = max(one[at][0] for at, one in zip(nexts, places, strict=True))
        if last - end <= distance:
            return True
    return False


def _starts(text: Sequence[Word]) -> Iterator[int]:
    """Where each word begins; in a run that has no spaces, each sign."""
    for word in text:
        if word.is_run:
            yield from (word.start + start for start, _, _ in signs(word.text))
        else:
            yield word.start


def _in_fts(part: QueryPart, wanted: Callable[[Near], str], unwanted: Callable[[Near], str]) -> str:
    """A query in FTS5's language, what is near each other said otherwise where it is excluded."""
    match part:
        case Term() | Fact() | Everything():
            return part.expression()
        case Near():
            return f"({wanted(part)})"
        case Without():
            excluded = _in_fts(part.unwanted, unwanted, wanted)
            return f"({_in_fts(part.wanted, wanted, unwanted)} NOT {excluded})"
        case Every(parts=parts):
            return f"({' AND '.join(_in_fts(one, wanted, unwanted) for one in parts)})"
        case Any(parts=parts):
            return f"({' OR '.join(_in_fts(one, wanted, unwanted) for one in parts)})"
