"""Shells: pages whose text a script would bring, and that say only the outlet's name till then."""

import re
from typing import Final

from crawler.extraction.body.body import Body
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.vocabulary.tables import alternatives, table
from crawler.extraction.wall_page import outlet_names

MOST_BLOCKS = 4
"""Pieces of text that a shell has: a name, a motto's line, a copyright, "Loading"."""
LONGEST = 80
"""Characters of each."""
_SAID: Final = re.compile(
    rf"\W*(?:{alternatives(table('page_kinds')['shell']['phrase_patterns'])})\W*", re.I
)
_COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b|\b(?:19|20)\d\d\b|\ball rights reserved\b", re.I)
_TITLE_END = re.compile(r".*(?:\s[|–—·:»‹-]+\s|[|｜ㅣ])(.+)", re.S)
_SQUEEZED = re.compile(r"[\W_]+")


def is_shell(page: Page, index: PageIndex, body: Body, *, title: str | None) -> bool:
    """Whether all that a page says is the outlet's name, who owns it, and that it is loading."""
    if len(body.blocks) > MOST_BLOCKS or any(len(block.text) > LONGEST for block in body.blocks):
        return False
    stated = (*outlet_names(page, index), *index.metas.get("application-name", ()))
    ends = (match[1] for match in map(_TITLE_END.fullmatch, index.titles[:1]) if match)
    names = {_squeezed(name) for name in (*stated, *ends)} - {"", _squeezed(title or "")}
    return all(
        _SAID.fullmatch(block.text) or _squeezed(_COPYRIGHT.sub(" ", block.text)) in names
        for block in body.blocks
    )


def _squeezed(text: str) -> str:
    return _SQUEEZED.sub("", text).casefold()
