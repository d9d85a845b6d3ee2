"""A column from text without tags: section, headline, paragraphs, counter, comments and chrome are
reconstructed from lines alone.

A phrase alone is weak evidence. A line is furniture when it equals a phrase and comes after the
last paragraph, or next to another such line; so a column that prints "Leave a Reply" as a crosshead
keeps it. Nothing is dropped: every line is in a field, the body, a comment or the chrome.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from archive.model.identity import text_address
from archive.model.records import Article, Block, Chrome, body_of
from crawler.config.outlets import Outlet
from crawler.extraction.flattened.column_end import (
    find_column_end,
    find_comment_heads,
    find_stray_furniture,
)
from crawler.extraction.flattened.head import known_sections, read_head
from crawler.extraction.flattened.lines import (
    LineReader,
    TextLine,
    lines_of,
)
from crawler.extraction.flattened.tail import chrome_kind, read_tail
from crawler.extraction.text.language import likeliest_language
from crawler.extraction.text.names import authors_of

LANGUAGE_SAMPLE = 5_000
"""Characters from which the language is determined."""


def extract_text(
    text: str,
    *,
    url: str | None = None,
    outlet: Outlet | None = None,
    captured_at: datetime | None = None,
) -> Article:
    """The record of one column from its text alone; `url` is None when no address is known."""
    language = likeliest_language(text[:LANGUAGE_SAMPLE]) or (outlet.language if outlet else None)
    reader = LineReader(outlet, captured_at, language)
    lines = [reader.read(line) for line in lines_of(text)]
    heads = find_comment_heads(lines)
    end = find_column_end(lines, heads)
    stray = find_stray_furniture(lines[:end])
    removed = {id(line) for line in stray}
    column = [line for line in lines[:end] if id(line) not in removed]
    head = read_head(column, known_sections(outlet))
    blocks = tuple(Block("paragraph", line.text) for line in column[head.lines :])
    tail = read_tail(lines, end, heads, reader)
    chrome = [Chrome(chrome_kind(line), line.text, "text: phrase") for line in stray]
    counts = [line.count for line in (*lines[end:], *stray) if line.count is not None]
    tags = _terms("tags", lines[end:], stray)
    filed = (head.section, *_terms("category", lines[end:], stray))
    sections = tuple(dict.fromkeys(name for name in filed if name))
    section = next(iter(sections), None)
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
        sections=sections,
        tags=tags,
        language=reader.language,
        blocks=blocks,
        comments=tuple(tail.comments),
        comment_count=counts[0] if counts else None,
        chrome=(*chrome, *tail.chrome),
        found_in={name: "text" for name, value in fields.items() if value is not None},
    )


def _terms(kind: str, *parts: Sequence[TextLine]) -> tuple[str, ...]:
    """The tags, or the categories, in the first line that lists them."""
    filed = (line.filed for lines in parts for line in lines if line.filed is not None)
    return next((names for its_kind, names in filed if its_kind == kind), ())
