"""Authors' names in printed bylines: several in one line, without roles, agencies kept apart.

Works on text alone. Bylines are found on pages in `metadata.bylines`; the word lists are in
`person_words`.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.model.writing_systems import CJK, HAN
from crawler.extraction.vocabulary.person_words import (
    AGENCIES,
    AND,
    BEFORE_PLACE,
    BY_WORDS,
    CHINESE_OFFICES,
    DEGREES,
    GIVEN_NAMES,
    GROUPS,
    KOREAN_OFFICES,
    LEAD_INS,
    NOBODY,
    NOT_ALONE,
    NOT_IN_NAMES,
    OFFICE_WORDS,
    ORGANISATIONS,
    OTHER_HANDS,
    OTHER_WORK,
    PARTICLES,
    ROLES,
    TITLES,
    WEAK_AND,
    WORDS_OF_NAMES,
)
from crawler.extraction.vocabulary.tables import without_accents

LONGEST_BYLINE = 300
LONGEST_NAME = 60
MOST_WORDS = 6
"""Words of a name; the longest seen are Spanish and Portuguese ones with particles."""
LONGEST_WITHOUT_SPACES = 16
"""Characters of a name in a script without spaces; the longest are foreign names in Japanese."""

_BY = re.compile(
    rf"^(?:(?:aus|in)\s[^\W\d_]{{3,20}}\s(?=von\s))?(?:(?:{LEAD_INS})\s+){{0,5}}(?:{BY_WORDS})(?![^\W\d_])\s*[:：=＝/／・.\-–—]*\s*",
    re.I,
)
"""Words before the first name of a byline: "By", "Ein Kommentar von", "Von unserem"…"""
_LEAD_IN = re.compile(rf"^(?:(?:{LEAD_INS})\s+){{1,4}}(?:(?:à|in|en|aus|a)\s+)?", re.I)
_OTHER_WORK = re.compile(rf"^(?:{OTHER_WORK})(?![^\W\d_])", re.I)
_OTHER_ALONE = re.compile(rf"(?:{OTHER_WORK})(?:\s+(?:by|von|par|por))?\s*:?", re.I)
_NOT_THIS = " \u2021 "
_OTHER_IN_BRACKETS = re.compile(rf"\s*\((?:{OTHER_WORK})\)", re.I)
"""Other work after a name, "Jost Abel (Fotos)"; the name is marked with a double dagger."""
_OTHER_HANDS = re.compile(
    rf"[.,;]?\s+(?=(?:(?:medically|expert)\s+)?(?:{OTHER_HANDS})\s*(?::|by\b|von\b|par\b|por\b))",
    re.I,
)
"""Where a byline continues with reviewers, editors or photographers."""
_PART_ENDS = re.compile(
    r"\s*(?:[;|•·⋅∙/／\n\t]|\s(?:,\s)?as\s+told\s+to\s|,(?:\s+(?:and|und|et|y|e)\s)?|，|、|\s[–—-]\s|\s\+\s|\s&\s|"
    rf"\s(?:{AND})\s)\s*",
    re.I,
)
_WEAK_AND = re.compile(rf"\s(?:{WEAK_AND})\s")
"""Words for "and" that names also contain (Ortega y Gasset): they separate full names only."""
_PLACE = re.compile(rf"\s+(?:{BEFORE_PLACE})\s+.*$")
_ON_DATE = re.compile(
    r"\s+(?:on|am|le|el|il|op|at|um|den|the|@|»|-)\s+\d.*$|\s+(?:on|am)\s+[^\W\d_].*$"
)
"""A date after a name: "kestrel77 on 5 March 2019"."""
_BRACKETS = re.compile(r"\s*[(\[（【<〈《].*?(?:[)\]）】>〉》]|$)")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S*|www\.\S+|(?<!\w)@\w+")
_KOREAN = re.compile(rf"^(?:\[.*?\]\s*)?([가-힣]{{2,4}})\s*(?:{KOREAN_OFFICES})(?:\s*=)?")
_CHINESE = re.compile(rf"^(.+?)\s*(?:{CHINESE_OFFICES})$")
_CHINESE_LED = re.compile(rf"^[{HAN}]{{2,6}}(?:记者|記者)\s*([{HAN}]{{2,4}})$")
_ARTICLE = re.compile(r"^l['’](?=[A-Z]{2})")
_TITLES = re.compile(rf"^(?:(?:{TITLES})\.?\s+)+(?=\S+\s+\S)", re.I)
_NO_SPACES = re.compile(f"[{CJK}]")
_NO_NAME = re.compile(
    r"[{}\[\]<>=#%$€£\\\"“”«»:!?…✕×→←›‹↓↑★☆✓▸▶®™+*_~^|]|\d|[a-zà-ÿ]{3,}\.\s+[A-ZÀ-Ý]?[a-zà-ÿ]{4,}"
)
_GLUED = re.compile(r"[a-zà-ÿ]{5}[A-ZÀ-Ý]")
"""Menu words without a space between them, "ChecklistsJust"; unlike McCall, LeVine, DeSiato."""
NOT_IN_PERSONS = ROLES | GROUPS | ORGANISATIONS | NOT_IN_NAMES
_ACCOUNT = re.compile(r"[^\W\d_][\w.-]*[^\W\d_][\w.-]*")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-ÝА-Я]")
_INNER = re.compile(r"(?:^|(?<=[-–'’])|(?<=^mc))[^\W\d_]")
_ENDS = " \t\n,;:|-–—\"'“”„«»"


@dataclass(frozen=True, slots=True)
class Names:
    """The persons, agencies and groups that a byline names."""

    persons: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    """Desks, teams and organisations: "Lantern Staff", "Redaktion"."""

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
    only (it was stated as the author): then a single word is a name too, as it is after "By".
    """
    outlets = {comparable_name(name).removeprefix("the ") for name in not_names}
    persons: list[str] = []
    agencies: list[str] = []
    groups: list[str] = []
    account = False
    for row, led in _rows(byline):
        if account and not led:
            break  # "by kestrel77"; the rows below have a date and a forum
        office = False
        for part in _parts(row):
            name = _as_name(part)
            office = office or (bool(persons) and _is_job_title(part))
            if not name or comparable_name(name).removeprefix("the ") in outlets:
                continue
            if comparable_name(name) in AGENCIES:
                agencies.append(name)
            elif is_name(name, alone=sure or led):
                if not office or begins_with_given_name(name) or _NO_SPACES.search(name):
                    persons.append(in_mixed_case(name))
            elif (sure or led) and is_group(name):
                groups.append(name)
        account = led and bool(persons) and not any(" " in name for name in persons)
    if any(" " in name for name in persons):
        # Beside full names a single word is a place: "By Orla Fennimore, Geneva".
        persons = [name for name in persons if " " in name or _NO_SPACES.search(name)]
    return Names(
        tuple(without_repetitions(persons)),
        tuple(without_repetitions(agencies)),
        tuple(without_repetitions(groups)),
    )


