"""Candidates for a column's byline: the authors named in one place, and what speaks for them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml.etree import _Element as Element

from crawler.extraction.metadata.evidence import Evidence
from crawler.extraction.text.names import Names, is_without_capitals
from crawler.extraction.text.names_without_spaces import has_east_asian

OUTLET, AGENCY, DESK = "names the outlet", "an agency", "a desk or an organisation"
KINDS = {"an account's name": 0.6, AGENCY: 0.5, DESK: 0.4}
"""Factor on a place's weight by the kind of name; set like the weights in `column_byline`."""


NOT_PERSONS = frozenset((OUTLET, AGENCY, DESK))
"""Reasons that a candidate has which names no person."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Authors, where they were found, and the line that prints them, if any."""

    authors: tuple[str, ...]
    source: str
    text: str | None = None
    element: Element | None = None
    whole: bool = False
    """Whether one statement, or one line after "By", names all of the authors."""
    outlet: bool = False
    """Whether it names the outlet alone."""

    @property
    def printed(self) -> bool:
        """Whether it was read in print, and not in a statement for machines."""
        return self.text is not None


BylineCandidate: TypeAlias = Evidence[Byline]


def are_full_names(authors: Iterable[str]) -> bool:
    """Whether all names are written out, without account names and initials."""
    return all(
        (" " in name and not is_without_capitals(name)) or has_east_asian(name) for name in authors
    )


def candidate_from(
    names: Names,
    points: Mapping[str, float],
    source: str,
    text: str | None = None,
    element: Element | None = None,
    *,
    whole: bool = False,
) -> Iterator[BylineCandidate]:
    """The candidate that these names make; nothing where they name no author.

    `points` are for the place; a name of another kind than a person's takes away its share. The
    outlet is a candidate where it is named alone.
    """
    if not (authors := names.authors or names.outlets):
        return
    byline = Byline(authors, source, text, element, whole, outlet=not names.authors)
    candidate = Evidence(byline, ", ".join(authors), source, dict(points))
    if (kind := _kind(names, authors)) is not None:
        candidate.add(kind, candidate.weight * (KINDS[kind] - 1))
    yield candidate


def _kind(names: Names, authors: Sequence[str]) -> str | None:
    """What the names are, where they are not persons' full names."""
    if not names.authors:
        return None  # the outlet, which `column_byline` weighs
    if names.persons:
        return None if are_full_names(authors) else "an account's name"
    return AGENCY if names.agencies else DESK
