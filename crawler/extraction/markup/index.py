"""One pass over a page that lists, in document order, the elements that later stages look at: those
whose names or tags refer to comments, furniture or fields, and the metas, scripts and links.

What these elements mean is decided in `discussion`, `furniture` and `metadata`, which look at no
others; class and id names are looked up once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, NamedTuple

from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.class_names.comment_marks import marks_of_classes, marks_of_id
from crawler.extraction.markup.class_names.furniture_names import (
    FURNITURE_NAMES,
    TEXT_TAGS,
)
from crawler.extraction.markup.class_names.widget_names import WIDGET_TAGS
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.phrases import LONGEST_PHRASE, may_be_certain
from crawler.extraction.vocabulary.tables import bits_by_word, table, word_list

_TABLE: Final = table("class_roles")
ROLE_WORDS: Mapping[str, str] = _TABLE["roles"]
"""Words of class and id names by the field that elements so named tend to hold."""
ITEM_PROPERTIES = frozenset(word_list(_TABLE["item_properties"]))
"""Values of itemprop and RDFa's property that tell a field."""
_CONTENT: Final = table("content_names")
CONTENT_NAMES = frozenset(word_list(_CONTENT["names"]) + word_list(_CONTENT["names_in_entries"]))
"""Class names of the element that holds a column's text."""
CONTENT_PROPERTIES = frozenset(word_list(_CONTENT["item_properties"]))
AUTHOR_SEGMENTS = frozenset(word_list(_TABLE["author_segments"]))
AUTHOR_PATHS = re.compile(rf"/(?:{'|'.join(word_list(_TABLE['author_segments']))})/[^/?#]+")
"""The same where more follows; most addresses have no such segment, and are not searched."""
DISCUSSION_LINK = re.compile(
    r"#(?:comments?|respond|disqus_thread|reply|kommentare|idc-container|comment-form)$"
    r"|comment-page-\d|[?&](?:cpage|commentPage)=\d",
    re.I,
)
"""Addresses of links to a discussion, its form, or its other pages."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
HEAD_TAGS = frozenset({"meta", "link", "script", "title"})
PRINTED_TAGS = HEADINGS | {"a", "time"}
TELLING_TAGS = frozenset({"nav", "form"})
MIXED_TAGS = TEXT_TAGS | TELLING_TAGS | {"div"}
"""Tags of elements that may be furniture whatever their names are."""
LONGEST_NAMES = 200
"""Characters of class and id read; utility classes run to thousands."""

ROLES = (1 << len(ROLE_WORDS)) - 1
"""Bits of names that speak of fields, one for each of ROLE_WORDS."""
DISOWNING, COMMENTS, FURNITURE, CONTENT = (1 << len(ROLE_WORDS) + at for at in range(4))
"""Bits of names whose words disown a field, and of those that discussion, furniture and body look
at."""
_BITS_OF_WORD = bits_by_word({**ROLE_WORDS, "disowning": _TABLE["disowning"]})


class IndexedElement(NamedTuple):
    """An element, and its number in document order: near numbers stand near on the page."""

    at: int
    element: Element


@dataclass(slots=True)
class PageIndex:
    """The elements of a page that later stages look at, each list in document order."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    """Contents of meta elements by lower-case name, property or itemprop."""
    links: dict[str, list[str]] = field(default_factory=dict)
    """Addresses of link elements by rel."""
    addresses: list[tuple[str, Element]] = field(default_factory=list)
    """Every address that the page links to, with its a or link element."""
    scripts: list[Element] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    """Texts of title elements."""
    speaking: list[int] = field(default_factory=list)
    """Elements whose names or tags speak of comments."""
    discussion_links: list[Element] = field(default_factory=list)
    """Links to a discussion, to its other pages, or to its form."""
    telling: list[int] = field(default_factory=list)
    """Elements that may be furniture: by name, by tag, or as their text starts like a phrase."""
    contents: list[int] = field(default_factory=list)
    """Elements that are named as those that hold a column's text."""
    items: list[IndexedElement] = field(default_factory=list)
    """Elements with an itemprop or RDFa property that matters; metas have the number -1."""
    headings: list[IndexedElement] = field(default_factory=list)
    times: list[IndexedElement] = field(default_factory=list)
    author_links: list[IndexedElement] = field(default_factory=list)
    category_links: list[IndexedElement] = field(default_factory=list)
    tag_links: list[IndexedElement] = field(default_factory=list)
    site_links: list[Element] = field(default_factory=list)
    """Links that say they lead to the home page, and link elements of feeds."""
    marked: dict[str, list[IndexedElement]] = field(default_factory=dict)
    """Elements by the role their class or id names (ROLE_WORDS)."""
    claimed: bytearray = field(default_factory=bytearray)
    """For each element of the page 1 where it stands in a claim (`outside`)."""


