"""One page parsed once: its tree, what every reader asks of it, and what is claimed of it.

What a column, a comment or a field is, is not decided here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from urllib.parse import SplitResult, urljoin, urlsplit

from crawler.config.outlets import Outlet
from crawler.extraction.markup.charsets import MAX_BYTES, as_utf8
from crawler.extraction.markup.floods import without_floods
from crawler.extraction.markup.tree import MAX_ELEMENTS, Element, elements_of, nesting

CONTROLS = bytes(32 if code < 32 and code not in (9, 10, 13) else code for code in range(256))
"""Control characters, which no text needs and libxml2 stumbles over, become spaces."""
PLAIN_ADDRESS = re.compile(
    r"https?://[a-z\d][a-z\d.-]*+(?:/[\w./%~+,@:=&!*-]*+(?:\?[\w./%~+,@:=&!*-]++)?(?:#[\w./%-]++)?)?",
    re.A,
)
"""Absolute addresses that are what they stand for as they are written, as most are."""
END_OF_PAGE = re.compile(rb"</(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])\s*>")


@dataclass(slots=True)
class Page:
    """One page: its tree, and what is known of where it came from."""

    root: Element
    """The `html` element; comments and processing instructions are dropped."""
    url: str
    base: str
    """What relative links start from."""
    elements: tuple[Element, ...]
    """All elements in document order; holding them keeps lxml from making them anew.

    What every reader asks of them is read once, into lists in the same order: an element is known
    by its number there, and all in it has the numbers up to its end.
    """
    tags: list[str]
    texts: list[str | None]
    """Text right at the beginning of each."""
    tails: list[str | None]
    """Text right behind each."""
    classes: list[str | None]
    ids: list[str | None]
    parents: list[int]
    """Number of the element each stands in; -1 for the root."""
    ends: list[int]
    """Number of the first element behind each and all in it."""
    by_tag: dict[str, list[int]]
    """Numbers of the elements with each tag, in document order."""
    numbers: dict[Element, int]
    """The elements' numbers."""
    outlet: Outlet | None = None
    captured_at: datetime | None = None
    cut: str | None = None
    """Why it is not read to its end, in words; None when it is."""

    def ancestors(self, at: int) -> Iterator[int]:
        """Numbers of the elements around one, the nearest first."""
        parents = self.parents
        at = parents[at]
        while at >= 0:
            yield at
            at = parents[at]

    def inside(self, elements: Iterable[Element]) -> bytearray:
        """For each element of the page 1 where it is, or stands in, one of the elements given."""
        inside = bytearray(len(self.elements))
        last = 0
        for at in sorted(self.numbers[element] for element in elements):
            if at >= last:  # no claim inside another is gone through again
                last = self.ends[at]
                inside[at:last] = b"\x01" * (last - at)
        return inside

    def tagged(self, *tags: str) -> Sequence[int]:
        """Numbers of the elements with any of some tags, in document order."""
        if len(tags) == 1:
            return self.by_tag.get(tags[0], ())
        return sorted(chain.from_iterable(self.by_tag.get(tag, ()) for tag in tags))

    def around_headline(self) -> set[Element]:
        """The elements around every h1: they contain the column, and are no comments."""
        return {self.elements[above] for h1 in self.tagged("h1") for above in self.ancestors(h1)}

    def link(self, href: str | None) -> str | None:
        """Absolute http or https address of a link, or None for any other kind."""
        return absolute(href, self.base)


@dataclass(frozen=True, slots=True)
class Claim:
    """An element that, with all in it, is not the column's text."""

    element: Element
    kind: str
    rule: str


def parse(
    html: bytes | str,
    url: str,
    *,
    charset: str | None = None,
    outlet: Outlet | None = None,
    captured_at: datetime | None = None,
) -> Page:
    """The page's tree, whatever the markup is like; `charset` is what the HTTP header claims."""
    cut = f"longer than {MAX_BYTES // 1_000_000} MB" if len(html) > MAX_BYTES else None
    data = as_utf8(html[:MAX_BYTES], charset).translate(CONTROLS)
    # What follows a premature </body> is part of the page to a browser, and lost to libxml2.
    elements, more = elements_of(without_floods(END_OF_PAGE.sub(b"", data)))
    base = next((e.get("href") for e in elements[:200] if e.tag == "base"), None)
    parents, ends = nesting(elements)
    tags = [str(element.tag) for element in elements]
    by_tag: defaultdict[str, list[int]] = defaultdict(list)
    for at, tag in enumerate(tags):
        by_tag[tag].append(at)
    return Page(
        root=elements[0],
        url=url,
        base=absolute(base, url) or url,
        elements=elements,
        tags=tags,
        texts=[element.text for element in elements],
        tails=[element.tail for element in elements],
        classes=[element.get("class") for element in elements],
        ids=[element.get("id") for element in elements],
        parents=parents,
        ends=ends,
        by_tag=by_tag,
        numbers=dict(zip(elements, range(len(elements)), strict=True)),
        outlet=outlet,
        captured_at=captured_at,
        cut=f"{cut or f'more than {MAX_ELEMENTS:,} elements'}; the rest is not read"
        if cut or more
        else None,
    )


@lru_cache(maxsize=512)
def absolute(href: str | None, base: str) -> str | None:
    """Absolute http or https address of a link, or None for any other kind.

    Remembered, since several readers of a page ask for the same links.
    """
    if not href or len(href) > 4000:
        return None
    if PLAIN_ADDRESS.fullmatch(href):
        return href
    try:
        joined = urljoin(base, href.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


def address_parts(href: str) -> SplitResult | None:
    """The parts of an address as a page writes it, or None of what cannot be one."""
    try:
        return urlsplit(href)
    except ValueError:  # a lone bracket, read as that of an IPv6 address
        return None
