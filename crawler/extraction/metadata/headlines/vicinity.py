"""The lines printed about the headline, where byline, date, kicker and standfirst are found.

What each line is, is decided in `bylines`, `dates` and `fields`.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element as Element

from archive.text.sizes import text_size
from crawler.extraction.markup.element_text import BLOCK_TAGS, UNSEEN_TAGS, is_hidden, text_at
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.text.tidying import tidy

BEFORE = 60
"""Elements read before the headline; many pages print section, date and author above it."""
AFTER = 250
"""Elements read after the headline, unless the text begins sooner."""
LONG_PARAGRAPH = 220
"""Size of a paragraph that belongs to the text, or is the standfirst."""
PARAGRAPHS = 2
"""Long paragraphs after which the vicinity ends; the first may be the standfirst."""
PROSE_WORDS = 8
"""Words from which a line with a full stop is a sentence; bylines and date lines are shorter."""
WORD_SIZE = 6
"""Size of a word with its space, by which they are counted where no spaces stand between them."""


class NearbyLine(NamedTuple):
    """One block of text without inner blocks."""

    at: int
    element: Element | None
    """None for loose text between the blocks of an outer block."""
    text: str


def lines_near(page: Page, index: PageIndex, headline_at: int) -> list[NearbyLine]:
    """Lines from above the headline to the beginning of the text, in document order."""
    lines: list[NearbyLine] = []
    paragraphs = 0
    for line in _text_blocks(page, index, headline_at):
        lines.append(line)
        if line.at > headline_at and text_size(line.text) >= LONG_PARAGRAPH:
            paragraphs += 1
            if paragraphs == PARAGRAPHS:
                break
    return lines


def is_prose(text: str) -> bool:
    """Whether a line is a sentence, and so part of a text rather than a label of it."""
    text = text.rstrip("\"'”’»」』")
    if text.endswith(("。", "！", "？")):
        return text_size(text) > PROSE_WORDS * WORD_SIZE
    return text.endswith((".", "!", "?", "…")) and len(text.split()) > PROSE_WORDS


def first_long_paragraph(lines: Iterable[NearbyLine], headline_at: int) -> int | None:
    """Number of the first long paragraph below the headline; it may be the standfirst."""
    return next(
        (
            line.at
            for line in lines
            if line.at > headline_at and text_size(line.text) >= LONG_PARAGRAPH
        ),
        None,
    )


def beginning_of_text(lines: Sequence[NearbyLine], headline_at: int) -> int | None:
    """Number of the first long paragraph below the headline, or else of the second sentence.

    The first of either may be the standfirst.
    """
    long = first_long_paragraph(lines, headline_at)
    if long is not None:
        return long
    sentences = (line.at for line in lines if line.at > headline_at and is_prose(line.text))
    return next(islice(sentences, 1, None), None)


def _text_blocks(page: Page, index: PageIndex, headline_at: int) -> Iterator[NearbyLine]:
    """Unclaimed blocks without inner blocks, and the loose text of other blocks.

    Elements around the headline count as visible even if hidden: a script will show them.
    """
    elements, tags, ends = page.elements, page.tags, page.ends
    shown = set(page.ancestors(headline_at))
    last = min(headline_at + AFTER, len(elements))
    behind = 0  # first element after the last line or hidden part
    for at in range(max(0, headline_at - BEFORE), last):
        element, end = elements[at], ends[at]
        is_empty = end == at + 1 and not page.texts[at]
        if at < behind or index.claimed[at] or is_empty:
            continue
        if tags[at] in UNSEEN_TAGS or (is_hidden(element) and at not in shown):
            behind = end
        elif not BLOCK_TAGS.isdisjoint(tags[at + 1 : end]):
            for loose in _loose_texts(page, at):
                if loose and not loose.isspace() and (text := tidy(loose)):
                    yield NearbyLine(at, None, text)
        else:
            behind = end
            if text := text_at(page, at):
                yield NearbyLine(at, element, text)


def _loose_texts(page: Page, at: int) -> Iterator[str | None]:
    """What stands right in an element, before and between those in it."""
    yield page.texts[at]
    child = at + 1
    while child < page.ends[at]:
        yield page.tails[child]
        child = page.ends[child]
