"""What follows the column in a flattened text: comments, and all other lines as chrome."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from archive.model.records import Chrome, Comment
from crawler.extraction.flattened.lines import (
    LineReader,
    TextLine,
    is_mostly_date,
)
from crawler.extraction.vocabulary.labelled_lines import linked_from

_NUMBERED = re.compile(r"^\d{1,4}[.)]\s+")


@dataclass(slots=True)
class ColumnTail:
    """Comments and chrome below the last paragraph."""

    comments: list[Comment] = field(default_factory=list)
    chrome: list[Chrome] = field(default_factory=list)


_LISTING = ("share", "related", "like")
"""Furniture in which a short line with a date below it is another column, not a commenter."""


def read_tail(
    lines: Sequence[TextLine], end: int, heads: Collection[int], reader: LineReader
) -> ColumnTail:
    """Comments, as far as lines alone show them, and all other lines as chrome."""
    tail = ColumnTail()
    kind = "discussion"
    at = end
    while at < len(lines):
        line = lines[at]
        if line.is_furniture:
            kind = chrome_kind(line)
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
    """The comment that begins at a line, and the index of the first line after it."""
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
        if following.date is None or date is not None or not is_mostly_date(following.text):
            texts.append(following.text)
            continue
        date = following.date
        if texts:
            break  # Blogger prints the date below the text
    comment = Comment(
        text="\n".join(texts),
        author=author,
        published=date.moment if date else None,
        published_precision=date.precision if date else None,
    )
    return comment, at


def chrome_kind(line: TextLine) -> str:
    if line.count is not None:
        return "counter"
    if line.filed is not None:
        return "tags"
    return line.phrase.kind if line.phrase else "discussion"
