"""What the place of a printed date says against its being the column's.

Dates stand in captions, teasers, comments, boxes of events and profiles of members too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from archive.model.writing_systems import HAN, KANA, THAI
from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.class_names.comment_marks import ITEM, Mark, marks_by
from crawler.extraction.markup.index import AUTHOR_PATHS
from crawler.extraction.markup.page import Page, address_parts
from crawler.extraction.metadata.dates.printed_dates import POSTED, UPDATED
from crawler.extraction.text.months import is_weekday, month_of
from crawler.extraction.vocabulary.caseless import Caseless
from crawler.extraction.vocabulary.tables import alternatives, phrase_list, table, word_list

_TABLE: Final = table("dates")
CAPTION = "in a caption"
TEASER = "in a box of other columns"
OTHER = "of something else"
COMMENT = "in a discussion"
BESIDE_LINK = "beside a link to another column"
LINKING, CREDIT = "linking", "credit"
_BOX_WORDS = {
    word: why
    for why, words in (
        (CAPTION, _TABLE["caption_boxes"]),
        (TEASER, _TABLE["teaser_boxes"]),
        (OTHER, _TABLE["other_dates_boxes"]),
        (LINKING, _TABLE["linking_boxes"]),
        (CREDIT, _TABLE["credit_boxes"]),
    )
    for word in word_list(words)
}
"""Words of class and id names by what boxes so named say against the dates in them."""
_OF_COMMENTS = ITEM | Mark.THREAD | Mark.REPLIES | Mark.RECENT
_TEASERS: Final = frozenset(word_list(_TABLE["short_linking_boxes"]))
_OF_OTHER = Caseless.any_of(phrase_list(_TABLE["other_dates_patterns"]))
_HELD = Caseless.any_of(phrase_list(_TABLE["held_patterns"]))
_HELD_ON = re.compile(
    rf"\b(?:{alternatives(_TABLE['held_patterns'])})"
    rf"(?:(?:\s[^\s\d.:|•·/–—]{{1,20}}){{0,2}}\s(?-i:{alternatives(_TABLE['on_day_patterns'])})|\s?:)"
    r"(?:\s(?P<day>[^\W\d_]{1,20})[.,]?)?\s*(?=\d|$)",
    re.I,
)
"""What is held, and the day: "Conférence de presse le 4 mai 2019"."""
_FILED = re.compile(rf"\b(?:{alternatives(_TABLE['filed_patterns'])})\b", re.I)
"""What makes the name of such a thing a section's: "Filed under Festivals on May 4, 2019"."""
_SPAN = re.compile(
    r"(?:19|20)\d\d(?:\s?[–—]\s?|\s-\s)(?:[^\W\d]+\.?,?\s)?\d{1,2}\b[^\d|–—]{1,16}(?:19|20)\d\d\b"
)
"""From one day to another: "5 March 2019 – 9 May 2019", of an exhibition, or a life."""
_OF_PICTURE = Caseless.any_of(phrase_list(_TABLE["caption_patterns"]))
SMALL_BOX = 40
"""Elements of a box that may be one teaser; the column's own box has more."""
TITLE_WORDS, TEASER_WORDS = 4, 2
"""Words from which a link is the headline of another column; categories and names have fewer. In a
box named for teasers fewer are enough: it has a link to its column, and most names of sections have
one word."""
_UNSPACED_TITLE = re.compile(f"[{HAN}{KANA}{THAI}]{{10,}}")
"""The same in scripts that set no spaces."""
_PICTURES = frozenset(("img", "picture", "figure", "video", "amp-img"))
_NO_TITLES = frozenset(("author", "tag", "category"))
"""Relations of links whose words, however many, are a name or a section."""
LONGEST_NAMES = 200
"""Characters of class and id read."""


def against_place(page: Page, at: int, headline_at: int) -> str | None:
    """Why a date in an element may not be the column's, by the boxes it does not share with the
    headline; None where nothing speaks against it."""
    shared = {headline_at, *page.ancestors(headline_at)}
    weak = None
    for box in _boxes(page, at, shared):
        if page.tags[box] in ("figure", "figcaption"):
            return CAPTION
        if marks_by(page.tags[box], page.classes[box], page.ids[box]) & _OF_COMMENTS:
            return COMMENT
        names = f"{page.classes[box] or ''} {page.ids[box] or ''}"
        why = None if names.isspace() else _said_by(names[:LONGEST_NAMES])
        if why == CREDIT:
            why = CAPTION if _is_by_picture(page, box, shared) else None
        if why not in (None, LINKING):
            return why
        named = why == LINKING and not _TEASERS.isdisjoint(class_tokens(names[:LONGEST_NAMES]))
        fewest = TEASER_WORDS if named else TITLE_WORDS
        if (
            weak is None
            and page.ends[box] - box <= SMALL_BOX
            and _has_title_link(page, box, fewest)
        ):
            weak = BESIDE_LINK
        if weak and why:
            return TEASER
    return weak


def against_words(label: str, line: str) -> str | None:
    """Why a date is not the column's by the words in front of it, or about it on its line."""
    if _OF_OTHER.search(label):
        return OTHER
    if _SPAN.search(line) and not UPDATED.search(line):
        return OTHER
    if _is_held(label):
        return OTHER
    return CAPTION if _OF_PICTURE.search(line) else None


def _is_held(label: str) -> bool:
    """Whether the words in front of a date say what is held on it."""
    held = _HELD_ON.search(label) if _HELD.search(label) else None
    if held is None or POSTED.search(label) or _FILED.search(label):
        return False
    day = held["day"]  # or what it is about: "Summit on Grain, 4 May 2019"
    return not day or month_of(day) is not None or is_weekday(day)


def _boxes(page: Page, at: int, shared: set[int]) -> Iterator[int]:
    """Elements around a place, and its own, up to those that hold the headline too."""
    for box in (at, *page.ancestors(at)):
        if box in shared:
            return
        yield box


@lru_cache(maxsize=5_000)
def _said_by(names: str) -> str | None:
    return next((_BOX_WORDS[word] for word in class_tokens(names) if word in _BOX_WORDS), None)


def _is_by_picture(page: Page, box: int, shared: set[int]) -> bool:
    """Whether a picture is in a box or right before it, or in a small one around both; the credits
    of a text name its author and its day."""
    around = page.parents[box]
    apart = around not in shared and page.ends[around] - around <= SMALL_BOX
    first = around if apart else box - 1
    return not _PICTURES.isdisjoint(page.tags[first : page.ends[around if apart else box]])


def _has_title_link(page: Page, box: int, fewest: int) -> bool:
    """Whether a box has a link to another page of the outlet, of at least so many words."""
    own = urlsplit(page.url)
    for at in range(box, page.ends[box]):
        if page.tags[at] != "a":
            continue
        href, relation = page.elements[at].get("href") or "", page.elements[at].get("rel") or ""
        if not _NO_TITLES.isdisjoint(relation.lower().split()) or AUTHOR_PATHS.search(href.lower()):
            continue
        words = "".join(page.elements[at].itertext()).split()
        long = len(words) >= fewest or any(map(_UNSPACED_TITLE.search, words))
        if not long or href.startswith(("#", "mailto:", "javascript:")):
            continue
        if (to := address_parts(href)) is None or to.netloc not in ("", own.netloc):
            continue
        if to.path.rstrip("/") not in ("", own.path.rstrip("/")):
            return True
    return False
