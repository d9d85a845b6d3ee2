"""What comments are asked, as they have no marks: facts of their column are asked of that.

What holds for the whole query (an outlet, a section, a tag, a language, the author of a column as
it is clicked) chooses comments by their column. Within a group with words such a fact holds for
columns alone: there it chooses no comment and leaves none out.
"""

from typing import NamedTuple

from archive.search.parts import (
    Any,
    Every,
    Everything,
    Fact,
    Near,
    QueryPart,
    Without,
    every,
    some,
)
from archive.search.terms import Term

MARKED_TERMS = ("section", "tag")
"""Fields of terms that stand among the marks of columns, and in no comment."""


class OfComments(NamedTuple):
    """What comments are asked, and what of their columns."""

    part: QueryPart
    columns: QueryPart | None
    """What their columns must match; None when that is nothing."""
    not_columns: QueryPart | None


def of_comments(part: QueryPart) -> OfComments | None:
    """What comments are asked; None when no comment can match."""
    wanted, unwanted = (part.wanted, part.unwanted) if isinstance(part, Without) else (part, None)
    parts = wanted.parts if isinstance(wanted, Every) else (wanted,)
    excluded = unwanted.parts if isinstance(unwanted, Any) else (unwanted,) if unwanted else ()
    asked = [in_comments(one) for one in parts if not is_mark(one)]
    if not asked or None in asked:
        return None
    words_of_it = every([one for one in asked if one])
    if words_of_it is None:
        return None
    left_out = some([one for one in map(in_comments, excluded) if one])
    return OfComments(
        Without(words_of_it, left_out) if left_out else words_of_it,
        every([one for one in parts if is_mark(one)]),
        some([one for one in excluded if is_mark(one)]),
    )


def is_mark(part: QueryPart) -> bool:
    """Whether a part asks for facts of a column alone."""
    match part:
        case Fact():
            return True
        case Term(field=field):
            return field in MARKED_TERMS
        case Near(terms=terms):
            return all(map(is_mark, terms))
        case Every(parts=parts) | Any(parts=parts):
            return all(map(is_mark, parts))
        case Without(wanted=wanted, unwanted=unwanted):
            return is_mark(wanted) and is_mark(unwanted)
        case Everything():
            return False


def in_comments(part: QueryPart) -> QueryPart | None:
    """A part as comments are asked it: facts of columns hold for none; None when it cannot hold."""
    if is_mark(part) or isinstance(part, Everything):
        return None
    match part:
        case Every(parts=parts):
            kept = [in_comments(one) for one in parts]
            return None if None in kept else every([one for one in kept if one])
        case Any(parts=parts):
            return some([one for one in map(in_comments, parts) if one])
        case Without(wanted=wanted, unwanted=unwanted):
            kept_wanted, left_out = in_comments(wanted), in_comments(unwanted)
            return Without(kept_wanted, left_out) if kept_wanted and left_out else kept_wanted
        case _:
            return part
