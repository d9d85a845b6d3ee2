"""Printed dates: what day and time they mean, and how much of it the page printed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.extraction.text.dates import parse_date

DAYS = [
    ("en", "March 5, 2019"),
    ("en", "Published on Tuesday, 5th March 2019"),
    ("en", "Posted by Orla Fennimore on Mar. 5, 2019 | 3 comments"),
    ("en", "05-Mar-19"),
    ("en", "MAR 5 2019"),
    ("en-US", "3/5/2019"),
    ("en-GB", "5/3/2019"),
    ("en", "March 5, Juche 108 (2019)"),
    ("de", "Dienstag, 5. März 2019"),
    ("de", "Veröffentlicht am 05.03.2019"),
    ("de-AT", "5. Mrz. 2019"),
    ("fr", "Publié le mardi 5 mars 2019"),
    ("fr", "le 5 MARS 2019"),
    ("es", "Martes, 5 de marzo de 2019"),
    ("es", "marzo 5 de 2019"),
    ("es", "5 de marzo del 2019"),
    ("pt", "5 de março de 2019"),
    ("pt-BR", "05/03/2019"),
    ("it", "martedì 5 marzo 2019"),
    ("it", "5 mar 2019"),
    ("nl", "dinsdag 5 maart 2019"),
    ("nl", "5 mrt. 2019"),
    ("pl", "5 marca 2019 r."),
    ("pl", "wtorek, 05-03-2019"),
    ("ru", "5 марта 2019 года"),
    ("ru", "Вторник, 05.03.2019"),
    ("uk", "5 березня 2019"),
    ("cs", "5. března 2019"),
    ("tr", "5 Mart 2019 Salı"),
    ("sv", "5 mars 2019"),
    ("fi", "5. maaliskuuta 2019"),
    ("hu", "2019. március 5."),
    ("el", "5 Μαρτίου 2019"),
    ("ro", "5 martie 2019"),
    ("ko", "2019년 3월 5일 (화)"),
    ("ko", "2019. 3. 5."),
    ("ko", "주체108(2019)년 3월 5일"),
    ("ja", "２０１９年３月５日（火）"),
    ("ja", "平成31年3月5日"),
    ("zh", "发布时间：2019年03月05日"),
    ("zh", "2019/03/05"),
    ("ar", "الثلاثاء 5 مارس 2019"),
    ("ar", "٥ آذار ٢٠١٩"),
    ("he", "יום שלישי, 5 במרץ 2019"),
    ("hr", "5. ožujka 2019."),
    ("ur", "5 مارچ 2019"),
    ("vi", "Thứ ba, 5 tháng 3, 2019"),
    ("vi", "Ngày 05 tháng 03 năm 2019"),
    ("eu", "2019ko martxoak 5"),
    ("hi", "5 मार्च 2019"),
    ("bn", "৫ মার্চ ২০১৯"),
    ("fa", "سه‌شنبه ۱۴ اسفند ۱۳۹۷"),
    ("fa", "1397/12/14"),
    ("fa", "۵ مارس ۲۰۱۹"),
    ("th", "5 มีนาคม พ.ศ. 2562"),
    ("th", "5 มี.ค. 62"),
    ("th", "5 มีนาคม 2019"),
    ("zh-TW", "中華民國108年3月5日"),
    (None, "2019-03-05"),
    (None, "20190305"),
    (None, "2019-03-05T00:00:00+00:00"),
]


@pytest.mark.parametrize(("language", "text"), DAYS)
def test_a_day_is_read_in_the_language_of_the_page(language: str | None, text: str) -> None:
    found = parse_date(text, language=language)

    assert found is not None
    assert found.moment.date().isoformat() == "2019-03-05"
    assert found.precision == "day"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۱ فروردین ۱۴۰۰", "2021-03-21"),  # the day after a leap year's thirtieth of Esfand
        ("۳۰ اسفند ۱۳۹۹", "2021-03-20"),
        ("۲۲ بهمن ۱۳۵۷", "1979-02-11"),
        ("1403/13/05", None),
    ],
)
def test_days_of_the_iranian_calendar_are_counted_by_its_leap_years(
    text: str, day: str | None
) -> None:
    found = parse_date(text, language="fa")

    assert (found and found.moment.date().isoformat()) == day


TIMES = [
    ("th", "5 มี.ค. 2562 14:30 น.", "14:30+00:00", "minute"),
    ("th", "5 มี.ค. 2562 เวลา 14.30 น.", "14:30+00:00", "minute"),
    ("en", "Tue 5 Mar 2019 14.30 GMT", "14:30+00:00", "minute"),
    ("en", "Tue 5 Mar 2019 14.30 AEDT", "14:30+11:00", "minute"),
    ("ja", "2019年3月5日 午後0時30分", "12:30+00:00", "minute"),
    ("en", "5 March 2019 14:30 GMT+25", "14:30+00:00", "minute"),
    ("en", "5 March 2019 14:30 +9999", "14:30+00:00", "minute"),
    ("en", "2019-03-05T14:30+24:00", "14:30+00:00", "minute"),
    ("fa", "۱۴ اسفند ۱۳۹۷ - ۱۴:۳۰", "14:30+00:00", "minute"),
    ("en", "March 5, 2019 at 2:30 pm", "14:30+00:00", "minute"),
    ("en", "5 March 2019 14:30 EST", "14:30-05:00", "minute"),
    ("en", "Tue, 05 Mar 2019 14:30:05 +0530", "14:30:05+05:30", "second"),
    ("en", "Tue Mar 05 2019 14:30:05 GMT+0100 (CET)", "14:30:05+01:00", "second"),
    ("en", "Tue Mar 5 14:30:05 UTC 2019", "14:30:05+00:00", "second"),
    ("en", "12:05 a.m. ET, Mar 5, 2019", "00:05-05:00", "minute"),
    ("de", "5. März 2019, 14:30 Uhr", "14:30+00:00", "minute"),
    ("de", "05.03.2019 um 14.30 Uhr MEZ", "14:30+01:00", "minute"),
    ("fr", "Publié le 5 mars 2019 à 14h30", "14:30+00:00", "minute"),
    ("es", "5 de marzo de 2019 a las 2:30 p. m.", "14:30+00:00", "minute"),
    ("pt", "05/03/2019 às 14h30", "14:30+00:00", "minute"),
    ("it", "5 marzo 2019 ore 14.30", "14:30+00:00", "minute"),
    ("pl", "5 marca 2019, godz. 14:30", "14:30+00:00", "minute"),
    ("ru", "14:30, 5 марта 2019", "14:30+00:00", "minute"),
    ("ko", "2019년 3월 5일 오후 2:30", "14:30+00:00", "minute"),
    ("ko", "2019.03.05 14:30:05", "14:30:05+00:00", "second"),
    ("ja", "2019年3月5日 14時30分", "14:30+00:00", "minute"),
    ("ja", "2019年3月5日 午前0時30分 JST", "00:30+09:00", "minute"),
    ("zh", "2019年03月05日下午2:30", "14:30+00:00", "minute"),
    ("ar", "5 مارس 2019 - 2:30 مساء", "14:30+00:00", "minute"),
    (None, "2019-03-05T14:30:05.120Z", "14:30:05+00:00", "second"),
    (None, "2019-03-05T14:30+0900", "14:30+09:00", "minute"),
    (None, "2019-03-05 14:30:05 -08:00", "14:30:05-08:00", "second"),
    (None, "20190305T143005Z", "14:30:05+00:00", "second"),
    (None, "1551796205", "14:30:05+00:00", "second"),
    (None, "1551796205000", "14:30:05+00:00", "second"),
]


@pytest.mark.parametrize(("language", "text", "time", "precision"), TIMES)
def test_a_time_is_read_with_its_zone(
    language: str | None, text: str, time: str, precision: str
) -> None:
    found = parse_date(text, language=language)

    assert found is not None
    assert found.moment == datetime.fromisoformat(f"2019-03-05T{time}")
    assert found.precision == precision


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("March 2019", "2019-03-01", "month"),
        ("août 2019", "2019-08-01", "month"),
        ("2019年3月", "2019-03-01", "month"),
        ("2019-03", "2019-03-01", "month"),
        ("2019", "2019-01-01", "year"),
    ],
)
def test_what_is_not_printed_is_filled_with_its_start(
    text: str, start: str, precision: str
) -> None:
    found = parse_date(text)

    assert found is not None
    assert found.moment.date().isoformat() == start
    assert found.precision == precision


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2",
        "14:30",
        "March 5",
        "3 hours ago",
        "31 February 2019",
        "2019-13-45",
        "12 monkeys 2019",
        "In 2019 he wrote 3 columns",
        "call 020 7946 0123",
        "version 3.4.2019.1",
        "9" * 5000,
        "mar " * 2000,
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_time_without_zone_is_the_outlets_else_utc() -> None:
    seoul = ZoneInfo("Asia/Seoul")

    there = parse_date("2019.03.05 09:30", language="ko", zone=seoul)
    nowhere = parse_date("2019.03.05 09:30", language="ko")
    printed = parse_date("2019-03-05T09:30:00-05:00", zone=seoul)

    assert there is not None
    assert there.moment == datetime(2019, 3, 5, 0, 30, tzinfo=UTC)
    assert nowhere is not None
    assert nowhere.moment == datetime(2019, 3, 5, 9, 30, tzinfo=UTC)
    assert printed is not None
    assert printed.moment.utcoffset() == timedelta(hours=-5)


def test_an_impossible_clock_leaves_the_day() -> None:
    found = parse_date("5 March 2019, 27:30")

    assert found is not None
    assert (found.moment.date().isoformat(), found.precision) == ("2019-03-05", "day")


def test_no_date_lies_after_the_capture() -> None:
    captured = datetime(2019, 3, 5, 12, 0, tzinfo=UTC)

    assert parse_date("6 April 2019", captured_at=captured) is None
    assert parse_date("2019-03-05T18:00:00Z", captured_at=captured) is None
    swapped = parse_date("4/3/2019", language="en-US", captured_at=captured)
    assert swapped is not None
    assert swapped.moment.date().isoformat() == "2019-03-04"


def test_a_clock_read_in_the_wrong_zone_keeps_its_day_only() -> None:
    captured = datetime(2019, 3, 5, 0, 40, tzinfo=UTC)

    found = parse_date("2019.03.05 09:30", language="ko", captured_at=captured)

    assert found is not None
    assert found.moment == datetime(2019, 3, 5, tzinfo=UTC)
    assert found.precision == "day"


def test_two_digit_years_do_not_depend_on_todays_date() -> None:
    assert [
        found.moment.year
        for text in ("05.03.68", "05.03.69", "05.03.99", "05.03.04")
        if (found := parse_date(text, language="de"))
    ] == [2068, 1969, 1999, 2004]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Vol. 31, March 2019"),
        ("en", "The Quiet Lantern, No. 12 March 2019"),
        ("en", "Issue 5, March 2019"),
        ("fr", "n° 12, mars 2019"),
        ("ru", "№ 12, март 2019"),
        ("es", "nº 12, marzo 2019"),
        ("de", "Nr. 3 März 2019"),
        ("de", "Heft 3 März 2019"),
    ],
)
def test_the_number_of_an_issue_is_no_day(language: str, text: str) -> None:
    found = parse_date(text, language=language)

    assert found is not None
    assert (found.moment.isoformat()[:7], found.precision) == ("2019-03", "month")


def test_a_day_behind_the_portuguese_word_for_on_is_a_day() -> None:
    found = parse_date("Publicado no 5 de março de 2019", language="pt")

    assert found is not None
    assert (found.moment.isoformat()[:10], found.precision) == ("2019-03-05", "day")
