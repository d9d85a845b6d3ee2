"""Segments in a column that only refer to another one: "Read more: The Lamp Tax Returns"."""

import re

from crawler.extraction.markup.segments import Segment
from crawler.extraction.vocabulary.tables import alternatives, table

LONGEST = 250
"""Characters of such a segment: the label and one headline."""
MOSTLY_LINKED = 0.5
"""Smallest linked share; a sentence that begins with these words links less."""
_POINTS = re.compile(
    rf"[\W_]*(?:{alternatives(table('pointers')['beginning_patterns'])})(?!\w)", re.IGNORECASE
)


def is_pointer(segment: Segment) -> bool:
    """Whether a segment only refers elsewhere: it begins with such words and is mostly a link."""
    if not segment.links or len(segment.text) > LONGEST:
        return False
    return (
        segment.linked >= MOSTLY_LINKED * segment.mass and _POINTS.match(segment.text) is not None
    )
