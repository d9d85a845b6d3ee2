"""The elements of single comments and of whole discussions, found by ids and class names.

Numbered ids and names of known platforms are enough. Other names count only when the structure
confirms them: an author or a date beside each text, and no list of links (checked in `discussion`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crawler.extraction.markup.class_names.comment_marks import ITEM, Mark, marks_by, number_in_id
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.markup.tree import Element


@dataclass(slots=True, eq=False)
class UnreadComment:
    """The element of one comment, before it is read."""

    element: Element
    mark: int
    number: str | None
    parent: "UnreadComment | None" = None
    """The comment whose element contains it."""
    replies_box: Element | None = None
    """The box of replies that contains it, where that is nearer than any comment."""
    holds_others: bool = False
    text: Element | None = None
    """The element named as its text, where only that name revealed the comment."""


@dataclass(slots=True)
class DiscussionElements:
    """The elements of a page whose names refer to comments, in document order."""

    comments: list[UnreadComment] = field(default_factory=list)
    threads: list[Element] = field(default_factory=list)
    replies: set[Element] = field(default_factory=set)
    counters: list[Element] = field(default_factory=list)
    texts: list[Element] = field(default_factory=list)
    widgets: list[Element] = field(default_factory=list)
    scripts: list[Element] = field(default_factory=list)
    """Scripts with an address or a text, for the widgets' thread ids."""
    links: list[Element] = field(default_factory=list)
    """Links to the discussion, to its other pages, or to its form."""


def find_discussion_elements(
    page: Page, index: PageIndex, apart: Sequence[int]
) -> DiscussionElements:
    """The elements that ids and class names mark as parts of a discussion, but for those `apart`:
    for each element of the page 1 where it stands in a list of comments on other columns."""
    links = [link for link in index.discussion_links if not apart[page.numbers[link]]]
    elements = DiscussionElements(scripts=index.scripts, links=links)
    by_element: dict[Element, UnreadComment] = {}
    for at in index.speaking:
        tag = page.tags[at]
        mark = marks_by(tag, page.classes[at], page.ids[at])
        if not mark or tag in ("body", "html"):
            continue
        if not apart[at]:
            _note(page.elements[at], mark, elements, by_element)
    elements.comments = [unread for unread in elements.comments if unread.element in by_element]
    if not elements.comments and elements.texts:
        elements.comments = _around_texts(elements.texts, elements.threads)
    return elements


def layout_comments(elements: Sequence[Element]) -> list[UnreadComment]:
    """Elements that the outlet's layout names as comments, in document order and nested."""
    by_element: dict[Element, UnreadComment] = {}
    for element in elements:
        outer = next((by_element[e] for e in element.iterancestors() if e in by_element), None)
        by_element[element] = UnreadComment(
            element, Mark.PLATFORM, number_in_id(element.get("id")), parent=outer
        )
        if outer is not None:
            outer.holds_others = True
    return list(by_element.values())


def _note(
    element: Element,
    mark: int,
    elements: DiscussionElements,
    by_element: dict[Element, UnreadComment],
) -> None:
    if mark & Mark.PLAIN and next(element.iterdescendants("form"), None) is not None:
        mark &= ~Mark.PLAIN  # a box of comments with their form
    if mark & ITEM:
        _add_comment(element, mark, elements, by_element)
    elif mark & Mark.TEXT:
        elements.texts.append(element)
    if mark & Mark.WIDGET:
        elements.widgets.append(element)
    if mark & Mark.REPLIES:
        elements.replies.add(element)
    elif mark & Mark.THREAD:
        elements.threads.append(element)
    elif mark & Mark.COUNTER:
        elements.counters.append(element)


def _add_comment(
    element: Element,
    mark: int,
    elements: DiscussionElements,
    by_element: dict[Element, UnreadComment],
) -> None:
    """Adds an element as a comment, or merges it into the comment that contains it."""
    number = number_in_id(element.get("id")) if mark & Mark.NUMBERED else None
    unread = UnreadComment(element, mark, number)
    listed = False  # whether a list lies between it and the comment that contains it
    for ancestor in element.iterancestors():
        outer = by_element.get(ancestor)
        if outer is None:
            if unread.replies_box is None and (ancestor in elements.replies):
                unread.replies_box = ancestor
            listed = listed or ancestor.tag in ("ol", "ul", "dl") or ancestor in elements.replies
            continue
        if number is not None and outer.number == number:
            return
        if number is not None and outer.number is None and not listed:
            if not outer.holds_others:
                outer.number = number
                outer.mark |= mark
                return
        elif number is None and not listed and not _looks_alike(unread, outer):
            return
        elif number is None and not listed:
            # A wrapper named like its content: <div class="comment"><div class="comment">.
            if len(list(outer.element.iterchildren("*"))) == 1:
                del by_element[outer.element]
                break
            return
        unread.parent = outer
        outer.holds_others = True
        break
    if (
        unread.parent is not None
        and unread.replies_box is not None
        and not _is_within(unread.replies_box, unread.parent)
    ):
        unread.replies_box = None
    by_element[element] = unread
    elements.comments.append(unread)


def _looks_alike(unread: UnreadComment, outer: UnreadComment) -> bool:
    return unread.element.tag == outer.element.tag and bool(unread.mark & outer.mark & ITEM)


def _is_within(element: Element, unread: UnreadComment) -> bool:
    return any(ancestor is unread.element for ancestor in element.iterancestors())


def _around_texts(texts: Sequence[Element], threads: Sequence[Element]) -> list[UnreadComment]:
    """Comments of which only the texts are named: each is the widest box with one text in it.

    A single text has no neighbour to limit its box: there it is the child of the discussion. The
    discussion itself may be named like a text, as on livedoor.
    """
    ends = set(threads)
    texts = [text for text in texts if text not in ends] or texts
    known = set(texts)
    outermost = [text for text in texts if known.isdisjoint(text.iterancestors())]
    paths = [[text, *text.iterancestors()] for text in outermost]
    holds = Counter(element for path in paths for element in path)
    comments = []
    for text, path in zip(outermost, paths, strict=True):
        box = next((e for e, above in pairwise(path) if holds[above] > 1 or above in ends), None)
        if box is None:
            box = path[1] if len(path) > 3 else text
        comments.append(UnreadComment(box, Mark.TEXT, number_in_id(box.get("id")), text=text))
    return comments


def own_elements(unread: UnreadComment, stops: set[Element]) -> Iterator[Element]:
    """Elements of a comment in document order, without those of the comments nested in it."""
    stack = list(reversed(unread.element))
    while stack:
        element = stack.pop()
        if element in stops:
            continue
        yield element
        stack.extend(reversed(element))


def box_of_only(element: Element) -> Element | None:
    """The element around one that has no other in it; its children, of which there may be
    thousands, are not counted.
    """
    alone = element.getprevious() is None and element.getnext() is None
    return element.getparent() if alone else None
