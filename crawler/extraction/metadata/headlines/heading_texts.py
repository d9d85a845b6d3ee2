"""What a page's headings say: each with the kicker that stands in it, and what it links to."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from archive.text.sizes import text_size
from crawler.extraction.markup.element_text import text_at, text_of
from crawler.extraction.markup.index import IndexedElement, PageIndex
from crawler.extraction.markup.page import Page, address_parts
from crawler.extraction.metadata.headlines.heading_parts import (
    EDGES,
    MOST_PARTS,
    SHORT_KICKER,
    split_heading,
    unescaped,
)
from crawler.extraction.metadata.headlines.outlet_names import (
    LONGEST_TITLE,
    SEPARATOR,
    comparable,
    squeezed,
    without_sections,
)
from crawler.extraction.text.tidying import tidy

LONGEST_HEADLINE = 400
LONGEST_MARKUP = 4000
"""Characters in a heading, with the blanks, styles and scripts in it."""
MOST_LOST = 3
"""Characters of a title for which one question mark stands: a sign, and letters beside it."""
_SIGN = re.compile(r"[^\w\s?]")
TO_HOME = "links to the home page"
"""Why a heading is the outlet's name."""
MARKS = ":：–—-|"
"""What a statement joins the lines of a heading with."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, without its kicker."""

    indexed: IndexedElement
    text: str
    kicker: str | None
    parts: Sequence[str]
    """Texts of the elements inside it, and the texts beside them, without the kicker."""
    has_lines: bool = False
    """Whether it stands in several elements or on several lines."""
    against: str | None = None
    """Why it is no headline, whatever is stated."""

    @property
    def is_first_rank(self) -> bool:
        return self.indexed.element.tag == "h1"


def read_headings(
    elements: Iterable[IndexedElement],
    page: Page,
    index: PageIndex,
    names: Iterable[str],
    titles: Sequence[str],
    sections: Collection[str],
) -> list[Heading]:
    """Headings as printed, also those that are no headlines, with the reason."""
    outlets = set(map(squeezed, names))
    kickers = {indexed.element for indexed in index.marked["kicker"]}
    headings: list[Heading] = []
    for indexed in elements:
        if _is_too_long(page, indexed):
            headings.append(Heading(indexed, "", None, (), against="is longer than any headline"))
            continue
        split = split_heading(indexed.element, kickers, titles)
        text = unescaped(split.text)
        cuts = [match.span() for match in SEPARATOR.finditer(text)]
        if cuts and squeezed(text[cuts[-1][1] :]) in outlets:
            text = text[: cuts[-1][0]]
        if name := squeezed(text):
            against = "names the outlet" if name in outlets else None
            if _links_to_home(page, indexed.at):
                against = TO_HOME
            text, label = without_sections(text, sections)
            parts = [*_parts(indexed.element, split.without)] if len(indexed.element) else []
            kicker = split.kicker or label
            headings.append(Heading(indexed, text, kicker, parts, split.has_lines, against))
    return headings


def site_headings(
    page: Page,
    titles: Sequence[str],
    firsts: Iterable[IndexedElement],
    others: Iterable[IndexedElement],
) -> list[str]:
    """h1 headings that name the outlet: the title joins them to the text of a lower heading."""
    title = " ".join(titles[0][:LONGEST_TITLE].split()) if titles else ""
    cuts = [match.span() for match in SEPARATOR.finditer(title)]
    if not cuts:
        return []
    heads = {comparable(title[:start]) for start, _ in cuts}
    tails = {comparable(title[end:]) for _, end in cuts}
    middles = {comparable(title[end:start]) for _, end in cuts for start, _ in cuts if end < start}
    names: list[str] = []
    below: dict[str, Element] | None = None
    for indexed in firsts:
        text = _short_text(page, indexed)
        plain = comparable(text)
        rest = tails if plain in heads else heads if plain in tails else set()
        longer = {other for other in rest if len(other) > len(plain)}
        if longer or (rest and next(indexed.element.iter("a"), None) is not None):
            if below is None:
                below = {comparable(_short_text(page, other)): other.element for other in others}
            printed = (rest | middles) & below.keys()
            if not longer.isdisjoint(printed) or any(
                _leads_below(indexed.element, below[other]) for other in printed
            ):
                names.append(text)
    return names


