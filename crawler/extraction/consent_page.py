"""Pages of consent: the question about cookies and partners that stands in place of a column.

Structure decides before wording: what a banner asks beside a column is not the page's text, and a
column about privacy has no button by which its reader consents.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from archive.text.sizes import text_size
from crawler.extraction.body.body import Body
from crawler.extraction.buttons import LONGEST_LABEL, buttons_of, text_in
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.vocabulary.caseless import Caseless
from crawler.extraction.vocabulary.tables import (
    alternatives,
    phrase_list,
    table,
    word_list,
)

LONGEST = 4000
"""Size of the text on a page of consent; those that offer a subscription instead have 2,500."""
MOST_ABOUT = 0.6
"""At least this share of its text stands in paragraphs that speak of consent and its subjects, and
in the box with the button."""
FEWEST_SUBJECTS = 3
"""Subjects of which it speaks; one less where its heading or markup says what it is."""
LONGEST_NOTICE = 1500
"""Size of a notice in a page's data: a banner's text with what each purpose means."""
COOKIES = 0
"""The number of the subject without which a text is no such notice."""
SHORTEST_QUESTION = 60
"""Size of the text to which a button belongs."""
MOST_BUTTONS = 10
FARTHEST = 15
"""Elements around a button among which the box with its text is looked for."""

_TABLE: Final = table("page_kinds")["consent"]
_SUBJECTS = tuple(
    Caseless.any_of(phrase_list(patterns)) for patterns in _TABLE["subject_patterns"].values()
)
_ACCEPT = re.compile(
    rf"\W*(?:{'|'.join(map(alternatives, _TABLE['accept_patterns'].values()))})\W*", re.I
)
_TITLE = re.compile(
    rf"\W*(?:{'|'.join(map(alternatives, _TABLE['title_patterns'].values()))})\W*"
    r"(?:\s[|–—·:»-]+\s.*)?",
    re.I | re.S,
)
_NAMES = re.compile(
    rf"(?:^|[\s/_-])(?:{'|'.join(map(re.escape, word_list(_TABLE['names'])))})(?:$|[\s/?_-])", re.I
)
_HEADINGS = frozenset(("h1", "h2", "h3"))


def is_consent_page(page: Page, index: PageIndex, body: Body) -> bool:
    """Whether a page's text asks for consent, with a button to give it, and does little else."""
    size = about = sum(len(block.text) for block in body.blocks)
    spoken_of: set[int] = set()
    for block in body.blocks:
        named = _subjects_of(block.text)
        spoken_of |= named
        about -= 0 if named else len(block.text)
        if about < MOST_ABOUT * size:
            return False  # whatever the rest speaks of
    if len(spoken_of) < FEWEST_SUBJECTS - 1:
        return False
    if not _holds_the_text(page, index, body, MOST_ABOUT * size):
        return False
    return len(spoken_of) >= FEWEST_SUBJECTS or _says_so(page, index)


def _subjects_of(text: str) -> set[int]:
    return {at for at, pattern in enumerate(_SUBJECTS) if pattern.search(text)}


def is_notice(paragraphs: Sequence[str]) -> bool:
    """Whether a short text is a notice about cookies: all its paragraphs speak of such subjects."""
    if sum(map(text_size, paragraphs)) > LONGEST_NOTICE:
        return False
    subjects = [_subjects_of(text) for text in paragraphs]
    named = set[int]().union(*subjects)
    return all(subjects) and COOKIES in named and len(named) > FEWEST_SUBJECTS


def _holds_the_text(page: Page, index: PageIndex, body: Body, least: float) -> bool:
    """Whether a button of consent belongs to the page's text, and not to a banner's beside it."""
    places = [page.numbers[element] for element in body.elements]

    def is_around(box: int) -> bool:
        inside = range(box, page.ends[box])
        texts = zip(body.blocks, places, strict=True)
        return sum(len(block.text) for block, place in texts if place in inside) >= least

    column = _column(page, index, is_around)
    return any(
        (box := _box_around(page, button)) is not None
        and is_around(box)
        and (column is None or button in column)
        for button in _accepting(page)
    )


def _column(page: Page, index: PageIndex, is_around: Callable[[int], bool]) -> range | None:
    """Numbers of the elements in the smallest box with the headline and the text; None where it is
    the question's, by its heading or the names of the boxes around it."""
    if _heading_says_so(page, index):
        return None
    for headline in page.tagged("h1"):
        around = list(page.ancestors(headline))
        box = next(filter(is_around, around), None)
        if box is not None:
            is_named = any(_is_named(page, at) for at in around)
            return None if is_named else range(box, page.ends[box])
    return None


def _accepting(page: Page) -> Iterator[int]:
    """Numbers of the first elements that are buttons, or links, by which a reader consents."""
    found = (
        at for at, label in buttons_of(page, range(len(page.tags))) if _ACCEPT.fullmatch(label)
    )
    return islice(found, MOST_BUTTONS)


def _box_around(page: Page, button: int) -> int | None:
    """Number of the nearest element that holds a button with the text that it answers."""
    for steps, around in enumerate(page.ancestors(button)):
        if steps == FARTHEST:
            return None
        text = text_in(page, around, most=LONGEST)
        if text_size(text) >= SHORTEST_QUESTION and _subjects_of(text):
            return around
    return None


def _says_so(page: Page, index: PageIndex) -> bool:
    """Whether a title, a heading or the name of a box says that the page asks for consent."""
    return _heading_says_so(page, index) or any(_is_named(page, at) for at in range(len(page.tags)))


def _heading_says_so(page: Page, index: PageIndex) -> bool:
    headings: Sequence[str] = [text_in(page, at) for at in page.tagged(*_HEADINGS)]
    return any(
        len(text) <= 2 * LONGEST_LABEL and _TITLE.fullmatch(" ".join(text.split()))
        for text in (*index.titles[:1], *headings)
    )


def _is_named(page: Page, at: int) -> bool:
    """Whether a box is named, or a form is sent, as one that asks for consent."""
    action = page.elements[at].get("action") or "" if page.tags[at] == "form" else ""
    names = f"{page.classes[at] or ''} {page.ids[at] or ''} {action}"
    return not names.isspace() and _NAMES.search(names) is not None
