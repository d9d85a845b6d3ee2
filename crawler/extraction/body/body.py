"""Which pieces of a page are the column's text, and what was left out around them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from archive.model.records import Block, Chrome
from crawler.extraction.body import classifier
from crawler.extraction.body.features import FeatureRows, weigh
from crawler.extraction.body.menus import find_menus, menu_as_chrome
from crawler.extraction.body.pointers import is_pointer
from crawler.extraction.body.pullquotes import without_pull_quotes
from crawler.extraction.markup.hints import NAMES
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.segmenter import segment_page
from crawler.extraction.markup.segments import CONTEXT_BITS, Segment, Segmentation, as_block
from crawler.extraction.markup.tree import Element
from crawler.extraction.metadata.fields import Fields

SURE, POSSIBLE = 0.6, 0.35
"""Probabilities from which a piece is always taken, and below which it never is while others are.
Between them the page decides: the cut is where the score expected of the whole is best."""
SURE_AT_END = 0.7
"""Probability from which the column's last pieces stay though they stand in a footer or in a box
named for an author, promotion, notices or related columns: some labels count such boxes in. Out of
fold it changes no figure by more than .001."""
SMALL = 5.0
"""Characters every piece counts more than it has, so that the shortest count at all."""
TEXT_REMAINS = 250
"""Characters outside links that must stand beside the menus: on a page with less, its lists of
links may be its text."""
FIELDS = frozenset(("headline", "byline", "date", "kicker"))
LONGEST_FIELD = 300
"""Characters of a headline, byline or date; what is marked as one now and then holds the text."""
LONGEST_CHROME = 2000
"""Characters kept of one removed block."""
RULE = "not the column's text"
"""The rule of what no other rule names: the evidence weighed by the body model spoke against it."""

KINDS = (
    ("navigation", ("navigation",), ("nav", "footer", "header")),
    ("related", ("related",), ()),
    ("caption", ("picture",), ("figure", "figcaption")),
    ("promotion", ("promotion",), ()),
    ("author-box", ("author",), ()),
    ("share", ("sharing",), ()),
    ("notice", ("overlay",), ()),
    ("meta", ("meta", "dating"), ()),
)
"""Kinds of removed pieces, each with the hints and the tags that show it, the surest first."""
KIND_BITS = tuple(
    (
        kind,
        sum(1 << NAMES.index(hint) for hint in hints),
        sum(CONTEXT_BITS[tag] for tag in tags),
    )
    for kind, hints, tags in KINDS
)
END_HINTS = sum(1 << NAMES.index(name) for name in ("author", "promotion", "overlay", "related"))


@dataclass(frozen=True, slots=True)
class SegmentFeatures:
    """The pieces of a page, and what speaks for and against each."""

    layout: Segmentation
    rows: FeatureRows
    menus: tuple[Chrome, ...]
    """What was left out of the pieces beside the claims."""


@dataclass(frozen=True, slots=True)
class Body:
    """The column's blocks, and what no claim names but was left out."""

    blocks: tuple[Block, ...]
    elements: tuple[Element, ...]
    """The element each block stands in."""
    chrome: tuple[Chrome, ...]
    named: bool = False
    """Whether the outlet's layout named where it stands."""


def select_body(
    page: Page, claims: Sequence[Claim], fields: Fields, *, within: Collection[Element] = ()
) -> Body:
    """The column's text from what is not claimed, and never nothing where there is any text.

    Where the outlet's layout names the elements `within` which it stands, it is all of their text
    but for headline, byline and date, and for what is never taken on its evidence.
    """
    evidence = read_features(page, claims, fields)
    pieces = evidence.layout.pieces
    probabilities = classifier.load()(evidence.rows)
    named = _named(page, pieces, within) if within else []
    if named:
        taken = [at for at in named if probabilities[at] >= POSSIBLE] or named
    else:
        taken = chosen(probabilities, [piece.mass for piece in pieces])
        column = [at for at in taken if not is_pointer(pieces[at])] or taken
        column = [at for at in column if not _is_printed_field(pieces[at])] or column
        taken = without_pull_quotes(pieces, _without_box_at_end(pieces, column, probabilities))
    return Body(
        blocks=tuple(as_block(pieces[at], page.base) for at in taken),
        elements=tuple(pieces[at].box.element for at in taken),
        chrome=(*evidence.menus, *_left_out(pieces, frozenset(taken))),
        named=bool(named),
    )


