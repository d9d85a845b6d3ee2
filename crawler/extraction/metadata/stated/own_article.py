"""Which of the articles that a page's JSON-LD describes is its column.

Pages describe their teasers too, the outlet's latest column, or what was there before.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from archive.model.writing_systems import HAN, KANA, THAI
from crawler.extraction.markup.page import address_parts

Node = dict[str, Any]
MOST_ARTICLES = 200
"""Articles compared; more are a listing's."""
ADDRESS, HEADLINE = 4, 4
"""Points for an address or headline of the page; every one of `TELLING` has one point."""
ELSEWHERE = -3
REVIEW = -3
TELLING = ("headline", "author", "datePublished")
SHARED = 0.6
"""Share of words from which one headline is the other, shortened or put in other words."""
_UNSPACED = re.compile(f"[{HAN}{KANA}{THAI}]")
LONGEST_HEADLINE = 300
"""Characters compared."""


def types_of(node: Node) -> list[str]:
    """The names of a node's types, without the vocabulary's address."""
    types = node.get("@type")
    return [
        str(name).rpartition("/")[2].rpartition(":")[2]
        for name in (types if isinstance(types, list) else [types])
        if name
    ]


class OwnMarks(NamedTuple):
    """What a page's own article is known by."""

    addresses: Sequence[str]
    """The page's, and those it declares as its own."""
    headlines: Sequence[str]
    """Those the page prints or states elsewhere."""


class _Fit(NamedTuple):
    """How far an article is the page's own."""

    points: int
    by_address: bool
    by_headline: bool
    elsewhere: bool


def own_articles(articles: Sequence[Node], own: OwnMarks) -> list[Node]:
    """The article that is the column itself, and behind it those that are so just as likely.

    Empty where nothing tells which of several it is. One that has another address and nothing of
    the page's headlines is another column's, also where it is alone.
    """
    if not articles:
        return []
    paths = {path for address in own.addresses if (path := _path(address))}
    headlines = _headlines(own)
    fits = [_fit(node, paths, headlines) for node in articles[:MOST_ARTICLES]]
    at = max(range(len(fits)), key=lambda number: fits[number].points)
    best, node = fits[at], articles[at]
    if best.by_address or best.by_headline:
        rest = zip(articles[at + 1 :], fits[at + 1 :], strict=False)
        return [node, *(other for other, fit in rest if fit == best)]
    if best.elsewhere and headlines and node.get("headline"):
        return []
    rivals = (other for other, fit in zip(articles, fits, strict=False) if not fit.elsewhere)
    return [node] if all(_same(node, other) for other in rivals) else []


def is_own_headline(text: str, own: OwnMarks) -> bool:
    """Whether a text is a headline of the page, perhaps shortened or put in other words."""
    words = _words(text)
    return bool(words) and any(_alike(words, headline) for headline in _headlines(own))


def _headlines(own: OwnMarks) -> list[frozenset[str]]:
    return [words for text in own.headlines if (words := _words(text))]


def _fit(node: Node, paths: set[str], headlines: Sequence[frozenset[str]]) -> _Fit:
    declared = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    addresses = [a.get("@id") or a.get("url") if isinstance(a, dict) else a for a in declared]
    named = {path for a in addresses if isinstance(a, str) and (path := _path(a))}
    by_address = not paths.isdisjoint(named)
    by_headline = any(
        _alike(words, headline)
        for name in ("headline", "name", "alternativeHeadline")
        if isinstance(text := node.get(name), str) and (words := _words(text))
        for headline in headlines
    )
    elsewhere = bool(named and paths) and not by_address
    points = sum(name in node for name in TELLING)
    points += ADDRESS * by_address + HEADLINE * by_headline + ELSEWHERE * elsewhere
    points += REVIEW * ("Review" in types_of(node))
    return _Fit(points, by_address, by_headline, elsewhere)


def _path(address: str) -> str:
    """The path of an address; empty for a home page, which may stand for any."""
    parts = address_parts(address)
    return parts.path.rstrip("/") if parts is not None else ""


def _same(one: Node, other: Node) -> bool:
    """Whether two descriptions say nothing different."""
    return all(
        one.get(name) == other.get(name)
        for name in ("headline", "datePublished")
        if one.get(name) and other.get(name)
    )


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SHARED * min(len(one), len(other))


def _words(text: str) -> frozenset[str]:
    """A headline's words; of a script without spaces, its pairs of signs."""
    folded = re.findall(r"\w+", text[:LONGEST_HEADLINE].casefold())
    squeezed = "".join(folded)
    if 2 * len(_UNSPACED.findall(squeezed)) > len(squeezed):
        return frozenset(squeezed[at : at + 2] for at in range(len(squeezed) - 1))
    return frozenset(folded)
