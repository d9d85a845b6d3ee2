"""Folded words and CJK pairs for the full-text index."""

import sqlite3

import pytest

from archive.text.folding import SHORT, fold, indexed, remembered, words


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
        ("臺灣", "台湾"),
        ("沢", "泽"),
        ("co\u00adop\u200ber\u2060ate", "cooperate"),
        ("д\u00adом", "дом"),
        ("Росси\u0301я", "россия"),
        ("U.S.A.", "usa"),
        ("1’234’567", "1234567"),
        ("١٢٣", "123"),
        ("İstanbul", "istanbul"),
        ("ısı", "isi"),
        ("ﻻ", "لا"),
        ("کیک", "كيك"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_letters_that_are_not_spellings_of_each_other_stay_apart() -> None:
    assert fold("мой") != fold("мои")
    assert fold("김") != fold("감")


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The U.S., e.g. 3.5 or 1.2.3", ["The", "U.S.", "e.g.", "3", "5", "or", "1", "2", "3"]),
        (
            "J.R.R.Tolkien's 12,345 and 12,34",
            ["J.R.R.", "Tolkien", "s", "12,345", "and", "12", "34"],
        ),
        ("in 2010, 200 men; 1,00,000 rupees", ["in", "2010", "200", "men", "1,00,000", "rupees"]),
        ("Qurʼan G20峰会 a_b", ["Qur", "an", "G20", "峰会", "a", "b"]),
    ],
)
def test_words_are_told_apart(text: str, found: list[str]) -> None:
    assert [word.text for word in words(text)] == found


def test_short_texts_are_read_once_and_nothing_is_kept_of_long_ones() -> None:
    asked: list[str] = []

    @remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    short, long = "a" * SHORT, "a" * (SHORT + 1)
    assert [length(short), length(short), length(long), length(long)] == [40, 40, 41, 41]
    assert asked == [short, long, long]