def read_features(page: Page, claims: Sequence[Claim], fields: Fields) -> SegmentFeatures:
    """The pieces outside the claimed elements and menus, weighed."""
    marked = {element: name for name, element in fields.elements.items()}
    elements = {claim.element for claim in claims}
    claimed = page.inside(elements)
    menus = list(find_menus(page, claimed))
    layout = segment_page(page, elements.union(page.elements[at] for at in menus), marked)
    if menus and sum(piece.mass - piece.linked for piece in layout.pieces) < TEXT_REMAINS:
        menus, layout = [], segment_page(page, elements, marked)
    return SegmentFeatures(
        layout,
        weigh(layout, fields.title or ""),
        tuple(menu_as_chrome(page, at, claimed, longest=LONGEST_CHROME) for at in menus),
    )


def _named(page: Page, pieces: Sequence[Segment], within: Collection[Element]) -> list[int]:
    """Indexes of the pieces in the elements named, or in the blocks around inline ones."""
    inside: set[Element] = set()
    for element in page.elements:
        if element in within or element.getparent() in inside:
            inside.add(element)
    return [
        at for at, piece in enumerate(pieces) if piece.box.element in inside and not piece.marked
    ]


def chosen(probabilities: Sequence[float], masses: Sequence[float]) -> list[int]:
    """Indexes of the pieces that make the best body, by the F1 of characters to be expected.

    With the pieces in order of probability, taking one more is worth it as long as it raises the
    expected share of right characters more than it adds wrong ones. The best piece is always taken.
    """
    order = sorted(range(len(masses)), key=lambda at: -probabilities[at])
    wanted = sum(p * (mass + SMALL) for p, mass in zip(probabilities, masses, strict=True))
    right = taken = best = 0.0
    cut = 0
    for rank, at in enumerate(order, start=1):
        if rank > 1 and probabilities[at] < POSSIBLE:
            break
        taken += masses[at] + SMALL
        right += probabilities[at] * (masses[at] + SMALL)
        score = right / (taken + wanted)
        if score >= best or probabilities[at] >= SURE:
            best, cut = score, rank
    return sorted(order[:cut])


def _is_printed_field(piece: Segment) -> bool:
    """Whether a piece is the headline, byline or date that was read as such, and so no text."""
    return piece.marked in FIELDS and piece.mass <= LONGEST_FIELD


def _without_box_at_end(
    pieces: Sequence[Segment], taken: Sequence[int], probabilities: Sequence[float]
) -> list[int]:
    """The same without what follows the column in a box named for something else."""
    left = list(taken)
    while len(left) > 1 and probabilities[left[-1]] < SURE_AT_END:
        box = pieces[left[-1]].box
        if not (box.near & END_HINTS or box.tags & CONTEXT_BITS["footer"]):
            break
        left.pop()
    return left


def _left_out(pieces: Sequence[Segment], taken: frozenset[int]) -> Iterator[Chrome]:
    """Runs of removed pieces of one kind, each as one block."""
    if not taken:
        return
    first, last = min(taken), max(taken)
    run: list[str] = []
    run_key: tuple[str, int] | None = None
    for at, piece in enumerate(pieces):
        key = None
        if at not in taken:
            # All that stands before the column, or after it, is kept in few blocks.
            key = (_kind(piece), -1 if at < first else 1 if at > last else 0)
        if key != run_key and run_key is not None:
            yield Chrome(run_key[0], "\n".join(run)[:LONGEST_CHROME], RULE)
            run = []
        run_key = key
        if key is not None:
            run.append(piece.text)
    if run_key is not None:
        yield Chrome(run_key[0], "\n".join(run)[:LONGEST_CHROME], RULE)


def _kind(piece: Segment) -> str:
    """What a removed piece is, by the tags and names around it."""
    box = piece.box
    for hints in (box.near, box.above):
        for kind, bits, tags in KIND_BITS:
            if hints & bits or box.tags & tags:
                return kind
    return "other"
