"""Printed bylines: marked elements, links to authors, and unmarked lines.

Each is a candidate with the weight of its place; `column_byline` chooses among them.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from lxml.etree import _Element as Element

from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import IndexedElement, PageIndex, ancestors
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.bylines.byline_candidates import (
    BylineCandidate,
    are_full_names,
    candidate_from,
)
from crawler.extraction.metadata.headlines.vicinity import NearbyLine, is_prose
from crawler.extraction.text.names import (
    Names,
    begins_with_given_name,
    comparable_name,
    is_led,
    may_begin_with_given_name,
    names_of,
    without_by,
    without_repetitions,
)
from crawler.extraction.text.names_without_spaces import (
    east_asian_names,
    has_author_label,
    has_east_asian,
)
from crawler.extraction.vocabulary.person_words import (
    AND,
    AT_PLACE,
    BY_WITHIN,
    GIVEN_NAMES,
    OTHER_PERSON,
    POSTED,
    WEAK_AND,
)
from crawler.extraction.vocabulary.tables import table, word_list

BEFORE_HEADLINE = 60
AFTER_HEADLINE = 250
"""Elements about the headline in which a marked byline is taken for the column's."""
NEXT_LINK = 6
"""Elements between the links of two authors of one byline, at most."""
PLACES = 12
"""Marked places considered; authors named further away belong to other columns."""
LONGEST = 200
"""Characters of a printed byline; longer texts are author portraits."""
LONGEST_UNMARKED = 100
"""The same for an unmarked line."""
LONGEST_PORTRAIT = 3000
"""Characters of an author's portrait below the text that are read."""
MOST_AFTER_BY = 50
"""Elements anywhere on the page that begin with "By" and are tried."""
LINES_AROUND = 12
"""Lines to either side of the headline in which an unmarked name may be the author's."""
BESIDE = 2
"""Lines at most between such a name and a date or a job title."""

MOST_BEFORE_BY = 6
"""Words of date, time and section before "by"; more are a sentence."""

# How these weights were set is described in `column_byline`.
AFTER_BY = 2.6
"""A line that begins with "By"."""
MARKED = 2.2
LINKED = 2.4
DATED = 1.9
"""A name in one line with a date."""
UNMARKED = 1.5
"""A line that begins with a common given name, under the headline or near a date."""
DISTANT = 0.8
"""Any place far from the headline."""
DISTANT_LINK = 0.96
"""A link marked rel=author there."""
AFTER_BY_TOO, UNKNOWN = 0.3, -0.6
"""Added for a marked byline that begins with "By", and for one without a known given name."""
AWAY = 0.03
"""Taken away for each place or line that is nearer to the headline."""

FURTHER = "others are nearer to the headline"
LED = "after a word for by"
LINKS = "links to an author's page"
BYLINE_PLACE = "marked as a byline"
SIGNED = frozenset((LED, LINKS))
"""What shows that a printed name signs the column, whoever bears it."""
FAR = "far from the headline, marked as an author"
FAR_LINK = "far from the headline, links to an author's page"
FAR_BY = "far from the headline, after a word for by"
_BY_WITHIN = re.compile(rf"(?:^|[\s|,·•])(?:{BY_WITHIN})\s+(?=[^\W\d_])")
"""A word for "by" after a date: "06.11.2023 13:30 von Olga"."""
_POSTED = re.compile(rf"(?:{POSTED})", re.I)
"""Beginnings of a byline that one word, an account name, may follow."""
_DATED = re.compile(r"\d(?:\d?[.:/]\s?\d|(?<=1)9\d\d|(?<=2)0\d\d)")
"""Two numbers with a mark between them, or a year; lines without a digit are passed over."""
_OTHER_PERSON = re.compile(rf"(?:{OTHER_PERSON})(?:\s+(?:by|von|par|por))?\s*:?\s*$", re.I)
"""Labels before a link to somebody who did not write the column."""
_AND = re.compile(rf"(?:{AND}|{WEAK_AND})", re.I)
_NAMES_ALONE = frozenset(word_list(table("class_roles")["names_alone"]))
"""Classes of elements with an author's or account's name and nothing else."""
NameReader: TypeAlias = Callable[[IndexedElement], tuple[Names, str]]
"""The names in a marked place and its text, read once a page."""
_OF_OTHERS = frozenset({"figure", "figcaption", "blockquote"})


