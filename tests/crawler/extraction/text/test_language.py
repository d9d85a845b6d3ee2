"""The language of a text: what is recorded of a page, and what is likely of a text alone."""

import pytest

from crawler.extraction.text.language import language_of, likeliest_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Turpitude et architecture", "fr"),
        ("¿Ha llegado realmente la Antártida a los 20 grados?", "es"),
        ("Eintracht Frankfurt stellt Weichen für die Zukunft", "de"),
        ("Посол вернулся домой", "ru"),
        ("Посол повернувся додому, її зустріли", "uk"),
        ("大使は帰国した。", "ja"),
        ("大使回国了。", "zh"),
        ("대사는 귀국했다.", "ko"),
        ("Harbour lights", None),
        ("1927", None),
        ("", None),
    ],
)
def test_a_text_alone_has_a_likely_language(text: str, language: str | None) -> None:
    assert likeliest_language(text) == language


def test_what_a_page_does_not_declare_is_recorded_only_where_words_prove_it() -> None:
    assert language_of((), "Turpitude et architecture") is None
    assert language_of((), "Le ministre est dans la salle et il ne dit pas que " * 3) == (
        ("fr", "text")
    )
    assert language_of([("de-AT", "meta")], "Turpitude et architecture") == ("de", "meta")
