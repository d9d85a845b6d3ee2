"""Lines of a text without tags, each with all that it says by itself.

What a line is among others (headline, paragraph, chrome) is decided elsewhere (`flattened`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING

from archive.model.writing_systems import CJK
from crawler.extraction.text.counters import comment_count
from crawler.extraction.text.dates import PrintedDate, parse_date
from crawler.extraction.text.tidying import tidy
from crawler.extraction.vocabulary.labelled_lines import filed, speaker
from crawler.extraction.vocabulary.phrases import Phrase, phrases_in

if TYPE_CHECKING:
    from crawler.config.outlets import Outlet

PROSE = 90
"""Width from which a line is prose whatever it ends with; ideographs count double."""
SENTENCE = 40
"""Width from which a line that ends as a sentence does is prose."""
DATE_LINE = 60
"""Width of a line that holds a date alone."""

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
    """One line of a flattened page, with all that the line alone says."""

    text: str
    phrase: Phrase | None = None
    count: int | None = None
    speaker: str | None = None
    date: PrintedDate | None = None
    filed: tuple[str, tuple[str, ...]] | None = None
    """Whether it tells categories or tags, and which."""

    @property
    def width(self) -> int:
        """Characters, ideographs counted double."""
        return len(self.text) + len(_WIDE.findall(self.text))

    @property
    def is_furniture(self) -> bool:
        """Whether the line says what furniture says."""
        return self.phrase is not None or self.count is not None or self.filed is not None

    @property
    def is_sure(self) -> bool:
        """Whether columns hardly ever print such a line."""
        if self.count is not None or self.filed is not None:
            return True
        return self.phrase is not None and self.phrase.certain

    @property
    def is_prose(self) -> bool:
        """Whether the line is a sentence or more of somebody's text."""
        if self.is_furniture or self.speaker:
            return False
        width = self.width
        return width >= PROSE or (width >= SENTENCE and self.text.endswith(SENTENCE_ENDS))


def lines_of(text: str) -> list[str]:
    """The text's lines, with lines that were wrapped to a width joined again."""
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
    """Reads single lines, in the language and zone that are known."""

    def __init__(
        self, outlet: "Outlet | None", captured_at: datetime | None, language: str | None
    ) -> None:
        self.language = language
        self._zone = outlet.timezone if outlet else None
        self._captured_at = captured_at

    def read(self, text: str) -> TextLine:
        """The line with what it says by itself.

        Marks of direction around a label do nothing; those around prose order what it quotes.
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
        """The date printed in a short line."""
        return parse_date(
            text, language=self.language, zone=self._zone, captured_at=self._captured_at
        )
