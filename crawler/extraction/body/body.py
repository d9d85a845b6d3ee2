"""The segments of a page that are the column's text, and what was left out around them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.model.records import Block, Chrome
from crawler.extraction.body import classifier
from crawler.extraction.body.captions import MARK, Reach, captions_in_lines, find_captions
from crawler.extraction.body.container import find_container, is_whole_text, within_container
from crawler.extraction.body.edge_lines import without_edge_lines
from crawler.extraction.body.features import FeatureRows, segment_features
from crawler.extraction.body.menus import find_menus, menu_as_chrome
from crawler.extraction.body.pointers import is_pointer
from crawler.extraction.body.pullquotes import without_pull_quotes
from crawler.extraction.body.share_lists import without_share_lists
from crawler.extraction.chrome.apart import Apart, find_apart
from crawler.extraction.markup.class_names.class_hints import NAMES
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.segmenter import segment_page
from crawler.extraction.markup.segments import CONTEXT_BITS, Segment, Segmentation, as_block
from crawler.extraction.markup.tree import Element
from crawler.extraction.metadata.fields import Fields

SURE, POSSIBLE = 0.6, 0.35
"""Probabilities from which a segment is always taken, and below which it never is unless it is the
best. Between them the cut is where the expected score of the whole body is highest."""
SURE_AT_END = 0.7
"""Probability from which the last segments stay even in a footer or in a box named for an author,
promotion, notices or related columns: some labels include such boxes. Out of fold it changes no
figure by more than .001."""
SMALL = 5.0
"""Characters added to every segment, so that the shortest count at all."""
TEXT_REMAINS = 250
"""Characters outside links that must remain beside the menus: with less, the lists of links may be
the text."""
FIELDS = frozenset(("headline", "byline", "date", "kicker"))
LONGEST_FIELD = 300
"""Characters of a headline, byline or date; a longer element marked as one contains the text."""
LONGEST_CHROME = 2000
"""Characters kept of one removed block."""
BESIDE = 2
"""Segments at each end of the text in which its author may sign."""
RULE = "not the column's text"
"""The rule of segments that no other rule names: the body classifier rejected them."""

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
"""Kinds of removed segments, each with the hints and tags that show it, the most certain first."""
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
    """The segments of a page, and the features of each."""

    segmentation: Segmentation
    rows: FeatureRows
    menus: tuple[Chrome, ...]
    """Menus that were left out of the segments, besides the claims."""
    menus_at: tuple[int, ...]
    """Numbers of their elements."""


@dataclass(frozen=True, slots=True)
class Body:
    """The column's blocks, and the chrome that was left out without a claim."""

    blocks: tuple[Block, ...]
    """The column's text."""
    elements: tuple[Element, ...]
    """The element of each block."""
    with_captions: tuple[Block, ...]
    """The same blocks in reading order with the captions of the column's pictures."""
    chrome: tuple[Chrome, ...]
    claims: tuple[Claim, ...] = ()
    """Elements that read like its text and are not, found among what was taken for it."""
    named: bool = False
    """Whether the outlet's layout named its elements."""
    before: tuple[tuple[Block, Element], ...] = ()
    after: tuple[tuple[Block, Element], ...] = ()
    """The segments next to it that were left out, `BESIDE` at each end, and their elements."""

    def without(self, at: int, rule: str) -> "Body":
        """The body without one of its blocks, which is kept as chrome."""
        return replace(
            self,
            blocks=(*self.blocks[:at], *self.blocks[at + 1 :]),
            elements=(*self.elements[:at], *self.elements[at + 1 :]),
            with_captions=tuple(one for one in self.with_captions if one is not self.blocks[at]),
            chrome=(*self.chrome, Chrome("meta", self.blocks[at].text, rule)),
        )


def select_body(
    page: Page,
    index: PageIndex,
    claims: Sequence[Claim],
    fields: Fields,
    *,
    within: Collection[Element] = (),
) -> Body:
    """The column's text among what is not claimed; never empty where there is any text.

    Where the outlet's layout names the elements `within` which it stands, it is all of their text
    except headline, byline, date and segments below the probability `POSSIBLE`.
    """
    features = read_features(page, claims, fields)
    segments = features.segmentation.segments
    probabilities = classifier.load()(features.rows)
    headline = fields.elements.get("headline")
    captions = find_captions(page, segments)
    named = _segments_within(page, segments, within) if within else []
    own: range | None = None
    if named:
        taken = [at for at in named if probabilities[at] >= POSSIBLE] or named
    else:
        taken = choose_segments(probabilities, [segment.mass for segment in segments])
        column = [at for at in taken if not is_pointer(segments[at])] or taken
        column = [at for at in column if not _is_printed_field(segments[at])] or column
        column = _without_box_at_end(segments, column, probabilities)
        container = find_container(page, index, claims, headline)
        texts = [(at, one) for at, one in enumerate(segments) if at not in captions]
        if container is not None and is_whole_text(
            page, container, texts, features.menus_at, column
        ):
            own = range(container.entry, container.end)
            column = within_container(page, container, texts, column, probabilities)
        taken = without_pull_quotes(segments, column)
    pictures = [segments[at].box.element for at, text in captions.items() if text]
    apart = find_apart(
        page,
        [segments[at] for at in taken],
        title=fields.title,
        standfirst=fields.standfirst,
        authors=fields.authors,
        kept=(*within, *pictures, *((headline,) if headline is not None else ())),
        is_whole=own is not None,
        may_be_all=own is not None and bool(pictures),
    )
    listed = _listed(page, segments, apart)
    left = [at for at in taken if at not in listed]
    reach = Reach(page, segments, left or taken, own=own, headline=headline)
    taken = left
    shown = {
        at: text
        for at, text in captions.items()
        if text and at not in listed and reach.holds(at, segments[at])
    }
    taken = [at for at in taken if at not in shown] or ([] if own else taken)
    if not named:
        taken = without_share_lists(segments, taken)
        taken = without_edge_lines(segments, taken, (fields.byline, *fields.authors))
    return _body(page, features, taken, shown, apart, listed, named=bool(named))


