"""Separates the discussion from the column: reader comments, their stated number, and the elements
that contain them.

Single comments are read in `comment_reader`. The comment form and other furniture are found in
`chrome.furniture`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.model.records import Comment
from crawler.extraction.comments.blogger import is_legacy_list, read_legacy_list
from crawler.extraction.comments.comment_elements import (
    DiscussionElements,
    UnreadComment,
    box_of_only,
    find_discussion_elements,
    layout_comments,
)
from crawler.extraction.comments.comment_pages import find_comment_pages
from crawler.extraction.comments.comment_reader import CommentReader
from crawler.extraction.comments.comment_text import is_made_of_links, without_numbers
from crawler.extraction.comments.counters import counts_in_widgets, find_counters
from crawler.extraction.comments.extent import column_remains, find_extent
from crawler.extraction.comments.recent_comments import find_recent_comments
from crawler.extraction.comments.repeated_boxes import find_repeated
from crawler.extraction.comments.widgets import find_widgets
from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.class_names.comment_marks import (
    SURE,
    Mark,
    is_comment_word,
)
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.tables import table, word_list

_DEPTH_NAMES = word_list(table("comment_names")["items"]["before_depth"])
_LEVEL = re.compile(rf"(?:^|\s)(?:{'|'.join(_DEPTH_NAMES)})-(\d{{1,2}})(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Discussion:
    """The comments under a column, and what the page says about them."""

    comments: tuple[Comment, ...] = ()
    count: int | None = None
    """The number of comments that the page states."""
    pages: tuple[str, ...] = ()
    """Addresses of the pages with the other comments of this column."""
    claims: tuple[Claim, ...] = ()
    elsewhere: tuple[Element, ...] = ()
    """The lists of comments on other columns, which are claimed whole."""


def find_discussion(page: Page, index: PageIndex, *, named: Sequence[Element] = ()) -> Discussion:
    """The reader comments of a page, and the elements that contain their discussion.

    Elements `named` in the outlet's layout are its comments, whatever else looks like one.
    """
    around_headline = page.around_headline()
    recent = find_recent_comments(page, index, around_headline)
    apart = page.inside(recent.apart)
    elements = find_discussion_elements(page, index, apart)
    if named:
        elements.comments = layout_comments(named)
    widgets = find_widgets(elements.widgets, elements.scripts, page.url)
    legacy_lists = [thread for thread in elements.threads if is_legacy_list(thread)]
    if legacy_lists:
        elements.comments = [c for c in elements.comments if c.mark is not Mark.TEXT]
    reader = CommentReader(page, index, elements.comments)
    thread = _read_named(reader, elements, legacy_lists, around_headline, by_layout=bool(named))
    if not (thread.comments or thread.legacy_lists):
        thread = _read_unnamed(reader, around_headline, apart) or thread
    comments = _threaded(thread.comments, elements.replies)
    for legacy_list in thread.legacy_lists:
        comments.extend(read_legacy_list(reader, legacy_list))
    counters = list(find_counters(page, elements, thread.boxes, thread.headings))
    counts = [count for _, count in counters if count is not None]
    if not counts and comments:
        outside = {unread.element for unread, _ in thread.comments}
        counts = list(counts_in_widgets(elements.widgets, outside))
    return Discussion(
        comments=_without_numbers(_without_duplicates(comments)),
        count=counts[0] if counts else None,
        pages=find_comment_pages(
            page, elements.links, thread.boxes, canonical=index.links.get("canonical", ())
        ),
        claims=(
            *recent.claims,
            *_claims_on(thread),
            *(claim for claim, _ in counters),
            *widgets,
        ),
        elsewhere=tuple(claim.element for claim in recent.claims),
    )


@dataclass(frozen=True, slots=True)
class _Thread:
    """The comments that were read, and the elements they were read from."""

    comments: Sequence[tuple[UnreadComment, Comment]] = ()
    outermost: Sequence[Element] = ()
    """Elements of the comments that are not nested in another comment."""
    boxes: Sequence[Element] = ()
    """The widest elements with comments and nothing of the column."""
    headings: Sequence[Element] = ()
    legacy_lists: Sequence[Element] = ()


def _read_named(
    reader: CommentReader,
    elements: DiscussionElements,
    legacy_lists: Sequence[Element],
    around_headline: set[Element],
    *,
    by_layout: bool,
) -> _Thread:
    """Comments in elements that ids, class names or the outlet's layout name as such."""
    comments = [
        (unread, comment)
        for unread, comment in [(unread, reader.read(unread)) for unread in elements.comments]
        if unread.element not in around_headline and _is_comment(unread, comment)
    ]
    _put_right_parents([unread for unread, _ in comments])
    outermost = [unread.element for unread, _ in comments if unread.parent is None]
    signed = all(comment.author and comment.published for _, comment in comments)
    boxes = find_extent(
        reader.page, [*outermost, *legacy_lists], elements, around_headline, signed=signed
    )
    if not (boxes or by_layout):
        return _Thread()
    return _Thread(comments, outermost, boxes, legacy_lists=legacy_lists)


