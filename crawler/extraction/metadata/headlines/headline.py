"""The headline as the page prints it, without the outlet's name and without the kicker.

Every heading and every statement (JSON-LD, og:title, the title element) is a candidate, with what
speaks for and against it. Statements decide which heading it is; the heading decides how it is
written. How headings are read stands in `heading_texts`, what titles name besides the headline in
`outlet_names`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from archive.model.records import FieldCandidate
from archive.text.sizes import text_size
from crawler.extraction.markup.element_text import UNSEEN_TAGS, text_of
from crawler.extraction.markup.index import HEADINGS, IndexedElement, PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.evidence import Evidence, considered, decide
from crawler.extraction.metadata.headlines.address_words import address_share, is_address
from crawler.extraction.metadata.headlines.heading_texts import (
    LONGEST_HEADLINE,
    Heading,
    headline_and_kicker,
    read_headings,
)
from crawler.extraction.metadata.headlines.outlet_names import (
    LONGEST_TITLE,
    SEPARATOR,
    comparable,
    outlet_names,
    section_names,
    squeezed,
    without_outlet,
)
from crawler.extraction.metadata.stated.statements import Statements

SIMILAR = 0.55
"""Share of common words from which a heading is another wording of a statement."""
LIKENESS = 0.9
"""Points for another wording of a statement, times the share of common words; an equal has 1."""
FIRST_RANK = 1.5
"""Factor on agreement for an h1, against other headings."""
TITLE_RANK = 0.99
"""Weight of the title element's agreement: where it differs, it often names outlet or section."""
MOST_HEADINGS = 30
"""Headings compared; the headline is never below the thirtieth."""
MOST_INSIDE = 200
"""Elements in a heading; unclosed ones on damaged pages contain the rest of the page."""
SHORT = 15
"""Size below which a single, unconfirmed h1 is more likely a section's name."""
ONLY_FIRST = 0.4
"""Points of the only h1, which no statement confirms: more than a statement that none prints."""
STATED = 0.3
"""Points of a statement: less than any heading that agrees with one."""
UNCONFIRMED = 0.1
"""Points of an h1 that nothing confirms: it is taken where the page states nothing."""
LATER = 0.001
"""Points by which a candidate falls behind the one before it, so that the first of equals wins."""
MOST_IN_TRAIL = 40
"""Elements of breadcrumbs; what is named after them and larger holds the column's head too."""
BELOW = 40
"""Elements behind an h1 in the breadcrumbs within which the printed headline begins; on the
development pages it does within 20."""
PARAGRAPH = 100
"""Size of a text that is a paragraph of its own between two headings."""
IN_BREADCRUMBS, BELOW_BREADCRUMBS = 10.0, 1.0
"""Points against an h1 in the breadcrumbs, more than statements can give it, and for the h2 below:
the title element names the former, and agreement cannot tell them apart."""
ADDRESS = 0.18
"""Points for all words of the address; where a lone h1 and the statements differ, it decides if
it has half of its words in the one and not in the other. On the 1,477 annotated pages with a title
that is right five times and wrong never."""
PLACES = {
    "json-ld": "agrees with JSON-LD",
    "microdata": "agrees with microdata",
    "opengraph": "agrees with og:title",
    "meta": "agrees with a meta element",
    "title": "is part of the title element",
}


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline, where it was found, and the element that prints it."""

    text: str
    source: str
    heading: IndexedElement | None
    kicker: str | None = None


class _Title(NamedTuple):
    """A statement of the title without the outlet's name."""

    text: str
    place: str

    @property
    def plain(self) -> str:
        return comparable(self.text)


