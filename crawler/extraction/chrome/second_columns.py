"""Other columns below the column, each with a headline of its own: what endless pages load.

A second headline is one that looks like the first, which the page states to be its own: of the same
tag, and above a text of its own in a box of its own. It has a day of its own beside it, as the
first has if they are no `h1`, or both have the same names throughout: chapters, questions and the
sides of a debate have headings like the first, and no days. Days of a diary have them, and the
whole has none. Entries of a ticker stand in the column's box or have hours, and a list of teasers
has little text for each.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.element_text import UNSEEN_TAGS, text_at, text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.text.dates import parse_date
from crawler.extraction.text.tidying import words_of

KIND = "other-column"
MOST_HEADINGS = 40
"""Headings looked at on a page; endless pages come with two to five columns."""
SHORTEST_HEADLINE = 8
"""Characters of a headline by which a page's statements are compared."""
LONGEST_NAMES = 200
"""Characters of class names that are looked at."""
LONGEST_DATE = 100
"""Characters of a date that are looked at."""
LEAST_TEXT = 200
"""Characters in sentences under a headline, from which there is a column under it."""
MOST_COLUMNS = 5
"""Other columns on a page; more boxes with a heading each are parts of one, or a list."""
SHORTEST_RUN = 40
"""Characters of a run of text that is a sentence."""
_STATED = ("og:title", "twitter:title", "dc.title", "headline", "parsely-title")
_PART = re.compile(r"\W*(?:\w+\W+)?(?:[IVXLC]+|\d+)\s*(?:[.):–—-]|$)|\W*第")
"""How headings of parts begin: a number, or a word and a number."""
_LIVE = re.compile(r"\"@type\"\s*:\s*\[?\s*\"LiveBlogPosting\"")
_NUMBER = re.compile(r"\d+")
_HOUR = re.compile(r"\D*\d{1,2}\s?[:.h]\s?\d{2}\D*")
_NO_TEXT = frozenset(("h2", "h3", "h4", "figcaption"))
"""Tags of standfirsts and captions between a headline and its day."""
_DATE_NAMES = frozenset("date time dateline timestamp published".split())
_DATE_STATEMENTS = frozenset(("datepublished", "datecreated"))


