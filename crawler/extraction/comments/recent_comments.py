"""The sidebar's list of the newest comments on other columns, which looks like a discussion and is
none of this page's.

How a site prints dates, names and excerpts in it says nothing. What tells such a list: its entries
lead to comments on other pages, its names or its heading call it so, and it stands beside the
column. The comments of this page have anchors for the links to them, numbers in their ids, and
buttons to answer.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from crawler.extraction.comments.recent_entries import (
    LONGEST_BOX,
    TO_COMMENT,
    EntryReader,
    ListedEntries,
)
from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.class_names.comment_marks import NAMES_OF_RECENT, Mark, marks_by
from crawler.extraction.markup.element_text import raw_text, text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.segments import HEADINGS
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.phrases import phrase_key
from crawler.extraction.vocabulary.tables import phrase_list, table, word_list

KIND = "recent-comments"
ENOUGH = 4
"""Weight from which a list is one of recent comments on other columns; that of where its entries
lead is at most 3 (`recent_entries`)."""
BY_WIDGET, BY_NAME, BY_HEADING, BY_PLACE = 4, 2, 2, 1
"""Weights of a name that only such widgets bear, of other names that say so, of the heading above,
and of a place in a sidebar or in the page's foot."""
LONGEST_HEADING = 60
"""Characters of a heading; the longest of WordPress's has 26."""
LONGEST_BEGINNING = 12
"""Characters, blanks included, by which headings are told apart."""
HIGHEST = 4
"""Steps up from the entries to the box with their heading."""
MOST_BOXES = 60
"""Boxes examined on one page; a list has one to twenty elements that are named so."""

_WIDEST = frozenset(("html", "body", "main"))
_LOWER = frozenset(("h5", "h6", "legend", "summary"))
_BESIDE = frozenset(word_list(table("comment_names")["boxes"]["beside_column"]))
_HEADINGS = frozenset(
    phrase_key(text)
    for headings in (table("wordpress")["recent_comments"], table("discussions")["recent_comments"])
    for listed in headings.values()
    for text in phrase_list(listed)
)
_START = 3
_STARTS = frozenset(key[:_START] for key in _HEADINGS)
"""First letters of such headings."""


@dataclass(frozen=True, slots=True)
class RecentComments:
    """The lists of comments on other columns that a page prints beside its own."""

    claims: tuple[Claim, ...] = ()
    apart: tuple[Element, ...] = ()
    """What is claimed, and what is named so without being sure to be one: no comment of this page
    is looked for in them."""


def find_recent_comments(
    page: Page, index: PageIndex, around_headline: set[Element]
) -> RecentComments:
    """The lists of recent comments of a page; none of them contains its headline."""
    reader = EntryReader(page, index)
    claims: dict[Element, Claim] = {}
    apart: dict[Element, None] = {}
    examined = 0
    for box, headed in _boxes(page, index, reader):
        if box in around_headline or box.tag in _WIDEST:
            continue
        if not claims.keys().isdisjoint((box, *box.iterancestors())) or _holds_more(box, claims):
            continue
        examined += 1
        if examined > MOST_BOXES:
            break
        entries = reader.read(box)
        if entries is None or entries.are_own(of_widget=_is_widget(box)):
            continue
        beside = _is_beside(box, around_headline)
        if _name_of(box) and (entries.lead_elsewhere or beside):
            apart[box] = None
        weight, rule = _weigh(box, entries, headed=headed, beside=beside)
        if weight >= ENOUGH:
            for element in _with_heading(box, around_headline):
                claims[element] = Claim(element, KIND, rule)
    return RecentComments(tuple(claims.values()), (*claims, *apart))


def _holds_more(box: Element, claims: Collection[Element]) -> bool:
    """Whether lists that are known already stand in a box, and more than a heading beside them."""
    inside = [claimed for claimed in claims if box in claimed.iterancestors()]
    return bool(inside) and len(text_of(box, without=inside)) > LONGEST_HEADING


def _boxes(page: Page, index: PageIndex, reader: EntryReader) -> Iterator[tuple[Element, bool]]:
    """Boxes that may be lists of recent comments, and whether a heading says so."""
    for at in index.speaking:
        if marks_by(page.tags[at], page.classes[at], page.ids[at]) & Mark.RECENT:
            yield page.elements[at], False
    headings = [heading.at for heading in index.headings]
    headings += page.tagged(*_LOWER)
    headings += [title.at for title in index.marked["title"]]
    for at in dict.fromkeys(headings):
        if _may_be_heading(page, at) and _is_heading(page.elements[at]):
            for box in _below(page.elements[at]):
                yield box, True
    links = [
        link
        for href, link in index.addresses
        if (href.find("#") > 0 or "showComment" in href)
        and TO_COMMENT.search(href)
        and link.tag == "a"
        and reader.other_page(href)
    ]
    for box in _around_neighbours(links):
        yield box, False


