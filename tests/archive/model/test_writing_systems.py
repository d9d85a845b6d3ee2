"""Scripts without spaces: which characters they have, and how their words are counted."""

import re
import unicodedata

import pytest

from archive.model.rows import count_words
from archive.model.writing_systems import CJK, UNSPACED
from archive.text.resemblance import shingled


def characters(of: str) -> str:
    pattern = re.compile(f"[{of}]")
    return "".join(filter(pattern.match, map(chr, range(0x40000))))


def test_every_assigned_character_is_of_a_cjk_script() -> None:
    names = {unicodedata.name(character, "").split(" ")[0] for character in characters(CJK)}
    assert names - {""} == {
        *("CJK", "IDEOGRAPHIC", "HANGUL", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HALFWIDTH")
    }


def test_unspaced_characters_are_letters_of_the_basic_plane_without_hangul() -> None:
    unspaced = characters(UNSPACED)
    assert set(unspaced) < set(characters(CJK))
    assert all(c.isalpha() or unicodedata.category(c) == "Cn" for c in unspaced)
    assert "한" not in unspaced
    assert max(unspaced) < "\U00010000"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The treaty is signed.", 4),
        ("Der Vertrag – unterzeichnet.", 3),
        ("大使は帰国した。", 7),
        ("ジョン・スミス", 6),
        ("외교 칼럼", 2),
        ("G20 サミット", 5),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    "text", ["大使は帰国した。", "ジョン・スミス", "외교 칼럼", "人々の二〇二四年"]
)
def test_as_many_words_are_counted_as_texts_are_compared_by(text: str) -> None:
    assert count_words(text) == len(shingled(text).printed)
