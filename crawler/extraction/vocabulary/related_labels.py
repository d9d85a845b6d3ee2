"""Headings above lists of other columns: "Related posts", "Read also:"."""

from typing import Final

from crawler.extraction.vocabulary.caseless import Caseless
from crawler.extraction.vocabulary.phrases import phrase_of
from crawler.extraction.vocabulary.tables import alternatives, table

LONGEST_LABEL: Final = 60
"""Characters of such a heading."""
_TABLE: Final = table("furniture_labels")["heading_patterns"]
_LABEL: Final = Caseless(rf"\W*(?:{'|'.join(map(alternatives, _TABLE.values()))})\W*")


def says_related(text: str) -> bool:
    """Whether the whole of a text says that other columns follow."""
    if len(text) > LONGEST_LABEL:
        return False
    phrase = phrase_of(text)
    return (phrase is not None and phrase.kind == "related") or _LABEL.fullmatch(text) is not None
