"""The headline and the standfirst where the text prints them again: in print views, in front of
texts that were pasted whole, in boxes beside the text.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice, pairwise

from crawler.extraction.markup.segments import HEADINGS, Segment
from crawler.extraction.text.tidying import words_of

HEADLINE, STANDFIRST = "headline: printed again", "standfirst: printed again"
PROSE = 80
"""Mass of a segment, no heading, with which the text begins."""
EARLY = 2
"""Blocks of prose before an `h1` with the headline: an excerpt, a line on the author."""
SHORT = 60
"""Mass of a heading that may be a kicker, an author or a place; crossheads have up to that too."""
LONGEST = 2000
"""Mass of a segment that may be a standfirst."""
SHORTEST_STANDFIRST = 30
BEGINNING = 12
"""Characters by which a segment is first compared with the head."""


def find_repeated_head(
    segments: Sequence[Segment], title: str, standfirst: str
) -> Iterator[tuple[int, str]]:
    """Indexes of the segments of a column that print its head again, each with the rule.

    Within the text only an `h1` does: a crosshead and a refrain may say the same, and before it the
    first of several crossheads.
    """
    headline, deck = words_of(title), words_of(standfirst)
    sizes = range(len(headline) * 3 // 4, 2 * len(title) + 1)
    same = [
        at
        for at, segment in enumerate(segments)
        if headline and len(segment.text) in sizes and _says(segment, headline)
    ]
    if not same and len(standfirst) < SHORTEST_STANDFIRST:
        return
    all_prose = (at for at, one in enumerate(segments) if _is_prose(one, headline, deck))
    prose = list(islice(all_prose, None if same else 1))
    early = prose[EARLY] if len(prose) > EARLY else 0
    firsts = [at for at in same if at < early and segments[at].box.tag == "h1"]
    begins = next((at for at in prose if not firsts or at > firsts[-1]), 0)
    again = [
        at
        for at in same
        if segments[at].box.tag == "h1" or (at < begins and not _is_crosshead(segments, at, same))
    ]
    yield from ((at, HEADLINE) for at in again)
    before = [at for at in again if at < begins]
    if before:
        yield from ((at, HEADLINE) for at in _around(segments, before, begins))
    if len(standfirst) >= SHORTEST_STANDFIRST:
        decks = [
            at
            for at, segment in enumerate(segments[: begins + 3])
            if len(segment.text) <= 2 * len(standfirst) and _says(segment, deck)
        ]
        yield from ((at, STANDFIRST) for at in decks[1:])


def _is_prose(segment: Segment, headline: str, deck: str) -> bool:
    return (
        segment.mass >= PROSE
        and segment.box.tag not in HEADINGS
        and segment.marked != "standfirst"
        and (segment.mass > LONGEST or not (_says(segment, headline) or _says(segment, deck)))
    )


def _says(segment: Segment, words: str) -> bool:
    """Whether a segment has some words and no others; most begin otherwise already."""
    begins = words_of(segment.text[:BEGINNING])
    return words.startswith(begins) and words_of(segment.text) == words


def _is_crosshead(segments: Sequence[Segment], at: int, same: Collection[int]) -> bool:
    """Whether a segment with the words of the headline stands under another heading, of its own
    level or above: the text has parts, and this one is called like the whole.
    """
    above = segments[at - 1].box.tag if at and at - 1 not in same else ""
    level = HEADINGS.get(segments[at].box.tag, len(HEADINGS) + 1)
    return above in HEADINGS and HEADINGS[above] <= level


def _around(segments: Sequence[Segment], headlines: Sequence[int], begins: int) -> Iterator[int]:
    """Short headings that belong to the headline printed again: its kicker, its author or place.

    The kicker stands above it. What stands below a second heading under it, and is of a level that
    no crosshead of the text has, names an author or place.
    """
    first, last = headlines[0], headlines[-1]
    for at in range(max(0, first - 1), last):
        if at not in headlines and _is_short_heading(segments[at]):
            yield at
    crossheads = {one.box.tag for one in segments[begins:] if one.box.tag in HEADINGS}
    below = [at for at in range(last + 1, begins) if segments[at].box.tag in HEADINGS]
    for before, at in pairwise(below):
        tag = segments[at].box.tag
        is_deeper = tag > segments[before].box.tag and tag not in crossheads
        if is_deeper and _is_short_heading(segments[at]):
            yield at


def _is_short_heading(segment: Segment) -> bool:
    return segment.box.tag in HEADINGS and segment.mass <= SHORT