def _put_right_parents(comments: Sequence[UnreadComment]) -> None:
    """Leaves each comment the nearest one around it that is a comment indeed, and no mere box."""
    kept = set(comments)
    for unread in comments:
        while unread.parent is not None and unread.parent not in kept:
            unread.parent = unread.parent.parent


def _read_unnamed(
    reader: CommentReader, around_headline: set[Element], apart: bytearray
) -> _Thread | None:
    """Comments without telling class names; None where they would include the column."""
    repeated = find_repeated(reader, around_headline, apart)
    outermost = [
        element
        for entry in repeated.entries
        if entry.unread.parent is None
        for element in entry.elements
    ]
    if not outermost or not column_remains(reader.page, [*repeated.boxes, *outermost]):
        return None
    comments = [(entry.unread, entry.comment) for entry in repeated.entries]
    return _Thread(comments, outermost, repeated.boxes, repeated.headings)


def _claims_on(thread: _Thread) -> Iterator[Claim]:
    """Claims on the boxes, comments and headings of a discussion."""
    single = set(thread.outermost)
    for box in thread.boxes:
        if box not in single:
            yield Claim(box, "discussion", _rule_of(box))
    for element in thread.outermost:
        yield Claim(element, "comment", _rule_of(element))
    for legacy_list in thread.legacy_lists:
        if legacy_list not in thread.boxes:
            yield Claim(legacy_list, "comment", "blogger: dl")
    for heading in thread.headings:
        yield Claim(heading, "discussion", "discussion: heading")


def _is_comment(unread: UnreadComment, comment: Comment) -> bool:
    """Whether the structure confirms what the names say."""
    if not comment.text:
        return False
    if unread.mark & SURE:
        return True
    if comment.author is None and comment.published is None:
        return False
    return not is_made_of_links(unread.element, comment.text)


def _threaded(
    read: Sequence[tuple[UnreadComment, Comment]], replies: set[Element]
) -> list[Comment]:
    """The comments with their parents and depths, in the order printed.

    The parent is the comment whose element contains a reply, or the last comment before the box of
    replies around it. Replies beyond a theme's deepest level are printed beside their parent and
    stay siblings, because nothing shows whom they answer.
    """
    placed: dict[UnreadComment, Comment] = {}
    before_box: dict[Element, UnreadComment | None] = {}
    last: UnreadComment | None = None
    last_at_depth: dict[int, str | None] = {}
    depths: dict[str | None, int] = {}
    comments: list[Comment] = []
    for unread, comment in read:
        above = unread.parent
        if unread.replies_box is not None:
            above = before_box.setdefault(unread.replies_box, last) or above
        depth, parent = 0, comment.parent
        if parent == comment.id:
            parent = None
        if parent in depths:
            depth = depths[parent] + 1
        elif above is not None and above in placed:
            depth = placed[above].depth + 1
            parent = parent or placed[above].id
        elif printed := _printed_depth(unread.element):
            depth = printed
            parent = parent or last_at_depth.get(depth - 1)
        placed[unread] = placed_comment = replace(comment, parent=parent, depth=depth)
        last_at_depth[depth] = placed_comment.id
        if placed_comment.id is not None:
            depths.setdefault(placed_comment.id, depth)
        comments.append(placed_comment)
        last = unread
    return comments


def _printed_depth(element: Element) -> int:
    """How deep a reply is by a class of its element, or of the box around it alone."""
    around = box_of_only(element)
    for names in (element.get("class"), around.get("class") if around is not None else None):
        if match := _LEVEL.search(names or ""):
            return max(0, int(match[1]) - 1)
    return 0


def _without_numbers(comments: tuple[Comment, ...]) -> tuple[Comment, ...]:
    """The comments without their numbers before their authors' names."""
    if not (comments and (comments[0].author or "")[:1].isdecimal()):
        return comments
    names = without_numbers([comment.author for comment in comments])
    return tuple(replace(one, author=name) for one, name in zip(comments, names, strict=True))


def _without_duplicates(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """The comments without repeated ones (printed again in another tab or for another screen)."""
    seen: set[object] = set()
    kept = []
    for comment in comments:
        key = comment.id or (comment.author, comment.published, comment.text)
        if key not in seen:
            seen.add(key)
            kept.append(comment)
    return tuple(kept)


def _rule_of(element: Element) -> str:
    """The rule that took an element out, with the element's id or class name."""
    element_id, names = element.get("id"), (element.get("class") or "").split()
    names.sort(key=lambda name: not any(map(is_comment_word, class_tokens(name))))
    name = (
        f"#{element_id}"
        if element_id and not re.search(r"\d", element_id)
        else f".{names[0]}"
        if names
        else ""
    )
    return f"discussion: {element.tag!s}{name}"
