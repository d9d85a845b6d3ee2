"""Weighs what speaks for a discussion around a run of boxes and in them: names, the heading above,
a form below, buttons to answer or to report, portraits, ids.

Each sign alone is weak: products, tickers and forums have some of them. How many are enough is said
in `repeated`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from crawler.extraction.markup.comment_marks import is_comment_word
from crawler.extraction.markup.element_text import raw_text
from crawler.extraction.markup.name_tokens import name_tokens
from crawler.extraction.markup.tree import Element
from crawler.extraction.text.counters import comment_count
from crawler.extraction.vocabulary.phrases import folded, phrase_of
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

LONGEST_STAMP = 80
"""Characters of a piece of text that holds a date and little else."""
SAMPLE = 3
"""Boxes looked at before all are read."""
AROUND = 3
"""Steps up from a run of comments within which its heading and its form stand."""
_OWN_NUMBER = re.compile(r"(?:^|[a-z_-])(\d{1,20})$", re.I)
_TABLE: Final = table("discussions")
_ANSWER = re.compile(alternatives(_TABLE["buttons"]["answer"]), re.I)
_BOXES: Final = table("comment_names")["boxes"]
_REVIEWS = frozenset(word_list(_BOXES["discussion"]))
_NO_DISCUSSION = frozenset(word_list(_BOXES["no_discussion"]))
_HEADING = re.compile(
    rf"(?:(?:{alternatives(_TABLE['heading']['whose'])}) ?-?)?"
    rf"(?:{alternatives(_TABLE['heading']['nouns'])})"
    rf"(?: (?:{alternatives(_TABLE['heading']['where'])}))?"
    r"(?: ?[:(\[]? ?\d{0,6} ?[)\]]?)"
)
COMPLAINT = re.compile(
    rf"^(?:{alternatives(_TABLE['buttons']['complaint_first'])})\b"
    rf"|{alternatives(_TABLE['buttons']['complaint'])}",
    re.I,
)
_PORTRAIT = re.compile(alternatives(_TABLE["portraits"]["names"]), re.I)


def number_in(elements: Iterable[Element]) -> str | None:
    """The number in the id of the box, or of an anchor in it."""
    for element in elements:
        for inner in (element, *element.iter("a")):
            for name in (inner.get("id"), inner.get("name")):
                if name and (match := _OWN_NUMBER.search(name)):
                    return match[1]
    return None


def said_around(parent: Element, boxes: Sequence[Element]) -> int:
    """What the names, the heading above and a form below speak for a discussion, or against it."""
    around = [parent, *list(parent.iterancestors())[:AROUND]]
    evidence = _names_say(boxes[:SAMPLE], around)
    return evidence + any(form.find(".//textarea") is not None for form in _forms_after(parent))


def said_inside(runs: Sequence[Sequence[Element]], lines: Sequence[Sequence[str]]) -> int:
    """What stands in boxes themselves, or in their lines, and speaks for a discussion."""
    evidence = 2 * _most(any(map(is_answer, _links(run))) for run in runs)
    evidence += _most(any(map(COMPLAINT.search, several)) for several in lines)
    evidence += _most(any(map(_is_portrait, _pictures(run))) for run in runs)
    return evidence + (len({_own_id(run[0]) for run in runs} - {None}) == len(runs))


def _most(shown: Iterable[bool]) -> bool:
    several = list(shown)
    return 2 * sum(several) >= len(several)


def _names_say(boxes: Iterable[Element], around: Iterable[Element]) -> int:
    """What the names of the boxes and of what they stand in speak for, or against."""
    box_words = {word for box in boxes for word in _words(box)}
    words = box_words.union(*(_words(element) for element in around))
    evidence = 2 if any(map(is_comment_word, words)) else 1 if words & _REVIEWS else 0
    return evidence - 2 * bool(box_words & _NO_DISCUSSION)


def _words(element: Element) -> list[str]:
    if element.tag in ("body", "html"):
        return []
    return name_tokens(f"{element.get('class') or ''} {element.get('id') or ''}")


def _own_id(box: Element) -> str | None:
    """What tells a box from the others: a number in its id, or an id kept for a script."""
    kept = (v for name, v in box.attrib.items() if name.startswith("data-") and "id" in name)
    return number_in([box]) or next(kept, None)


def heading_above(parent: Element, first: Element) -> Element | None:
    """The heading or counter of a discussion that stands right above a run of boxes."""
    for element in (first, parent, *list(parent.iterancestors())[: AROUND - 1]):
        for number, before in enumerate(element.itersiblings("*", preceding=True)):
            if heads_discussion(before):
                return before
            heading = next(before.iter("h2", "h3", "h4", "h5"), None) if number < AROUND else None
            if heading is not None and heads_discussion(heading):
                return heading
            if number == 2 * AROUND:
                break
    return None


def heads_discussion(element: Element) -> bool:
    """Whether all that an element says is what stands above a discussion."""
    text = " ".join(raw_text(element).split())
    return 0 < len(text) <= 2 * LONGEST_STAMP and is_heading(text)


def is_heading(text: str) -> bool:
    """Whether a line counts comments, or names a discussion."""
    return comment_count(text) is not None or _HEADING.fullmatch(folded(text)) is not None


def _links(elements: Iterable[Element]) -> Iterator[Element]:
    return (link for element in elements for link in element.iter("a", "button"))


def _pictures(elements: Iterable[Element]) -> Iterator[Element]:
    return (picture for element in elements for picture in element.iter("img"))


def is_answer(link: Element) -> bool:
    phrase = phrase_of(" ".join(raw_text(link).split()))
    if phrase is not None and phrase.kind == "comment-form":
        return True
    return _ANSWER.search(f"{link.get('href') or ''} {link.get('class') or ''}") is not None


def _is_portrait(picture: Element) -> bool:
    source = f"{picture.get('src') or ''} {picture.get('class') or ''} {picture.get('alt') or ''}"
    return _PORTRAIT.search(source) is not None


def _forms_after(parent: Element) -> Iterator[Element]:
    """Forms in the box of a run, and in what follows it."""
    for element in (parent, *list(parent.iterancestors())[: AROUND - 1]):
        for sibling in element.itersiblings("*"):
            if sibling.tag == "form":
                yield sibling
            else:
                yield from sibling.iter("form")
    yield from parent.iter("form")
