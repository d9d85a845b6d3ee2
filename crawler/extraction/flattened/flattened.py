"""A column from text without tags: section, headline, paragraphs, counter, comments and chrome
are rebuilt from lines alone.

A phrase alone is weak evidence. A line is furniture when it equals a phrase and stands behind the
last paragraph, or beside another such line; so a column that prints "Leave a Reply" as a
crosshead keeps it. Nothing is dropped: every line is in a field, the body, a comment or the chrome.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from archive.model.identity import text_address
from archive.model.records import Article, Block, Chrome, Comment, body_of
from crawler.extraction.flattened.lines import (
    DATE_LINE,
    FULL_STOPS,
    SENTENCE_ENDS,
    LineReader,
    TextLine,
    lines_of,
)
from crawler.extraction.text.dates import PrintedDate
from crawler.extraction.text.language import likeliest_language
from crawler.extraction.text.names import authors_of, is_name, without_by
from crawler.extraction.vocabulary.labelled_lines import linked_from
from crawler.extraction.vocabulary.tables import phrase_list, table

if TYPE_CHECKING:
    from crawler.config.outlets import Outlet

LONGEST_HEAD_LINE = 150
"""Width of a headline or standfirst at most; first paragraphs are longer, or end in a full stop."""
MOST_HEAD_LINES = 7
LANGUAGE_SAMPLE = 5_000
"""Characters from which the language is told."""
LABEL_WORDS, LABEL_WIDTH = 4, 40
"""A section's label has at most so many words, and is no wider."""
UNKNOWN_LABEL_WORDS = 2
"""Words of a label that is in no list and not in capitals; of three it may be a headline."""
NAME_LINE = 60
"""Width of a line that holds a commenter's name."""
NAME_WORDS = 6
NEAR = 3
"""Lines within which two pieces of furniture bear each other out (`comment-widgets`, section 5)."""
FOOTER_SHARE = 0.25
"""How much prose, against the column's, may follow a whole comment form: a site's footer."""

_SECTIONS = frozenset(phrase_list(table("sections")["known"]))
MOST_DATE_WORDS = 9
"""Words of a line that holds a date: "Published on Friday, 2 March 2018 at 9:12" has them all."""
_WIDE_SENTENCE = re.compile(r"[。、，！？]|[가-힣]다\.")
"""What ends or parts a sentence of a script without spaces, where words cannot be counted."""
_NUMBERED = re.compile(r"^\d{1,4}[.)]\s+")


@dataclass(slots=True)
class _Head:
    """What stands above the first paragraph."""

    section: str | None = None
    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    published: PrintedDate | None = None
    lines: int = 0


@dataclass(slots=True)
class _Tail:
    """What stands below the last paragraph."""

    comments: list[Comment] = field(default_factory=list)
    chrome: list[Chrome] = field(default_factory=list)


def extract_text(
    text: str,
    *,
    url: str | None = None,
    outlet: "Outlet | None" = None,
    captured_at: datetime | None = None,
) -> Article:
    """The record of one column from its text alone; `url` is None when no address is known."""
    language = likeliest_language(text[:LANGUAGE_SAMPLE]) or (outlet.language if outlet else None)
    reader = LineReader(outlet, captured_at, language)
    lines = [reader.read(line) for line in lines_of(text)]
    heads = _comment_heads(lines)
    end = _end_of_column(lines, heads)
    stray = _furniture_within(lines[:end])
    removed = {id(line) for line in stray}
    column = [line for line in lines[:end] if id(line) not in removed]
    head = _head_of(column, _known_sections(outlet))
    blocks = tuple(Block("paragraph", line.text) for line in column[head.lines :])
    tail = _tail_of(lines, end, heads, reader)
    chrome = [Chrome(_kind_of(line), line.text, "text: phrase") for line in stray]
    counts = [line.count for line in (*lines[end:], *stray) if line.count is not None]
    tags = _filed_under("tags", lines[end:], stray)
    section = head.section or next(iter(_filed_under("category", lines[end:], stray)), None)
    body = body_of(blocks)
    fields = {
        "title": head.title, "section": section, "standfirst": head.standfirst,
        "byline": head.byline, "published": head.published, "language": reader.language,
        "tags": tags or None,
    }  # fmt: skip
    return Article(
        url=url or text_address(hashlib.sha256(body.encode()).hexdigest()),
        page_kind="column" if blocks else "empty",
        title=head.title,
        standfirst=head.standfirst,
        byline=head.byline,
        authors=authors_of(head.byline) if head.byline else (),
        published=head.published.moment if head.published else None,
        published_precision=head.published.precision if head.published else None,
        section=section,
        tags=tags,
        language=reader.language,
        blocks=blocks,
        comments=tuple(tail.comments),
        comment_count=counts[0] if counts else None,
        chrome=(*chrome, *tail.chrome),
        found_in={name: "text" for name, value in fields.items() if value is not None},
    )


