"""Boxes between a column's paragraphs that ask for something: to subscribe, to let another site
fill them, to agree to a table of cookies.

What they say is told by its words, and each kind by its structure: a pitch asks twice, in its
heading and by its buttons, or is named as one and has a button for what its heading speaks of, or
has a field for the address to which a newsletter goes; a part of another site has the button that
shows it; a table of cookies has the headers of one. A box is small beside the column, and holds no
paragraph of it.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from crawler.extraction.chrome.taken import Taken
from crawler.extraction.markup.class_names.class_hints import NAMES
from crawler.extraction.markup.element_text import text_at, text_of
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.segments import HEADINGS, Segment
from crawler.extraction.markup.tree import Element
from crawler.extraction.text.tidying import tidy
from crawler.extraction.vocabulary.asks import ASK, SUBJECT
from crawler.extraction.vocabulary.caseless import Caseless
from crawler.extraction.vocabulary.tables import alternatives, phrase_list, table

LARGEST_SHARE = 0.6
"""Share of the column's text that such a box holds at most."""
LARGEST = 2500
"""Mass of the text of such a box; tables of cookies have no limit."""
LARGEST_BOX = 3000
"""Elements of such a box."""
LONG = 130
"""Mass of a paragraph of the column; what a box says of something else is shorter."""
UNSAID = 2
"""Such paragraphs in a box named for a promotion that do not speak of what it asks for; more are
the column's, whose end such a box has swallowed where its tag is not closed."""
LONGEST_OFFER = 400
"""Mass of what offers a newsletter, or asks for consent to show something, in a box that no name
tells."""
BESIDE_OFFER, BESIDE_CONSENT = 250, 150
"""Mass of what in it speaks of something else: what the letter is about, "no advertisements"."""
FEWEST_ASKS = 2
FEWEST_HEADERS = 2
LONGEST_LABEL = 80
"""Characters of a heading or button."""
LONGEST_ADDRESS = 300
"""Characters of an address that are looked at."""
MOST_TRIED = 60
"""Segments whose boxes are looked for."""
MOST_BOXES = 20
"""Boxes looked into on a page."""

_TABLE = table("furniture_asks")
_COLUMNS = [
    Caseless(alternatives(patterns)) for patterns in _TABLE["cookie_table_patterns"].values()
]
_COOKIES = Caseless.any_of(phrase_list(_TABLE["cookie_patterns"]))
_EMBEDDED = Caseless.any_of(chain(*map(phrase_list, _TABLE["embedded_patterns"].values())))
_SHOW = Caseless(rf"\W*(?:{'|'.join(map(alternatives, _TABLE['show_patterns'].values()))})\W*")
_ADDRESS = Caseless(rf"[/_-](?:{alternatives(_TABLE['address_patterns'])})")
_LETTERS = Caseless.any_of(chain(*map(phrase_list, _TABLE["letter_patterns"].values())))
_PROMOTION = 1 << NAMES.index("promotion")
_IDENTIFIER = re.compile(r"(?=.*[_\d])[\w.*#\[\]-]{2,60}")
"""The name of a cookie, in the first cell of its row."""
_BUTTONS = frozenset(("a", "button", "label", "input", "div", "span"))


def find_asking(taken: Taken) -> tuple[Claim, ...]:
    """The boxes around segments that ask a reader for something.

    Most pages have nothing in reach that a reader could answer by, and are not searched for words.
    """
    boxes: dict[int, Claim] = {}
    tried = 0
    looked: set[tuple[str, int]] = set()
    reaches = _reaches(taken)
    answers = _answers(taken, reaches.values())
    kinds = [(*kind, places) for kind, places in zip(_KINDS, answers, strict=True) if places]
    if not kinds:
        return ()
    for at, segment in zip(taken.places, taken.segments, strict=True):
        if tried > MOST_TRIED or len(looked) > MOST_BOXES:
            break
        if len(segment.text) > LARGEST or at not in reaches:
            continue
        for kind, rule, speaks, is_one, places in kinds:
            if not _is_any(places, reaches[at], taken.page.ends[reaches[at]]):
                continue
            if not speaks(segment):
                continue
            tried += 1
            box = _box(taken, at, speaks)
            if box is None or box in boxes or (rule, box) in looked:
                continue
            looked.add((rule, box))
            if is_one(taken, box):
                boxes[box] = Claim(taken.page.elements[box], kind, f"{kind}: {rule}")
                break
    return tuple(boxes.values())


