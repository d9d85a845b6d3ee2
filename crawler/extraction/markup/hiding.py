"""What of an element's own attributes, and of the page's own style sheet, hides it from a reader.

Whether a script would show it is decided in `chrome.hidden_boxes`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from crawler.extraction.markup.element_text import HIDING_STYLE, is_off_screen, style_of
from crawler.extraction.markup.page import Page
from crawler.extraction.vocabulary.tables import table, word_list

_TABLE: Final = table("furniture_hiding")
_HIDING_NAMES = frozenset(word_list(_TABLE["hidden"]))
_SPOKEN_NAMES = frozenset(word_list(_TABLE["spoken"]))
_SHOWN_ON_SOME = re.compile(_TABLE["shown_on_some_pattern"], re.I)
LONGEST_SHEET = 300_000
"""Characters of a page's own style sheets that are read."""
LONGEST_RULE = 2000
"""Bytes of a rule before a declaration, and of its selectors."""
_HIDES = re.compile(rb"display\s*:\s*none(?![\w-])")
_SHOWS = re.compile(rb"display\s*:\s*(?!none(?![\w-]))[\w-]")
_BEFORE_PROPERTY = frozenset(b";{}/ \t\r\n")
_BEFORE_SELECTORS = re.compile(r";|\*/")
_NAME = re.compile(r"[.#]-?[_a-zA-Z][\w-]*")


@lru_cache(maxsize=4096)
def hides_by_style(style: str) -> bool:
    """Whether a style draws nothing of an element, or nothing where a reader looks."""
    if HIDING_STYLE.search(style) or is_off_screen(style):
        return True
    told = style_of(style)
    if told.get("text-indent", "").startswith("-") and _is_far(told["text-indent"]):
        return True
    if _is_zero(told.get("font-size")):
        return True
    flat = _is_zero(told.get("height")) or _is_zero(told.get("max-height"))
    clear = _is_zero(told.get("opacity"))
    return flat and (clear or told.get("overflow", "").startswith("hidden"))


@lru_cache(maxsize=4096)
def is_transparent(style: str) -> bool:
    """Whether a style makes an element transparent, as one that is faded in also is at first."""
    return _is_zero(style_of(style).get("opacity"))


def _is_zero(value: str | None) -> bool:
    return value is not None and re.fullmatch(r"0(?:\.0+)?(?:px|em|rem|%)?", value) is not None


def _is_far(length: str) -> bool:
    """Whether a length is longer than any page is wide."""
    number = re.match(r"-?\d+", length)
    return number is not None and len(number[0].lstrip("-")) >= 3


@lru_cache(maxsize=2048)
def hiding_name(names: str) -> str | None:
    """The first class name that style sheets define to hide, on screens of all sizes."""
    words = names.lower().split()
    for word in words:
        if word in _HIDING_NAMES or word in _SPOKEN_NAMES:
            return None if any(map(_SHOWN_ON_SOME.fullmatch, words)) else word
    return None


@lru_cache(maxsize=2048)
def is_spoken(names: str) -> bool:
    """Whether class names hide an element that screen readers read: the label of a link."""
    return hiding_name(names) in _SPOKEN_NAMES


def hidden_in_sheets(page: Page, boxes: Iterable[int]) -> dict[int, str]:
    """Those of some boxes that the page's own sheets surely hide, each with the class name or id by
    which they do, with its dot or hash.

    Sure is a rule for the name alone, outside `@media`, where no other rule with that name in it
    says that it is displayed.
    """
    # As bytes, which are written small in a tenth of the time of letters beyond ASCII.
    texts = ((page.texts[at] or "")[:LONGEST_SHEET].encode() for at in page.tagged("style"))
    sheets = [(sheet, small) for sheet in texts if b"none" in (small := sheet.lower())]
    if not any(_HIDES.search(small) for _, small in sheets):
        return {}
    named = _by_name(page, boxes)
    hidden: set[str] = set()
    for sheet, small in sheets:
        for selectors, depth in _rules(sheet, _HIDES.finditer(small)):
            if depth == 1:
                single = map(str.strip, _BEFORE_SELECTORS.split(selectors)[-1].split(","))
                hidden.update(name for name in single if name in named and _NAME.fullmatch(name))
    if hidden:
        shown = (one for sheet, small in sheets for one in _rules(sheet, _SHOWS.finditer(small)))
        hidden -= {name for selectors, _ in shown for name in _NAME.findall(selectors)}
    return {at: name for name in sorted(hidden, reverse=True) for at in named[name]}


def _by_name(page: Page, boxes: Iterable[int]) -> Mapping[str, Sequence[int]]:
    """Some boxes by their class names and ids, with dot or hash."""
    named: defaultdict[str, list[int]] = defaultdict(list)
    for at in boxes:
        for name in (page.classes[at] or "").split():
            named[f".{name}"].append(at)
        if element_id := page.ids[at]:
            named[f"#{element_id}"].append(at)
    return named


def _rules(sheet: bytes, declarations: Iterator[re.Match[bytes]]) -> Iterator[tuple[str, int]]:
    """The selectors of the rules in which some declarations of a sheet stand, in their order, and
    the depth of each rule; one inside `@media` has the depth 2.
    """
    depth = end = 0
    for match in declarations:
        at = match.start()
        depth += sheet.count(b"{", end, at) - sheet.count(b"}", end, at)
        end = at
        opened = sheet.rfind(b"{", max(0, at - LONGEST_RULE), at)
        is_in_rule = opened >= 0 and sheet.find(b"}", opened, at) < 0
        if is_in_rule and sheet[at - 1] in _BEFORE_PROPERTY:
            before = max(0, opened - LONGEST_RULE)
            start = max(sheet.rfind(b"{", before, opened), sheet.rfind(b"}", before, opened))
            yield sheet[max(before, start + 1) : opened].decode(errors="ignore"), depth