def _rows(byline: str) -> Iterator[tuple[str, bool]]:
    """The rows of a byline without "By", each with whether "By" introduces it.

    Rows below "Photos by" are left out; names with other work in brackets are marked.
    """
    line = _BRACKETS.sub(" ", _OTHER_IN_BRACKETS.sub(_NOT_THIS, byline[:LONGEST_BYLINE]))
    line = _OTHER_HANDS.sub("\n", line)
    line = _ADDRESS.sub(" ", unicodedata.normalize("NFC", line)).strip(_ENDS)
    above = ""
    led = other_work = False
    for row in line.split("\n"):
        if other_work:
            other_work = False  # the line above was only "Photos by"
            continue
        other_work = _OTHER_ALONE.fullmatch(row.strip()) is not None
        led_above = led  # a line with only "By" introduces the next
        rest, led = without_by(row)
        led = led or (led_above and not above)
        yield rest, led
        above = rest


def without_by(line: str) -> tuple[str, bool]:
    """A byline without the words before its first name, and whether there were any."""
    line = line.strip()
    match = _BY.match(line)
    if match is None:
        return line, False
    rest = line[match.end() :]
    word = match[0].strip()
    if word.lower() in WORDS_OF_NAMES and word[0].isupper() and _is_surname(rest):
        return line, False  # Di Marco, De Gaulle
    if lead := _LEAD_IN.match(rest):
        rest = rest[lead.end() :]
    return rest, True


def _is_surname(rest: str) -> bool:
    """Whether one word after "Di", "De" or "Von" forms a name with it, and is no agency."""
    name = comparable_name(rest)
    known = name in GROUPS or name in AGENCIES
    return len(rest.split()) < 2 and not rest[:1].islower() and not known


def is_name(text: str, *, alone: bool = False) -> bool:
    """Whether a text looks like one person's name; `alone` lets a single word pass."""
    if not 2 <= len(text) <= LONGEST_NAME:
        return False
    words = text.split()
    plain_words = [comparable_name(word) for word in words]
    if not NOT_IN_PERSONS.isdisjoint(plain_words) and not _ends_in_surname(words):
        return False
    if len(words) == 1 and alone and text.isascii() and plain_words[0] not in NOT_ALONE:
        return _ACCOUNT.fullmatch(text) is not None
    if _NO_NAME.search(text) or _GLUED.search(text):
        return False
    if _NO_SPACES.search(text):
        return len(text.replace(" ", "").replace("・", "")) <= LONGEST_WITHOUT_SPACES
    if len(words) > MOST_WORDS or not words[0][0].isalpha():
        return False
    if len(words) == 1:
        return alone and plain_words[0] not in NOT_ALONE
    if alone and text.islower():
        return True  # an account name in lower case
    small = [word for word in words if word[0].islower() and "'" not in word]
    if words[0] in small and comparable_name(words[0]) not in PARTICLES:
        return False
    if alone and len(words) == 2 and small == words[1:]:
        return True  # Blogger accounts: "Orla fennimore"
    if all(len(word) < 3 for word in words):
        return False  # "FR IT EN"
    return len(small) < len(words) and all(word.lower() in PARTICLES for word in small)


