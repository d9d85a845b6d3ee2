"""Authors' names in printed bylines: several in one line, without roles, agencies kept apart.

Works on text alone. Bylines are found on pages in `metadata.bylines`; what looks like a name is
told in `names_of_persons` and `names_without_spaces`, what stands before and beside names in
`by_words` and `offices`, and the word lists are in `person_words`.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from crawler.extraction.text.by_words import without_by
from crawler.extraction.text.months import is_date_name
from crawler.extraction.text.names_of_persons import (
    begins_with_given_name,
    comparable_name,
    in_mixed_case,
    is_group,
    is_name,
    is_without_capitals,
    name_key,
    without_repetitions,
    without_title,
)
from crawler.extraction.text.names_without_spaces import (
    east_asian_names,
    has_east_asian,
    names_no_author,
    parted,
)
from crawler.extraction.text.offices import (
    ENDS,
    is_job_title,
    is_role,
    labels_another,
    without_employer,
)
from crawler.extraction.vocabulary.person_words import (
    AGENCIES,
    AND,
    AND_LETTERS,
    BEFORE_DATE,
    BEFORE_PLACE,
    DEGREES,
    DOUBTFUL_BY_WORDS,
    FROM,
    FROM_LANGUAGE,
    GIVEN_NAMES,
    GROUPS,
    NAMES_AFTER_AND,
    OFFICE_WORDS,
    OTHER_HANDS,
    OTHER_WORK,
    PORTRAIT_WORDS,
    SOURCES,
    TITLES,
    TO,
    WEAK_AND,
    WITH,
)

__all__ = [
    "Names",
    "authors_of",
    "begins_with_given_name",
    "comparable_name",
    "has_office",
    "in_mixed_case",
    "in_order",
    "is_led",
    "is_name",
    "is_without_capitals",
    "may_begin_with_given_name",
    "name_key",
    "names_of",
    "without_by",
    "without_invisible",
    "without_repetitions",
]

LONGEST_BYLINE = 300
LONGEST_SHORT_NAME = 4
"""Letters of a paper's name in capitals; "Theo SOMMER" is a person."""
_OTHER_WORK = re.compile(rf"^(?:{OTHER_WORK})(?![^\W\d_])", re.I)
_OTHER_LABEL = re.compile(rf"(?:{OTHER_WORK})\s*:", re.I)
_OTHER_ALONE = re.compile(rf"(?:{OTHER_WORK})(?:\s+(?:by|von|par|por))?\s*:?", re.I)
_NOT_THIS = " \u2021 "
_OTHER_IN_BRACKETS = re.compile(rf"\s*\((?:{OTHER_WORK})\)", re.I)
"""Other work after a name, "Jost Abel (Fotos)"; the name is marked with a double dagger."""
_OTHERS_WORK = (
    rf"(?:(?:medically|expert)\s+)?(?:{OTHER_HANDS}|{OTHER_WORK})"
    rf"(?:\s(?:{FROM_LANGUAGE})[^\n.,;:]{{2,30}}?)?\s*"
)
_OTHER_HANDS = re.compile(
    rf"[.,;]?\s+(?={_OTHERS_WORK}(?::|by\b|von\b|par\b|por\b|d[aei]\b|door\b))", re.I
)
"""Where a byline continues with reviewers, editors, translators or photographers."""
_BEHIND_HANDS = (":", "by", "von", "par", "por", "da", "de", "di", "door")
"""What stands behind their work; most lines have none of it, and are not searched."""
_OF_OTHERS = re.compile(rf"{_OTHERS_WORK}(?:by|von|par|por|door)\b", re.I)
_PART_ENDS = re.compile(
    r"\s*(?:[;|•·⋅∙/／\n\t，、،]|,(?:\s+(?:and|und|et|y|e)\s)?"
    rf"|\s(?:(?:,\s)?as\s+told\s+to|[–—+&-]|{AND})\s)\s*",
    re.I,
)
_WITH = re.compile(rf"\s(?:{WITH})\s", re.I)
"""Words for "with", behind which an author stands only beside another: "Interview with A"."""
_WEAK_AND = re.compile(rf"\s(?:{WEAK_AND})\s")
"""Words for "and" that names also contain (Ortega y Gasset): they separate full names only."""
_WEAK_AND_IN_CAPITALS = re.compile(_WEAK_AND.pattern, re.I)
_PLACE = re.compile(rf"\s+(?:{BEFORE_PLACE})(?:\s+.*)?$")
_THEN_DATED = re.compile(rf"\s+(?:{BEFORE_DATE}).*$", re.I)
"""When it was printed, behind a name: "Orla Fennimore Updated March 5"."""
_BEFORE_PLACE = re.compile(rf"\s(?:{BEFORE_PLACE})\s*$")
_ON_DATE = re.compile(
    r"\s+(?:on|am|le|el|il|op|at|um|den|the|@|»|-)\s+\d.*$|\s+(?:on|am)\s+[^\W\d_].*$"
    r"|\s+at\s+[^\W\d_]{3,9}\.?\s\d.*$"
)
"""A date after a name: "kestrel77 on 5 March 2019"."""
_OPENING = re.compile(r"[(\[（【<〈《]")
_BRACKETS = re.compile(r"\s*[(\[（【<〈《].*?(?:[)\]）】>〉》]|$)")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S*|www\.\S+|(?<!\w)@\w+")
_ARTICLE = re.compile(r"^l['’](?=[A-Z]{2})")
_TITLES = re.compile(rf"^(?:(?:{TITLES})\.?\s+)+(?=\S+\s+\S)", re.I)
_MAY_BE_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_INVISIBLE = re.compile(
    r"(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
    r"|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f]"
    r"|[\ufeff\ufff9-\ufffb]"
    r"|[\U000e0000-\U000e007f\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
"""Marks that no reader sees; joiners stay between letters, where Persian and Hindi need them."""
_LETTERS = re.compile(r"[^\W\d_]+")
_INVERTED = re.compile(r"\s*([^\W\d_][\w'’-]+),\s+([^\W\d_][\w'’-]*\.?(?:\s[^\W\d_]\.?)?)\s*")
_TWICE = re.compile(r"^(\S.{2,60}?)[ \n]+\1(?![^\W\d_])")
"""A name and the box of its author, run together: "Orla Fennimore Orla Fennimore writes…"."""
_FROM_TO = re.compile(rf"(?:{FROM})\s+(?=[^\W\d_])[^,;:|\n]{{3,60}}\s(?:{TO})\s+(?=\w+\s+\w)", re.I)
"""A headline of two persons: "De Inés Robledo a Tomás Arce"."""
_PORTRAIT = re.compile(rf"\s(?:{PORTRAIT_WORDS})(?:\s.*)?$", re.S)
"""Where the portrait of an author begins: "Orla Fennimore writes for…"."""
_VERB = re.compile(rf"\s(?:{PORTRAIT_WORDS})\s*[:：…]?\s*$")


@dataclass(frozen=True, slots=True)
class Names:
    """The persons, agencies and groups that a byline names."""

    persons: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    """Desks, teams and organisations: "Lantern Staff", "Redaktion"."""
    outlets: tuple[str, ...] = ()
    """The outlet's own names, which are no authors."""

    @property
    def authors(self) -> tuple[str, ...]:
        """The persons; without any, the agencies; without those, the groups."""
        return self.persons or self.agencies or self.groups


def authors_of(
    byline: str, *, not_names: Collection[str] = (), sure: bool = False
) -> tuple[str, ...]:
    """Authors in a byline, in order; agencies and groups only where it names no person."""
    return names_of(byline, not_names=not_names, sure=sure).authors


def names_of(byline: str, *, not_names: Collection[str] = (), sure: bool = False) -> Names:
    """Persons, agencies and groups that a byline names, each in order.

    `not_names` are the outlet's own names. `sure` means that the text is known to contain names
    only (it was stated as the author): then a single word is a name too, as it is after "By", and
    titles stay; elsewhere they stay before initials only.
    """
    line = without_invisible(byline[:LONGEST_BYLINE])
    outlets = {comparable_name(name).removeprefix("the ") for name in not_names}
    if has_east_asian(line):
        if found := [
            name for name in east_asian_names(line) if comparable_name(name) not in outlets
        ]:
            return Names(tuple(without_repetitions(found)))
        if names_no_author(line):
            return Names()
    persons: list[str] = []
    agencies: list[str] = []
    groups: list[str] = []
    own: list[str] = []
    account = False
    for row, led in _rows(line):
        if account and not led:
            break  # "by kestrel77"; the rows below have a date and a forum
        for told, in_office in _names_in_row(row, known=sure or led):
            name = told if sure else without_title(told)
            if comparable_name(name).removeprefix("the ") in outlets:
                own.append(name)
            elif comparable_name(name) in AGENCIES:
                agencies.append(name)
            elif is_name(name, alone=sure or led):
                likely = not in_office or begins_with_given_name(name) or has_east_asian(name)
                if likely and not _is_of_date(name):
                    persons.append(in_mixed_case(name))
            elif (sure or led) and is_group(name):
                groups.append(name)
        account = led and bool(persons) and not any(" " in name for name in persons)
    return Names(
        tuple(without_repetitions(_full_names(persons))),
        tuple(without_repetitions(agencies)),
        tuple(without_repetitions(groups)),
        tuple(without_repetitions(own)),
    )


def may_begin_with_given_name(line: str) -> bool:
    """Whether any of the names in a line may begin with a known given name.

    Most lines have none of these words, which is told in a tenth of the time of reading them.
    """
    line = without_invisible(line)
    return has_east_asian(line) or not GIVEN_NAMES.isdisjoint(
        _LETTERS.findall(comparable_name(line))
    )


def _is_of_date(name: str) -> bool:
    """Whether what looks like a name is a weekday's or a month's, and no given name: Thứ Ba."""
    return is_date_name(name) and comparable_name(name) not in GIVEN_NAMES


def _full_names(persons: list[str]) -> list[str]:
    """The persons; beside full names a single word is a place: "By Orla Fennimore, Geneva"."""
    if any(" " in name for name in persons):
        return [name for name in persons if " " in name or has_east_asian(name)]
    return persons


def in_order(texts: Sequence[str]) -> list[str]:
    """Stated names as they are spoken, where catalogues' order shows in one: "Fennimore, Orla"."""
    inverted = [_INVERTED.fullmatch(text) for text in texts]
    turned = [
        f"{one[2]} {one[1]}" if one else text for one, text in zip(inverted, texts, strict=True)
    ]
    shown = any(
        one
        and begins_with_given_name(name)
        and not begins_with_given_name(f"{one[1]} {one[2]}")
        and comparable_name(one[1]) not in AGENCIES
        for one, name in zip(inverted, turned, strict=True)
    )
    return turned if shown else list(texts)


def _names_in_row(row: str, *, known: bool) -> Iterator[tuple[str, bool]]:
    """What may be a name in a row, each with whether a person's office is told before it.

    `known` means that the row is known to name authors.
    """
    names: list[str] = []
    office = False
    for part in _parts(_without_portrait(row, known=known)):
        if names and not office and is_job_title(part):
            office = any(is_name(name, alone=known) for name in names)
        if name := _as_name(part):
            yield name, office
            names.append(name)


def _rows(byline: str) -> Iterator[tuple[str, bool]]:
    """The rows of a byline without "By", each with whether "By" introduces it.

    Rows below "Photos by" are left out; names with other work in brackets are marked.
    """
    line = byline
    if _OPENING.search(line):
        line = _BRACKETS.sub(_other_script, _OTHER_IN_BRACKETS.sub(_NOT_THIS, line))
    if any(sign in line.lower() for sign in _BEHIND_HANDS):
        line = _OTHER_HANDS.sub("\n", line)
    if "@" in line or "http" in line or "www." in line:
        line = _ADDRESS.sub(" ", line)
    line = line.strip(ENDS)
    above = ""
    led = other_work = False
    if _FROM_TO.match(line):
        return
    for row in line.split("\n"):
        if other_work:
            other_work = False  # the row above was only "Photos by", or "Orla Fennimore in"
            continue
        credit = row.count(":") == 1 and _OTHER_LABEL.match(row.strip())
        if credit or row.lstrip().startswith("©"):
            continue  # "Bild: Keystone/AP/Jost Abel"
        # A row may also end before a place or section that has a row of its own.
        other_work = bool(_OTHER_ALONE.fullmatch(row.strip()) or _BEFORE_PLACE.search(row))
        led_above = led  # a line with only "By" introduces the next
        rest, led = without_by(_without_others(row))
        led = led or (led_above and not above)
        yield rest, led
        above = rest


def _without_others(row: str) -> str:
    """A row without the other hands that it begins with: "Editing by A and B; writing by C"."""
    if _OF_OTHERS.match(row) is None:
        return row
    parts = re.split(r"[;,]\s*", row)
    return next((", ".join(parts[at:]) for at, part in enumerate(parts) if without_by(part)[1]), "")


def without_invisible(text: str) -> str:
    """A text in Unicode's composed form, without the marks that no reader sees."""
    text = unicodedata.normalize("NFC", text)
    return _INVISIBLE.sub("", text) if _MAY_BE_UNSEEN.search(text) else text


def _other_script(bracket: re.Match[str]) -> str:
    """What stays of a bracket: the name before it in another script, Park Min-ho (박민호)."""
    inside, before = bracket[0].strip()[1:-1].strip(), bracket.string[: bracket.start()].rstrip()
    if not inside or not before or _is_latin(inside[0]) == _is_latin(before[-1]):
        return " "
    named = is_name(inside, alone=not _is_latin(inside[0]))
    return f" ({inside})" if named and comparable_name(inside) not in AGENCIES else " "


def _is_latin(sign: str) -> bool:
    return sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN")


def _without_portrait(row: str, *, known: bool) -> str:
    """A row that names authors, without the portrait that runs into it.

    Of other rows a single verb behind a likely name is cut off: "Orla Fennimore writes".
    """
    if not known:
        name = _VERB.sub("", row)
        return name if name != row and begins_with_given_name(name) and is_name(name) else row
    twice = _TWICE.match(row)
    if twice and not twice[1].islower():
        return twice[1]
    return _PORTRAIT.sub("", row)


def _parts(line: str) -> list[str]:
    parts: list[str] = []
    for part in _PART_ENDS.split(line):
        if has_east_asian(part) and not part.endswith(")"):
            words = parted(part)
            named = len(words) > 1 and all(map(is_name, words))
            parts.extend(words if named else [part])
            continue
        first, *others = _WITH.split(part)
        if others and not (is_name(_as_name(first)) or is_group(first)):
            others = [other for other in others if comparable_name(other) in AGENCIES]
        for whole in (whole for half in (first, *others) for whole in _parted_by_letter(half)):
            parts.extend(_parted_by_weak_and(whole))
    return parts


def _parted_by_weak_and(part: str) -> list[str]:
    """Full names that a word for "and" stands between which names contain too: A B y C D.

    In a line in capitals that word may be an initial: known given names must stand around it.
    """
    halves = _WEAK_AND.split(part)
    if len(halves) < 2 and part.isupper():
        halves = _WEAK_AND_IN_CAPITALS.split(part)
        return halves if all(map(begins_with_given_name, halves)) else [part]
    full = len(halves) > 1 and all(len(half.split()) >= 2 for half in halves)
    return halves if full else [part]


def _parted_by_letter(part: str) -> list[str]:
    """Two names with an "and" that is a letter before the second: أحمد الخطيب وسمير حداد."""
    words = part.split() if not part.isascii() else []
    for at in range(2, len(words) - 1):
        word = words[at]
        if word[0] in AND_LETTERS and comparable_name(word[1:]) in NAMES_AFTER_AND:
            return [" ".join(words[:at]), " ".join((word[1:], *words[at + 1 :]))]
    return [part]


def _as_name(part: str) -> str:
    """The name in a part of a byline; empty for a degree or other work."""
    part = " ".join(part.split()).strip(ENDS)
    if part[-2:-1] == " " and part[-1] in AND_LETTERS:
        part = part[:-2]  # the next name is in a row of its own
    if _OTHER_WORK.match(part) or _NOT_THIS.strip() in part or part.lower().strip(".") in DEGREES:
        return ""
    part = _ARTICLE.sub("", part)
    part, _ = without_by(part)
    part = _TITLES.sub("", _ON_DATE.sub("", part))
    if len(part.split()) > 2:
        shorter = _PLACE.sub("", _THEN_DATED.sub("", part))
        part = shorter if len(shorter.split()) >= 2 else part
    words = part.split()
    if len(words) == 2 and words[0].casefold() in SOURCES and _is_source(*words):
        return words[1]  # "Theo Reuters"
    words = without_employer(words)
    while len(words) > 2 and words[-1].lower().strip(".,") in DEGREES:
        words.pop()
    if len(words) > 1 and words[1].lower() in OFFICE_WORDS and is_role(words[0]):
        return ""  # "Head of the Moscow bureau"
    if len(words) > 2 and GROUPS.isdisjoint(map(comparable_name, words)):
        while len(words) > 2 and is_role(words[0]):
            if labels_another(words.pop(0)):
                return ""
        office = words[-1] if len(words) > 2 and is_role(words[-1]) else ""
        while len(words) > 2 and is_role(words[-1]):
            words.pop()
        if office.islower() and len(words) == 3 and begins_with_given_name(" ".join(words)):
            words.pop()  # "Orla Fennimore Education editor"
    return " ".join(words).strip(ENDS)


def _is_source(before: str, word: str) -> bool:
    """Whether a word is an agency, or alone in capitals and as short as a paper's short name."""
    short = len(word) <= LONGEST_SHORT_NAME and word.isupper() and not before.isupper()
    return short or comparable_name(word) in AGENCIES


def is_led(line: str, names: Names) -> bool:
    """Whether a line signs with a word for "by" and the full names that were read in it.

    Words like "De" begin headlines too: behind them a known given name must follow.
    """
    if not without_by(line)[1] or any(map(is_without_capitals, names.persons)):
        return False
    if line.split(maxsplit=1)[0].casefold() in DOUBTFUL_BY_WORDS and ":" not in line:
        return bool(names.persons) and all(map(begins_with_given_name, names.persons))
    return True


def has_office(line: str) -> bool:
    """Whether a line names a person's office beside a name: "корреспондент A B", "본사기자 A"."""
    words = line.split()
    if has_east_asian(line):
        return bool(east_asian_names(line))
    if len(words) < 3 or labels_another(words[0]):
        return False
    return is_role(words[0]) or is_role(words[-1].strip(ENDS))
