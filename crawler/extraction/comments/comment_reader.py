"""Reads one comment: its author, date, text, id and links.

Class names show the parts of a comment ("author", "date", "content"); parts without names are known
by what they are: a `time` element, a link to the comment itself, the rest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from typing import Final

from archive.model.records import Comment, CommentKind
from archive.model.writing_systems import CJK
from archive.text.sizes import text_size
from crawler.extraction.comments.comment_elements import UnreadComment, box_of_only, own_elements
from crawler.extraction.comments.comment_parts import part_of
from crawler.extraction.comments.comment_text import (
    BY_WORDS,
    SELF_LINK,
    is_masked,
    name_behind_date,
    name_in,
    name_in_line,
    without_furniture,
)
from crawler.extraction.comments.stated_zone import stated_zone
from crawler.extraction.markup.class_names.comment_marks import LINKED_FROM, NAMED_ID, NUMBER, Mark
from crawler.extraction.markup.element_text import raw_text, text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.text.counters import comment_count
from crawler.extraction.text.dates import parse_date
from crawler.extraction.text.moments import PrintedDate
from crawler.extraction.text.names import is_name
from crawler.extraction.text.relative_dates import relative_date
from crawler.extraction.vocabulary.labelled_lines import linked_from, speaker
from crawler.extraction.vocabulary.phrases import phrase_of
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

LONGEST_DATE = 120
"""Characters of a line with a comment's date: "Submitted by Jo on Fri, 2014-03-07 17:15"."""
LONGEST_FIRST_LINE = 60
"""Characters of a first line with name and date that have no markup of their own."""
LONGEST_PART = 250
"""Size of a part (name, date, buttons) that is left out of the text. A larger box named
"meta" contains the text as well."""
LONGEST_TITLE = 120
"""Characters of a comment's own heading; forms take 60 to 100."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))
_LEFT_OUT = _HEADINGS | {"form", "button", "label"}
_SAYS_MORE = re.compile(rf"[^\W\d_]{{2}}.*\s|[{CJK}]{{2}}")
"""Two words, or two letters of a script without spaces: "#3" and "Permalink" are no headings."""
_DISCUSSION_WORDS: Final = table("discussions")["author"]
_AGAIN = re.compile(rf"(?:{alternatives(_DISCUSSION_WORDS['again_patterns'])})\s*:", re.I)
_NOT_HOME = re.compile(r"#(?:[a-z]+-)*(?:comment|c|dsq-comment|respond)-?\d*$|replytocom=", re.I)
"""Links beside a name that lead to the comment or its form, not to the commenter's site."""
EPOCH_LINK = re.compile(r"showComment=(\d{13})")
_MOMENT_ATTRIBUTES = ("datetime", "data-comment-timestamp", "content")
_ID_ATTRIBUTES = ("data-comment-id", "data-commentid", "data-id")
_EMPTY_BRACKETS = re.compile(r"\s*\(\s*\)$")
_BEFORE_DATE = re.compile(r"[^\d|,·]{2,60}(?=[|,·]|\s[–—-]\s)")
_PARENT_LINK = re.compile(r"#(?:comment-|c|t|cmt)(\d+)$")
_PARENT_WORDS = re.compile(alternatives(table("discussions")["threads"]["parent_patterns"]), re.I)
_PARENT_ATTRIBUTES = (
    "data-parent", "data-parent-id", "data-parentid", "data-parent-comment-id", "data-reply-to",
)  # fmt: skip
_STATED_ID = re.compile(r"#?(?:comment-|ljcmt|cmt|c|t)?((?=\D{0,40}\d)[0-9a-f][0-9a-f-]{0,63})")
_PROFILE = re.compile(r"//(?:www\.)?substack\.com/profile/\d")
"""Substack's class names change with each build; where the name leads does not."""
_ANONYMOUS = frozenset(word_list(table("comment_names")["items"]["anonymous"]))
_IN_BRACKETS = re.compile(r"(?<=\S)\s*\(([^\d()]{2,40})\)$")
_AUTHOR_ATTRIBUTES = ("data-username", "data-author", "data-author-name", "data-ljuser")
_AFTER_NAME = re.compile(
    rf"\s*[|,·(]|\s[–—-]\s|\s(?:{alternatives(_DISCUSSION_WORDS['before_date_patterns'])})\s+(?=.*\d)"
)
"""What ends a name that words like "Posted by" begin, in one line with a date."""


@dataclass(frozen=True, slots=True)
class _CommentParts:
    """The named parts of one comment, each in document order."""

    named_authors: list[Element]
    authors: list[Element]
    cites: list[Element]
    dates: list[Element]
    times: list[Element]
    named_texts: list[Element]
    texts: list[Element]
    left_out: list[Element]
    links: list[Element]


