"""How pages ask their reader to subscribe, to register or to log in, as regular expressions."""

import re
from itertools import chain
from typing import Final

from crawler.extraction.vocabulary.caseless import Caseless, by_letter
from crawler.extraction.vocabulary.tables import alternatives, phrase_list, table

_TABLE: Final = table("page_kinds")["wall"]


def _ask_pattern(language: str) -> str:
    """What fits a label that asks, with what for, when and where; as a whole."""
    asks, purposes = (
        alternatives(_TABLE[name][language]) for name in ("ask_patterns", "purpose_patterns")
    )
    whole = alternatives(_TABLE["whole_patterns"][language])
    fits = rf"(?:(?:{purposes})\W*){{0,2}}(?:{asks})(?:\W*(?:{asks}|{purposes})){{0,4}}|{whole}"
    is_latin = re.search("[a-z]", re.sub(r"\\.", "", fits))
    return fits if is_latin else f"(?![a-z])(?:{fits})"  # passed over by a Latin label


_LISTS = ("ask_patterns", "purpose_patterns", "whole_patterns")
_BEGINNINGS = by_letter(
    chain.from_iterable(phrase_list(text) for name in _LISTS for text in _TABLE[name].values())
)
"""With what a label that asks begins; most labels do not, and the languages are passed over."""
ASK = Caseless(rf"\W*(?={_BEGINNINGS})(?:{'|'.join(map(_ask_pattern, _TABLE['ask_patterns']))})\W*")
"""The whole of a heading or button that asks."""
SUBJECT = Caseless.any_of(chain(*map(phrase_list, _TABLE["subject_patterns"].values())))
"""Parts of words by which a text speaks of that."""
