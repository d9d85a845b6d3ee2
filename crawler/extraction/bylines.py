"""The byline of a column and the authors it names, from what is stated and what is printed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from crawler.extraction.name_words import AGENCIES
from crawler.extraction.names import authors_of, is_name, plain, without_by
from crawler.extraction.page import text_of
from crawler.extraction.structured import Structured
from crawler.extraction.survey import Spot, Survey
from crawler.extraction.vicinity import Line

BEFORE_HEADLINE = 60
AFTER_HEADLINE = 250
"""Elements about the headline in which a marked place is taken for the column's."""
NEXT_LINK = 8
"""Elements between the links of two authors of one byline, at the most."""
LONGEST = 200
"""Characters of a printed byline; more is an author's portrait."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Authors, where they were found, and the line that prints them, when one does."""

    authors: tuple[str, ...]
    source: str
    text: str | None = None
    element: Element | None = None


def find_byline(
    found: Survey,
    stated: Structured,
    lines: Sequence[Line],
    *,
    headline_at: int,
    not_names: Collection[str],
) -> Byline | None:
    """The byline: who is stated as author, in the words of the line that prints it."""
    printed = _printed(found, lines, headline_at, not_names)
    for place in ("json-ld", "microdata"):
        authors = _stated(stated, place, not_names)
        if authors and (_full(authors) or printed is None or not _full(printed.authors)):
            line = _line_naming(authors, printed, lines)
            return Byline(
                authors, place, line.text if line else None, line.element if line else None
            )
    if printed is not None:
        return printed
    for place in ("meta", "opengraph"):
        if authors := _stated(stated, place, not_names):
            line = _line_naming(authors, None, lines)
            return Byline(
                authors, place, line.text if line else None, line.element if line else None
            )
    return None


def _stated(stated: Structured, place: str, not_names: Collection[str]) -> tuple[str, ...]:
    """Authors stated in one place; the page's address of an author is no name."""
    names: dict[str, str] = {}
    for statement in stated.authors:
        if statement.place == place and "://" not in statement.text:
            for name in authors_of(statement.text, not_names=not_names, sure=True):
                names.setdefault(plain(name), name)
    persons = [name for key, name in names.items() if key not in AGENCIES]
    return tuple(persons or names.values())


def _full(authors: Iterable[str]) -> bool:
    """Whether the names are written out, and no account names or initials."""
    return all((" " in name and not name.islower()) or not name.isascii() for name in authors)


def _printed(
    found: Survey, lines: Sequence[Line], headline_at: int, not_names: Collection[str]
) -> Byline | None:
    """The byline printed about the headline: linked to an author, marked as one, or led by "By"."""
    near = _near(found.author_links, headline_at)
    if linked := _linked(near, not_names):
        return linked
    for spot in _near(found.marked["byline"], headline_at)[:12]:
        text = text_of(spot.element)
        if len(text) <= LONGEST:
            authors = authors_of(text, not_names=not_names)
            if authors:
                return Byline(authors, "text", text, spot.element)
    for line in sorted(lines, key=lambda line: abs(line.at - headline_at)):
        if len(line.text) <= LONGEST and without_by(line.text)[1]:
            authors = authors_of(line.text, not_names=not_names)
            if authors and _full(authors):
                return Byline(authors, "text", line.text, line.element)
    return None


def _near(spots: Sequence[Spot], headline_at: int) -> list[Spot]:
    """Spots about the headline, the nearest first."""
    near = [
        s for s in spots if headline_at - BEFORE_HEADLINE <= s.at <= headline_at + AFTER_HEADLINE
    ]
    return sorted(near, key=lambda spot: abs(spot.at - headline_at))


def _linked(near: Sequence[Spot], not_names: Collection[str]) -> Byline | None:
    """Authors of the nearest links to authors, with those that stand beside the first."""
    names: dict[str, str] = {}
    first: Spot | None = None
    for spot in sorted(near):
        if first is not None and spot.at - first.at > NEXT_LINK:
            break
        text = text_of(spot.element)
        trusted = "author" in (spot.element.get("rel") or "")
        if len(text) > LONGEST:
            continue
        authors = authors_of(text, not_names=not_names, sure=trusted)
        for name in authors:
            if trusted or is_name(name):
                names.setdefault(plain(name), name)
                first = spot
    if first is None:
        return None
    return Byline(tuple(names.values()), "platform", text_of(first.element), first.element)


def _line_naming(
    authors: Sequence[str], printed: Byline | None, lines: Sequence[Line]
) -> Byline | None:
    """The printed line that names one of the authors."""
    wanted = [plain(name) for name in authors]
    if printed is not None and any(name in plain(printed.text or "") for name in wanted):
        return printed
    for line in lines:
        if len(line.text) <= LONGEST and any(name in plain(line.text) for name in wanted):
            return Byline(tuple(authors), "text", line.text, line.element)
    return None