def bylines_in_places(
    index: PageIndex, headline_at: int, read: NameReader, not_names: Collection[str]
) -> Iterator[BylineCandidate]:
    """Candidates in marked elements and author links about the headline."""
    links = _near_headline(index.author_links, headline_at)
    linked = set(links)
    places = sorted(
        {*links, *_near_headline(index.marked["byline"], headline_at)}, key=lambda s: s.at
    )
    nearest = sorted(places, key=lambda indexed: abs(indexed.at - headline_at))[:PLACES]
    for number, indexed in enumerate(nearest):
        further = _further(number)
        if indexed in linked:
            points = {LINKS: LINKED, **further}
            yield from _linked_byline(indexed, links, not_names, points)
        else:
            points = {BYLINE_PLACE: MARKED, **further}
            yield from _marked_byline(indexed, places, read, points)


def _further(nearer: int) -> dict[str, float]:
    """The points for so many places that are nearer to the headline."""
    return {FURTHER: -AWAY * nearer} if nearer else {}


def _near_headline(elements: Sequence[IndexedElement], headline_at: int) -> list[IndexedElement]:
    return [e for e in elements if -BEFORE_HEADLINE <= e.at - headline_at <= AFTER_HEADLINE]


def _marked_byline(
    indexed: IndexedElement,
    places: Sequence[IndexedElement],
    read: NameReader,
    points: dict[str, float],
) -> Iterator[BylineCandidate]:
    """The byline in an element named as one, with the elements right after it."""
    names, text = read(indexed)
    if not names.authors and not names.outlets:
        return
    if without_by(text)[1]:
        points[LED] = AFTER_BY_TOO
    elif not any(map(begins_with_given_name, names.persons)):
        points["begins with no known given name"] = UNKNOWN
    persons, at = list(names.persons), indexed.at
    for place in places:
        if 0 < place.at - at <= NEXT_LINK:
            following = read(place)[0].persons
            if are_full_names(following):
                persons += following
            at = place.at
    yield from candidate_from(
        replace(names, persons=tuple(without_repetitions(persons))),
        points,
        "text",
        text,
        indexed.element,
    )


def names_in_element(indexed: IndexedElement, not_names: Collection[str]) -> tuple[Names, str]:
    """The names in a marked element, and its text; none where it is empty or too long."""
    text = _spaced(indexed.element)
    if not text or len(text) > LONGEST:
        return Names(), ""
    classes = (indexed.element.get("class") or "").lower().replace("-", "").replace("_", "").split()
    alone = not _NAMES_ALONE.isdisjoint(classes)
    return names_of(text, not_names=not_names, sure=alone), text


def _spaced(element: Element, text: str | None = None) -> str:
    """The text of an element, with line ends between inline elements that only styles separate.

    Styles set "<b>Orla Fennimore</b><i>Editor</i>" on two lines; the text alone would run together.
    """
    text = text_of(element) if text is None else text
    if not len(element) or "\n" in text or len(text) > LONGEST:
        return text
    parts: list[str] = []
    ends_in_word = False
    for part in element.itertext():
        if ends_in_word and part[:1].isalnum():
            parts.append("\n")
        parts.append(part)
        ends_in_word = part[-1:].isalnum()
    joined = "".join(parts)
    if "\n" not in joined:
        return text
    spaced = "\n".join(" ".join(row.split()) for row in joined.split("\n"))
    same = "".join(spaced.split()) == "".join(text.split())
    return spaced if same else text


def _linked_byline(
    indexed: IndexedElement,
    links: Sequence[IndexedElement],
    not_names: Collection[str],
    points: dict[str, float],
) -> Iterator[BylineCandidate]:
    """The authors of an author link and of the links next to it."""
    names = _author_of_link(indexed, not_names)
    if not names.authors and not names.outlets:
        return
    persons, at = list(names.persons), indexed.at
    for link in links:
        if 0 < link.at - at <= NEXT_LINK:
            if _follows_words(link.element):
                break
            persons += _author_of_link(link, not_names).persons
            at = link.at
    names = replace(names, persons=tuple(without_repetitions(persons)))
    yield from candidate_from(names, points, "platform", text_of(indexed.element), indexed.element)


