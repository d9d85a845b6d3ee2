"""The element that holds a column's own text, where the page's platform names it.

What stands outside of it says nothing about the text in it: by it the body of a column is the same
whatever the sidebar, the related columns and the comments are, and a post of three words is found
beside a long biography.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crawler.extraction.body.features import prose_mass
from crawler.extraction.body.pointers import is_pointer
from crawler.extraction.markup.class_names.class_hints import NAMES
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.segments import CONTEXT_BITS, Box, Segment
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

_TABLE: Final = table("content_names")
ENTRIES = frozenset(word_list(_TABLE["entries"]))
OLD_ENTRIES = frozenset(word_list(_TABLE["old_entries"]))
IN_ENTRIES = frozenset(word_list(_TABLE["names_in_entries"]))
ADDED = frozenset(word_list(_TABLE["added_names"]))
ALONE = frozenset(word_list(_TABLE["names"]))
_EDITOR_NAME = re.compile(alternatives(_TABLE["editor_patterns"]))
Indexed = tuple[int, Segment]
"""A segment with its index."""
BESIDE_BITS = CONTEXT_BITS["aside"] | CONTEXT_BITS["nav"] | CONTEXT_BITS["footer"]
BESIDE_TAGS = frozenset(("aside", "nav", "footer", "form", "template"))
PICTURE_TAGS = frozenset(
    "img picture video audio iframe embed object svg amp-img amp-video amp-youtube".split()
)
OTHERS_HINTS = sum(
    1 << NAMES.index(name) for name in ("discussion", "sharing", "related", "promotion", "author")
)
FOREIGN_HINTS = OTHERS_HINTS | sum(
    1 << NAMES.index(name) for name in ("navigation", "overlay", "meta", "dating")
)
"""Hints of boxes in a column's element that are by others, and of those that may not be text."""
FOREIGN_TAGS = frozenset(("aside", "nav", "footer", "form", "address", "fieldset"))
OTHER_COLUMNS = frozenset(("article", "li", "tr"))
"""Elements in which other columns are listed beside one."""
LINKED_HEADLINE = 0.1
"""Share of links in the box of another column from which its headline is one."""
LEAST_OUTSIDE = 600.0
"""Characters of prose beside the element, and no fewer than in it, from which it does not hold the
whole text: some platforms name only the first of several parts so."""
LEAST_SHARE_AFTER = 0.2
"""Share of the prose in the element, and no less than `LEAST_OUTSIDE`, from which what the
classifier takes behind it goes on with the text: questions and answers, a second field."""
MUCH_OUTSIDE, MUCH_TIMES = 2000.0, 4.0
"""The same of all prose that stands in no sidebar or footer, and how many times that in it."""
SHORT = 700.0
"""Characters of all that stands in the element up to which all of it is the column's text,
and little before it."""
LIKELY = 0.6
"""Probability from which such a column has a lead before its element, or a note in it."""
UNLIKELY = 0.35
"""Probability below which a longer text leaves out what stands in its element, unless only an
editor writes such markup."""
EDITED_TAGS = frozenset(
    "p pre blockquote ul ol li dl dt dd h2 h3 h4 h5 h6 details summary figure".split()
)
SELDOM_FURNITURE = frozenset(("pre", "summary", "dt", "dd"))
"""Tags that are text at the beginning and end of a column, too."""
MOST_PICTURES = 5
"""Pictures of a post without a word; more of them are a gallery that links to other pages."""
MOST_NAMED = 50
"""Elements that a page may name as the text of a column; one with more lists columns."""
DEEPEST = 60
"""Boxes between a segment and the column's element that are looked at."""
MOSTLY_LINKED = 0.5
"""Share of linked text from which a segment is no text of its own."""


@dataclass(frozen=True, slots=True)
class Container:
    """The element that holds a column's text, by numbers of the page's elements."""

    start: int
    """The headline before it, else itself: where what belongs to the column begins."""
    at: int
    end: int
    entry: int
    """The box around the column with its headline."""