def find_headline(
    page: Page, index: PageIndex, stated: Statements
) -> tuple[Headline | None, tuple[FieldCandidate, ...]]:
    """The headline, or None when the page has neither heading nor title; and all considered."""
    names, sections = outlet_names(page, stated), section_names(stated)
    small = [
        indexed for indexed in index.headings if page.ends[indexed.at] - indexed.at <= MOST_INSIDE
    ]
    firsts = [indexed for indexed in small if indexed.element.tag == "h1"][:MOST_HEADINGS]
    others = [indexed for indexed in small if indexed.element.tag != "h1"][:MOST_HEADINGS]
    if index.titles:
        names += _site_headings(index.titles[0], firsts, others)
    written = [title.text for title in _titles(index, stated, names, ())]
    headings = read_headings(firsts, page, index, names, written, sections)
    below = _below_breadcrumbs(page, index, firsts, others)
    headings += read_headings([*below.values()], page, index, names, written, sections)
    titles = _titles(index, stated, names, headings)
    candidates = _weighed_firsts(page.url, headings, titles, below)
    best = max((candidate.weight for candidate in candidates), default=0.0)
    if best < 1:  # no h1 agrees with the statements
        marked = [s for s in index.marked["title"] if s.element.tag not in HEADINGS]
        printed = read_headings(
            others + marked[:MOST_HEADINGS], page, index, names, written, sections
        )
        if best > UNCONFIRMED:  # similarity is not enough against a single h1
            plain = [title.plain for title in titles]
            printed = [heading for heading in printed if _is_part(heading.text, plain)]
        titles = _titles(index, stated, names, headings + printed)
        candidates = _weighed_firsts(page.url, headings, titles, below)
        candidates += [_weighed(heading, titles) for heading in printed]
    candidates += [_weighed_title(title, at) for at, title in enumerate(titles)]
    chosen = decide(candidates)
    return chosen.value if chosen is not None else None, considered(candidates, chosen)


def _is_part(heading: str, titles: Iterable[str]) -> bool:
    """Whether a title contains a heading completely."""
    plain = comparable(heading)
    return text_size(plain) > SHORT and any(plain in title for title in titles)


def _site_headings(
    title: str, firsts: Iterable[IndexedElement], others: Iterable[IndexedElement]
) -> list[str]:
    """h1 headings that name the outlet: the title joins them to the text of a lower heading."""
    title = " ".join(title[:LONGEST_TITLE].split())
    cuts = [match.span() for match in SEPARATOR.finditer(title)]
    if not cuts:
        return []
    heads = {comparable(title[:start]) for start, _ in cuts}
    tails = {comparable(title[end:]) for _, end in cuts}
    below = {comparable(text_of(indexed.element)) for indexed in others}
    names = []
    for indexed in firsts:
        text = text_of(indexed.element)
        plain = comparable(text)
        rest = tails if plain in heads else heads if plain in tails else set()
        if any(len(other) > len(plain) for other in rest & below):
            names.append(text)
    return names


def _titles(
    index: PageIndex, stated: Statements, names: Iterable[str], headings: Iterable[Heading]
) -> list[_Title]:
    """What the page states as its title, without the outlet's name.

    A title that only names the outlet is left out where an h1 is printed: it contradicts none.
    """
    known = {comparable(heading.text) for heading in headings}
    sections = section_names(stated)
    for heading in headings:
        if heading.is_first_rank:
            known.update(comparable(part) for part in heading.parts if text_size(part) > SHORT)
    titles = [(statement.text, str(statement.place)) for statement in stated.headlines]
    titles += [(" ".join(title[:LONGEST_TITLE].split()), "title") for title in index.titles[:1]]
    cut = [_Title(without_outlet(text, names, known, sections), place) for text, place in titles]
    cut = [title for title in cut if title.plain]
    outlets = set(map(squeezed, names))
    telling = [title for title in cut if squeezed(title.text) not in outlets]
    return telling if telling or any(heading.is_first_rank for heading in headings) else cut


