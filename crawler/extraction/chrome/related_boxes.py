"""Lists of other columns under a column, by their structure: whatever plugin or theme draws them.

An item is a box with a linked headline, or picture and headline, and little more: a date, a
category, the first words of the other column. Two and more of them stand side by side, look alike,
and lead to as many addresses of the same site. A heading that says what they are decides; without
one, every item must have a date or break off.
"""

import re
from collections.abc import Iterator, Sequence

from crawler.extraction.chrome.taken import Taken
from crawler.extraction.markup.element_text import UNSEEN_TAGS
from crawler.extraction.markup.page import Claim, Page, address_parts
from crawler.extraction.vocabulary.phrases import phrase_of
from crawler.extraction.vocabulary.tables import alternatives, table

RULE = "related: linked headlines side by side"
FEWEST, MOST = 2, 8
"""Items of such a list; a list of columns that is a page by itself has ten and more."""
MOST_SIDE_BY_SIDE = 60
"""Elements under one that are looked at for items, and boxes that are taken."""
LARGEST_ITEM = 40
"""Elements of an item."""
LONGEST_ITEM = 700
"""Characters of an item, with an excerpt of about fifty words."""
LONGEST_HEADING = 60
LONGEST_HEADLINE = 250
MOST_BESIDE = 80
"""Characters beside heading and items in the box around them: a link to more, a number."""
LARGEST_HEADING = 5
"""Elements of a heading."""
LEAST_TEXT = 25
"""Bytes of the column's own text before the list: the shortest posts have eight words, in Chinese
as many signs."""
_TABLE = table("furniture_labels")
_HEADING = re.compile(
    rf"\W*(?:{'|'.join(map(alternatives, _TABLE['heading_patterns'].values()))})\W*", re.I
)
_NUMBER = re.compile(r"\d+")
_BREAKS_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;)\W*$")
_DATE = re.compile(
    r"\d{4}\s?[-./年년]\s?\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{1,2}\.?\s\w{3,}\.?,?\s\d{4}"
    r"|\w{3,}\.?\s\d{1,2},?\s\d{4}"
)
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
    for parent, items in _lists(taken, first):
        if any(box <= parent < page.ends[box] for box in found):
            continue
        if len(found) > MOST_SIDE_BY_SIDE:
            break
        label = _label(page, parent, items[0])
        if not _are_related(page, items, labelled=label is not None):
            continue
        start = items[0] if label is None else min(label, items[0])
        if _text_before(page, first, start) >= LEAST_TEXT:
            found += _boxes(page, parent, items, label)
    return tuple(Claim(page.elements[at], "related", RULE) for at in found)


def _lists(taken: Taken, first: int) -> Iterator[tuple[int, list[int]]]:
    """Parents of boxes that look alike, with those boxes; one of them at least has a segment."""
    page = taken.page
    tags, parents, ends, classes = page.tags, page.parents, page.ends, page.classes
    seen = set()
    for at in sorted(taken.masses):
        parent, look = parents[at], _look(classes[at])
        if at <= first or tags[at] in _NO_ITEMS or ends[at] - at > LARGEST_ITEM:
            continue
        if ends[at] - at < FEWEST or (parent, tags[at], look) in seen:
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


def _look(names: str | None) -> str:
    """Class names without the numbers that tell single items apart."""
    return _NUMBER.sub("", names) if names else ""


def _are_related(page: Page, items: Sequence[int], *, labelled: bool) -> bool:
    """Whether each of some boxes is a teaser of another column of the site."""
    addresses = set()
    for at in items:
        parts = list(_runs(page, at))
        linked = [text for text, href in parts if href is not None]
        plain = " ".join(text for text, href in parts if href is None)
        size = sum(len(text) for text, _ in parts)
        hrefs = {href for _, href in parts if href is not None}
        if not linked or size > LONGEST_ITEM or max(map(len, linked)) > LONGEST_HEADLINE:
            return False
        others = {page.link(href) for href in hrefs if not href.startswith("#")}
        same = {one for one in others if one and _is_of_site(page, one)}
        if not same or same != others:
            return False
        addresses |= same
        if not labelled and not (_BREAKS_OFF.search(plain) or _DATE.search(plain)):
            return False
    return len(addresses) >= len(items)


def _runs(page: Page, at: int) -> Iterator[tuple[str, str | None]]:
    """The runs of text in an element with the address that each is a link to."""
    link_ends, href = 0, None
    unseen_ends = 0
    for inner in range(at, page.ends[at]):
        tag = page.tags[inner]
        if tag == "a" and inner >= link_ends:
            link_ends, href = page.ends[inner], page.elements[inner].get("href") or ""
        if tag in UNSEEN_TAGS:
            unseen_ends = max(unseen_ends, page.ends[inner])
        text = page.texts[inner]
        if text and inner >= unseen_ends and (text := text.strip()):
            yield text, href if inner < link_ends else None
        tail = page.tails[inner]
        if inner > at and tail and (tail := tail.strip()):
            yield tail, href if page.ends[inner] < link_ends else None


def _is_of_site(page: Page, address: str) -> bool:
    """Whether an address is of the page's own host, and of another page than it and the first."""
    parts, own = address_parts(address), address_parts(page.url)
    if parts is None or own is None:
        return False
    hosts = {(one.hostname or "").removeprefix("www.") for one in (parts, own)}
    return len(hosts) == 1 and (parts.path or "/") not in ("/", own.path)


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
        text = " ".join(run for run, _ in _runs(page, at))
        if len(text) <= LONGEST_HEADING and _says_related(text):
            return at
    return None


def _says_related(text: str) -> bool:
    phrase = phrase_of(text)
    return (phrase is not None and phrase.kind == "related") or _HEADING.fullmatch(text) is not None


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
                sum(len(text) for box in boxes for text, _ in _runs(page, box))
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
