"""The author who signs a column's text itself: above it, in its dateline, or below it.

Only where the page names no person elsewhere. A line that does nothing but sign leaves the text.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from archive.model.records import Block
from archive.text.sizes import text_size
from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import LONGEST_NAMES, ancestors
from crawler.extraction.markup.tree import Element
from crawler.extraction.metadata.bylines.byline_candidates import NOT_PERSONS
from crawler.extraction.metadata.bylines.printed_bylines import (
    is_of_others,
    is_signed,
    may_be_signed,
)
from crawler.extraction.metadata.bylines.related_items import in_other_box
from crawler.extraction.metadata.evidence import Evidence, considered
from crawler.extraction.metadata.fields import Fields
from crawler.extraction.text.names import (
    Names,
    begins_with_given_name,
    has_office,
    is_name,
    name_key,
    names_of,
)
from crawler.extraction.text.offices import is_role
from crawler.extraction.vocabulary.person_words import REPORTED, SIGNATURE_NAMES

FIRST_BLOCKS = 5
"""Blocks at the beginning of which one may name the author; standfirsts may stand before it."""
LAST_BLOCKS = 5
"""Blocks at the end that may be a signature; a note or photo credit may follow it. Both counts are
with those next to the text."""
LONGEST = 80
"""Characters of a signature: a name, a job title, an agency."""
LONGEST_CREDIT = 300
"""The same of an agency's credit with reporters, writers and editors."""
MOST_WORDS = 6
"""Words of a signature without "By" or "Text:"."""
MOST_BELOW = 2
"""Lines below who signs, with office and place."""
ROLE_WITHIN = 3
"""Words of such a line within which the office stands: "Our correspondent in Bogotá"."""
SHORTEST_PROSE = 100
"""Size of the paragraph that begins below an author's name."""
LEAST_WORD = 3
"""Letters of a word of a name that is looked for in the text."""
LED, LEADS, KNOWN, SET_APART = 2.0, 1.5, 1.0, 0.8
"""Points of a signature for a by-word, for a place in the dateline or above the text, for a known
given name and for being set apart. Any of them is enough; they tell what was seen."""
MOST_COMMENT = 6
"""Elements around a line among which a comment is looked for."""
MOST_ANCESTORS = 2
"""Elements around a line whose alignment and names are looked at."""

_IN_BRACKETS = re.compile(r"[(（]([^()（）]{2,60})[)）]\s*$")
"""The end of a last paragraph: "… told the Senate. (dpa)", "(Orla Fennimore)"."""
_REPORTED = re.compile(rf"[(（]?(?:{REPORTED})\s", re.I)
_DATELINE = re.compile(
    r"^[^。.\n(\[（【〔]{0,30}[(\[（【〔][^)\]）】〕\n]{2,60}[)\]）】〕]"
    r"(?:\s*[가-힣][가-힣·\s]{1,20}(?:기자|특파원)\s*=)?"
)
"""What may be a dateline with names: [베이징=A 특파원], （記者A／台北報導）, 电（记者A）."""
_CYRILLIC_DATELINE = re.compile(
    r"[^/\n]{3,60}/(?:[Сс]об\.\s?|[Сс]пец)?[Кк]орр\.?\s(?:[^\s/]{2,30}\s){0,3}?"
    r"(?P<name>[А-ЯЁ][а-яё]+\s[А-ЯЁ][А-Яа-яё-]+)/"
)
"""The correspondent of a Russian agency: ЖЕНЕВА, 5 марта. /Корр. ТАСС A B/."""
_TO_THE_SIDE = re.compile(r"text-align\s*:\s*(?:right|end)|float\s*:\s*right", re.I)
_TO_THE_LEFT = re.compile(r"text-align\s*:\s*(?:left|end)|float\s*:\s*left", re.I)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]")
_SIGNING = frozenset(("paragraph", "heading", "verse"))
_STRESSED = frozenset(("strong", "b", "em", "i"))


BlockAndElement: TypeAlias = tuple[Block, Element]


