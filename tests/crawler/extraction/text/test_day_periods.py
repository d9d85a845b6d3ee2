"""Times of twelve hours with the word for their half of the day, as many languages print it."""

import pytest

from crawler.extraction.text.dates import parse_date

TIMES = [
    ("fa", "5 مارس 2024 در 9:20 ب٫ظ", "21:20"),
    ("fa", "5 مارس 2024 در 9:20 ق٫ظ", "09:20"),
    ("fa", "5 مارس 2024 در 9:20 ب.ظ", "21:20"),
    ("vi", "5 Tháng Ba, 2024 lúc 9:20 chiều", "21:20"),
    ("vi", "5 Tháng Ba, 2024 lúc 9:20 sáng", "09:20"),
    ("vi", "5/3/2024 9:20 tối", "21:20"),
    ("vi", "5/3/2024 12:20 sáng", "00:20"),
    ("hi", "5 मार्च 2024 को 9:20 अपराह्न", "21:20"),
    ("hi", "5 मार्च 2024, दोपहर 1:20 बजे", "13:20"),
    ("hi", "5 मार्च 2024 को 9:20 पूर्वाह्न", "09:20"),
    ("hi", "5 मार्च 2024, दोपहर 11:45 बजे", "11:45"),
    ("hi", "5 मार्च 2024, रात 11:05 बजे", "23:05"),
    ("hi", "5 मार्च 2024, रात 1:05 बजे", "01:05"),
    ("hi", "5 मार्च 2024, शाम 4:30 बजे", "16:30"),
    ("hu", "2024.03.05. 9:20 du.", "21:20"),
    ("hu", "2024.03.05. 9:20 de.", "09:20"),
    ("hu", "2024. március 5. délután 4:20", "16:20"),
    ("id", "5 Maret 2024 11:20 siang", "11:20"),
    ("id", "5 Maret 2024 3:20 siang", "15:20"),
    ("es", "5 de marzo de 2024, 4:20 de la tarde", "16:20"),
    ("ar", "5 مارس 2024 - 9:20 ليلاً", "21:20"),
    ("de", "5. März 2024, 5:20 nachts", "05:20"),
    ("de", "5. März 2024, 11:20 mittags", "11:20"),
    ("de", "5. März 2024, 1:20 mittags", "13:20"),
    ("ca", "5 de març de 2024, 11:20 migdia", "11:20"),
    ("fa", "5 مارس 2024 ظهر 11:20", "11:20"),
    ("fr", "5 mars 2024, 9:20 du matin", "09:20"),
    ("fr", "5 mars 2024, 4:20 de l’après-midi", "16:20"),
    ("bn", "৫ মার্চ, ২০২৪ ৯:২০ অপরাহ্ন", "21:20"),
    ("th", "5 มีนาคม 2024 9:20 หลังเที่ยง", "21:20"),
    ("zh", "2024年3月5日 清晨5:20", "05:20"),
    ("he", "5 במרץ 2024 בשעה 9:20 בערב", "21:20"),
    ("he", "5 במרץ 2024 בשעה 4:20 אחה״צ", "16:20"),
    ("sr", "5. март 2024. 4:20 поподне", "16:20"),
    ("th", "5 มีนาคม 2024 4:20 ตอนเย็น", "16:20"),
    ("en", "5 March 2024, 9:20 in the evening", "21:20"),
    ("bg", "5 март 2024, 9:20 следобед", "21:20"),
    ("bg", "5 март 2024, 19:20 следобед", "19:20"),
]


@pytest.mark.parametrize(("language", "line", "clock"), TIMES)
def test_the_word_for_a_half_of_the_day_is_understood(language: str, line: str, clock: str) -> None:
    read = parse_date(line, language=language)
    assert read is not None
    assert read.moment.strftime("%H:%M") == clock


def test_the_zone_may_follow_it() -> None:
    read = parse_date("5/3/2024 9:20 chiều GMT+7", language="vi")
    assert read is not None
    assert read.moment.isoformat() == "2024-03-05T21:20:00+07:00"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "à 9:20 du 5 mars 2024"),
        ("en", "5 March 2024, 9:20 Sore losers"),  # Indonesian for "afternoon"
        ("en", "March 5, 2024 9:20 Evening Standard"),
        ("it", "5 marzo 2024, 9:20, Sera"),
        ("da", "5. marts 2024 09:20 Aften"),
        ("uk", "5 березня 2024 09:20 День"),
        ("de", "9:20 am 5. März 2024"),
        ("es", "a las 9:20 de 5 de marzo de 2024"),
    ],
)
def test_other_words_beside_a_time_are_none(language: str, line: str) -> None:
    read = parse_date(line, language=language)
    assert read is not None
    assert read.moment.strftime("%H:%M") == "09:20"
