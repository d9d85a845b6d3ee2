"""Comment widgets that a script fills: which one a page has, and the id of its thread.

Their comments are not in the page as served. What is left there is a place, a script, now and then
a sentence that asks for JavaScript.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from crawler.extraction.markup.class_names.widget_names import WIDGET_NAMES, WIDGET_TAGS, WIDGETS
from crawler.extraction.markup.page import Claim
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.tables import table, word_list

_SCRIPTS = {
    widget: re.compile(traces["script_pattern"])
    for widget, traces in WIDGETS.items()
    if "script_pattern" in traces
}
_THREAD_SCRIPTS = {
    widget: tuple(map(re.compile, traces.get("thread_patterns", ())))
    for widget, traces in WIDGETS.items()
}
_THREAD_ATTRIBUTES = word_list(table("widgets")["thread_attributes"])
_JETPACK_POST = re.compile(r"jetpack-comment/\?.*\bpostid=(\d+)")
_ADDRESSED = frozenset(widget for widget, traces in WIDGETS.items() if traces.get("by_path"))
_SCRIPT_ONLY = tuple(widget for widget, traces in WIDGETS.items() if traces.get("script_only"))
LONGEST_SCRIPT = 20_000
"""Characters of an inline script that are searched for a thread's id."""


def find_widgets(
    places: Sequence[Element], scripts: Sequence[Element], url: str
) -> tuple[Claim, ...]:
    """The page's client-side discussions, each named with the id of its thread.

    `places` are the elements whose id, class or tag is a widget's, `url` is the page's address.
    """
    texts: list[tuple[Element, str]] = []
    if places:
        texts = [(script, _said_by(script)) for script in scripts]
    else:
        sources = [(script, script.get("src") or "") for script in scripts]
        texts = [(script, source) for script, source in sources if source]
    claims: list[Claim] = []
    seen: set[str] = set()
    for place in places:
        widget = _widget_of(place)
        thread = _thread_of(place) or _thread_in(widget, (text for _, text in texts))
        thread = thread or (urlsplit(url).path if widget in _ADDRESSED else None)
        claims.append(Claim(place, "comment-widget", _rule(widget, thread)))
        seen.add(widget)
    said = "\n".join(text for _, text in texts)
    loaded = [widget for widget in _SCRIPT_ONLY if _SCRIPTS[widget].search(said)]
    for script, text in texts if loaded else ():
        for widget in loaded:
            if widget not in seen and _SCRIPTS[widget].search(text):
                place = _attribute_place(script, widget)
                thread = _thread_of(place) or _thread_in(widget, (_said_by(s) for s in scripts))
                claims.append(Claim(place, "comment-widget", _rule(widget, thread)))
                seen.add(widget)
    return tuple(claims)


def _rule(widget: str, thread: str | None) -> str:
    return f"{widget}: thread {thread}" if thread else f"{widget}: no thread id"


def _widget_of(place: Element) -> str:
    tag = str(place.tag)
    if tag in WIDGET_TAGS:
        return WIDGET_TAGS[tag]
    names = [place.get("id") or "", *(place.get("class") or "").split()]
    return next(WIDGET_NAMES[name.lower()] for name in names if name.lower() in WIDGET_NAMES)


def _thread_of(place: Element) -> str | None:
    named = next((value for name in _THREAD_ATTRIBUTES if (value := place.get(name))), None)
    if named is None and (match := _JETPACK_POST.search(place.get("src") or "")):
        return match[1]
    return named


def _attribute_place(script: Element, widget: str) -> Element:
    """The element that a script will fill, known by an attribute alone; else the script."""
    if widget == "openweb":
        root = script.getroottree().getroot()
        for element in root.iter("div", "section"):
            if (
                element.get("data-spotim-module") or element.get("data-spotim-app")
            ) == "conversation":
                return element
            if element.get("data-conversation-id") is not None:
                return element
    return script


def _thread_in(widget: str, texts: Iterable[str]) -> str | None:
    """The thread's id as the page's scripts give it, else the site's name with the service."""
    patterns = _THREAD_SCRIPTS.get(widget, ())
    site = None
    for text in texts:
        for pattern in patterns:
            if match := pattern.search(text):
                return match[1]
        if site is None and widget in _SCRIPTS and (match := _SCRIPTS[widget].search(text)):
            site = match[1] if match.re.groups else None
    return site


def _said_by(script: Element) -> str:
    return script.get("src") or (script.text or "")[:LONGEST_SCRIPT]