# ---------------------------------------------------------------- where the column ends


def _end_of_column(lines: Sequence[TextLine], heads: Collection[int]) -> int:
    """Index of the first line below the column's last paragraph."""
    prose_before = 0
    prose_after = _prose_after(lines, heads)
    for at, line in enumerate(lines):
        if line.is_prose:
            prose_before += line.width
        elif prose_before and _may_open_the_end(lines, at, heads):
            after = prose_after[at]
            sure = sum(near.is_sure for near in lines[at : at + 2 * NEAR])
            if after == 0 or (sure >= NEAR and after <= FOOTER_SHARE * prose_before):
                return at
    return len(lines)


def _may_open_the_end(lines: Sequence[TextLine], at: int, heads: Collection[int]) -> bool:
    line = lines[at]
    if line.is_sure or at in heads:
        return True
    following = lines[at + 1 : at + 1 + NEAR]
    return line.phrase is not None and any(other.is_furniture for other in following)


def _prose_after(lines: Sequence[TextLine], heads: Collection[int]) -> list[int]:
    """For each line, how much prose that is in no comment stands from it on."""
    outside = within = 0  # from the line below on: outside of a comment, and within one
    widths = [0] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if at in heads:
            outside = within
        elif line.phrase is not None and line.phrase.certain:
            if line.phrase.kind not in ("like", "login-prompt"):
                within = outside
        elif line.is_prose:
            outside += line.width
        widths[at] = outside
    return widths


def _comment_heads(lines: Sequence[TextLine]) -> frozenset[int]:
    """Indexes of lines that open a comment: "Name says:", or a name with a date below it."""
    heads: set[int] = set()
    for at, line in enumerate(lines):
        if linked_from(line.text):
            heads.add(at)
        elif line.speaker is not None:
            if _is_head(lines, at, among_comments=bool(heads)):
                heads.add(at)
        elif _is_name_with_date(lines, at):
            heads.add(at)
    return frozenset(heads)


def _is_head(lines: Sequence[TextLine], at: int, *, among_comments: bool) -> bool:
    """Whether "Name says:" opens a comment, rather than a quotation in the column.

    A date stands below it, or below what is said (Blogger); or it is the first line after
    furniture; or comments have begun.
    """
    following = lines[at + 1 : at + 1 + 2 * NEAR]
    if not following or following[0].is_furniture:
        return False
    if among_comments or any(line.date for line in following):
        return True
    return any(True for _ in _company(lines[max(0, at - NEAR) : at][::-1]))


def _is_name_with_date(lines: Sequence[TextLine], at: int) -> bool:
    line = lines[at]
    if line.is_furniture or line.date or line.is_prose or line.width > NAME_LINE:
        return False
    if len(line.text.split()) > NAME_WORDS or at + 2 >= len(lines):
        return False
    date, following = lines[at + 1].date, lines[at + 2]
    if date is None or date.precision not in ("minute", "second"):
        return False
    return not following.is_furniture and following.date is None


def _furniture_within(column: Sequence[TextLine]) -> list[TextLine]:
    """Lines above or between the paragraphs that are furniture beside other furniture."""
    stray = []
    for at, line in enumerate(column):
        if not line.is_furniture:
            continue
        near = [
            *_company(column[max(0, at - NEAR) : at][::-1]),
            *_company(column[at + 1 : at + 1 + NEAR]),
        ]
        if near and (line.is_sure or any(other.is_sure for other in near)):
            stray.append(line)
    return stray


