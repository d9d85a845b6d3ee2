"""Dates anywhere on the page, for columns without any by the headline."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from crawler.extraction.markup.element_text import UNSEEN_TAGS
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.dates.date_places import (
    BESIDE_LINK,
    against_place,
    against_words,
)
from crawler.extraction.metadata.dates.date_reader import DateReader
from crawler.extraction.metadata.dates.printed_dates import (
    LONGEST_LEAD,
    MOST_PRINTED,
    POSTED,
    TO_THE_DAY,
    UPDATED,
    SourcedDate,
    words_before,
)
from crawler.extraction.metadata.headlines.vicinity import NearbyLine

LONGEST_SCRIPT = 200_000
"""Characters of a script searched for a date, as the last resort."""
LONGEST_ALONE = 40
"""Characters of a line that prints a date and nothing else."""
LONGEST_FAR = 80
"""Characters of a line that says when a page was changed: "Diese Seite wurde zuletzt am …"."""
_WHOLE_DATE = re.compile(r"\d.*(?:19|20)\d\d|(?:19|20)\d\d.*\d|\d[./]\d\d?[./]\d\d")
_DIGIT = re.compile(r"\d")
_OPENING_DAY = re.compile(
    r"[(\[]?(\d{1,2}\s?[./]\s?\d{1,2}\s?[./]\s?\d{4}|"
    r"\d{1,2}(?:\.|st|nd|rd|th)? [^\W\d]{3,12} \d{4}|[^\W\d]{3,12} \d{1,2}, \d{4})"
    r"[)\]]?\s*(?:[-–—―:|„“\"]|$)"
)
"""A day at the head of a paragraph, set off by a dash, a colon or a quotation mark."""
_IN_SCRIPT = re.compile(
    r"[Pp]ubli(?:sh|cation|cado)\w{0,12}[\"']?\s*[:=]\s*[\"'](\d{4}-\d\d-\d\d[^\"'<>]{0,25})"
)
_EMPHASIS = frozenset({"b", "strong", "em", "i", "span"})
"""Inline elements used for the label in front of a date."""


def distant_dates(
    page: Page, index: PageIndex, lines: Sequence[NearbyLine], headline_at: int, reader: DateReader
) -> tuple[SourcedDate | None, SourcedDate | None]:
    """Dates of publication and of change, for pages that state and print none by the headline.

    Searched are the beginning of the text, lines outside the claims ("Posted on" first, else the
    only date), and scripts.
    """
    published = _opening_date(page, lines, headline_at, reader)
    days: dict[bool, dict[str, SourcedDate | None]] = {False: {}, True: {}}
    scripts = [
        text for tag, text in zip(page.tags, page.texts, strict=True) if tag == "script" and text
    ]
    for at, text in _visible_texts(page):
        if len(text) > LONGEST_FAR or index.claimed[at]:
            continue
        if not (_DIGIT.search(text) and _WHOLE_DATE.search(text)):
            continue
        changed = UPDATED.search(text) is not None
        if len(text) > LONGEST_ALONE and not changed:
            continue
        posted = published is None and not changed and POSTED.match(text.strip()) is not None
        if not posted and len(days[changed]) > 1:
            continue  # none of several counts
        date = reader.read(text)
        if date is None or date.precision not in TO_THE_DAY:
            continue
        dated = SourcedDate(date, "text", page.elements[at])
        day = date.moment.date().isoformat()
        if not posted and day in days[changed]:
            continue  # the first of a day decides on it
        refused = _is_of_other(page, at, text, headline_at)
        if posted and not refused:
            published = dated
        days[changed].setdefault(day, None if refused else dated)
    sole, change = (next(iter(d.values())) if len(d) == 1 else None for d in days.values())
    published = published or sole
    if published is None and change is None:
        published = _date_in_scripts(scripts, reader)
    return published, change


def _visible_texts(page: Page) -> Iterator[tuple[int, str]]:
    """Texts of the page without scripts, with the number of their elements. Text after an inline
    element includes its words: "<b>Last updated</b> 3 May 2021"."""
    for at, (tag, text, tail) in enumerate(zip(page.tags, page.texts, page.tails, strict=True)):
        if text and tag not in UNSEEN_TAGS:
            yield at, text
        if tail and not tail.isspace():
            lead = text if text and tag in _EMPHASIS and len(text) <= LONGEST_LEAD else ""
            yield page.parents[at], f"{lead} {tail}".strip()


def _is_of_other(page: Page, at: int, text: str, headline_at: int) -> bool:
    """Whether a date's words, or those of its place, say that it is not the column's."""
    label = f"{words_before(page.elements[at])} {text}"
    why = against_words(label, text) or against_place(page, at, headline_at)
    return why not in (None, BESIDE_LINK)


def _opening_date(
    page: Page, lines: Sequence[NearbyLine], headline_at: int, reader: DateReader
) -> SourcedDate | None:
    """The day that a text begins with, as notices do: "27.1.2022 - The tide …"."""
    for line in lines:
        if line.at > headline_at and (opening := _OPENING_DAY.match(line.text)):
            date = reader.read(opening[1])
            of_other = against_words("", line.text[:LONGEST_FAR]) is not None or _is_of_other(
                page, line.at, opening[1], headline_at
            )
            if date is not None and date.precision == "day" and not of_other:
                return SourcedDate(date, "text")
    return None


def _date_in_scripts(scripts: Sequence[str], reader: DateReader) -> SourcedDate | None:
    """The day of publication in script data, if it is the same throughout."""
    dates = (
        reader.read(stamp)
        for script in scripts
        for stamp in islice(_IN_SCRIPT.findall(script[:LONGEST_SCRIPT]), MOST_PRINTED)
    )
    days = {date.moment.date(): date for date in dates if date and date.precision in TO_THE_DAY}
    return SourcedDate(next(iter(days.values())), "script") if len(days) == 1 else None
