"""What of an element's own attributes, and of the page's own style sheet, hides it from a reader.

Whether a script would show it is decided in `chrome.hidden_boxes`.
"""

import re
from collections.abc import Collection, Iterator
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
_HIDES = re.compile(r"display\s*:\s*none", re.I)
_BRACE = re.compile(r"([{}])")
LONGEST_RULE = 2000
"""Characters of a rule before its declaration."""
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*([\w-]+)", re.I)
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


def hidden_in_sheets(page: Page, names: Collection[str]) -> list[str]:
    """Those of some class names and ids, with dot or hash, that the page's own sheets surely hide.

    Sure is a rule for the name alone, outside `@media`, where no other rule with that name in it
    says that it is displayed.
    """
    sheets = [
        text[:LONGEST_SHEET]
        for at, tag in enumerate(page.tags)
        if tag == "style" and (text := page.texts[at]) and _HIDES.search(text)
    ]
    if not sheets:
        return []
    hidden = {name for sheet in sheets for name in _hidden_in(sheet) if name in names}
    if hidden:
        hidden -= {name for sheet in sheets for name in _shown_in(sheet)}
    return sorted(hidden)


def _hidden_in(sheet: str) -> Iterator[str]:
    """Names that rules outside `@media` hide."""
    depth = end = 0
    for match in _HIDES.finditer(sheet):
        depth += sheet.count("{", end, match.start()) - sheet.count("}", end, match.start())
        end = match.start()
        if depth == 1:
            before, _, selectors = sheet[max(0, end - LONGEST_RULE) : end].rpartition("{")
            if selectors.count("}") == 0:
                for name in re.split(r"[{};]|\*/", before)[-1].split(","):
                    if _NAME.fullmatch(name.strip()):
                        yield name.strip()


def _shown_in(sheet: str) -> Iterator[str]:
    """Names in the selectors of rules that display what they are for."""
    selectors = ""
    for part in _BRACE.split(sheet):
        if (display := _DISPLAY.search(part)) is not None and display[1].lower() != "none":
            yield from _NAME.findall(selectors)
        if part not in ("{", "}"):
            selectors = part