def _ends_in_surname(words: Sequence[str]) -> bool:
    """Whether a common word is a surname here, after a given name: Best, Bank, Read."""
    return (
        len(words) == 2
        and begins_with_given_name(" ".join(words))
        and comparable_name(words[1]) not in ROLES
        and comparable_name(words[1]) not in GROUPS
    )


def is_group(text: str) -> bool:
    """Whether a text that is known to name authors names a group or a department."""
    words = [comparable_name(word) for word in text.split()]
    if text.islower():
        return False
    if (
        not (text[0].isupper() or words[0] == "the")
        or not 1 <= len(words) <= MOST_WORDS
        or len(text) > LONGEST_NAME
        or _NO_NAME.search(text)
    ):
        return False
    if not NOBODY.isdisjoint(words) or not NOT_IN_NAMES.difference({"the"}).isdisjoint(words):
        return False
    if not GROUPS.isdisjoint(words):
        return True
    if len(words) < 2 or all(word in ROLES or word in PARTICLES for word in words):
        return False
    return not (ROLES | ORGANISATIONS).isdisjoint(words)


def begins_with_given_name(name: str) -> bool:
    """Whether a name of more than one word begins with a common given name."""
    first, _, rest = comparable_name(name).partition(" ")
    return bool(rest) and (first in GIVEN_NAMES or first.partition("-")[0] in GIVEN_NAMES)


def in_mixed_case(name: str) -> str:
    """A name without full capitals: Orla van der Veen for "ORLA VAN DER VEEN".

    Words without a vowel are initials and stay; so does a name of a single word.
    """
    words = name.split()
    if len(words) < 2:
        return name
    lowered = [
        _lowered(word, first=number == 0) if name.isupper() or _is_in_capitals(word) else word
        for number, word in enumerate(words)
    ]
    return " ".join(lowered)


def _is_in_capitals(word: str) -> bool:
    """Whether a word is a surname in capitals, as French and Russian bylines write it."""
    return len(word) > 3 and word.isupper()


def _lowered(word: str, *, first: bool) -> str:
    if "." in word or not _VOWEL.search(word):
        return word
    if not first and word.lower() in PARTICLES:
        return word.lower()
    return _INNER.sub(lambda match: match[0].upper(), word.lower())


@lru_cache(maxsize=4096)
def comparable_name(text: str) -> str:
    """A name normalised for comparison: without case, accents, full stops and doubled spaces."""
    return " ".join(without_accents(text).split()).strip(" .,:;")


def without_repetitions(names: Iterable[str]) -> list[str]:
    """The names without repetitions, each in its first spelling."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(comparable_name(name), name)
    return list(seen.values())


def _parts(line: str) -> list[str]:
    parts: list[str] = []
    for part in _PART_ENDS.split(line):
        halves = _WEAK_AND.split(part)
        full = len(halves) > 1 and all(len(half.split()) >= 2 for half in halves)
        parts.extend(halves if full else [part])
    return parts


def _as_name(part: str) -> str:
    """The name in a part of a byline; empty for a degree or other work."""
    part = " ".join(part.split()).strip(_ENDS)
    if _OTHER_WORK.match(part) or _NOT_THIS.strip() in part or part.lower().strip(".") in DEGREES:
        return ""
    if korean := _KOREAN.match(part):
        return korean[1]
    if chinese := _CHINESE.match(part) or _CHINESE_LED.match(part):
        part = chinese[1]
    part = _ARTICLE.sub("", part)
    part, _ = without_by(part)
    part = _TITLES.sub("", _ON_DATE.sub("", part))
    if len(part.split()) > 2:
        shorter = _PLACE.sub("", part)
        part = shorter if len(shorter.split()) >= 2 else part
    words = part.split()
    while len(words) > 2 and words[-1].lower().strip(".,") in DEGREES:
        words.pop()
    if len(words) > 1 and _is_role(words[0]) and words[1].lower() in OFFICE_WORDS:
        return ""  # "Head of the Moscow bureau"
    if GROUPS.isdisjoint(map(comparable_name, words)):
        while len(words) > 2 and _is_role(words[0]):
            words.pop(0)
        office = words[-1] if len(words) > 2 and _is_role(words[-1]) else ""
        while len(words) > 2 and _is_role(words[-1]):
            words.pop()
        if office.islower() and len(words) == 3 and begins_with_given_name(" ".join(words)):
            words.pop()  # "Orla Fennimore Education editor"
    return " ".join(words).strip(_ENDS)


def _is_job_title(part: str) -> bool:
    """Whether a part begins or ends with a role: "Head of Sales", "Home Security Expert"."""
    words = part.split()
    return bool(words) and (_is_role(words[0]) or _is_role(words[-1].strip(_ENDS)))


def _is_role(word: str) -> bool:
    """Whether a word is a role, or a compound that ends in one: "Nahost-Korrespondentin"."""
    return comparable_name(word) in ROLES or comparable_name(word.rpartition("-")[2]) in ROLES
