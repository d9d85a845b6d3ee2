"""Where words may stand in a text: all of it is found that a look at each word would find."""

import random
from collections.abc import Iterator

import pytest

from archive.text.folding import fold, words
from archive.text.occurrences import stretches_with

PIECES = (
    "a", "b", "ß", "ss", "é", "e\u0301", "İ", "ﬁ", "fi", "U.S.", "us", "U.N.E.S.C.O.", "1,000",
    "1000", "1\u202f000", "٣", "3", "½", "'", "’", "l’", "d'", " ", "  ", " – ", "-", ".", "\n",
    "\u00a0", "\u00ad", "\u200d", "…", "¨", "_", "x_y", "《", "й", "и", "Ё", "е", "ſ", "Σ", "ς",
    "ä", "ae", "Ø", "Œ", "Ǆ", "ŉ", "𝐀", "K", "Å", "김일성은", "김일성", "은", "中国", "國", "外",
    "ال", "سياسة", "السِّياسة", "ﷺ", "हिन्दी", "हि", "ที่",
)  # fmt: skip


def texts(seed: int, number: int) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(number):
        yield "".join(chance.choices(PIECES, k=chance.randint(1, 25)))


@pytest.mark.parametrize("seed", range(4))
def test_every_word_of_a_text_is_in_a_stretch_with_it(seed: int) -> None:
    for text in texts(seed, 1000):
        for word in words(text):
            stretches = [*stretches_with(frozenset([word.folded]), text)]
            assert any(start <= word.start and word.end <= end for start, end in stretches), (
                text,
                word,
            )


def test_words_that_follow_each_other_are_in_one_stretch() -> None:
    for text in texts(9, 2000):
        for one, following in zip(row := [*words(text)], row[1:], strict=False):
            stretches = stretches_with(frozenset([one.folded, following.folded]), text)
            assert any(start <= one.start and following.end <= end for start, end in stretches), (
                text,
                one,
            )


def test_stretches_are_apart_in_order_and_hold_the_word() -> None:
    text = "Of Müller and others. MU\u0308LLER again, Muller-Lüdenscheidt; nothing else of note."
    stretches = [*stretches_with(frozenset([fold("Müller")]), text)]
    assert [text[start:end] for start, end in stretches] == [
        "Müller", "MU\u0308LLER", "Muller-Lüdenscheidt;",
    ]  # fmt: skip


def test_nothing_is_found_where_nothing_is() -> None:
    assert [*stretches_with(frozenset(["moon"]), "The tide of the morning.")] == []
    assert [*stretches_with(frozenset(["moon"]), "")] == []


def test_of_very_many_words_and_of_very_long_ones_nothing_is_lost() -> None:
    text = "Of a " + "long" * 300 + " word and a short one."
    many = frozenset(f"word{number}" for number in range(500))
    for wanted in (many | {"word"}, frozenset(["long" * 300, "short"])):
        stretches = [*stretches_with(wanted, text)]
        for word in words(text):
            if word.folded in wanted:
                assert any(start <= word.start and word.end <= end for start, end in stretches)


def test_a_stretch_ends_at_the_space_behind_what_was_found() -> None:
    parted = ". " * 20_000
    assert [*stretches_with(frozenset(["x" * 1_400]), "x" * 20_000 + parted)] == [(0, 20_001)]
