"""The language of a column, from what the page declares and from the script it is written in."""

import re
from collections.abc import Iterable

_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?(?![a-zA-Z])")
_SCRIPTS = {
    "hangul": re.compile(r"[\uac00-\ud7a3]"),
    "kana": re.compile(r"[\u3041-\u30ff]"),
    "han": re.compile(r"[\u3400-\u9fff]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "arabic": re.compile(r"[\u0620-\u06ff]"),
    "greek": re.compile(r"[\u0370-\u03ff]"),
    "hebrew": re.compile(r"[\u05d0-\u05ea]"),
    "thai": re.compile(r"[\u0e01-\u0e4e]"),
    "devanagari": re.compile(r"[\u0904-\u0963]"),
}
_BEYOND_LATIN = re.compile(r"[\u0370-\u1fff\u3041-\ud7a3]")
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
                return tag, place
    if not fitting:
        return None
    for language, letters in _OTHER_LETTERS.items():
        if language in fitting and letters.search(text):
            return language, "text"
    return fitting[0], "text"


def _short(word: str) -> str | None:
    """A declared language as short as can be: a region stays only where it tells the script."""
    found = _TAG.match(word.strip())
    if found is None:
        return None
    primary = found[1].lower()
    if primary in ("und", "mul", "zxx"):
        return None
    if found[2]:
        return f"{primary}-{found[2].title()}"
    return f"{primary}-{found[3].upper()}" if primary == "zh" and found[3] else primary


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
