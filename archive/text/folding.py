"""Words as they are compared: whatever the spelling, the script's forms and the marks inside.

SQLite's unicode61 tokenizer keeps a Korean noun and its particle, a whole Chinese sentence and
"Straße" as one word each, and cuts a word at a soft hyphen. What is found all the same stands in
`index_words`, which has the words of this module indexed beside the text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, wraps
from typing import NamedTuple, TypeVar

from archive.model.writing_systems import INDEXED_BY_PAIRS
from archive.text.han_variants import HAN_VARIANTS
from archive.text.indian_scripts import (
    INDIAN_MARKS,
    IS_INDIAN,
    JOINER,
    as_compared,
    with_half_letters,
)

MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
)
"""Accents, Hebrew and Arabic points, tatweel: they stand inside words and may be left out."""
UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff"
)
"""Soft hyphen, joiners, spaces of no width, marks of direction and of a sign's variant."""
APOSTROPHES = "\u02b9-\u02bf\u02c8\ua78b\ua78c"
"""Letters to Unicode and apostrophes to a reader (Qurʼan, ʿAbd): they part words as ' does."""

LETTER = rf"(?![{INDEXED_BY_PAIRS}{APOSTROPHES}])[^\W_]"
IN_NUMBERS = ".,'’٬\u00a0\u2009\u202f"
"""What parts the thousands of a number."""
PARTING = re.compile(f"[{IN_NUMBERS}]")
NO_PART = re.compile(f"[{UNSEEN}]")
MARK = re.compile(f"[{MARKS}]")
SCRIPT_MARKS = "".join(
    chr(code)
    for start, end in ((0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x17E0))
    for code in range(start, end)
    if unicodedata.category(chr(code)).startswith("M")
)
"""Vowels, tones and stackers of Thai, Lao, Burmese and Khmer, which belong to the letter before."""
AS_LETTERS = str.maketrans({mark: chr(0xE000 + ord(mark)) for mark in SCRIPT_MARKS + INDIAN_MARKS})
"""Vowel signs as signs of private use: the tokenizer would cut a word at them."""
WHOLE = "\uf8ef"
"""Before a word in a script of India, as the tokenizer makes words of pieces of others."""
SIGN = re.compile(rf"[^{UNSEEN}][{SCRIPT_MARKS}{UNSEEN}\uff9e\uff9f]*")
"""A Chinese or Korean sign, or a letter of South-East Asia with its marks."""
DIGIT = re.compile(r"(?![0-9])\d")
CYRILLIC = re.compile("[\u0400-\u052f]")

KEPT = 10_000
SHORT = 40
"""So many texts are remembered of those that are no longer (8 MB): words and signs come again."""

SPELLINGS = HAN_VARIANTS | str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ё": "е",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "ک": "ك",
        "ڪ": "ك",
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
    }
)
"""Letters people type for others, beyond what decomposing and dropping marks does."""
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""How German and Nordic letters are written where a keyboard has none of them."""


Made = TypeVar("Made")


def remembered(make: Callable[[str], Made]) -> Callable[[str], Made]:
    """The same function, which remembers what it made of the last short texts."""
    of_short = lru_cache(KEPT)(make)

    @wraps(make)
    def made(text: str) -> Made:
        return of_short(text) if len(text) <= SHORT else make(text)

    return made


class Word(NamedTuple):
    """A word of a text, or a run of signs of a script without spaces, and how it is compared."""

    start: int
    end: int
    text: str
    is_run: bool
    has_initials: bool

    @property
    def folded(self) -> str:
        """How it is compared."""
        return fold(self.text)

    @property
    def is_plain(self) -> bool:
        """Whether the index holds it as it is compared."""
        if self.text.isascii() and self.text.isalnum():
            return True
        return not self.is_run and self.token == indexed(self.text)

    @property
    def token(self) -> str:
        """The form in which the index holds it, if it is no run."""
        return as_token(self.folded)

    @property
    def is_parted(self) -> bool:
        """Whether the index holds it, as it stands in a text, in pieces or among other signs."""
        return self.is_run or IS_INDIAN.search(self.text) is not None

    @property
    def is_acronym(self) -> bool:
        """Whether it is one of two letters: U.S. or US, which is also a word if case is lost."""
        return (self.has_initials or self.text.isupper()) and len(self.folded) == 2


@cache
def _word() -> re.Pattern[str]:
    """What a word is: compiled when it is first asked, as that takes 10 ms."""
    return re.compile(
        rf"(?P<run>[{INDEXED_BY_PAIRS}](?:[{UNSEEN}]*[{INDEXED_BY_PAIRS}])*)"
        rf"|(?<![^\W_])(?P<initials>{LETTER}(?<!\d)(?:\.{LETTER}(?<!\d))+(?![^\W_])\.?)"
        rf"|(?<!\d)(?<!\d[{IN_NUMBERS}])\d{{1,3}}(?P<apart>[{IN_NUMBERS}])(?:\d{{2,3}}(?P=apart))*\d{{3}}(?!\d)"
        rf"|{LETTER}(?:[{UNSEEN}]*(?:{LETTER}|[{MARKS}]|[{INDIAN_MARKS}]{JOINER}?+))*"
    )


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; a run of signs is parted from letters beside it."""
    return map(_as_word, _word().finditer(text))


