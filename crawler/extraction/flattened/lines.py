"""Lines of a text without tags, each with what it shows by itself: phrase, counter, speaker, date.

The role of a line among the others (headline, paragraph, chrome) is decided in `head`, `tail` and
`column_end`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from archive.model.writing_systems import CJK
from crawler.config.outlets import Outlet
from crawler.extraction.text.counters import comment_count
from crawler.extraction.text.dates import parse_date
from crawler.extraction.text.moments import PrintedDate
from crawler.extraction.text.tidying import tidy
from crawler.extraction.vocabulary.labelled_lines import filed, speaker
from crawler.extraction.vocabulary.phrases import Phrase, phrases_in

PROSE = 90
"""Width from which a line is prose however it ends; ideographs count double."""
SENTENCE = 40
"""Width from which a line with the end of a sentence is prose."""
DATE_LINE = 60
"""Width of a line with a date alone."""
MOST_DATE_WORDS = 9
"""Words of a date line at most, as in "Published on Friday, 2 March 2018 at 9:12"."""
_WIDE_SENTENCE = re.compile(r"[。、，！？]|[가-힣]다\.")
"""Punctuation of sentences in scripts without spaces, where words cannot be counted."""

DIRECTION_MARKS = " \u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"

FULL_STOPS = (".", "。", "．", "۔")
SENTENCE_ENDS = (
    *FULL_STOPS,
    "!",
    "?",
    "…",
    "！",
    "？",
    "؟",
    '."',
    ".”",
    ".»",
    "?”",
    "!”",
    ".)",
    "。」",
    "다",
)
_WIDE = re.compile(f"[{CJK}\uff00-\uff60]")


@dataclass(slots=True)
class TextLine:
    """One line of a flattened page, with what the line alone shows."""

    text: str
    phrase: Phrase | None = None
    count: int | None = None
    speaker: str | None = None
    date: PrintedDate | None = None
    filed: tuple[str, tuple[str, ...]] | None = None
    """"category" or "tags" and the names, where the line lists them."""

    @property
    def width(self) -> int:
        """Characters, ideographs counted double."""
        return len(self.text) + len(_WIDE.findall(self.text))

    @property
    def is_furniture(self) -> bool:
        """Whether the line has the wording of furniture."""
        return self.phrase is not None or self.count is not None or self.filed is not None

    @property
    def is_sure(self) -> bool:
        """Whether columns hardly ever contain such a line."""
        if self.count is not None or self.filed is not None:
            return True
        return self.phrase is not None and self.phrase.certain

    @property
    def is_prose(self) -> bool:
        """Whether the line is one or more sentences of a text."""
        if self.is_furniture or self.speaker:
            return False
        width = self.width
        return width >= PROSE or (width >= SENTENCE and self.text.endswith(SENTENCE_ENDS))


def lines_of(text: str) -> list[str]:
    """The lines of a text; lines that were wrapped at a width are joined again."""
    rows = [tidy(row) for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    groups: list[list[str]] = [[]]
    for row in rows:
        if row:
            groups[-1].append(row)
        elif groups[-1]:
            groups.append([])
    full = [row for group in groups for row in group[:-1]]
    width = median(map(len, full)) if full else 0
    broken = sum(not row.endswith(SENTENCE_ENDS) for row in full)
    wrapped = len(full) > 2 and 50 <= width <= 100 and max(map(len, full)) <= 110
    if not wrapped or broken * 10 < len(full) * 6:
        return [row for group in groups for row in group]
    return [line for group in groups for line in _unwrapped(group, width)]


def _unwrapped(group: Sequence[str], width: float) -> list[str]:
    lines: list[str] = []
    for at, row in enumerate(group):
        if at and len(group[at - 1]) >= 0.75 * width:
            lines[-1] = f"{lines[-1]} {row}"
        else:
            lines.append(row)
    return lines


class LineReader:
    """Reads single lines in a language and the outlet's zone."""

    def __init__(
        self, outlet: Outlet | None, captured_at: datetime | None, language: str | None
    ) -> None:
        self.language = language
        self._zone = outlet.timezone if outlet else None
        self._captured_at = captured_at

    def read(self, text: str) -> TextLine:
        """A line with what it shows by itself.

        Direction marks around labels are dropped; in prose they are kept, since they order
        quotations.
        """
        bare = text.strip(DIRECTION_MARKS)
        line = TextLine(bare, phrase=phrases_in(bare), count=comment_count(bare))
        if line.phrase is None and line.count is None:
            line.filed = filed(bare)
            line.speaker = None if line.filed else speaker(bare)
        if line.width <= DATE_LINE:
            line.date = self.date_in(bare)
        if line.is_prose:
            line.text = text
        return line

    def date_in(self, text: str) -> PrintedDate | None:
        """The date in a short line."""
        return parse_date(
            text, language=self.language, zone=self._zone, captured_at=self._captured_at
        )


def is_mostly_date(text: str) -> bool:
    """Whether a line with a date contains little else."""
    if _WIDE_SENTENCE.search(text):
        return False
    words = re.findall(r"\w+", text)
    return len(words) <= MOST_DATE_WORDS and any(map(str.isdecimal, text))
