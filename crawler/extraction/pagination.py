"""The next page of a column that is split over several pages.

A next page has the column's address with the next number in it. "Next post", the next page of a
listing and comment pages have other addresses or are in other places (comment pages are found in
`comments.comment_pages`).
"""

import re
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.extraction.markup.element_text import raw_text
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.tables import alternatives, table, word_list
from crawler.urls.hosts import host_name

MOST_PAGES = 99
"""Pages of one column at most; a higher number in an address is an id, a day or a year."""
SHORTEST_PATH = 4
"""Characters of a relative link that is only a number: "2/", "./3"."""
LONGEST_LABEL = 40
"""Characters of the label of a link to a next page: "Weiter auf Seite 2: Was daraus wurde"."""

_TABLE: Final = table("pagination")
_PARAMETERS = frozenset(word_list(_TABLE["parameters"]))
_NUMBERED_PATH = re.compile(
    r"(?P<stem>.*?[^/\d])(?:/(?:page|seite|pagina|p)?-?|(?P<mark>[-_,;](?:p|page|seite|s)?-?))"
    r"(?P<number>\d{1,2})(?P<end>/?|\.\w{3,5})",
    re.I,
)
_NUMBERED_SEGMENT = re.compile(r"(?:page|seite|pagina|p)?-?(?P<number>\d{1,2})", re.I)
"""The same where the name before the number also ends in a number."""
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_TRAILING_NUMBER = re.compile(r"(?:[-_,;]?(?:page|seite|p|s)?-?\d{1,2})?$")
_NAMES = re.compile(alternatives(_TABLE["box_patterns"]), re.I)
"""Class names of boxes with the page numbers of a column."""
_LISTING = re.compile(rf"/(?:{alternatives(_TABLE['listing_patterns'])})(?:/|$)", re.I)
_LABEL = re.compile(rf"(?:{alternatives(_TABLE['label_patterns'])})[\s.:›»→>]*", re.I)


class _Numbered(NamedTuple):
    """An address without its page number, the number, and how the address has it."""

    stem: str
    number: int
    explicit: bool
    in_path: bool


def find_next_page(page: Page, index: PageIndex, claims: Iterable[Claim]) -> str | None:
    """Address of the column's next page, or None where there is none.

    Links inside the claimed discussion lead to comment pages and do not count.
    """
    path = urlsplit(page.url).path
    if path in ("", "/") or _LISTING.search(path):
        return None
    column = _TRAILING_NUMBER.sub("", path.rstrip("/")).rstrip("/")
    column_name = _TRAILING_NUMBER.sub("", column.rpartition("/")[2].partition(".")[0])
    hrefs: set[str] = set()
    numbered = []
    for href, link in index.addresses:
        if column_name in href or len(href) <= SHORTEST_PATH or href[0] == "?":
            hrefs.add(href)
            if _NUMBER.search(href, max(0, href.rfind(column_name))):
                numbered.append((href, link))
    if not numbered:
        return None
    discussion = {claim.element for claim in claims if claim.kind == "discussion"}
    here = _readings(page.url)
    unnumbered: set[str] | None = None
    for href, link in numbered:
        target = page.link(href)
        known = _reading_before(here, target) if target and "#" not in href else None
        if known is None or not _is_labelled_next(link):
            continue
        if not discussion.isdisjoint(link.iterancestors()):
            continue
        # A number in the path may be an id; if it numbers pages, the first page is linked too.
        if not (known.explicit and known.in_path):
            return target
        if unnumbered is None:
            unnumbered = _unnumbered(page, hrefs)
        if known.stem in unnumbered:
            return target
    return None


def _unnumbered(page: Page, hrefs: Iterable[str]) -> set[str]:
    """The addresses without a page number that links lead to."""
    return {
        there.stem
        for href in hrefs
        if (target := page.link(href))
        for there in _readings(target)
        if not there.explicit
    }


def _reading_before(here: Collection[_Numbered], target: str) -> _Numbered | None:
    """The reading of this page's address whose number is one less than the target's."""
    if not any(known.number + 1 in map(int, _NUMBER.findall(target)) for known in here):
        return None
    for there in _readings(target):
        for known in here:
            if there.explicit and there.stem == known.stem and there.number == known.number + 1:
                return known
    return None


def _readings(address: str) -> list[_Numbered]:
    """The possible readings of an address as a numbered page; without a number it is the first."""
    parts = urlsplit(address)
    host = host_name(address)
    query = parse_qsl(parts.query, keep_blank_values=True)
    rest = [(name, value) for name, value in query if name.lower() not in _PARAMETERS]
    kept = urlencode(sorted(rest))
    path = parts.path.rstrip("/")
    readings = []
    for name, value in query:
        if name.lower() in _PARAMETERS and value.isdecimal() and int(value) <= MOST_PAGES:
            readings.append(_Numbered(f"{host}{path}?{kept}", int(value), True, False))
    if readings:
        return readings
    readings.append(_Numbered(f"{host}{path}?{kept}", 1, False, True))
    stem, dot, ending = path.rpartition(".")
    if dot and "/" not in ending:  # column.html is page 1 of column-2.html
        readings.append(_Numbered(f"{host}{stem}?{kept}", 1, False, True))
    if match := _NUMBERED_PATH.fullmatch(path):
        stem = f"{host}{match['stem']}?{kept}"
        readings.append(_Numbered(stem, int(match["number"]), True, True))
    elif segment := _NUMBERED_SEGMENT.fullmatch(path.rpartition("/")[2]):
        stem = path.rpartition("/")[0]
        if not stem.rpartition("/")[2].isdecimal():  # /election-2016/2, but not /2016/11/2
            readings.append(_Numbered(f"{host}{stem}?{kept}", int(segment["number"]), True, True))
    return readings


def _is_labelled_next(link: Element) -> bool:
    """Whether a link is labelled as the next page, or is in a box of page numbers."""
    rel = (link.get("rel") or "").lower().split()
    if "next" in rel:
        return True
    if link.tag == "link":
        return False
    label = " ".join(raw_text(link).split())
    if len(label) > LONGEST_LABEL:
        return False
    if _LABEL.fullmatch(label):
        return True
    parent = link.getparent()
    around = [link, *([parent] if parent is not None else [])]
    return any(_NAMES.search(element.get("class") or "") for element in around)
