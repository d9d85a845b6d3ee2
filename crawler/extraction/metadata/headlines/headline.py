"""The headline as the page prints it, without the outlet's name and without the kicker.

Every heading and every statement (JSON-LD, og:title, the title element) is a candidate, with what
speaks for and against it. Statements decide which heading it is; the heading decides how it is
written. How headings are read stands in `heading_texts`, what titles name besides the headline in
`outlet_names`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.model.records import FieldCandidate
from archive.text.sizes import text_size
from crawler.extraction.markup.index import HEADINGS, IndexedElement, PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.evidence import Evidence, considered, decide
from crawler.extraction.metadata.headlines.address_words import address_share, is_address
from crawler.extraction.metadata.headlines.breadcrumbs import headlines_below
from crawler.extraction.metadata.headlines.heading_texts import (
    LONGEST_HEADLINE,
    TO_HOME,
    Heading,
    as_stated,
    headline_and_kicker,
    read_headings,
    site_headings,
)
from crawler.extraction.metadata.headlines.outlet_names import (
    comparable,
    outlet_names,
    section_names,
    squeezed,
    without_outlet,
)
from crawler.extraction.metadata.headlines.stated_titles import Title, read_titles
from crawler.extraction.metadata.headlines.unconfirmed import (
    above_text,
    drawn_headline,
    is_date,
    is_logo,
    is_untitled,
    names_sections,
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
SHORT, RATHER_SHORT = 15, 30
"""Sizes up to which a single h1 or title element that nothing confirms may name a section or an
outlet instead."""
ONLY_FIRST = 0.4
"""Points of the only h1, which no statement confirms: more than a statement that none prints."""
STATED = 0.3
"""Points of a statement: less than any heading that agrees with one."""
UNCONFIRMED = 0.1
"""Points of an h1 that nothing confirms: it is taken where the page states nothing."""
LATER = 0.001
"""Points by which a candidate falls behind the one before it, so that the first of equals wins."""
IN_BREADCRUMBS, BELOW_BREADCRUMBS = 10.0, 1.0
"""Points against an h1 in the breadcrumbs, more than statements can give it, and for the h2 below:
the title element names the former, and agreement cannot tell them apart."""
ADDRESS = 0.3
"""Points for all words of the address; where a lone h1 and the statements differ, it decides if
it has a third of its words in the one and not in the other. Of the titles of the 1,477 annotated
pages that becomes right in seven, and wrong in two."""
ABOVE_TEXT, NAMED = 0.18, 0.1
"""Points of a heading that only its place above the text and its name recommend: together less
than a title element, unless that is short or names sections."""
TOO_SHORT, NO_HEADLINE = 0.15, 0.25
"""Points against a title element that may name the outlet, or has only names of sections."""
PRINTED_TO_HOME = 0.01
"""Points of a title that an h1 prints which leads to the home page: the outlet's name, unless the
page has no other headline."""
CUT = 0.05
"""Points against a statement that ends in an ellipsis, so that one that does not is preferred."""
NEVER = 10.0
"""Points against what is no headline whoever says so: more than all statements can give."""
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


TitleCandidate = Evidence[Headline]


def find_headline(
    page: Page, index: PageIndex, stated: Statements
) -> tuple[Headline | None, tuple[FieldCandidate, ...]]:
    """The headline, or None when the page has neither heading nor title; and all considered."""
    names, sections = outlet_names(page, index, stated), section_names(stated)
    small = [
        indexed for indexed in index.headings if page.ends[indexed.at] - indexed.at <= MOST_INSIDE
    ]
    firsts = [indexed for indexed in small if page.tags[indexed.at] == "h1"][:MOST_HEADINGS]
    others = [indexed for indexed in small if page.tags[indexed.at] != "h1"][:MOST_HEADINGS]
    names += site_headings(page, index.titles, firsts, others)

    def headings_of(elements: Sequence[IndexedElement]) -> list[Heading]:
        written: list[str] = []
        if any(len(one.element) for one in elements):
            written = [title.text for title in titles_beside()[0]]
        return read_headings(elements, page, index, names, written, sections)

    def titles_beside(*headings: Heading) -> tuple[list[Title], list[Title]]:
        return read_titles(index, stated, names, sections, _known(headings))

    below = headlines_below(page, index, firsts, others)
    headings = headings_of([*firsts, *below.values()])
    to_home = [heading.text for heading in headings if heading.against == TO_HOME]
    only_to_home = set(map(squeezed, to_home)) - set(map(squeezed, names))
    names += to_home
    titles, of_outlet = titles_beside(*headings)
    candidates = _weighed_firsts(page.url, headings, titles, below)
    best = max((candidate.weight for candidate in candidates), default=0.0)
    if best < 1:  # no h1 agrees with the statements
        marked = [s for s in index.marked["title"] if page.tags[s.at] not in HEADINGS]
        printed = headings_of(others + marked[:MOST_HEADINGS])
        if best > UNCONFIRMED:  # similarity is not enough against a single h1
            texts = [title.text for title in titles]
            printed = [heading for heading in printed if _is_part(heading.text, texts)]
        if best <= UNCONFIRMED and not printed:
            outlets = set(map(squeezed, names)) - {""}
            whole = [title.whole for title in titles]
            printed = headings_of(drawn_headline(page, index, whole, outlets))
        titles, of_outlet = titles_beside(*headings, *printed)
        candidates = _weighed_firsts(page.url, headings, titles, below)
        lower = [_weighed(heading, titles) for heading in printed]
        candidates += lower
        if best <= UNCONFIRMED and not any(candidate.points for candidate in lower):
            _weigh_above_text(page, index, printed, lower)
    candidates += [_weighed_title(page.url, title, sections, at) for at, title in enumerate(titles)]
    candidates += [_weighed_outlet(title, only_to_home) for title in of_outlet]
    chosen = decide(candidates)
    return chosen.value if chosen is not None else None, considered(candidates, chosen)


def _known(headings: Iterable[Heading]) -> set[str]:
    """Comparable forms of what headings print; of an h1, of its parts too."""
    known: set[str] = set()
    for heading in headings:
        if heading.against is None:
            known.add(comparable(heading.text))
            if heading.is_first_rank:
                known.update(comparable(part) for part in heading.parts if text_size(part) > SHORT)
    return known


def _is_part(heading: str, titles: Iterable[str]) -> bool:
    """Whether a title is a heading, or has it between two separators or before one."""
    plain, name = comparable(heading), squeezed(heading)
    return text_size(plain) > SHORT and any(
        comparable(without_outlet(title, (), {plain}, ())) == plain
        for title in titles
        if name in squeezed(title)
    )


def _weighed_firsts(
    url: str,
    headings: Sequence[Heading],
    titles: Sequence[Title],
    below: Mapping[IndexedElement, IndexedElement],
) -> list[TitleCandidate]:
    """The h1 headings, and those below breadcrumbs, with what speaks for and against them."""
    candidates = [_weighed(heading, titles) for heading in headings]
    for heading, candidate in zip(headings, candidates, strict=True):
        if heading.indexed in below:
            candidate.add("ends the breadcrumbs, above another headline", -IN_BREADCRUMBS)
        elif heading.indexed in below.values():
            candidate.add("is printed right below the breadcrumbs", BELOW_BREADCRUMBS)
    open_to = [pair for pair in zip(headings, candidates, strict=True) if not pair[0].against]
    if any(candidate.points for _, candidate in open_to):
        return candidates
    long = [heading for heading, _ in open_to if text_size(heading.text) > SHORT]
    only = long[0] if len({heading.text for heading in long}) == 1 else None
    for at, (heading, candidate) in enumerate(open_to):
        if is_date(heading.text):
            candidate.add("is a date", -NEVER)
        elif is_logo(heading.indexed.element):
            candidate.add("is named a logo", -NEVER)
        elif heading is only:
            candidate.add("is the only h1", ONLY_FIRST)
            most = max((address_share(url, title.text) for title in titles), default=0.0)
            if (less := most - address_share(url, heading.text)) > 0:
                candidate.add("has less of the address than what is stated", -ADDRESS * less)
        elif is_address(url, heading.text):
            candidate.add("is what the address says", ONLY_FIRST + ADDRESS)
        else:
            short = "is a short h1" if heading not in long else "is one of several h1"
            candidate.add(f"{short} that nothing confirms", UNCONFIRMED - LATER * at)
    return candidates


def _weigh_above_text(
    page: Page, index: PageIndex, headings: Sequence[Heading], candidates: Sequence[TitleCandidate]
) -> None:
    """Adds to the heading right above the text what its place says for it."""
    above = above_text(page, index, [one.indexed for one in headings if one.against is None])
    named = {one.at for one in index.marked["title"]}
    for heading, candidate in zip(headings, candidates, strict=True):
        if heading.indexed == above and not is_date(heading.text):
            candidate.add("is printed right above the text", ABOVE_TEXT)
            if heading.indexed.at in named:
                candidate.add("is named a headline", NAMED)


def _weighed(heading: Heading, titles: Sequence[Title]) -> TitleCandidate:
    """A heading with the statements that agree with it, or with what rules it out."""
    source = str(heading.indexed.element.tag)
    if heading.against is not None:
        return _ruled_out(heading.text, source, heading.indexed, heading.against)
    text, kicker = headline_and_kicker(heading, [title.plain for title in titles])
    text = as_stated(text, heading, [title.text for title in titles])
    headline = Headline(text, "text", heading.indexed, heading.kicker or kicker)
    candidate = Evidence(headline, text, source)
    wording = comparable(heading.text)
    for title in titles:
        if likeness := _likeness(wording, title):
            points = likeness * (TITLE_RANK if title.place == "title" else 1.0)
            factor = FIRST_RANK if heading.is_first_rank else 1.0
            candidate.add(PLACES[title.place], points * factor)
    if is_untitled(heading.text):
        candidate.add("says that there is no title", -NEVER)
    return candidate


def _weighed_title(url: str, title: Title, sections: Iterable[str], at: int) -> TitleCandidate:
    """A statement as a candidate of its own."""
    headline = Headline(title.text, _source(title), None)
    candidate = Evidence(headline, title.text, headline.source)
    candidate.add("is stated", STATED - LATER * at)
    size = text_size(title.text)
    if len(title.text) > LONGEST_HEADLINE:
        candidate.add("is longer than any headline", -NEVER)
    if is_untitled(title.text):
        candidate.add("says that there is no title", -NEVER)
    if title.is_cut:
        candidate.add("is cut off", -CUT)
    if title.place == "title" and size <= RATHER_SHORT:
        share = 1.0 if size <= SHORT else 2 / 3
        candidate.add("is short and unconfirmed", -TOO_SHORT * share)
    if title.place == "title" and names_sections(title.whole, url, frozenset(sections)):
        candidate.add("names sections alone", -NO_HEADLINE)
    return candidate


def _weighed_outlet(title: Title, to_home: Collection[str]) -> TitleCandidate:
    """A statement that names the outlet; some do because an h1 that leads to the home page does."""
    if squeezed(title.text) not in to_home:
        return _ruled_out(title.whole, _source(title), None, "names the outlet")
    candidate = Evidence(Headline(title.text, _source(title), None), title.text, _source(title))
    candidate.add("is printed as a link to the home page", PRINTED_TO_HOME)
    return candidate


def _ruled_out(
    text: str, source: str, heading: IndexedElement | None, reason: str
) -> TitleCandidate:
    """A candidate that is shown, and never taken."""
    candidate = Evidence(Headline(text, source, heading), text, source)
    candidate.add(reason, -NEVER)
    return candidate


def _source(title: Title) -> str:
    return "meta" if title.place == "title" else title.place


def _likeness(wording: str, title: Title) -> float:
    """1 for equal texts, 0.9 of the share of common words for similar ones, else 0.

    Equal is also what goes on where a statement is cut off.
    """
    if wording == title.plain:
        return 1.0
    if title.is_cut and text_size(title.plain) > SHORT and wording.startswith(title.plain):
        return 1.0
    first, second = set(wording.split()), title.words
    share = 2 * len(first & second) / (len(first) + len(second))
    return share * LIKENESS if share >= SIMILAR else 0.0
