"""Walls: pages that ask to subscribe, to register or to log in, in place of a column.

Structure decides before wording: a wall is headed by what it asks for and nothing else, speaks of
little else, and has the form or the prices to go with it. A column has a headline of its own, an
author or a date, or a longer text. In doubt it is a column.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import islice, takewhile
from typing import Final

from archive.text.sizes import text_size
from crawler.extraction.body.body import Body
from crawler.extraction.buttons import LONGEST_LABEL, buttons_of, text_in
from crawler.extraction.markup.element_text import UNSEEN_TAGS
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.asks import ASK, SUBJECT
from crawler.extraction.vocabulary.tables import alternatives, table

LONGEST = 1500
"""Size of the text on a wall, with what its plans offer."""
LONGEST_PROSE, MOST_PROSE, SHORTEST_PROSE = 500, 2, 120
"""Size and number of its blocks of prose, which have this size and more each."""
MOST_ABOUT = 0.5
"""At least this share of its text stands in paragraphs that speak of what it asks."""
LONGEST_WITH_LINKS = 300
"""Size of a text with two links, and no form or price, all of which speaks of that."""
MOST_BEFORE = 40
"""Size of its own text before its heading, besides links and other headings: a motto."""
MOST_HEADINGS, MOST_INPUTS = 20, 20
"""Headings of a level, and inputs, that are looked at."""

_TABLE: Final = table("page_kinds")["wall"]
_TITLE_END = re.compile(r"\s[|–—·:»‹-]+\s")
_OTHER = re.compile(alternatives(_TABLE["other_patterns"]), re.I)
_CURRENCY = (
    r"(?:[$€£¥₹₽₺₩₪₴₫฿﷼円元원]|\b(?:eur|euros?|usd|gbp|chf|kr|zł|pln|kč|ft|lei|tl|руб|грн|rs)\b)"
)
_PRICE = re.compile(rf"{_CURRENCY}\.?\s?\d|\d\s?{_CURRENCY}", re.I)
_READER = re.compile(r"e-?mail|user-?_?name|passw|\blogin\b", re.I)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NO_PROSE = _HEADINGS | UNSEEN_TAGS | {"a"}
BESIDE = frozenset(("nav", "footer", "aside", "dialog"))
_OWN_PHRASES = frozenset(("login-prompt", "subscribe"))
"""Kinds of furniture whose phrases a wall has in its own text."""


def is_wall_page(page: Page, index: PageIndex, claims: Iterable[Claim], body: Body) -> bool:
    """Whether a page's heading, text and buttons ask to subscribe, to register or to log in."""
    texts = [block.text for block in body.blocks]
    prose = [size for size in map(text_size, texts) if size >= SHORTEST_PROSE]
    if len(prose) > MOST_PROSE or sum(prose) > LONGEST_PROSE:
        return False
    about = sum(len(text) for text in texts if SUBJECT.search(text) or _PRICE.search(text))
    if about < MOST_ABOUT * sum(map(len, texts)):
        return False
    beside = _beside(page, claims)
    names = outlet_names(page, index)
    heading = _heading(page, names, beside)
    label = text_in(page, heading) if heading else _TITLE_END.split(*index.titles[:1] or ("",))[0]
    if not _asks(label, names):
        return False
    if _text_before(page, heading or 0, beside) > MOST_BEFORE:
        return False
    under = [at for at in _under(page, heading or 0) if not beside[at]]
    asked = {at: text.lower() for at, text in buttons_of(page, under) if _asks(text, names)}
    box = _box(page, body, heading or 0, asked)
    under = [at for at in under if at in box]
    return bool(under) and (
        _is_for_readers(page, [at for at in under if page.tags[at] == "input"], heading or 0)
        or any(
            _PRICE.search(page.texts[at] or "") for at in under if page.tags[at] not in UNSEEN_TAGS
        )
        or (
            len(set(asked.values())) > 1
            and sum(map(text_size, texts)) <= LONGEST_WITH_LINKS
            and all(map(SUBJECT.search, texts))
        )
    )


def _text_before(page: Page, heading: int, beside: bytearray) -> int:
    """Size of the page's own text before a heading: that of a column has no headline."""
    start = page.tags.index("body") if "body" in page.tags else 0
    own = (at for at in range(start, heading) if not beside[at] and page.tags[at] not in _NO_PROSE)
    return sum(text_size((page.texts[at] or "").strip()) for at in own)


