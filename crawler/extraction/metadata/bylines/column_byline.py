"""The byline of a column and the authors it names, chosen among stated and printed candidates.

Each place that names somebody is a candidate with a weight: a statement for machines, a marked
element or a link to an author's page near the headline, a line that begins with "By", a name
beside the date. The heaviest candidate wins; a stated and a printed one that agree support each
other.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from archive.model.records import FieldCandidate
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.bylines.byline_candidates import (
    Byline,
    BylineCandidate,
    are_full_names,
    candidate_from,
)
from crawler.extraction.metadata.bylines.counter_evidence import (
    OutletAsAuthor,
    is_branch,
    is_host,
    section_names,
    speak_against,
)
from crawler.extraction.metadata.bylines.printed_bylines import (
    DISTANT,
    LONGEST_UNMARKED,
    bylines_after_by,
    bylines_in_lines,
    bylines_in_places,
    distant_bylines,
    names_in_element,
)
from crawler.extraction.metadata.bylines.related_items import RelatedItems
from crawler.extraction.metadata.evidence import considered, decide
from crawler.extraction.metadata.headlines.vicinity import (
    NearbyLine,
    beginning_of_text,
    is_prose,
)
from crawler.extraction.metadata.stated.statements import Statements
from crawler.extraction.text.names import (
    Names,
    begins_with_given_name,
    comparable_name,
    in_order,
    name_key,
    names_of,
    without_repetitions,
)
from crawler.extraction.text.names_without_spaces import names_no_author

# The weights here, in `printed_bylines` and in `byline_candidates` were set by hand, from errors on
# the development pages and while watching the overall author score on them. They are not fitted,
# and none was measured on its own.
STATED = {"json-ld": 3.0, "microdata": 2.6, "meta": 2.0, "opengraph": 1.8}
BRANCH = 0.5
"""Factor for a stated author that contains the host's name: "Lantern Scotland"."""
ORGANISATION = 0.7
"""Factor for an author that is stated to be an organisation."""


def find_byline(
    page: Page,
    index: PageIndex,
    stated: Statements,
    lines: Sequence[NearbyLine],
    *,
    headline_at: int,
    not_names: Collection[str],
) -> tuple[Byline | None, tuple[FieldCandidate, ...]]:
    """The byline with the highest weight, with the line that prints it; and all considered."""
    candidates = [*_stated_bylines(stated, not_names, page.url)]
    read = cache(lambda indexed: names_in_element(indexed, not_names))
    candidates += bylines_in_places(index, headline_at, read, not_names)
    candidates += bylines_in_lines(lines, headline_at, not_names)
    candidates += distant_bylines(index, read, not_names)
    sections = section_names(index, stated)
    outlet = OutletAsAuthor(not_names, stated)
    related = RelatedItems(
        page, index, headline_at=headline_at, text_at=beginning_of_text(lines, headline_at)
    )
    speak_against(candidates, page, sections, related, outlet)
    if all(candidate.weight < DISTANT for candidate in candidates):
        more = [*bylines_after_by(page, index, not_names)]
        speak_against(more, page, sections, related, outlet)
        candidates += more
    able = [candidate for candidate in candidates if candidate.weight > 0]
    support = [_support(candidate, able) for candidate in able]
    for candidate, points in zip(able, support, strict=True):
        if points:
            agrees = "agrees with a stated name" if candidate.value.printed else "is printed too"
            candidate.add(agrees, points)
    best = decide(candidates)
    byline = None
    if best is not None:
        byline = _with_line(_with_coauthors(best, able), able, lines)
    return byline, considered(candidates, best)


def _support(candidate: BylineCandidate, others: Iterable[BylineCandidate]) -> float:
    """The highest weight of the same authors in candidates of the other kind, stated or printed."""
    return max(
        (
            other.weight
            for other in others
            if other.value.printed != candidate.value.printed
            and _share_author(candidate.value, other.value)
        ),
        default=0.0,
    )


def _share_author(one: Byline, other: Byline) -> bool:
    return not {name_key(name) for name in one.authors}.isdisjoint(map(name_key, other.authors))


