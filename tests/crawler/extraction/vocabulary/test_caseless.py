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


@pytest.mark.parametrize(
    "text",
    [
        "A colour",
        "MEMBER since",
        "a recolor",
        "Logged in",
        "é2",
        "x9",
        "My account",
        "the account",
        "cdab",
        "éE",
        "A|Z",
    ],
)
def test_any_of_some_phrases_is_found_as_each_by_itself(text: str) -> None:
    phrases = ["colou?r", r"\bmember", r"\bcoloured", "(?:log|sign)ged", "x?9", "é", r"\d"]
    phrases += [
        r"\b(?:my |(?:y)?our )?(?:new )?account\b",
        "(?:ab|cd){2}",
        "(?:é|e)e",
        "(?:[a|b])z",
    ]
    alone = [phrase for phrase in phrases if Caseless(phrase).search(text)]
    assert alone
    assert Caseless.any_of(phrases).search(text)
    others = [phrase for phrase in phrases if phrase not in alone]
    assert not Caseless.any_of(others).search(text)
