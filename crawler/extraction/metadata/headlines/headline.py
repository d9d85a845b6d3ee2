"""The headline as the page prints it, without the outlet's name and without the kicker.

The page's headings are compared with its statements (JSON-LD, og:title, the title element).
Statements decide which heading it is; the heading decides how it is written.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from archive.text.sizes import text_size
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import HEADINGS, IndexedElement, PageIndex
from crawler.extraction.markup.page import Page, address_parts
from crawler.extraction.metadata.stated.statements import Statements
from crawler.extraction.text.names import begins_with_given_name
from crawler.extraction.text.tidying import tidy
from crawler.extraction.vocabulary.person_words import PUBLICATIONS
from crawler.urls.hosts import host_name

LONGEST_HEADLINE = 400
LONGEST_TITLE = 600
"""Characters of a title element read: a headline, a section and the outlet's name."""
SIMILAR = 0.55
"""Share of common words from which a heading is another wording of a statement."""
FIRST_RANK = 1.5
"""Factor on votes for an h1, against other headings."""
MOST_HEADINGS = 30
"""Headings compared; the headline is never below the thirtieth."""
SHORT = 15
"""Size below which a single, unconfirmed h1 is more likely a section's name."""
SHORT_KICKER = 60
"""Characters of a kicker inside the heading."""
MOST_INSIDE = 200
"""Elements in a heading; unclosed ones on damaged pages contain the rest of the page."""
TITLE_RANK = 0.99
"""Weight of the title element's vote: where it differs, it often names outlet or section."""
SHORTEST_LABEL = 3
"""Characters above which a label of the host may be the outlet's name, unlike "www" and "co"."""
EDGES = " \n:|/-–—•·»>"
"""Characters that separate a kicker."""
SEPARATOR = re.compile(r"\s*(?:\s[-–—―:/~·•»«>‹›]|[|｜¦_]|\s::|－)\s*(?=\S)|\s[-–—|]$")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline, where it was found, and the element that prints it."""

    text: str
    source: str
    heading: IndexedElement | None
    kicker: str | None = None


@lru_cache(maxsize=2048)
def comparable(text: str) -> str:
    """A text normalised for comparison: without case, width, quotation marks and punctuation."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def outlet_names(page: Page, stated: Statements) -> list[str]:
    """The outlet's names: those stated, the one in its file, and its host."""
    names = [name.text for name in stated.site_names]
    if page.outlet is not None:
        names.append(page.outlet.name)
    host = host_name(page.url)
    if host:
        labels = host.split(".")[:-1]
        names += [host, ".".join(labels), *(one for one in labels if len(one) > SHORTEST_LABEL)]
    return [name for name in names if len(name) > 1]


def not_authors(page: Page, stated: Statements) -> list[str]:
    """Names of the outlet that are no authors, although pages state them as such.

    A blog may have its author's name: without an outlet file, a stated name that begins with a
    given name and contains no word of publications may be a person's.
    """
    names = [name.text for name in stated.site_names if not _may_be_person(name.text)]
    names.append(host_name(page.url))
    if page.outlet is not None:
        names += [page.outlet.name, *(name.text for name in stated.site_names)]
    return names


def _may_be_person(name: str) -> bool:
    words = comparable(name).split()
    return 2 <= len(words) <= 3 and begins_with_given_name(name) and PUBLICATIONS.isdisjoint(words)


def without_outlet(title: str, names: Iterable[str], known: Collection[str] = ()) -> str:
    """A title without the outlet's name at either end.

    `known` are comparable forms of headings: a part before or after a separator that equals one of
    them is the headline, whatever the rest is.
    """
    title = title[:LONGEST_TITLE]
    cuts = [match.span() for match in SEPARATOR.finditer(title)]
    for start, end in cuts:
        for part in (title[:start], title[end:]):
            if comparable(part) in known:
                return part.strip()
    squeezed = {comparable(name).replace(" ", "") for name in names} - {""}
    while cuts:
        start, end = cuts[-1]
        if _is_outlet(title[end:], squeezed):
            title = title[:start]
            cuts.pop()
        elif _is_outlet(title[: cuts[0][0]], squeezed):
            title = title[cuts[0][1] :]
            cuts = [match.span() for match in SEPARATOR.finditer(title)]
        else:
            break
    return title.strip()


