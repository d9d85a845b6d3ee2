"""Tells the discussion from the column: reader comments, what the page says of their number, and
which elements hold them.

What a single comment is, and what it says, is read in `commenting`. The comment form and other
furniture are found elsewhere (`furniture`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import parse_qs, unquote, urldefrag

from archive.model.records import Comment
from crawler.extraction.comments.blogger import is_legacy_list, read_legacy_list
from crawler.extraction.comments.items import Item, Marked, find_marked, named_items
from crawler.extraction.comments.reading import CommentReader, is_made_of_links
from crawler.extraction.comments.repeated import find_repeated, weight_of
from crawler.extraction.markup.comment_marks import (
    SURE,
    Mark,
    is_comment_word,
    marks_of,
)
from crawler.extraction.markup.element_text import raw_text, text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.name_tokens import name_tokens
from crawler.extraction.markup.page import Claim, Page, absolute, address_parts
from crawler.extraction.markup.tree import Element
from crawler.extraction.markup.widgets import find_widgets
from crawler.extraction.text.counters import LONGEST_COUNTER, comment_count
from crawler.extraction.vocabulary.phrases import phrase_of

COLUMN_REMAINS = 250
"""Characters of running text that must stand outside a discussion before it is taken out: a rule
that would leave less has mistaken the column for its discussion. Where every comment is numbered or
named by its platform, one line of text is enough: a column may be a paragraph."""
RUNNING_TEXT = 40
"""Characters from which one piece of text counts as running text."""
COLUMN_INSIDE = 1500
"""Characters of paragraphs outside every comment and form from which a box named as a discussion is
thought to hold the column too."""
LONGEST_LINK = 60
"""Characters of a link that is a counter or leads to the form."""
MOST_PAGES = 500
"""Comment pages named at most; 99 comments make 2 to 10."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PAGE_NUMBER = re.compile(r"(comment-page-|[?&]cpage=|[?&]commentPage=)(\d{1,3})(?!\d)")
_DRUPAL_PAGE = re.compile(r"([?&]page=)(\d{1,3})(?!\d)")
_IDENTITIES = ("p", "page_id", "id", "nid")
"""Parameters that say which column is meant, where addresses have no words."""
_COMMENT_ANCHOR = re.compile(r"#(?:li-)?comment-?\d+$|#c\d+$|#respond$")
_LEVEL = re.compile(
    r"(?:^|\s)(?:depth|wc_comment_level|comment_level|level|comment-level)-(\d{1,2})(?:\s|$)"
)


@dataclass(frozen=True, slots=True)
class Discussion:
    """What readers wrote under a column, and what the page claims of it."""

    comments: tuple[Comment, ...] = ()
    count: int | None = None
    """How many comments the page says there are."""
    pages: tuple[str, ...] = ()
    """Addresses of the pages that hold other comments of this column."""
    claims: tuple[Claim, ...] = ()


