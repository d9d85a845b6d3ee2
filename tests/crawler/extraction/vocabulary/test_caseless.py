import re

import pytest

from crawler.extraction.chrome import asking_boxes
from crawler.extraction.vocabulary import asks
from crawler.extraction.vocabulary.caseless import Caseless


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("abonn", "ABONNEZ"),
        ("подпис", "ПОДПИСКА"),
        ("giriş", "GİRİŞ"),
        ("λογαριασμός", "ΛΟΓΑΡΙΑΣΜΌΣ"),
        ("συνδρομ", "ΣΥΝΔΡΟΜΗΤΗΣ"),
    ],
)
def test_words_in_small_letters_are_found_in_texts_of_any_case(pattern: str, text: str) -> None:
    assert Caseless(pattern).search(f"… {text} …")
    assert Caseless(rf"\W*{pattern}\w*\W*").fullmatch(f"» {text} «")


def test_a_match_has_the_place_that_it_has_in_the_text() -> None:
    text = "İİİ ΑΣ Abo"
    match = Caseless("abo").search(text)
    assert match
    assert text[match.start() : match.end()] == "Abo"


@pytest.mark.parametrize(
    "words", [asks.ASK, asks.SUBJECT, asking_boxes._EMBEDDED, asking_boxes._SHOW]
)
def test_the_tables_have_no_capitals_which_would_never_be_found(words: Caseless) -> None:
    assert not re.search(r"(?<!\\)[A-ZÀ-ÞА-Я]", words._pattern.pattern)
