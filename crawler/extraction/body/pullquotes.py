"""Pull quotes: sentences of a column that are printed again, large, beside the text."""

from collections.abc import Sequence

from archive.text.sizes import text_size
from crawler.extraction.markup.segments import CONTEXT_BITS, Segment
from crawler.extraction.text.tidying import words_of

SHORTEST, LONGEST = 20, 400
"""Size of a pull quote: shorter texts occur in other sentences by chance."""
SET_APART = CONTEXT_BITS["aside"] | CONTEXT_BITS["blockquote"] | CONTEXT_BITS["figure"]


def without_pull_quotes(segments: Sequence[Segment], taken: Sequence[int]) -> list[int]:
    """The segments taken, without those set apart whose words occur in another of them."""
    apart = [at for at in taken if _is_set_apart(segments[at])]
    if not apart or len(apart) == len(taken):
        return list(taken)
    quoted = frozenset(apart)
    text = " ".join(words_of(segments[at].text) for at in taken if at not in quoted)
    dropped = {at for at in apart if words_of(segments[at].text) in text}
    return [at for at in taken if at not in dropped]


def _is_set_apart(segment: Segment) -> bool:
    return bool(segment.box.tags & SET_APART) and SHORTEST <= text_size(segment.text) <= LONGEST
