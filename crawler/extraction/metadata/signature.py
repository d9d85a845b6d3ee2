"""The author who signs below a column's text, where nothing about the headline names one."""

import re
from collections.abc import Sequence

from archive.model.records import Block
from crawler.extraction.metadata.fields import Fields
from crawler.extraction.text.names import Names, begins_given, names_of, without_by

LAST_BLOCKS = 3
"""Blocks at the end that may be a signature; a note or a photographer may stand below it."""
LONGEST = 80
"""Characters of a line that signs: a name, an office, an agency."""
MOST_WORDS = 6
"""Words of a signature that no "By" or "Text:" leads."""

_IN_BRACKETS = re.compile(r"\(([^()]{2,60})\)\s*$")
"""The end of a last paragraph: "… told the Senate. (dpa)", "(Orla Fennimore)"."""


def sign(fields: Fields, blocks: Sequence[Block]) -> None:
    """Puts down who signs below the text as author, where the page names nobody elsewhere."""
    if fields.authors:
        return
    for block in reversed(blocks[-LAST_BLOCKS:]):
        if block.kind not in ("paragraph", "heading"):
            continue
        line = block.text.rpartition("\n")[2].strip()
        if signed := _signed(line):
            fields.authors, fields.found_in["authors"] = signed.authors, "text"
            if not fields.byline:
                fields.byline, fields.found_in["byline"] = line[-LONGEST:], "text"
            return


def _signed(line: str) -> Names | None:
    """Who signs with a line, or in brackets at its end."""
    if bracket := _IN_BRACKETS.search(line[-LONGEST:]):
        line = bracket[1]
    if len(line) > LONGEST:
        return None
    names = names_of(line)
    led = without_by(line)[1]
    if not led and len(line.split()) > MOST_WORDS:
        return None
    if names.persons and (led or all(map(begins_given, names.persons))):
        return names
    return names if names.agencies and not names.persons else None
