"""The segments of text of a page, the boxes they stand in, and the blocks they become.

How a page is taken apart into segments is the business of `segmenter`, and which of them belong to
the column that of `body`.
"""

from dataclasses import dataclass, field

from archive.model.records import Block, BlockKind
from archive.text.sizes import text_size
from crawler.extraction.markup.page import absolute
from crawler.extraction.markup.tree import Element

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
LIST_TAGS = frozenset(("ul", "ol", "dl", "menu", "dir"))
VERSE_LINES = 3
VERSE_WIDTH = 60
"""From so many lines, of this size at most on average, a segment is verse."""
CONTEXT = tuple(
    "article main aside header footer nav form figure figcaption table blockquote".split()
)
CONTEXT_BITS = {tag: 1 << at for at, tag in enumerate(CONTEXT)}


class Box:
    """One block-level element on the way from the root to a segment."""

    __slots__ = (
        "above",
        "article",
        "depth",
        "element",
        "first",
        "hints",
        "index",
        "last",
        "linked",
        "mass",
        "near",
        "parent",
        "path",
        "prose",
        "segment_count",
        "tag",
        "tags",
    )

    def __init__(
        self,
        element: Element,
        tag: str,
        parent: "Box | None",
        hints: int,
        *,
        index: int,
        first: int,
    ) -> None:
        self.element = element
        self.tag = tag
        self.parent = parent
        self.index = index
        """Its place among the boxes of the page."""
        self.first = self.last = first
        """Indexes of the first segment in it and of the first behind it."""
        self.hints = hints
        """What its class and id hint at: bits of `class_hints.GROUPS`."""
        self.tags = CONTEXT_BITS.get(tag, 0)
        """Bits of the `CONTEXT` tags it is or stands in."""
        if parent is None:
            self.depth = 0
            self.near = self.above = hints
        else:
            self.depth = parent.depth + 1
            self.near = hints | parent.hints | (parent.parent.hints if parent.parent else 0)
            """Hints of itself and the two boxes above."""
            self.above = hints | parent.above
            """Hints of itself and all boxes above."""
            self.tags |= parent.tags
        self.article: int | None = parent.article if parent is not None else None
        """Index of the `article` it is or stands in."""
        if tag == "article":
            self.article = index
        self.path = 0
        """Number of its path of tags and classes: boxes of equal paths look alike."""
        self.mass = self.linked = self.prose = 0.0
        self.segment_count = 0


class Segment:
    """One run of text without a block boundary in it."""

    __slots__ = (
        "alt",
        "box",
        "item",
        "linked",
        "links",
        "marked",
        "mass",
        "names",
        "pictures",
        "row",
        "strong",
        "text",
    )

    def __init__(self, box: Box, text: str) -> None:
        self.box = box
        self.text = text
        self.mass = float(len(text)) if text.isascii() else (len(text) + len(text.encode())) / 2
        """Its length in characters; those of wide scripts, which say more, count double."""
        self.linked = 0.0
        """Characters in links."""
        self.strong = 0.0
        """Characters in bold or italics."""
        self.links: list[tuple[str, str]] = []
        """(text, address as written) of its links."""
        self.names = 0
        """What the classes of inline elements around its beginning hint at."""
        self.marked: str | None = None
        """The field whose element it stands in: headline, byline, date, standfirst."""
        self.item = self.row = False
        self.pictures = 0
        """Pictures between it and the segment before."""
        self.alt = False
        """Whether it begins as the description of the last of them does, as captions do."""


@dataclass(slots=True)
class Segmentation:
    """All segments and boxes of a page in document order."""

    segments: list[Segment] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def as_block(segment: Segment, base: str) -> Block:
    """The segment as a block of a column, with the absolute addresses of its links."""
    links = tuple(
        (text, address) for text, href in segment.links if (address := absolute(href, base))
    )
    kind, level = _kind(segment)
    return Block(kind, segment.text, level, links)


def _kind(segment: Segment) -> tuple[BlockKind, int | None]:
    tag = segment.box.tag
    if tag in HEADINGS:
        return "heading", HEADINGS[tag]
    if segment.row:
        return "row", None
    if segment.item:
        lists, box = 0, segment.box.parent
        while box is not None:
            lists += box.tag in LIST_TAGS
            box = box.parent
        return "item", max(1, lists)
    if segment.box.tags & CONTEXT_BITS["blockquote"]:
        return "quotation", None
    lines = segment.text.count("\n") + 1
    if lines >= VERSE_LINES and text_size(segment.text) <= VERSE_WIDTH * lines:
        return "verse", None
    return "paragraph", None
