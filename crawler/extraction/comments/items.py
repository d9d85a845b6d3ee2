"""Which elements of a page are single comments, and which hold a whole discussion.

Numbered ids and the names of known platforms are taken at their word; other names only when the
structure bears them out: an author or a date beside each text, and not in a list of links
(`discussion` asks that).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crawler.extraction.markup.comment_marks import ITEM, Mark, marks_by, number_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.markup.tree import Element


@dataclass(slots=True, eq=False)
class Item:
    """One element that holds one comment, before it is read."""

    element: Element
    mark: int
    number: str | None
    inside: "Item | None" = None
    """The comment in whose element it stands."""
    under: Element | None = None
    """The box of replies in which it stands, nearer than any comment."""
    holds_others: bool = False
    text: Element | None = None
    """The element that the page names as its text, where that alone showed the comment."""


@dataclass(slots=True)
class Marked:
    """The elements of a page that speak of comments, in document order."""

    items: list[Item] = field(default_factory=list)
    threads: list[Element] = field(default_factory=list)
    replies: set[Element] = field(default_factory=set)
    counters: list[Element] = field(default_factory=list)
    texts: list[Element] = field(default_factory=list)
    widgets: list[Element] = field(default_factory=list)
    scripts: list[Element] = field(default_factory=list)
    """Scripts with an address or a text, for the widgets' thread ids."""
    links: list[Element] = field(default_factory=list)
    """Links to the discussion, to its other pages, or to its form."""


def find_marked(page: Page, index: PageIndex) -> Marked:
    """Everything on the page that its ids and class names call a part of a discussion."""
    marked = Marked(scripts=index.scripts, links=index.discussion_links)
    by_element: dict[Element, Item] = {}
    recent = 0  # the first element behind the last list of recent comments
    for at in index.speaking:
        tag = page.tags[at]
        mark = marks_by(tag, page.classes[at], page.ids[at])
        if not mark or tag in ("body", "html"):
            continue
        if mark & Mark.RECENT:
            recent = max(recent, page.ends[at])
        elif at >= recent:
            _lay_aside(page.elements[at], mark, marked, by_element)
    marked.items = [item for item in marked.items if item.element in by_element]
    if not marked.items and marked.texts:
        marked.items = _around_texts(marked.texts, marked.threads)
    return marked


def named_items(elements: Sequence[Element]) -> list[Item]:
    """Elements that are told to hold one comment each, in document order, with their nesting."""
    by_element: dict[Element, Item] = {}
    for element in elements:
        outer = next((by_element[e] for e in element.iterancestors() if e in by_element), None)
        by_element[element] = Item(element, Mark.PLATFORM, number_of(element), inside=outer)
        if outer is not None:
            outer.holds_others = True
    return list(by_element.values())


def _lay_aside(
    element: Element, mark: int, marked: Marked, by_element: dict[Element, Item]
) -> None:
    if mark & Mark.PLAIN and next(element.iterdescendants("form"), None) is not None:
        mark &= ~Mark.PLAIN  # a box of comments with their form
    if mark & ITEM:
        _add_item(element, mark, marked, by_element)
    elif mark & Mark.TEXT:
        marked.texts.append(element)
    if mark & Mark.WIDGET:
        marked.widgets.append(element)
    if mark & Mark.REPLIES:
        marked.replies.add(element)
    elif mark & Mark.THREAD:
        marked.threads.append(element)
    elif mark & Mark.COUNTER:
        marked.counters.append(element)


def _add_item(element: Element, mark: int, marked: Marked, by_element: dict[Element, Item]) -> None:
    """Takes an element as a comment, or as a part of the one it stands in."""
    number = number_of(element) if mark & Mark.NUMBERED else None
    item = Item(element, mark, number)
    listed = False  # whether a list lies between it and the comment it stands in
    for ancestor in element.iterancestors():
        outer = by_element.get(ancestor)
        if outer is None:
            if item.under is None and (ancestor in marked.replies):
                item.under = ancestor
            listed = listed or ancestor.tag in ("ol", "ul", "dl") or ancestor in marked.replies
            continue
        if number is not None and outer.number == number:
            return
        if number is not None and outer.number is None and not listed:
            if not outer.holds_others:
                outer.number = number
                outer.mark |= mark
                return
        elif number is None and not listed and not _alike(item, outer):
            return
        elif number is None and not listed:
            # A box like its own inner box: <div class="comment"><div class="comment">.
            if len(list(outer.element.iterchildren("*"))) == 1:
                del by_element[outer.element]
                break
            return
        item.inside = outer
        outer.holds_others = True
        break
    if item.inside is not None and item.under is not None and not _within(item.under, item.inside):
        item.under = None
    by_element[element] = item
    marked.items.append(item)


def _alike(item: Item, outer: Item) -> bool:
    return item.element.tag == outer.element.tag and bool(item.mark & outer.mark & ITEM)


def _within(element: Element, item: Item) -> bool:
    return any(ancestor is item.element for ancestor in element.iterancestors())


def _around_texts(texts: Sequence[Element], threads: Sequence[Element]) -> list[Item]:
    """Comments shown by their texts alone: each is the widest box that holds one text only.

    Where there is but one, nothing repeats: its box is what the discussion around it holds.
    """
    known = set(texts)
    outermost = [text for text in texts if known.isdisjoint(text.iterancestors())]
    paths = [[text, *text.iterancestors()] for text in outermost]
    holds = Counter(element for path in paths for element in path)
    ends = set(threads)
    items = []
    for text, path in zip(outermost, paths, strict=True):
        box = next((e for e, above in pairwise(path) if holds[above] > 1 or above in ends), None)
        if box is None:
            box = path[1] if len(path) > 3 else text
        items.append(Item(box, Mark.TEXT, number_of(box), text=text))
    return items


def own_elements(item: Item, stops: set[Element]) -> Iterator[Element]:
    """Elements of a comment in document order, without those of the comments nested in it."""
    stack = list(reversed(item.element))
    while stack:
        element = stack.pop()
        if element in stops:
            continue
        yield element
        stack.extend(reversed(element))