def _reaches(taken: Taken) -> dict[int, int]:
    """By place of a segment, and of what is around it, the largest box around that is small beside
    the column."""
    parents, ends, masses = taken.page.parents, taken.page.ends, taken.masses
    most = LARGEST_SHARE * masses.get(0, 0.0)
    reaches: dict[int, int] = {}
    for at in taken.places:
        path: list[int] = []
        around = at
        while around >= 0 and around not in reaches:
            if masses.get(around, 0.0) > most or ends[around] - around > LARGEST_BOX:
                break
            path.append(around)
            around = parents[around]
        if path:
            reaches.update(dict.fromkeys(path, reaches.get(around, path[-1])))
    return reaches


def _answers(taken: Taken, boxes: Collection[int]) -> tuple[Sequence[int], ...]:
    """For each kind the numbers of elements in some boxes without which no box is of that kind:
    headers of tables of cookies, buttons that show something, and buttons that ask, fields for an
    address or texts in a box named for a promotion."""
    page = taken.page
    shows: list[int] = []
    asks: list[int] = []
    end = 0
    for box in sorted(set(boxes)):
        start, end = max(box, end), max(end, page.ends[box])
        for at, tag in enumerate(page.tags[start:end], start):
            if tag not in _BUTTONS:
                continue
            if tag == "input" and _takes_address(page.elements[at]):
                asks.append(at)
            elif label := _label(page, at):
                shown, asked = _answered(label)
                if shown:
                    shows.append(at)
                if asked:
                    asks.append(at)
    placed = [*zip(taken.places, taken.segments, strict=True)]
    headers = [at for at, one in placed if one.row and _is_header(one.text.split("\t"))]
    asks += [at for at, one in placed if one.box.near & _PROMOTION]
    return headers, shows, sorted(asks)


@lru_cache(maxsize=2048)
def _answered(label: str) -> tuple[bool, bool]:
    """Whether a label says that it shows something, and whether it asks; the same labels stand on
    most pages of an outlet."""
    return _SHOW.fullmatch(label) is not None, ASK.fullmatch(label) is not None


