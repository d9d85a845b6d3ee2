"""A search said back in plain words, as nobody needs to know the signs of a query to check it.

Words are letters and digits alone, and names stand in quotes where they could be taken for more, so
that nothing that was typed or stored can pass for what is said here.
"""

from collections.abc import Sequence
from typing import Literal

from archive.search.known import span_in_words
from archive.search.parts import Any, Every, Everything, Fact, Near, QueryPart, Without
from archive.search.pieces import short
from archive.search.question import Question
from archive.search.results import Results
from archive.search.terms import Term

JOINING = {"and", "but", "by", "in", "near", "not", "of", "or", "tagged", "within"}
"""Words that join others here: looked for themselves, they stand in quotes."""
PLACES = {"column": "in columns alone", "comments": "in comments alone", "both": ""}


def in_words(question: Question) -> str:
    """What was looked for: `Cuba and (DPRK or Pyongyang), in The Courier, 2010–2020`."""
    part = question.part
    wanted, unwanted = (part.wanted, part.unwanted) if isinstance(part, Without) else (part, None)
    parts = wanted.parts if isinstance(wanted, Every) else (wanted,) if wanted else ()
    headline = joined([one for one in parts if is_of_headline(one)], " and ")
    words = joined([one for one in parts if not is_apart(one)], " and ")
    facts = [spoken(one) for one in parts if is_apart(one) and not is_of_headline(one)]
    days = span_in_words(question.since, question.until) if question.dated else ""
    found = [
        f"{headline}, and {words}" if headline and words else headline or words,
        *facts,
        f"but not {grouped(unwanted)}" if unwanted else "",
        days.removeprefix("of "),
        PLACES[question.where],
    ]
    return ", ".join(one for one in found if one)


def with_left_out(understood: str, undated: int | None, less_exact: int | None) -> str:
    """The same, with the number of columns that were left out for what their date does not tell."""
    if not (undated or less_exact):
        return understood
    columns = "column" if (undated or less_exact) == 1 else "columns"
    left_out = f"{undated:,} undated {columns}" if undated else ""
    if less_exact and not undated:
        left_out = f"{less_exact:,} {columns} dated less exactly"
    elif less_exact:
        left_out += f" and {less_exact:,} dated less exactly"
    return f"{understood}; {left_out} left out"


def only_ranked(results: Results) -> str | None:
    """How many were ranked where not all were: `the newest 2,000 of 90,000 columns, and all 30
    comments`; None where all were. Of comments they are those that were stored last."""
    ranked_columns = results.ranked - results.ranked_comments
    kinds = (
        ("column", "newest", ranked_columns, results.total - results.comments),
        ("comment", "last stored", results.ranked_comments, results.comments),
    )
    some = [
        f"the {which} {ranked:,} of {count:,} {thing}s"
        for thing, which, ranked, count in kinds
        if ranked < count
    ]
    whole = [
        f"all {count:,} {thing}s" if count > 1 else f"the one {thing}"
        for thing, _, ranked, count in kinds
        if ranked == count > 0
    ]
    return ", and ".join((*some, *whole)) if some else None


def is_apart(part: QueryPart) -> bool:
    """Whether a part is told behind a comma: a fact of columns, or who wrote them."""
    return (
        isinstance(part, Fact)
        or (isinstance(part, Term) and part.field is not None)
        or (isinstance(part, Near) and part.terms[0].field is not None)
        or (isinstance(part, Any) and all(map(is_apart, part.parts)))
    )


def is_of_headline(part: QueryPart) -> bool:
    """Whether a part, all of it, is looked for in headlines alone: it is told first."""
    match part:
        case Term(field=field) | Near(terms=(Term(field=field), *_)):
            return field == "title"
        case Any(parts=parts):
            return all(map(is_of_headline, parts))
        case _:
            return False


def spoken(part: QueryPart) -> str:
    """A part in words."""
    match part:
        case Term():
            return term_in_words(part)
        case Near(terms=terms, distance=distance):
            *others, last = [bare(term) for term in terms]
            near = f"{', '.join(others)} and {last} within {distance:,} words of each other"
            return in_field(near, terms[0].field)
        case Fact(said=said):
            return said
        case Everything():
            return "everything"
        case Every(parts=parts):
            return joined(parts, " and ")
        case Any(parts=parts):
            return joined(parts, " or ")
        case Without(wanted=wanted, unwanted=unwanted):
            return f"{grouped(wanted)} but not {grouped(unwanted)}"


def joined(parts: Sequence[QueryPart], word: str) -> str:
    """Parts in words, those that are joined themselves in brackets."""
    return word.join(map(grouped, parts) if len(parts) > 1 else map(spoken, parts))


def grouped(part: QueryPart) -> str:
    """A part in words, in brackets where it could be taken for several."""
    several = isinstance(part, (Every, Any, Without, Near))
    return f"({spoken(part)})" if several else spoken(part)


def bare(term: Term) -> str:
    """A term without its field: a word, or words in a row in quotes."""
    said = " ".join(short(word.text) for word in term.words)
    star = "*" if term.prefix else ""
    in_quotes = len(term.words) > 1 or said.casefold() in JOINING
    return f"“{said}{star}”" if in_quotes else said + star


def term_in_words(term: Term) -> str:
    """A term and where it is to stand."""
    said = bare(term)
    in_quotes = term.field == "title" and not said.startswith("“")
    return in_field(f"“{said}”" if in_quotes else said, term.field)


def in_field(said: str, field: Literal["title", "author", "section", "tag"] | None) -> str:
    """What is looked for, and where alone."""
    match field:
        case "title":
            return f"{said} in the headline"
        case "author":
            return f"by {said}"
        case "section":
            return f"in a section called {said}"
        case "tag":
            return f"tagged {said}"
        case None:
            return said
