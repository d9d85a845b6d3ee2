"""Fields above the first paragraph of a flattened text: labels, headline, byline and date."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.config.outlets import Outlet
from crawler.extraction.flattened.lines import (
    DATE_LINE,
    FULL_STOPS,
    SENTENCE_ENDS,
    TextLine,
    is_mostly_date,
)
from crawler.extraction.text.moments import PrintedDate
from crawler.extraction.text.names import authors_of, is_name, without_by
from crawler.extraction.vocabulary.tables import phrase_list, table

LONGEST_HEAD_LINE = 150
"""Width of a headline or standfirst at most; first paragraphs are longer, or end in a full stop."""
MOST_HEAD_LINES = 7
LABEL_WORDS, LABEL_WIDTH = 4, 40
"""Words and width of a section's label at most."""
UNKNOWN_LABEL_WORDS = 2
"""Words of a label that is not in the list and not in capitals; three may be a headline."""

_SECTIONS = frozenset(phrase_list(table("sections")["known"]))


@dataclass(slots=True)
class ColumnHead:
    """The fields above the first paragraph, and how many lines they take."""

    section: str | None = None
    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    published: PrintedDate | None = None
    lines: int = 0


def read_head(column: Sequence[TextLine], sections: frozenset[str]) -> ColumnHead:
    """Section, headline, standfirst, byline and date from the lines above the first paragraph."""
    head = ColumnHead()
    labels: list[TextLine] = []
    for at, line in enumerate(column[:MOST_HEAD_LINES]):
        titled = bool(labels) and labels[-1].text.casefold() not in sections
        if _is_date_line(line):
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
        return ColumnHead(title=column[0].text, lines=1) if len(column) > 1 else ColumnHead()
    _assign_labels(head, labels, sections)
    return head


def _may_be_label(line: TextLine) -> bool:
    return line.width < LONGEST_HEAD_LINE and not line.text.endswith(FULL_STOPS)


def _is_byline(column: Sequence[TextLine], at: int, *, titled: bool) -> bool:
    """Whether a line names the author: after "By", or below a headline and above a date."""
    line = column[at]
    if line.width > DATE_LINE:
        return False
    if without_by(line.text)[1]:
        return bool(authors_of(line.text))
    return titled and at + 1 < len(column) and _is_date_line(column[at + 1]) and is_name(line.text)


def _is_label_with_full_stop(column: Sequence[TextLine], at: int) -> bool:
    """Whether a sentence is no paragraph because a byline or a date follows it."""
    if at + 1 >= len(column) or column[at].width > 2 * LONGEST_HEAD_LINE:
        return False
    following = column[at + 1]
    return _is_date_line(following) or (
        following.width <= DATE_LINE and without_by(following.text)[1]
    )


def _is_date_line(line: TextLine) -> bool:
    return line.date is not None and is_mostly_date(line.text)


def _assign_labels(head: ColumnHead, labels: list[TextLine], sections: frozenset[str]) -> None:
    texts = [line.text for line in labels]
    if len(texts) > 1 and _is_section(texts[0], texts[1], sections):
        head.section = texts.pop(0)
    if texts:
        head.title = texts.pop(0)
    if len(texts) == 1 and (head.byline or head.published):
        head.standfirst = texts.pop(0)
    head.lines -= len(texts)  # other lines stay in the body
    if texts and (head.byline or head.published):
        head.lines += len(texts)
        head.standfirst = "\n".join(texts)


def _is_section(first: str, second: str, sections: frozenset[str]) -> bool:
    """Whether the first of two short lines is a section's label above a headline."""
    if first.casefold() in sections:
        return True
    words = len(first.split())
    if words > LABEL_WORDS or len(first) > LABEL_WIDTH or first.endswith(SENTENCE_ENDS):
        return False
    if first.isupper() or words == 1:
        return True
    return words <= UNKNOWN_LABEL_WORDS and words < len(second.split())


def known_sections(outlet: Outlet | None) -> frozenset[str]:
    outlet_sections = outlet.scope.sections if outlet else ()
    return _SECTIONS | {section.casefold() for section in outlet_sections}
