"""The byline of a column and the authors it names, from what is stated and what is printed."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from crawler.extraction.name_words import AGENCIES
from crawler.extraction.names import authors_of, is_name, once, plain, without_by
from crawler.extraction.page import Page, text_of
from crawler.extraction.structured import Structured
from crawler.extraction.survey import Spot, Survey
from crawler.extraction.vicinity import Line, is_prose

BEFORE_HEADLINE = 60
AFTER_HEADLINE = 250
"""Elements about the headline in which a marked place is taken for the column's."""
NEXT_LINK = 6
"""Elements between the links of two authors of one byline, at the most."""
PLACES = 12
"""Marked places looked at; authors named further on are of other columns."""
LONGEST = 200
"""Characters of a printed byline; more is an author's portrait."""
LONGEST_UNMARKED = 100
"""The same for a line that nothing marks."""
_BY_WITHIN = re.compile(r"(?:^|[\s|,·•])(?:[Vv]on|[Bb]y|[Pp]ar|[Pp]or|[Dd]oor)\s+(?=[^\W\d_])")
"""A word for "by" behind a date: "06.11.2023 13:30 von Olga"."""
_POSTED = re.compile(
    r"(?:posted|written|published|submitted|geschrieben|veröffentlicht|escrito|publicado|publié|écrit|"
    r"scritto|pubblicato|опубликовал\w*|автор:|autor:|author:|by:|text:)",
    re.I,
)
"""Beginnings of a byline that one word, an account name, may follow."""
_DATED = re.compile(r"\d{1,2}[.:/]\s?\d{1,2}|(?:19|20)\d\d")
_NAMES_ALONE = frozenset({"fn", "author", "byline", "author-name", "username", "p-author"})
"""Classes of elements that hold an author's name and nothing else, account names too."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Authors, where they were found, and the line that prints them, when one does."""

    authors: tuple[str, ...]
    source: str
    text: str | None = None
    element: Element | None = None


def find_byline(
    page: Page,
    found: Survey,
    stated: Structured,
    lines: Sequence[Line],
    *,
    headline_at: int,
    not_names: Collection[str],
) -> Byline | None:
    """The byline: who is stated as author, with the line that prints it.

    A stated account name or initials give way to a full name in print, and so does an organisation.
    """
    printed = next(_printed(found, lines, headline_at, not_names), None)
    for place in ("json-ld", "microdata"):
        authors = _stated(stated, place, not_names)
        if authors and (_full(authors) or printed is None or not _full(printed.authors)):
            return _with_line(Byline(authors, place), printed, lines)
    if printed is not None:
        return printed
    for place in ("meta", "opengraph"):
        if authors := _stated(stated, place, not_names):
            return _with_line(Byline(authors, place), None, lines)
    if afar := _printed_afar(page, found, not_names):
        return afar
    organisations = [
        name
        for name in stated.organisations
        if authors_of(name.text, not_names=not_names, sure=True)
    ]
    if organisations:
        return Byline(tuple(once(o.text for o in organisations)), organisations[0].place)
    return None


def _stated(stated: Structured, place: str, not_names: Collection[str]) -> tuple[str, ...]:
    """Authors stated in one place; the page's address of an author is no name."""
    names = once(
        name
        for statement in stated.authors
        if statement.place == place and "://" not in statement.text
        for name in authors_of(statement.text, not_names=not_names, sure=True)
    )
    return tuple([name for name in names if plain(name) not in AGENCIES] or names)


def _full(authors: Iterable[str]) -> bool:
    """Whether the names are written out, and no account names or initials."""
    return all((" " in name and not name.islower()) or not name.isascii() for name in authors)


def _with_line(byline: Byline, printed: Byline | None, lines: Sequence[Line]) -> Byline:
    """The byline with the printed line that names one of its authors, when there is one."""
    wanted = [plain(name) for name in byline.authors]

    def names_one(text: str | None) -> bool:
        return text is not None and any(name in plain(text) for name in wanted)

    if printed is not None and names_one(printed.text):
        return replace(byline, text=printed.text, element=printed.element)
    for line in lines:
        short = len(line.text) <= LONGEST_UNMARKED and not is_prose(line.text)
        if short and names_one(line.text):
            return replace(byline, text=line.text, element=line.element)
    return byline


# ---------------------------------------------------------------- bylines in print


def _printed(
    found: Survey, lines: Sequence[Line], headline_at: int, not_names: Collection[str]
) -> Iterator[Byline]:
    """Bylines about the headline: in marked places, the nearest first, then in unmarked lines."""
    links = _near(found.author_links, headline_at)
    linked = set(links)
    places = sorted([*links, *_near(found.marked["byline"], headline_at)], key=lambda s: s.at)
    places.sort(key=lambda spot: abs(spot.at - headline_at))
    for spot in places[:PLACES]:
        if spot in linked:
            byline = _linked(spot, links, not_names)
        elif byline := _marked(spot, not_names):
            byline = _in_a_row(byline, spot.at, places, not_names)
        if byline is not None:
            yield byline
    yield from _in_lines(lines, headline_at, not_names)


