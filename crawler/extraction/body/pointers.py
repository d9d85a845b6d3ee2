"""Lines in a column that only point to another one: "Read more: The Lamp Tax Returns"."""

import re

from crawler.extraction.markup.segments import Segment
from crawler.extraction.vocabulary.tables import alternatives, table

LONGEST = 250
"""Characters of such a line: its words and one headline."""
MOSTLY_LINKED = 0.5
"""Share of a line that its link fills; a sentence that begins with these words links less."""
_POINTS = re.compile(
    rf"[\W_]*(?:{alternatives(table('pointers')['beginnings'])})(?!\w)", re.IGNORECASE
)


def is_pointer(piece: Segment) -> bool:
    """Whether a piece only leads elsewhere: it begins so, and is mostly its link."""
    if not piece.links or len(piece.text) > LONGEST:
        return False
    return piece.linked >= MOSTLY_LINKED * piece.mass and _POINTS.match(piece.text) is not None