def _under(page: Page, heading: int) -> range:
    """Numbers of the elements behind a heading, up to the next of its level or a higher one."""
    level = page.tags[heading]
    ends = (
        at
        for at in range(heading + 1, len(page.tags))
        if page.tags[at] in _HEADINGS and page.tags[at] <= level
    )
    return range(heading + 1, next(ends, len(page.tags)) if heading else len(page.tags))


def _box(page: Page, body: Body, heading: int, buttons: Iterable[int]) -> range:
    """Numbers of the elements in the box with a heading, the first of its buttons, and the text;
    none where the text is not there, or some of it precedes the heading."""
    button = min(buttons, default=None)
    if button is None or any(page.numbers[at] < heading for at in body.elements):
        return range(0)
    at = next((at for at in page.ancestors(heading) if button < page.ends[at]), 0)
    box = range(at, page.ends[at])
    texts = zip(body.blocks, body.elements, strict=True)
    held = sum(len(block.text) for block, at in texts if page.numbers[at] in box)
    return box if held >= MOST_ABOUT * sum(len(block.text) for block in body.blocks) else range(0)


def _beside(page: Page, claims: Iterable[Claim]) -> bytearray:
    """For each element 1 where it is no part of the page's own text, but stands beside it."""
    return page.inside(
        (
            *(page.elements[at] for at in page.tagged(*BESIDE)),
            *(
                claim.element
                for claim in claims
                if claim.kind not in _OWN_PHRASES or not claim.rule.startswith("phrase")
            ),
        )
    )


def _asks(label: str, names: Collection[str]) -> bool:
    """Whether a title, a heading or a button asks a reader to subscribe, register or log in."""
    label = " ".join(label.split())
    if len(label) > LONGEST_LABEL or _OTHER.search(label):
        return False
    for name in names:
        label = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", label)
    return ASK.fullmatch(label) is not None


def outlet_names(page: Page, index: PageIndex) -> Collection[str]:
    """Names of the outlet that the page or its file states, or prints as its link home."""
    links = (at for at in page.tagged("a") if _is_home(page, page.elements[at]))
    printed = (" ".join(text_in(page, at).split()) for at in islice(links, MOST_HEADINGS))
    stated = (*index.metas.get("og:site_name", ()), page.outlet.name if page.outlet else "")
    return {name for name in (*stated, *printed) if name and not ASK.fullmatch(name)}


def _heading(page: Page, names: Collection[str], beside: bytearray) -> int | None:
    """Number of the first heading of the highest level that is not the outlet's name."""
    for level in ("h1", "h2", "h3"):
        headings = (at for at in page.tagged(level) if not beside[at])
        for at in islice(headings, MOST_HEADINGS):
            text = text_in(page, at)
            if text and text not in names and not _leads_home(page, at):
                return at
    return None


def _leads_home(page: Page, heading: int) -> bool:
    """Whether a heading links to the home page, as an outlet's name does."""
    around = next(page.ancestors(heading), heading)
    links = (at for at in (around, *range(heading, page.ends[heading])) if page.tags[at] == "a")
    link = next(links, None)
    return link is not None and _is_home(page, page.elements[link])


def _is_home(page: Page, link: Element) -> bool:
    target = page.link(link.get("href"))
    return target is not None and target.split("/", 3)[3:] in ([], [""])


def _is_for_readers(page: Page, inputs: Sequence[int], heading: int) -> bool:
    """Whether an input takes a password, or takes a name or e-mail address under that heading.

    A box of a newsletter has a heading of its own, of a lower level, or names the newsletter.
    """
    boxes: set[int] = set()
    for at in inputs[:MOST_INPUTS]:
        field = page.elements[at]
        kind = (field.get("type") or "text").lower()
        if kind == "password":
            return True
        names = " ".join(field.get(name) or "" for name in ("name", "id", "autocomplete"))
        if kind == "email" or (kind == "text" and _READER.search(names)):
            *_, box = (at, *takewhile(lambda box: box > heading, page.ancestors(at)))
            boxes.add(box)
    return page.tags[heading] == "h1" and any(
        _HEADINGS.isdisjoint(page.tags[box : page.ends[box]])
        and _OTHER.search(text_in(page, box, most=LONGEST)) is None
        for box in boxes
    )