def find_second_columns(page: Page, index: PageIndex, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The boxes of other columns that follow the page's own, outside `claims`."""
    headings = [one.at for one in islice(index.headings, MOST_HEADINGS)]
    tags = [page.tags[at] for at in headings]
    if len(tags) == len(set(tags)):
        return ()
    inside = page.inside(claim.element for claim in claims)
    headings = [at for at in headings if not inside[at]]
    first = _own_headline(page, index, headings)
    if first is None:
        return ()
    own = words_of(text_at(page, first))
    boxes: list[int] = []
    for at in headings:
        if at <= first or page.tags[at] != page.tags[first]:
            continue
        if boxes and at < page.ends[boxes[-1]]:
            continue
        box = _box_of(page, at, first)
        if box is None or not _is_column(page, box, at):
            continue
        if not (_are_dated(page, box, at, first) or _is_named_alike(page, index, at, first)):
            continue
        text = text_at(page, at)
        if words_of(text) not in ("", own) and not _PART.match(text):
            boxes.append(box)
    if not 0 < len(boxes) <= MOST_COLUMNS or _text_between(page, first, boxes) < LEAST_TEXT:
        return ()
    if any(map(_LIVE.search, index.json_ld)):
        return ()
    return tuple(Claim(page.elements[at], KIND, f"{KIND}: second headline") for at in boxes)


def _own_headline(page: Page, index: PageIndex, headings: Sequence[int]) -> int | None:
    """Number of the heading that the page states to be its headline."""
    stated = {words_of(text) for name in _STATED for text in index.metas.get(name, ())}
    title = f" {words_of(index.titles[0])} " if index.titles else ""
    for at in sorted(headings, key=lambda at: page.tags[at] != "h1"):
        text = words_of(text_at(page, at))
        if len(text) >= SHORTEST_HEADLINE and (text in stated or title.startswith(f" {text} ")):
            return at
    return None


def _box_of(page: Page, at: int, first: int) -> int | None:
    """Number of the box of a later heading, if it is one like the first's or an `article`.

    It stands beside the first's box, under the same element; an `h1` may have any `article` around
    it that is none of the first's.
    """
    box = at
    for above in page.ancestors(at):
        if above <= first < page.ends[above]:
            break
        box = above
    if box == at:
        return None
    if page.tags[at] == "h1":
        for inner in (at, *page.ancestors(at)):
            if page.tags[inner] == "article":
                if not any(page.tags[above] == "article" for above in page.ancestors(first)):
                    return box
                return box if not _shares_article(page, inner, first) else None
            if inner == box:
                break
    common = page.parents[box]
    beside = next((one for one in page.ancestors(first) if page.parents[one] == common), None)
    if beside is None or page.classes[at] != page.classes[first]:
        return None
    alike = page.tags[box] == page.tags[beside] and _look(page, box) == _look(page, beside)
    return box if alike and (page.classes[box] or page.tags[box] == "article") else None


def _shares_article(page: Page, article: int, first: int) -> bool:
    """Whether the `article` of a heading stands in one that the first headline stands in too."""
    around = {one for one in page.ancestors(first) if page.tags[one] == "article"}
    return any(above in around for above in page.ancestors(article))


def _look(page: Page, at: int) -> str:
    return _NUMBER.sub("", page.classes[at] or "")


def _is_column(page: Page, box: int, heading: int) -> bool:
    """Whether a box is headed by a heading and has a text under it."""
    before = sum(_runs(page, range(box, heading)))
    return before < LEAST_TEXT and sum(_runs(page, range(heading, page.ends[box]))) >= LEAST_TEXT


def _are_dated(page: Page, box: int, heading: int, first: int) -> bool:
    """Whether a heading in a box has a day beside it, and the first headline has, if no `h1`."""
    if not _is_dated(page, range(box, page.ends[box]), heading):
        return False
    if page.tags[first] == "h1":
        return True
    around_first = (one for one in (first, *page.ancestors(first)) if page.ends[one] <= box)
    return _is_dated(page, range(min(around_first), box), first)


def _is_dated(page: Page, inside: range, heading: int) -> bool:
    """Whether a day is marked as a date around a heading, before most of the text."""
    read = 0
    for at in inside:
        if _is_day(page, at):
            return True
        if at > heading and page.tags[at] not in _NO_TEXT:
            read += sum(_runs(page, range(at, at + 1)))
        if read >= LEAST_TEXT:
            break
    return False


def _is_day(page: Page, at: int) -> bool:
    """Whether an element is marked as a date and says a day, and not merely an hour of it."""
    element, names = page.elements[at], page.classes[at]
    stated = element.get("datetime") or element.get("content")
    if not (
        page.tags[at] == "time"
        or (element.get("itemprop") or "").lower() in _DATE_STATEMENTS
        or (names and not _DATE_NAMES.isdisjoint(class_tokens(names[:LONGEST_NAMES])))
    ):
        return False
    printed = text_of(element)[:LONGEST_DATE]
    if _HOUR.fullmatch(printed):
        return False
    dates = (parse_date(text) for text in (stated, printed) if text)
    return any(date is not None and date.precision not in ("year", "month") for date in dates)


def _is_named_alike(page: Page, index: PageIndex, at: int, first: int) -> bool:
    """Whether a later heading is named as a headline just as the first is, and so are the `article`
    elements around both."""
    names = page.classes[first]
    if not names or page.classes[at] != names or all(one.at != at for one in index.marked["title"]):
        return False
    articles = [
        next((one for one in page.ancestors(heading) if page.tags[one] == "article"), None)
        for heading in (first, at)
    ]
    looks = {_look(page, one) if one is not None else "" for one in articles}
    return len(looks) == 1 and "" not in looks and articles[0] != articles[1]


def _text_between(page: Page, first: int, boxes: Sequence[int]) -> int:
    """Characters in sentences between the column's headline and the first of the other columns."""
    return sum(_runs(page, range(first, boxes[0])))


def _runs(page: Page, inside: range) -> Iterator[int]:
    """Lengths of the runs of text that are sentences, right in some elements or behind them."""
    unseen_ends = 0
    for at in inside:
        if page.tags[at] in UNSEEN_TAGS:
            unseen_ends = max(unseen_ends, page.ends[at])
        if at < unseen_ends or page.tags[at] == "a":
            continue
        for text in (page.texts[at], page.tails[at] if page.ends[at] < inside.stop else None):
            if text and len(text.encode()) >= SHORTEST_RUN:
                yield len(text.encode()) if not text.isascii() else len(text)
