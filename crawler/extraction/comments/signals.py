"""Signals of a discussion around and inside a run of boxes: names, the heading above, a form below,
buttons to answer or report, portraits, ids.

Each signal alone is weak: products, tickers and forums have some of them. How many are enough is
set in `repeated_boxes`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.class_names.comment_marks import is_comment_word
from crawler.extraction.markup.element_text import raw_text
from crawler.extraction.markup.tree import Element
from crawler.extraction.text.counters import comment_count
from crawler.extraction.vocabulary.phrases import phrase_key, phrase_of
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

LONGEST_STAMP = 80
"""Characters of a text with a date and little else."""
LONGEST_HEADING = 60
"""Characters of a discussion's heading, with a number behind it."""
SAMPLE = 3
"""Boxes tried before all are read."""
AROUND = 3
"""Levels above a run of comments that are searched for its heading and its form."""
_OWN_NUMBER = re.compile(r"(?:^|[a-z_-])(\d{1,20})$", re.I)
_TABLE: Final = table("discussions")
_ANSWER = re.compile(alternatives(_TABLE["buttons"]["answer_patterns"]), re.I)
_BOXES: Final = table("comment_names")["boxes"]
_REVIEWS = frozenset(word_list(_BOXES["discussion"]))
_NO_DISCUSSION = frozenset(word_list(_BOXES["no_discussion"]))
_HEADING = re.compile(
    rf"(?:(?:{alternatives(_TABLE['heading']['whose_patterns'])}) ?-?)?"
    rf"(?:{alternatives(_TABLE['heading']['noun_patterns'])})"
    rf"(?: (?:{alternatives(_TABLE['heading']['where_patterns'])}))?"
    r"(?: ?[:(\[]? ?\d{0,6} ?[)\]]?)"
)
COMPLAINT = re.compile(
    rf"^(?:{alternatives(_TABLE['buttons']['complaint_first_patterns'])})\b"
    rf"|{alternatives(_TABLE['buttons']['complaint_patterns'])}",
    re.I,
)
_PORTRAIT = re.compile(alternatives(_TABLE["portraits"]["name_patterns"]), re.I)


def number_in(elements: Iterable[Element]) -> str | None:
    """The number in the id of a box, or of an anchor in it."""
    for element in elements:
        for inner in (element, *element.iter("a")):
            for name in (inner.get("id"), inner.get("name")):
                if name and (match := _OWN_NUMBER.search(name)):
                    return match[1]
    return None


def signals_around(parent: Element, boxes: Sequence[Element]) -> int:
    """The weight of names and of a form below for a discussion; negative against one."""
    around = [parent, *list(parent.iterancestors())[:AROUND]]
    weight = _signals_of_names(boxes[:SAMPLE], around)
    return weight + any(form.find(".//textarea") is not None for form in _forms_after(parent))


def signals_inside(runs: Sequence[Sequence[Element]], lines: Sequence[Sequence[str]]) -> int:
    """The weight of what the boxes contain: answer links, report buttons, portraits, ids."""
    weight = 2 * _holds_for_half(any(map(is_answer_link, _links(run))) for run in runs)
    weight += _holds_for_half(any(map(COMPLAINT.search, several)) for several in lines)
    weight += _holds_for_half(any(map(_is_portrait, _pictures(run))) for run in runs)
    return weight + (len({_box_id(run[0]) for run in runs} - {None}) == len(runs))


def _holds_for_half(shown: Iterable[bool]) -> bool:
    several = list(shown)
    return 2 * sum(several) >= len(several)


def _signals_of_names(boxes: Iterable[Element], around: Iterable[Element]) -> int:
    """The weight of the names of the boxes and of the elements around them."""
    box_words = {word for box in boxes for word in _words(box)}
    words = box_words.union(*(_words(element) for element in around))
    weight = 2 if any(map(is_comment_word, words)) else 1 if words & _REVIEWS else 0
    return weight - 2 * bool(box_words & _NO_DISCUSSION)


def _words(element: Element) -> Sequence[str]:
    if element.tag in ("body", "html"):
        return ()
    return class_tokens(f"{element.get('class') or ''} {element.get('id') or ''}")


def _box_id(box: Element) -> str | None:
    """The identity of a box: a number in its id, or an id in a data attribute."""
    data_ids = (v for name, v in box.attrib.items() if name.startswith("data-") and "id" in name)
    return number_in([box]) or next(data_ids, None)


def heading_above(parent: Element, first: Element) -> Element | None:
    """The heading or counter of a discussion right above a run of boxes."""
    for element in (first, parent, *list(parent.iterancestors())[: AROUND - 1]):
        for number, before in enumerate(element.itersiblings("*", preceding=True)):
            if is_discussion_heading(before):
                return before
            heading = next(before.iter("h2", "h3", "h4", "h5"), None) if number < AROUND else None
            if heading is not None and is_discussion_heading(heading):
                return heading
            if number == 2 * AROUND:
                break
    return None


def is_discussion_heading(element: Element) -> bool:
    """Whether an element contains a discussion's heading or counter and nothing else."""
    text = " ".join(raw_text(element).split())
    return 0 < len(text) <= 2 * LONGEST_STAMP and is_heading_line(text)


def is_heading_line(text: str) -> bool:
    """Whether a line is a comment counter or a discussion's heading."""
    if comment_count(text) is not None:
        return True
    return len(text) <= LONGEST_HEADING and _HEADING.fullmatch(phrase_key(text)) is not None


def _links(elements: Iterable[Element]) -> Iterator[Element]:
    return (link for element in elements for link in element.iter("a", "button"))


def _pictures(elements: Iterable[Element]) -> Iterator[Element]:
    return (picture for element in elements for picture in element.iter("img"))


def is_answer_link(link: Element) -> bool:
    phrase = phrase_of(" ".join(raw_text(link).split()))
    if phrase is not None and phrase.kind == "comment-form":
        return True
    return _ANSWER.search(f"{link.get('href') or ''} {link.get('class') or ''}") is not None


def _is_portrait(picture: Element) -> bool:
    source = f"{picture.get('src') or ''} {picture.get('class') or ''} {picture.get('alt') or ''}"
    return _PORTRAIT.search(source) is not None


def _forms_after(parent: Element) -> Iterator[Element]:
    """Forms in the box of a run and after it."""
    for element in (parent, *list(parent.iterancestors())[: AROUND - 1]):
        for sibling in element.itersiblings("*"):
            if sibling.tag == "form":
                yield sibling
            else:
                yield from sibling.iter("form")
    yield from parent.iter("form")
