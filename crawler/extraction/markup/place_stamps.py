"""The place before a text that styles alone set off: `<span class="location-stamp">Genf</span>Am…`.

Datelines that are printed with a dash are read in the text (`text.dateline`).
"""

from collections.abc import Sequence

from archive.model.records import Block
from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.tables import table, word_list

LONGEST = 40
"""Characters of a place."""

_NAMES = frozenset(word_list(table("class_roles")["place_stamps"]))


def is_place_stamp(names: str, behind: str | None) -> bool:
    """Whether an element with these classes holds a place that the words `behind` it run into."""
    if not behind or not behind[0].isalpha():
        return False
    return not _NAMES.isdisjoint(class_tokens(names))


def stamped_place(blocks: Sequence[Block], elements: Sequence[Element]) -> str | None:
    """The place that is set off at the beginning of the first paragraph, or None."""
    paragraphs = (at for at, block in enumerate(blocks) if block.kind == "paragraph")
    first = next(paragraphs, None)
    if first is None or not len(elements[first]) or (elements[first].text or "").strip():
        return None
    stamp = elements[first][0]
    place = text_of(stamp) if is_place_stamp(stamp.get("class") or "", stamp.tail) else ""
    named = 0 < len(place) <= LONGEST and not any(map(str.isdigit, place))
    return place if named and blocks[first].text.startswith(place) else None
