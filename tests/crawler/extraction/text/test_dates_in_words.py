"""Dates in words: the names of months in every language of CLDR, and how its dates are put."""

import json
import re

import pytest

from crawler.extraction.text.dates import parse_date
from crawler.extraction.text.months import LETTERS, month_key, month_names, month_of

DAYS = [
    ("af", "5 Maart 2019", "2019-03-05"),
    ("am", "ማርች 5, 2019", "2019-03-05"),
    ("ar", "الثلاثاء 5 أوت 2019", "2019-08-05"),
    ("ar", "5 جانفي 2019", "2019-01-05"),
    ("ar", "٥ كانون الأول ٢٠١٩", "2019-12-05"),
    ("as", "৫ মাৰ্চ, ২০১৯", "2019-03-05"),
    ("az", "5 noyabr 2019", "2019-11-05"),
    ("be", "5 сакавіка 2019 г.", "2019-03-05"),
    ("bn", "৫ মার্চ, ২০১৯", "2019-03-05"),
    ("br", "5 Meurzh 2019", "2019-03-05"),
    ("bs", "5. oktobar 2019.", "2019-10-05"),
    ("ca", "5 d’abril del 2019", "2019-04-05"),
    ("ckb", "5ی ئازاری 2019", "2019-03-05"),
    ("cs", "5. listopadu 2019", "2019-11-05"),
    ("cy", "5 Mawrth 2019", "2019-03-05"),
    ("eo", "5-a de marto 2019", "2019-03-05"),
    ("et", "5. detsember 2019", "2019-12-05"),
    ("eu", "2019(e)ko martxoaren 5(a)", "2019-03-05"),
    ("fil", "Marso 5, 2019", "2019-03-05"),
    ("ga", "5 Meán Fómhair 2019", "2019-09-05"),
    ("gd", "5mh dhen Mhàrt 2019", "2019-03-05"),
    ("gl", "5 de xaneiro de 2019", "2019-01-05"),
    ("gu", "5 માર્ચ, 2019", "2019-03-05"),
    ("ha", "5 Maris, 2019", "2019-03-05"),
    ("he", "5 בפבר׳ 2019", "2019-02-05"),
    ("hi", "5 फ़र॰ 2019", "2019-02-05"),
    ("hr", "5. listopada 2019.", "2019-10-05"),
    ("hr", "5. lip 2019", "2019-06-05"),
    ("hu", "2019. március 5-én", "2019-03-05"),
    ("hy", "05 մարտի, 2019 թ.", "2019-03-05"),
    ("is", "5. ágúst 2019", "2019-08-05"),
    ("it", "5 dicembre 2019", "2019-12-05"),
    ("ka", "15 აგვისტო 2019", "2019-08-15"),
    ("ka", "15 აგვისტოს, 2019", "2019-08-15"),
    ("kk", "2019 ж. 5 наурыз", "2019-03-05"),
    ("km", "ថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០១៩", "2019-03-05"),
    ("kn", "ಮಾರ್ಚ್ 5, 2019", "2019-03-05"),
    ("ky", "2019-ж., 5-март", "2019-03-05"),
    ("lb", "5. Mäerz 2019", "2019-03-05"),
    ("lo", "ວັນທີ 5 ເດືອນມີນາ 2019", "2019-03-05"),
    ("lt", "2019 m. kovo 5 d.", "2019-03-05"),
    ("lv", "2019. gada 5. marts", "2019-03-05"),
    ("mk", "5 март 2019 г.", "2019-03-05"),
    ("ml", "2019, മാർച്ച് 5", "2019-03-05"),
    ("mn", "2019 оны 3-р сарын 5", "2019-03-05"),
    ("mn", "2019 оны 03 сарын 5", "2019-03-05"),
    ("mr", "५ मार्च, २०१९", "2019-03-05"),
    ("ms", "5 Mac 2019", "2019-03-05"),
    ("mt", "5 ta’ Marzu 2019", "2019-03-05"),
    ("my", "၂၀၁၉ ခုနှစ် မတ်လ ၅ ရက်", "2019-03-05"),
    ("my", "သြဂုတ် ၁၅၊ ၂၀၁၉", "2019-08-15"),
    ("ne", "2019 मार्च 5", "2019-03-05"),
    ("nl", "5 december 2019", "2019-12-05"),
    ("or", "ମାର୍ଚ୍ଚ 5, 2019", "2019-03-05"),
    ("pa", "5 ਮਾਰਚ 2019", "2019-03-05"),
    ("pl", "5 listopada 2019", "2019-11-05"),
    ("pl", "5 lip 2019", "2019-07-05"),
    ("pt", "1º de dezembro de 2019", "2019-12-01"),
    ("si", "2019 මාර්තු 5", "2019-03-05"),
    ("sk", "5. augusta 2019", "2019-08-05"),
    ("sl", "5. avgust 2019", "2019-08-05"),
    ("so", "5 Abriil 2019", "2019-04-05"),
    ("sq", "5 dhjetor 2019", "2019-12-05"),
    ("sr", "5. децембар 2019.", "2019-12-05"),
    ("sw", "5 Machi 2019", "2019-03-05"),
    ("ta", "5 மார்ச் 2019", "2019-03-05"),
    ("te", "5 మార్చి 2019", "2019-03-05"),
    ("tg", "05 март 2019", "2019-03-05"),
    ("th", "วันที่ 5 เดือนมีนาคม พ.ศ. 2562", "2019-03-05"),
    ("th", "05/03/2562", "2019-03-05"),
    ("tt", "5 март, 2019 ел", "2019-03-05"),
    ("ug", "5-مارت، 2019", "2019-03-05"),
    ("uk", "5 серп. 2019", "2019-08-05"),
    ("uz", "2019-yil 5-mart", "2019-03-05"),
    ("vi", "ngày 5 tháng 3 năm 2019", "2019-03-05"),
    ("vi", "5 Tháng Ba, 2019", "2019-03-05"),
    ("vi", "5 Th3 2019", "2019-03-05"),
    ("yi", "5טן מערץ 2019", "2019-03-05"),
    ("zu", "Mashi 5, 2019", "2019-03-05"),
]


