"""Candidates for a column's byline: the authors named in one place, with a weight."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from crawler.extraction.text.names import Names

KINDS = {"person": 1.0, "account": 0.6, "agency": 0.5, "group": 0.4}
"""Factor on a place's weight by the kind of name; set like the weights in `column_byline`."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Authors, where they were found, and the line that prints them, if any."""

    authors: tuple[str, ...]
    source: str
    text: str | None = None
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class BylineCandidate:
    """A possible byline and how strongly its place supports it."""

    byline: Byline
    weight: float
    printed: bool
    whole: bool
    """Whether one statement, or one line after "By", names all of the authors."""


def _weight_of_kind(names: Names, authors: Sequence[str]) -> float:
    """The factor for the kind of the names."""
    if names.persons:
        return KINDS["person"] if are_full_names(authors) else KINDS["account"]
    return KINDS["agency"] if names.agencies else KINDS["group"]


def are_full_names(authors: Iterable[str]) -> bool:
    """Whether all names are written out, without account names and initials."""
    return all((" " in name and not name.islower()) or not name.isascii() for name in authors)


def candidate_from(
    names: Names,
    weight: float,
    source: str,
    text: str | None = None,
    element: Element | None = None,
    *,
    whole: bool = False,
) -> Iterator[BylineCandidate]:
    """The candidate that these names make; nothing where they name no author."""
    if authors := names.authors:
        byline = Byline(authors, source, text, element)
        yield BylineCandidate(
            byline, weight * _weight_of_kind(names, authors), text is not None, whole
        )