def _below_breadcrumbs(
    page: Page, index: PageIndex, firsts: Iterable[IndexedElement], others: Iterable[IndexedElement]
) -> dict[IndexedElement, IndexedElement]:
    """Each h1 that ends the breadcrumbs, with the h2 printed right below.

    Some pages repeat there what search engines shall show, and print the headline as an h2.
    """
    trails = [
        range(trail.at, page.ends[trail.at])
        for trail in index.marked["trail"]
        if page.ends[trail.at] - trail.at <= MOST_IN_TRAIL
    ]
    below: dict[IndexedElement, IndexedElement] = {}
    for first in firsts:
        end = max((trail.stop for trail in trails if first.at in trail), default=0)
        named = " ".join((*first.element.keys(), first.element.get("class") or ""))
        if not end and "crumb" not in named:
            continue
        behind = range(max(end, page.ends[first.at]), first.at + BELOW)
        second = next((other for other in others if other.at in behind), None)
        if second is not None and second.element.tag == "h2" and not _has_text(page, first, second):
            below[first] = second
    return below


def _has_text(page: Page, first: IndexedElement, second: IndexedElement) -> bool:
    """Whether a paragraph stands between two headings."""
    between = slice(page.ends[first.at], second.at)
    return any(
        text and tag not in UNSEEN_TAGS and text_size(text) > PARAGRAPH
        for tag, text in zip(page.tags[between], page.texts[between], strict=True)
    )


def _weighed_firsts(
    url: str,
    headings: list[Heading],
    titles: list[_Title],
    below: Mapping[IndexedElement, IndexedElement],
) -> list[Evidence[Headline]]:
    """The h1 headings, and those below breadcrumbs, with what speaks for and against them."""
    candidates = [_weighed(heading, titles) for heading in headings]
    for heading, candidate in zip(headings, candidates, strict=True):
        if heading.indexed in below:
            candidate.add("ends the breadcrumbs, above another headline", -IN_BREADCRUMBS)
        elif heading.indexed in below.values():
            candidate.add("is printed right below the breadcrumbs", BELOW_BREADCRUMBS)
    if not any(candidate.points for candidate in candidates):
        long = [heading for heading in headings if text_size(heading.text) > SHORT]
        only = long[0] if len({heading.text for heading in long}) == 1 else None
        for at, (heading, candidate) in enumerate(zip(headings, candidates, strict=True)):
            if heading is only:
                candidate.add("is the only h1", ONLY_FIRST)
                stated = max((address_share(url, title.text) for title in titles), default=0.0)
                if (less := stated - address_share(url, heading.text)) > 0:
                    candidate.add("has less of the address than what is stated", -ADDRESS * less)
            elif is_address(url, heading.text):
                candidate.add("is what the address says", ONLY_FIRST + ADDRESS)
            else:
                candidate.add("is an unconfirmed h1", UNCONFIRMED - LATER * at)
    return candidates


def _weighed(heading: Heading, titles: list[_Title]) -> Evidence[Headline]:
    """A heading with the statements that agree with it."""
    text, kicker = headline_and_kicker(heading, [title.plain for title in titles])
    headline = Headline(text, "text", heading.indexed, heading.kicker or kicker)
    candidate = Evidence(headline, text, str(heading.indexed.element.tag))
    wording = comparable(heading.text)
    for title in titles:
        if likeness := _likeness(wording, title.plain):
            points = likeness * (TITLE_RANK if title.place == "title" else 1.0)
            factor = FIRST_RANK if heading.is_first_rank else 1.0
            candidate.add(PLACES[title.place], points * factor)
    return candidate


def _weighed_title(title: _Title, at: int) -> Evidence[Headline]:
    """A statement as a candidate of its own."""
    source = "meta" if title.place == "title" else title.place
    headline = Headline(title.text[:LONGEST_HEADLINE], source, None)
    candidate = Evidence(headline, title.text, source)
    candidate.add("is stated", STATED - LATER * at)
    return candidate


def _likeness(one: str, other: str) -> float:
    """1 for equal texts, 0.9 of the share of common words for similar ones, else 0."""
    if one == other:
        return 1.0
    first, second = set(one.split()), set(other.split())
    share = 2 * len(first & second) / (len(first) + len(second))
    return share * LIKENESS if share >= SIMILAR else 0.0
