"""The outlet's names, and titles without them."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from archive.model.writing_systems import CJK
from archive.text.sizes import text_size
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.stated.statements import Statements
from crawler.extraction.text.names import begins_with_given_name
from crawler.extraction.text.tidying import words_of
from crawler.extraction.vocabulary.person_words import PUBLICATIONS
from crawler.extraction.vocabulary.tables import phrase_list, table
from crawler.urls.hosts import host_name

LONGEST_TITLE = 600
"""Characters of a title element read: a headline, a section and the outlet's name."""
MOST_LINKS = 20
"""Links to the home page and to feeds that are looked at."""
SHORTEST_LABEL = 3
"""Characters above which a label of the host may be the outlet's name, unlike "www" and "co"."""
PIPES = "|｜¦│┃❘∣ㅣ丨"
"""Bars that titles are parted with; among them letters of Korean and Chinese that look like one."""
SEPARATOR = re.compile(
    rf"\s*(?:\s[-–—―ー:/~·•»«>‹›]|[{PIPES}_]|\s::|－|--+|(?<=[{CJK}])[-–—](?=\w)|(?<=[{CJK}])：)"
    rf"\s*(?=\S)|\s[-–—{PIPES}]$|\s::$"
)
"""What titles part the headline, its section and the outlet's name with."""
_SURE: Final = re.compile(rf"\s*(?:[{PIPES}_]|--+)\s*")
"""What parts nothing but these in Chinese, Japanese and Korean titles."""
_ANY_CJK: Final = re.compile(f"[{CJK}]")
_PIPE: Final = re.compile(rf"\s*[{PIPES}]\s*")
LONGEST_TAIL = 48
"""Size of a section's or outlet's name behind the headline of a title without spaces."""
KNOWN_SECTIONS: Final = frozenset(phrase_list(table("sections")["known"]))
"""Names of sections that stand as a label beside a headline."""


@lru_cache(maxsize=2048)
def comparable(text: str) -> str:
    """A text normalised for comparison: without case, width, quotation marks and punctuation."""
    return words_of(text)


def squeezed(text: str) -> str:
    """A name as it is compared: names are written with and without spaces."""
    return comparable(text).replace(" ", "")


def outlet_names(page: Page, index: PageIndex, stated: Statements) -> list[str]:
    """The outlet's names: those stated, the one in its file, its host, and those of its home page.

    A theme without statements names the blog in the link to its home page, and before "» Feed" in
    the title of its feed.
    """
    names = [name.text for name in stated.site_names]
    if len(names) > 1:  # the name of an app is often the page's title
        titles = {statement.text for statement in stated.headlines}
        sites = {name.text for name in stated.site_names if name.place != "meta"}
        names = [name for name in names if name in sites or name not in titles]
    for link in index.site_links[:MOST_LINKS]:
        if link.tag == "a":
            names.append(text_of(link)[:LONGEST_TITLE])
        elif "»" in (title := (link.get("title") or "")[:LONGEST_TITLE]):
            names.append(title.partition("»")[0].strip())
    if page.outlet is not None:
        names.append(page.outlet.name)
    host = host_name(page.url)
    if host:
        labels = host.split(".")[:-1]
        names += [host, ".".join(labels), *(one for one in labels if len(one) > SHORTEST_LABEL)]
    return [name for name in names if len(name) > 1]


def not_authors(page: Page, stated: Statements) -> list[str]:
    """Names of the outlet that are no authors, although pages state them as such.

    A blog may have its author's name: without an outlet file, a stated name that begins with a
    given name and contains no word of publications may be a person's.
    """
    names = [name.text for name in stated.site_names if not _may_be_person(name.text)]
    names.append(host_name(page.url))
    if page.outlet is not None:
        names += [page.outlet.name, *(name.text for name in stated.site_names)]
    return names


def _may_be_person(name: str) -> bool:
    words = comparable(name).split()
    return 2 <= len(words) <= 3 and begins_with_given_name(name) and PUBLICATIONS.isdisjoint(words)


def section_names(stated: Statements) -> frozenset[str]:
    """Names of sections in comparable form: those the page states, and those many outlets have."""
    names = [statement.text for statement in (*stated.sections, *stated.topics)]
    return KNOWN_SECTIONS.union(map(comparable, (*names, *stated.breadcrumbs[:-1])))


def without_outlet(
    title: str,
    outlets: Collection[str],
    known: Collection[str] = (),
    sections: Collection[str] = KNOWN_SECTIONS,
) -> str:
    """A title without the names of outlet and section at either end.

    `outlets` are the outlet's names as `squeezed` gives them.

    `known` are comparable forms of headings: a title, or a part of it before or after a separator,
    that equals one of them is the headline, whatever the rest is.
    """
    title = title[:LONGEST_TITLE]
    cuts = [match.span() for match in SEPARATOR.finditer(title)]
    if known:
        parts = [title, *(part for at, end in cuts for part in (title[:at], title[end:]))]
        equal = next((part for part in parts if comparable(part) in known), None)
        if equal is not None:
            return equal.strip(f" -–—{PIPES}")
    named = False
    while cuts:
        start, end = cuts[-1]
        if names_outlet(title[end:], outlets) or (named and comparable(title[end:]) in sections):
            title, named = title[:start], True
            cuts.pop()
        elif names_outlet(title[: cuts[0][0]], outlets):
            return without_outlet(title[cuts[0][1] :], outlets, known, sections)
        else:
            break
    return without_sections(_first_of_unspaced(title.strip()), sections)[0]


def without_sections(title: str, sections: Collection[str]) -> tuple[str, str | None]:
    """A title without the name of a section behind or before a bar, and the one before."""
    cuts = [match.span() for match in _PIPE.finditer(title)]
    label = None
    if not cuts:
        return title, label
    start, end = cuts[-1]
    if title[:start] and comparable(title[end:]) in sections:
        title = title[:start]
    start, end = cuts[0]
    if title[end:] and comparable(title[:start]) in sections:
        label, title = title[:start], title[end:]
    return title.strip(), label


def _first_of_unspaced(title: str) -> str:
    """The headline of "headline_section_outlet", as titles in Chinese, Japanese and Korean are set.

    It stands first and is the longest; what follows are short names.
    """
    if title.isascii() or not _ANY_CJK.search(title):
        return title
    first, *tails = _SURE.split(title)
    if not tails or not _ANY_CJK.search(first) or not all(tails):
        return title
    size = text_size(first)
    return first if all(text_size(tail) <= min(LONGEST_TAIL, size) for tail in tails) else title


def names_outlet(part: str, outlets: Collection[str]) -> bool:
    """Whether a part of a title is the outlet's name, a piece of it, or holds it and little more.

    `outlets` are the outlet's names as `squeezed` gives them.
    """
    name = squeezed(part)
    return not name or any(
        name == known or (len(name) > 3 and len(known) > 3 and (name in known or known in name))
        for known in outlets
        if len(name) <= 3 * len(known)
    )