class CommentReader:
    """Reads the comments of one page, in its language, and in its outlet's zone, else in the one
    that it states."""

    def __init__(self, page: Page, index: PageIndex, comments: Sequence[UnreadComment]) -> None:
        self.page = page
        self.language = page.root.get("lang") or (page.outlet.language if page.outlet else None)
        self._index = index
        self.stops = {unread.element for unread in comments}
        self._nested: dict[UnreadComment, set[Element]] = {}
        for unread in comments:
            if unread.parent is not None:
                self._nested.setdefault(unread.parent, set()).add(unread.element)

    @cached_property
    def _headlines(self) -> set[str]:
        """The texts of the page's first headings."""
        headings = map(self.page.elements.__getitem__, self.page.tagged("h1"))
        return {" ".join(raw_text(h1).split()) for h1 in headings}

    @cached_property
    def zone(self) -> tzinfo | None:
        """The zone of times that are printed without one, where it is known."""
        outlet = self.page.outlet
        return (outlet.timezone if outlet else None) or stated_zone(self._index, self.language)

    def read(self, unread: UnreadComment) -> Comment:
        """The comment in an element; parent and depth are set in `discussion`."""
        parts = self._parts(unread)
        author_element, author = self._author(parts)
        is_anonymous = not _ANONYMOUS.isdisjoint((unread.element.get("class") or "").split())
        if author and author_element is not None and is_anonymous:
            author = _without_remark(author, " ".join(raw_text(author_element).split()))
        author_url = self._author_url(parts, author_element)
        date = self._date(parts)
        source = _text_element(unread, parts, author_element)
        not_text = self._not_text(unread, parts, source)
        text = without_furniture(text_of(source, without=not_text))
        if (author is None or date is None) and text:
            around = self._around(unread, source, not_text)
            author = author or _named_around(around)
            author, date = self._author_and_date_in_lines(around, author, date)
            first, _, rest = text.partition("\n")
            if date is None and rest and len(first) <= LONGEST_FIRST_LINE:
                author, date = self._author_and_date_in_lines([first], author, date)
                text = rest if date else text
            above, _, last = text.rpartition("\n")
            if date is None and above and _is_signed(last):
                author, date = self._author_and_date_in_lines([last], author, date)
                text = above if date else text
        if author and author_element is None:
            author_url = author_url or self._author_url(parts, _link_with(author, parts.links))
        if author and text and source is not unread.element:
            title = self._title(parts, author, source, text)
            text = f"{title}\n{text}" if title else text
        kind: CommentKind = "reader"
        if linked := linked_from(text) or (unread.mark & LINKED_FROM and ("pingback", text)):
            kind, title = linked[0], _EMPTY_BRACKETS.sub("", linked[1])
            if unread.mark & Mark.TRACKBACK:  # of which WordPress's themes print "Pingback:", too
                kind = "trackback"
            author, text = author or title or None, title or author or ""
            author_url = author_url or next(map(self.page.link, _hrefs(parts.links)), None)
        return Comment(
            text=text,
            id=unread.number or _number_of_self_link(parts.links) or _id_of(unread),
            author=author or _attribute(unread.element, _AUTHOR_ATTRIBUTES),
            author_url=author_url,
            published=date.moment if date else None,
            published_precision=date.precision if date else None,
            parent=_printed_parent(unread, parts),
            kind=kind,
        )

    def _title(self, parts: _CommentParts, author: str, source: Element, text: str) -> str | None:
        """The heading that the commenter gave a comment.

        Generated headings do not count: Drupal repeats the first words of the text, SPIP the
        column's headline, and a reply the heading it answers.
        """
        around, authors = {source, *source.iterancestors()}, set(parts.authors)
        line = " ".join(text.split())
        for heading in parts.left_out:
            parent = heading.getparent()
            if heading.tag not in _HEADINGS or heading in authors or parent is None:
                continue
            if parent not in around and parent.tag not in ("header", "hgroup"):
                continue
            title = " ".join(text_of(heading).split())
            if len(title) > LONGEST_TITLE or not _SAYS_MORE.search(title) or author in title:
                continue
            if phrase_of(title) or comment_count(title) is not None or self.date_in(title):
                continue
            given = title.rstrip(" .…")
            if _AGAIN.match(given) or given in self._headlines or line.startswith(given):
                continue
            if parent is source and any(map(_has_text, heading.itersiblings(preceding=True))):
                continue  # a heading in the text
            return title
        return None

    def _around(self, unread: UnreadComment, source: Element, not_text: set[Element]) -> list[str]:
        """The lines of a comment outside its text."""
        if source is not unread.element:
            others = self._nested.get(unread, set()) | {source}
            return text_of(unread.element, without=others).splitlines()
        apart = [element for element in own_elements(unread, self.stops) if element in not_text]
        return [line for element in apart for line in text_of(element).splitlines()]

    def _author_and_date_in_lines(
        self, lines: Sequence[str], author: str | None, date: PrintedDate | None
    ) -> tuple[str | None, PrintedDate | None]:
        """Author and date, completed from lines like "Jo Hale" and "Jo Hale | 21 April - 16:40"."""
        for line in lines:
            if author is None and is_name(line, alone=True) and not phrase_of(line):
                author = line
            if len(line) > LONGEST_DATE or not (printed := self.date_in(line)):
                continue
            return author or self._name_before_date(line), date or printed
        return author, date

    def _name_before_date(self, line: str) -> str | None:
        """The name in a line like "Posted by: Jo Hale | 21 April - 16:40"."""
        rest = BY_WORDS.sub("", line)
        if rest != line:
            name = _AFTER_NAME.split(rest, maxsplit=1)[0]
            return None if self.date_in(name) else name_in_line(name) or None
        if behind := name_behind_date(line):
            return behind
        before = _BEFORE_DATE.match(rest)
        return before[0].strip(" \t|,·–—-") or None if before else None

    def date_in(self, text: str) -> PrintedDate | None:
        """The date in a short text, absolute or relative to the capture ("3 days ago")."""
        captured_at = self.page.captured_at
        return parse_date(
            text, language=self.language, zone=self.zone, captured_at=captured_at
        ) or relative_date(text, captured_at=captured_at, zone=self.zone)

    def _parts(self, unread: UnreadComment) -> _CommentParts:
        parts = _CommentParts([], [], [], [], [], [], [], [], [])
        for element in own_elements(unread, self.stops):
            tag = element.tag
            if tag == "a":
                parts.links.append(element)
            elif tag == "time" or _holds_moment(element):
                parts.times.append(element)
            elif tag in ("cite", "dt"):
                parts.cites.append(element)
            elif tag in _LEFT_OUT:
                parts.left_out.append(element)
            part = part_of(element)
            if part:
                {
                    "named author": parts.named_authors,
                    "author": parts.authors,
                    "date": parts.dates,
                    "named text": parts.named_texts,
                    "text": parts.texts,
                    "left out": parts.left_out,
                }[part].append(element)
        return parts

    def _author(self, parts: _CommentParts) -> tuple[Element | None, str | None]:
        for element in (*parts.named_authors, *parts.cites, *parts.authors):
            if element.tag in ("img", "svg", "input"):
                continue
            name = name_in(element)
            if name:
                return element, name
        for link in parts.links:
            profile = _PROFILE.search(link.get("href") or "")
            if profile and not _is_in_paragraph(link) and (name := name_in(link)):
                return link, name
        for link in parts.links:
            if {"nofollow", "author"} & set((link.get("rel") or "").split()) and len(
                link.text or ""
            ) > 1:
                name = name_in(link)
                if name and not SELF_LINK.search(link.get("href") or ""):
                    return link, name
        return None, None

    def _author_url(self, parts: _CommentParts, author: Element | None) -> str | None:
        if author is None:
            return None
        around = [author, *author.iter("a"), *list(author.iterancestors())[:2]]
        for element in around:
            href = element.get("href") if element.tag == "a" else None
            if href and "#" not in href[:1] and not _NOT_HOME.search(href):
                return self.page.link(href)
        return None

    def _date(self, parts: _CommentParts) -> PrintedDate | None:
        for element in parts.times:
            value = next(filter(None, map(element.get, _MOMENT_ATTRIBUTES)), None)
            if value and (date := self.date_in(value)):
                return date
        for link in parts.links:
            match = EPOCH_LINK.search(link.get("href") or "")
            if match and (date := self.date_in(match[1])):
                return date
        links = [a for a in parts.links if SELF_LINK.search(a.get("href") or "")]
        for element in (*parts.times, *links, *reversed(parts.dates)):
            for text in (text_of(element), element.get("title"), element.get("content")):
                if text and len(text) <= LONGEST_DATE and (date := self.date_in(text)):
                    return date
        return None

    def _not_text(
        self, unread: UnreadComment, parts: _CommentParts, source: Element
    ) -> set[Element]:
        """Elements of the comment that are not its text."""
        left_out = set(self._nested.get(unread, ()))
        for element in (
            *parts.named_authors, *parts.authors, *parts.cites, *parts.dates, *parts.times,
            *parts.left_out,
        ):  # fmt: skip
            if element is source or (element.tag == "cite" and source is not unread.element):
                continue
            if element in parts.texts or any(e is element for e in source.iterancestors()):
                continue
            small = text_size(raw_text(element)) <= LONGEST_PART
            if element.tag == "form" or (
                small and next(element.iterdescendants("p"), None) is None
            ):
                left_out.add(element)
        return left_out


