"""What shows that a page's text is not free: its own statement, or a paywall's box that is seen.

Whether so much text is left that the page is worth keeping all the same, is decided in `page_kind`.
"""

import re
from itertools import chain
from typing import Final

from crawler.extraction.markup.element_text import is_hidden, text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.stated_objects import objects_in, own_paths, path_of
from crawler.extraction.vocabulary.tables import table, word_list

_TABLE: Final = table("page_kinds")["paywall"]
_STATEMENT = "isAccessibleForFree"
_NOT_FREE = re.compile(rf"\"{_STATEMENT}\"\s*:\s*\"?false", re.I)
_NAMES = "|".join(word_list(_TABLE["names"]))
_NAMED = re.compile(rf"(?:^|[\s_-])(?:{_NAMES})(?:$|[\s_-])", re.I)
_NAME = re.compile(rf"(?P<before>.*?)(?:^|(?<=[_-]))(?:{_NAMES})(?:$|[_-])(?P<behind>.*)", re.I)
_BEFORE = frozenset(word_list(_TABLE["denying_before"]))
_BEHIND = frozenset(word_list(_TABLE["denying_behind"]))
_FILED = tuple(word_list(_TABLE["filed_under"]))
_UNSEEN = frozenset(("script", "noscript"))
_APART = frozenset(("template", "nav"))
"""Elements that a script may show later, and menus with pages for subscribers."""
_BETWEEN = re.compile(r"[_-]+")


def is_behind_paywall(page: Page, index: PageIndex) -> bool:
    """Whether the page states that its text is not free, or shows a paywall's box."""
    return any(_is_stated(script, page, index) for script in index.json_ld) or any(
        _is_seen(page, at) and bool(text_of(page.elements[at]))
        for at, names in enumerate(zip(page.classes, page.ids, strict=True))
        if (names[0] or names[1])
        and page.tags[at] not in _UNSEEN
        and _is_named(f"{names[0] or ''} {names[1] or ''}")
    )


def _is_named(names: str) -> bool:
    """Whether classes and id name a paywall, not its absence or what a post is filed under."""
    return _NAMED.search(names) is not None and any(map(_names_a_paywall, names.split()))


def _names_a_paywall(name: str) -> bool:
    match = _NAME.fullmatch(name)
    return (
        match is not None
        and not name.lower().startswith(_FILED)
        and _BEFORE.isdisjoint(_BETWEEN.split(match["before"].lower()))
        and _BEHIND.isdisjoint(_BETWEEN.split(match["behind"].lower()))
    )


def _is_seen(page: Page, at: int) -> bool:
    """Whether neither an element nor one around it is hidden, a template or a menu."""
    return not any(
        page.tags[around] in _APART or is_hidden(page.elements[around])
        for around in chain((at,), page.ancestors(at))
    )


def _is_stated(script: str, page: Page, index: PageIndex) -> bool:
    """Whether JSON-LD states that the column as a whole is not free.

    Where it speaks of several columns, the one at the page's own address counts.
    """
    if _NOT_FREE.search(script) is None:
        return False
    if not any(_STATEMENT in item for item in objects_in(script, without=())):
        return True  # damaged beyond the statement, which was seen all the same
    columns = list(objects_in(script))
    own = own_paths(page, index)
    here = [item for item in columns if path_of(item.get("url")) in own]
    return any(str(item.get(_STATEMENT)).lower() == "false" for item in here or columns)
