"""Soft 404s: pages that say they do not exist although their HTTP status says otherwise.

Structure decides before wording: a column may be called "Not Found", but then it has a text.
"""

import re
from typing import Final

from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

LONGEST = 500
"""Size of the text beside the message: suggestions, a search box's label. The longest message of
WordPress and Drupal in nine languages has 180."""
LONGEST_HEADING = 200
"""Characters of the title or heading that may be such a message."""
_TABLE: Final = table("page_kinds")["soft_404"]
ERROR_CLASSES = frozenset(word_list(_TABLE["classes"]))
"""Classes of the body element, written by WordPress and by themes of other systems."""
_PHRASES = "|".join(map(alternatives, _TABLE["message_patterns"].values())).replace(
    "{page}", _TABLE["page_pattern"].strip()
)
_MESSAGE = re.compile(
    rf"\W*(?:(?:{alternatives(_TABLE['before_patterns'])})\W+)*(?:{_PHRASES})\W*"
    r"(?:\s[|–—·:»-]+\s.*)?",
    re.I | re.S,
)
"""A complete title or heading, optionally with a dash and the outlet's name."""


def is_soft_404(page: Page, index: PageIndex, size: int) -> bool:
    """Whether a page with a text of this size is a soft 404."""
    if any(
        tag == "body" and ERROR_CLASSES.intersection((names or "").split())
        for tag, names in zip(page.tags, page.classes, strict=True)
    ):
        return True
    if size > LONGEST or index.times:
        return False
    headings = (text_of(page.elements[at]) for at, tag in enumerate(page.tags) if tag == "h1")
    return any(
        len(text) <= LONGEST_HEADING and _MESSAGE.fullmatch(" ".join(text.split()))
        for text in (*(title or "" for title in index.titles[:1]), *headings)
    )
