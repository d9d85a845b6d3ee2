"""Dates printed about the headline, in marked elements and unmarked lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml.etree import _Element as Element

from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import PageIndex, ancestors
from crawler.extraction.metadata.dates.date_reader import DateReader
from crawler.extraction.metadata.headlines.vicinity import NearbyLine, is_prose
from crawler.extraction.text.moments import STAMP, PrintedDate
from crawler.extraction.vocabulary.caseless import Caseless
from crawler.extraction.vocabulary.tables import alternatives, table

BEFORE_HEADLINE = 60
AFTER_HEADLINE = 250
"""Elements about the headline in which a marked date is taken for the column's."""
MOST_PRINTED = 6
"""Printed dates considered; later ones belong to other columns."""
LONGEST = 160
"""Characters of an element marked as a date; longer texts are prose that mentions one."""
LONGEST_UNMARKED = 100
"""The same for an unmarked line."""
UPDATED = Caseless(alternatives(table("dates")["updated_patterns"]))
"""Words before the date of the last change."""
POSTED = re.compile(rf"(?:{alternatives(table('dates')['published_patterns'])})", re.I)
"""Words before the date of publication."""
LONGEST_LEAD = 40
"""Characters of the label in front of a date."""
_UNCHANGED = {"published", "updated"}
"""Classes (hAtom) that WordPress themes give together to the date of an unchanged post; after a
change, each is on a date of its own."""
_HEADLINES = frozenset(("h1", "h2"))
_DIGIT = re.compile(r"\d|年")
"""What a date has: digits, else the year of one in Chinese numerals."""
_ENDS_IN_DAY = re.compile(r"\d\.$")
"""The stop behind a number, which ends no sentence in an element for dates: "2019. március 6."."""
TO_THE_DAY = ("day", "minute", "second")


@dataclass(frozen=True, slots=True)
class SourcedDate:
    """A date, where it was found, and the element that prints it."""

    date: PrintedDate
    source: str
    element: Element | None = None


class NearbyDate(NamedTuple):
    """A date printed about the headline."""

    dated: SourcedDate
    of_change: bool
    """Whether it is labelled as the date of a change."""
    distance: float
    """Elements between it and the headline."""
    at: int
    """The element that prints it."""
    marked: bool
    """Whether it is a time element, or one with the name of a date."""
    label: str
    """The words in front of it: "Published on"."""
    line: str
    """The line or element it stands in."""


def dates_near_headline(
    index: PageIndex, lines: Sequence[NearbyLine], headline_at: int, reader: DateReader
) -> Iterator[NearbyDate]:
    """Dates printed about the headline, the nearest first."""
    for place in sorted(_places(index, lines, headline_at), key=lambda place: place.distance):
        element, text = place.element, place.text
        stamp = names = before = ""
        if element is not None:
            text = text or text_of(element)
            stamp = _stamp(element, text, reader)
        if len(text) > place.longest or not _DIGIT.search(stamp + text):
            continue
        if element is not None:
            names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
            if set(names.split()) >= _UNCHANGED:
                names = ""
            before = words_before(element)
            if element.tag == "time":
                names += f" {before}"
        marked = place.longest == LONGEST
        sentence = text.rstrip(".") if marked and _ENDS_IN_DAY.search(text) else text
        if is_prose(sentence):
            continue
        for part, of_change in _date_parts(stamp, text):
            date = reader.read(part)
            if date is not None and (date.precision in TO_THE_DAY or place.source == "platform"):
                changed = of_change or UPDATED.search(names) is not None
                words = _DIGIT.split(text if part == stamp else part, maxsplit=1)[0]
                yield NearbyDate(
                    SourcedDate(date, place.source, element),
                    of_change=changed,
                    distance=place.distance,
                    at=place.at,
                    marked=marked,
                    label=f"{names} {before} {words[-LONGEST_LEAD:]}",
                    line=text,
                )


def _stamp(element: Element, text: str, reader: DateReader) -> str:
    """The moment that an element states for software: a time's, in hAtom the title of an
    abbreviation, in RDFa the content of a property or of the only one in it; "" where the words of
    those are of another day."""
    if (stated := element.get("datetime")) or element.tag == "time":
        return stated or ""
    told = element.get("title") if element.tag == "abbr" else element.get("content")
    if told is None and len(element) == 1:
        told = element[0].get("content")
    title = (told or "").strip()
    if not STAMP.fullmatch(title):
        return ""
    date, said = reader.read(title), reader.read(text)
    if date is None or (said and said.moment.date() != date.moment.date()):
        return ""
    return title


def words_before(element: Element) -> str:
    """The label in front of an element on its line: "Last updated:"; a headline is none."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None and previous.tag in _HEADLINES:
        texts = [previous.tail]
    elif previous is not None:
        texts = [previous.text, previous.tail]
    else:
        texts = [parent.text if parent is not None else None]
    words = " ".join(text for text in texts if text)
    return words if len(words) <= LONGEST_LEAD and not _DIGIT.search(words) else ""


class _Place(NamedTuple):
    """A place where a date may be printed."""

    distance: float
    """Elements from the headline; a fraction ranks better marked places first."""
    at: int
    element: Element | None
    text: str
    source: str
    longest: int
    """Characters its text may have."""


def _places(index: PageIndex, lines: Sequence[NearbyLine], headline_at: int) -> Iterator[_Place]:
    """Places about the headline where a date may be printed."""
    for indexed in index.times:
        if -BEFORE_HEADLINE <= indexed.at - headline_at <= AFTER_HEADLINE:
            yield _Place(
                abs(indexed.at - headline_at), indexed.at, indexed.element, "", "platform", LONGEST
            )
    timed = {above for indexed in index.times for above in ancestors(indexed.element, most=6)}
    for indexed in index.marked["date"]:
        near = -BEFORE_HEADLINE <= indexed.at - headline_at <= AFTER_HEADLINE
        if near and indexed.element not in timed:
            yield _Place(
                abs(indexed.at - headline_at) + 0.1,
                indexed.at,
                indexed.element,
                "",
                "text",
                LONGEST,
            )
    for line in lines:
        if line.at != headline_at and line.element not in timed:
            distance = abs(line.at - headline_at) + 0.2
            yield _Place(distance, line.at, line.element, line.text, "text", LONGEST_UNMARKED)


def _date_parts(stamp: str, text: str) -> Iterator[tuple[str, bool]]:
    """Parts of a line that may be dates, and whether each is labelled as a change."""
    if stamp:
        yield stamp, UPDATED.search(text) is not None
        return
    match = UPDATED.search(text)
    if match is None:
        yield text, False
        return
    before, after = text[: match.start()], text[match.end() :]
    if any(c.isdigit() for c in before):
        yield before, False
    posted = POSTED.search(after)
    if posted is None or not _DIGIT.search(after, posted.end()):
        yield after, True
        return
    yield after[: posted.start()], True
    yield after[posted.start() :], False
