"""Bylines in print: marked places, links to authors, and lines that nothing marks.

Each is a candidate with the weight of its place; which one is the column's is decided in `bylines`.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from lxml.etree import _Element as Element

from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import IndexedElement, PageIndex, ancestors
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.byline_candidates import BylineCandidate, candidate, full
from crawler.extraction.metadata.vicinity import NearbyLine, is_prose
from crawler.extraction.text.names import Names, begins_given, names_of, once, plain, without_by
from crawler.extraction.vocabulary.name_words import GIVEN_NAMES, OTHER_PERSON, POSTED
from crawler.extraction.vocabulary.tables import table, word_list

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
LONGEST_PORTRAIT = 3000
"""Characters of an author's portrait below the text that are looked at."""
MOST_LED = 50
"""Elements anywhere on the page that begin with "By" and are looked at."""
LINES_AROUND = 12
"""Lines to either side of the headline in which an unmarked name may be the author's."""
BESIDE = 2
"""Lines between such a name and a date or an office, at the most."""

MOST_BEFORE_BY = 6
"""Words of a date, a time and a section before "by"; more are a sentence's."""

# How these weights were come by is told in `bylines`.
LED = 2.6
"""A line that begins with "By"."""
MARKED = 2.2
LINKED = 2.4
DATED = 1.9
"""A name in one line with a date."""
BARE = 1.5
"""A line that begins with a common given name, under the headline or near a date."""
AFAR = 0.8
"""Any place far from the headline."""
_BY_WITHIN = re.compile(r"(?:^|[\s|,·•])(?:[Vv]on|[Bb]y|[Pp]ar|[Pp]or|[Dd]oor)\s+(?=[^\W\d_])")
"""A word for "by" behind a date: "06.11.2023 13:30 von Olga"."""
_POSTED = re.compile(rf"(?:{POSTED})", re.I)
"""Beginnings of a byline that one word, an account name, may follow."""
_DATED = re.compile(r"\d{1,2}[.:/]\s?\d{1,2}|(?:19|20)\d\d")
_OTHER_PERSON = re.compile(rf"(?:{OTHER_PERSON})(?:\s+(?:by|von|par|por))?\s*:?\s*$", re.I)
"""What stands before a link to somebody who did not write the column."""
_NAMES_ALONE = frozenset(word_list(table("name_roles")["names_alone"]))
"""Classes of elements that hold an author's name and nothing else, account names too."""
Read: TypeAlias = Callable[[IndexedElement], tuple[Names, str]]
"""The names in a marked place and its text, read once a page."""
_PICTURES = frozenset({"figure", "figcaption"})


def in_places(
    index: PageIndex, headline_at: int, read: Read, not_names: Collection[str]
) -> Iterator[BylineCandidate]:
    """Bylines in places about the headline that are marked, or that link to an author."""
    links = _near(index.author_links, headline_at)
    linked = set(links)
    places = sorted({*links, *_near(index.marked["byline"], headline_at)}, key=lambda s: s.at)
    nearest = sorted(places, key=lambda spot: abs(spot.at - headline_at))[:PLACES]
    for number, spot in enumerate(nearest):
        less = 0.03 * number
        if spot in linked:
            yield from _linked(spot, links, not_names, LINKED - less)
        else:
            yield from _marked(spot, places, read, MARKED - less)


def _near(spots: Sequence[IndexedElement], headline_at: int) -> list[IndexedElement]:
    return [s for s in spots if -BEFORE_HEADLINE <= s.at - headline_at <= AFTER_HEADLINE]


def _marked(
    spot: IndexedElement, places: Sequence[IndexedElement], read: Read, weight: float
) -> Iterator[BylineCandidate]:
    """The byline in an element whose class says it holds one, and in those right behind it."""
    names, text = read(spot)
    if not names.authors:
        return
    if without_by(text)[1]:
        weight += 0.3
    elif not any(map(begins_given, names.persons)):
        weight -= 0.6
    persons, at = list(names.persons), spot.at
    for place in places:
        if 0 < place.at - at <= NEXT_LINK:
            following = read(place)[0].persons
            if full(following):
                persons += following
            at = place.at
    yield from candidate(
        replace(names, persons=tuple(once(persons))), weight, "text", text, spot.element
    )


