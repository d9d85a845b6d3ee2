"""Dates of other calendars, in the common one."""

import pytest

from crawler.extraction.text.dates import parse_date


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "二〇一九年三月五日"),
        ("zh", "二○一九年三月五日 星期二"),
        ("zh", "二零一九年三月五日"),
        ("zh", "二0一九年三月五日"),
        ("zh-TW", "民國一百零八年三月五日"),
        ("zh-TW", "民國108.03.05"),
        ("zh-TW", "108/03/05"),
        ("zh-TW", "108年3月5日"),
        ("ja", "平成三十一年三月五日"),
        ("ko", "주체108년 3월 5일"),
        ("zh", "主体108(2019)年3月5日"),
        ("ru", "5 марта чучхе 108 (2019)"),
        ("es", "5 de marzo de Juche 108 (2019)"),
        ("en", "March 5, Juche 108"),
        ("ko", "주체108년(2019년) 3월 5일"),
        ("ko", "2019(주체108)년 3월 5일"),
        ("zh", "主体108年(2019)3月5日"),
        ("en", "Juche idea and Juche 5 March 2019"),
        ("en", "5 March 2019, Juche 108"),
        ("th", "05/03/62"),
        ("th", "05/03/19"),
        ("fa", "14 اسفند 1397"),
        ("fa", "14 اسفند 97"),
        ("fa", "۱۴ اسفند ماه ۱۳۹۷"),
        ("fa", "14/12/1397"),
        ("ps", "۱۴ كب ۱۳۹۷"),
        ("en", "14 Esfand 1397"),
        ("he", "28 באדר א׳ 5779"),
        ("en", "28 Adar I 5779"),
        ("am", "የካቲት 26 ቀን 2011 ዓ.ም."),
        ("am", "26 የካቲት 2011"),
        ("am", "ማክሰኞ፣ የካቲት 26፣ 2011"),
        ("ar", "28 جمادى الآخرة 1440هـ الموافق 5 مارس 2019م"),
        ("ar", "الثلاثاء 28 جمادى الآخرة 1440 - 05 مارس 2019"),
        ("ar", "1440/6/28 - 2019/3/5"),
        ("fa", "۱۴ اسفند ۱۳۹۷ - 5 March 2019"),
    ],
)
def test_a_day_of_another_calendar_is_read(language: str, text: str) -> None:
    found = parse_date(text, language=language)

    assert found is not None
    assert (found.moment.date().isoformat(), found.precision) == ("2019-03-05", "day")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二零一九年十二月廿一日", "2019-12-21"),
        ("二〇一九年十月三十日", "2019-10-30"),
        ("令和元年五月一日", "2019-05-01"),
        ("昭和64年1月7日", "1989-01-07"),
        ("大正12年9月1日", "1923-09-01"),
        ("二千二十三年八月十五日", "2023-08-15"),
        ("二 ○ 二 三 年 八 月 十 五 日", "2023-08-15"),
        ("令和5(2023)年8月15日", "2023-08-15"),
        ("2023年（令和5年）8月15日", "2023-08-15"),
    ],
)
def test_han_numerals_and_eras_are_counted(text: str, day: str) -> None:
    found = parse_date(text, language="ja")

    assert found is not None
    assert found.moment.date().isoformat() == day


@pytest.mark.parametrize("text", ["2 تير 1399 - 12:09:08 ب.ظ", "2 تیر 1399 - 12:09:08 ب.ظ"])
def test_a_persian_date_is_read_with_either_yeh_and_its_half_of_the_day(text: str) -> None:
    found = parse_date(text, language="fa")

    assert found is not None
    assert found.moment.isoformat() == "2020-06-22T12:09:08+00:00"


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("20 رمضان 1440", "2019-05-01", "month"),
        ("15 Ramadan 1440", "2019-05-01", "month"),
        ("1440/6/15", "2019-02-01", "month"),
        ("24 شعبان 1440هـ", "2019-01-01", "year"),  # the last of April or the first of May
    ],
)
def test_of_an_islamic_day_alone_only_what_is_sure_is_kept(
    text: str, start: str, precision: str
) -> None:
    found = parse_date(text, language="ar")

    assert found is not None
    assert (found.moment.date().isoformat(), found.precision) == (start, precision)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 Tishri 5780", "2019-09-30"),
        ("14 Nisan 5779", "2019-04-19"),
        ("29 Elul 5779", "2019-09-29"),
        ("15 Shevat 5780", "2020-02-10"),
        ("14 Adar 5780", "2020-03-10"),
    ],
)
def test_the_hebrew_calendar_is_counted_by_its_leap_years(text: str, day: str) -> None:
    found = parse_date(text, language="en")

    assert found is not None
    assert found.moment.date().isoformat() == day


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "31 مهر 1401"),
        ("fa", "30 اسفند 1398"),
        ("fa", "1398/12/30"),
        ("he", "30 Elul 5779"),
        ("he", "30 Adar 5780"),
        ("am", "7 ጳጉሜን 2011"),
        ("am", "6 ጳጉሜን 2012"),
        ("ja", "昭和0年1月1日"),
        ("ko", "주체0년 1월 1일"),
    ],
)
def test_a_day_that_another_calendar_lacks_is_none(language: str, text: str) -> None:
    assert parse_date(text, language=language) is None


@pytest.mark.parametrize("year", ["0000", "0001", "9999"])
@pytest.mark.parametrize("beside", ["1399", "1440", "5779"])
@pytest.mark.parametrize("month", ["Tishri", "Mehr", "Ramadan", "መስከረም", "Adar I"])
def test_years_far_from_any_newspaper_are_none(month: str, beside: str, year: str) -> None:
    assert parse_date(f"5 {month} {year}, {beside}") is None
    assert parse_date(f"{month} 5, {year} ({beside})") is None


def test_the_days_between_two_ethiopic_years_are_five_or_six() -> None:
    for text in ("5 ጳጉሜን 2012", "ፓጉሜ 5 ቀን 2012"):
        found = parse_date(text, language="am")
        assert found is not None
        assert found.moment.date().isoformat() == "2020-09-10"


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Order 1440/6/28"), ("de", "1400-12-10"), ("ne", "2075-11-21"), ("ne", "२०७५/११/२१")],
)
def test_numbers_of_a_calendar_that_the_language_does_not_tell_are_no_day(
    language: str, text: str
) -> None:
    assert parse_date(text, language=language) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [("fa", "1397-12-14T10:00:00+03:30"), ("th", "2562-03-05T10:00:00+03:30")],
)
def test_a_timestamp_may_count_years_as_its_language_does(language: str, text: str) -> None:
    found = parse_date(text, language=language)

    assert found is not None
    assert found.moment.isoformat() == "2019-03-05T10:00:00+03:30"
