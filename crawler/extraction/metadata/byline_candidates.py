"""Candidates for a column's byline: whom one place names, and how much that weighs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from crawler.extraction.text.names import Names

KINDS = {"person": 1.0, "account": 0.6, "agency": 0.5, "group": 0.4}

"""What is left of a place's weight for the kind of name found there; set as those in `bylines`."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Authors, where they were found, and the line that prints them, when one does."""

    authors: tuple[str, ...]
    source: str
    text: str | None = None
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class BylineCandidate:
    byline: Byline
    weight: float
    printed: bool
    whole: bool
    """Whether one statement or one line after "By" names all of them."""


def _weight(names: Names, authors: Sequence[str]) -> float:
    """What the kind of name adds to evidence."""
    if names.persons:
        return KINDS["person"] if full(authors) else KINDS["account"]
    return KINDS["agency"] if names.agencies else KINDS["group"]


def full(authors: Iterable[str]) -> bool:
    """Whether the names are written out, and no account names or initials."""
    return all((" " in name and not name.islower()) or not name.isascii() for name in authors)


def candidate(
    names: Names,
    weight: float,
    source: str,
    text: str | None = None,
    element: Element | None = None,
    *,
    whole: bool = False,
) -> Iterator[BylineCandidate]:
    if authors := names.authors:
        byline = Byline(authors, source, text, element)
        yield BylineCandidate(byline, weight * _weight(names, authors), text is not None, whole)
