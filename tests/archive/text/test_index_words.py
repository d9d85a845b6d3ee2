"""What the full-text index holds beside a text."""

import sys

from archive.text.index_words import AUTHOR, GAP, TITLE, author_words, column_words, comment_words


def beside(text: str) -> str | None:
    return column_words(None, None, text)


def test_plain_words_need_nothing_beside_the_text() -> None:
    for text in ("The envoy left.", "Café in São Paulo, naïve", "Мой дом", "“So,” she said.", ""):
        assert beside(text) is None
    assert comment_words(None, "Aye.") is None
    assert author_words((), None) is None


def test_signs_become_pairs_and_their_last_sign_and_letters_beside_them_a_word() -> None:
    assert beside("김일성은 G20峰会 Straße") == "김일 일성 성은 은 g20 峰会 会 strasse"


def test_texts_decomposed_by_their_source_give_the_same() -> None:
    assert beside("\u1100\u1161\u1102\u1161") == beside("가나") == "가나 나"


def test_a_folded_word_stands_among_the_words_around_it_and_apart_from_others() -> None:
    text = "a b c d Straße e f g h i j k l m Ørsted n"
    assert beside(text) == f"b c d strasse e f g {GAP} k l m orsted n"


def test_headlines_and_names_stand_with_the_mark_of_their_field() -> None:
    assert column_words("Two envoys", None, "Aye.") == f"{TITLE}two {TITLE}envoys"
    names = author_words(("Vera Łuk", "Jo Ash"), "By both")
    assert names == (
        f"Vera Łuk {GAP} Jo Ash {GAP} {AUTHOR}vera {AUTHOR}luk {GAP} vera luk {GAP}"
        f" {AUTHOR}jo {AUTHOR}ash"
    )
    assert author_words((), "By Vera") == f"By Vera {GAP} {AUTHOR}by {AUTHOR}vera"
    assert comment_words("Bo", "Aye.") == f"{AUTHOR}bo"


def test_it_costs_linear_time_and_room() -> None:
    text = "가" * 200_000 + "é" * 200_000 + "\u0301" * 200_000 + "ก" * 200_000 + " ß a b c" * 50_000
    extra = beside(text)
    assert extra is not None
    assert sys.getsizeof(extra) < 30 * len(text)
