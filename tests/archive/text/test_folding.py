"""Folded words and CJK pairs for the full-text index."""

import sqlite3
import sys

import pytest

from archive.text.folding import fold, indexed, search_extra


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "strasse"),
        ("Ørsted", "ORSTED"),
        ("Łódź", "lodz"),
        ("Ёлка", "елка"),
        ("Αθήνα", "αθηνα"),
        ("السِّيَاسَة", "السياسه"),
        ("أحمد", "احمد"),
        ("ＮＡＴＯ", "nato"),
        ("ﾊﾟﾘ", "パリ"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_letters_that_are_not_spellings_of_each_other_stay_apart() -> None:
    assert fold("мой") != fold("мои")
    assert fold("김") != fold("감")


def test_plain_words_need_nothing_beside_the_text() -> None:
    assert search_extra("The envoy left.", None, "Café in São Paulo, naïve", "Мой дом") is None


def test_signs_become_pairs_and_their_last_sign_and_letters_beside_them_a_word() -> None:
    assert search_extra("김일성은 G20峰会 Straße") == "김일 일성 성은 은 g20 峰会 会 strasse"


def test_texts_decomposed_by_their_source_give_the_same() -> None:
    assert search_extra("가나") == search_extra("가나") == "가나 나"


def test_every_letter_the_tokenizer_does_not_fold_as_we_do_is_left_to_search_extra() -> None:
    """`indexed` must say what SQLite's unicode61 makes of a letter, or words would be lost."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
    db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
    letters = [chr(code) for code in range(0x80, 0x700) if chr(code).isalnum()]
    db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", [(ord(c), f"x{c}x") for c in letters])
    tokens = dict(db.execute("SELECT doc, term FROM v"))
    lost = {
        letter
        for letter in letters
        if fold(f"x{letter}x") == indexed(f"x{letter}x") != tokens[ord(letter)]
    }
    newer_than_the_tokenizer = {"Ϳ", "Ԩ", "Ԫ", "Ԭ", "Ԯ"}
    assert lost <= {"Ǡ", "ǡ"} | newer_than_the_tokenizer


def test_folding_costs_linear_time() -> None:
    text = "가" * 200_000 + "é" * 200_000 + "\u0301" * 200_000
    extra = search_extra(text)
    assert extra is not None
    assert sys.getsizeof(extra) < 30 * len(text)
