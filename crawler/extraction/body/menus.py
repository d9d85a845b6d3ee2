"""Boxes that are nearly all links: menus, lists of headlines, tag clouds.

They are two fifths of a page's segments and never its column, so they are left out as a whole
before the rest is segmented and classified. A list of links inside a text is not one of them: the
box around it contains prose.
"""

from collections.abc import Iterator

from archive.model.records import Chrome
from archive.text.sizes import text_size
from crawler.extraction.markup.class_names.class_hints import NAMES, hints_of
from crawler.extraction.markup.element_text import BLOCK_TAGS, UNSEEN_TAGS
from crawler.extraction.markup.page import Page
from crawler.extraction.text.tidying import tidy

FEWEST_LINKS = 3
LINKED = 0.8
"""Smallest share of a menu's text that is in links."""
PROSE = 200
"""Size of the text outside links from which a box contains prose, and a list of links in it may
belong to that. With these three numbers no figure of the body changes by more than .002 on 1,377
pages (in sample, without retraining), and 72 of 178 segments per page are saved."""
TOO_WIDE = frozenset(("html", "body", "main", "article"))
RELATED = 1 << NAMES.index("related")


def find_menus(page: Page, claimed: bytearray) -> Iterator[int]:
    """Numbers of the widest menus outside what is `claimed`, in document order."""
    plain, linked, links = _running_sums(page)
    tags, parents, ends = page.tags, page.parents, page.ends
    at, last = 0, len(tags)
    while at < last:
        end = ends[at]
        if (
            links[end] - links[at] >= FEWEST_LINKS
            and plain[end] - plain[at] < PROSE
            and tags[at] in BLOCK_TAGS
            and not claimed[at]
            and tags[at] not in TOO_WIDE
            and _is_mostly_links(linked[end] - linked[at], plain[end] - plain[at])
            and plain[ends[parents[at]]] - plain[parents[at]] < PROSE
        ):
            yield at
            at = end
        else:
            at += 1


def menu_as_chrome(page: Page, at: int, claimed: bytearray, *, longest: int) -> Chrome:
    """A menu as chrome: one line for each visible, unclaimed text in it."""
    kind = "related" if hints_of(page.classes[at] or "") & RELATED else "navigation"
    lines: list[str] = []
    end, unseen_ends = page.ends[at], at
    for number in range(at, end):
        if page.tags[number] in UNSEEN_TAGS:
            unseen_ends = max(unseen_ends, page.ends[number])
        text, tail = page.texts[number], page.tails[number]
        if text and number >= unseen_ends and not claimed[number] and not text.isspace():
            lines.append(text.replace("\n", " "))
        if tail and number > at and not tail.isspace():
            lines.append(tail.replace("\n", " "))
    return Chrome(kind, tidy("\n".join(lines))[:longest], f"{kind}: nearly all links")


def _is_mostly_links(linked: int, plain: int) -> bool:
    return linked >= LINKED * (linked + plain)


def _running_sums(page: Page) -> tuple[list[int], list[int], list[int]]:
    """Running sums before each element and at the end: of text outside and in links, and of links.

    A tail is counted with the element before it, which is accurate enough.
    """
    plain, linked, links = [0], [0], [0]
    unbound = bound = count = 0
    link_ends = unseen_ends = 0
    for at, (tag, text, tail) in enumerate(zip(page.tags, page.texts, page.tails, strict=True)):
        if tag == "a" and at >= link_ends:
            link_ends = page.ends[at]
            count += 1
        elif tag in UNSEEN_TAGS and at >= unseen_ends:
            unseen_ends = page.ends[at]
        if text and at >= unseen_ends and not text.isspace():
            size = len(text) if text.isascii() else text_size(text)
            if at < link_ends:
                bound += size
            else:
                unbound += size
        if tail and not tail.isspace():
            size = len(tail) if tail.isascii() else text_size(tail)
            if at < link_ends and tag != "a":
                bound += size
            else:
                unbound += size
        plain.append(unbound)
        linked.append(bound)
        links.append(count)
    return plain, linked, links