def find_container(
    page: Page, index: PageIndex, claims: Sequence[Claim], headline: Element | None
) -> Container | None:
    """The only element that is named as a column's text; of several the one with the headline.

    None where there is none, or where it is empty: a script may put the text elsewhere.
    """
    if not 0 < len(index.contents) <= MOST_NAMED:
        return None
    claimed = page.inside(claim.element for claim in claims)
    head = -1 if headline is None else page.numbers.get(headline, -1)
    found = [
        (at, _entry_around(page, at))
        for at in _widest(page, (at for at in index.contents if _is_named(page, at)))
        if not claimed[at] and _has_content(page, at, claimed) and not _is_beside(page, at)
    ]
    if len(found) > 1:
        found = [(at, entry) for at, entry in found if entry <= head < page.ends[entry]]
    if len(found) != 1:
        return None
    at, entry = found[0]
    return Container(head if 0 <= head < at else at, at, page.ends[at], entry)


def _is_named(page: Page, at: int) -> bool:
    """Whether what names an element as the text does so where it stands."""
    names = frozenset((page.classes[at] or "").lower().split())
    if IN_ENTRIES.isdisjoint(names) or not ALONE.isdisjoint(names):
        return True
    above = frozenset((page.classes[max(page.parents[at], 0)] or "").lower().split())
    return names.isdisjoint(OLD_ENTRIES) and not above.isdisjoint(OLD_ENTRIES)


def _widest(page: Page, numbers: Iterable[int]) -> Iterator[int]:
    end = 0
    for at in numbers:
        if at >= end:
            yield at
            end = page.ends[at]


def _entry_around(page: Page, at: int) -> int:
    """The box around a column with its headline: an article, a main, a post; else the parent."""
    for above in page.ancestors(at):
        if page.tags[above] in ("article", "main"):
            return above
        if not ENTRIES.isdisjoint((page.classes[above] or "").split()):
            return above
    return max(page.parents[at], 0)


def _is_beside(page: Page, at: int) -> bool:
    return any(page.tags[above] in BESIDE_TAGS for above in page.ancestors(at))


def _has_content(page: Page, at: int, claimed: bytearray) -> bool:
    """Whether an element has text or a picture outside of claims."""
    for number in range(at, page.ends[at]):
        if claimed[number]:
            continue
        if page.tags[number] in PICTURE_TAGS:
            return True
        text = page.texts[number]
        if text and not text.isspace() and page.tags[number] not in ("script", "style"):
            return True
        tail = page.tails[number]
        if tail and number > at and not tail.isspace():
            return True
    return False


def is_whole_text(
    page: Page,
    container: Container,
    segments: Sequence[Indexed],
    menus: Iterable[int],
    taken: Collection[int],
) -> bool:
    """Whether the column's text does not go on beside the element that is named as it.

    One without a word is a picture or a few, and no gallery that links to other columns.
    """
    inside: list[Segment] = []
    outside: list[Segment] = []
    for _, segment in segments:
        at = page.numbers[segment.box.element]
        (inside if container.at <= at < container.end else outside).append(segment)
    if not inside:
        pictures = page.tags[container.at : container.end].count("img")
        return pictures <= MOST_PICTURES and not any(
            container.at <= at < container.end for at in menus
        )
    held = sum(map(prose_mass, inside))
    beside = [one for one in outside if not one.box.tags & BESIDE_BITS]
    if sum(map(prose_mass, beside)) >= max(MUCH_OUTSIDE, MUCH_TIMES * held):
        return False
    around = frozenset(page.elements[at] for at in page.ancestors(container.at))
    unnamed = sum(prose_mass(one) for one in beside if _is_clean(one.box, around))
    if unnamed >= max(LEAST_OUTSIDE, held):
        return False
    chosen = frozenset(taken)
    after = sum(
        prose_mass(one)
        for at, one in segments
        if at in chosen
        and page.numbers[one.box.element] >= container.end
        and not one.box.tags & BESIDE_BITS
        and _is_clean(one.box, around, hints=OTHERS_HINTS)
    )
    return after < max(LEAST_OUTSIDE, LEAST_SHARE_AFTER * held)


