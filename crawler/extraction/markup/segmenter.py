"""One pass over a page that takes its text apart into segments, and leaves out what is claimed."""

from collections.abc import Collection, Mapping

from archive.text.sizes import text_size
from crawler.extraction.markup.class_names.class_hints import hints_of
from crawler.extraction.markup.element_text import (
    BLOCK_TAGS,
    UNSEEN_TAGS,
    is_hidden,
    is_marked_as_quoted,
)
from crawler.extraction.markup.hiding import is_spoken
from crawler.extraction.markup.page import Page
from crawler.extraction.markup.place_stamps import is_place_stamp
from crawler.extraction.markup.segments import Box, Segment, Segmentation
from crawler.extraction.markup.tree import Element
from crawler.extraction.text.tidying import visible

FOLDED_TAGS = frozenset(("button", "template", "noscript"))
UNFOLDED = 400
"""Size from which a button, template or noscript is read like any other box: some sites keep the
rest of a long paragraph in one."""
SENTENCE_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 li td th figcaption".split())
"""Boxes in which an element of an unknown kind is a word of the sentence."""
ITEM_TAGS = frozenset(("li", "dd", "dt"))
CELL_TAGS = frozenset(("td", "th"))
STRONG_TAGS = frozenset(("b", "strong", "em", "i"))
LONGEST_ROW = 600
"""Characters of a table row; one with more is layout, and its cells stay segments by themselves."""
BREAK = "\x01"
"""Stands for `<br>` while text is gathered; a page cannot hold it (`page.parse`)."""

SAME_START = 16
"""First characters by which a caption is taken to be the description of its picture."""

BACK_LINKS = frozenset(("↩", "↩\ufe0e", "↩\ufe0f", "↑", "↵", "⤴", "⏎", "^"))
"""Links at the end of a footnote that lead back to where it is called."""

LINK_ENDS, STRONG_ENDS, QUOTE_ENDS, MARK_ENDS, STAMP_ENDS, NOTHING_ENDS = range(6)
"""What the end of an inline element undoes."""


def segment_page(
    page: Page, claimed: Collection[Element], marked: Mapping[Element, str]
) -> Segmentation:
    """Segments and boxes of a page without the elements claimed, from one pass."""
    segmenter = _Segmenter(page, claimed, marked)
    segmenter.run()
    return segmenter.segmentation


