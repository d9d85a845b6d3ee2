"""Statements of a page for machines, as plain text with the place of each."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lxml.etree import _Element as Element

from crawler.extraction.text.tidying import tidy

Place = Literal["json-ld", "microdata", "opengraph", "meta"]
LONGEST_STATEMENT = 5_000
"""Characters kept of one statement; the longest useful ones are descriptions."""


class Statement(NamedTuple):
    """One statement as text, and the place it comes from."""

    text: str
    place: Place


@dataclass(slots=True)
class Statements:
    """The statements about each field, the most trustworthy first."""

    headlines: list[Statement] = field(default_factory=list)
    descriptions: list[Statement] = field(default_factory=list)
    authors: list[Statement] = field(default_factory=list)
    organisations: list[Statement] = field(default_factory=list)
    """Organisations stated as authors."""
    published: list[Statement] = field(default_factory=list)
    modified: list[Statement] = field(default_factory=list)
    dates: list[Statement] = field(default_factory=list)
    """Dates whose names do not say what they date: the column or the file."""
    sections: list[Statement] = field(default_factory=list)
    topics: list[Statement] = field(default_factory=list)
    """Sections by metas that may speak of the whole site."""
    tags: list[Statement] = field(default_factory=list)
    languages: list[Statement] = field(default_factory=list)
    addresses: list[Statement] = field(default_factory=list)
    """Addresses that the page gives as its own."""
    site_names: list[Statement] = field(default_factory=list)
    breadcrumbs: list[str] = field(default_factory=list)
    """Names of the breadcrumbs, from the home page on."""
    items: list[tuple[str, Element]] = field(default_factory=list)
    """Lower-case names of the column's microdata and RDFa properties, with visible elements."""

    def add(self, name: str, text: object, place: Place) -> None:
        """Adds one statement to a field's list, once."""
        for plain in plain_texts(text):
            statement = Statement(plain, place)
            statements: list[Statement] = getattr(self, name)
            if statement not in statements and len(statements) < 100:
                statements.append(statement)


def keywords(value: object) -> list[str]:
    """Keywords in a value: a text with commas, or a list of texts or named objects."""
    words: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str):
            words.extend(name.split(","))
    return words


_MARKUP = re.compile(r"<[^<>]{1,200}>")


def plain_texts(value: object) -> Iterator[str]:
    """The texts in a value, without markup, entities and doubled spaces; numbers as digits."""
    if isinstance(value, list):
        for item in value[:100]:
            if not isinstance(item, list):
                yield from plain_texts(item)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        text = str(value)[:LONGEST_STATEMENT]
        if "&" in text:
            text = html.unescape(html.unescape(text))
        if "<" in text:
            text = _MARKUP.sub(" ", text)
        if text := tidy(text).replace("\n", " "):
            yield text
    elif isinstance(value, dict):
        inner = value.get("@value") or value.get("name")
        if isinstance(inner, str):
            yield from plain_texts(inner)
