"""The beginning of a text that breaks off above the text itself, as systems print it for readers of
lists: "摘要: …", a lead that an editor never wrote.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from archive.text.sizes import text_size
from crawler.extraction.markup.segments import Segment

RULE = "excerpt: the text begins so"
FIRST, NEXT = 3, 4
"""Segments that may be an excerpt, and those behind one that may begin so."""
SHORTEST = 60
"""Mass of an excerpt; refrains and salutations have less."""
_BREAKS_OFF = ("…", "...", "…]", "...]")
_LABEL = re.compile(r"\w{1,12}\s*[:：]\s*")


def find_printed_excerpt(segments: Sequence[Segment]) -> Iterator[tuple[int, str]]:
    """Indexes of the first segments that are the beginning of a later one, with the rule."""
    for at, segment in enumerate(islice(segments, FIRST)):
        if segment.mass < SHORTEST or not segment.text.endswith(_BREAKS_OFF):
            continue
        whole = segment.text.rstrip("….[] ")
        if text_size(whole) < SHORTEST:
            continue
        label = _LABEL.match(whole)
        starts = (whole, whole[label.end() :]) if label is not None else (whole,)
        if any(one.text.startswith(starts) for one in segments[at + 1 : at + 1 + NEXT]):
            yield at, RULE
