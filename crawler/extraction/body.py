"""Which pieces of a page are the column's text, and what was left out around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.records import Block, Chrome, PageKind
from crawler.extraction.blocks import Layout, Piece, as_block, lay_out
from crawler.extraction.page import Claim, Element, Page, text_of

LONGEST_CHROME = 2000
"""Characters kept of one removed block."""


@dataclass(frozen=True, slots=True)
class Body:
    """The column's blocks, what was removed around them, and what the page is by its evidence."""

    blocks: tuple[Block, ...]
    chrome: tuple[Chrome, ...]
    page_kind: PageKind = "column"


def select_body(page: Page, claims: Sequence[Claim], marked: Mapping[str, Element]) -> Body:
    """The column's text from what is not claimed; `marked` holds the elements of printed fields."""
    by_element = {claim.element: claim for claim in claims}
    fields = {element: name for name, element in marked.items()}
    layout = lay_out(page, by_element.keys(), fields)
    chosen = _chosen(layout)
    blocks = tuple(as_block(piece, page.base) for piece in chosen)
    chrome = []
    for _, element in layout.claimed:
        claim = by_element[element]
        text = text_of(element)
        if text:
            chrome.append(Chrome(claim.kind, text[:LONGEST_CHROME], claim.rule))
    return Body(blocks=blocks, chrome=tuple(chrome), page_kind="column" if blocks else "empty")


def _chosen(layout: Layout) -> list[Piece]:
    """The pieces in the smallest box that holds most of the page's prose."""
    for piece in layout.pieces:
        if piece.linked < piece.mass / 3 and piece.mass > 80 and piece.marked is None:
            piece.box.prose += piece.mass
    for box in reversed(layout.boxes):
        if box.parent is not None:
            box.parent.prose += box.prose
    if not layout.boxes:
        return []
    whole = layout.boxes[0].prose
    best = min((box for box in layout.boxes if box.prose >= 0.6 * whole), key=lambda b: -b.depth)
    inside = layout.pieces[best.first : best.last]
    return [piece for piece in inside if piece.linked < piece.mass / 2 and piece.marked is None]