@dataclass(frozen=True, slots=True)
class _Text:
    """A column's headline, and its blocks with their elements."""

    title: str
    parts: Sequence[BlockAndElement]

    @property
    def blocks(self) -> list[Block]:
        return [block for block, _ in self.parts]


@dataclass(frozen=True, slots=True)
class _Signature:
    """Who signs, where, and what shows it."""

    names: Names
    line: str
    points: dict[str, float]
    at: int | None = None
    """Number of the block that does nothing but sign."""


@dataclass(frozen=True, slots=True)
class _SigningLine:
    """A line at the end of a text that may sign it."""

    line: str
    printed: str
    """The line with the source, office or place that is printed behind it."""
    alone: bool
    """Whether its block says nothing besides."""
    above_office: bool = False
    """Whether the line below it names an office."""


def put_signature(
    fields: Fields,
    text: Sequence[BlockAndElement],
    *,
    before: Sequence[BlockAndElement] = (),
    after: Sequence[BlockAndElement] = (),
) -> int | None:
    """Sets the signatory as author where the page names no person.

    Gives the number of the block that does nothing but sign, which is then no text of the column:
    where it is set apart from the text, or says that it signs. `before` and `after` are next to
    the text and were left out of it.
    """
    weak = _names_no_person(fields)
    if fields.authors and not weak:
        return None
    considered_before = fields.candidates.get("authors", ())
    ruled_out = {other.text for other in considered_before if other.weight < 0}
    after = [part for part in after if _may_sign(part, ruled_out)]
    for signed in _signatures(_Text(fields.title or "", [*before, *text, *after])):
        authors = signed.names.authors
        if fields.authors and not signed.names.persons:
            continue
        chosen = Evidence(authors, ", ".join(authors), "text", signed.points)
        fields.candidates["authors"] = (
            *considered([chosen], chosen),
            *(replace(other, chosen=False) for other in considered_before),
        )
        fields.authors, fields.found_in["authors"] = authors, "text"
        if weak or not fields.byline:
            fields.byline, fields.found_in["byline"] = signed.line[-LONGEST_CREDIT:], "text"
        at = signed.at - len(before) if signed.at is not None else -1
        return at if 0 <= at < len(text) else None
    return None


def _may_sign(part: BlockAndElement, ruled_out: Collection[str]) -> bool:
    """Whether what stands below the text may be a signature, and is of no other column."""
    line, element = part[0].text, part[1]
    if ruled_out and len(line) <= LONGEST:
        names = names_of(line)
        says_so = is_signed(line, names) or has_office(line)
        if not says_so and ", ".join(names.authors) in ruled_out:
            return False
    others = in_other_box(element) or is_of_others(element) or _is_in_comment(element)
    return not others


def _is_in_comment(element: Element) -> bool:
    """Whether an element is stated to be in a reader's comment, that no widget's rule knew."""
    around = (element, *ancestors(element, most=MOST_COMMENT))
    return any("comment" in (one.get("itemprop") or "").lower().split() for one in around)


def _names_no_person(fields: Fields) -> bool:
    """Whether the authors found are the outlet, an agency or a desk, by what was considered."""
    taken = next((one for one in fields.candidates.get("authors", ()) if one.chosen), None)
    return taken is not None and not NOT_PERSONS.isdisjoint(why for why, _ in taken.reasons)


def _signatures(text: _Text) -> Iterator[_Signature]:
    """Those who sign the text, the surest first."""
    blocks = text.blocks
    begins = _first_prose(blocks)
    for at in range(len(blocks) - 1, max(begins - 1, len(blocks) - 1 - LAST_BLOCKS), -1):
        if blocks[at].kind in _SIGNING and (below := _below(text, at)):
            yield below
    for block in blocks[:FIRST_BLOCKS]:
        if block.kind == "paragraph" and (named := _in_dateline(block.text)):
            yield named
    for at, block in enumerate(blocks[:FIRST_BLOCKS]):
        if above := _above(text, at):
            yield above
        if text_size(block.text) >= SHORTEST_PROSE:
            return