@pytest.mark.parametrize(("language", "text", "day"), DAYS)
def test_a_day_in_words_is_read_in_every_language(language: str, text: str, day: str) -> None:
    found = parse_date(text, language=language)

    assert found is not None
    assert (found.moment.date().isoformat(), found.precision) == (day, "day")


@pytest.mark.parametrize(
    "text",
    [
        "الجمعة 24 نيسان / أبريل 2020",
        "24 نيسان/أبريل 2020",
        "24 أبريل (نيسان) 2020",
        "٢٤ أبريل - نيسان ٢٠٢٠",
    ],
)
def test_a_month_under_both_its_arabic_names_is_one(text: str) -> None:
    found = parse_date(text, language="ar")

    assert found is not None
    assert found.moment.date().isoformat() == "2020-04-24"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 كانون الثاني/يناير 2019", "2019-01-05"),
        ("5 يناير / كانون الثاني 2019", "2019-01-05"),
        ("5 تشرين الثاني (نوفمبر) 2019", "2019-11-05"),
        ("5 تشرين الاول - اكتوبر 2019", "2019-10-05"),
    ],
)
def test_a_month_of_two_words_beside_its_other_name_is_one(text: str, day: str) -> None:
    found = parse_date(text, language="ar")

    assert found is not None
    assert found.moment.date().isoformat() == day


def test_every_name_of_a_month_in_cldr_is_read_in_its_language() -> None:
    unread = [
        (language, name)
        for language, months in month_names()["by_language"].items()
        for number, names in enumerate(months.split("|"), 1)
        for name in names.split()
        if month_of(name, language) != number or not re.fullmatch(LETTERS, name)
    ]

    assert unread == []
    assert len(month_names()["weekdays"]) > 250


def test_the_names_are_kept_as_they_are_looked_up() -> None:
    names = month_names()["everywhere"].replace("|", " ").split()

    assert [name for name in names if month_key(name) != name] == []
    assert len(json.dumps(month_names())) < 200_000 * 6  # shipped with every wheel


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "Tuesday 05/03/2019", "2019-03-05"),  # 3 May was a Friday
        ("en-GB", "Friday, 05/03/2019", "2019-05-03"),
        ("es", "viernes 05/03/2019", "2019-05-03"),
        ("en", "Monday 05/03/2019", "2019-05-03"),  # neither: the order of the language
        ("ko", "19.03.05", "2019-03-05"),
        ("ja", "19/03/05", "2019-03-05"),
        ("hu", "19.03.05.", "2019-03-05"),
        ("de", "19.03.05", "2005-03-19"),
        ("fil", "03/05/2019", "2019-03-05"),
        ("es-PA", "03/05/2019", "2019-03-05"),
    ],
)
def test_weekday_and_language_tell_the_order_of_numbers(language: str, text: str, day: str) -> None:
    found = parse_date(text, language=language)

    assert found is not None
    assert found.moment.date().isoformat() == day


def test_a_day_known_of_the_page_tells_the_order_of_numbers() -> None:
    from datetime import date

    november = {date(2021, 11, 1)}
    stated = parse_date("11/01/2021", language="de", known=november)
    other = parse_date("11/02/2021", language="de", known=november)

    assert stated is not None
    assert other is not None
    assert stated.moment.date() == date(2021, 11, 1)
    assert other.moment.date() == date(2021, 2, 11)


@pytest.mark.parametrize(
    "text",
    [
        "1970-01-01",
        "1970-01-01T00:00:00Z",
        "1970-01-01T02:00:00+02:00",
        "1969-12-31T19:00:00-05:00",
        "January 1, 1970",
        "0",
        "0001-01-01T00:00:00",
        "0000-00-00 00:00:00",
        "1900-01-01",
        "9999-12-31",
    ],
)
def test_a_day_that_stands_for_none_is_none(text: str) -> None:
    assert parse_date(text) is None
