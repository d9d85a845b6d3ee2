"""What the entries of a list lead to: comments on other pages, other columns, or this page.

Whether the list is one of recent comments is decided in `recent_comments`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.text.sizes import text_size
from crawler.extraction.comments.comment_pages import Document, document_of
from crawler.extraction.comments.signals import COMPLAINT, is_answer_link
from crawler.extraction.comments.unnamed_comments import has_stamp
from crawler.extraction.markup.class_names.comment_marks import SURE, marks_by
from crawler.extraction.markup.element_text import UNSEEN_TAGS, raw_text, text_of
from crawler.extraction.markup.index import AUTHOR_PATHS, PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.phrases import phrase_of

BY_COMMENTS, BY_COMMENTS_OF_ONE, BY_PAGES = 3, 2, 1
"""Weights of links to comments on several other pages, on one, and to other pages at all."""
MOST = 0.5
"""Share of the entries that must lead elsewhere; of those from which anchors, numbers and buttons
show them to be the page's own comments."""
FEWEST_PAGES = 2
LONGEST_ENTRY = 1500
"""Characters of an entry on average: some lists print whole comments, none a column."""
LONGEST_REST = 300
"""Characters besides the entries: a heading, a sentence, a link to more."""
LONGEST_RUN = 100
"""Characters of a run of text before the entries that is no paragraph of a column."""
SHORTEST_TITLE = 12
"""Bytes of a link from which it may be another column's headline, and no button."""
LONGEST_BOX = 30_000
"""Characters of a box, scripts in it included: twenty entries with whole comments."""
DEEPEST = 8
"""Steps down from a box to its entries."""

TO_COMMENT = re.compile(
    r"#(?:[a-z]{1,12}-){0,3}(?:comment|comentario|kommentar|reactie|forum|cmt|c|t)"
    r"[-_]?(?=[a-f-]{0,40}\d)[0-9a-f][0-9a-f-]{0,60}$|[?&]showComment=\d+",
    re.I,
)
"""Addresses of single comments: `#comment-12`, `#c1203`, `?showComment=1709460000000`."""
_PROFILES = re.compile(r"/(?:users?|profiles?|members?|by|people|u)/[^/]+/?$", re.I)
_ENTRY_TAGS = frozenset("li div article p tr dt dd section".split())


@dataclass(frozen=True, slots=True)
class ListedEntries:
    """What the entries of a list show, each as a number of entries."""

    count: int
    to_comments: int
    """With a link to a comment on another page."""
    to_pages: int
    """With a link to another page of this site that reads like a headline."""
    pages: int
    """Other pages that all these lead to."""
    linked_here: int
    """With a link to a comment on this page."""
    numbered: int
    """With a number of their own, or a button to answer."""
    below_text: bool
    """Whether a paragraph stands in the box before the first."""

    def are_own(self, *, of_widget: bool) -> bool:
        """Whether they are this page's comments; widgets list those of this column, too."""
        own = self.numbered if of_widget else max(self.numbered, self.linked_here)
        return own > MOST * self.count

    @property
    def lead_elsewhere(self) -> int:
        """The weight of where they lead."""
        if self.to_comments > MOST * self.count:
            return BY_COMMENTS if self.pages >= FEWEST_PAGES else BY_COMMENTS_OF_ONE
        several = self.pages >= min(FEWEST_PAGES, self.count)
        return BY_PAGES if several and self.to_pages > MOST * self.count else 0