def _in_dateline(text: str) -> _Signature | None:
    """The persons whom the beginning of a paragraph names beside its place."""
    dateline = _DATELINE.match(text) or _CYRILLIC_DATELINE.match(text)
    if dateline is None:
        return None
    names = names_of(dateline.groupdict().get("name") or dateline[0])
    if not names.persons or not _are_known(names):
        return None
    return _Signature(names, dateline[0].strip(), {"in the dateline": LEADS})


def _first_prose(blocks: Sequence[Block]) -> int:
    """Number of the first block of prose, or of short ones the longest: texts are signed below."""
    sizes: list[int] = []
    for at, block in enumerate(blocks):
        sizes.append(text_size(block.text))
        if sizes[at] >= SHORTEST_PROSE:
            return at
    return sizes.index(max(sizes)) if sizes else 0


def _are_known(names: Names) -> bool:
    """Whether all persons have a known given name, or surname in scripts without spaces."""
    return all(map(begins_with_given_name, names.persons))


def _below(text: _Text, at: int) -> _Signature | None:
    """The signature that a block at the end is, or ends in."""
    block = text.parts[at][0].text.strip()
    lines = _signing_lines(block)
    if text.parts[at][0].kind == "verse":  # a poem, or a name with office and place
        lines = (line for line in lines if line.above_office)
    signatures = (_signed(text, at, line) for line in lines)
    return next(filter(None, signatures), None)


def _signing_lines(block: str) -> Iterator[_SigningLine]:
    """The lines of a last block that may sign the text, the fullest first."""
    if signing := _above_office(block):
        yield signing
    line = block.rpartition("\n")[2].strip()
    alone = line == block
    if _REPORTED.match(line):
        yield _SigningLine(line.strip("()（） "), line, alone)
        return
    bracket = _IN_BRACKETS.search(line[-LONGEST:])
    if bracket is None:
        yield _SigningLine(line, line, alone)
        return
    name = line.removesuffix(bracket[0]).strip()
    # With the brackets, for they may name other work: "Anna Lee (photos)".
    if len(name.split()) <= MOST_WORDS and names_of(name).persons and names_of(line).persons:
        yield _SigningLine(name, line, alone)
    yield _SigningLine(bracket[1], bracket[1], alone and bracket[0].strip() == line)


def _above_office(block: str) -> _SigningLine | None:
    """The name above an office or a place that is all of a block, or the names on its lines."""
    name, *below = (line.strip(" ,") for line in block.split("\n"))
    if len(block) > LONGEST or not 1 <= len(below) <= MOST_BELOW:
        return None
    names = names_of(name)
    if len(names.persons) != 1 or len(name.split()) > MOST_WORDS:
        return None
    printed = " ".join(block.split())
    if any(is_role(word.strip(".")) for word in below[0].split()[:ROLE_WITHIN]):
        return _SigningLine(name, printed, alone=True, above_office=True)
    if not _are_known(names):
        return None
    if all(is_name(line) and begins_with_given_name(line) for line in below):
        return _SigningLine(", ".join((name, *below)), printed, alone=True)
    return _SigningLine(name, printed, alone=True) if _is_place(below[0]) else None


def _is_place(line: str) -> bool:
    """Whether a line below a name may be a place, with a day behind it: "Port Ilse, March 2024"."""
    place, _, day = line.partition(",")
    if day and not any(map(str.isdigit, day)):
        return False
    word = place.isalpha() and place.istitle()
    return word or (is_name(place) and not begins_with_given_name(place))


