"""How far the discussion extends: the widest elements with comments and nothing of the column."""

from collections import Counter
from collections.abc import Sequence

from archive.text.sizes import text_size
from crawler.extraction.comments.comment_elements import DiscussionElements
from crawler.extraction.markup.class_names.comment_marks import (
    SURE,
    Mark,
    marks_by,
)
from crawler.extraction.markup.element_text import raw_text
from crawler.extraction.markup.page import Page
from crawler.extraction.markup.segments import HEADINGS
from crawler.extraction.markup.tree import Element

COLUMN_REMAINS = 250
"""Size of the running text that must remain outside a discussion before it is taken out: with
less, the column was mistaken for its discussion. One line of text is enough where every comment is
numbered or named by its platform, or where all stand below it in one box named as a discussion,
each with its author and date: a column may be a paragraph."""
RUNNING_TEXT = 40
"""Size from which one text counts as running text."""
COLUMN_INSIDE = 1500
"""Size of the paragraphs outside comments and forms from which a box named as a discussion is
assumed to contain the column too."""


def find_extent(
    page: Page,
    outermost: Sequence[Element],
    elements: DiscussionElements,
    around_headline: set[Element],
    *,
    signed: bool,
) -> list[Element]:
    """The widest elements that contain the discussion and nothing of the column; `signed` are
    comments that have their authors and dates."""
    threads = {t for t in elements.threads if t.tag not in HEADINGS and t not in around_headline}
    prose = _prose_outside(page, threads, set(outermost))
    wide = {thread for thread in threads if prose[thread] < COLUMN_INSIDE}
    boxes: dict[Element, None] = {}
    for element in outermost:
        boxes[_widest(element, wide)] = None
    for thread in elements.threads:
        if thread in wide:
            boxes[_widest(thread, wide)] = None
    widest = [box for box in boxes if not any(above in boxes for above in box.iterancestors())]
    if not widest:
        return []
    sure = bool(outermost) and all(_marks_of(element) & SURE for element in outermost)
    remains = column_remains(page, widest, least=RUNNING_TEXT if sure else COLUMN_REMAINS)
    if not remains and signed and len(widest) == 1 and widest[0] in wide | elements.replies:
        remains = column_remains(page, widest, least=RUNNING_TEXT, before=widest[0])
    return widest if remains else []


def _widest(element: Element, threads: set[Element]) -> Element:
    """The outermost list or discussion around an element, or the element."""
    widest = element
    parent = element.getparent()
    if parent is not None and parent.tag in ("ol", "ul", "dl"):
        widest = parent
    for ancestor in element.iterancestors():
        if ancestor in threads:
            widest = ancestor
    return widest


def _prose_outside(page: Page, threads: set[Element], comments: set[Element]) -> Counter[Element]:
    """Size of each discussion's paragraphs outside comments and forms."""
    prose: Counter[Element] = Counter()
    if not threads:
        return prose
    inside = page.inside(threads)
    for at in page.tagged("p"):
        if not inside[at]:
            continue
        paragraph = page.elements[at]
        above = set(paragraph.iterancestors())
        around = above & threads
        if around and not (above & comments) and not any(map(_is_form_or_text, above)):
            size = text_size(raw_text(paragraph))
            prose.update(dict.fromkeys(around, size))
    return prose


def _is_form_or_text(element: Element) -> bool:
    return element.tag == "form" or bool(_marks_of(element) & Mark.TEXT)


def column_remains(
    page: Page,
    taken: Sequence[Element],
    *,
    least: int = COLUMN_REMAINS,
    before: Element | None = None,
) -> bool:
    """Whether enough running text for a column remains outside the elements taken, and before one
    of them where it is named."""
    inside = page.inside(taken)
    end = len(page.tags) if before is None else page.numbers[before]
    size = 0
    for at, tag in enumerate(page.tags[:end]):
        if inside[at] or tag in ("script", "style", "title"):
            continue
        for text in (page.texts[at], page.tails[at]):
            if text and text_size(text) > RUNNING_TEXT:
                own = text_size(text.strip())
                size += own if own > RUNNING_TEXT else 0
        if size >= least:
            return True
    return False


def _marks_of(element: Element) -> int:
    return marks_by(str(element.tag), element.get("class"), element.get("id"))
