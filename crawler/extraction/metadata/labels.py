"""Labels about a headline besides byline, date and sections: kicker, standfirst, tags."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from lxml.etree import _Element as Element

from archive.text.sizes import text_size
from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.element_text import raw_text, text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.metadata.dates.printed_dates import UPDATED
from crawler.extraction.metadata.headlines.headline import Headline
from crawler.extraction.metadata.headlines.outlet_names import comparable
from crawler.extraction.metadata.stated.statements import Statements
from crawler.extraction.vocabulary.tables import alternatives, table

KICKER_BEFORE = 30
STANDFIRST_AFTER = 60
"""Elements from the headline within which each label is searched."""
LONGEST_KICKER = 60
LONGEST_TAG = 60
STANDFIRST = range(25, 800)
"""Sizes of a standfirst: shorter texts are labels, longer ones body."""
MOST_TAGS = 50
BESIDE_IN_HEAD = 200
"""Size of what a head says besides headline and standfirst: section, byline, date, buttons."""
_INLINE = frozenset(("span", "b", "strong", "em", "i"))
_RANKS = frozenset(("h2", "h3", "h4"))
SURE_STANDFIRST = re.compile(alternatives(table("class_roles")["sure_standfirst_patterns"]), re.I)
"""Class names only standfirsts have; "lead" and "intro" are used for first paragraphs too."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text, where it was found, and the element that prints it."""

    text: str
    source: str
    element: Element | None = None


def find_kicker(index: PageIndex, headline: Headline) -> Label | None:
    """The label above the headline, inside its heading, or at the beginning of a line below."""
    if headline.kicker:
        return Label(headline.kicker, "text")
    if headline.heading is None:
        return None
    for indexed in index.marked["kicker"]:
        text = text_of(indexed.element)
        above = headline.heading.at - indexed.at
        near = 0 < above <= KICKER_BEFORE or (
            0 < -above <= STANDFIRST_AFTER and _is_glued(indexed.element)
        )
        plain = 0 < len(text) <= LONGEST_KICKER and "\n" not in text and not UPDATED.match(text)
        if near and plain:
            return Label(text, "text", indexed.element)
    return None


def _is_glued(element: Element) -> bool:
    """Whether a line begins with an element, and goes on without a blank: styles set it apart."""
    line, tail = element.getparent(), element.tail or ""
    return (
        line is not None
        and line.tag == "p"
        and element.tag in _INLINE
        and element.getprevious() is None
        and not (line.text or "").strip()
        and tail[:1].isalnum()
        and not tail[:1].islower()  # an initial letter is set apart from its word, too
        and (element.text or "")[-1:].isalnum()
    )


def find_standfirst(
    index: PageIndex, stated: Statements, headline: Headline, *, text_at: int | None
) -> Label | None:
    """The paragraph between headline and text, where the page marks it as separate from the text.

    `text_at` is the number of the first long paragraph; what follows it are subheadings.
    """
    if headline.heading is None:
        return None
    at = headline.heading.at
    descriptions = [comparable(statement.text) for statement in stated.descriptions]
    after = [s for s in index.headings if s.element.tag in _RANKS]
    for indexed in sorted([*index.marked["standfirst"], *after]):
        if not 0 < indexed.at - at <= STANDFIRST_AFTER or (text_at and indexed.at > text_at):
            continue
        text = text_of(indexed.element)
        if text_size(text) not in STANDFIRST or comparable(text) == comparable(headline.text):
            continue
        names = f"{indexed.element.get('class') or ''} {indexed.element.get('id') or ''}"
        if (
            SURE_STANDFIRST.search(names)
            or _is_description(comparable(text), descriptions)
            or _is_in_head(indexed.element, headline.heading.element)
        ):
            return Label(text, "text", indexed.element)
    return None


def _is_in_head(element: Element, heading: Element) -> bool:
    """Whether an element stands right below a headline in a box that is named as their head, and
    holds little besides."""
    box = element.getparent()
    if box is None or element.getprevious() is not heading or element.tag in _RANKS:
        return False
    if box.tag != "header" and "header" not in class_tokens(box.get("class") or ""):
        return False
    return _size(box) <= _size(element) + _size(heading) + BESIDE_IN_HEAD


def _size(element: Element) -> int:
    return text_size(" ".join(raw_text(element).split()))


def _is_description(text: str, descriptions: Collection[str]) -> bool:
    """Whether a text is the page's own description, which may be cut off."""
    return any(
        text == description or (text_size(description) > 60 and text.startswith(description[:-3]))
        for description in descriptions
    )


def find_tags(index: PageIndex, stated: Statements) -> tuple[tuple[str, ...], str] | None:
    """Tags and their source: stated for the article, linked as tags, or meta keywords."""
    by_place: dict[str, list[str]] = {}
    for statement in stated.tags:
        by_place.setdefault(statement.place, []).append(statement.text)
    linked = [text_of(indexed.element) for indexed in index.tag_links]
    ranks = [(place, by_place.get(place, [])) for place in ("json-ld", "microdata", "opengraph")]
    for place, tags in [*ranks, ("platform", linked), ("meta", by_place.get("meta", []))]:
        names = {tag.casefold(): tag.strip(" #") for tag in reversed(tags)}
        kept = [tag for tag in reversed(names.values()) if 1 < len(tag) <= LONGEST_TAG]
        if kept:
            return tuple(kept[:MOST_TAGS]), place
    return None