def _with_coauthors(best: BylineCandidate, candidates: Iterable[BylineCandidate]) -> Byline:
    """The byline with the persons whom another candidate names beside all of its authors."""
    byline = best.value
    named = {name_key(name) for name in byline.authors}
    bylines = [candidate.value for candidate in candidates]
    alone = any(
        one.printed and one.whole and named == set(map(name_key, one.authors)) for one in bylines
    )
    for other in bylines:
        if alone and not other.printed:
            continue  # the column's byline is printed whole; others are stated with more columns
        names = {name_key(name): name for name in other.authors}
        if byline.source == "microdata" and other.whole and other.printed and names.keys() < named:
            # Comments may be marked up like the column; the printed line has the author alone.
            return other
        more = [name for key, name in names.items() if key not in named]
        if not (named < names.keys() and other.whole):
            continue
        if all(map(begins_with_given_name, more)) or _is_confirmed(other, bylines):
            named, byline = set(names), replace(byline, authors=other.authors)
    return byline


def _is_confirmed(byline: Byline, others: Iterable[Byline]) -> bool:
    """Whether the same full names are both stated and printed."""
    names = set(map(name_key, byline.authors))
    return are_full_names(byline.authors) and any(
        other.printed != byline.printed and names == set(map(name_key, other.authors))
        for other in others
    )


def _stated_bylines(
    stated: Statements, not_names: Collection[str], url: str
) -> Iterator[BylineCandidate]:
    """Candidates from statements; an author's page address is no name."""
    organisations = {o.text for o in stated.organisations}
    for place, weight in STATED.items():
        texts = [a.text for a in stated.authors if a.place == place and "://" not in a.text]
        groups = [o.text for o in stated.organisations if o.place == place]
        if not (texts or groups):
            continue
        branches = [text for text in texts if is_branch(text, url)]
        not_persons = organisations.union(branches)
        persons = [text for text in texts if text not in not_persons and not is_host(text, url)]
        reason = {f"stated in {place}": weight}
        yield from candidate_from(_people_stated(persons, not_names), reason, place, whole=True)
        branch = {**reason, "names a branch of the outlet": weight * (BRANCH - 1)}
        yield from candidate_from(_organisations_stated(branches, not_names), branch, place)
        stated_as = {**reason, "stated as an organisation": weight * (ORGANISATION - 1)}
        yield from candidate_from(_organisations_stated(groups, not_names), stated_as, place)


def _organisations_stated(texts: Iterable[str], not_names: Collection[str]) -> Names:
    """Organisations stated as authors, unsplit because their names may contain "and"."""
    read = [(text, names_of(text, not_names=not_names, sure=True)) for text in texts]
    agencies = [agency for _, names in read for agency in names.agencies]
    groups = [text for text, names in read if names.persons or names.groups]
    return Names(
        agencies=tuple(without_repetitions(agencies)), groups=tuple(without_repetitions(groups))
    )


def _people_stated(texts: Sequence[str], not_names: Collection[str]) -> Names:
    read = [names_of(text, not_names=not_names, sure=True) for text in in_order(texts)]
    return Names(
        tuple(without_repetitions(name for names in read for name in names.persons)),
        tuple(without_repetitions(name for names in read for name in names.agencies)),
        tuple(without_repetitions(name for names in read for name in names.groups)),
    )


def _with_line(
    byline: Byline, candidates: Iterable[BylineCandidate], lines: Sequence[NearbyLine]
) -> Byline:
    """The byline with the printed line that names one of its authors, if there is one."""
    if byline.text is not None:
        return byline
    wanted = [name_key(name) for name in byline.authors]

    def names_one(text: str | None) -> bool:
        return text is not None and any(name in comparable_name(text) for name in wanted)

    for printed in (candidate.value for candidate in candidates):
        if printed.printed and names_one(printed.text):
            return replace(byline, text=printed.text, element=printed.element)
    for line in lines:
        short = len(line.text) <= LONGEST_UNMARKED and not is_prose(line.text)
        if short and names_one(line.text) and not names_no_author(line.text):
            return replace(byline, text=line.text, element=line.element)
    return byline
