"""The headline and its kicker in one heading, parted by elements, line breaks or a colon.

Which heading of a page is the headline is decided in `headline`.
"""

import html
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from archive.text.sizes import text_size
from crawler.extraction.markup.element_text import BLOCK_TAGS, UNSEEN_TAGS, is_hidden, text_of
from crawler.extraction.metadata.headlines.outlet_names import comparable, squeezed
from crawler.extraction.text.tidying import tidy
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

SHORT_KICKER = 60
"""Size of a kicker inside the heading."""
MOST_PARTS = 30
"""Parts and elements of a heading that are looked at; more are letters set one by one."""
EDGES = " \n:：|/-–—―•·»>"
"""Characters that separate a kicker."""
INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark nobr q rb ruby s samp strike "
    "strong sub sup time tt u var wbr".split()
)
"""Elements that stress words of a headline, and part nothing."""

_TABLE: Final = table("headlines")
_KICKER: Final = re.compile(alternatives(_TABLE["kicker_patterns"]), re.I)
_SECOND_LINE: Final = re.compile(alternatives(_TABLE["second_line_patterns"]), re.I)
_HEARD_ONLY: Final = frozenset(word_list(_TABLE["heard_only"]))
_BLOCK_CLASSES: Final = frozenset(("block", "d-block", "db", "u-block", "u-db"))
"""Classes of utility style sheets that set an element on a line of its own."""
_BREAK: Final = re.compile(r"\s*[:：|/–—―-]+\s*")
_ENTITY: Final = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[\da-f]{2,4});", re.I)


@dataclass(slots=True)
class HeadingPart:
    """One part of a heading."""

    text: str
    element: Element | None = None
    """None for text that stands loose in the heading."""
    marked: bool = False
    """Whether a colon or dash stands behind it in an element of its own."""
    broken: bool = False
    """Whether a line ends behind it."""
    spaced: bool = False
    """Whether a blank or the beginning of a line stands before it."""


class Split(NamedTuple):
    """A heading's headline and kicker, and the elements that print the kicker."""

    text: str
    kicker: str | None
    without: Sequence[Element] = ()
    has_lines: bool = False
    """Whether what is left of it stands in several elements or on several lines."""


def split_heading(heading: Element, kickers: Collection[Element], titles: Sequence[str]) -> Split:
    """The headline in a heading, and the kicker that its markup sets apart.

    `kickers` are elements that the page marks as such. `titles` are what the page states as its
    title; one that has a colon where the heading has a break tells a kicker, too.
    """
    parts = _parts(heading)
    if len(parts) < 2:
        return Split(parts[0].text if parts else "", None)
    stated = {comparable(title) for title in titles}
    front = _front_kicker(parts, stated, titles)
    named = [part for part in parts if part.element is not None and _is_kicker(part, kickers)]
    if front is None and 0 < len(named) < len(parts):
        front = named
    if front is None:
        return Split(_joined(parts), None, has_lines=_has_lines(parts))
    rest = [part for part in parts if part not in front]
    without = [part.element for part in front if part.element is not None]
    kicker = _joined(front).strip(EDGES) or None
    return Split(_joined(rest).lstrip(EDGES), kicker, without, _has_lines(rest))


def unescaped(text: str) -> str:
    """A text whose entities were escaped twice, as it was meant."""
    return html.unescape(text) if "&" in text and _ENTITY.search(text) else text


def _front_kicker(
    parts: Sequence[HeadingPart], stated: Collection[str], titles: Sequence[str]
) -> list[HeadingPart] | None:
    """The parts above the headline, as a mark between them, the tag or the statements tell."""
    if len(parts) > MOST_PARTS:
        return None
    at = next((at for at, part in enumerate(parts[:-1]) if part.marked), 0)
    front, rest = list(parts[: at + 1]), list(parts[at + 1 :])
    label, headline = _joined(front), _joined(rest)
    if text_size(label) > SHORT_KICKER or comparable(label) in stated:
        return None
    if front[-1].marked:
        return front
    first = front[0]
    if first.element is None and not first.broken:
        return None
    if first.element is not None and first.element.tag == "small":
        return None if comparable(_joined(parts)) in stated else front
    shorter = text_size(label) < text_size(headline)
    if (first.broken or _stands_apart(first)) and shorter:
        return front if any(_joins(title, label, headline) for title in titles) else None
    return None


def _has_lines(parts: Sequence[HeadingPart]) -> bool:
    """Whether each part is an element of its own, or a line ends behind one."""
    return all(part.element is not None or part.broken for part in parts[:-1]) and len(parts) > 1


def _joins(title: str, label: str, headline: str) -> bool:
    """Whether a title is a label and a headline with a colon or dash between them."""
    label, headline = comparable(label), comparable(headline)
    return any(
        comparable(title[: mark.start()]) == label and comparable(title[mark.end() :]) == headline
        for mark in _BREAK.finditer(title[: 2 * SHORT_KICKER])
    )


def _stands_apart(part: HeadingPart) -> bool:
    """Whether an element stands on a line of its own, or is named for another line."""
    if part.element is None:
        return False
    names = part.element.get("class") or ""
    return (
        part.element.tag in BLOCK_TAGS
        or not _BLOCK_CLASSES.isdisjoint(names.split())
        or bool(_SECOND_LINE.search(names))
    )


