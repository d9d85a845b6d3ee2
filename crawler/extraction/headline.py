"""The headline as the page prints it, without the outlet's name and without the kicker.

A vote: headings on the page against what the page states elsewhere (JSON-LD, og:title, the title
element). Statements say which heading it is, the heading says how it is written.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.extraction.page import Page, text_of
from crawler.extraction.structured import Structured
from crawler.extraction.survey import Spot, Survey

LONGEST_HEADLINE = 400
SIMILAR = 0.55
"""Share of common words from which a heading is taken to be another wording of a statement."""
SEPARATOR = re.compile(r"\s*(?:\s[-–—―:/~·•»«>‹›]|[|｜¦_]|\s::|－)\s*(?=\S)|\s[-–—|]$")
_PLAIN = str.maketrans(
    {**dict.fromkeys("‘’‚`´", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("–—‐‑−", "-")}
)
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline, where it was found, and the element that prints it."""

    text: str
    source: str
    spot: Spot | None
    kicker: str | None = None


def comparable(text: str) -> str:
    """A text for comparing: without case, width, quotation marks and punctuation."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def outlet_names(page: Page, stated: Structured) -> list[str]:
    """Names the outlet goes by: those stated, that of its file, and its host."""
    names = [name.text for name in stated.site_names]
    if page.outlet is not None:
        names.append(page.outlet.name)
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    if host:
        names += [host, host.rpartition(".")[0], host.split(".")[0]]
    return [name for name in names if len(name) > 1]


def without_outlet(title: str, names: Iterable[str], known: Collection[str] = ()) -> str:
    """A title without the outlet's name at either end.

    `known` are comparable forms of headings: when what stands before or behind a separator is one
    of them, it is the headline, whatever the rest is.
    """
    cuts = [found.span() for found in SEPARATOR.finditer(title)]
    for start, end in cuts:
        for part in (title[:start], title[end:]):
            if comparable(part) in known:
                return part.strip()
    squeezed = {comparable(name).replace(" ", "") for name in names} - {""}
    while cuts:
        start, end = cuts[-1]
        if _is_outlet(title[end:], squeezed):
            title = title[:start]
            cuts.pop()
        elif _is_outlet(title[: cuts[0][0]], squeezed):
            title = title[cuts[0][1] :]
            cuts = [found.span() for found in SEPARATOR.finditer(title)]
        else:
            break
    return title.strip()


def _is_outlet(part: str, squeezed: Collection[str]) -> bool:
    name = comparable(part).replace(" ", "")
    return not name or any(
        name == known or (len(name) > 3 and len(known) > 3 and (name in known or known in name))
        for known in squeezed
        if len(name) <= 3 * len(known)
    )


def find_headline(page: Page, found: Survey, stated: Structured) -> Headline | None:
    """The headline by vote, or None when the page has neither heading nor title."""
    names = outlet_names(page, stated)
    headings = _printed(found, names)
    known = {comparable(text) for _, text, _ in headings}
    claims = [
        (without_outlet(told.text, names, known), told.place) for told in stated.headlines
    ] + [
        (without_outlet(" ".join(title.split()), names, known), "meta")
        for title in found.titles[:1]
    ]
    claims = [(text, place) for text, place in claims if comparable(text)]
    best = _elect(headings, [comparable(text) for text, _ in claims])
    if best is not None:
        spot, text, kicker = best
        return Headline(text, "text", spot, kicker)
    if claims:
        text, place = claims[0]
        return Headline(text[:LONGEST_HEADLINE], place, None)
    if headings:
        spot, text, kicker = headings[0]
        return Headline(text, "text", spot, kicker)
    return None


_Heading = tuple[Spot, str, str | None]


def _printed(found: Survey, names: Iterable[str]) -> list[_Heading]:
    """Headings the page prints, h1 first, without those that only name the outlet."""
    squeezed = {comparable(name).replace(" ", "") for name in names} - {""}
    kickers = {spot.element for spot in found.marked["kicker"]}
    spots = sorted(found.headings[:60], key=lambda spot: spot.element.tag)
    marked = [
        spot for spot in found.marked["title"][:10] if spot.element.tag not in ("h1", "h2", "h3")
    ]
    headings: list[_Heading] = []
    for spot in spots + marked:
        inside = [e for e in spot.element.iter() if e in kickers and e is not spot.element]
        text = text_of(spot.element, without=inside).replace("\n", " ")
        name = comparable(text).replace(" ", "")
        if name and name not in squeezed and len(text) <= LONGEST_HEADLINE:
            kicker = " ".join(text_of(e) for e in inside).strip() or None
            headings.append((spot, text, kicker))
    return headings


def _elect(headings: list[_Heading], statements: list[str]) -> _Heading | None:
    """The heading most statements agree on; else the likest; else the only h1 of some length."""
    best, most = None, 0.0
    for heading in headings:
        spot, text, _ = heading
        own = comparable(text)
        votes = sum(_likeness(own, other) for other in statements)
        if spot.element.tag == "h1":
            votes *= 1.5
        if votes > most + 1e-9:
            best, most = heading, votes
    if best is None:
        firsts = [h for h in headings if h[0].element.tag == "h1" and len(h[1]) > 15]
        if len(firsts) == 1:
            return firsts[0]
    return best


def _likeness(one: str, other: str) -> float:
    """1 for the same words, the share of common words when they are similar, else 0."""
    if one == other:
        return 1.0
    first, second = set(one.split()), set(other.split())
    share = 2 * len(first & second) / (len(first) + len(second))
    return share * 0.9 if share >= SIMILAR else 0.0