def _company(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The furniture among neighbouring lines, as far as no paragraph lies between."""
    for line in lines:
        if line.is_prose:
            return
        if line.is_furniture:
            yield line


# ---------------------------------------------------------------- above the first paragraph


def _head_of(column: Sequence[TextLine], sections: frozenset[str]) -> _Head:
    """Section, headline, standfirst, byline and date from the lines above the first paragraph."""
    head = _Head()
    labels: list[TextLine] = []
    for at, line in enumerate(column[:MOST_HEAD_LINES]):
        titled = bool(labels) and labels[-1].text.casefold() not in sections
        if _dates(line):
            head.published = head.published or line.date
            if without_by(line.text)[1] and authors_of(line.text):
                head.byline = head.byline or line.text
        elif labels and _is_byline(column, at, titled=titled):
            head.byline = line.text
        elif (head.byline or head.published) and titled:
            break
        elif _may_be_label(line) or _is_label_with_full_stop(column, at):
            labels.append(line)
        else:
            break
        head.lines += 1
    if head.lines == len(column) and labels:
        return _Head(title=column[0].text, lines=1) if len(column) > 1 else _Head()
    _put_labels(head, labels, sections)
    return head


def _may_be_label(line: TextLine) -> bool:
    return line.width < LONGEST_HEAD_LINE and not line.text.endswith(FULL_STOPS)


def _is_byline(column: Sequence[TextLine], at: int, *, titled: bool) -> bool:
    """Whether a line names the author: behind "By", or below a headline with a date under it."""
    line = column[at]
    if line.width > DATE_LINE:
        return False
    if without_by(line.text)[1]:
        return bool(authors_of(line.text))
    return titled and at + 1 < len(column) and _dates(column[at + 1]) and is_name(line.text)


def _is_label_with_full_stop(column: Sequence[TextLine], at: int) -> bool:
    """Whether a sentence above the text is no paragraph: a byline or a date follows it."""
    if at + 1 >= len(column) or column[at].width > 2 * LONGEST_HEAD_LINE:
        return False
    following = column[at + 1]
    return _dates(following) or (following.width <= DATE_LINE and without_by(following.text)[1])


def _dates(line: TextLine) -> bool:
    return line.date is not None and _is_mostly_date(line.text)


def _put_labels(head: _Head, labels: list[TextLine], sections: frozenset[str]) -> None:
    texts = [line.text for line in labels]
    if len(texts) > 1 and _is_section(texts[0], texts[1], sections):
        head.section = texts.pop(0)
    if texts:
        head.title = texts.pop(0)
    if len(texts) == 1 and (head.byline or head.published):
        head.standfirst = texts.pop(0)
    head.lines -= len(texts)  # what is neither stays in the body
    if texts and (head.byline or head.published):
        head.lines += len(texts)
        head.standfirst = "\n".join(texts)


def _is_section(first: str, second: str, sections: frozenset[str]) -> bool:
    """Whether the first of two short lines is the label above a headline."""
    if first.casefold() in sections:
        return True
    words = len(first.split())
    if words > LABEL_WORDS or len(first) > LABEL_WIDTH or first.endswith(SENTENCE_ENDS):
        return False
    if first.isupper() or words == 1:
        return True
    return words <= UNKNOWN_LABEL_WORDS and words < len(second.split())


def _is_mostly_date(text: str) -> bool:
    """Whether a short line in which a date was found says little else."""
    if _WIDE_SENTENCE.search(text):
        return False
    words = re.findall(r"\w+", text)
    return len(words) <= MOST_DATE_WORDS and any(map(str.isdecimal, text))


def _known_sections(outlet: "Outlet | None") -> frozenset[str]:
    outlet_sections = outlet.scope.sections if outlet else ()
    return _SECTIONS | {section.casefold() for section in outlet_sections}


# ---------------------------------------------------------------- below the last paragraph


def _filed_under(kind: str, *parts: Sequence[TextLine]) -> tuple[str, ...]:
    """The tags, or the categories, that the first line of that kind names."""
    filed = (line.filed for lines in parts for line in lines if line.filed is not None)
    return next((names for its_kind, names in filed if its_kind == kind), ())


_LISTING = ("share", "related", "like")
"""Furniture in which a short line with a date below it is another column, not a commenter."""


def _tail_of(
    lines: Sequence[TextLine], end: int, heads: Collection[int], reader: LineReader
) -> _Tail:
    """Comments, as far as lines alone tell them, and every other line as chrome."""
    tail = _Tail()
    kind = "discussion"
    at = end
    while at < len(lines):
        line = lines[at]
        if line.is_furniture:
            kind = _kind_of(line)
            tail.chrome.append(Chrome(kind, line.text, "text: phrase"))
            at += 1
        elif at in heads and (line.speaker or kind not in _LISTING):
            comment, at = _comment_at(lines, at, heads, reader)
            tail.comments.append(comment)
            kind = "discussion"
        else:
            tail.chrome.append(Chrome(kind, line.text, f"text: after {kind}"))
            at += 1
    return tail


def _comment_at(
    lines: Sequence[TextLine], at: int, heads: Collection[int], reader: LineReader
) -> tuple[Comment, int]:
    """The comment whose head stands at a line, and the index of the first line behind it."""
    line = lines[at]
    if linked := linked_from(line.text):
        kind, title = linked
        return Comment(text=title or line.text, author=title or None, kind=kind), at + 1
    author = line.speaker or _NUMBERED.sub("", line.text).rstrip(" :：")
    date = reader.date_in(line.text) if line.speaker else None
    texts: list[str] = []
    at += 1
    while at < len(lines) and not lines[at].is_furniture and at not in heads:
        following = lines[at]
        at += 1
        if following.date is None or date is not None or not _is_mostly_date(following.text):
            texts.append(following.text)
            continue
        date = following.date
        if texts:
            break  # Blogger prints the date below
    comment = Comment(
        text="\n".join(texts),
        author=author,
        published=date.moment if date else None,
        published_precision=date.precision if date else None,
    )
    return comment, at


def _kind_of(line: TextLine) -> str:
    if line.count is not None:
        return "counter"
    if line.filed is not None:
        return "tags"
    return line.phrase.kind if line.phrase else "discussion"