def _is_kicker(part: HeadingPart, kickers: Collection[Element]) -> bool:
    """Whether an element, or the only one in it, is named for the label above a headline."""
    element = part.element
    while element is not None:
        if element in kickers or _KICKER.search(_names_of(element)):
            return True
        element = element[0] if len(element) == 1 and not tidy(element.text or "") else None
    return False


def _names_of(element: Element) -> str:
    return " ".join(element.get(name) or "" for name in ("class", "id", "data-testid"))[:400]


def _is_heard_only(element: Element) -> bool:
    """Whether an element is there for those alone who have the page read to them."""
    return not _HEARD_ONLY.isdisjoint((element.get("class") or "").lower().split())


def _parts(heading: Element) -> list[HeadingPart]:
    """The parts of a heading, each text once."""
    box = _innermost(heading)
    if not len(box):
        text = tidy(box.text or "").replace("\n", " ")
        return [HeadingPart(text)] if text else []
    unread = _unread(box)
    parts = _Gatherer()
    parts.loose(box.text)
    for child in box:
        if child.tag == "br":
            parts.end_line()
        elif child in unread:
            parts.mark(child)
        elif child.tag in INLINE and not _KICKER.search(_names_of(child)):
            parts.loose("".join(map(str, child.itertext())))
        else:
            parts.element(child)
        parts.loose(child.tail)
    return parts.done()


def _unread(box: Element) -> Collection[Element]:
    """What in a heading is hidden from those who look at it, or repeats for them what is said.

    Letters that a script sets one by one are hidden from those who listen; they have the words.
    """
    unread = [child for child in box if child.tag in UNSEEN_TAGS or is_hidden(child)]
    heard = [child for child in box if _is_heard_only(child)]
    silent = [child for child in box if child.get("aria-hidden") == "true"]
    if heard and silent and _squeezed_text(heard) == _squeezed_text(silent):
        return [*unread, *silent]
    hidden = [*unread, *heard]
    whole = len(silent) + len(hidden) == len(box) and not tidy(box.text or "")
    if whole and not any(tidy(child.tail or "") for child in box):
        return unread if silent == [] else hidden
    return [*hidden, *silent]


def _squeezed_text(elements: Sequence[Element]) -> str:
    return squeezed("".join(map(text_of, elements)))


def _innermost(heading: Element) -> Element:
    """The element in a heading that holds all of its text."""
    box = heading
    while len(box) == 1 and not tidy(box.text or ""):
        (inner,) = box
        tag = inner.tag
        if tag in UNSEEN_TAGS or tag == "br" or tidy(inner.tail or "") or is_hidden(inner):
            break
        box = inner
    return box


class _Gatherer:
    """Gathers the parts of a heading in their order."""

    def __init__(self) -> None:
        self._parts: list[HeadingPart] = []
        self._loose = ""
        self._spaced = False

    def loose(self, text: str | None) -> None:
        """Takes text that stands beside the elements."""
        if text:
            self._loose += text

    def element(self, element: Element) -> None:
        """Takes an element that is a part of its own, or the mark behind one."""
        self._close()
        text = text_of(element).replace("\n", " ")
        if not text.strip(EDGES):
            self.mark(element)
            return
        marked = _ends_in_mark(element)
        spaced = self._spaced or element.tag in BLOCK_TAGS or (element.text or "")[:1].isspace()
        self._add(
            HeadingPart(text.rstrip(EDGES) if marked else text, element, marked, spaced=spaced)
        )
        end = (element[-1].tail if len(element) else element.text) or ""
        self._spaced = element.tag in BLOCK_TAGS or end[-1:].isspace()

    def mark(self, element: Element) -> None:
        """Takes an element of which only a colon or dash counts."""
        self._close()
        if self._parts and _is_mark(text_of(element)):
            self._parts[-1].marked = True
            self._spaced = True

    def end_line(self) -> None:
        """Ends the line, and with it the part."""
        self._close()
        self._spaced = True
        if self._parts:
            self._parts[-1].broken = True

    def done(self) -> list[HeadingPart]:
        """The parts, without any that repeats an earlier one."""
        self._close()
        parts: dict[str, HeadingPart] = {}
        for part in self._parts:
            parts.setdefault(comparable(part.text) or part.text, part)
        return list(parts.values())

    def _close(self) -> None:
        text = tidy(self._loose).replace("\n", " ")
        spaced = self._spaced or self._loose[:1].isspace()
        self._spaced = self._loose[-1:].isspace() if self._loose else self._spaced
        self._loose = ""
        if text:
            self._add(HeadingPart(text, spaced=spaced))

    def _add(self, part: HeadingPart) -> None:
        if self._parts and part.element is None and not part.text.strip(EDGES):
            self._parts[-1].text += f" {part.text}" if part.spaced else part.text
        else:
            self._parts.append(part)


def _ends_in_mark(element: Element) -> bool:
    """Whether the last thing in an element is a colon or dash in an element of its own."""
    while len(element) and not tidy(element[-1].tail or ""):
        element = element[-1]
        if _is_mark(text_of(element)):
            return True
    return False


def _is_mark(text: str) -> bool:
    return bool(text) and not text.strip(EDGES)


def _joined(parts: Sequence[HeadingPart]) -> str:
    """The texts of parts in one line, with blanks where the page has any or a word ends."""
    text = ""
    for part in parts:
        run_on = text[-1:].islower() and part.text[:1].isupper()
        text += f" {part.text}" if text and (part.spaced or run_on) else part.text
    return text
