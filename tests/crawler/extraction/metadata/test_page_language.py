"""The language a page is in, whatever it declares."""

import pytest

from tests.builders.read_fields import fields_of


@pytest.mark.parametrize(
    ("declared", "headline", "language"),
    [
        ("en-US", "Quiet harbours", "en"),
        ("en", "조용한 항구의 겨울", "ko"),
        ("en", "静かな港の冬", "ja"),
        ("", "安静的港口之冬", "zh"),
        ("zh-TW", "安靜的港口之冬", "zh-TW"),
        ("uk", "Тихі гавані взимку", "uk"),
        ("en", "Тихие гавани зимой", "ru"),
        ("fa", "بندرهای آرام", "fa"),
        ("ko", "Quiet harbours", None),
        ("xx-garbage-!", "Quiet harbours", "xx"),
    ],
)
def test_the_script_corrects_a_wrong_language(
    declared: str, headline: str, language: str | None
) -> None:
    assert fields_of(f"<html lang='{declared}'><h1>{headline}</h1>").language == language


IN_LATIN_LETTERS = {
    "en": "The tide went out at dawn and the clerks of the customs house, who had not slept for "
    "days, went with it to the harbour that was theirs.",
    "de": "Die Ebbe kam am Morgen, und mit ihr gingen die Zöllner, die nicht geschlafen hatten, "
    "auf den Weg zu dem Hafen, der das ist, was sie haben.",
    "fr": "La marée est partie à l'aube avec les douaniers qui ne dorment pas dans le port, et "
    "pour eux une journée commence sur les quais du village.",
    "es": "La marea se fue al alba y con ella los aduaneros, que no dormían en el puerto, pero "
    "para ellos una jornada más empieza por las calles del pueblo.",
    "pt": "A maré foi ao amanhecer e com ela os guardas, que não dormem no porto, mas para eles "
    "uma jornada mais começa nas ruas da vila e do mar.",
    "it": "La marea è andata via con i doganieri che non dormono nel porto, e per loro una "
    "giornata comincia anche nelle vie del paese e della costa.",
    "nl": "Het tij ging met de douaniers die niet slapen in de haven, maar voor hen is een dag "
    "ook op de kade van het dorp nog lang en stil.",
    "tr": "Gümrük memurları ve balıkçılar için bu gece çok uzun oldu, ancak liman daha sessiz "
    "bir yer gibi ve sabah her şey ile birlikte geldi.",
    "pl": "Celnicy i rybacy nie spali w porcie, ale dzień na nabrzeżu zaczyna się od ciszy, "
    "która do nich przychodzi z morza oraz po nocy, jak to jest.",
}


@pytest.mark.parametrize("language", IN_LATIN_LETTERS)
def test_the_commonest_words_correct_a_wrong_or_missing_language(language: str) -> None:
    page = f"<h1>Lantern 7</h1><p>{IN_LATIN_LETTERS[language]}</p>"
    wrong = "en" if language != "en" else "de"

    assert fields_of(f"<html lang='{wrong}-GB'>{page}").language == language
    assert fields_of(page).language == language
    assert fields_of(f"<html lang='sv'>{page}").language == "sv"


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("ru", "Тихі гавані, і ті, хто їх стереже, взимку не сплять біля моря.", "uk"),
        ("ru", "Тихие гавани зимой. " * 8 + "О них писала «Гавань і море».", "ru"),
        ("ar", "بندرهای آرام و کسانی که از آنها نگهبانی می‌کنند چیزی نمی‌گویند", "fa"),
        ("", "נמלים שקטים בחורף", "he"),
    ],
)
def test_letters_tell_languages_of_one_script_apart(
    declared: str, text: str, language: str
) -> None:
    assert fields_of(f"<html lang='{declared}'><h1>7</h1><p>{text}</p>").language == language


def test_a_wrongly_declared_language_does_not_decide_the_order_of_day_and_month() -> None:
    fields = fields_of(
        f"<html lang='en'><h1>Stille Häfen</h1><p>05/03/2019</p><p>{IN_LATIN_LETTERS['de']}</p>"
    )

    assert fields.published is not None
    assert fields.published.date().isoformat() == "2019-03-05"