def within_container(
    page: Page,
    container: Container,
    segments: Sequence[Indexed],
    taken: Sequence[int],
    probabilities: Sequence[float],
) -> list[int]:
    """The segments taken, without what follows the column's element, and with its own text.

    Where that has little text, all of it is taken and little before it: a classifier has too
    little to go by.
    """
    element, chosen = page.elements[container.at], frozenset(taken)
    places = {at: page.numbers[segment.box.element] for at, segment in segments}
    inside = [(at, one) for at, one in segments if container.at <= places[at] < container.end]
    kept = [
        (at, one)
        for at, one in segments
        if at in chosen and container.start <= places[at] < container.end
    ]
    own = [(at, one) for at, one in inside if _is_own_text(one, element)]
    if sum(one.mass for _, one in inside) <= SHORT:
        held = {at for at, _ in own}
        held |= {
            at
            for at, one in kept
            if probabilities[at] >= LIKELY
            and _may_be_of_short(one, before=places[at] < container.at)
        }
        rest = [at for at, _ in kept if places[at] >= container.at] or [at for at, _ in inside]
        return sorted(held) or rest
    first, last = kept[0][0] if kept else 0, kept[-1][0] if kept else -1
    edited = {
        at: one
        for at, one in own
        if (first < at < last or one.box.tag in SELDOM_FURNITURE)
        and (probabilities[at] >= UNLIKELY or _is_plain(one.box, element))
    }
    held = {*(at for at, _ in kept), *edited}
    # "See also:" says nothing where the links below it are left out.
    return sorted(
        at
        for at in held
        if at + 1 in held or at not in edited or at in chosen or not _is_label(edited[at])
    )


def _is_label(segment: Segment) -> bool:
    return segment.text.endswith((":", "："))


def _may_be_of_short(segment: Segment, *, before: bool) -> bool:
    """Whether a segment that a short column's element may not hold as text may be some all the
    same: a note in it, or a lead before it.
    """
    if not ADDED.isdisjoint((segment.box.element.get("class") or "").split()):
        return False
    hints = FOREIGN_HINTS if before else OTHERS_HINTS
    return not segment.box.near & hints and (not before or prose_mass(segment) > 0.0)


def _is_own_text(segment: Segment, element: Element) -> bool:
    """Whether a segment in the column's element reads like its text, whatever it is about."""
    if segment.marked or segment.linked > MOSTLY_LINKED * segment.mass or is_pointer(segment):
        return False
    return not segment.names & FOREIGN_HINTS and _is_clean(segment.box, (element,), others=False)


def _is_plain(box: Box, around: Element) -> bool:
    """Whether all boxes up to the column's element are such as an editor writes."""
    return all(
        node.tag in EDITED_TAGS and is_edited(node.element.get("class"))
        for node in _boxes_up_to(box, (around,))
    )


@lru_cache(maxsize=4096)
def is_edited(names: str | None) -> bool:
    """Whether a box has no class names but those that editors give to what is written."""
    return names is None or all(map(_EDITOR_NAME.fullmatch, names.split()))


def _is_clean(
    box: Box, around: Collection[Element], *, others: bool = True, hints: int = FOREIGN_HINTS
) -> bool:
    """Whether a box and those up to the elements around are named for nothing else than text, and
    list no other column. By `hints` names tell what is something else.
    """
    for node in _boxes_up_to(box, around):
        names = node.element.get("class")
        if node.tag in FOREIGN_TAGS or not ADDED.isdisjoint((names or "").split()):
            return False
        if node.hints & hints and not is_edited(names):
            return False
        if others and node.tag in OTHER_COLUMNS and node.linked >= LINKED_HEADLINE * node.mass:
            return False
    return True


def _boxes_up_to(box: Box, around: Collection[Element]) -> Iterator[Box]:
    node: Box | None = box
    for _ in range(DEEPEST):
        if node is None or node.element in around:
            return
        yield node
        node = node.parent
