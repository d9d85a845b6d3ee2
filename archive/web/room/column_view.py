"""A column as its page shows it: its text in elements, what was looked for marked, its comments."""

from dataclasses import dataclass
from typing import NamedTuple

from archive.reading.discussion import PostedComment
from archive.reading.opened_column import OpenedColumn
from archive.web.room.addresses import anchor_of
from archive.web.room.marking import MarkedPiece, Marking
from archive.web.room.showing import shortened
from archive.web.room.text_blocks import Group, grouped, part_of

LONGEST_COMMENT = 4_000
"""Characters of a comment that are shown before it is asked for itself."""
FURNITURE = 20_000
"""Characters of what was taken out that a page holds without being asked."""

EACH = 100
"""What a piece of it costs beside its text."""
MOST_AUTHORS = 30
LONGEST_BYLINE = 2_000
"""Characters of a byline in which each author's name is looked for; a longer one is shown."""

Pieces = tuple[MarkedPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedColumn:
    """What the address of a column's page asks for."""

    query: str = ""
    part: int = 1
    comments: int | None = None
    comment: str | None = None
    """Key of a comment that is to be on the page, whole."""
    chrome: bool = False
    """Whether all that was taken out is to be shown."""


class ShownComment(NamedTuple):
    """A comment with its marks."""

    comment: PostedComment
    anchor: str
    author: Pieces
    text: Pieces
    cut: bool
    """Whether only its beginning is shown."""
    answers: tuple["ShownComment", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """What the page of a column shows."""

    column: OpenedColumn
    asked: AskedColumn
    headline: Pieces
    standfirst: Pieces
    authors: tuple[tuple[str, Pieces], ...]
    byline: Pieces
    """As printed; empty where it says no more than the authors' names."""
    groups: tuple[Group, ...]
    part: int
    parts: int
    threads: tuple[ShownComment, ...]
    linking: tuple[ShownComment, ...]
    marking: Marking
    """How many places were marked, and whether in all of the text."""

    @property
    def chrome_shown(self) -> bool:
        """Whether what was taken out stands on the page."""
        taken_out = sum(len(piece.text) + EACH for piece in self.column.article.chrome)
        return self.asked.chrome or taken_out <= FURNITURE


def column_view(column: OpenedColumn, asked: AskedColumn) -> ColumnView:
    """The view of a column; its texts are marked in the order in which the page has them."""
    article, marking = column.article, Marking(asked.query)
    part = part_of(article.blocks, asked.part)
    # In this order; keyword arguments are evaluated as they stand.
    return ColumnView(
        column=column,
        asked=asked,
        headline=marking.of(article.title, "title"),
        standfirst=marking.of(article.standfirst),
        authors=tuple(
            (name, marking.of(name, "author")) for name in article.authors[:MOST_AUTHORS]
        ),
        byline=marking.of(article.byline if says_more(article.byline, article.authors) else None),
        groups=tuple(grouped(part.blocks, marking)),
        part=part.part,
        parts=part.parts,
        threads=tuple(shown(one, asked, marking) for one in column.discussion.threads),
        linking=tuple(shown(one, asked, marking) for one in column.discussion.linking),
        marking=marking,
    )


def shown(comment: PostedComment, asked: AskedColumn, marking: Marking) -> ShownComment:
    """A comment and its answers with their marks."""
    whole = comment.key == asked.comment or len(comment.text) <= LONGEST_COMMENT
    text = comment.text if whole else comment.text[:LONGEST_COMMENT]
    return ShownComment(
        comment=comment,
        anchor=anchor_of(comment.key),
        author=marking.of(shortened(comment.author), "author"),
        text=marking.of(text),
        cut=not whole,
        answers=tuple(shown(one, asked, marking) for one in comment.answers),
    )


def says_more(byline: str | None, authors: tuple[str, ...]) -> bool:
    """Whether a byline as printed has more in it than names and what joins them."""
    left = (byline or "").casefold()
    if len(left) > LONGEST_BYLINE:
        return True
    for name in authors:
        left = left.replace(name.casefold(), "")
    return len("".join(filter(str.isalnum, left))) > len("byand")