def _listed(page: Page, segments: Sequence[Segment], apart: Apart) -> frozenset[int]:
    """The numbers of the segments that are set apart from the column's text."""
    inside = page.inside(claim.element for claim in apart.claims)
    return frozenset(
        at
        for at, segment in enumerate(segments)
        if inside[page.numbers[segment.box.element]] or segment in apart.segments
    )


def _body(
    page: Page,
    features: SegmentFeatures,
    taken: Sequence[int],
    captions: Mapping[int, str],
    apart: Apart,
    listed: Collection[int],
    *,
    named: bool,
) -> Body:
    """The segments taken as blocks, those of captions among them, and all others as chrome."""
    segments = features.segmentation.segments
    blocks = {at: as_block(segments[at], page.base) for at in taken}
    said = {
        at: replace(as_block(segments[at], page.base), kind="caption", text=text, level=None)
        for at, text in captions.items()
        if at not in blocks
    }
    kept = blocks | said
    return Body(
        blocks=tuple(blocks.values()),
        elements=tuple(segments[at].box.element for at in taken),
        with_captions=tuple(kept[at] for at in sorted(kept)),
        chrome=(
            *features.menus,
            *(
                Chrome(rule.partition(":")[0], segment.text, rule)
                for segment, rule in apart.segments.items()
            ),
            *_removed_chrome(segments, frozenset(kept), listed),
        ),
        claims=apart.claims,
        named=named,
        before=_as_blocks(
            page, segments[max(0, min(taken, default=0) - BESIDE) : min(taken, default=0)]
        ),
        after=_as_blocks(page, segments[max(taken, default=0) + 1 :][:BESIDE]),
    )


def _as_blocks(page: Page, segments: Sequence[Segment]) -> tuple[tuple[Block, Element], ...]:
    return tuple((as_block(segment, page.base), segment.box.element) for segment in segments)


def read_features(page: Page, claims: Sequence[Claim], fields: Fields) -> SegmentFeatures:
    """The segments outside the claimed elements and menus, with their features."""
    marked = {e: "date" if name == "modified" else name for name, e in fields.elements.items()}
    marked |= dict.fromkeys(captions_in_lines(page), MARK)
    elements = {claim.element for claim in claims}
    claimed = page.inside(elements)
    menus = list(find_menus(page, claimed))
    segmentation = segment_page(page, elements.union(page.elements[at] for at in menus), marked)
    if (
        menus
        and sum(segment.mass - segment.linked for segment in segmentation.segments) < TEXT_REMAINS
    ):
        menus, segmentation = [], segment_page(page, elements, marked)
    return SegmentFeatures(
        segmentation,
        segment_features(segmentation, fields.title or ""),
        tuple(menu_as_chrome(page, at, claimed, longest=LONGEST_CHROME) for at in menus),
        tuple(menus),
    )


def _segments_within(
    page: Page, segments: Sequence[Segment], within: Collection[Element]
) -> list[int]:
    """Indexes of the segments in the elements named by the layout."""
    inside: set[Element] = set()
    for element in page.elements:
        if element in within or element.getparent() in inside:
            inside.add(element)
    return [
        at
        for at, segment in enumerate(segments)
        if segment.box.element in inside and not segment.marked
    ]


def choose_segments(probabilities: Sequence[float], masses: Sequence[float]) -> list[int]:
    """Indexes of the segments that make the body with the highest expected F1 of characters.

    Segments are taken in order of probability for as long as the expected F1 rises, or the
    probability is at least `SURE`. The best segment is always taken.
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


def _is_printed_field(segment: Segment) -> bool:
    """Whether a segment is the headline, byline or date that was read as a field."""
    return segment.marked in FIELDS and segment.mass <= LONGEST_FIELD


def _without_box_at_end(
    segments: Sequence[Segment], taken: Sequence[int], probabilities: Sequence[float]
) -> list[int]:
    """The segments taken, without those at the end in a box named for something else."""
    left = list(taken)
    while len(left) > 1 and probabilities[left[-1]] < SURE_AT_END:
        box = segments[left[-1]].box
        if not (box.near & END_HINTS or box.tags & CONTEXT_BITS["footer"]):
            break
        left.pop()
    return left


def _removed_chrome(
    segments: Sequence[Segment], taken: frozenset[int], listed: Collection[int]
) -> Iterator[Chrome]:
    """Removed segments that no claim has `listed` as chrome, a run of one kind as one block."""
    first, last = min(taken, default=0), max(taken, default=-1)
    run: list[str] = []
    run_key: tuple[str, int] | None = None
    for at, segment in enumerate(segments):
        key = None
        if at in listed:
            continue
        if at not in taken:
            # What is before the column, or after it, is kept in few blocks.
            key = (_kind(segment), -1 if at < first else 1 if at > last else 0)
        if key != run_key and run_key is not None:
            yield Chrome(run_key[0], "\n".join(run)[:LONGEST_CHROME], RULE)
            run = []
        run_key = key
        if key is not None:
            run.append(segment.text)
    if run_key is not None:
        yield Chrome(run_key[0], "\n".join(run)[:LONGEST_CHROME], RULE)


def _kind(segment: Segment) -> str:
    """The kind of a removed segment, by the tags and names around it."""
    box = segment.box
    for hints in (box.near, box.above):
        for kind, bits, tags in KIND_BITS:
            if hints & bits or box.tags & tags:
                return kind
    return "other"
