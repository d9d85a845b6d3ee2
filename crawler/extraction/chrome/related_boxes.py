"""Lists of other columns under a column, by their structure: whatever plugin or theme draws them.

An item is a box with a linked headline, or picture and headline, and little more: a date, a
category, the first words of the other column. Two and more of them stand side by side, look alike,
and lead to as many addresses of the same site. A heading that says what they are decides where the
column has more text than they have; else they must show that a program wrote them (`entries`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from crawler.extraction.chrome.entries import (
    Signs,
    are_led_to,
    are_less,
    other_page,
    signs_of,
    text_runs,
)
from crawler.extraction.chrome.taken import Taken
from crawler.extraction.markup.element_text import UNSEEN_TAGS
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.vocabulary.related_labels import says_related

RULE = "related: linked headlines side by side"
FEWEST, MOST = 2, 8
"""Items of such a list; a list of columns that is a page by itself has ten and more."""
MOST_SIDE_BY_SIDE = 60
"""Elements under one that are looked at for items, and boxes that are taken."""
MOST_LISTS = 200
"""Lists that are looked at on a page, each with the text before it."""
LARGEST_ITEM = 40
"""Elements of an item."""
LONGEST_ITEM = 700
"""Characters of an item, with an excerpt of about fifty words."""
LONGEST_HEADLINE = 250
MOST_BESIDE = 80
"""Characters beside heading and items in the box around them: a link to more, a number."""
LARGEST_HEADING = 5
"""Elements of a heading."""
LEAST_TEXT = 25
"""Bytes of the column's own text before the list: the shortest posts have eight words, in Chinese
as many signs."""
_NUMBER = re.compile(r"\d+")
_TOO_WIDE = frozenset(("html", "body", "main", "article"))
_NO_ITEMS = frozenset(("html", "body", "main", "tr", "tbody", "p", "a", "h1", "h2", "h3", "h4"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6", "p", "div", "span", "header", "strong", "b"))


def find_related(taken: Taken) -> tuple[Claim, ...]:
    """The boxes around segments that list other columns, below the page's first headline."""
    page = taken.page
    first = page.tags.index("h1") if "h1" in page.tags else None
    if first is None:
        return ()
    found: list[int] = []
    for parent, items in islice(_lists(taken, first), MOST_LISTS):
        if any(box <= parent < page.ends[box] for box in found):
            continue
        if len(found) > MOST_SIDE_BY_SIDE:
            break
        if not _lead_elsewhere(page, items):
            continue
        label = _label(page, parent, items[0])
        boxes = _boxes(page, parent, items, label)
        start = items[0] if label is None else min(label, items[0])
        signs = signs_of(page, items, (parent, *boxes))
        if (
            _are_teasers(signs, labelled=label is not None, less=are_less(taken, items))
            and _text_before(page, first, start) >= LEAST_TEXT
            and not are_led_to(taken, start)
        ):
            found += boxes
    return tuple(Claim(page.elements[at], "related", RULE) for at in found)


def _lists(taken: Taken, first: int) -> Iterator[tuple[int, list[int]]]:
    """Parents of boxes that look alike, with those boxes; one of them at least has a segment."""
    page = taken.page
    tags, parents, ends, classes = page.tags, page.parents, page.ends, page.classes
    seen = set()
    for at in sorted(taken.masses):
        size = ends[at] - at
        if at <= first or tags[at] in _NO_ITEMS or not FEWEST <= size <= LARGEST_ITEM:
            continue
        if "a" not in tags[at : ends[at]]:
            continue
        parent, look = parents[at], _look(classes[at])
        if (parent, tags[at], look) in seen:
            continue
        seen.add((parent, tags[at], look))
        items = []
        child = parent + 1
        for _ in range(MOST_SIDE_BY_SIDE):
            if child >= ends[parent]:
                break
            if tags[child] == tags[at] and _look(classes[child]) == look and child > first:
                items.append(child)
            child = ends[child]
        small = all(ends[item] - item <= LARGEST_ITEM for item in items)
        if FEWEST <= len(items) <= MOST and small:
            yield parent, items


@lru_cache(maxsize=1024)
def _look(names: str | None) -> str:
    """Class names without the numbers that tell single items apart."""
    return _NUMBER.sub("", names) if names else ""


def _lead_elsewhere(page: Page, items: Sequence[int]) -> bool:
    """Whether each of some boxes is small and leads to other pages of the site alone."""
    pages = set()
    for at in items:
        runs = list(text_runs(page, at))
        linked = [text for text, href in runs if href is not None]
        hrefs = {href for _, href in runs if href is not None and not href.startswith("#")}
        size = sum(len(text) for text, _ in runs)
        if not linked or size > LONGEST_ITEM or max(map(len, linked)) > LONGEST_HEADLINE:
            return False
        others = {other_page(page, href) for href in hrefs}
        if not others or None in others:
            return False
        pages |= others
    return len(pages) >= len(items)


def _are_teasers(signs: Signs, *, labelled: bool, less: bool) -> bool:
    """Whether boxes that lead elsewhere are no text of the column."""
    if labelled:
        return less or signs.bare or signs.named or signs.broken_off > 0 or signs.all_marked
    return signs.all_marked and (less or signs.named or signs.broken_off > 0)


def _label(page: Page, parent: int, item: int) -> int | None:
    """Number of a heading right before a list, or right before its items, that says what it is."""
    element = page.elements[item]
    beside = [element.getprevious(), page.elements[parent].getprevious()]
    above = page.parents[parent]
    if above > 0 and page.elements[parent].getprevious() is None:
        beside.append(page.elements[above].getprevious())
    for one in beside:
        at = page.numbers.get(one) if one is not None else None
        if at is None or page.tags[at] not in _HEADINGS or page.ends[at] - at > LARGEST_HEADING:
            continue
        if says_related(" ".join(text for text, _ in text_runs(page, at))):
            return at
    return None


def _boxes(page: Page, parent: int, items: Sequence[int], label: int | None) -> list[int]:
    """Numbers of the boxes to take: the one around the list and its heading, or each by itself."""
    parts = sorted({*items, *([label] if label is not None else [])})
    for around in (page.parents[parent], parent):
        if around <= 0 or page.tags[around] in _TOO_WIDE:
            continue
        if all(around < part < page.ends[around] for part in parts) and not _starts_otherwise(
            page, around, parts[0]
        ):
            total, own = (
                sum(len(text) for box in boxes for text, _ in text_runs(page, box))
                for boxes in ([around], parts)
            )
            if total - own <= MOST_BESIDE:
                return [around]
    return parts


def _starts_otherwise(page: Page, around: int, part: int) -> bool:
    """Whether there is text in a box before its first part: the column's, or some of it."""
    between = range(around, part)
    texts = (page.texts[at] for at in between if page.tags[at] not in UNSEEN_TAGS)
    tails = (page.tails[at] for at in between if at > around and page.ends[at] <= part)
    return any(text and not text.isspace() for text in (*texts, *tails))


def _text_before(page: Page, first: int, last: int) -> int:
    """Bytes of the text outside links between the headline and a list."""
    total, end = 0, 0
    for at in range(page.ends[first], last):
        if page.tags[at] == "a" or page.tags[at] in UNSEEN_TAGS:
            end = max(end, page.ends[at])
        text = page.texts[at]
        if at >= end and text:
            total += len(text.strip().encode("utf-8", "replace"))
        if total >= LEAST_TEXT:
            break
    return total
