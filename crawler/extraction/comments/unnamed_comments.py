"""Reads a box without telling class names as one comment: its author, date and text.

Name and date are recognised by their form and by their place, at the beginning or end of the box.
Whether the boxes are a discussion at all is decided in `repeated_boxes`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from archive.model.records import Comment
from crawler.extraction.comments.comment_elements import UnreadComment
from crawler.extraction.comments.comment_reader import LONGEST_DATE, CommentReader
from crawler.extraction.comments.comment_text import (
    is_made_of_links,
    name_in_line,
    name_with_year,
    without_furniture,
)
from crawler.extraction.comments.signals import (
    COMPLAINT,
    SAMPLE,
    is_answer_link,
    is_heading_line,
    number_in,
)
from crawler.extraction.markup.element_text import raw_text, text_of
from crawler.extraction.markup.tree import Element
from crawler.extraction.text.counters import comment_count
from crawler.extraction.text.moments import PrintedDate
from crawler.extraction.text.months import weekday_of
from crawler.extraction.text.relative_dates import is_relative_date
from crawler.extraction.vocabulary.caseless import Caseless
from crawler.extraction.vocabulary.phrases import phrase_of
from crawler.extraction.vocabulary.tables import (
    alternatives,
    table,
)

FEWEST = 2
"""Similar boxes that make a discussion; a single one does not repeat."""
LONGEST_BUTTON = 25
"""Characters of a link to answer or to report a comment."""
LONGEST_HANDLE = 40
"""Characters of a commenter's name."""
MOST_WORDS = 5
LONGEST_COMMENT = 6000
"""Characters of a comment; a longer text is a column."""
HEADER_LINES = 4
"""Lines at the beginning or end of a comment that are searched for name and date."""
_TABLE: Final = table("discussions")
_DIGIT = re.compile(r"\d")
_STAMP_IN_DIGITS = re.compile(
    r"(?<![\da-z_])(?:19|20)\d\d(?![\da-z_])|(?<!\d)(?:19|20)\d\d[./年-]\s?\d|"
    r"(?<!\d)[0-2]?\d[:h][0-5]\d(?!\d)|"
    rf"(?<!\d)\d{{1,2}}[./-]\d{{1,2}}[./-]\d\d(?!\d)|\d.{{1,12}}(?:{alternatives(_TABLE['ago']['after_patterns'])})",
    re.I,
)
"""What dates and times have; a year within a word is a part of a name: "kim1994"."""
_STAMP_IN_WORDS = Caseless(rf"(?:{alternatives(_TABLE['ago']['before_patterns'])}) .{{0,6}}\w")
_WORDS_BEFORE_DATE = rf"(?:{alternatives(_TABLE['author']['before_date_patterns'])})\b"
_NAMES_DIGIT = (
    r"(?<=[a-z\d_])\d"
    rf"(?=[a-z\d_]{{0,{LONGEST_HANDLE}}}(?:\s*[|,·–—(]|\s-\s|\s+\d|\s+{_WORDS_BEFORE_DATE}))"
)
"""A digit of a name: the date stands apart behind it, and is not glued to it ("Anna6 May")."""
_BEFORE_DATE = re.compile(
    rf"(?:(?:{alternatives(_TABLE['author']['by_with_date_patterns'])})\s+)?"
    rf"((?:[^\d|,·:–—(]|{_NAMES_DIGIT}){{2,{LONGEST_HANDLE}}}?)"
    rf"\s*(?:[|,·:–—(]|\s-\s|\b{_WORDS_BEFORE_DATE}|(?!{_NAMES_DIGIT})\d)",
    re.I,
)


def has_stamp(text: str) -> bool:
    """Whether a text has something of a date or a time of day in it, or "vor drei Tagen"."""
    if _DIGIT.search(text) and _STAMP_IN_DIGITS.search(text):
        return True
    return _STAMP_IN_WORDS.search(text) is not None


@dataclass(slots=True, eq=False)
class UnnamedComment:
    """One comment without telling names, and the elements it consists of."""

    unread: UnreadComment
    comment: Comment
    elements: list[Element]
    lines: list[str]


def read_boxes(
    reader: CommentReader, boxes: Sequence[Element], taken: dict[Element, UnnamedComment]
) -> list[UnnamedComment]:
    """Boxes read as comments; an empty list when too many cannot be read."""
    for runs in ([[box] for box in boxes], list(_heads_with_followers(boxes))):
        if not any(read_box(reader, run, taken) for run in runs[:SAMPLE]):
            continue
        entries = [entry for run in runs if (entry := read_box(reader, run, taken)) is not None]
        names = {entry.comment.author for entry in entries}
        if 3 * len(entries) >= 2 * len(boxes) and (len(entries) == FEWEST or len(names) > 1):
            return entries
    return []


def _heads_with_followers(boxes: Sequence[Element]) -> Iterator[list[Element]]:
    """Heads of comments, each with its siblings up to the next head: `dt` and `dd`, row and row."""
    heads = set(boxes)
    longest = 0
    for box in boxes:
        run = [box]
        for sibling in box.itersiblings("*"):
            last = box is boxes[-1]
            if (
                sibling in heads
                or sibling.tag in ("form", "h1", "h2")
                or (last and len(run) >= longest)
            ):
                break
            run.append(sibling)
        longest = max(longest, len(run))
        yield run


