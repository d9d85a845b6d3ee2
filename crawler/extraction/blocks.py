"""The pieces of text of a page in reading order, each with the boxes it stands in.

One walk over the tree makes them, and leaves out what is claimed. Which pieces belong to the
column is decided elsewhere (`body`).
"""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import cast

from archive.records import Block, BlockKind
from crawler.extraction.hints import hints_of
from crawler.extraction.page import (
    BLOCK_TAGS,
    HIDING_STYLE,
    INVISIBLE,
    UNSEEN_TAGS,
    Element,
    Page,
    absolute,
)

FOLDED_TAGS = frozenset(("button", "template", "noscript"))
UNFOLDED = 400
"""Characters from which a button, template or noscript is read like any other box: some sites keep
the rest of a long paragraph in one."""
SENTENCE_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 li td th figcaption".split())
"""Boxes in which an element of an unknown kind is a word of the sentence."""
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
ITEM_TAGS = frozenset(("li", "dd", "dt"))
LIST_TAGS = frozenset(("ul", "ol", "dl", "menu", "dir"))
CELL_TAGS = frozenset(("td", "th"))
STRONG_TAGS = frozenset(("b", "strong", "em", "i"))
LONGEST_ROW = 600
"""Characters of a table row; one with more is layout, and its cells stay pieces of their own."""
VERSE_LINES = 3
VERSE_WIDTH = 60
"""From so many lines, of so many characters at most on average, a piece is verse."""
BREAK = "\x01"
"""Stands for `<br>` while text is gathered; a page cannot hold it (`page.parse`)."""


CONTEXT = tuple(
    "article main aside header footer nav form figure figcaption table blockquote".split()
)
CONTEXT_BITS = {tag: 1 << at for at, tag in enumerate(CONTEXT)}


class Box:
    """One block-level element on the way from the root to a piece."""

    __slots__ = (
        "above",
        "article",
        "depth",
        "element",
        "first",
        "hidden",
        "index",
        "last",
        "linked",
        "mass",
        "near",
        "own",
        "parent",
        "path",
        "pieces",
        "prose",
        "tag",
        "tags",
    )

    def __init__(
        self,
        element: Element,
        parent: "Box | None",
        attributes: Mapping[str, str],
        *,
        index: int,
        first: int,
    ) -> None:
        self.element = element
        self.tag = str(element.tag)
        self.parent = parent
        self.index = index
        """Its place among the boxes of the page."""
        self.first = self.last = first
        """Indexes of the first piece in it and of the first behind it."""
        self.own = own = _hints(attributes) if attributes else 0
        """What its class and id hint at: bits of `hints.GROUPS`."""
        self.tags = CONTEXT_BITS.get(self.tag, 0)
        """Bits of the `CONTEXT` tags it is or stands in."""
        self.hidden = bool(attributes) and _hides(attributes)
        if parent is None:
            self.depth = 0
            self.near = self.above = own
        else:
            self.depth = parent.depth + 1
            self.near = own | parent.own | (parent.parent.own if parent.parent else 0)
            """Hints of itself and the two boxes above."""
            self.above = own | parent.above
            """Hints of itself and all boxes above."""
            self.tags |= parent.tags
            self.hidden |= parent.hidden
        self.article: int | None = parent.article if parent is not None else None
        """Index of the `article` it is or stands in."""
        if self.tag == "article":
            self.article = index
        self.path = 0
        """Number of its path of tags and classes: boxes of equal paths look alike."""
        self.mass = self.linked = self.prose = 0.0
        self.pieces = 0