def index_page(page: Page) -> PageIndex:
    """What a page has for each of its readers."""
    index = PageIndex(
        marked={role: [] for role in ROLE_WORDS}, claimed=bytearray(len(page.elements))
    )
    speaking, telling, marked = index.speaking, index.telling, index.marked
    columns = zip(page.elements, page.tags, page.texts, page.classes, page.ids, strict=True)
    for at, (element, tag, text, classes, element_id) in enumerate(columns):
        says = said_by(classes) if classes else 0
        if element_id:
            says |= said_by_id(element_id)
        if says & COMMENTS or tag in WIDGET_TAGS:
            speaking.append(at)
        if tag in HEAD_TAGS:
            _note_head(index, tag, element)
            continue
        if says & FURNITURE or (tag in MIXED_TAGS and _may_be_furniture(element, tag, text)):
            telling.append(at)
        if not element_id and (test_id := element.get("data-testid")):
            says |= said_by(test_id)
        if says & ROLES and not says & DISOWNING:
            for role in _roles_in(says & ROLES):
                marked[role].append(IndexedElement(at, element))
        if item := element.get("itemprop") or element.get("property"):
            says |= _note_item(index, at, element, item)
        if says & CONTENT:
            index.contents.append(at)
        if tag in PRINTED_TAGS:
            _note_printed(index, at, element, tag)
    return index


def outside(index: PageIndex, page: Page, claims: Iterable[Claim]) -> PageIndex:
    """The index without the elements inside claims; breadcrumbs and scripts inside them stay."""
    claimed = page.inside(claim.element for claim in claims)

    def kept(elements: list[IndexedElement]) -> list[IndexedElement]:
        return [indexed for indexed in elements if indexed.at < 0 or not claimed[indexed.at]]

    return replace(
        index,
        items=kept(index.items),
        headings=kept(index.headings),
        times=kept(index.times),
        author_links=kept(index.author_links),
        category_links=kept(index.category_links),
        tag_links=kept(index.tag_links),
        marked={
            role: elements if role == "trail" else kept(elements)
            for role, elements in index.marked.items()
        },
        claimed=claimed,
    )


def _note_item(index: PageIndex, at: int, element: Element, item: str) -> int:
    """Notes an element with an itemprop or RDFa property; bits of what it says of its content."""
    properties = item.lower().replace("schema:", "").split()
    if not ITEM_PROPERTIES.isdisjoint(properties):
        index.items.append(IndexedElement(at, element))
    return 0 if CONTENT_PROPERTIES.isdisjoint(properties) else CONTENT


def _may_be_furniture(element: Element, tag: str, text: str | None) -> bool:
    """Whether an element whose names say nothing of furniture may be some all the same."""
    if text and tag in TEXT_TAGS and len(text) <= LONGEST_PHRASE and may_be_certain(text):
        return True
    return tag in TELLING_TAGS or (tag == "div" and element.get("role") == "navigation")


