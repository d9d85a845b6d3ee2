"""The byline of a column and the authors it names, weighed from what is stated and printed.

Each place that names somebody is a candidate with a weight: a statement for machines, a marked
element or a link to an author's page near the headline, a line that begins with "By", a name
beside the date. The heaviest wins; a statement and a line in print that name the same bear each
other out.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.byline_candidates import Byline, BylineCandidate, candidate
from crawler.extraction.metadata.printed_bylines import (
    AFAR,
    LONGEST_UNMARKED,
    afar,
    in_lines,
    in_places,
    led_anywhere,
    names_in,
)
from crawler.extraction.metadata.structured import Structured
from crawler.extraction.metadata.vicinity import NearbyLine, is_prose
from crawler.extraction.text.names import Names, begins_given, names_of, once, plain
from crawler.extraction.vocabulary.name_words import GIVEN_NAMES, GROUPS

HOST_WITHIN = 8
"""Letters of a host's name that, inside a stated author's, make it a branch of the outlet."""
BLOG_HOSTS = ("wordpress.", "blogspot.", "tumblr.", "substack.", "typepad.", "livejournal.")
"""Hosts under which each blog has a host of its own."""

# The weights here, in `printed_bylines` and in `byline_candidates` were set by judgement, after the
# errors seen on the development pages and while watching the total of authors over them. No fit
# chose them, and none was measured on its own.
STATED = {"json-ld": 3.0, "microdata": 2.6, "meta": 2.0, "opengraph": 1.8}
BRANCH = 0.5
"""What is left of a statement that has the host's name in it: "Lantern Scotland"."""
ORGANISATION = 0.7
"""What is left of a statement that calls the author an organisation."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a name of one word would have a space."""


def find_byline(
    page: Page,
    index: PageIndex,
    stated: Structured,
    lines: Sequence[NearbyLine],
    *,
    headline_at: int,
    not_names: Collection[str],
) -> Byline | None:
    """The byline whose evidence weighs most, with the line that prints it."""
    candidates = [*_statements(stated, not_names, page.url)]
    read = cache(lambda spot: names_in(spot, not_names))
    candidates += in_places(index, headline_at, read, not_names)
    candidates += in_lines(lines, headline_at, not_names)
    candidates += afar(index, read, not_names)
    if all(one.weight < AFAR for one in candidates):
        candidates += led_anywhere(page, index, not_names)
    candidates = [c for c in candidates if not _is_outlets(c.byline, page.url)]
    if not candidates:
        return None
    best = max(candidates, key=lambda c: c.weight + _support(c, candidates))
    return _with_line(_completed(best, candidates), candidates, lines)


def _is_outlets(byline: Byline, url: str) -> bool:
    """Whether a byline names nobody but the outlet.

    On a host of many blogs the name before its own is the blogger's account.
    """
    account = _blogger(url)
    return all(_is_host(name, url) and _squeezed(name) != account for name in byline.authors)


def _blogger(url: str) -> str | None:
    """The account in the host of a blog: "kestrel77" of kestrel77.wordpress.com."""
    account, _, host = (urlsplit(url).hostname or "").partition(".")
    return _squeezed(account) if host.startswith(BLOG_HOSTS) else None


def _is_host(name: str, url: str) -> bool:
    """Whether an author is spelt like the site's host, and is neither a person nor a team."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = [_squeezed(label) for label in host.split(".")[:-1]]
    if _person(name) or _team(name):
        return False
    squeezed = _squeezed(name)
    return squeezed in (*labels, *host.split(".")[0].split("-"), _squeezed(host))


def _is_branch(name: str, url: str) -> bool:
    """Whether a stated author has the site's host in its name, and is neither person nor team."""
    if _person(name) or _team(name):
        return False
    labels = map(_squeezed, (urlsplit(url).hostname or "").split(".")[:-1])
    return any(len(label) >= HOST_WITHIN and label in _squeezed(name) for label in labels)


