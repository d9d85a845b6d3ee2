"""Class and id names taken apart into words."""

import pytest

from crawler.extraction.markup.class_names.class_tokens import class_tokens


@pytest.mark.parametrize("name", ["comment-entry", "comment_entry", "CommentEntry", "commentEntry"])
def test_words_are_the_same_however_a_name_joins_them(name: str) -> None:
    assert class_tokens(name) == ("comment", "entry")


def test_an_abbreviation_in_capitals_is_a_word_of_its_own() -> None:
    assert class_tokens("HTMLText") == ("html", "text")
    assert class_tokens("articleURL") == ("article", "url")


def test_numbers_are_told_from_words() -> None:
    assert class_tokens("li-comment-12 depth2") == ("li", "comment", "12", "depth", "2")


def test_letters_with_accents_and_cyrillic_ones_make_words() -> None:
    assert class_tokens("antetítulo Über-Автор") == ("antetítulo", "über", "автор")


def test_words_of_plain_letters_end_where_another_letter_stands() -> None:
    assert class_tokens("antetítulo ad", plain_letters=True) == ("antet", "tulo", "ad")
