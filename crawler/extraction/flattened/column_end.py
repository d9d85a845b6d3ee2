"""The end of the column in a flattened text, the lines that begin comments, and stray furniture."""

from collections.abc import Collection, Iterator, Sequence

from crawler.extraction.flattened.lines import (
    TextLine,
)
from crawler.extraction.vocabulary.labelled_lines import linked_from

NAME_LINE = 60
"""Width of a line with a commenter's name."""
NAME_WORDS = 6
NEAR = 3
"""Lines within which two furniture lines confirm each other."""
FOOTER_SHARE = 0.25
"""Share of prose, against the column's, that may follow a comment form: a site's footer."""


def find_column_end(lines: Sequence[TextLine], heads: Collection[int]) -> int:
    """Index of the first line below the column's last paragraph."""
    prose_before = 0
    prose_after = _prose_after(lines, heads)
    for at, line in enumerate(lines):
        if line.is_prose:
            prose_before += line.width
        elif prose_before and _may_begin_tail(lines, at, heads):
            after = prose_after[at]
            sure = sum(near.is_sure for near in lines[at : at + 2 * NEAR])
            if after == 0 or (sure >= NEAR and after <= FOOTER_SHARE * prose_before):
                return at
    return len(lines)


def _may_begin_tail(lines: Sequence[TextLine], at: int, heads: Collection[int]) -> bool:
    line = lines[at]
    if line.is_sure or at in heads:
        return True
    following = lines[at + 1 : at + 1 + NEAR]
    return line.phrase is not None and any(other.is_furniture for other in following)


def _prose_after(lines: Sequence[TextLine], heads: Collection[int]) -> list[int]:
    """For each line the width of the prose from there on that is in no comment."""
    outside = within = 0  # widths from the next line on, if that is outside or inside a comment
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


def find_comment_heads(lines: Sequence[TextLine]) -> frozenset[int]:
    """Indexes of lines that begin a comment: "Name says:", or a name with a date below it."""
    heads: set[int] = set()
    for at, line in enumerate(lines):
        if linked_from(line.text):
            heads.add(at)
        elif line.speaker is not None:
            if _opens_comment(lines, at, among_comments=bool(heads)):
                heads.add(at)
        elif _is_name_with_date(lines, at):
            heads.add(at)
    return frozenset(heads)


def _opens_comment(lines: Sequence[TextLine], at: int, *, among_comments: bool) -> bool:
    """Whether "Name says:" begins a comment, rather than a quotation in the column.

    It does with a date below it or below the text (Blogger), as the first line after furniture, or
    after other comments.
    """
    following = lines[at + 1 : at + 1 + 2 * NEAR]
    if not following or following[0].is_furniture:
        return False
    if among_comments or any(line.date for line in following):
        return True
    return any(True for _ in _furniture_before_prose(lines[max(0, at - NEAR) : at][::-1]))


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


def find_stray_furniture(column: Sequence[TextLine]) -> list[TextLine]:
    """Furniture lines above or between the paragraphs, confirmed by furniture nearby."""
    stray = []
    for at, line in enumerate(column):
        if not line.is_furniture:
            continue
        near = [
            *_furniture_before_prose(column[max(0, at - NEAR) : at][::-1]),
            *_furniture_before_prose(column[at + 1 : at + 1 + NEAR]),
        ]
        if near and (line.is_sure or any(other.is_sure for other in near)):
            stray.append(line)
    return stray


def _furniture_before_prose(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The furniture among the lines up to the first paragraph."""
    for line in lines:
        if line.is_prose:
            return
        if line.is_furniture:
            yield line