def find_discussion(page: Page, index: PageIndex, *, named: Sequence[Element] = ()) -> Discussion:
    """The reader comments of a page, and the elements that hold their discussion.

    Elements `named` in the outlet's layout are its comments, whatever else looks like one.
    """
    marked = find_marked(page, index)
    if named:
        marked.items = named_items(named)
    widgets = find_widgets(marked.widgets, marked.scripts, page.url)
    legacy = [thread for thread in marked.threads if is_legacy_list(thread)]
    if legacy:
        marked.items = [item for item in marked.items if item.mark is not Mark.TEXT]
    reader = CommentReader(page, marked.items)
    read = [(item, reader.read(item)) for item in marked.items]
    around_headline = {above for h1 in page.root.iter("h1") for above in h1.iterancestors()}
    admitted = [
        (item, comment)
        for item, comment in read
        if item.element not in around_headline and _is_comment(item, comment)
    ]
    outermost = [item.element for item, _ in admitted if item.inside is None]
    boxes = _boxes(page, [*outermost, *legacy], marked, around_headline)
    if (admitted or legacy) and not (boxes or named):
        admitted, legacy = [], []
    elements = [item.element for item, _ in admitted if item.inside is None]
    headings: list[Element] = []
    if not (admitted or legacy):
        repeated = find_repeated(reader, around_headline)
        alone = [e for entry in repeated.entries if not entry.item.inside for e in entry.elements]
        if alone and column_remains(page, [*repeated.boxes, *alone]):
            admitted = [(entry.item, entry.comment) for entry in repeated.entries]
            boxes, elements, headings = repeated.boxes, alone, repeated.headings
    comments = _threaded(admitted, marked.replies)
    for listing in legacy:
        comments.extend(read_legacy_list(reader, listing))
    single = set(elements)
    claims = [Claim(box, "discussion", _rule_of(box)) for box in boxes if box not in single]
    claims += [Claim(element, "comment", _rule_of(element)) for element in elements]
    claims += [
        Claim(listing, "comment", "blogger: dl") for listing in legacy if listing not in boxes
    ]
    claims += [Claim(heading, "discussion", "discussion: heading") for heading in headings]
    counters = list(_counters(page, marked, boxes, headings))
    claims += [claim for claim, _ in counters]
    counts = [count for _, count in counters if count is not None]
    if not counts and comments:
        counts = list(_counts_in_widgets(marked.widgets, {item.element for item, _ in admitted}))
    return Discussion(
        comments=_each_once(comments),
        count=counts[0] if counts else None,
        pages=_comment_pages(page, marked.links, boxes, canonical=index.links.get("canonical", ())),
        claims=(*claims, *widgets),
    )


# ---------------------------------------------------------------- which items are comments


def _is_comment(item: Item, comment: Comment) -> bool:
    """Whether the structure bears out what the names say."""
    if not comment.text:
        return False
    if item.mark & SURE:
        return True
    if comment.author is None and comment.published is None:
        return False
    return not is_made_of_links(item.element, comment.text)


def _threaded(read: Sequence[tuple[Item, Comment]], replies: set[Element]) -> list[Comment]:
    """The comments with their parents and depths, in the order printed.

    A parent is the comment in whose element one stands, or the last one before the box of replies
    it stands in. Replies beyond a theme's deepest level are printed beside their parent: they stay
    there, for nothing says any more whom they answer.
    """
    by_item: dict[Item, Comment] = {}
    before_box: dict[Element, Item] = {}
    last: Item | None = None
    last_at_depth: dict[int, str | None] = {}
    comments: list[Comment] = []
    for item, comment in read:
        above = item.inside
        if item.under is not None:
            if item.under not in before_box and last is not None:
                before_box[item.under] = last
            above = before_box.get(item.under, above)
        depth, parent = 0, comment.parent
        if above is not None and above in by_item:
            depth = by_item[above].depth + 1
            parent = parent or by_item[above].id
        elif printed := _printed_depth(item.element):
            depth = printed
            parent = parent or last_at_depth.get(depth - 1)
        by_item[item] = placed_comment = replace(comment, parent=parent, depth=depth)
        last_at_depth[depth] = placed_comment.id
        comments.append(placed_comment)
        last = item
    return comments


def _printed_depth(element: Element) -> int:
    match = _LEVEL.search(element.get("class") or "")
    return max(0, int(match[1]) - 1) if match else 0


