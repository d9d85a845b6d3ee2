"""Entries of other columns: boxes side by side, each with a link to another page of the site, and
what shows that a program wrote them.

A column may be a list of pages itself, or have one: a digest, a glossary, its sources. What an
editor says of a page is a whole sentence, and the line above leads to it. Where such lists are
looked for, and how much of a text they may be, is decided in `related_boxes` and `foot_boxes`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.extraction.chrome.taken import Taken
from crawler.extraction.markup.class_names.class_hints import NAMES, hints_of
from crawler.extraction.markup.element_text import UNSEEN_TAGS
from crawler.extraction.markup.page import Page, address_parts
from crawler.urls.hosts import host_key

DYNAMIC_NAMES = frozenset(("wp-block-post", "wp-block-post-template", "wp-block-post-author"))
"""Names of WordPress's editor that stand for other columns, and for the author."""
_RELATED = 1 << NAMES.index("related")
_BREAKS_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;)\W*$")
_DATE = re.compile(
    r"\d{4}\s?[-./年년]\s?\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{1,2}\.?\s\w{3,}\.?,?\s\d{4}"
    r"|\w{3,}\.?\s\d{1,2},?\s\d{4}"
)
_LEADS_ON = (":", "：")


@dataclass(frozen=True, slots=True)
class Signs:
    """What shows that entries were written by a program."""

    named: bool
    """They, or the box around them, are named so."""
    broken_off: int
    """How many break off."""
    all_marked: bool
    """Each breaks off, or has a date."""
    bare: bool
    """There is nothing in them but links."""


def signs_of(page: Page, items: Sequence[int], around: Iterable[int]) -> Signs:
    """What shows that entries, which alone stand in the elements `around`, are a program's."""
    texts = [" ".join(text for text, href in text_runs(page, at) if href is None) for at in items]
    broken_off = [_BREAKS_OFF.search(text) is not None for text in texts]
    return Signs(
        named=_are_named(page, items, around),
        broken_off=sum(broken_off),
        all_marked=all(
            off or _DATE.search(text) for off, text in zip(broken_off, texts, strict=True)
        ),
        bare=not any(texts),
    )


def _are_named(page: Page, items: Sequence[int], around: Iterable[int]) -> bool:
    """Whether entries, or what is around them, are named or marked as other columns."""
    for at in (*around, items[0]):
        names = page.classes[at]
        if names and (hints_of(names) & _RELATED or not DYNAMIC_NAMES.isdisjoint(names.split())):
            return True
    if all(page.tags[at] == "article" for at in items):
        return True
    links = (inner for inner in range(items[0], page.ends[items[0]]) if page.tags[inner] == "a")
    return any(page.elements[link].get("rel") == "bookmark" for link in links)


def are_less(taken: Taken, items: Collection[int]) -> bool:
    """Whether no more of the text that was taken stands in some boxes than beside them."""
    inside = sum(taken.masses.get(at, 0.0) for at in items)
    return 2 * inside <= taken.masses.get(0, 0.0)


def are_led_to(taken: Taken, at: int) -> bool:
    """Whether the text that stands right before an element ends as one that leads to a list."""
    before = [one for place, one in zip(taken.places, taken.segments, strict=True) if place < at]
    return bool(before) and before[-1].text.rstrip().endswith(_LEADS_ON)


def other_page(page: Page, href: str | None) -> str | None:
    """Path and query of another page of the site than this one and the first, which a link leads
    to; None of every other address."""
    address = page.link(href)
    if address is None or host_key(address) != host_key(page.url):
        return None
    there, here = address_parts(address), address_parts(page.url)
    if there is None or here is None:
        return None
    return None if (there.path or "/") in ("/", here.path) else there.path + there.query


def children_of(page: Page, at: int) -> list[int]:
    """Numbers of the elements right in another one."""
    children, child = [], at + 1
    while child < page.ends[at]:
        children.append(child)
        child = page.ends[child]
    return children


def text_runs(page: Page, at: int) -> Iterator[tuple[str, str | None]]:
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
