import pytest

from crawler.extraction.vocabulary.caseless import Caseless


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("abonn", "ABONNEZ"),
        ("подпис", "ПОДПИСКА"),
        ("giriş", "GİRİŞ"),
        ("yazı", "YAZI"),
        ("yazı", "yazı"),
        ("yazı", "Yazi"),
        ("λογαριασμός", "ΛΟΓΑΡΙΑΣΜΌΣ"),
        ("συνδρομ", "ΣΥΝΔΡΟΜΗΤΗΣ"),
    ],
)
def test_words_in_small_letters_are_found_in_texts_of_any_case(pattern: str, text: str) -> None:
    assert Caseless(pattern).search(f"… {text} …")
    assert Caseless(pattern).match(text)
    assert Caseless(rf"\W*{pattern}\w*\W*").fullmatch(f"» {text} «")


def test_a_match_has_the_place_that_it_has_in_the_text() -> None:
    text = "İİİ ẞΑΣ Abo"
    match = Caseless("abo").search(text)
    assert match
    assert text[match.start() : match.end()] == "Abo"


def test_an_expression_has_no_capitals_beside_its_classes() -> None:
    assert Caseless(r"by\S+\W").match("By-line ")
    with pytest.raises(ValueError, match="has capitals"):
        Caseless("By")