def _is_outlet(part: str, squeezed: Collection[str]) -> bool:
    name = comparable(part).replace(" ", "")
    return not name or any(
        name == known or (len(name) > 3 and len(known) > 3 and (name in known or known in name))
        for known in squeezed
        if len(name) <= 3 * len(known)
    )


def find_headline(page: Page, index: PageIndex, stated: Statements) -> Headline | None:
    """The headline with the most votes, or None when the page has neither heading nor title."""
    names = outlet_names(page, stated)
    small = [
        indexed for indexed in index.headings if page.ends[indexed.at] - indexed.at <= MOST_INSIDE
    ]
    firsts = [indexed for indexed in small if indexed.element.tag == "h1"][:MOST_HEADINGS]
    others = [indexed for indexed in small if indexed.element.tag != "h1"][:MOST_HEADINGS]
    if index.titles:
        names += _site_headings(index.titles[0], firsts, others)
    headings = _printed_headings(firsts, page, index, names)
    best, statements = _vote(headings, index, stated, names)
    if best is None or best.votes < 1:  # no h1 agrees with the statements
        marked = [s for s in index.marked["title"] if s.element.tag not in HEADINGS]
        printed = _printed_headings(others + marked[:MOST_HEADINGS], page, index, names)
        if best is not None:  # similarity is not enough against a single h1
            wordings = [comparable(text) for text, _ in statements]
            printed = [
                heading for heading in printed if _is_part_of_statement(heading.text, wordings)
            ]
        other, statements = _vote(headings + printed, index, stated, names)
        best = other or best
    if best is not None:
        text, kicker = _headline_and_kicker(best, [comparable(text) for text, _ in statements])
        return Headline(text, "text", best.indexed, best.kicker or kicker)
    if statements:
        text, place = statements[0]
        source = "meta" if place == "title" else place
        return Headline(text[:LONGEST_HEADLINE], source, None)
    if headings:
        first = headings[0]
        return Headline(first.text, "text", first.indexed, first.kicker)
    return None


def _is_part_of_statement(heading: str, statements: Iterable[str]) -> bool:
    """Whether a statement contains a heading completely."""
    plain = comparable(heading)
    return text_size(plain) > SHORT and any(plain in statement for statement in statements)


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


def _headline_and_kicker(heading: "_Heading", statements: Sequence[str]) -> tuple[str, str | None]:
    """The part of a heading that statements name as the headline, and the kicker in front of it.

    Some headings contain a kicker, a date, a second line or a hidden "Title:". The part must be an
    element or the text beside one, and be named by more statements than the whole heading; text
    separated by a mere dash is as often part of the headline.
    """
    whole = comparable(heading.text)
    best, most = heading.text, statements.count(whole)
    for part in _heading_parts(heading):
        votes = statements.count(comparable(part))
        if votes > most and comparable(part) != whole:
            best, most = part, votes
    before = heading.text.partition(best)[0].strip(EDGES)
    return best, before if before and len(before) <= SHORT_KICKER else None