def _follows_words(element: Element) -> bool:
    """Whether words other than "and" stand between an author's link and what is before it.

    They say what else the second person did: "La información es de B".
    """
    for one in (element, *ancestors(element, most=4)):
        before, parent = one.getprevious(), one.getparent()
        text = before.tail if before is not None else parent.text if parent is not None else None
        if text and any(map(str.isalpha, text)):
            return _AND.fullmatch(text.strip(" ,")) is None
        if before is not None and before.tag != "br":
            return False
    return False


def _author_of_link(link: IndexedElement, not_names: Collection[str]) -> Names:
    element = link.element
    trusted = "author" in (element.get("rel") or "") or "/author" in (element.get("href") or "")
    text = text_of(element)
    if not text or len(text) > LONGEST or _OTHER_PERSON.search(_text_before(element)):
        return Names()
    names = names_of(text, not_names=not_names, sure=trusted)
    return names if trusted else replace(names, outlets=())


def _text_before(element: Element) -> str:
    """The text right before an element, in its parent."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        text = before.tail if before.tail and before.tail.strip() else before.text
    else:
        text = parent.text if parent is not None else None
    return (text or "").rstrip()[-40:]


def bylines_in_lines(
    lines: Sequence[NearbyLine], headline_at: int, not_names: Collection[str]
) -> Iterator[BylineCandidate]:
    """Candidates in unmarked lines: after "By", below the headline, or beside a date."""
    middle = next((n for n, line in enumerate(lines) if line.at >= headline_at), 0)
    headline = comparable_name(lines[middle].text[:LONGEST]) if lines else ""
    order = sorted(range(len(lines)), key=lambda number: abs(number - middle))
    for number in order:
        line = lines[number]
        if line.at == headline_at or len(line.text) > LONGEST_UNMARKED or is_prose(line.text):
            continue
        further = _further(abs(number - middle))
        text = line.text if line.element is None else _spaced(line.element, line.text)
        rest, led = without_by(text)
        if led and not rest:
            following = lines[number + 1].text if number + 1 < len(lines) else ""
            if len(following) <= LONGEST_UNMARKED:
                line = lines[min(number + 1, len(lines) - 1)]
                names = names_of(following, not_names=not_names)
                yield from candidate_from(
                    names, {LED: AFTER_BY, **further}, "text", line.text, line.element
                )
        elif led:
            names = names_of(text, not_names=not_names)
            if is_signed(text, names):
                yield from candidate_from(
                    names, {LED: AFTER_BY, **further}, "text", text, line.element, whole=True
                )
        elif _DATED.search(text):
            names = _without_place(_beside_date(text, not_names), text, lines)
            known = _BY_WITHIN.search(text) or any(map(begins_with_given_name, names.persons))
            in_headline = any(comparable_name(name) in headline for name in names.authors)
            if (not in_headline or has_author_label(text)) and (
                known or 0 < number - middle <= BESIDE
            ):
                points = {"in a line with a date": DATED, **further}
                if not known:
                    points["begins with no known given name"] = -DATED / 2
                yield from candidate_from(names, points, "text", text, line.element)
        elif (
            abs(number - middle) <= LINES_AROUND
            and may_begin_with_given_name(text)
            and _may_sign(lines, number, middle)
        ):
            alone = comparable_name(text) in GIVEN_NAMES
            names = names_of(text, not_names=not_names, sure=alone)
            names = _without_place(names, text, lines)
            known = alone or any(map(begins_with_given_name, names.persons[:1]))
            if known and not is_of_others(line.element):
                points = {"a name where authors are printed": UNMARKED, **further}
                yield from candidate_from(names, points, "text", text, line.element)


def is_signed(text: str, names: Names) -> bool:
    """Whether an unmarked line is a byline: a word for "by" with the full names read behind it.

    Behind a colon, or a word like "posted", an account's name is enough.
    """
    known = is_led(text, names) and are_full_names(names.persons)
    return known or _POSTED.match(text) is not None or _is_labelled(text)


def may_be_signed(text: str) -> bool:
    """Whether a line begins as one that is signed does, whoever is named behind."""
    return without_by(text)[1] or _POSTED.match(text) is not None


def _is_labelled(text: str) -> bool:
    """Whether a colon stands between a word for "by" and the first name."""
    rest, led = without_by(text)
    return led and text.strip().removesuffix(rest).rstrip().endswith((":", "："))


def _without_place(names: Names, text: str, lines: Sequence[NearbyLine]) -> Names:
    """The names without a place below the first: one of a sentence's ("at Port Ilse"), or dated."""
    _, _, below = text.partition("\n")
    if not below or len(names.persons) != 2 or begins_with_given_name(names.persons[1]):
        return names
    place = re.escape(names.persons[1])
    in_sentence = re.compile(rf"\b(?:{AT_PLACE})\s+{place}\b")
    is_place = re.match(rf"{place},\s[^,]*\d", below) or any(
        is_prose(line.text) and in_sentence.search(line.text) for line in lines
    )
    return replace(names, persons=names.persons[:1]) if is_place else names


