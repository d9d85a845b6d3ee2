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
"""Any letter of those scripts, and some more: a text without one is Latin."""
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
"""Languages of each script, the most common first."""
_WRITTEN_OTHERWISE = frozenset(name for names in _LANGUAGES.values() for name in names)
"""Those that are not written in Latin letters, or not always."""
TWO_SCRIPTS = frozenset({"sr", "bs", "ku", "kk", "mn"})
"""Those of them that are also written in Latin letters."""
_OTHER_LETTERS = {"uk": re.compile("[іїєґ]", re.I), "fa": re.compile("[پچژگ]")}
"""Letters that are used in only one language of a script."""
_TAKEN_FOR = {"ru": "uk", "ar": "fa"}
"""Languages that templates declare wrongly, and the smaller languages they are declared for."""
LETTER_SHARE = 0.01
"""Share of such letters in a text: over 6 % in Ukrainian, 2 % in Persian; else only in names."""
_FUNCTION_WORDS: Final[dict[str, str]] = table("languages")["function_words"]
_LANGUAGES_OF_WORD: dict[str, list[str]] = {}
for _language, _listed in _FUNCTION_WORDS.items():
    for _word in word_list(_listed):
        _LANGUAGES_OF_WORD.setdefault(_word, []).append(_language)
_LATIN_WORD = re.compile(r"[^\W\d_]+")


class LanguageProof(NamedTuple):
    """Thresholds on a language's common words from which a text is in it."""

    words: int
    """Smallest number of words: headlines and bylines alone lack common words."""
    share: float
    """Smallest share of the language's common words; in prose it is a quarter to a half."""
    times: float
    """Ratio to the common words of the declared language, or of the second best where none is
    declared: Spanish and Portuguese share nearly half."""


RECORDED = LanguageProof(words=20, share=0.15, times=2.0)
LIKELY = LanguageProof(words=1, share=0.05, times=1.2)
"""Where a guess helps: of the corpus's texts without their tags, 1,020 of 1,043 long ones (300
characters and more) are right and 6 wrong, of short ones 221 and 25 of 454."""

SHARE = 0.3
"""Share of letters that decides a text's script: any text has foreign words and Latin names."""


def language_of(declared: Iterable[tuple[str, str]], text: str) -> tuple[str, str] | None:
    """The language as a short BCP 47 tag, and its source; None when it cannot be determined.

    `declared` are the page's declarations with their places, the most trustworthy first. A
    template's leftover "en" on a page in another script is ignored.
    """
    script = _script(text)
    fitting = _LANGUAGES.get(script or "", ())
    for word, place in declared:
        if tag := _short(word):
            primary = tag.split("-")[0]
            latin = primary not in _WRITTEN_OTHERWISE or primary in TWO_SCRIPTS or not text.strip()
            if primary in fitting or (latin and not fitting):
                other = _by_letters(text, primary) if fitting else _by_words(text, primary)
                return (other, "text") if other else (tag, place)
    language = _of_script(text, fitting) if fitting else _by_words(text)
    return (language, "text") if language else None


def hyphenated(tag: str) -> str:
    """A language tag with hyphens, as BCP 47 writes it, where a page has a locale ("en_GB")."""
    return tag.replace("_", "-")


def likeliest_language(text: str) -> str | None:
    """The most likely language of a text without declarations; None when there is no evidence.

    It is used to read dates, so that a guess helps where `language_of` would record none.
    """
    fitting = _LANGUAGES.get(_script(text) or "", ())
    if fitting:
        return _of_script(text, fitting)
    return _by_words(text, proof=LIKELY)


def _of_script(text: str, fitting: tuple[str, ...]) -> str:
    """The language whose special letters occur in the text, else the most common of the script."""
    others = (
        language
        for language, letters in _OTHER_LETTERS.items()
        if language in fitting and letters.search(text)
    )
    return next(others, fitting[0])


def _by_letters(text: str, declared: str) -> str | None:
    """The language whose special letters are frequent in a text that declares another language."""
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
    """The language whose common words clearly outnumber those of the declared one in a Latin text.

    A declared language without a word list here is accepted.
    """
    if declared is not None and declared not in _FUNCTION_WORDS:
        return None
    words = _LATIN_WORD.findall(text.lower())
    if len(words) < proof.words:
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
    """A declared language, shortened: the region is kept only where it determines the script."""
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
    """The main script of a text, or None when it is Latin."""
    if not _BEYOND_LATIN.search(text):
        return None
    letters = sum(map(str.isalpha, text))
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    if counts["kana"] >= 0.1 * letters and counts["kana"]:
        return "kana"
    best = max(counts, key=lambda name: counts[name])
    return best if letters and counts[best] >= SHARE * letters else None