def _below(heading: Element) -> Iterator[Element]:
    """What a heading may be the heading of: what follows it, and the box of both."""
    element = heading
    for _ in range(HIGHEST):
        following, parent = element.getnext(), element.getparent()
        if parent is None:
            return
        if following is not None:
            behind = following.getnext()
            if behind is None or str(behind.tag) in HEADINGS:
                yield following
            yield parent
            if behind is None or behind.tag != following.tag:
                yield following
            return
        element = parent


def _around_neighbours(links: Iterable[Element]) -> Iterator[Element]:
    """The nearest element around each two neighbours among some links."""
    seen: set[Element] = set()
    for first, second in pairwise(links):
        above = set(first.iterancestors())
        common = next((e for e in second.iterancestors() if e in above), None)
        if common is not None and common not in seen:
            seen.add(common)
            yield common


def _weigh(box: Element, entries: ListedEntries, *, headed: bool, beside: bool) -> tuple[int, str]:
    """What speaks for a list of comments on other columns, and the rule in words."""
    widget, name = _is_widget(box), _name_of(box)
    if not (entries.lead_elsewhere or beside or widget):
        return 0, ""
    if entries.below_text and not (widget or name):
        return 0, ""
    headed = headed or any(map(_is_heading, _headings_around(box)))
    weight = BY_WIDGET if widget else BY_NAME * (name is not None)
    weight += BY_HEADING * headed + BY_PLACE * beside + entries.lead_elsewhere
    return weight, f"{KIND}: {name or ('heading' if headed else 'links to comments elsewhere')}"


def _is_beside(box: Element, around_headline: set[Element]) -> bool:
    """Whether a box stands in a sidebar or in the page's foot."""
    return any(
        around.tag in ("aside", "footer")
        or not _BESIDE.isdisjoint(class_tokens(" ".join(_names(around))))
        for around in (box, *box.iterancestors())
        if around.tag not in _WIDEST and around not in around_headline
    )


def _with_heading(box: Element, around_headline: set[Element]) -> list[Element]:
    """The box around a list and its heading alone, or else the heading and the list."""
    for _ in range(HIGHEST):
        parent = box.getparent()
        if parent is None or parent.tag in _WIDEST or parent in around_headline:
            break
        if len(raw_text(parent)) > LONGEST_BOX:
            break
        rest = text_of(parent, without=(box,))
        if rest and not (_is_heading_text(rest) or _is_headed(box, rest)):
            break
        box = parent
    before = box.getprevious()
    return [before, box] if before is not None and _is_heading(before) else [box]


def _names(element: Element) -> list[str]:
    """Class names and id of an element."""
    return [*(element.get("class") or "").split(), *filter(None, (element.get("id"),))]


def _is_widget(box: Element) -> bool:
    """Whether only a widget of recent comments bears one of the names of a box."""
    return not NAMES_OF_RECENT.isdisjoint(name.lower() for name in _names(box))


def _name_of(box: Element) -> str | None:
    """The name that calls a box a list of recent comments, with its mark."""
    for name in (box.get("class") or "").split():
        if marks_by("", name, None) & Mark.RECENT:
            return f".{name}"
    element_id = box.get("id")
    return f"#{element_id}" if element_id and marks_by("", None, element_id) & Mark.RECENT else None


def _headings_around(box: Element) -> Iterable[Element]:
    """Headings in a box, and right before it."""
    before = box.getprevious()
    return (*([before] if before is not None else []), *box.iter("h2", "h3", "h4", "h5", "h6"))


def _is_heading(element: Element) -> bool:
    if not len(element):
        text = element.text or ""
        return len(text) <= 4 * LONGEST_HEADING and _is_heading_text(" ".join(text.split()))
    texts: list[str] = []
    size = 0
    for text in element.itertext():
        size += len(text)
        if size > 4 * LONGEST_HEADING:  # blanks included
            return False
        texts.append(text)
    return _is_heading_text(" ".join("".join(texts).split()))


def _may_be_heading(page: Page, at: int) -> bool:
    """Whether what an element begins with may be such a heading; nearly none is."""
    beginning = _beginning(page, at)
    return not beginning[:1].isalpha() or phrase_key(beginning)[:_START] in _STARTS


def _beginning(page: Page, at: int) -> str:
    """The first letters right in an element; of the first element in it where it has none."""
    while not (text := (page.texts[at] or "").lstrip()) and page.ends[at] > at + 1:
        at += 1
    return text[:LONGEST_BEGINNING]


def _is_heading_text(text: str) -> bool:
    return 0 < len(text) <= LONGEST_HEADING and phrase_key(text) in _HEADINGS


def _is_headed(box: Element, rest: str) -> bool:
    """Whether all that stands beside a box is the heading right before it."""
    before = box.getprevious()
    if before is None:
        return False
    heading = before if before.tag in HEADINGS else next(before.iter(*HEADINGS), None)
    return heading is not None and text_of(heading) == rest