def _each_once(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """The comments without those printed a second time (in another tab, for another screen)."""
    seen: set[object] = set()
    kept = []
    for comment in comments:
        key = comment.id or (comment.author, comment.published, comment.text)
        if key not in seen:
            seen.add(key)
            kept.append(comment)
    return tuple(kept)


# ---------------------------------------------------------------- what holds the discussion


def _boxes(
    page: Page, outermost: Sequence[Element], marked: Marked, around_headline: set[Element]
) -> list[Element]:
    """The widest elements that hold the discussion and nothing of the column."""
    threads = {t for t in marked.threads if t.tag not in _HEADINGS and t not in around_headline}
    prose = _prose_outside(page, threads, set(outermost))
    wide = {thread for thread in threads if prose[thread] < COLUMN_INSIDE}
    boxes: dict[Element, None] = {}
    for element in outermost:
        boxes[_widest(element, wide)] = None
    for thread in marked.threads:
        if thread in wide:
            boxes[_widest(thread, wide)] = None
    widest = [box for box in boxes if not any(above in boxes for above in box.iterancestors())]
    sure = all(marks_of(element) & SURE for element in outermost) if outermost else False
    least = RUNNING_TEXT if sure else COLUMN_REMAINS
    return widest if widest and column_remains(page, widest, least=least) else []


def _widest(element: Element, threads: set[Element]) -> Element:
    """The outermost list or discussion around an element, or the element."""
    widest = element
    parent = element.getparent()
    if parent is not None and parent.tag in ("ol", "ul", "dl"):
        widest = parent
    for ancestor in element.iterancestors():
        if ancestor in threads:
            widest = ancestor
    return widest


def _prose_outside(page: Page, threads: set[Element], comments: set[Element]) -> Counter[Element]:
    """Characters of each discussion's paragraphs that stand in no comment and no form."""
    prose: Counter[Element] = Counter()
    if not threads:
        return prose
    for paragraph in page.root.iter("p"):
        above = set(paragraph.iterancestors())
        around = above & threads
        if around and not (above & comments) and not any(map(_is_form_or_text, above)):
            size = len(raw_text(paragraph))
            prose.update(dict.fromkeys(around, size))
    return prose


def _is_form_or_text(element: Element) -> bool:
    return element.tag == "form" or bool(marks_of(element) & Mark.TEXT)


def column_remains(page: Page, taken: Sequence[Element], *, least: int = COLUMN_REMAINS) -> bool:
    """Whether enough running text for a column stands outside the elements taken."""
    inside = page.inside(taken)
    size = 0
    for at, tag in enumerate(page.tags):
        if inside[at] or tag in ("script", "style", "title"):
            continue
        for text in (page.texts[at], page.tails[at]):
            if text and weight_of(text) > RUNNING_TEXT:
                weight = weight_of(text.strip())
                size += weight if weight > RUNNING_TEXT else 0
        if size >= least:
            return True
    return False


def _rule_of(element: Element) -> str:
    """The element's own name, as the rule that took it out."""
    own_id, names = element.get("id"), (element.get("class") or "").split()
    names.sort(key=lambda name: not any(map(is_comment_word, name_tokens(name))))
    name = (
        f"#{own_id}" if own_id and not re.search(r"\d", own_id) else f".{names[0]}" if names else ""
    )
    return f"discussion: {element.tag!s}{name}"


# ---------------------------------------------------------------- counters and pages


def _counters(
    page: Page, marked: Marked, boxes: Sequence[Element], headings: Sequence[Element]
) -> Iterator[tuple[Claim, int | None]]:
    """The places that say how many comments there are, the likeliest first."""
    seen: set[Element] = set()
    inside = {item.element for item in marked.items}
    for element in (*headings, *_headings_of(marked, boxes, inside), *marked.counters):
        if element in seen or len(raw_text(element)) > 4 * LONGEST_COUNTER:
            continue
        text = " ".join(text_of(element).split())
        count = comment_count(text)
        if count is not None:
            seen.add(element)
            yield Claim(element, "counter", "counter: text"), count
    for link in marked.links:
        text = " ".join(text_of(link).split())
        if not text or len(text) > LONGEST_LINK or not inside.isdisjoint(link.iterancestors()):
            continue
        count = comment_count(text)
        phrase = phrase_of(text)
        if _PAGE_NUMBER.search(link.get("href") or ""):
            if phrase is not None:
                yield Claim(link, "navigation", "comment pages: a[href]"), None
        elif count is not None or text.strip("()").isdecimal():
            same = _leads_here(link, page)
            yield Claim(link, "counter", "counter: a[href]"), count if same else None
        elif phrase is not None:
            yield Claim(link, phrase.kind, "comment link: a[href]"), None


def _counts_in_widgets(widgets: Iterable[Element], comments: set[Element]) -> Iterator[int]:
    """Counts that the widgets of a page saved from a browser print."""
    for widget in widgets:
        for line in text_of(widget, without=comments).splitlines():
            if (count := comment_count(line)) is not None:
                yield count


def _headings_of(
    marked: Marked, boxes: Sequence[Element], inside: set[Element]
) -> Iterator[Element]:
    """Headings of the discussion: named as such, in its boxes, or just before them."""
    for thread in marked.threads:
        if thread.tag in _HEADINGS:
            yield thread
    for box in boxes:
        for heading in box.iter(*_HEADINGS):
            if inside.isdisjoint(heading.iterancestors()):
                yield heading
        for number, sibling in enumerate(box.itersiblings("*", preceding=True)):
            if sibling.tag in _HEADINGS or number == 0:
                yield sibling
            if number == 2:
                break


def _leads_here(link: Element, page: Page) -> bool:
    """Whether a link to a discussion leads to this page's own."""
    href = link.get("href") or ""
    if href.startswith("#"):
        return True
    target = page.link(href)
    return target is not None and urldefrag(target)[0].rstrip("/") == page.url.rstrip("/")


def _comment_pages(
    page: Page, links: Iterable[Element], boxes: Iterable[Element], *, canonical: Iterable[str]
) -> tuple[str, ...]:
    """Addresses of the other pages of comments: of this column's, on its own host.

    WordPress numbers them from 1 without gaps, so a link to the fourth tells of three more; Drupal
    numbers the second one 1, and the first has no number. Addresses of single comments tell only
    where those stand, which is here.
    """
    hrefs = dict.fromkeys(link.get("href") or "" for link in links)
    elsewhere = (h for h in hrefs if not (_COMMENT_ANCHOR.search(h) or "replytocom" in h))
    numbered = _all_numbered(page, elsewhere, _PAGE_NUMBER)
    if not numbered:
        inside = dict.fromkeys(
            href for box in boxes for link in box.iter("a") if (href := link.get("href"))
        )
        numbered = _all_numbered(page, inside, _DRUPAL_PAGE, first_unnumbered=True)
    numbered.pop(page.url, None)
    here = _document(page.url)
    declared = (_document(absolute(href, page.base) or page.url) for href in canonical)
    documents = {here, *(document for document in declared if document[0] == here[0])}
    return tuple(
        sorted((url for url in numbered if _document(url) in documents), key=by_page_number)
    )


def _document(address: str) -> tuple[str, str, str]:
    """What an address and those of its pages of comments have in common: host, path, number."""
    parts = address_parts(_PAGE_NUMBER.sub("", address))
    if parts is None:
        return "", address, ""
    query = parse_qs(parts.query)
    number = next((query[name][0] for name in _IDENTITIES if name in query), "")
    return parts.netloc.lower().removeprefix("www."), unquote(parts.path).rstrip("/"), number


def _all_numbered(
    page: Page, hrefs: Iterable[str], pattern: re.Pattern[str], *, first_unnumbered: bool = False
) -> dict[str, None]:
    """The addresses of all pages that links tell of, `MOST_PAGES` at most."""
    addresses: dict[str, None] = {}
    for href in hrefs:
        several = _numbered(page, href, pattern)
        if several and first_unnumbered:
            several.insert(0, pattern.sub("", several[0]).rstrip("?&"))
        addresses.update(dict.fromkeys(several))
        if len(addresses) >= MOST_PAGES:
            break
    return dict.fromkeys(islice(addresses, MOST_PAGES))


def _numbered(page: Page, href: str, pattern: re.Pattern[str]) -> list[str]:
    """The addresses of all pages up to the one a link leads to."""
    number = pattern.search(href)
    target = page.link(href)
    if number is None or target is None:
        return []
    address = urldefrag(target)[0]
    last = min(int(number[2]), MOST_PAGES)
    return [pattern.sub(rf"\g<1>{at}", address) for at in range(1, last + 1)]


def is_numbered_from_one(address: str) -> bool:
    """Whether a page of comments has a number of its own even if it is the first."""
    return bool(_PAGE_NUMBER.search(address))


def by_page_number(address: str) -> tuple[int, str]:
    """What pages of comments are to be sorted by."""
    number = _PAGE_NUMBER.search(address) or _DRUPAL_PAGE.search(address)
    return (int(number[2]) if number else 0, address)
