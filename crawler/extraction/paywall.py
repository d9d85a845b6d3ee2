"""What shows that a page's text is not free: its own statement, or a paywall's box that is seen.

A box around the text is none by its name: publishers name so what a subscriber sees. Neither is a
label beside the headline, nor what marks another column. Whether so much text is left that the page
is worth keeping all the same, is decided in `page_kind`.
"""

import re
from collections.abc import Sequence
from itertools import chain, islice, takewhile
from typing import Final

from archive.text.sizes import text_size
from crawler.extraction.body.body import Body
from crawler.extraction.buttons import LONGEST_LABEL, buttons_of, text_in
from crawler.extraction.listing_page import has_columns_path
from crawler.extraction.markup.element_text import is_hidden, text_at
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.stated_objects import objects_in, own_paths, path_of
from crawler.extraction.vocabulary.asks import ASK, SUBJECT
from crawler.extraction.vocabulary.tables import table, word_list

MOST_ASKING = 0.5
"""At least this share of the text in a box stands in paragraphs that speak of a subscription where
the box is a paywall's and no column's, and at most this share of all text is such."""
MOST_BOXES, MOST_LINKS, DEEPEST = 100, 20, 60
"""Boxes with such names on a page, links in one, and boxes around it, that are looked at."""
LABEL_DEPTH = 3
"""Boxes around a label in which the link to the column that it marks is looked for."""

_TABLE: Final = table("page_kinds")["paywall"]
_STATEMENT = "isAccessibleForFree"
_NOT_FREE = re.compile(rf"\"{_STATEMENT}\"\s*:\s*\"?false", re.I)
_NAMES = "|".join(word_list(_TABLE["names"]))
_NAMED = re.compile(rf"(?:^|[\s_-])(?:{_NAMES})(?:$|[\s_-])", re.I)
_NAME = re.compile(rf"(?P<before>.*?)(?:^|(?<=[_-]))(?:{_NAMES})(?:$|[_-])(?P<behind>.*)", re.I)
_BEFORE = frozenset(word_list(_TABLE["denying_before"]))
_BEHIND = frozenset(word_list(_TABLE["denying_behind"]))
_FILED = tuple(word_list(_TABLE["filed_under"]))
_NO_BOXES = frozenset(("script", "noscript", "html", "body"))
"""Elements that no reader sees, and those whose names tell what a site has on some of its pages."""
_APART = frozenset(("template", "nav"))
"""Elements that a script may show later, and menus with pages for subscribers."""
_ENTRIES = frozenset(("article", "li", "tr"))
"""Elements in which other columns are listed beside one."""
_NO_WALLS = frozenset(("form", "footer", "nav"))
_BETWEEN = re.compile(r"[_-]+")


def is_behind_paywall(page: Page, index: PageIndex, body: Body) -> bool:
    """Whether the page states that its text is not free, or shows a paywall's box."""
    if any(_is_stated(script, page, index) for script in index.json_ld):
        return True
    places = [page.numbers[element] for element in body.elements]
    named = (
        at
        for at, names in enumerate(zip(page.classes, page.ids, strict=True))
        if (names[0] or names[1])
        and page.tags[at] not in _NO_BOXES
        and _is_named(f"{names[0] or ''} {names[1] or ''}")
    )
    boxes = [at for at in islice(named, MOST_BOXES) if _is_seen(page, at)]
    around = [at for at in boxes if any(at <= place < page.ends[at] for place in places)]
    makes = {(page.tags[at], page.classes[at]) for at in around if page.classes[at]}
    return any(_asks(page, at, body, places) for at in around) or any(
        bool(text_at(page, at)) and _stands_for_text(page, at, places)
        for at in boxes
        if (page.tags[at], page.classes[at]) not in makes
    )


def _stands_for_text(page: Page, at: int, places: Sequence[int]) -> bool:
    """Whether a box with a paywall's name and none of the text stands where the rest would."""
    label = text_size(text_in(page, at)) <= LONGEST_LABEL
    if label and any(place > at for place in places):
        return False
    return not _marks_another(page, at, places, label=label)


def _asks(page: Page, at: int, body: Body, places: Sequence[int]) -> bool:
    """Whether a box with text asks for a subscription: all over, or by a button below a text.

    What speaks of one has the button or form to it, too, unless it is a few words, or the less of a
    text and its end. A form with a button may take addresses for a newsletter.
    """
    inside = range(at, page.ends[at])
    texts = [
        (block.text, place in inside) for block, place in zip(body.blocks, places, strict=True)
    ]
    own = sum(text_size(text) for text, held in texts if held)
    about = sum(text_size(text) for text, held in texts if held and SUBJECT.search(text))
    last = max(place for place in places if place in inside)
    asked = [number for number, label in buttons_of(page, inside) if ASK.fullmatch(label)]
    if about < MOST_ASKING * own:
        return any(
            number >= page.ends[last]
            and not any(page.tags[above] in _NO_WALLS for above in page.ancestors(number))
            for number in asked
        )
    is_end = last == max(places) and own <= MOST_ASKING * sum(text_size(text) for text, _ in texts)
    return (
        is_end
        or own <= LONGEST_LABEL
        or bool(asked)
        or any(page.tags[number] == "form" for number in inside)
    )


def _marks_another(page: Page, at: int, places: Sequence[int], *, label: bool) -> bool:
    """Whether a box stands in the entry of another column, or is the label beside a link to one."""
    if not places:
        return False
    around = islice(chain((at,), page.ancestors(at)), DEEPEST)
    apart = list(
        takewhile(lambda box: not any(box <= place < page.ends[box] for place in places), around)
    )
    entries = (above for above in apart if page.tags[above] in _ENTRIES)
    boxes = chain(entries, islice(apart, LABEL_DEPTH) if label else ())
    return any(_links_to_a_column(page, box) for box in boxes)


def _links_to_a_column(page: Page, box: int) -> bool:
    links = (at for at in range(box, page.ends[box]) if page.tags[at] == "a")
    return any(
        has_columns_path(page.link(page.elements[at].get("href")))
        and not ASK.fullmatch(text_in(page, at))
        for at in islice(links, MOST_LINKS)
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
