"""Lines in a column that only point to another one: "Read more: The Lamp Tax Returns"."""

import re

from crawler.extraction.markup.segments import Segment

LONGEST = 250
"""Characters of such a line: its words and one headline."""
MOSTLY_LINKED = 0.5
"""Share of a line that its link fills; a sentence that begins with these words links less."""
_POINTS = re.compile(
    r"[\W_]*(?:read (?:also|more|next|on)|also read|see also|more on this|more from|related|"
    r"recommended|don['’]t miss|mehr (?:zum thema|dazu)|lesen sie (?:auch|dazu|hier|mehr)|"
    r"siehe auch|auch interessant|lire aussi|lire également|à lire(?: aussi)?|voir aussi|"
    r"lea también|leer más|lee también|te puede interesar|ver también|más información|"
    r"читайте также|читать также|см\. также|по теме|czytaj (?:też|także|więcej)|zobacz też|"
    r"leia (?:também|mais)|leggi anche|lees ook|관련 ?기사|関連記事|相关阅读|延伸阅读|"
    r"اقرأ أيضا|إقرأ أيضا|اقرأ المزيد)(?!\w)",
    re.IGNORECASE,
)


def is_pointer(piece: Segment) -> bool:
    """Whether a piece only leads elsewhere: it begins so, and is mostly its link."""
    if not piece.links or len(piece.text) > LONGEST:
        return False
    return piece.linked >= MOSTLY_LINKED * piece.mass and _POINTS.match(piece.text) is not None