def _near(spots: Sequence[Spot], headline_at: int) -> list[Spot]:
    return [s for s in spots if -BEFORE_HEADLINE <= s.at - headline_at <= AFTER_HEADLINE]


def _marked(spot: Spot, not_names: Collection[str]) -> Byline | None:
    """The byline in an element whose class says it holds one."""
    text = text_of(spot.element)
    if not text or len(text) > LONGEST:
        return None
    alone = not _NAMES_ALONE.isdisjoint((spot.element.get("class") or "").lower().split())
    authors = authors_of(text, not_names=not_names, sure=alone)
    return Byline(authors, "text", text, spot.element) if authors else None


def _in_a_row(
    byline: Byline, at: int, places: Sequence[Spot], not_names: Collection[str]
) -> Byline:
    """A byline with the full names that are marked right behind it."""
    names = list(byline.authors)
    for spot in sorted(places):
        if 0 < spot.at - at <= NEXT_LINK and (following := _marked(spot, not_names)):
            if _full(following.authors):
                names += following.authors
            at = spot.at
    return replace(byline, authors=tuple(once(names)))


def _linked(spot: Spot, links: Sequence[Spot], not_names: Collection[str]) -> Byline | None:
    """The authors of a link to an author and of those that stand in a row with it."""
    authors = _author_of_link(spot, not_names)
    if not authors:
        return None
    row = [spot]
    for link in links:
        if 0 < link.at - row[-1].at <= NEXT_LINK:
            row.append(link)
    names = once(name for link in row for name in _author_of_link(link, not_names))
    return Byline(tuple(names), "platform", text_of(spot.element), spot.element)


def _author_of_link(link: Spot, not_names: Collection[str]) -> tuple[str, ...]:
    element = link.element
    trusted = "author" in (element.get("rel") or "") or "/author/" in (element.get("href") or "")
    text = text_of(element)
    if not text or len(text) > LONGEST:
        return ()
    return authors_of(text, not_names=not_names, sure=trusted)


def _in_lines(
    lines: Sequence[Line], headline_at: int, not_names: Collection[str]
) -> Iterator[Byline]:
    """Bylines in lines that nothing marks: led by "By", under a label, or beside a date."""
    order = sorted(range(len(lines)), key=lambda number: abs(lines[number].at - headline_at))
    for number in order:
        line = lines[number]
        if line.at == headline_at or len(line.text) > LONGEST_UNMARKED or is_prose(line.text):
            continue
        rest, led = without_by(line.text)
        authors: tuple[str, ...] = ()
        if led and not rest:
            following = lines[number + 1].text if number + 1 < len(lines) else ""
            if len(following) <= LONGEST_UNMARKED:
                authors = authors_of(following, not_names=not_names)
                line = lines[min(number + 1, len(lines) - 1)]
        elif led:
            authors = authors_of(line.text, not_names=not_names)
            if not _full(authors) and not _POSTED.match(line.text):
                continue
        elif _DATED.search(line.text):
            authors = _beside_date(line.text, not_names)
        if authors:
            yield Byline(authors, "text", line.text, line.element)


def _beside_date(text: str, not_names: Collection[str]) -> tuple[str, ...]:
    """Authors in a line with a date: behind "by", or a full name between separators."""
    if found := _BY_WITHIN.search(text):
        authors = authors_of(text[found.end() :], not_names=not_names, sure=True)
        return tuple(name for name in authors if name[0].isupper())
    if any(mark in text for mark in "|·•–—/,\n"):
        return tuple(n for n in authors_of(text, not_names=not_names) if " " in n and is_name(n))
    return ()


def _printed_afar(page: Page, found: Survey, not_names: Collection[str]) -> Byline | None:
    """A byline anywhere outside the claims: the author's box, or "Written by" below the text."""
    for link in found.author_links:
        if "author" in (link.element.get("rel") or "") and (
            authors := _author_of_link(link, not_names)
        ):
            return Byline(authors, "platform", text_of(link.element), link.element)
    for spot in found.marked["byline"][:PLACES]:
        if (byline := _marked(spot, not_names)) and _full(byline.authors):
            return byline
    for element in page.elements:
        start = element.text
        if start and len(start) < LONGEST_UNMARKED and element not in found.claimed:
            start = start.strip()
            if without_by(start)[1]:
                text = text_of(element)
                authors = authors_of(text, not_names=not_names) if len(text) <= LONGEST else ()
                if authors and _full(authors):
                    return Byline(authors, "text", text, element)
    return None