class Piece:
    """One run of text without a block boundary in it."""

    __slots__ = (
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
        """Pictures between it and the piece before."""


@dataclass(slots=True)
class Layout:
    """All pieces and boxes of a page in document order, and the claimed elements met."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    claimed: list[tuple[int, Element]] = field(default_factory=list)
    """Each with the number of pieces before it."""


def lay_out(page: Page, claimed: Collection[Element], marked: Mapping[Element, str]) -> Layout:
    """Pieces, boxes and claimed elements of a page, from one walk."""
    walk = _Walk(frozenset(claimed), marked)
    walk.run(page.root)
    return walk.layout


def as_block(piece: Piece, base: str) -> Block:
    """The piece as a block of a column, with the absolute addresses of its links."""
    links = tuple(
        (text, address) for text, href in piece.links if (address := absolute(href, base))
    )
    kind, level = _kind(piece)
    return Block(kind, piece.text, level, links)


def _kind(piece: Piece) -> tuple[BlockKind, int | None]:
    tag = piece.box.tag
    if tag in HEADINGS:
        return "heading", HEADINGS[tag]
    if piece.row:
        return "row", None
    if piece.item:
        lists, box = 0, piece.box.parent
        while box is not None:
            lists += box.tag in LIST_TAGS
            box = box.parent
        return "item", max(1, lists)
    if piece.box.tags & CONTEXT_BITS["blockquote"]:
        return "quotation", None
    lines = piece.text.count("\n") + 1
    if lines >= VERSE_LINES and len(piece.text) <= VERSE_WIDTH * lines:
        return "verse", None
    return "paragraph", None


def _hides(attributes: Mapping[str, str]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and HIDING_STYLE.search(style) is not None)


def _hints(attributes: Mapping[str, str]) -> int:
    names, own_id = attributes.get("class"), attributes.get("id")
    bits = hints_of(names) if names else 0
    return bits | hints_of(own_id) if own_id else bits


LINK_ENDS, STRONG_ENDS, MARK_ENDS, NOTHING_ENDS = range(4)
"""What the end of an inline element undoes."""


class _Walk:
    """The state of one walk: what is gathered for the next piece, and what it stands in."""

    def __init__(self, claimed: frozenset[Element], marked: Mapping[Element, str]) -> None:
        self.claimed = claimed
        self.marked = marked
        self.layout = Layout()
        self.paths: dict[tuple[int, str, str | None], int] = {}
        self.box: Box | None = None
        self.marks: list[str] = []
        self.strong_depth = 0
        self.link: str | None = None
        self.pictures = 0
        self._reset()

    def _reset(self) -> None:
        self.buffer: list[str] = []
        self.breaks = 0
        self.linked = self.strong = self.names = 0
        self.links: list[tuple[str, str]] = []
        self.link_from = 0

    def run(self, root: Element) -> None:
        """Walks the tree without recursion: pages nest deeper than Python does."""
        stack: list[Element | Box | str | int] = [root]
        pop, push, add = stack.pop, stack.append, self._add
        while stack:
            node = pop()
            kind = type(node)
            if kind is str:
                add(cast("str", node))
            elif kind is Box:
                self._close(cast("Box", node))
            elif kind is int:
                self._end(cast("int", node))
            else:
                element = cast("Element", node)
                ending = self._enter(element)
                if ending is None:
                    continue
                push(ending)
                for child in reversed(element):
                    tail = child.tail
                    if tail and (child.tag not in BLOCK_TAGS or not tail.isspace()):
                        push(tail)
                    push(child)
                text = element.text
                if text:
                    add(text)

    def _enter(self, element: Element) -> Box | int | None:
        """What to undo at the element's end, or None to leave it out with all in it."""
        tag = str(element.tag)
        if element in self.claimed:
            if tag in BLOCK_TAGS:
                self._flush()
            self.layout.claimed.append((len(self.layout.pieces), element))
            return None
        if tag in UNSEEN_TAGS and tag not in FOLDED_TAGS:
            return None
        if tag == "br":
            self._break()
            return None
        if tag == "img":
            self.pictures += 1
            return None
        if tag in FOLDED_TAGS and tag != "button" and _length(element) <= UNFOLDED:
            return None
        if element in self.marked:
            self._flush()
            self.marks.append(self.marked[element])
            if tag not in BLOCK_TAGS:
                return MARK_ENDS
        if tag in BLOCK_TAGS or ("-" in tag and not self._in_sentence()):
            return self._open(element, tag)
        return self._enter_inline(element, tag)

    def _enter_inline(self, element: Element, tag: str) -> int:
        if tag == "a":
            href = element.get("href")
            if href:
                self.link, self.link_from = href, len(self.buffer)
                return LINK_ENDS
        elif tag in STRONG_TAGS:
            self.strong_depth += 1
            return STRONG_ENDS
        if not self.buffer:
            names = element.get("class")
            if names:
                self.names |= hints_of(names)
        return NOTHING_ENDS

    def _end(self, ending: int) -> None:
        if ending == LINK_ENDS:
            self._keep_link()
            self.link = None
        elif ending == STRONG_ENDS:
            self.strong_depth -= 1
        elif ending == MARK_ENDS:
            self._flush()
            self.marks.pop()

    def _in_sentence(self) -> bool:
        return self.box is not None and self.box.tag in SENTENCE_TAGS

    def _open(self, element: Element, tag: str) -> Box:
        if self.buffer:
            self._flush()
        parent = self.box
        attributes = cast("dict[str, str]", dict(element.items()))
        boxes = self.layout.boxes
        box = Box(element, parent, attributes, index=len(boxes), first=len(self.layout.pieces))
        if parent is not None:
            paths = self.paths
            names = attributes.get("class")
            box.path = paths.setdefault((parent.path, tag, names), len(paths) + 1)
        boxes.append(box)
        self.box = box
        return box

    def _close(self, box: Box) -> None:
        if self.buffer:
            self._flush()
        if box.tag == "tr":
            self._join_row(box)
        if self.marks and box.element in self.marked:
            self.marks.pop()
        box.last = len(self.layout.pieces)
        self.box = box.parent

    def _add(self, text: str) -> None:
        if text.isspace():
            if self.buffer:
                self.buffer.append(" ")
            return
        self.breaks = 0
        if self.box is not None and self.box.tag == "pre":
            text = text.replace("\n", BREAK)
        self.buffer.append(text)
        if self.link is not None:
            self.linked += len(text)
        if self.strong_depth:
            self.strong += len(text)

    def _break(self) -> None:
        if self.breaks:
            self._flush()
        elif self.buffer:
            self.buffer.append(BREAK)
            self.breaks = 1

    def _keep_link(self) -> None:
        if self.link is not None:
            text = _joined(self.buffer[self.link_from :]).replace("\n", " ")
            if text:
                self.links.append((text, self.link))

    def _flush(self) -> None:
        """Makes a piece of what was gathered."""
        if self.buffer and self.box is not None:
            text = _joined(self.buffer)
            if text:
                self._keep_link()
                self._make_piece(self.box, text)
        self._reset()

    def _make_piece(self, box: Box, text: str) -> None:
        piece = Piece(box, text)
        pieces = self.layout.pieces
        scale = piece.mass / len(text)
        piece.linked = min(piece.mass, self.linked * scale)
        piece.strong = min(piece.mass, self.strong * scale)
        piece.links = self.links
        piece.names = self.names
        piece.pictures, self.pictures = self.pictures, 0
        if self.marks:
            piece.marked = self.marks[-1]
        at, above = len(pieces), box.parent
        piece.item = (box.tag in ITEM_TAGS and box.first == at) or (
            above is not None and above.tag in ITEM_TAGS and above.first == at
        )
        pieces.append(piece)

    def _join_row(self, row: Box) -> None:
        """Makes one piece of the cells of a table row, unless the table serves layout."""
        cells = self.layout.pieces[row.first :]
        if len(cells) < 2 or sum(len(cell.text) for cell in cells) > LONGEST_ROW:
            return
        if any(cell.box.tag not in CELL_TAGS or cell.box.parent is not row for cell in cells):
            return
        if len({id(cell.box) for cell in cells}) < len(cells):
            return
        joined = Piece(row, "\t".join(cell.text for cell in cells))
        joined.row = True
        joined.linked = sum(cell.linked for cell in cells)
        joined.strong = sum(cell.strong for cell in cells)
        joined.links = [link for cell in cells for link in cell.links]
        joined.names = cells[0].names
        joined.pictures = sum(cell.pictures for cell in cells)
        joined.marked = cells[0].marked
        self.layout.pieces[row.first :] = [joined]


def _joined(parts: list[str]) -> str:
    """The gathered text: blanks collapsed, a line per `<br>`, NFC, no invisible marks."""
    text = " ".join("".join(parts).split())
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(INVISIBLE))
    if BREAK in text:
        lines = [line.strip() for line in text.split(BREAK)]
        text = "\n".join(line for line in lines if line)
    return text.strip()


def _length(element: Element) -> int:
    return sum(len(text) for text in element.itertext() if not text.isspace())
