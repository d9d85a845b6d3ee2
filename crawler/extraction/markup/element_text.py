"""What a reader sees of an element as text, and what of it no reader sees."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from lxml import etree

from crawler.extraction.markup.page import Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.text.tidying import tidy

BLOCK_TAGS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html "
    "legend li main menu nav noframes ol optgroup option p pre section summary table tbody td "
    "template tfoot th thead title tr ul".split()
)
"""Elements that stand on lines of their own."""
UNSEEN_TAGS = frozenset(
    "annotation annotation-xml audio canvas datalist embed head iframe input map meta noscript "
    "object rp rt rtc script select style svg template textarea video link".split()
)
"""Elements whose content no reader sees as text of the page. The reading beside a word (`rt`) is
seen, but is the same word twice: the text keeps the word as it is spelt. Of a formula the text
stays, without the TeX that repeats it (`annotation`)."""
QUOTATION_MARKS = tuple('"“”„«»‹›‘‚「『')
HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
OFF_SCREEN = re.compile(r"-(?:\d{3,}(?:\.\d+)?(?:px)?|\d{2,}(?:\.\d+)?r?em)\b")
"""Places beyond the edge of any screen: hundreds of points, tens of letters."""
CLIPPED = re.compile(r"rect\(\s*[01](?:px)?\b|inset\(\s*(?:50|100)%|polygon\(0(?:px)? 0")


def text_of(element: Element, *, without: Collection[Element] = (), seen_only: bool = True) -> str:
    """What a reader sees of an element, one line per block and `<br>`, white space collapsed.

    Words are neither glued at block tags nor split at inline ones. Scripts, styles, templates and
    the elements of `without` in it are left out, and so are hidden ones unless not `seen_only`. The
    element's own tail is no part of it.
    """
    if not len(element):
        return tidy(_said(element.text, element.tag))
    parts: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        tag = node.tag
        if node is not element and (
            tag in UNSEEN_TAGS or (seen_only and is_hidden(node)) or node in without
        ):
            continue
        if tag == "br":
            parts.append("\n")
            continue
        block = tag in BLOCK_TAGS
        if block:
            parts.append("\n")
            stack.append("\n")
        if tag == "q" and is_marked_as_quoted(node):
            parts.append("“")
            stack.append("”")
        parts.append(_said(node.text, tag))
        for child in reversed(node):
            if tail := child.tail:
                stack.append(_said(tail, tag))
            stack.append(child)
    return tidy("".join(parts))


def text_at(page: Page, at: int, *, without: Collection[int] = (), seen_only: bool = True) -> str:
    """The same of the element with a number, by what a page has read of it, in half the time.

    `without` are numbers, too.
    """
    tags, texts, tails, ends, elements = page.tags, page.texts, page.tails, page.ends, page.elements
    first, end = at, ends[at]
    if end == at + 1:
        return tidy(_said(texts[at], tags[at]))
    parts: list[str] = []
    opened: list[tuple[int, str]] = []  # number, what is written at its end
    while at < end:
        number, tag, closing = at, tags[at], ""
        at = ends[number]
        if number != first and (
            tag in UNSEEN_TAGS or number in without or (seen_only and is_hidden(elements[number]))
        ):
            pass
        elif tag == "br":
            parts.append("\n")
        else:
            if tag in BLOCK_TAGS:
                parts.append("\n")
                closing = "\n"
            elif tag == "q" and is_marked_as_quoted(elements[number]):
                parts.append("“")
                closing = "”"
            parts.append(_said(texts[number], tag))
            if number + 1 < at:
                opened.append((number, closing))
                at = number + 1
                continue
            parts.append(closing)
        while opened:
            number_around, closing = opened[-1]
            parts.append(_said(tails[number], tags[number_around]))
            if at < ends[number_around]:
                break
            parts.append(closing)
            number, _ = opened.pop()
    return tidy("".join(parts))


def _said(text: str | None, tag: object) -> str:
    """Text right in an element of such a tag: only `pre` keeps its lines."""
    if not text:
        return ""
    return text if tag == "pre" else text.replace("\n", " ")


def raw_text(element: Element) -> str:
    """All text in an element as it stands in the markup, that of scripts and hidden parts too."""
    if not len(element):
        return element.text or ""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def is_hidden(element: Element) -> bool:
    """Whether the element's own attributes hide it from a reader."""
    style = element.get("style")
    if style is not None and (HIDING_STYLE.search(style) or is_off_screen(style)):
        return True
    return element.get("hidden") is not None


@lru_cache(maxsize=4096)
def is_off_screen(style: str) -> bool:
    """Whether a style puts an element beyond the edge of the screen, or cuts it down to a point."""
    told = style_of(style)
    if told.get("position") not in ("absolute", "fixed"):
        return False
    return (
        any(OFF_SCREEN.match(told.get(side, "")) for side in ("left", "right", "top", "bottom"))
        or CLIPPED.match(told.get("clip", "")) is not None
        or CLIPPED.match(told.get("clip-path", "")) is not None
    )


@lru_cache(maxsize=4096)
def style_of(style: str) -> Mapping[str, str]:
    """The declarations of a style attribute by property, in lower case."""
    told = {}
    for declaration in style.lower().split(";"):
        name, _, value = declaration.partition(":")
        told[name.strip()] = value.replace("!important", "").strip()
    return told


def is_marked_as_quoted(element: Element) -> bool:
    """Whether quotation marks are to be drawn around a `q`, as browsers do.

    Where the page types them itself, its style sheet has turned the drawn ones off.
    """
    before = element.getprevious()
    parent = element.getparent()
    above = before.tail if before is not None else parent.text if parent is not None else None
    if (above or "").rstrip().endswith(QUOTATION_MARKS):
        return False
    if (element.text or "").lstrip().startswith(QUOTATION_MARKS):
        return False
    return not any(child.tag in BLOCK_TAGS for child in element.iterdescendants("*"))
