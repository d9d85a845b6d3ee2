"""What is known of headings and titles that nothing else on a page confirms.

They may name the outlet, a section or a day, or say that there is no title.
"""

import re
from collections.abc import Collection, Iterable
from itertools import islice
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element as Element

from archive.text.sizes import HAN_SAYS, text_size
from crawler.extraction.markup.element_text import BLOCK_TAGS, UNSEEN_TAGS, text_of
from crawler.extraction.markup.index import IndexedElement, PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.headlines.outlet_names import SEPARATOR, comparable, names_outlet
from crawler.extraction.text.dates import parse_date
from crawler.extraction.vocabulary.tables import phrase_list, table, word_list

FIRST_PARAGRAPH = 100
"""Size of the text right in an element that begins the column's text."""
ABOVE_TEXT = 40
"""Elements between such a headline and the text: date, author, buttons, a picture."""
HIGHEST = 3
"""Elements up from the text within which its headline stands; the site's name is farther off."""
MOST_WORDS_BESIDE = 2
"""Words of a date: its month and the day of the week."""
MOST_DRAWN, LEAST_DRAWN = 30, 15
"""Bold and large lines that are looked at, and elements in one; size above which one may be a
headline: names of sections and outlets are shorter."""
MOST_CUTS = 8
"""Separators of a title by which it is taken apart."""
_DRAWN = frozenset(("b", "strong", "big", "font"))
_ENDS_LINE = BLOCK_TAGS | {"br"}
_LABEL_OR_NAME: Final = re.compile(rf":\s+|{SEPARATOR.pattern}")
"""What titles part a section's name, the headline and the outlet's name with."""
BRACKETS = " ()[]<>（）"
_WORDS: Final = re.compile(r"[^\W\d_]{3,}")
_UNTITLED: Final = frozenset(
    phrase.casefold() for phrase in phrase_list(table("headlines")["untitled"])
)
_LOGOS: Final = frozenset(word_list(table("headlines")["logos"]))


def is_untitled(text: str) -> bool:
    """Whether a text is what a content system prints in place of a title."""
    return text.strip(BRACKETS).casefold() in _UNTITLED


def is_date(text: str) -> bool:
    """Whether a text is a day and nothing else, as themes print above a post without a title."""
    if len(text) > FIRST_PARAGRAPH or not any(map(str.isdecimal, text)):
        return False
    if len(_WORDS.findall(text)) > MOST_WORDS_BESIDE:
        return False
    date = parse_date(text)
    return date is not None and date.precision not in ("year", "month")


def is_logo(heading: Element) -> bool:
    """Whether a heading is named as what prints the outlet's name on every page."""
    names = f"{heading.get('class') or ''} {heading.get('id') or ''}"
    return not _LOGOS.isdisjoint(names.lower().split())


def names_sections(title: str, url: str, sections: Collection[str]) -> bool:
    """Whether a title has only names of sections before the outlet's name.

    Sections are those of the list, and what the folders of the page's address are called.
    """
    folders = urlsplit(url).path.rstrip("/").rpartition("/")[0]
    named = set(comparable(unquote(folders)).split())
    parts = [comparable(part) for part in SEPARATOR.split(title)]
    parts = parts[:-1] or parts
    return all(part in sections or named.issuperset(part.split()) for part in parts)


def above_text(
    page: Page, index: PageIndex, elements: Iterable[IndexedElement]
) -> IndexedElement | None:
    """The element of those given that is printed right above the column's text, in its box."""
    at = _first_paragraph(page, index)
    if at is None:
        return None
    boxes = [n for n in islice(page.ancestors(at), HIGHEST) if page.tags[n] != "body"]
    if not boxes:
        return None
    box = range(max(boxes[-1], at - ABOVE_TEXT), at)
    return max((one for one in elements if one.at in box and page.ends[one.at] <= at), default=None)


def drawn_headline(
    page: Page, index: PageIndex, titles: Iterable[str], outlets: Collection[str]
) -> list[IndexedElement]:
    """The bold or large line right above the text that titles name, for pages without headings.

    Before it a title has the name of a section, and behind it that of the outlet. `outlets` are
    the outlet's names as `squeezed` gives them.
    """
    parts: set[str] = set()
    for title in (title for title in titles if "：" not in title):  # it parts two lines of one
        cuts = [cut.span() for cut in islice(_LABEL_OR_NAME.finditer(title), MOST_CUTS)]
        begins, ends = (0, *(end for _, end in cuts)), (*(at for at, _ in cuts), len(title))
        parts |= {comparable(title[at:end]) for at in begins for end in ends if at < end}
    numbers = page.tagged(*_DRAWN)[:MOST_DRAWN]
    lines = ((at, page.elements[at]) for at in numbers if page.ends[at] - at <= MOST_DRAWN)
    named = [
        IndexedElement(at, element)
        for at, element in lines
        if text_size(text := text_of(element)) > LEAST_DRAWN
        and comparable(text) in parts
        and not names_outlet(text, outlets)
        and next(element.iter("a"), None) is None
        and _is_line(element)
    ]
    above = above_text(page, index, named) if named else None
    return [] if above is None else [above]


def _is_line(element: Element) -> bool:
    """Whether nothing is printed beside an element on its line; what is bold in prose has some."""
    parent = element.getparent()
    while parent is not None:
        before, behind = element.getprevious(), element.getnext()
        beside = [parent.text if before is None else before.tail, element.tail]
        for neighbour in (before, behind):
            if neighbour is not None and neighbour.tag not in _ENDS_LINE:
                beside.append(text_of(neighbour))
        if any(text and text.strip() for text in beside):
            return False
        if parent.tag in BLOCK_TAGS:
            return True
        element, parent = parent, parent.getparent()
    return True


def _first_paragraph(page: Page, index: PageIndex) -> int | None:
    """The first element with running text right in it, outside claims."""
    texts = zip(page.tags, page.texts, index.claimed, strict=True)
    return next(
        (
            at
            for at, (tag, text, claimed) in enumerate(texts)
            if text
            and not claimed
            and len(text) * HAN_SAYS >= FIRST_PARAGRAPH
            and tag not in UNSEEN_TAGS
            and tag != "title"
            and text_size(text.strip()) >= FIRST_PARAGRAPH
        ),
        None,
    )