def read_box(
    reader: CommentReader, elements: list[Element], taken: dict[Element, UnnamedComment]
) -> UnnamedComment | None:
    """The comment in a box, or in a head with its followers; None when it is no comment."""
    head = elements[0]
    if sum(len(raw_text(element)) for element in elements) > 2 * LONGEST_COMMENT:
        return None
    inner = {element for element in taken if head in element.iterancestors()} if taken else set()
    without = inner | {inner for element in elements for inner in _buttons(element)}
    lines = [line for e in elements for line in text_of(e, without=without).splitlines()]
    if not lines or _is_teaser(elements, lines):
        return None
    parts = _author_and_date(reader, elements, lines)
    if parts is None:
        return None
    author, date, rest = parts
    text = without_furniture("\n".join(line for line in rest if not COMPLAINT.search(line)))
    if not 1 < len(text) <= LONGEST_COMMENT or not any(map(str.isalpha, text)) or phrase_of(text):
        return None
    if any(is_made_of_links(element, text) for element in elements if element.tag != "a"):
        return None
    number = number_in(elements)
    comment = Comment(
        text=text,
        id=number,
        author=author,
        author_url=_author_url(reader, elements, author),
        published=date.moment if date else None,
        published_precision=date.precision if date else None,
    )
    return UnnamedComment(UnreadComment(head, 0, number), comment, elements, lines)


def _buttons(element: Element) -> Iterator[Element]:
    """Forms, and links to answer or report."""
    yield from element.iterdescendants("form", "button", "textarea")
    for link in element.iterdescendants("a"):
        label = " ".join(raw_text(link).split())
        if len(label) <= LONGEST_BUTTON and (
            COMPLAINT.search(label) or (is_answer_link(link) and len(label.split()) <= FEWEST)
        ):
            yield link


def _is_teaser(elements: Sequence[Element], lines: Sequence[str]) -> bool:
    """Whether a box is a teaser of another column: a linked heading, or a count of its comments."""
    for element in elements:
        for heading in element.iter("h1", "h2", "h3", "h4"):
            link = next(heading.iter("a"), None)
            if link is not None and len(raw_text(link).split()) > MOST_WORDS - 2:
                return True
    return any(comment_count(line) is not None for line in lines[1:] if len(line) < LONGEST_HANDLE)


def _author_and_date(
    reader: CommentReader, elements: Sequence[Element], lines: list[str]
) -> tuple[str, PrintedDate | None, list[str]] | None:
    """Author and date of a comment, and the remaining lines."""
    author, date, at = None, None, None
    places = [*range(min(HEADER_LINES, len(lines))), len(lines) - 1]
    for place in places:
        line = lines[place]
        if len(line) <= LONGEST_DATE and has_stamp(line):
            date = reader.date_in(line)
            if date is not None or is_relative_date(line):
                at = place
                break
    if at is None:
        date = next(filter(None, map(reader.date_in, _dates_in_attributes(elements))), None)
        if date is None:
            return None
    else:
        author = _name_before_date(elements, lines[at])
        if author is not None and _is_of_date(reader, author, lines[at], date):
            author = None
    used = {at}
    if author is None:
        near = [place for place in range(min(HEADER_LINES, len(lines))) if place != at]
        near += [at + 1] if at is not None and at + 1 < len(lines) else []
        for place in near:
            line = lines[place]
            above = at is not None and place < at
            if author := handle_in(line) or (name_with_year(line) if above else None):
                used.add(place)
                break
    if author is None:
        return None
    rest = [line for place, line in enumerate(lines) if place not in used]
    while rest and (len(rest[0]) < 2 or not re.search(r"\w", rest[0]) or rest[0] == author):
        rest.pop(0)
    return author, date, rest


def _dates_in_attributes(elements: Sequence[Element]) -> Iterator[str]:
    """Dates in attributes of empty elements, which a script would fill."""
    for element in elements:
        for inner in element.iter("span", "time", "abbr", "div"):
            if not inner.text and not len(inner):
                yield from (value for value in inner.attrib.values() if has_stamp(value))


def _name_before_date(elements: Sequence[Element], line: str) -> str | None:
    """The name in a line like "Jo Hale wrote on 12 March 2010 at 14:22:"."""
    for element in elements:
        for inner in element.iter("a", "b", "strong", "cite", "span", "em", "i", "h4", "h5"):
            text = " ".join(raw_text(inner).split())
            if not 0 < len(text) <= LONGEST_HANDLE or text not in line:
                continue
            dated = line.startswith(text) and has_stamp(line.removeprefix(text))
            if name := handle_in(text) or (name_with_year(text) if dated else None):
                return name
    match = _BEFORE_DATE.match(line)
    return handle_in(match[1]) if match else None


def _is_of_date(reader: CommentReader, name: str, line: str, date: PrintedDate | None) -> bool:
    """Whether a name before a date is a part of it: "April 4 2016", "Sunday 5 March 2019"."""
    if date is None:
        return False
    if weekday_of(name, reader.language or "en") is not None:
        return True
    rest = reader.date_in(line.replace(name, " ", 1))
    return rest is None or rest.moment.date() != date.moment.date()


def handle_in(line: str) -> str | None:
    """The name or pseudonym that a short line consists of."""
    if len(line) > LONGEST_HANDLE + 20 or has_stamp(line) or phrase_of(line):
        return None
    name = name_in_line(line)
    if not 1 < len(name) <= LONGEST_HANDLE or len(name.split()) > MOST_WORDS:
        return None
    if name[-1] in "!?…" or (name[-1] == "." and len(name) > 3 and " " in name[-12:-4]):
        return None
    if is_heading_line(line):
        return None
    return name if any(map(str.isalpha, name)) and not COMPLAINT.search(name) else None


def _author_url(reader: CommentReader, elements: Iterable[Element], author: str) -> str | None:
    for element in elements:
        for link in element.iter("a"):
            if " ".join(raw_text(link).split()) == author:
                href = link.get("href") or ""
                return None if "#" in href[:1] else reader.page.link(href)
    return None
