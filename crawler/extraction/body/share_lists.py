"""Lists of share buttons among a column's paragraphs: named for sharing, each item a few words."""

from collections.abc import Sequence

from crawler.extraction.markup.class_names.class_hints import NAMES
from crawler.extraction.markup.segments import Box, Segment
from crawler.extraction.vocabulary.phrases import phrase_of

LONGEST_ITEM = 40
"""Characters of a button's label."""
MOST_ITEMS = 15
"""Buttons of such a list."""
SHARE_PHRASES = 0.5
"""Smallest share of the items that say what share buttons do; others only name a service."""
_SHARING = 1 << NAMES.index("sharing")
_LIST_TAGS = frozenset(("ul", "ol"))


def without_share_lists(segments: Sequence[Segment], taken: list[int]) -> list[int]:
    """The segments taken, without those that are items of a list of share buttons."""
    known: dict[int, bool] = {}
    left = []
    for at in taken:
        box = segments[at].box
        lists = box.parent if box.tag == "li" else None
        if lists is None or lists.tag not in _LIST_TAGS:
            left.append(at)
            continue
        if lists.index not in known:
            known[lists.index] = _is_named(lists) and _has_buttons(
                segments[lists.first : lists.last]
            )
        if not known[lists.index]:
            left.append(at)
    return left or taken


def _is_named(box: Box) -> bool:
    """Whether a list, or the box around nothing but it, is named for sharing."""
    around = box.parent
    if box.hints & _SHARING or around is None:
        return bool(box.hints & _SHARING)
    alone = (around.first, around.last) == (box.first, box.last)
    return alone and bool(around.hints & _SHARING)


def _has_buttons(items: Sequence[Segment]) -> bool:
    """Whether all items are as short as buttons, and enough of them say what such do."""
    if len(items) > MOST_ITEMS or any(len(item.text) > LONGEST_ITEM for item in items):
        return False
    phrases = [phrase_of(item.text) for item in items]
    shares = sum(phrase is not None and phrase.kind == "share" for phrase in phrases)
    return shares >= SHARE_PHRASES * len(items)