def names_in(spot: IndexedElement, not_names: Collection[str]) -> tuple[Names, str]:
    text = _spaced(spot.element)
    if not text or len(text) > LONGEST:
        return Names(), ""
    classes = (spot.element.get("class") or "").lower().replace("-", "").replace("_", "").split()
    alone = not _NAMES_ALONE.isdisjoint(classes)
    return names_of(text, not_names=not_names, sure=alone), text


def _spaced(element: Element, text: str | None = None) -> str:
    """The text of an element, with a line end where only styles set inline elements apart.

    "<b>Orla Fennimore</b><i>Editor</i>" is two words to a reader who sees the page's styles.
    """
    text = text_of(element) if text is None else text
    if not len(element) or "\n" in text or len(text) > LONGEST:
        return text
    parts: list[str] = []
    for part in element.itertext():
        if parts and part[:1].isalnum() and parts[-1][-1:].isalnum():
            parts.append("\n")
        parts.append(part)
    spaced = "\n".join(" ".join(row.split()) for row in "".join(parts).split("\n"))
    same = "".join(spaced.split()) == "".join(text.split())
    return spaced if same else text


def _linked(
    spot: IndexedElement, links: Sequence[IndexedElement], not_names: Collection[str], weight: float
) -> Iterator[BylineCandidate]:
    """The authors of a link to an author and of those that stand in a row with it."""
    names = _author_of_link(spot, not_names)
    if not names.authors:
        return
    persons, at = list(names.persons), spot.at
    for link in links:
        if 0 < link.at - at <= NEXT_LINK:
            persons += _author_of_link(link, not_names).persons
            at = link.at
    names = replace(names, persons=tuple(once(persons)))
    yield from candidate(names, weight, "platform", text_of(spot.element), spot.element)


def _author_of_link(link: IndexedElement, not_names: Collection[str]) -> Names:
    element = link.element
    trusted = "author" in (element.get("rel") or "") or "/author" in (element.get("href") or "")
    text = text_of(element)
    if not text or len(text) > LONGEST or _OTHER_PERSON.search(_said_before(element)):
        return Names()
    return names_of(text, not_names=not_names, sure=trusted)