def rows_among(
    text: str, stretches: Iterable[tuple[int, int]], may_be: Callable[[str], bool], *, runs: bool
) -> Iterator[list[Word]]:
    """Words in a row of which each folded one may be meant; with `runs` any run of signs may.

    Only some stretches of the text are looked at, and few words of a long one are made.
    """
    known: dict[str, bool] = {}
    for start, end in stretches:
        row: list[Word] = []
        for match in _word().finditer(text, start, end):
            here = match[0]
            if here not in known:
                known[here] = may_be(fold(here)) or (runs and match["run"] is not None)
            if known[here]:
                row.append(_as_word(match))
            elif row:
                yield row
                row = []
        if row:
            yield row


def _as_word(match: re.Match[str]) -> Word:
    run, initials = match.group("run", "initials")
    return Word(*match.span(), match[0], run is not None, initials is not None)


@remembered
def fold(word: str) -> str:
    """A word as it is compared: without case, accents, points and spelling variants of a letter."""
    whole = PARTING.sub("", word)
    if whole.isascii():
        return whole.lower()
    return unicodedata.normalize("NFC", bare(whole.casefold()).translate(SPELLINGS))


def fold_name(name: str) -> str:
    """A name as names are compared: its words folded, one space between them."""
    return fold(" ".join(name.split())).strip()


def spelt_out(word: str) -> str:
    """A word folded, with ä, ö, ü, ø and å as two letters each."""
    return fold(unicodedata.normalize("NFC", word).casefold().translate(SPELT_OUT))


def bare(word: str) -> str:
    """A word decomposed by compatibility, without marks and with digits 0 to 9."""
    decomposed = unicodedata.normalize("NFKD", NO_PART.sub("", with_half_letters(word)))
    if CYRILLIC.search(decomposed):
        decomposed = unicodedata.normalize("NFC", decomposed)  # it keeps its marks: й is no и
    plain = as_compared(MARK.sub("", decomposed))
    return DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), plain)


def as_letters(folded: str) -> str:
    """A folded sign without anything that parts words."""
    return folded.translate(AS_LETTERS)


def as_token(folded: str) -> str:
    """A folded word as one word for the tokenizer."""
    return WHOLE + as_letters(folded) if IS_INDIAN.search(folded) else folded


def indexed(word: str) -> str:
    """A word as unicode61 with remove_diacritics 2 indexes it: accents are lost on a to z only."""
    signs = word.lower()
    return "".join(
        base if "a" <= (base := unicodedata.normalize("NFD", sign)[0]) <= "z" else sign
        for sign in signs
        if not "\u0300" <= sign <= "\u036f"
    )


def signs(run: str) -> list[tuple[int, int, str]]:
    """The signs of a run with their marks: where each stands in it, and its folded form."""
    return [(match.start(), match.end(), fold(match[0])) for match in SIGN.finditer(run)]