def _note_head(index: PageIndex, tag: str, element: Element) -> None:
    """Notes a meta, link, script or title element, wherever it stands."""
    if tag == "meta":
        _note_meta(index, element)
    elif tag == "link":
        if href := element.get("href"):
            index.addresses.append((href, element))
            for rel in (element.get("rel") or "").lower().split():
                index.links.setdefault(rel, []).append(href)
                if rel == "alternate":
                    index.site_links.append(element)
    elif tag == "script":
        index.scripts.append(element)
        if "ld+json" in (element.get("type") or "") and element.text:
            index.json_ld.append(element.text)
    elif element.text:
        index.titles.append(element.text)


def _note_meta(index: PageIndex, element: Element) -> None:
    content = element.get("content")
    if not content:
        return
    for attribute in ("name", "property", "itemprop", "http-equiv"):
        for name in (element.get(attribute) or "").lower().split():
            contents = index.metas.setdefault(name, [])
            if len(contents) < 50 and content not in contents:
                contents.append(content)
                if name.endswith("ld+json"):  # Next.js's metadata can state no script
                    index.json_ld.append(content)
    if element.get("itemprop"):
        index.items.append(IndexedElement(-1, element))


def _note_printed(index: PageIndex, at: int, element: Element, tag: str) -> None:
    """Notes a link, heading or time element."""
    if tag == "a":
        _note_link(index, at, element)
    elif tag == "time":
        index.times.append(IndexedElement(at, element))
    else:
        index.headings.append(IndexedElement(at, element))


def _note_link(index: PageIndex, at: int, element: Element) -> None:
    href = element.get("href")
    if not href:
        return
    index.addresses.append((href, element))
    if ("#" in href or "age" in href) and DISCUSSION_LINK.search(href):
        index.discussion_links.append(element)
    rel = (element.get("rel") or "").lower()
    if "author" in rel or _leads_to_author(href):
        index.author_links.append(IndexedElement(at, element))
    elif rel == "home":
        index.site_links.append(element)
    elif rel:
        rels = rel.split()
        if "category" in rels or ("tag" in rels and _is_of_category(element, href)):
            index.category_links.append(IndexedElement(at, element))
        elif "tag" in rels:
            index.tag_links.append(IndexedElement(at, element))


def _is_of_category(link: Element, href: str) -> bool:
    """Whether a link to a tag or category leads to a category: by its address or its list."""
    parent = link.getparent()
    names = (parent.get("class") or "").split() if parent is not None else ()
    return "/categor" in href or "taxonomy-category" in names


def _leads_to_author(href: str) -> bool:
    """Whether an address has a segment like "author", and one more behind it."""
    address = href.lower()
    return not AUTHOR_SEGMENTS.isdisjoint(address.split("/")) and bool(AUTHOR_PATHS.search(address))


@lru_cache(maxsize=20_000)
def said_by(names: str) -> int:
    """What class names speak of, as bits."""
    says = _roles_said_by(names)
    if marks_of_classes(names):
        says |= COMMENTS
    single = names.lower().split()
    if not FURNITURE_NAMES.keys().isdisjoint(single):
        says |= FURNITURE
    if not CONTENT_NAMES.isdisjoint(single):
        says |= CONTENT
    return says


@lru_cache(maxsize=20_000)
def said_by_id(element_id: str) -> int:
    """What an id speaks of, as bits."""
    says = _roles_said_by(element_id)
    if marks_of_id(element_id):
        says |= COMMENTS
    if element_id.lower() in FURNITURE_NAMES:
        says |= FURNITURE
    return says


def _roles_said_by(names: str) -> int:
    words = class_tokens(names[:LONGEST_NAMES])
    bits = 0
    if not _BITS_OF_WORD.keys().isdisjoint(words):
        for word in words:
            bits |= _BITS_OF_WORD.get(word, 0)
    return bits


@lru_cache(maxsize=256)
def _roles_in(bits: int) -> tuple[str, ...]:
    return tuple(role for at, role in enumerate(ROLE_WORDS) if bits >> at & 1)


def ancestors(element: Element, *, most: int = 60) -> Iterator[Element]:
    """The element's ancestors, the nearest first."""
    parent = element.getparent()
    while parent is not None and most:
        yield parent
        parent, most = parent.getparent(), most - 1