class EntryReader:
    """Reads the entries of lists of one page."""

    def __init__(self, page: Page, index: PageIndex) -> None:
        self.page = page
        self._index = index

    @cached_property
    def here(self) -> set[Document]:
        """This page, by its address and by what it states of it."""
        metas, links = self._index.metas, self._index.links
        declared = (*links.get("canonical", ()), *metas.get("og:url", ()))
        return {
            document_of(address)
            for address in (self.page.url, *map(self.page.link, declared))
            if address is not None
        }

    @cached_property
    def hosts(self) -> set[str]:
        """The hosts of these addresses."""
        return {document[0] for document in self.here}

    @cached_property
    def anchors(self) -> set[str]:
        """Where a link within this page may lead to."""
        names = (a.get("name") for a in self.page.root.iter("a"))
        return {name for name in (*self.page.ids, *names) if name}

    def other_page(self, href: str | None) -> Document | None:
        """The other page that a link leads to; None of one within this page."""
        if not href or href.startswith("#") or href.partition("#")[2] in self.anchors:
            return None
        target = self.page.link(href)
        document = document_of(target) if target else None
        return None if document in self.here else document

    def read(self, box: Element) -> ListedEntries | None:
        """What the entries in a box show; None where it is too large, or has a form."""
        if len(raw_text(box)) > LONGEST_BOX or next(box.iter("textarea", "h1"), None) is not None:
            return None
        entries = _entries_in(box)
        inside = sum(len(raw_text(entry).strip()) for entry in entries)
        rest = len(text_of(box, without=entries)) if entries[0] is not box else 0
        if inside > LONGEST_ENTRY * len(entries) or rest > LONGEST_REST:
            return None
        to_comments = to_pages = linked_here = numbered = 0
        pages: set[Document] = set()
        linked = [list(entry.iter("a")) for entry in entries]
        printed = Counter(text for links in linked for text in {_words_of(a) for a in links})
        for entry, links in zip(entries, linked, strict=True):
            comments = [a for a in links if TO_COMMENT.search(a.get("href") or "")]
            others = {other for a in comments if (other := self.other_page(a.get("href")))}
            titles = {
                other
                for a in links
                if printed[_words_of(a)] < max(2, MOST * len(entries))  # else a button
                and _reads_as_title(a)
                and (other := self._column_at(a))
            }
            to_comments += bool(others)
            to_pages += bool(titles or others) and len(entries) > 1
            linked_here += bool(comments) and not others
            numbered += _is_numbered(entry) or any(map(is_answer_link, links))
            pages |= others | titles
        return ListedEntries(
            count=len(entries),
            to_comments=to_comments,
            to_pages=to_pages,
            pages=len(pages),
            linked_here=linked_here,
            numbered=numbered,
            below_text=self._has_text_before(box, entries[0]),
        )

    def _has_text_before(self, box: Element, entry: Element) -> bool:
        """Whether a paragraph, or a run of text longer than any heading, stands in a box before
        an entry."""
        page = self.page
        first = entry if entry is not box else next(box.iter("a"), box)
        stop = page.numbers[first]
        for at in range(page.numbers[box], stop):
            tag = page.tags[at]
            if tag not in UNSEEN_TAGS and len(page.texts[at] or "") > LONGEST_RUN:
                return True
            if tag == "p" and page.ends[at] <= stop and raw_text(page.elements[at]).strip():
                return True
        return False

    def _column_at(self, link: Element) -> Document | None:
        """The other page of this site that a link leads to, unless somebody's profile."""
        href = link.get("href") or ""
        document = self.other_page(href)
        if document is None or document[0] not in self.hosts:
            return None
        return None if _PROFILES.search(href) or AUTHOR_PATHS.search(href.lower()) else document


def _entries_in(box: Element) -> Sequence[Element]:
    """The entries of the list in a box; the box itself where nothing in it repeats."""
    element = box
    for _ in range(DEEPEST):
        sizes = [(len(raw_text(child).strip()), child) for child in element]
        alike: dict[str, list[Element]] = {}
        for size, child in sizes:
            if size and child.tag in _ENTRY_TAGS:
                tag = "dl" if child.tag in ("dt", "dd") else str(child.tag)
                alike.setdefault(tag, []).append(child)
        most = max(alike.values(), key=len, default=[])
        if len(most) > 1 and all(next(e.iter("a"), None) is not None for e in most[:2]):
            return most
        if not sizes:
            break
        element = max(sizes, key=lambda pair: pair[0])[1]
    return [box]


def _is_numbered(entry: Element) -> bool:
    """Whether an entry, or what it consists of, has the number of a comment on this page."""
    return any(
        marks_by(str(element.tag), element.get("class"), element.get("id")) & SURE
        for element in (entry, *entry.iterchildren("article", "div"))
    )


def _reads_as_title(link: Element) -> bool:
    """Whether a link may be another column's headline or a comment's words: no name, no button."""
    text = _words_of(link)
    return (
        text_size(text) >= SHORTEST_TITLE
        and phrase_of(text) is None
        and not has_stamp(text)
        and not COMPLAINT.search(text)
        and not is_answer_link(link)
    )


def _words_of(link: Element) -> str:
    return " ".join(raw_text(link).split())
