"""Which segments of an annotated page belong to its column, from gold bodies and gold snippets."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

WORD = re.compile(r"\w+")
RUN = 4
"""Words of a shingle, as in the metrics; shorter segments are placed by what stands beside them."""
SHORT_SNIPPET = 25
"""Characters of a segment that is taken as known when it is part of a snippet."""


def labels(texts: Sequence[str], gold: Mapping[str, Any]) -> list[float | None]:
    """For each segment the share of it in the column, or None where the labels do not tell."""
    from_snippets = _labels_from_snippets(texts, gold)
    if not gold.get("body"):
        return from_snippets
    return list(_labels_from_body(texts, gold["body"]))


def told_by_snippets(texts: Sequence[str], gold: Mapping[str, Any]) -> list[bool]:
    """Whether a snippet speaks of each segment."""
    return [label is not None for label in _labels_from_snippets(texts, gold)]


def _labels_from_body(texts: Sequence[str], body: str) -> list[float]:
    words = WORD.findall(body)
    wanted = Counter(_shingles(words))
    spelled = f" {' '.join(words)} "
    segments = [WORD.findall(text) for text in texts]
    shares = []
    cursor = 0
    for at, segment in enumerate(segments):
        share = 0.0
        if len(segment) >= RUN:
            share, cursor = _matched(segment, wanted, spelled, cursor)
        elif segment:
            share, cursor = _placed(segment, segments[at + 1 : at + 3], spelled, cursor)
        shares.append(share)
    return shares


def _matched(
    segment: list[str], wanted: Counter[tuple[str, ...]], spelled: str, cursor: int
) -> tuple[float, int]:
    """Share of the segment's shingles that the body still wants, and where the body goes on."""
    shingles = _shingles(segment)
    hits = [shingle for shingle in shingles if wanted[shingle] > 0]
    share = len(hits) / len(shingles)
    if share >= 0.5:
        wanted.subtract(hits)
        end = f" {' '.join(segment[-RUN:])} "
        at = spelled.find(end, cursor)
        at = spelled.find(end) if at < 0 else at
        if at >= 0:
            cursor = at + len(end) - 1
    return share, cursor


def _placed(
    segment: list[str], following: Sequence[list[str]], spelled: str, cursor: int
) -> tuple[float, int]:
    """1 for a few words that stand in the body where its neighbours do."""
    here = f" {' '.join(segment)} "
    if spelled.startswith(here, cursor):
        return 1.0, cursor + len(here) - 1
    after = next((words for words in following if len(words) >= RUN - 1), None)
    if after is not None and f"{here}{' '.join(after[: RUN - 1])} " in spelled:
        return 1.0, cursor
    return 0.0, cursor


def _labels_from_snippets(texts: Sequence[str], gold: Mapping[str, Any]) -> list[float | None]:
    wanted = [_squeezed(snippet) for snippet in gold.get("with") or ()]
    unwanted = [
        _squeezed(snippet)
        for key in ("without", "comments")
        for snippet in gold.get(key) or ()
        if len(snippet) > 3
    ]
    shares: list[float | None] = []
    for text in map(_squeezed, texts):
        inside, outside = _speaks(wanted, text), _speaks(unwanted, text)
        shares.append(float(inside) if inside != outside else None)
    return shares


def _speaks(snippets: Sequence[str], text: str) -> bool:
    return any(
        snippet in text or (len(text) > SHORT_SNIPPET and text in snippet)
        for snippet in snippets
        if snippet
    )


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _squeezed(text: str) -> str:
    return " ".join(text.split())
