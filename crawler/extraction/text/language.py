"""The language of a column, from what the page declares, its script and its commonest words."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from archive.model.writing_systems import HAN, HANGUL, KANA, THAI
from crawler.extraction.vocabulary.tables import table, word_list

_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?(?![a-zA-Z])")
_SCRIPTS = {
    "hangul": re.compile(f"[{HANGUL}]"),
    "kana": re.compile(f"[{KANA}]"),
    "han": re.compile(f"[{HAN}]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "arabic": re.compile(r"[\u0620-\u06ff]"),
    "greek": re.compile(r"[\u0370-\u03ff]"),
    "hebrew": re.compile(r"[\u05d0-\u05ea]"),
    "thai": re.compile(f"[{THAI}]"),
    "devanagari": re.compile(r"[\u0904-\u0963]"),
}
_BEYOND_LATIN = re.compile(f"[\u0370-\u1fff{KANA}{HAN}{HANGUL}]")
"""Any letter of those scripts, and some more: without one, none of them need be counted."""
_LANGUAGES = {
    "hangul": ("ko",),
    "kana": ("ja",),
    "han": ("zh", "yue", "ja"),
    "cyrillic": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg", "bs"),
    "arabic": ("ar", "fa", "ur", "ps", "ckb", "ug", "ku"),
    "greek": ("el",),
    "hebrew": ("he", "yi"),
    "thai": ("th",),
    "devanagari": ("hi", "ne", "mr"),
}
"""Languages of each script, the likeliest first."""
TWO_SCRIPTS = frozenset({"sr", "bs", "ku", "kk", "mn"})
"""Of these, the ones that are written in Latin letters too."""
_OTHER_LETTERS = {"uk": re.compile("[іїєґ]", re.I), "fa": re.compile("[پچژگ]")}
"""Letters that only one language of a script has."""
_TAKEN_FOR = {"ru": "uk", "ar": "fa"}
"""Languages of large neighbours that templates declare, and those they are declared for."""
LETTER_SHARE = 0.01
"""Part of a text that such letters are: over 6 % in Ukrainian, 2 % in Persian; else in names."""
_FUNCTION_WORDS: Final[dict[str, str]] = table("languages")["function_words"]
_LANGUAGES_OF_WORD: dict[str, list[str]] = {}
for _language, _listed in _FUNCTION_WORDS.items():
    for _word in word_list(_listed):
        _LANGUAGES_OF_WORD.setdefault(_word, []).append(_language)
_LATIN_WORD = re.compile(r"[^\W\d_]+")


class LanguageProof(NamedTuple):
    """What the commonest words of a language must amount to for a text to be in it."""

    words: int
    """Least words of the text: headlines and bylines alone leave common ones out."""
    share: float
    """Least part of them that is the language's: in prose a quarter to a half."""
    times: float
    """How often they outnumber those of the declared language, or of the next one where none is
    declared: Spanish and Portuguese share nearly half."""


RECORDED = LanguageProof(words=20, share=0.15, times=2.0)
LIKELY = LanguageProof(words=1, share=0.05, times=1.2)
"""Where a guess helps: of the corpus's texts without their tags, 1,020 of 1,043 long ones (300
characters and more) are told right and 6 wrong, of short ones 221 and 25 of 454."""

SHARE = 0.3
"""Part of a text's letters that shows its script: foreign words and Latin names stand in any."""


def language_of(declared: Iterable[tuple[str, str]], text: str) -> tuple[str, str] | None:
    """The language as a short BCP 47 tag, and where it was found; None when nothing tells.

    `declared` are the page's own words for it with their places, the most trustworthy first. A
    template's forgotten "en" on a page in another script is not believed.
    """
    script = _script(text)
    fitting = _LANGUAGES.get(script or "", ())
    written_otherwise = {name for names in _LANGUAGES.values() for name in names}
    for word, place in declared:
        if tag := _short(word):
            primary = tag.split("-")[0]
            latin = primary not in written_otherwise or primary in TWO_SCRIPTS or not text.strip()
            if primary in fitting or (latin and not fitting):
                other = _by_letters(text, primary) if fitting else _by_words(text, primary)
                return (other, "text") if other else (tag, place)
    language = _of_script(text, fitting) if fitting else _by_words(text)
    return (language, "text") if language else None


def likeliest_language(text: str) -> str | None:
    """The language of a text of which nothing else is known; None when nothing tells.

    Dates in it are read by it, so that a guess helps where `language_of` keeps none on record.
    """
    fitting = _LANGUAGES.get(_script(text) or "", ())
    if fitting:
        return _of_script(text, fitting)
    return _by_words(text, proof=LIKELY)


def _of_script(text: str, fitting: tuple[str, ...]) -> str:
    """The likeliest language of a script, or the one whose own letters stand in the text."""
    others = (
        language
        for language, letters in _OTHER_LETTERS.items()
        if language in fitting and letters.search(text)
    )
    return next(others, fitting[0])


def _by_letters(text: str, declared: str) -> str | None:
    """The language whose own letters stand all over a text that is declared to be another's."""
    language = _TAKEN_FOR.get(declared)
    if language is None:
        return None
    letters = len(_OTHER_LETTERS[language].findall(text))
    return language if letters >= LETTER_SHARE * len(text) else None


def _by_words(
    text: str,
    declared: str | None = None,
    *,
    proof: LanguageProof = RECORDED,
) -> str | None:
    """The language whose commonest words a Latin text has, when they outnumber the declared one's.

    A declared language of which no words are kept here is believed.
    """
    words = _LATIN_WORD.findall(text.lower())
    if len(words) < proof.words or (declared is not None and declared not in _FUNCTION_WORDS):
        return None
    counts = dict.fromkeys(_FUNCTION_WORDS, 0)
    for word in words:
        for language in _LANGUAGES_OF_WORD.get(word, ()):
            counts[language] += 1
    best = max(counts, key=lambda language: counts[language])
    rival = declared or max(counts.keys() - {best}, key=lambda language: counts[language])
    sure = counts[best] >= max(proof.share * len(words), proof.times * counts[rival])
    return best if sure and best != declared else None


def _short(word: str) -> str | None:
    """A declared language as short as can be: a region stays only where it tells the script."""
    match = _TAG.match(word.strip())
    if match is None:
        return None
    primary = match[1].lower()
    if primary in ("und", "mul", "zxx"):
        return None
    if match[2]:
        return f"{primary}-{match[2].title()}"
    return f"{primary}-{match[3].upper()}" if primary == "zh" and match[3] else primary


def _script(text: str) -> str | None:
    """The script most of a text is in when it is not Latin."""
    if not _BEYOND_LATIN.search(text):
        return None
    letters = sum(map(str.isalpha, text))
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    if counts["kana"] >= 0.1 * letters and counts["kana"]:
        return "kana"
    best = max(counts, key=lambda name: counts[name])
    return best if letters and counts[best] >= SHARE * letters else None
