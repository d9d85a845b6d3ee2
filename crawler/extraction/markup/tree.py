"""The tree of a page, whatever its markup is like: all its elements in document order, as many as
are read, and no deeper than libxml2 can go.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element
MAX_ELEMENTS = 400_000
"""As many elements as are read: forty thousand comments, in about 20 s and 500 MB. Of 1,377 pages
the mean has 883 and the largest 9,748."""
DEEPEST = 2000
MAX_DEPTH = 256
"""libxml2 stops for good where a page nests 2,048 deep; such a page is read again, flattened to the
second depth. The deepest of 138 pages nests 48 deep."""
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")


def elements_of(data: bytes) -> tuple[tuple[Element, ...], bool]:
    """The elements of the page in document order, the root first; and whether there are more."""
    elements, more = _elements(data)
    if _depth(elements[-1]) >= DEEPEST:
        elements, more = _elements(_flattened(data))
    return elements, more


def _elements(data: bytes) -> tuple[tuple[Element, ...], bool]:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    root: Element | None
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError:  # nothing that could be called an element
        root = None
    if root is None:
        root = etree.Element("html")
    if root.tag != "html":
        html = etree.Element("html")
        html.append(root)
        root = html
    elements = tuple(islice(root.iter("*"), MAX_ELEMENTS + 1))
    if len(elements) > MAX_ELEMENTS:
        _cut_from(elements[-1])
    return elements[:MAX_ELEMENTS], len(elements) > MAX_ELEMENTS


def nesting(elements: Sequence[Element]) -> tuple[list[int], list[int]]:
    """The number of the element each stands in, and that of the first behind it."""
    parents, ends = [-1] * len(elements), [len(elements)] * len(elements)
    opened: list[int] = []
    innermost: Element | None = None
    for at, element in enumerate(elements):
        parent = element.getparent()
        while parent is not innermost:
            ends[opened.pop()] = at
            innermost = elements[opened[-1]] if opened else None
        if opened:
            parents[at] = opened[-1]
        opened.append(at)
        innermost = element
    return parents, ends


def _depth(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _flattened(data: bytes) -> bytes:
    """The markup without the tags below MAX_DEPTH; their text stays."""
    depth = dropped = 0

    def keep(match: re.Match[bytes]) -> bytes:
        nonlocal depth, dropped
        closing, name = match[1], match[2].lower().decode("latin-1")
        if name in VOID:
            return match[0]
        if closing:
            if dropped:
                dropped -= 1
                return b" "
            depth = max(0, depth - 1)
        elif depth >= MAX_DEPTH:
            dropped += 1
            return b" "
        else:
            depth += 1
        return match[0]

    return TAG.sub(keep, data)


def _cut_from(element: Element) -> None:
    """Takes an element and all behind it out of the tree."""
    node: Element | None = element
    keep_node = False  # the element itself goes, its ancestors stay
    while node is not None:
        parent = node.getparent()
        if parent is not None:
            at = parent.index(node)
            del parent[at + keep_node :]
        node, keep_node = parent, True