def _person(name: str) -> bool:
    """Whether a name begins with a given name, in one word too: OrlaFennimore."""
    return begins_given(_CAMEL.sub(" ", name)) or plain(name) in GIVEN_NAMES


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, plain(name)))


def _team(name: str) -> bool:
    return not GROUPS.isdisjoint(map(plain, name.replace("-", " ").split()))


def _support(candidate: BylineCandidate, others: Iterable[BylineCandidate]) -> float:
    """The heaviest that the other kind of evidence says for the same authors."""
    return max(
        (
            other.weight
            for other in others
            if other.printed != candidate.printed and _agree(candidate.byline, other.byline)
        ),
        default=0.0,
    )


def _agree(one: Byline, other: Byline) -> bool:
    return not {plain(name) for name in one.authors}.isdisjoint(map(plain, other.authors))


def _completed(best: BylineCandidate, candidates: Iterable[BylineCandidate]) -> Byline:
    """The byline with the persons that another one names in one line beside all of its own."""
    named = {plain(name) for name in best.byline.authors}
    byline = best.byline
    for other in candidates:
        names = {plain(name): name for name in other.byline.authors}
        if byline.source == "microdata" and other.whole and other.printed and names.keys() < named:
            # Where comments are marked up as the column is, the line in print tells them apart.
            return other.byline
        more = [name for key, name in names.items() if key not in named]
        if named < names.keys() and other.whole and all(map(begins_given, more)):
            named, byline = set(names), replace(byline, authors=other.byline.authors)
    return byline


def _statements(
    stated: Structured, not_names: Collection[str], url: str
) -> Iterator[BylineCandidate]:
    """What each place states; the page's address of an author is no name."""
    organisations = {o.text for o in stated.organisations}
    for place, weight in STATED.items():
        texts = [a.text for a in stated.authors if a.place == place and "://" not in a.text]
        branches = [text for text in texts if _is_branch(text, url)]
        apart = organisations.union(branches)
        persons = [text for text in texts if text not in apart and not _is_host(text, url)]
        yield from candidate(_together(persons, not_names), weight, place, whole=True)
        yield from candidate(_organisations(branches, not_names), weight * BRANCH, place)
        texts = [o.text for o in stated.organisations if o.place == place]
        yield from candidate(_organisations(texts, not_names), weight * ORGANISATION, place)


def _organisations(texts: Iterable[str], not_names: Collection[str]) -> Names:
    """Organisations stated as authors, whole, for their names have "and" in them."""
    read = [(text, names_of(text, not_names=not_names, sure=True)) for text in texts]
    agencies = [agency for _, names in read for agency in names.agencies]
    groups = [text for text, names in read if names.persons or names.groups]
    return Names(agencies=tuple(once(agencies)), groups=tuple(once(groups)))


def _together(texts: Iterable[str], not_names: Collection[str]) -> Names:
    read = [names_of(text, not_names=not_names, sure=True) for text in texts]
    return Names(
        tuple(once(name for names in read for name in names.persons)),
        tuple(once(name for names in read for name in names.agencies)),
        tuple(once(name for names in read for name in names.groups)),
    )


def _with_line(
    byline: Byline, candidates: Iterable[BylineCandidate], lines: Sequence[NearbyLine]
) -> Byline:
    """The byline with the printed line that names one of its authors, when there is one."""
    if byline.text is not None:
        return byline
    wanted = [plain(name) for name in byline.authors]

    def names_one(text: str | None) -> bool:
        return text is not None and any(name in plain(text) for name in wanted)

    for one in candidates:
        if one.printed and names_one(one.byline.text):
            return replace(byline, text=one.byline.text, element=one.byline.element)
    for line in lines:
        short = len(line.text) <= LONGEST_UNMARKED and not is_prose(line.text)
        if short and names_one(line.text):
            return replace(byline, text=line.text, element=line.element)
    return byline
