"""Walls: pages that ask to subscribe, to register or to log in, in place of a column.

Structure decides before wording: a wall is headed by what it asks for, speaks of little else, and
has the form or the prices to go with it. A column has a headline of its own, or a longer text.
"""

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from archive.model.writing_systems import CJK
from crawler.extraction.body.body import Body
from crawler.extraction.buttons import LONGEST_LABEL, buttons_of, text_in
from crawler.extraction.markup.element_text import UNSEEN_TAGS
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.vocabulary.tables import alternatives, table

LONGEST = 1500
"""Characters of text on a wall, with what its plans offer."""
LONGEST_PROSE, MOST_PROSE, SHORTEST_PROSE = 500, 2, 120
"""Characters and number of its blocks of prose, which have so many characters and more each."""
MOST_ABOUT = 0.5
"""At least this share of its text stands in paragraphs that speak of what it asks."""

_TABLE: Final = table("page_kinds")["wall"]
_ASK = re.compile(
    rf"\W*(?:{'|'.join(map(alternatives, _TABLE['ask_patterns'].values()))})(?!\w).{{0,60}}",
    re.I | re.S,
)
_OTHER = re.compile(alternatives(_TABLE["other_patterns"]), re.I)
_SUBJECT = re.compile("|".join(map(alternatives, _TABLE["subject_patterns"].values())), re.I)
_CURRENCY = (
    r"(?:[$€£¥₹₽₺₩₪₴₫฿﷼円元원]|\b(?:eur|euros?|usd|gbp|chf|kr|zł|pln|kč|ft|lei|tl|руб|грн|rs)\b)"
)
_PRICE = re.compile(rf"{_CURRENCY}\.?\s?\d|\d\s?{_CURRENCY}", re.I)
_WIDE = re.compile(f"[{CJK}]")
_READER = re.compile(r"e-?mail|user-?_?name|passw|\blogin\b", re.I)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BESIDE = frozenset(("nav", "footer", "aside", "dialog"))
_OWN_PHRASES = frozenset(("login-prompt", "subscribe"))
"""Kinds of furniture whose phrases a wall has in its own text."""


def is_wall_page(page: Page, index: PageIndex, claims: Iterable[Claim], body: Body) -> bool:
    """Whether a page's heading, text and buttons ask to subscribe, to register or to log in."""
    texts = [block.text for block in body.blocks]
    prose = [size for size in map(_size, texts) if size >= SHORTEST_PROSE]
    if len(prose) > MOST_PROSE or sum(prose) > LONGEST_PROSE:
        return False
    about = sum(len(text) for text in texts if _SUBJECT.search(text) or _PRICE.search(text))
    if about < MOST_ABOUT * sum(map(len, texts)):
        return False
    beside = _beside(page, claims)
    heading = _heading(page, index, beside)
    if heading is not None and _asks(text_in(page, heading)):
        first = heading
    elif any(map(_asks, index.titles[:1])):
        first = 0
    else:
        return False
    own = [at for at in range(first + 1, len(page.tags)) if not beside[at]]
    asked = {at: label.lower() for at, label in buttons_of(page, own) if _asks(label)}
    return _are_about(page, body, first, asked) and (
        len(set(asked.values())) > 1
        or any(_is_for_readers(page, at, first) for at in own if page.tags[at] == "input")
        or any(
            _PRICE.search(page.texts[at] or "") for at in own if page.tags[at] not in UNSEEN_TAGS
        )
    )


def _are_about(page: Page, body: Body, heading: int, buttons: Iterable[int]) -> bool:
    """Whether the page's text stands in one box with a heading and the first of its buttons."""
    button = min(buttons, default=None)
    if button is None:
        return False
    box = next((at for at in page.ancestors(heading) if button < page.ends[at]), 0)
    texts = zip(body.blocks, body.elements, strict=True)
    held = sum(len(block.text) for block, at in texts if box <= page.numbers[at] < page.ends[box])
    return held >= MOST_ABOUT * sum(len(block.text) for block in body.blocks)


def _size(text: str) -> int:
    """Characters of a text, ideographs counted double."""
    return len(text) + len(_WIDE.findall(text))


def _beside(page: Page, claims: Iterable[Claim]) -> bytearray:
    """For each element 1 where it is no part of the page's own text, but stands beside it."""
    return page.inside(
        (
            *(page.elements[at] for at, tag in enumerate(page.tags) if tag in _BESIDE),
            *(
                claim.element
                for claim in claims
                if claim.kind not in _OWN_PHRASES or not claim.rule.startswith("phrase")
            ),
        )
    )


def _asks(label: str) -> bool:
    """Whether a title, a heading or a button asks a reader to subscribe, register or log in."""
    label = " ".join(label.split())
    return (
        len(label) <= LONGEST_LABEL
        and _ASK.fullmatch(label) is not None
        and _OTHER.search(label) is None
    )


def _heading(page: Page, index: PageIndex, beside: bytearray) -> int | None:
    """Number of the first heading of the highest level that is not the outlet's name."""
    names = index.metas.get("og:site_name", ())
    for level in ("h1", "h2", "h3"):
        for at, tag in enumerate(page.tags):
            if tag != level or beside[at] or _leads_home(page, at):
                continue
            if (text := text_in(page, at)) and text not in names:
                return at
    return None


def _leads_home(page: Page, heading: int) -> bool:
    """Whether a heading links to the home page, as an outlet's name does."""
    around = next(page.ancestors(heading), heading)
    links = (at for at in (around, *range(heading, page.ends[heading])) if page.tags[at] == "a")
    target = next((page.link(page.elements[at].get("href")) for at in links), None)
    return target is not None and target.split("/", 3)[3:] in ([], [""])


def _is_for_readers(page: Page, at: int, heading: int) -> bool:
    """Whether an input takes a password, or takes a name or e-mail address under that heading.

    A box of a newsletter has a heading of its own, of a lower level, or names the newsletter.
    """
    field = page.elements[at]
    kind = (field.get("type") or "text").lower()
    if kind == "password":
        return True
    names = " ".join(field.get(name) or "" for name in ("name", "id", "autocomplete"))
    if page.tags[heading] != "h1" or not (
        kind == "email" or (kind == "text" and _READER.search(names))
    ):
        return False
    *_, box = (at, *takewhile(lambda box: box > heading, page.ancestors(at)))
    return (
        _HEADINGS.isdisjoint(page.tags[box : page.ends[box]])
        and _OTHER.search(text_in(page, box, most=LONGEST)) is None
    )
