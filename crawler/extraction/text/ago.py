"""Reads dates that are told from the day a page was read: "3 days ago", "vor 2 Stunden", "вчера".

Without the day of capture they say nothing. Dates printed whole are read in `dates`.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo

from archive.model.records import Precision
from crawler.extraction.text.dates import PrintedDate

LONGEST_AGO = 60
"""Characters of a line that says how long ago: "Edited about 3 hours ago by the moderator"."""
YEAR, MONTH, WEEK, DAY = (timedelta(days=days) for days in (365.25, 30.44, 7, 1))
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)

_UNITS = {
    SECOND: """
        second seconds sec secs s sekunde sekunden seconde secondes segundo segundos
        секунду секунды секунд сек secondo secondi sekund saniye 초 秒 秒钟 秒鐘 ثانية ثوان
    """,
    MINUTE: """
        minute minutes min mins mn m minuten minuto minutos минуту минуты минут мин
        minuti minuut minut minutę minuty minuter dakika 분 分 分钟 分鐘 دقيقة دقائق دقيقتين
    """,
    HOUR: """
        hour hours hr hrs h stunde stunden std heure heures hora horas час часа часов ч
        ora ore uur uren godzinę godziny godzin godz timme timmar saat 시간 時間 小时 小時 ساعة
        ساعات ساعتين
    """,
    DAY: """
        day days d tag tage tagen jour jours j día días dia dias день дня дней дн giorno
        giorni dag dagen dagar dzień dni gün 일 日 天 يوم يوما أيام يومين
    """,
    WEEK: """
        week weeks wk wks w woche wochen semaine semaines sem semana semanas неделю
        недели недель нед settimana settimane weken tydzień tygodnie tygodni vecka
        veckor hafta 주 주일 週間 周 週 أسبوع أسابيع أسبوعين
    """,
    MONTH: """
        month months mo mos monat monate monaten mois mes meses mês месяц месяца месяцев
        мес mese mesi maand maanden miesiąc miesiące miesięcy månad månader ay 개월 달 か月
        ヶ月 カ月 ヵ月 个月 個月 شهر أشهر شهور شهرين
    """,
    YEAR: """
        year years yr yrs y jahr jahre jahren an ans année années año años ano anos год
        года лет anno anni jaar rok lata lat år yıl 년 年 سنة سنوات سنتين عام أعوام عامين
    """,
}
"""Length of a unit and its names, as they stand with numbers."""
_LEFT: dict[timedelta, Precision] = {
    SECOND: "minute",
    MINUTE: "minute",
    HOUR: "day",
    DAY: "day",
    WEEK: "month",
    MONTH: "month",
    YEAR: "year",
}
"""The precision a unit leaves: "3 hours ago" tells the day, "3 weeks ago" only the month."""
_UNIT_OF = {name: unit for unit, names in _UNITS.items() for name in names.split()}
_TWO = frozenset("دقيقتين ساعتين يومين أسبوعين شهرين سنتين عامين".split())
_NAMES = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
_AMOUNT = (
    r"(?:(?P<number>\d{1,4})\+?|an?|one|eine[mrn]?|une?|una|um|uma|один|одну|een|en|ett|bir|un)"
)
_ABOUT = r"(?:(?:about|over|almost|etwa|ca\.?|über|environ|plus de|unos|около|circa|około) )?"
_BEFORE = "vor|il y a|hace|há|för|منذ|قبل"
_AFTER = "ago|назад|тому назад|atrás|fa|geleden|temu|sedan|önce|전|以前|之前|前"
_AGO = (
    re.compile(rf"(?<!\w)(?:{_BEFORE}) {_ABOUT}(?:{_AMOUNT} ?)?(?P<unit>{_NAMES})(?!\w)"),
    re.compile(rf"(?<![\w.]){_AMOUNT}? ?(?P<unit>{_NAMES})\.? ?(?:{_AFTER})(?!\w)"),
)
_TODAY = (
    r"today|just now|heute|gerade eben|aujourd'hui|à l'instant|hoy|ahora mismo|сегодня|"
    r"только что|hoje|oggi|vandaag|dzisiaj|오늘|방금|今日|今天|刚刚|剛剛|اليوم|الآن"
)
_YESTERDAY = r"yesterday|gestern|hier|ayer|вчера|ontem|ieri|gisteren|wczoraj|어제|昨日|昨天|أمس"
_DAYS = tuple(re.compile(rf"(?<![\w-])(?:{words})(?!\w)") for words in (_TODAY, _YESTERDAY))
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)")


def is_ago(text: str) -> bool:
    """Whether a short line says how long ago something was said."""
    return _told_in(text) is not None


def date_ago(
    text: str, *, captured_at: datetime | None, zone: tzinfo | None = None
) -> PrintedDate | None:
    """The date that a line tells from the day of capture, as precisely as the line allows.

    A site rounds, so the last part told may be one unit off.
    """
    told = _told_in(text) if captured_at is not None else None
    if captured_at is None or told is None:
        return None
    back, precision, clock = told
    try:
        moment = (captured_at - back).astimezone(zone or UTC)
    except OverflowError:
        return None
    if clock is not None:
        hour, minute = clock
        return PrintedDate(
            moment.replace(hour=hour, minute=minute, second=0, microsecond=0), "minute"
        )
    moment = moment.replace(second=0, microsecond=0)
    if precision != "minute":
        moment = moment.replace(hour=0, minute=0)
    if precision in ("month", "year"):
        moment = moment.replace(day=1)
    if precision == "year":
        moment = moment.replace(month=1)
    return PrintedDate(moment, precision)


def _told_in(text: str) -> tuple[timedelta, Precision, tuple[int, int] | None] | None:
    """How long before its reading a line says something was, to what precision, at what o'clock."""
    if len(text) > LONGEST_AGO:
        return None
    line = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())
    for pattern in _AGO:
        if found := pattern.search(line):
            unit = _UNIT_OF[found["unit"]]
            count = int(found["number"] or (2 if found["unit"] in _TWO else 1))
            return count * unit, _LEFT[unit], None
    for days, pattern in enumerate(_DAYS):
        if pattern.search(line):
            clock = _CLOCK.search(line)
            return timedelta(days), "day", (int(clock[1]), int(clock[2])) if clock else None
    return None
