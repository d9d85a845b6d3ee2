"""Soft 404s: pages that say they do not exist although their HTTP status says otherwise.

Structure decides before wording: a column may be called "Not Found", but then it has a text.
"""

import re
from typing import Final

from crawler.extraction.listing_page import ARTICLE, is_teased, states_an_article
from crawler.extraction.markup.element_text import text_at
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

LONGEST = 500
"""Size of the text beside the message: suggestions, a search box's label. The longest message of
WordPress and Drupal in nine languages has 180."""
LONGEST_VAGUE = 200
"""The same where the message names no page: short columns have such headlines, too."""
LONGEST_HEADING = 200
"""Characters of the title or heading that may be such a message."""
LONGEST_NAME = 40
"""Characters of an outlet's name in front of the message, or behind a colon."""
MOST_HEADINGS = 3
"""Headings of a level that are looked at; a column's own stands before others."""
_TABLE: Final = table("page_kinds")["soft_404"]
ERROR_CLASSES = frozenset(word_list(_TABLE["classes"]))
"""Classes of the body element, written by WordPress and by themes of other systems."""
_NUMBERED_CLASSES = frozenset(word_list(_TABLE["numbered_classes"]))
_OF_OTHERS = frozenset(("nav", "footer", "aside", "dialog", "li"))
_DATES = frozenset(word_list(_TABLE["date_metas"]))
_ADDRESS = re.compile(rf".*(?:{alternatives(_TABLE['address_patterns'])})", re.I)


def _any_of(name: str) -> str:
    """The messages of all languages in one of the tables."""
    patterns = "|".join(map(alternatives, _TABLE[name].values()))
    return patterns.replace("{page}", _TABLE["page_pattern"].strip())


_BEFORE = rf"\W*(?:(?:{alternatives(_TABLE['before_patterns'])})\W+)*"
_DASH, _COLON = r"\s[|–—·»-]+\s", r"\s?[:：|_]\s?"
_PLAIN, _VAGUE = _any_of("message_patterns"), _any_of("vague_patterns")
_MESSAGE = re.compile(
    rf"{_BEFORE}(?:{_PLAIN})\W*(?:{_DASH}.*|{_COLON}.{{1,{LONGEST_NAME}}})?", re.I | re.S
)
"""A complete title or heading, optionally with the outlet's name behind it."""
_VAGUE_MESSAGE = re.compile(rf"{_BEFORE}(?:{_VAGUE})\W*(?:(?:{_DASH}|\s:\s).*)?", re.I | re.S)
_MESSAGE_BEHIND = re.compile(
    rf"[^|–—·»:_]{{1,{LONGEST_NAME}}}(?:{_DASH}|{_COLON}){_BEFORE}(?:{_PLAIN})\W*", re.I
)
"""The outlet's name with the message behind it."""


def is_soft_404(page: Page, index: PageIndex, size: int, *, signed: bool) -> bool:
    """Whether a page with a text of this size is a soft 404; one that somebody signed is none."""
    telling = ERROR_CLASSES if signed else ERROR_CLASSES | _NUMBERED_CLASSES
    if any(telling.intersection((page.classes[at] or "").split()) for at in page.tagged("body")):
        return True
    if size > LONGEST or signed or _is_dated(page, index):
        return False
    titles = [_line(title or "") for title in index.titles[:1]]
    said = [*titles, *map(_line, _headings(page))]
    return (
        any(map(_MESSAGE.fullmatch, said))
        or (
            size <= LONGEST_VAGUE
            and not states_an_article(index)
            and any(map(_VAGUE_MESSAGE.fullmatch, said))
        )
        or any(map(_MESSAGE_BEHIND.fullmatch, titles))
        or any(
            _ADDRESS.fullmatch(address.partition("?")[0])
            for address in (
                *index.links.get("canonical", ())[:1],
                *index.metas.get("og:url", ())[:1],
            )
        )
    )


def _is_dated(page: Page, index: PageIndex) -> bool:
    """Whether the page says for machines when its text was written; what stands beside it, and in
    lists of other columns, has dates of its own."""
    listed = page.inside(page.elements[at] for at in page.tagged(*_OF_OTHERS))
    return (
        not _DATES.isdisjoint(index.metas)
        or any(map(ARTICLE.search, index.json_ld))
        or any(not listed[time.at] and not is_teased(page, time.at) for time in index.times)
    )


def _headings(page: Page) -> list[str]:
    """The first headings of the highest level that the page has."""
    for level in ("h1", "h2"):
        if texts := [text_at(page, at) for at in page.tagged(level)[:MOST_HEADINGS]]:
            return texts
    return []


def _line(text: str) -> str:
    """A text of no great length in one line; nothing of a longer one."""
    return " ".join(text.split()) if len(text) <= LONGEST_HEADING else ""
