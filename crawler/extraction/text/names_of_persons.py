"""What looks like one person's name, how names are written, and when two are the same.

Works on one name; lines with several are parted in `names`. Names in Chinese, Japanese and Korean
have a module of their own, `names_without_spaces`.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from crawler.extraction.text.names_without_spaces import (
    has_east_asian,
    is_east_asian_name,
    looks_like_name,
)
from crawler.extraction.vocabulary.person_words import (
    GIVEN_NAMES,
    GROUPS,
    KEPT_TITLES,
    NOBODY,
    NOT_ALONE,
    NOT_IN_NAMES,
    ORGANISATIONS,
    PARTICLES,
    PLACES,
    ROLES,
    SURNAMES_TOO,
)
from crawler.extraction.vocabulary.tables import without_accents

LONGEST_NAME = 60
MOST_WORDS = 6
"""Words of a name; the longest seen are Spanish and Portuguese ones with particles."""

LONGEST_ABBREVIATION = 5
"""Signs of a name's last word with a full stop: "Jr.", "Esq.", a shortened surname."""

_TITLES = re.compile(rf"(?:(?:{KEPT_TITLES})\.?\s+)+(?=\S+\s+\S)", re.I)
_INITIAL = re.compile(r"[^\W\d_]\.")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NO_NAME = re.compile(r"[{}\[\]<>=#%$€£\\\"“”«»:!?…✕×→←›‹↓↑↩★☆✓▸▶®™+*_~^|\d]")
_SENTENCES = re.compile(r"[a-zà-ÿ]{3,}\.\s+[A-ZÀ-Ý]?[a-zà-ÿ]{4,}")
_GLUED = re.compile(r"[a-zà-ÿ]{5}[A-ZÀ-Ý]")
"""Menu words without a space between them, "ChecklistsJust"; unlike McCall, LeVine, DeSiato."""
NOT_IN_PERSONS = ROLES | GROUPS | ORGANISATIONS | NOT_IN_NAMES
_ACCOUNT = re.compile(r"[^\W\d_][\w.-]*[^\W\d_][\w.-]*")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-ÝА-Я]")
_INNER = re.compile(r"(?:^|(?<=[-–'’])|(?<=^mc))[^\W\d_]")


def is_name(text: str, *, alone: bool = False) -> bool:
    """Whether a text looks like one person's name; `alone` lets a single word pass."""
    if not 2 <= len(text) <= LONGEST_NAME:
        return False
    text = _without_titles(_without_other_script(text))
    if has_east_asian(text):
        return is_east_asian_name(text, sure=alone)
    words = text.split()
    plain_words = [comparable_name(word) for word in words]
    common = not NOT_IN_PERSONS.isdisjoint(plain_words) and not _ends_in_surname(words, sure=alone)
    if common or not words or (len(words) > 1 and comparable_name(text) in PLACES):
        return False
    if len(words) == 1 and alone and text.isascii() and plain_words[0] not in NOT_ALONE:
        return _ACCOUNT.fullmatch(text) is not None
    if _is_no_name(text) or _GLUED.search(text):
        return False
    ended = words[-1].endswith(".") and len(words[-1]) > LONGEST_ABBREVIATION
    if ended or len(words) > MOST_WORDS or not words[0][0].isalpha():
        return False
    if len(words) == 1:
        return alone and plain_words[0] not in NOT_ALONE
    if alone and is_without_capitals(text):
        return True  # an account name in lower case
    small = [word for word in words if is_without_capitals(word[0]) and "'" not in word]
    if words[0] in small and comparable_name(words[0]) not in PARTICLES:
        return False
    if alone and len(words) == 2 and small == words[1:]:
        return True  # Blogger accounts: "Orla fennimore"
    if all(len(word) < 3 for word in words):  # "FR IT EN", but "Von O. F."
        return alone and all(map(_INITIAL.fullmatch, words))
    return len(small) < len(words) and all(word.lower() in PARTICLES for word in small)


def _is_no_name(text: str) -> bool:
    """Whether a text has signs that no name has, or the end of a sentence."""
    return bool(_NO_NAME.search(text) or ("." in text and _SENTENCES.search(text)))


def is_without_capitals(text: str) -> bool:
    """Whether a text is in small letters, in a script that has capitals in names."""
    return text.islower() and text.title() != text  # Georgian writes names without


def _without_other_script(text: str) -> str:
    """A name without its other spelling in brackets: Park Min-ho (박민호)."""
    return _IN_BRACKETS.sub("", text).strip() if text.endswith(")") else text


def _ends_in_surname(words: Sequence[str], *, sure: bool) -> bool:
    """Whether a common word is a surname here, after a given name: Best, Bank, Read.

    Where an author is known to be named, You and Min are ones after any word that is not common.
    """
    if len(words) != 2:
        return False
    first, last = map(comparable_name, words)
    if sure and last in SURNAMES_TOO and words[1].istitle():
        return first not in NOT_IN_PERSONS
    known = begins_with_given_name(" ".join(words))
    return known and last not in ROLES and last not in GROUPS


def is_group(text: str) -> bool:
    """Whether a text that is known to name authors names a group or a department."""
    words = [comparable_name(word) for word in text.split()]
    if is_without_capitals(text):
        return False
    if (
        not (text[0].isupper() or words[0] == "the")
        or not 1 <= len(words) <= MOST_WORDS
        or len(text) > LONGEST_NAME
        or _is_no_name(text)
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
    """Whether a name of more than one word begins with a common given name.

    In Chinese, Japanese and Korean: whether it has a known surname and such characters as follow.
    """
    if has_east_asian(name):
        return looks_like_name(_without_other_script(name))
    first, _, rest = name_key(name).partition(" ")
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


def _without_titles(name: str) -> str:
    titles = _TITLES.match(name)
    return name if titles is None else name[titles.end() :]


def without_title(name: str) -> str:
    """A name without academic titles, unless initials follow: Dr. A. K. Sen is known so."""
    rest = _without_titles(name)
    return name if _INITIAL.match(rest) else rest


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """A name for comparison without titles and other spellings: who is the same person."""
    return comparable_name(_without_titles(_without_other_script(name))) or comparable_name(name)


def without_repetitions(names: Iterable[str]) -> list[str]:
    """The names without repetitions, each in its first spelling."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(name_key(name), name)
    return list(seen.values())
