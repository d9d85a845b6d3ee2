"""The author who signs below a column's text, where the headline's surroundings name none."""

import re
from collections.abc import Sequence

from archive.model.records import Block
from crawler.extraction.metadata.fields import Fields
from crawler.extraction.text.names import Names, begins_with_given_name, names_of, without_by

LAST_BLOCKS = 3
"""Blocks at the end that may be a signature; a note or photo credit may follow it."""
LONGEST = 80
"""Characters of a signature: a name, a job title, an agency."""
MOST_WORDS = 6
"""Words of a signature without "By" or "Text:"."""

_IN_BRACKETS = re.compile(r"\(([^()]{2,60})\)\s*$")
"""The end of a last paragraph: "… told the Senate. (dpa)", "(Orla Fennimore)"."""


def put_signature(fields: Fields, blocks: Sequence[Block]) -> None:
    """Sets the signatory below the text as author, where the page names nobody else."""
    if fields.authors:
        return
    for block in reversed(blocks[-LAST_BLOCKS:]):
        if block.kind not in ("paragraph", "heading"):
            continue
        line = block.text.rpartition("\n")[2].strip()
        if signed := _names_signing(line):
            fields.authors, fields.found_in["authors"] = signed.authors, "text"
            if not fields.byline:
                fields.byline, fields.found_in["byline"] = line[-LONGEST:], "text"
            return


def _names_signing(line: str) -> Names | None:
    """The names that sign with a line, or in brackets at its end."""
    if bracket := _IN_BRACKETS.search(line[-LONGEST:]):
        line = bracket[1]
    if len(line) > LONGEST:
        return None
    names = names_of(line)
    led = without_by(line)[1]
    if not led and len(line.split()) > MOST_WORDS:
        return None
    if names.persons and (led or all(map(begins_with_given_name, names.persons))):
        return names
    return names if names.agencies and not names.persons else None
