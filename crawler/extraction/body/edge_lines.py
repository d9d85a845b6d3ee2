"""Short lines at the ends of a text that are none of it: buttons, the author's name again, and
what agencies print below."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from crawler.extraction.markup.segments import Segment
from crawler.extraction.metadata.headlines.outlet_names import squeezed
from crawler.extraction.vocabulary.phrases import phrase_of
from crawler.extraction.vocabulary.tables import alternatives, table

LONGEST = 80
"""Characters of such a line."""
LONGEST_SIGN_OFF = 160
"""Characters of a line below a text that says whose it is."""
BUTTONS = 2
"""Buttons in a row from which words that columns print too ("Print") are some."""
HEADING_TAGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_ADDRESS: Final = re.compile(r"[(<\[]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)>\]]?")
_SIGN_OFFS: Final = table("sign_offs")
_SIGN_OFF: Final = re.compile(
    f"{alternatives(_SIGN_OFFS['end_patterns'])}|{alternatives(_SIGN_OFFS['copyright_patterns'])}"
    f"|(?:{alternatives(_SIGN_OFFS['reporter_patterns'])}){_ADDRESS.pattern}",
    re.I,
)


def without_edge_lines(
    segments: Sequence[Segment], taken: list[int], names: Iterable[str | None]
) -> list[int]:
    """The segments taken, without the buttons and the author's name at either end.

    `names` are the author's as fields have them; an e-mail address may stand beside one.
    """
    authors = {squeezed(name) for name in names if name} - {""}
    lines = [(at, segments[at]) for at in taken]
    below = [at for at, _ in takewhile(lambda line: _is_sign_off(line[1]), lines[::-1])]
    lines = lines[: len(lines) - len(below)]
    none_of_it = {*below, *_edge(lines, authors), *_edge(lines[::-1], authors)}
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


def _is_sign_off(segment: Segment) -> bool:
    """Whether a line says who edited a text, that it ends or whose it is, and nothing else."""
    if segment.box.tag == "li" or len(segment.text) > LONGEST_SIGN_OFF:
        return False
    return _SIGN_OFF.fullmatch(segment.text) is not None


def _names_author(text: str, authors: Collection[str]) -> bool:
    """Whether a line is an author's name alone, or with an e-mail address."""
    return squeezed(_ADDRESS.sub("", text) if "@" in text else text) in authors
