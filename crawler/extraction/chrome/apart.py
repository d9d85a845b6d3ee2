"""What was taken for the column's text and is not: found among its segments, once they are known.

The classifier is not asked: it was trained on pages with all of this in them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from crawler.extraction.chrome.asking_boxes import find_asking
from crawler.extraction.chrome.channel_lines import find_channel_lines
from crawler.extraction.chrome.foot_boxes import find_foot_boxes
from crawler.extraction.chrome.hidden_boxes import find_hidden
from crawler.extraction.chrome.linked_lines import find_linked_lines
from crawler.extraction.chrome.printed_excerpt import find_printed_excerpt
from crawler.extraction.chrome.related_boxes import find_related
from crawler.extraction.chrome.repeated_head import find_repeated_head
from crawler.extraction.chrome.taken import taken_of
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.segments import Segment
from crawler.extraction.markup.tree import Element


@dataclass(frozen=True, slots=True)
class Apart:
    """What is no text of the column: whole elements, and single segments with their rules."""

    claims: tuple[Claim, ...] = ()
    segments: Mapping[Segment, str] = field(default_factory=dict)


def find_apart(
    page: Page,
    segments: Sequence[Segment],
    *,
    title: str | None,
    standfirst: str | None,
    authors: Sequence[str],
    kept: Collection[Element],
    is_whole: bool = False,
    may_be_all: bool = False,
) -> Apart:
    """What of some segments is not the column's text; no hidden box around one of `kept` is.

    With `is_whole` they stand in the element that a platform names as the whole text. Where it
    would be all of them, it is nothing, unless it `may_be_all`.
    """
    kept_at = [page.numbers[element] for element in kept]
    left = taken_of(page, segments)
    claims: list[Claim] = []
    for found in (
        find_related,
        find_linked_lines,
        find_channel_lines,
        find_asking,
        partial(find_hidden, kept=kept_at),
        partial(
            find_foot_boxes,
            authors=authors,
            kept=kept_at,
            is_whole=is_whole,
            may_be_all=may_be_all,
        ),
    ):
        boxes = tuple(found(left))
        claims += boxes
        left = left.without([page.numbers[claim.element] for claim in boxes])
    if not left.segments:
        return Apart(tuple(claims)) if may_be_all else Apart()
    again = {left.segments[at]: rule for at, rule in find_printed_excerpt(left.segments)}
    rest = [segment for segment in left.segments if segment not in again]
    again |= {
        rest[at]: rule for at, rule in find_repeated_head(rest, title or "", standfirst or "")
    }
    return Apart(tuple(claims), again if len(again) < len(left.segments) else {})