def _is_any(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of some numbers in order is in a range."""
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _box(taken: Taken, at: int, speaks: Callable[[Segment], bool]) -> int | None:
    """Number of the largest box around a segment without a paragraph of the column."""
    page = taken.page
    most = LARGEST_SHARE * taken.masses.get(0, 0.0)
    found = None
    for around in (at, *page.ancestors(at)):
        if taken.masses.get(around, 0.0) > most:
            break
        if page.ends[around] - around > LARGEST_BOX:
            break
        inside = taken.inside(around)
        long = [one for one in inside if one.mass >= LONG and not one.row]
        if any(one.mass > LARGEST or not speaks(one) for one in long):
            break
        if sum(not _is_about(one.text) for one in long if one.box.near & _PROMOTION) > UNSAID:
            break
        found = around
    return found


def _speaks_of_cookies(segment: Segment) -> bool:
    return segment.row or _COOKIES.search(segment.text) is not None


def _speaks_of_others(segment: Segment) -> bool:
    return _EMBEDDED.search(segment.text) is not None or _COOKIES.search(segment.text) is not None


def _speaks_of_subscribing(segment: Segment) -> bool:
    return (
        bool(segment.box.near & _PROMOTION)
        or _is_about(segment.text)
        or _LETTERS.search(segment.text) is not None
    )


@lru_cache(maxsize=256)
def _is_about(text: str) -> bool:
    """Whether a text speaks of subscribing; remembered, as it is asked for each box around it."""
    return SUBJECT.search(text) is not None


def _has_cookie_table(taken: Taken, box: int) -> bool:
    """Whether a box has a table with the headers of one of cookies, and cookies in it."""
    rows = [segment.text.split("\t") for segment in taken.inside(box) if segment.row]
    for header in rows:
        if _is_header(header):
            others = [row for row in rows if row is not header]
            named = [row for row in others if _IDENTIFIER.fullmatch(row[0])]
            told = [row for row in others if _COOKIES.search(" ".join(row))]
            return bool(others) and bool(named) and (bool(told) or "cookie" in header[0].lower())
    return False


def _is_header(row: Sequence[str]) -> bool:
    """Whether the cells of a row are the headers of a table of cookies."""
    if not any(map(_COLUMNS[0].fullmatch, row)):
        return False
    known = sum(any(map(column.fullmatch, row)) for column in _COLUMNS)
    return known >= FEWEST_HEADERS


def _shows_another_site(taken: Taken, box: int) -> bool:
    """Whether a box has a button that shows what another site fills."""
    inside = taken.inside(box)
    page = taken.page
    buttons = [at for at in range(box, page.ends[box]) if page.tags[at] in _BUTTONS]
    if any(_EMBEDDED.search(one.text) for one in inside):
        return any(_SHOW.fullmatch(_label(page, at)) for at in buttons)
    return (
        all(one.mass < LONG for one in inside)
        and _offers(inside, _speaks_of_others, BESIDE_CONSENT)
        and any(
            _SHOW.fullmatch(_label(page, at))
            for at in buttons
            if not _leads_away(page.elements[at])
        )
    )


def _leads_away(element: Element) -> bool:
    """Whether an element is a link to another page, and no button that a script made of one."""
    href = element.get("href") if element.tag == "a" else None
    return href is not None and not href.startswith(("#", "javascript:"))


def _offers(inside: Sequence[Segment], speaks: Callable[[Segment], bool], most: int) -> bool:
    """Whether some segments are few words, most of which speak of a subject."""
    beside = [one.mass for one in inside if not speaks(one)]
    return (
        len(beside) < len(inside)
        and sum(one.mass for one in inside) <= LONGEST_OFFER
        and sum(beside) <= most
    )


def _is_pitch(taken: Taken, box: int) -> bool:
    """Whether a box asks to subscribe, register or log in: twice, by its name, or by a field."""
    if taken.masses[box] > LARGEST:
        return False
    asks = {line.lower() for line in _lines(taken, box) if ASK.fullmatch(line)}
    return (
        len(asks) >= FEWEST_ASKS or _is_named_pitch(taken, box) or _is_form_for_address(taken, box)
    )


def _is_named_pitch(taken: Taken, box: int) -> bool:
    """Whether a box is named for a promotion, and a button in it leads to what its heading says.

    The button is a link on a line of its own, and speaks of that too, or its address does.
    """
    page, inside = taken.page, taken.inside(box)
    if not all(one.box.near & _PROMOTION for one in inside):
        return False
    heads = [one for one in inside if one.box.tag in HEADINGS or one is inside[0]]
    if not any(SUBJECT.search(one.text[:LONGEST_LABEL]) for one in heads):
        return False
    for at in range(box, page.ends[box]):
        if page.tags[at] not in ("a", "button") or not _is_alone(page, at):
            continue
        label = " ".join(text_at(page, at).split())
        address = page.elements[at].get("href") or ""
        if 0 < len(label) <= LONGEST_LABEL and (
            SUBJECT.search(label) or _ADDRESS.search(address[:LONGEST_ADDRESS])
        ):
            return True
    return False


def _is_form_for_address(taken: Taken, box: int) -> bool:
    """Whether a box has a field for an address, and none for a password, a search or a letter, and
    is named for a promotion or offers a newsletter in few words.

    "On no account" is not enough for a paragraph: what is as long as one speaks of a newsletter.
    """
    page, inside = taken.page, [one for one in taken.inside(box) if not one.box.near & _PROMOTION]
    if inside and not _offers(inside, _speaks_of_subscribing, BESIDE_OFFER):
        return False
    if any(one.mass >= LONG and _LETTERS.search(one.text) is None for one in inside):
        return False
    fields = [
        page.elements[at]
        for at in range(box, page.ends[box])
        if page.tags[at] in ("input", "textarea")
    ]
    return any(map(_takes_address, fields)) and not any(
        field.tag == "textarea" or (field.get("type") or "").lower() in ("password", "search")
        for field in fields
    )


def _takes_address(field: Element) -> bool:
    """Whether a field of a form is for an address of electronic mail."""
    kind = (field.get("type") or "text").lower()
    return kind == "email" or (kind == "text" and "email" in (field.get("name") or "").lower())


def _is_alone(page: Page, at: int) -> bool:
    """Whether nothing but blanks and other elements stands beside an element."""
    around = page.parents[at]
    beside = (page.texts[around], page.tails[at])
    return not any(text and not text.isspace() for text in beside)


def _lines(taken: Taken, box: int) -> Iterator[str]:
    """The short lines of a box, those of its headings and links too."""
    element = taken.page.elements[box]
    for line in text_of(element, seen_only=False).splitlines():
        if len(line) <= LONGEST_LABEL:
            yield line
    for link in element.iter("a", "button", "label"):
        if (label := " ".join(text_of(link).split())) and len(label) <= LONGEST_LABEL:
            yield label


def _label(page: Page, at: int) -> str:
    """The label of an element that is a button, or may look so; else nothing."""
    element, tag, said = page.elements[at], page.tags[at], page.texts[at]
    is_alone = page.ends[at] == at + 1
    if tag == "input":
        said = element.get("value")
    elif is_alone and not said:
        return ""
    if tag in ("div", "span") and element.get("role") != "button":
        return ""
    if not is_alone:
        said = text_at(page, at)
    label = tidy((said or "").replace("\n", " "))
    return label if len(label) <= LONGEST_LABEL else ""


_KINDS = (
    ("cookie", "table of cookies", _speaks_of_cookies, _has_cookie_table),
    ("cookie", "consent to a part of another site", _speaks_of_others, _shows_another_site),
    ("subscribe", "box that asks to subscribe", _speaks_of_subscribing, _is_pitch),
)
"""Kind and rule, what a segment must say to be looked at, and what its box must have."""