def _named_around(lines: Sequence[str]) -> str | None:
    """Who is named beside a comment's text by a line that within it would be said of others:
    "Jo Hale says:", "kim****"."""
    said = (speaker(line) for line in lines if line.endswith((":", "：")))
    return next(filter(None, said), None) or next(filter(is_masked, lines), None)


def _without_remark(name: str, printed: str) -> str:
    """A name without the brackets in which Drupal says, behind all else that is printed, that it is
    not verified; what begins with a capital letter is a part of the name."""
    remark = _IN_BRACKETS.search(name) if printed.endswith(name) else None
    return name if remark is None or remark[1][0].isupper() else name[: remark.start()]


def _is_signed(line: str) -> bool:
    """Whether a comment's last line says by whom it is, as "Posted by" does; "By" begins prose."""
    words = BY_WORDS.match(line)
    if words is None or line[-1] in ".!?…":
        return False
    return ":" in words[0] or "：" in words[0] or len(words[0].split()) > 1


def _is_in_paragraph(element: Element) -> bool:
    return next(element.iterancestors("p"), None) is not None


def _has_text(element: Element) -> bool:
    return bool(raw_text(element).strip() or (element.tail or "").strip())


def _holds_moment(element: Element) -> bool:
    """Whether an attribute holds the time, for a script or (Drupal 7's RDFa) for a crawler."""
    attributes = element.attrib
    return "data-comment-timestamp" in attributes or (
        "content" in attributes and "created" in (element.get("property") or "").lower()
    )