def _leads_below(first: Element, other: Element) -> bool:
    """Whether a heading links to a page in the folder that another one links to."""
    above, address = (next(heading.iter("a"), None) for heading in (first, other))
    if above is None or address is None:
        return False
    folder, href = above.get("href") or "", address.get("href") or ""
    return folder.endswith("/") and len(href) > len(folder) and href.startswith(folder)


def _is_too_long(page: Page, heading: IndexedElement) -> bool:
    """Whether a heading holds more than any headline; told without reading all of it."""
    at, end = heading.at, page.ends[heading.at]
    texts = (*page.texts[at:end], *page.tails[at + 1 : end])
    size = sum(len(text) for text in texts if text)
    if len(texts) == 1 or size <= LONGEST_HEADLINE:
        return size > LONGEST_HEADLINE
    return size > LONGEST_MARKUP or len(text_at(page, heading.at)) > LONGEST_HEADLINE


def _short_text(page: Page, heading: IndexedElement) -> str:
    return "" if _is_too_long(page, heading) else text_at(page, heading.at)


def headline_and_kicker(heading: Heading, statements: Sequence[str]) -> tuple[str, str | None]:
    """The part of a heading that statements name as the headline, and the kicker in front of it.

    Some headings contain a kicker, a date, a second line or a hidden "Title:". The part must be an
    element or the text beside one, and be named by more statements than the whole heading; text
    separated by a mere dash or colon is as often part of the headline.
    """
    whole = comparable(heading.text)
    best, most = heading.text, statements.count(whole)
    for part in heading.parts:
        votes = statements.count(comparable(part))
        if votes > most and comparable(part) != whole:
            best, most = part, votes
    before = heading.text.partition(best)[0].strip(EDGES)
    return best, before if before and text_size(before) <= SHORT_KICKER else None


def as_stated(text: str, heading: Heading, titles: Iterable[str]) -> str:
    """A headline as statements write it, where the heading lost what the same words have there.

    That are small letters, the mark between two lines of the heading, and signs for which a wrong
    charset left question marks.
    """
    plain = comparable(text)
    for title in titles:
        if comparable(title) == plain:
            in_capitals = len(plain.split()) > 1 and text.isupper() and not title.isupper()
            lines = heading.has_lines and _marks(title) > _marks(text)
            if in_capitals or lines:
                return title
        elif "?" in text[:-1] and _has_lost_signs(text, title):
            return title
    return text


def _has_lost_signs(text: str, title: str) -> bool:
    """Whether a heading is a title in which question marks stand for signs that were lost.

    A sign may have taken letters beside it with it. All lengths are followed at once: a regular
    expression would try every combination of them.
    """
    ends = {0}
    for sign in text:
        if sign == "?":
            begins = [at for at in ends if _SIGN.search(title[at : at + MOST_LOST])]
            ends = {at + lost for at in begins for lost in range(1, MOST_LOST + 1)}
        else:
            ends = {at + 1 for at in ends if title[at : at + 1] == sign}
        if not ends:
            return False
    return len(title) in ends


def _marks(text: str) -> int:
    return sum(map(text.count, MARKS))


def _parts(heading: Element, without: Collection[Element]) -> Iterator[str]:
    """Texts of the elements inside a heading, and the texts beside them."""
    for below in islice(heading.iterdescendants("*"), MOST_PARTS):
        if below not in without:
            yield text_of(below).replace("\n", " ")
            yield tidy(below.text or "")
        yield tidy(below.tail or "")
    yield tidy(heading.text or "")


def _links_to_home(page: Page, at: int) -> bool:
    """Whether a heading is the outlet's logo: it links to the home page, and is not printed on it.

    Hosts are compared as written: a home page with `www.` may not be that of the site without.
    """
    own, around = urlsplit(page.url), page.parents[at]
    if page.url and own.path in ("", "/"):
        return False
    links = [n for n in range(at, page.ends[at]) if page.tags[n] == "a"]
    if around >= 0 and page.tags[around] == "a":
        links = [around]
    for link in map(page.elements.__getitem__, links[:3]):
        href = (link.get("href") or "").strip()
        target = address_parts(href) if href and not href.startswith("#") else None
        if (link.get("rel") or "").lower() == "home" or (
            target is not None
            and target.path in ("", "/")
            and not target.query
            and target.scheme in ("", "http", "https")
            and target.hostname in (None, own.hostname)
        ):
            return True
    return False
