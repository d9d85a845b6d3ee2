"""Boxes that a reader of the page does not see: pitches, templates and decoys beside the text.

What a script will show stays: the text itself where nothing else is there, the answer under a
question, the rest of a column behind a button.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from crawler.extraction.chrome.taken import Taken
from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.element_text import BLOCK_TAGS
from crawler.extraction.markup.hiding import (
    hidden_in_sheets,
    hides_by_style,
    hiding_name,
    is_transparent,
)
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.tables import table, word_list

KIND = "hidden"
ATTRIBUTE = "[hidden]"
"""What hides a box that its page shows by turns; templates have a style or a name for it."""
ENOUGH = 250
"""Mass of the visible text from which a column may be all there."""
FAR_MORE = 2.0
"""So many times as much hidden text as visible is the column, wherever it stands."""
LONGEST_FORM = 1500
"""Mass of the text beside the fields of a form; a column with a form in its box has more."""
LONGEST_TOGGLER = 12
"""Elements of a button, or of a question that opens its answer."""
PARAGRAPH = 130
"""Mass of a paragraph of a column; messages of a form are shorter."""
SHARE_OF_PANELS = 0.4
"""Share of the visible text from which hidden boxes near it that look alike, or several with the
attribute anywhere, are its parts, which tabs and the like show one by one."""
MOST_ROUNDS = 8
"""Hidden boxes around the text that are opened one after another, the outermost first."""

_FOLDING_NAMES = frozenset(word_list(table("furniture_hiding")["folding"]))
_HIDING_ATTRIBUTES = frozenset(("style", "hidden", "aria-hidden", "role", "aria-modal"))
_TOGGLES = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle", "onclick")
_RUN_TAGS = frozenset("p blockquote ul ol h2 h3 h4 pre".split())
"""Tags of hidden boxes that are one text together where they stand side by side."""
_FIELD_TAGS = frozenset(("input", "select", "textarea"))
_NO_FIELDS = frozenset(("hidden", "button", "submit", "image", "checkbox", "radio"))
_WHOLE = frozenset(("html", "body"))
_NUMBER = re.compile(r"\d+")
PLACEHOLDER = re.compile(
    r"\{\*(?:[^{}]|\{[^{}]{0,80}\}){1,80}\*\}|\{\|[^{}]{1,80}\|\}|\{\{[^{}]{1,80}\}\}|<%[^<>]{1,80}%>|\$\{[^{}]{1,80}\}"
)
"""What stands for a value in a template that a script fills."""


def find_hidden(taken: Taken, *, kept: Collection[int] = ()) -> tuple[Claim, ...]:
    """The boxes around segments that are hidden from a reader and no part of the column.

    No box around one of the elements numbered in `kept` is.
    """
    page = taken.page
    reasons = _hidden(taken)
    for at in kept:
        for around in (at, *page.ancestors(at)):
            reasons.pop(around, None)
    for _ in range(MOST_ROUNDS):
        boxes = _outermost(page, reasons)
        if not boxes:
            return ()
        shown = _shown_by_script(taken, boxes, reasons)
        if not shown:
            return tuple(Claim(page.elements[at], KIND, f"{KIND}: {reasons[at]}") for at in boxes)
        for at in shown:
            del reasons[at]
    return ()


def _hidden(taken: Taken) -> dict[int, str]:
    """The boxes that something hides, with what it is."""
    page = taken.page
    reasons: dict[int, str] = {}
    for at in taken.masses:
        if (reason := _hidden_by_attributes(page.elements[at], page.tags[at])) is not None:
            reasons[at] = reason
        elif (names := page.classes[at]) and (name := hiding_name(names)) is not None:
            reasons[at] = f".{name}"
    return hidden_in_sheets(page, taken.masses) | reasons


def _hidden_by_attributes(element: Element, tag: str) -> str | None:
    if _HIDING_ATTRIBUTES.isdisjoint(element.keys()):
        return "dialog" if tag == "dialog" else None
    style = element.get("style")
    if element.get("hidden") not in (None, "until-found"):
        return ATTRIBUTE
    if style and hides_by_style(style):
        return "[style]"
    unspoken = element.get("aria-hidden") == "true"
    if unspoken and (tag in BLOCK_TAGS or (style and is_transparent(style))):
        return "[aria-hidden]"
    if tag == "dialog" or element.get("role") in ("dialog", "alertdialog"):
        return "dialog"
    return "dialog" if element.get("aria-modal") == "true" else None


def _outermost(page: Page, reasons: Collection[int]) -> list[int]:
    """Numbers of the hidden boxes that stand in no other one, in document order."""
    boxes: list[int] = []
    for at in sorted(reasons):
        if not boxes or at >= page.ends[boxes[-1]]:
            boxes.append(at)
    return boxes


def _shown_by_script(taken: Taken, boxes: Sequence[int], reasons: Mapping[int, str]) -> list[int]:
    """Numbers of the boxes that hold the column, or a part of it that a button shows."""
    page = taken.page
    visible = taken.without(boxes)
    total = visible.masses.get(0, 0.0)
    main = visible.main()
    around = page.parents[main] if main else 0
    runs: defaultdict[int, float] = defaultdict(float)
    panels: defaultdict[str, list[float]] = defaultdict(list)
    for at in boxes:
        if page.tags[at] in _RUN_TAGS:
            runs[page.parents[at]] += taken.masses[at]
        if any(one.mass >= PARAGRAPH for one in taken.inside(at)):
            panels[_look(page, at)].append(taken.masses[at])
    shown = []
    for at in boxes:
        mass = runs[page.parents[at]] if page.tags[at] in _RUN_TAGS else taken.masses[at]
        if total < ENOUGH:
            is_column = mass > total
        else:
            near = around <= at < page.ends[around] and page.tags[around] not in _WHOLE
            alike = panels[_look(page, at)]
            in_turns = len(alike) > 1 and reasons[at] == ATTRIBUTE and page.tags[at] != "article"
            is_column = mass >= (total if near else FAR_MORE * total) or (
                (near or in_turns) and sum(alike) >= SHARE_OF_PANELS * total
            )
        if (is_column or (reasons[at] != "dialog" and _is_folded(page, at))) and not _is_form(
            taken, at
        ):
            shown.append(at)
    return shown


def _look(page: Page, at: int) -> str:
    """Tag and class names of a box without the numbers that tell single ones apart."""
    return f"{page.tags[at]} {_NUMBER.sub('', page.classes[at] or '')}"


def _is_form(taken: Taken, at: int) -> bool:
    """Whether a box holds a form, or a template that a script fills, and not much more."""
    page = taken.page
    if taken.masses[at] > LONGEST_FORM:
        return False
    inside = range(at, page.ends[at])
    return any(
        page.tags[inner] in _FIELD_TAGS
        and (page.elements[inner].get("type") or "text").lower() not in _NO_FIELDS
        for inner in inside
    ) or any(PLACEHOLDER.search(segment.text) for segment in taken.inside(at))


def _is_folded(page: Page, at: int) -> bool:
    """Whether a button beside a box opens it, as an answer is opened under its question."""
    element = page.elements[at]
    names = [page.classes[at], page.ids[at]]
    names += [page.classes[above] for above, _ in zip(page.ancestors(at), range(2), strict=False)]
    words = {word for name in names if name for word in class_tokens(name[:200])}
    if not _FOLDING_NAMES.isdisjoint(words) or element.get("role") in ("tabpanel", "region"):
        return True
    beside = [element.getprevious(), element.getnext()]
    parent = element.getparent()
    if beside[0] is None and parent is not None:
        beside.append(parent.getprevious())
    return any(one is not None and _opens(page, one, page.ids[at]) for one in beside)


def _opens(page: Page, element: Element, element_id: str | None) -> bool:
    """Whether an element is a button, or little more than one, that opens what stands beside it."""
    at = page.numbers.get(element)
    if at is None or page.ends[at] - at > LONGEST_TOGGLER:
        return False
    for inner in range(at, page.ends[at]):
        tag, node = page.tags[inner], page.elements[inner]
        if tag in ("button", "summary") or any(node.get(name) is not None for name in _TOGGLES):
            return True
        href = node.get("href") if tag == "a" else None
        if href is not None and (href in ("#", f"#{element_id}") or href.startswith("javascript:")):
            return True
    return False