def _may_sign(lines: Sequence[NearbyLine], number: int, middle: int) -> bool:
    """Whether a line is where authors are printed: under the headline, or beside a date."""
    if 0 < number - middle <= BESIDE + 1:
        return True
    about = lines[max(0, number - BESIDE) : number + BESIDE + 1]
    return any(len(line.text) < LONGEST_UNMARKED and _DATED.search(line.text) for line in about)


def is_of_others(element: Element | None) -> bool:
    """Whether an element is in a picture's caption or a quotation, whose names did not write."""
    return element is not None and (
        element.tag in _OF_OTHERS or any(a.tag in _OF_OTHERS for a in ancestors(element, most=4))
    )


def _beside_date(text: str, not_names: Collection[str]) -> Names:
    """Authors in a line with a date: after "by" or a label, or full names between separators."""
    if has_author_label(text):
        return names_of(text, not_names=not_names)
    match = _BY_WITHIN.search(text)
    if match is not None and len(text[: match.start()].split()) <= MOST_BEFORE_BY:
        names = names_of(text[match.end() :], not_names=not_names, sure=True)
        return Names(tuple(name for name in names.persons if name[0].isupper()))
    if any(mark in text for mark in "|·•–—/,-\n"):
        names = names_of(text, not_names=not_names)
        if has_east_asian(text) and east_asian_names(text):
            return names  # an office or a label shows whom it names
        return Names(tuple(name for name in names.persons if " " in name))
    return Names()


def distant_bylines(
    index: PageIndex, read: NameReader, not_names: Collection[str]
) -> Iterator[BylineCandidate]:
    """Candidates anywhere outside the claims: author boxes, links below the text."""
    for link in index.author_links[:PLACES]:
        if "author" in (link.element.get("rel") or ""):
            names = _author_of_link(link, not_names)
            yield from candidate_from(
                names, {FAR_LINK: DISTANT_LINK}, "platform", text_of(link.element), link.element
            )
    for indexed in index.marked["byline"][:PLACES]:
        names, text = read(indexed)
        if not text:
            names, text = _portrayed_author(indexed.element, not_names)
        if names.persons and are_full_names(names.persons):
            yield from candidate_from(names, {FAR: DISTANT}, "text", text, indexed.element)


def _portrayed_author(element: Element, not_names: Collection[str]) -> tuple[Names, str]:
    """The author that an element portrays: a name on its own line, and a text beginning with it."""
    name, _, rest = text_of(element)[:LONGEST_PORTRAIT].partition("\n")
    names = names_of(name, not_names=not_names) if len(name) <= LONGEST_UNMARKED else Names()
    if len(names.persons) == 1 and rest.lstrip().startswith(names.persons[0].split()[0]):
        return names, name
    return Names(), ""


def bylines_after_by(
    page: Page, index: PageIndex, not_names: Collection[str]
) -> Iterator[BylineCandidate]:
    """The first line of the page that begins with "By" and a full name."""
    elements = page.elements
    looked_at = 0
    for at, start in enumerate(page.texts):
        if not start or len(start) >= LONGEST_UNMARKED or index.claimed[at]:
            continue
        rest, led = without_by(start)
        if not led or is_of_others(elements[at]):
            continue
        looked_at += 1
        if looked_at > MOST_AFTER_BY:
            return
        text = _spaced(elements[at])
        if not rest and text == start.strip():  # the name is behind it, or in the next element
            behind = (page.tails[at] or "").strip()
            if not behind and at + 1 < len(elements):
                behind = _spaced(elements[at + 1])
            text = f"{text}\n{behind}"
        names = names_of(text, not_names=not_names) if len(text) <= LONGEST else Names()
        if is_signed(text, names):
            yield from candidate_from(names, {FAR_BY: DISTANT}, "text", text, elements[at])
        if names.authors:
            return
