"""Captions of a column's own pictures: which of its segments are some.

Structure decides: a caption stands in the figure, table or box of its picture, or is named as one
and stands beside it. A caption of a teaser, an advert, another column or the author's portrait is
none of the column's, and neither is a line that says whose the picture is and nothing else.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final

from crawler.extraction.body.container import OTHERS_HINTS, PICTURE_TAGS, is_edited
from crawler.extraction.markup.class_names.class_hints import NAMES
from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.element_text import raw_text
from crawler.extraction.markup.page import Page
from crawler.extraction.markup.segments import CONTEXT_BITS, Box, Segment
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

LONGEST = 1000
"""Characters of a caption; what is longer is a text beside a picture."""
LONGEST_CREDIT = 100
"""Characters of a line that says whose a picture is."""
HIGHEST = 4
"""Boxes above a caption among which that with its picture is looked for."""
LARGEST_HOLDER = 2.5
"""How many times a caption's characters the box of a picture has, with credits and the like."""
MOST_PARTS = 30
"""Elements in a picture's box, or a caption, that are looked at one by one."""
DEEPEST = 60
"""Boxes above a caption that are looked at; a page has as many as it likes."""
ROOM = 120
"""Characters that such a box may have besides, however short the caption."""
MARK = "caption"
"""What segments are marked as that are captions within lines."""
PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:$|[?#])", re.I)
"""Addresses to which a picture may link without being a teaser."""
SHORTCODE = re.compile(r"\[caption\b[^\]]*\]\s*(.+?)\s*\[/caption\]", re.S)
"""WordPress's mark around a picture and its caption, where no theme has drawn it."""

_TABLE: Final = table("captions")
_NAMES = frozenset(word_list(_TABLE["names"]))
_WHOLE_NAMES = frozenset(word_list(_TABLE["whole_names"]))
_NAMES_IN_LINES = frozenset(word_list(_TABLE["names_in_lines"]))
_MAY_NAME = re.compile("|".join(map(re.escape, _NAMES | _WHOLE_NAMES)))
_CREDIT_NAMES = frozenset(word_list(_TABLE["credit_names"]))
_CREDIT = re.compile(
    rf"[\W_]*(?:(?:{alternatives(_TABLE['credit_patterns'])})(?:\s*[:：/／=＝|©–—-]+\s*|\s+(?:by\s+)?)\S"
    rf"[^.!?。！？]*\.?|(?:©|\(c\)|copyright\b).*|(?:(?:{alternatives(_TABLE['agencies'])})[\W_]*)+)",
    re.I | re.S,
)
_FIGCAPTION = CONTEXT_BITS["figcaption"]
_OF_OTHERS = frozenset(("nav", "footer", "aside", "form", "address"))
_NAVIGATION = 1 << NAMES.index("navigation")
_NOT_OF_PICTURES = frozenset(("table", "pre", "blockquote", "code"))
_SET_APART = frozenset(("em", "i", "small", "sub", "cite"))


def captions_in_lines(page: Page) -> Iterator[Element]:
    """Elements that platforms name as captions, and that no block parts from the text's lines."""
    if not _NAMES_IN_LINES.isdisjoint(page.classes):
        for element, names in zip(page.elements, page.classes, strict=True):
            if names in _NAMES_IN_LINES:
                yield element


def find_captions(page: Page, segments: Sequence[Segment]) -> dict[int, str | None]:
    """Captions of any pictures: indexes of segments, each with its text.

    None stands for the text where it only says whose the picture is, or what was said before.
    """
    candidates = list(_candidates(page, segments))
    if not candidates:
        return {}
    pictures = _Pictures(page)
    found: dict[int, str | None] = {}
    said: set[str] = set()
    for at in candidates:
        if text := caption_text(pictures, segments[at]):
            credit = len(text) <= LONGEST_CREDIT and _CREDIT.fullmatch(text)
            found[at] = None if credit or text in said else text
            said.add(text)
    return found


def caption_text(pictures: "_Pictures", segment: Segment) -> str | None:
    """What a segment says of its picture, None where it is no caption."""
    text = segment.text
    if len(text) > LONGEST:
        return None
    if match := SHORTCODE.fullmatch(text):
        return match[1]
    if segment.marked == MARK:
        return text
    if not (_is_named(pictures, segment) or _stands_below_picture(segment)):
        return None
    return _with_credit_apart(segment.box.element, text)


def _with_credit_apart(element: Element, text: str) -> str:
    """A caption with a blank before the owner's name, which style sheets set apart."""
    if len(element) > MOST_PARTS:
        return text
    for inner in element.iterchildren("span", "small", "cite", "em", "i"):
        if _CREDIT_NAMES.isdisjoint(class_tokens(inner.get("class") or "")):
            continue
        credit = " ".join(raw_text(inner).split())
        at = text.rfind(credit)
        if credit and at > 0 and not text[at - 1].isspace() and text[at - 1] not in "(«“[":
            text = f"{text[:at]} {text[at:]}"
    return text


class _Pictures:
    """Which elements of a page hold pictures."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._known: dict[tuple[int, bool], bool] = {}
        """What was told of an element: many captions may stand in one."""

    def are_in(self, element: Element, *, alone: bool) -> bool:
        """Whether an element has a picture; with `alone`, nothing else that has captions."""
        at = self.page.numbers.get(element)
        if at is None:
            return False
        if (known := self._known.get((at, alone))) is None:
            tags = self.page.tags[at : self.page.ends[at]]
            others = alone and not _NOT_OF_PICTURES.isdisjoint(tags[1:])
            known = self._known[at, alone] = not (PICTURE_TAGS.isdisjoint(tags) or others)
        return known

    def are_all_of(self, element: Element) -> bool:
        """Whether an element is a picture and nothing else."""
        at = self.page.numbers.get(element)
        if at is None or self.page.ends[at] - at > MOST_PARTS:
            return False
        numbers = range(at, self.page.ends[at])
        return self.are_in(element, alone=True) and not any(
            (self.page.texts[n] or "").strip() or (n > at and (self.page.tails[n] or "").strip())
            for n in numbers
        )


def _candidates(page: Page, segments: Sequence[Segment]) -> Iterator[int]:
    """Indexes of the segments that may be captions; most have nothing of one."""
    by_path: dict[int, bool] = {}
    for at, segment in enumerate(segments):
        path = segment.box.path
        is_named = by_path.get(path)
        if is_named is None:
            is_named = by_path[path] = _is_box_of_caption(page, segment.box)
        marked = segment.marked == MARK
        if is_named or marked or segment.pictures or segment.text.startswith("[caption"):
            yield at


def _is_box_of_caption(page: Page, box: Box) -> bool:
    """Whether a box stands in a caption's element, or is named as one, or that around it is."""
    if box.tags & _FIGCAPTION:
        return True
    classes, numbers = page.classes, page.numbers
    return _names_caption(classes[numbers[box.element]]) or (
        box.parent is not None and _names_caption(classes[numbers[box.parent.element]])
    )


@lru_cache(maxsize=2048)
def _names_caption(names: str | None) -> bool:
    if names is None or _MAY_NAME.search(names.lower()) is None:
        return False
    return not (
        _NAMES.isdisjoint(class_tokens(names)) and _WHOLE_NAMES.isdisjoint(names.lower().split())
    )


def _is_named(pictures: _Pictures, segment: Segment) -> bool:
    """Whether a segment stands in a caption's element, and that in the box of a picture."""
    node: Box | None = segment.box
    named = False
    for _ in range(HIGHEST):
        if node is None:
            return False
        if not named:
            named = node.tag == "figcaption" or _names_caption(node.element.get("class"))
        elif node.tag in ("body", "main", "article") and not _is_small(node, segment):
            return False
        if named and node is not segment.box and _is_of_picture(pictures, node, segment):
            return True
        before = node.element.getprevious() if named else None
        if before is not None and pictures.are_all_of(before):
            return True
        node = node.parent
    return False


def _is_of_picture(pictures: _Pictures, box: Box, segment: Segment) -> bool:
    """Whether a box is that of a picture and this caption: with little text besides."""
    figure = box.tag == "figure"
    return (figure or _is_small(box, segment)) and pictures.are_in(box.element, alone=figure)


def _is_small(box: Box, segment: Segment) -> bool:
    return box.mass <= LARGEST_HOLDER * segment.mass + ROOM


def _stands_below_picture(segment: Segment) -> bool:
    """Whether a paragraph is a picture, and below it a line in italics or small letters."""
    element = segment.box.element
    if not segment.pictures or segment.box.tag not in ("p", "div", "center") or len(element) < 2:
        return False
    if len(element) > MOST_PARTS:
        return False
    if (element.text or "").strip() or "\n" in segment.text:
        return False
    first, last = element[0], element[-1]
    if first.tag not in ("img", "a", "picture") or raw_text(first).strip():
        return False
    if last.tag not in _SET_APART or (last.tail or "").strip():
        return False
    between = "".join(raw_text(child) + (child.tail or "") for child in element[:-1])
    return not between.strip()


class Reach:
    """Where on a page its column's own pictures may stand."""

    def __init__(
        self,
        page: Page,
        segments: Sequence[Segment],
        taken: Sequence[int],
        *,
        own: range | None,
        headline: Element | None,
    ) -> None:
        """`own` are the numbers of the elements that are the column's, where they are known; else
        it reaches from its headline to the last segment taken.
        """
        self.page, self.own = page, own
        self.first, self.last = min(taken, default=0), max(taken, default=-1)
        self.boxes = [segments[at].box for at in taken]
        self.articles = {box.article for box in self.boxes} - {None}
        self.end = segments[self.last].box.parent if taken else None
        self.from_head = range(0)
        head = -1 if headline is None else page.numbers.get(headline, -1)
        if taken and head >= 0:
            start = page.numbers[segments[self.first].box.element]
            self.from_head = range(head, max(head, start))

    @cached_property
    def above(self) -> set[int]:
        """Boxes around text of the column."""
        return {above.index for box in self.boxes for above in _boxes_above(box)}

    def holds(self, at: int, segment: Segment) -> bool:
        """Whether a segment stands where the column does, in nothing that is another's."""
        place = self.page.numbers[segment.box.element]
        if self.own is not None:
            there = place in self.own
        else:
            there = (
                self.first <= at <= self.last
                or place in self.from_head
                or (at < self.first and segment.box.article in self.articles)
                or (self.end is not None and self.end in _boxes_above(segment.box))
            )
        return there and segment.linked <= 0.5 * segment.mass and not self._is_of_others(segment)

    def _is_of_others(self, segment: Segment) -> bool:
        """Whether a picture's box is by another, or leads to another page."""
        hints = OTHERS_HINTS | (0 if self.own else _NAVIGATION)
        for box in (segment.box, *_boxes_above(segment.box)):
            if box.index in self.above or (
                self.own is not None and self.page.numbers[box.element] < self.own.start
            ):
                break
            if box.tag in _OF_OTHERS:
                return True
            if box.hints & hints and not is_edited(box.element.get("class")):
                return True
        links = islice(segment.box.element.iterancestors(), DEEPEST)
        return any(link.tag == "a" and _leads_elsewhere(link.get("href")) for link in links)


def _boxes_above(box: Box) -> Iterator[Box]:
    above = box.parent
    for _ in range(DEEPEST):
        if above is None:
            return
        yield above
        above = above.parent


def _leads_elsewhere(href: str | None) -> bool:
    """Whether a link around a picture leads to another page, and not to the picture itself."""
    return bool(href) and not (href or "").startswith("#") and not PICTURE_NAME.search(href or "")
