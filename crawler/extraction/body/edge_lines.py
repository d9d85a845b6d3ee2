"""Short lines at the ends of a text that are none of it: buttons, and the author's name again."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from crawler.extraction.markup.segments import Segment
from crawler.extraction.metadata.headlines.outlet_names import squeezed
from crawler.extraction.vocabulary.phrases import phrase_of

LONGEST = 80
"""Characters of such a line."""
BUTTONS = 2
"""Buttons in a row from which words that columns print too ("Print") are some."""
HEADING_TAGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_ADDRESS: Final = re.compile(r"[(<\[]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)>\]]?")


def without_edge_lines(
    segments: Sequence[Segment], taken: list[int], names: Iterable[str | None]
) -> list[int]:
    """The segments taken, without the buttons and the author's name at either end.

    `names` are the author's as fields have them; an e-mail address may stand beside one.
    """
    authors = {squeezed(name) for name in names if name} - {""}
    lines = [(at, segments[at]) for at in taken]
    none_of_it = {*_edge(lines, authors), *_edge(lines[::-1], authors)}
    return [at for at in taken if at not in none_of_it] or taken


def _edge(lines: Iterable[tuple[int, Segment]], authors: Collection[str]) -> Iterator[int]:
    """The numbers of the first lines that are none of the text; a heading may stand among them."""
    unsure: list[int] = []
    for at, segment in lines:
        text = segment.text
        if len(text) > LONGEST:
            return
        if _names_author(text, authors):
            yield at
        elif (button := phrase_of(text)) is not None and button.kind == "share":
            unsure.append(at)
            if button.certain or len(unsure) >= BUTTONS:
                yield from unsure
        elif segment.box.tag not in HEADING_TAGS:
            return


def _names_author(text: str, authors: Collection[str]) -> bool:
    """Whether a line is an author's name alone, or with an e-mail address."""
    return squeezed(_ADDRESS.sub("", text) if "@" in text else text) in authors