def _signed(text: _Text, at: int, signing: _SigningLine) -> _Signature | None:
    """The signature that a line is."""
    line = signing.line
    if len(line) > (LONGEST_CREDIT if _REPORTED.match(line) else LONGEST):
        return None
    is_long = len(line.split()) > MOST_WORDS
    if is_long and not (signing.above_office or may_be_signed(line) or has_office(line)):
        return None
    names = names_of(line)
    led = signing.above_office or is_signed(line, names) or has_office(line)
    if is_long and not led:
        return None
    if not names.persons:
        return _Signature(names, line, {"an agency": LED}) if names.agencies else None
    if not led:
        names, line = _without_place(names, line)
    points: dict[str, float] = {}
    if led:
        points["after a word for by, below the text"] = LED
    if not (at and _leads_to_name(text.parts[at - 1][0])) and _are_known(names):
        points["a known name, below the text"] = KNOWN
    element = text.parts[at][1]
    apart = signing.alone and _is_set_to_the_side(element, line)
    if apart and _is_new(names, line, text, at):
        points["set to the side, below the text"] = SET_APART
    leaves = signing.alone and (apart or led)
    return _Signature(names, signing.printed, points, at if leaves else None) if points else None


def _leads_to_name(block: Block) -> bool:
    """Whether a block is a label, or a quotation, of whom the next one names."""
    return block.kind == "quotation" or block.text.rstrip().endswith((":", "："))


def _without_place(names: Names, line: str) -> tuple[Names, str]:
    """Names and line without the place behind a known name: "Иван Лукин, Верхний Мыс"."""
    name, _, place = line.rpartition(",")
    if len(names.persons) != 2 or name_key(place) != name_key(names.persons[1]):
        return names, line
    known, other = map(begins_with_given_name, names.persons)
    return (
        (replace(names, persons=names.persons[:1]), name) if known and not other else (names, line)
    )


def _above(text: _Text, at: int) -> _Signature | None:
    """The author whom a block above the first paragraph names, and does nothing else."""
    line = text.parts[at][0].text.strip()
    following = text.parts[at + 1 : at + 2]
    prose = following and text_size(following[0][0].text) >= SHORTEST_PROSE
    if not prose or len(line) > LONGEST or "\n" in line or len(line.split()) > MOST_WORDS:
        return None
    names = names_of(line)
    if not names.persons or not _is_new(names, line, text, at):
        return None
    led = is_signed(line, names) or has_office(line)
    named = _are_known(names) or _has_capitals(names)
    if led or (named and _is_stressed(text.parts[at][1])):
        return _Signature(names, line, {"above the text": LEADS}, at)
    return None


def _has_capitals(names: Names) -> bool:
    """Whether all names are of two words or more, in a script that sets names in capitals."""
    return all(" " in name and name.casefold() != name for name in names.persons)


def _is_new(names: Names, line: str, text: _Text, at: int) -> bool:
    """Whether a line is made of names alone, of which the text and the headline have no word."""
    wanted = [word for name in names.persons for word in name.casefold().split()]
    if sum(map(len, wanted)) < len("".join(line.split())) / 2:
        return False
    others = (block.text for number, (block, _) in enumerate(text.parts) if number != at)
    words = set(re.findall(r"\w+", " ".join((text.title, *others)).casefold()))
    return words.isdisjoint(word for word in wanted if len(word) >= LEAST_WORD)


def _is_set_to_the_side(element: Element, line: str) -> bool:
    """Whether a line is aligned to where its script does not begin, or named for a signature."""
    side = _TO_THE_LEFT if _RIGHT_TO_LEFT.search(line) else _TO_THE_SIDE
    around: Element | None = element
    for _ in range(MOST_ANCESTORS):
        if around is None or (
            around is not element and text_of(around).strip() != text_of(element).strip()
        ):
            break
        names = f"{around.get('class') or ''} {around.get('id') or ''}"[:LONGEST_NAMES]
        if (
            side.search(around.get("style") or "")
            or (side is _TO_THE_SIDE and (around.get("align") or "").lower() == "right")
            or not SIGNATURE_NAMES.isdisjoint(class_tokens(names))
        ):
            return True
        around = around.getparent()
    return False


def _is_stressed(element: Element) -> bool:
    """Whether all text of an element is in bold or italics."""
    if element.tag in _STRESSED:
        return True
    text = text_of(element).strip()
    return any(child.tag in _STRESSED and text_of(child).strip() == text for child in element)
