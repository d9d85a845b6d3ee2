"""What is told of fields with nothing behind them, and of signs that only other engines know."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from archive.search.pieces import LONE_FIELD, PIECE, short

IN_CAPITALS = {
    "or": "in capitals, OR finds one of the two",
    "not": "in capitals, NOT leaves out what follows",
    "and": "all words must be there anyway",
}
"""What is told of joining words in small letters. They stay words: `or` is one in French, too."""
NEAR_EXAMPLE = "NEAR(ferry bridge, {distance})"
NEAR_ELSEWHERE = re.compile(
    r"[^\W\d_]*/(?P<distance>\d{1,3})|(?i:adj|near)(?P<words>\d{1,3})|(?i:w?/[sp])|ADJ|AROUND"
)
"""`w/5`, `pre/5`, `ferry/5`, `adj3`, `/s`, `AROUND(5)`; 9/11 is none."""
REQUIRED = re.compile(r"\+(?:[^\W\d_].*)?|&{1,2}")


def notes_on(pieces: Sequence[re.Match[str]]) -> Iterator[str]:
    """A sentence on each kind of sign that is none here, about the first of the kind."""
    yield from dict.fromkeys(map(field_apart, filter(itemgetter("apart"), pieces)))
    words = list(words_of(pieces))
    for rule in RULES:
        if sentence := next(filter(None, map(rule, words)), None):
            yield sentence
    yield from dict.fromkeys(in_small_letters(pieces))


def words_of(pieces: Iterable[re.Match[str]]) -> Iterator[str]:
    """The words outside of phrases, also those in NEAR( )."""
    for piece in pieces:
        if piece["near"] is not None:
            yield from words_of(PIECE.finditer(piece["near"]))
        elif piece["word"] is not None:
            yield piece["word"]


def in_small_letters(pieces: Sequence[re.Match[str]]) -> Iterator[str]:
    """What is told of `or`, `and` and `not` that stand between two words."""
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        word = piece["word"]
        joins = (before["word"] or before["phrase"] or before["close"]) and not after["close"]
        if word in IN_CAPITALS and joins and not after["operator"]:
            yield f"“{word}” was looked for as a word; {IN_CAPITALS[word]}."


def field_apart(piece: re.Match[str]) -> str:
    """What is told of a field with a blank behind it."""
    name = piece["apart"]
    return f"`{name}:` has a blank behind it and was passed over; write {name}:… without one."


def lone_field(word: str) -> str | None:
    """What is told of a field at the end."""
    if LONE_FIELD.fullmatch(word):
        return f"`{word}` has nothing behind it; looked for the word."
    return None


def either(word: str) -> str | None:
    """What is told of a sign for OR."""
    if "|" in word:
        return "`|` is no sign of a query; write OR for one word or the other."
    return None


def left_open(word: str) -> str | None:
    """What is told of signs for letters, but for a star behind a word; addresses have some."""
    inside = word.rstrip("*")
    sign = next((sign for sign in "*?!" if sign in inside), None)
    if sign is None or "/" in word or not any(map(str.isalnum, word)):
        return None
    return (
        f"`{sign}` in `{short(word)}` was passed over:"
        " only the end of a word can be left open, by a star as in `harb*`."
    )


def near_each_other(word: str) -> str | None:
    """What is told of signs for words near each other."""
    if not (found := NEAR_ELSEWHERE.fullmatch(word)):
        return None
    example = NEAR_EXAMPLE.format(distance=found["distance"] or found["words"] or 5)
    return f"`{short(word)}` is no sign of a query; write {example} for words near each other."


def required(word: str) -> str | None:
    """What is told of signs for words that must be there."""
    if REQUIRED.fullmatch(word):
        return f"`{word[0]}` was passed over; all words must be there anyway."
    return None


def alike(word: str) -> str | None:
    """What is told of a sign for words that are alike, or near each other."""
    if "~" in word:
        example = NEAR_EXAMPLE.format(distance=5)
        return (
            "`~` is no sign of a query: words are found as they stand,"
            f" and near each other by {example}."
        )
    return None


RULES: tuple[Callable[[str], str | None], ...] = (
    lone_field,
    either,
    left_open,
    near_each_other,
    required,
    alike,
)