def _heading_parts(heading: "_Heading") -> Iterator[str]:
    """Texts of the elements inside a heading, and the texts beside them."""
    element = heading.indexed.element
    for below in islice(element.iterdescendants(), MOST_HEADINGS):
        if isinstance(below.tag, str):
            yield text_of(below).replace("\n", " ")
        yield tidy(below.tail or "")
        yield tidy(below.text or "")
    yield tidy(element.text or "")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A printed heading and the votes of the statements for it."""

    indexed: IndexedElement
    text: str
    kicker: str | None
    votes: float = 0.0


def _printed_headings(
    elements: Iterable[IndexedElement], page: Page, index: PageIndex, names: Iterable[str]
) -> list[_Heading]:
    """Headings as printed, without those that only name the outlet."""
    squeezed = {comparable(name).replace(" ", "") for name in names}
    kickers = {indexed.element for indexed in index.marked["kicker"]}
    headings: list[_Heading] = []
    for indexed in elements:
        inside = [e for e in indexed.element.iterdescendants() if e in kickers]
        text = text_of(indexed.element, without=inside).replace("\n", " ")
        if inside:
            text = text.lstrip(EDGES)
        cuts = [match.span() for match in SEPARATOR.finditer(text[:LONGEST_HEADLINE])]
        if cuts and comparable(text[cuts[-1][1] :]).replace(" ", "") in squeezed:
            text = text[: cuts[-1][0]]
        if len(text) > LONGEST_HEADLINE or _links_to_home(indexed.element, page.url):
            continue
        name = comparable(text).replace(" ", "")
        if name and name not in squeezed:
            kicker = " ".join(map(text_of, inside)) or None
            headings.append(_Heading(indexed, text, kicker))
    return headings


def _links_to_home(element: Element, url: str) -> bool:
    """Whether a heading is the outlet's logo: it links to the home page, from another page.

    Hosts are compared as written: a home page with `www.` may not be that of the site without.
    """
    if urlsplit(url).path in ("", "/"):
        return False
    parent = element.getparent()
    links = [parent] if parent is not None and parent.tag == "a" else element.iter("a")
    for link in islice(links, 3):
        href = (link.get("href") or "").strip()
        target = address_parts(href) if href and not href.startswith("#") else None
        if (link.get("rel") or "").lower() == "home" or (
            target is not None
            and target.path in ("", "/")
            and not target.query
            and target.scheme in ("", "http", "https")
            and target.hostname in (None, urlsplit(url).hostname)
        ):
            return True
    return False


def _vote(
    headings: list[_Heading], index: PageIndex, stated: Statements, names: Iterable[str]
) -> tuple[_Heading | None, list[tuple[str, str]]]:
    """The heading with the most votes, and the statements without the outlet's name."""
    known = {comparable(heading.text) for heading in headings}
    titles = [(statement.text, str(statement.place)) for statement in stated.headlines]
    titles += [(" ".join(title[:LONGEST_TITLE].split()), "title") for title in index.titles[:1]]
    statements = [(without_outlet(text, names, known), place) for text, place in titles]
    statements = [(text, place) for text, place in statements if comparable(text)]
    squeezed = {comparable(name).replace(" ", "") for name in names}
    telling = [s for s in statements if comparable(s[0]).replace(" ", "") not in squeezed]
    if telling or any(heading.indexed.element.tag == "h1" for heading in headings):
        statements = telling  # a title that only names the outlet contradicts no heading
    plain = [comparable(text) for text, _ in statements]
    best: _Heading | None = None
    for heading in headings:
        wording = comparable(heading.text)
        votes = sum(
            _likeness(wording, other) * (TITLE_RANK if place == "title" else 1.0)
            for other, (_, place) in zip(plain, statements, strict=True)
        )
        if heading.indexed.element.tag == "h1":
            votes *= FIRST_RANK
        if votes > (best.votes + 1e-9 if best else 0.0):
            best = replace(heading, votes=votes)
    if best is None:
        firsts = [
            h for h in headings if h.indexed.element.tag == "h1" and text_size(h.text) > SHORT
        ]
        best = firsts[0] if len({h.text for h in firsts}) == 1 else None
    return best, statements


def _likeness(one: str, other: str) -> float:
    """1 for equal texts, 0.9 of the share of common words for similar ones, else 0."""
    if one == other:
        return 1.0
    first, second = set(one.split()), set(other.split())
    share = 2 * len(first & second) / (len(first) + len(second))
    return share * 0.9 if share >= SIMILAR else 0.0
