"""Sentences of a column that its page prints twice: once in the text, once large beside it."""

import re
from collections.abc import Sequence

from crawler.extraction.markup.segments import CONTEXT_BITS, Segment

SHORTEST, LONGEST = 20, 400
"""Characters of a pull quote: what is shorter stands in other sentences by chance."""
SET_APART = CONTEXT_BITS["aside"] | CONTEXT_BITS["blockquote"] | CONTEXT_BITS["figure"]
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def without_pull_quotes(pieces: Sequence[Segment], taken: Sequence[int]) -> list[int]:
    """The pieces taken, without those set apart whose words stand in another of them."""
    apart = [at for at in taken if _is_set_apart(pieces[at])]
    if not apart or len(apart) == len(taken):
        return list(taken)
    quoted = frozenset(apart)
    text = " ".join(_words(pieces[at].text) for at in taken if at not in quoted)
    dropped = {at for at in apart if _words(pieces[at].text) in text}
    return [at for at in taken if at not in dropped]


def _is_set_apart(piece: Segment) -> bool:
    return bool(piece.box.tags & SET_APART) and SHORTEST <= len(piece.text) <= LONGEST


def _words(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip()