def _text_element(unread: UnreadComment, parts: _CommentParts, author: Element | None) -> Element:
    """The element with the comment's text: the one named as text, else the whole comment."""
    if unread.text is not None:
        return unread.text
    apart = {author, *(author.iterancestors() if author is not None else ())}
    for several in (parts.named_texts, parts.texts):
        sized = [(len(raw_text(e).strip()), e) for e in several if e not in apart]
        size, longest = max(sized, key=lambda pair: pair[0], default=(0, unread.element))
        if size:
            return longest
    return unread.element


def _id_of(unread: UnreadComment) -> str | None:
    """The id that a platform gives a comment: in an attribute, or in an anchor before it."""
    element = unread.element
    if unread.mark & Mark.PLATFORM:
        for name in _ID_ATTRIBUTES:
            if value := element.get(name):
                return value
        if match := NAMED_ID.fullmatch(element.get("id") or ""):
            return match[1]
    before = element.getprevious()
    if before is not None and before.tag == "a":
        match = NUMBER.fullmatch(before.get("id") or before.get("name") or "")
        return match[1] if match else None
    return None


def _number_of_self_link(links: Sequence[Element]) -> str | None:
    for link in links:
        above = link.getparent()
        if above is not None and "parent" in (above.get("class") or "").split():
            continue
        match = SELF_LINK.search(link.get("href") or "")
        if match and not _PARENT_WORDS.fullmatch(raw_text(link).strip()):
            return match[1] or match[2]
    return None


def _printed_parent(unread: UnreadComment, parts: _CommentParts) -> str | None:
    """Id of the comment that the page names as the one answered: in an attribute (LiveJournal), or
    by a link (Drupal: "In reply to")."""
    for element in (unread.element, box_of_only(unread.element)):
        stated = _attribute(element, _PARENT_ATTRIBUTES) if element is not None else None
        if stated and (match := _STATED_ID.fullmatch(stated)):
            return match[1] if match[1] != "0" else None
    for link in parts.links:
        parent = link.getparent()
        if (
            parent is not None and "parent" in (parent.get("class") or "").split()
        ) or _PARENT_WORDS.fullmatch(raw_text(link).strip()):
            match = _PARENT_LINK.search(link.get("href") or "")
            if match:
                return match[1]
    return None


def _attribute(element: Element, names: Sequence[str]) -> str | None:
    """The first of some attributes of an element that says something."""
    return next((value.strip() for name in names if (value := element.get(name))), None)


def _link_with(text: str, links: Sequence[Element]) -> Element | None:
    """The link that consists of a text."""
    return next((link for link in links if " ".join(raw_text(link).split()) == text), None)


def _hrefs(links: Sequence[Element]) -> list[str]:
    return [href for link in links if (href := link.get("href")) and not SELF_LINK.search(href)]