def _said_before(element: Element) -> str:
    """The text right before an element, in its parent."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        text = before.tail if before.tail and before.tail.strip() else before.text
    else:
        text = parent.text if parent is not None else None
    return (text or "").rstrip()[-40:]


def in_lines(
    lines: Sequence[NearbyLine], headline_at: int, not_names: Collection[str]
) -> Iterator[BylineCandidate]:
    """Bylines in lines that nothing marks: led by "By", under a label, or beside a date."""
    middle = next((n for n, line in enumerate(lines) if line.at >= headline_at), 0)
    headline = plain(lines[middle].text[:LONGEST]) if lines else ""
    order = sorted(range(len(lines)), key=lambda number: abs(number - middle))
    for number in order:
        line = lines[number]
        if line.at == headline_at or len(line.text) > LONGEST_UNMARKED or is_prose(line.text):
            continue
        less = 0.03 * abs(number - middle)
        text = line.text if line.element is None else _spaced(line.element, line.text)
        rest, led = without_by(text)
        if led and not rest:
            following = lines[number + 1].text if number + 1 < len(lines) else ""
            if len(following) <= LONGEST_UNMARKED:
                line = lines[min(number + 1, len(lines) - 1)]
                names = names_of(following, not_names=not_names)
                yield from candidate(names, LED - less, "text", line.text, line.element)
        elif led:
            names = names_of(text, not_names=not_names)
            if full(names.persons) or _POSTED.match(text):
                yield from candidate(names, LED - less, "text", text, line.element, whole=True)
        elif _DATED.search(text):
            names = _beside_date(text, not_names)
            known = _BY_WITHIN.search(text) or any(map(begins_given, names.persons))
            in_headline = any(plain(name) in headline for name in names.authors)
            if not in_headline and (known or 0 < number - middle <= BESIDE):
                weight = (DATED if known else DATED / 2) - less
                yield from candidate(names, weight, "text", text, line.element)
        elif abs(number - middle) <= LINES_AROUND and _may_sign(lines, number, middle):
            alone = plain(text) in GIVEN_NAMES
            names = names_of(text, not_names=not_names, sure=alone)
            if (alone or any(map(begins_given, names.persons[:1]))) and not _in_picture(line):
                yield from candidate(names, BARE - less, "text", text, line.element)


def _may_sign(lines: Sequence[NearbyLine], number: int, middle: int) -> bool:
    """Whether a line stands where authors do: under the headline, or beside a date."""
    if 0 < number - middle <= BESIDE + 1:
        return True
    about = lines[max(0, number - BESIDE) : number + BESIDE + 1]
    return any(len(line.text) < LONGEST_UNMARKED and _DATED.search(line.text) for line in about)


def _in_picture(line: NearbyLine) -> bool:
    element = line.element
    return element is not None and (
        element.tag in _PICTURES or any(a.tag in _PICTURES for a in ancestors(element, most=4))
    )


def _beside_date(text: str, not_names: Collection[str]) -> Names:
    """Authors in a line with a date: behind "by", or a full name between separators."""
    match = _BY_WITHIN.search(text)
    if match is not None and len(text[: match.start()].split()) <= MOST_BEFORE_BY:
        names = names_of(text[match.end() :], not_names=not_names, sure=True)
        return Names(tuple(name for name in names.persons if name[0].isupper()))
    if any(mark in text for mark in "|·•–—/,-\n"):
        names = names_of(text, not_names=not_names)
        return Names(tuple(name for name in names.persons if " " in name))
    return Names()


def afar(index: PageIndex, read: Read, not_names: Collection[str]) -> Iterator[BylineCandidate]:
    """Bylines anywhere outside the claims: the author's box, a link below the text."""
    for link in index.author_links[:PLACES]:
        if "author" in (link.element.get("rel") or ""):
            names = _author_of_link(link, not_names)
            yield from candidate(names, AFAR * 1.2, "platform", text_of(link.element), link.element)
    for spot in index.marked["byline"][:PLACES]:
        names, text = read(spot)
        if not text:
            names, text = _portrayed(spot.element, not_names)
        if names.persons and full(names.persons):
            yield from candidate(names, AFAR, "text", text, spot.element)


def _portrayed(element: Element, not_names: Collection[str]) -> tuple[Names, str]:
    """The author whose portrait an element is: a name on a line, and a text that begins with it."""
    name, _, rest = text_of(element)[:LONGEST_PORTRAIT].partition("\n")
    names = names_of(name, not_names=not_names) if len(name) <= LONGEST_UNMARKED else Names()
    if len(names.persons) == 1 and rest.lstrip().startswith(names.persons[0].split()[0]):
        return names, name
    return Names(), ""


def led_anywhere(
    page: Page, index: PageIndex, not_names: Collection[str]
) -> Iterator[BylineCandidate]:
    """The first line of the page that begins with "By" and a full name."""
    elements = page.elements
    looked_at = 0
    for at, start in enumerate(page.texts):
        if not start or len(start) >= LONGEST_UNMARKED or index.claimed[at]:
            continue
        rest, led = without_by(start)
        if not led:
            continue
        looked_at += 1
        if looked_at > MOST_LED:
            return
        text = _spaced(elements[at])
        if not rest and text == start.strip():  # what is led stands in the next element
            text = f"{text}\n{_spaced(elements[at + 1])}" if at + 1 < len(elements) else text
        names = names_of(text, not_names=not_names) if len(text) <= LONGEST else Names()
        if full(names.persons) or _POSTED.match(text):
            yield from candidate(names, AFAR, "text", text, elements[at])
        if names.authors:
            return
