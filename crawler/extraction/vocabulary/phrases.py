"""The phrases of furniture: what comment widgets and share buttons say around a column.

A phrase is weak evidence: whether a line that equals one is furniture is decided where it stands
(`furniture`, `flattened`), never here. The phrases stand in `furniture_phrases.toml`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from archive.text.sizes import text_size
from crawler.extraction.vocabulary.tables import phrase_list, table

LONGEST_PHRASE = 190
"""Characters of the longest line looked up; the longest phrase with its placeholders has fewer."""
LONGEST_FILLER = 60
"""Characters a placeholder stands for at most: a name, a service, a list of marks."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a line says that equals a phrase of furniture."""

    kind: str
    certain: bool
    """False when columns print such lines too."""


def phrase_key(text: str) -> str:
    """A line as phrases are compared: case, width, quotes and what surrounds it put aside."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_SAME)
    text = " ".join(text.split()).casefold()
    return text.strip(_AROUND) or text


def phrase_of(line: str) -> Phrase | None:
    """The phrase that a whole line equals, of those that start with words."""
    return None if len(line) > LONGEST_PHRASE else _phrase_of(line)


@lru_cache(maxsize=8192)
def _phrase_of(line: str) -> Phrase | None:
    """The same for a line of no great length; most are printed again on the next page."""
    key = phrase_key(line)
    known = _known()
    if key in known.exact:
        return known.exact[key]
    for pattern, phrase in known.templates.get(key[:1], ()):
        if pattern.fullmatch(key):
            return phrase
    return None


def may_be_certain(text: str) -> bool:
    """Whether a text starts as a certain phrase does; cheap, for the thousand texts of a page."""
    return text.lstrip(_AROUND_RAW)[:_STARTS_WITH].casefold() in _known().starts


def phrases_in(line: str) -> Phrase | None:
    """The first of the phrases that make up a line, with little between them.

    Flattened text runs them together: "You are commenting using your account. Log Out / Change )".
    """
    if len(line) > 2 * LONGEST_PHRASE:
        return None
    whole = phrase_of(line)
    if whole is not None:
        return whole
    rest = phrase_key(line)
    start, first = _phrase_at_start(rest), None
    if start is None or not start[1].certain:
        named = _starting_with_a_name(rest)
        if named is not None:
            return named
    loose = 0
    while rest:
        start = _phrase_at_start(rest)
        if start is None:
            word, _, rest = rest.partition(" ")
            loose += text_size(word)
            if loose > _LOOSE_SIZE:
                return None
        else:
            end, phrase = start
            first = first or phrase
            rest = rest[end:]
        rest = rest.lstrip(_AROUND)
    return first


_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "…": "...", "–": "-"})
_AROUND = " \t.:：。»›→*|()（）"
_AROUND_RAW = _AROUND + "\n\r\xa0"
_STARTS_WITH = 3
"""Characters by which a text is first looked up."""
_LOOSE_SIZE = 12
"""Size of what may stand between known phrases: the label of an icon ("Logo"), a mark."""
_SHORTEST_RUN_ON = 7
"""Size of the shortest phrase looked for within a line of several."""
_Template = tuple[re.Pattern[str], Phrase]


@dataclass(frozen=True, slots=True)
class _KnownPhrases:
    """All phrases, ready to be looked up by their keys."""

    exact: Mapping[str, Phrase]
    templates: Mapping[str, tuple[_Template, ...]]
    """Phrases with a placeholder, by their first character."""
    named: tuple[_Template, ...]
    """Phrases that start with the placeholder."""
    starts: frozenset[str]
    """How certain phrases start."""


@cache
def _known() -> _KnownPhrases:
    exact: dict[str, Phrase] = {}
    templates: dict[str, tuple[_Template, ...]] = {}
    named: list[_Template] = []
    for kind, languages in table("furniture_phrases").items():
        for text in (text for listed in languages.values() for text in phrase_list(listed)):
            phrase = Phrase(kind, certain=not text.startswith("~"))
            key = phrase_key(text.removeprefix("~"))
            if "%" not in key:
                exact.setdefault(key, phrase)
                continue
            if key.endswith(" %"):  # a filler of marks alone is put aside: "are marked *"
                exact.setdefault(key[:-1].strip(_AROUND), phrase)
            pattern = re.compile(re.escape(key).replace("%", f".{{1,{LONGEST_FILLER}}}?"))
            if key[0] == "%":
                named.append((pattern, phrase))
            else:
                templates[key[0]] = (*templates.get(key[0], ()), (pattern, phrase))
    certain = [key for key, phrase in exact.items() if phrase.certain] + [
        pattern.pattern.replace("\\", "").partition(".{")[0]
        for several in templates.values()
        for pattern, phrase in several
        if phrase.certain
    ]
    starts = frozenset(key[:_STARTS_WITH] for key in certain)
    return _KnownPhrases(exact, templates, tuple(named), starts)


def _phrase_at_start(key: str) -> tuple[int, Phrase] | None:
    """Where the longest phrase at the start of a line's key ends."""
    known = _known()
    for pattern, phrase in known.templates.get(key[:1], ()):
        match = pattern.match(key)
        if match and not pattern.pattern.endswith("?") and _stops(key, match.end()):
            return match.end(), phrase
    ends = [match.start() for match in re.finditer(r"\W|$", key)]
    for end in reversed(ends):
        text = key[:end].strip(_AROUND)
        if end <= LONGEST_PHRASE and text in known.exact and text_size(text) >= _SHORTEST_RUN_ON:
            return end, known.exact[text]
    return None


def _stops(key: str, end: int) -> bool:
    return end == len(key) or not key[end].isalnum()


def _starting_with_a_name(key: str) -> Phrase | None:
    if len(key) > LONGEST_FILLER:
        return None
    return next((phrase for pattern, phrase in _known().named if pattern.fullmatch(key)), None)