class _Segmenter:
    """The state of one pass: what is gathered for the next segment, and what it stands in."""

    def __init__(
        self, page: Page, claimed: Collection[Element], marked: Mapping[Element, str]
    ) -> None:
        self.page = page
        self.claimed = {page.numbers[element] for element in claimed}
        self.marked = {page.numbers[element]: name for element, name in marked.items()}
        self.segmentation = Segmentation()
        self.paths: dict[tuple[int, str, str | None], int] = {}
        self.box: Box | None = None
        self.marks: list[str] = []
        self.strong_depth = 0
        self.link: str | None = None
        self.pictures = 0
        self.alt = ""
        self._reset()

    def _reset(self) -> None:
        self.buffer: list[str] = []
        self.breaks = 0
        self.linked = self.strong = self.names = 0
        self.links: list[tuple[str, str]] = []
        self.link_from = 0

    def run(self) -> None:
        """Walks the page's elements in document order, and ends each where its end is."""
        page, add, enter, leave = self.page, self._add, self._enter, self._leave
        tags, texts, tails, ends = page.tags, page.texts, page.tails, page.ends
        opened: list[tuple[int, int, Box | int]] = []  # end, number, what to undo
        at, last = 0, len(tags)
        while at < last:
            number = at
            ending = enter(number, tags[number])
            if ending is None:
                at = ends[number]
            else:
                if text := texts[number]:
                    add(text)
                at += 1
                if at < ends[number]:
                    opened.append((ends[number], number, ending))
                    continue
                leave(number, ending)
            while True:
                tail = tails[number]
                if tail and (tags[number] not in BLOCK_TAGS or not tail.isspace()):
                    add(tail)
                if not opened or opened[-1][0] > at:
                    break
                _, number, ending = opened.pop()
                leave(number, ending)

    def _enter(self, at: int, tag: str) -> Box | int | None:
        """What to undo at the element's end, or None to leave it out with all in it."""
        if at in self.claimed:
            if tag in BLOCK_TAGS:
                self._flush()
            return None
        if tag in UNSEEN_TAGS and (tag not in FOLDED_TAGS or self._length(at) <= UNFOLDED):
            return None
        if tag == "br":
            self._break()
            return None
        if tag == "img":
            self.pictures += 1
            self.alt = self.page.elements[at].get("alt") or ""
            return None
        if at in self.marked:
            self._flush()
            self.marks.append(self.marked[at])
            if tag not in BLOCK_TAGS:
                return MARK_ENDS
        element = self.page.elements[at]
        if tag in BLOCK_TAGS or ("-" in tag and not self._in_sentence()):
            return self._open(at, element, tag)
        names = self.page.classes[at]
        if (is_hidden(element) or (names and is_spoken(names))) and self._length(at) <= UNFOLDED:
            return None
        return self._enter_inline(at, element, tag)

    def _leave(self, at: int, ending: Box | int) -> None:
        """Undoes at an element's end what its beginning did."""
        if isinstance(ending, Box):
            self._close(at, ending)
        elif ending != NOTHING_ENDS:
            self._end(ending)

    def _length(self, at: int) -> int:
        """Size of the text in an element but for white space between tags."""
        page, end = self.page, self.page.ends[at]
        texts = (*page.texts[at:end], *page.tails[at + 1 : end])
        return sum(text_size(text) for text in texts if text and not text.isspace())

    def _enter_inline(self, at: int, element: Element, tag: str) -> int:
        if tag == "a":
            href = element.get("href")
            if href:
                self.link, self.link_from = href, len(self.buffer)
                return LINK_ENDS
        elif tag in STRONG_TAGS:
            self.strong_depth += 1
            return STRONG_ENDS
        elif tag == "q" and is_marked_as_quoted(element):
            self.buffer.append("“")
            return QUOTE_ENDS
        if not self.buffer:
            names = self.page.classes[at]
            if names:
                self.names |= hints_of(names)
                if is_place_stamp(names, self.page.tails[at]):
                    return STAMP_ENDS
        return NOTHING_ENDS

    def _end(self, ending: int) -> None:
        if ending == LINK_ENDS:
            self._keep_link()
            self.link = None
        elif ending == STRONG_ENDS:
            self.strong_depth -= 1
        elif ending == QUOTE_ENDS:
            self.buffer.append("”")
        elif ending == MARK_ENDS:
            self._flush()
            self.marks.pop()
        elif ending == STAMP_ENDS:
            self.buffer.append(" ")

    def _in_sentence(self) -> bool:
        return self.box is not None and self.box.tag in SENTENCE_TAGS

    def _open(self, at: int, element: Element, tag: str) -> Box:
        if self.buffer:
            self._flush()
        parent, boxes = self.box, self.segmentation.boxes
        names, element_id = self.page.classes[at], self.page.ids[at]
        hints = hints_of(names) if names else 0
        if element_id:
            hints |= hints_of(element_id)
        box = Box(
            element, tag, parent, hints, index=len(boxes), first=len(self.segmentation.segments)
        )
        if parent is not None:
            paths = self.paths
            box.path = paths.setdefault((parent.path, tag, names), len(paths) + 1)
        boxes.append(box)
        self.box = box
        return box

    def _close(self, at: int, box: Box) -> None:
        if self.buffer:
            self._flush()
        if box.tag == "tr":
            self._join_row(box)
        if self.marks and at in self.marked:
            self.marks.pop()
        box.last = len(self.segmentation.segments)
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
            if text in BACK_LINKS:
                del self.buffer[self.link_from :]
            elif text:
                self.links.append((text, self.link))

    def _flush(self) -> None:
        """Makes a segment of what was gathered."""
        if self.buffer and self.box is not None:
            text = _joined(self.buffer)
            if text:
                self._keep_link()
                self._make_segment(self.box, text)
        self._reset()

    def _make_segment(self, box: Box, text: str) -> None:
        segment = Segment(box, text)
        segments = self.segmentation.segments
        scale = segment.mass / len(text)
        segment.linked = min(segment.mass, self.linked * scale)
        segment.strong = min(segment.mass, self.strong * scale)
        segment.links = self.links
        segment.names = self.names
        if self.pictures:
            segment.pictures, self.pictures = self.pictures, 0
            start = self.alt.strip()[:SAME_START]
            segment.alt = len(start) == SAME_START and text.startswith(start)
        if self.marks:
            segment.marked = self.marks[-1]
        at, above = len(segments), box.parent
        segment.item = (box.tag in ITEM_TAGS and box.first == at) or (
            above is not None and above.tag in ITEM_TAGS and above.first == at
        )
        segments.append(segment)

    def _join_row(self, row: Box) -> None:
        """Makes one segment of the cells of a table row, unless the table serves layout."""
        cells = self.segmentation.segments[row.first :]
        if len(cells) < 2 or sum(len(cell.text) for cell in cells) > LONGEST_ROW:
            return
        if any(cell.box.tag not in CELL_TAGS or cell.box.parent is not row for cell in cells):
            return
        if len({id(cell.box) for cell in cells}) < len(cells):
            return
        joined = Segment(row, "\t".join(cell.text for cell in cells))
        joined.row = True
        joined.linked = sum(cell.linked for cell in cells)
        joined.strong = sum(cell.strong for cell in cells)
        joined.links = [link for cell in cells for link in cell.links]
        joined.names = cells[0].names
        joined.pictures = sum(cell.pictures for cell in cells)
        joined.marked = cells[0].marked
        self.segmentation.segments[row.first :] = [joined]


def _joined(parts: list[str]) -> str:
    """The gathered text: blanks collapsed, a line per `<br>`, NFC, no invisible marks."""
    text = visible(" ".join("".join(parts).split()))
    if BREAK in text:
        lines = [line.strip() for line in text.split(BREAK)]
        text = "\n".join(line for line in lines if line)
    return text.strip()
