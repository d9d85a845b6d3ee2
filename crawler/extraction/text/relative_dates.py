"""Relative dates: "3 days ago", "vor 2 Stunden", "вчера".

Without the time of capture they have no meaning. Absolute dates are read in `dates`.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from archive.model.records import Precision
from crawler.extraction.text.moments import YEARS, PrintedDate
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

LONGEST_RELATIVE = 60
"""Characters of a line with a relative date: "Edited about 3 hours ago by the moderator"."""
YEAR, MONTH, WEEK, DAY = (timedelta(days=days) for days in (365.25, 30.44, 7, 1))
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)

_TABLE: Final = table("dates")["ago"]
_LENGTHS = {
    "second": SECOND,
    "minute": MINUTE,
    "hour": HOUR,
    "day": DAY,
    "week": WEEK,
    "month": MONTH,
    "year": YEAR,
}
_LEFT: dict[timedelta, Precision] = {
    SECOND: "minute",
    MINUTE: "minute",
    HOUR: "day",
    DAY: "day",
    WEEK: "month",
    MONTH: "month",
    YEAR: "year",
}
"""Precision of a date by its unit: "3 hours ago" gives the day, "3 weeks ago" only the month."""
_UNIT_OF = {
    name: _LENGTHS[unit] for unit, names in _TABLE["units"].items() for name in word_list(names)
}
_TWO = frozenset(word_list(_TABLE["two"]))
_NAMES = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
_AMOUNT = rf"(?:(?P<number>\d{{1,4}})\+?|{alternatives(_TABLE['one_patterns'])})"
_ABOUT = rf"(?:(?:{alternatives(_TABLE['about_patterns'])}) )?"
_BEFORE, _AFTER = alternatives(_TABLE["before_patterns"]), alternatives(_TABLE["after_patterns"])
_AGO = (
    re.compile(rf"(?<!\w)(?:{_BEFORE}) {_ABOUT}(?:{_AMOUNT} ?)?(?P<unit>{_NAMES})(?!\w)"),
    re.compile(rf"(?<![\w.]){_AMOUNT}? ?(?P<unit>{_NAMES})\.? ?(?:{_AFTER})(?!\w)"),
)
_DAYS = tuple(
    re.compile(rf"(?<![\w-])(?:{alternatives(_TABLE[when])})(?!\w)")
    for when in ("today_patterns", "yesterday_patterns")
)
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)")


def is_relative_date(text: str) -> bool:
    """Whether a short line contains a relative date."""
    return _distance_in(text) is not None


def relative_date(
    text: str, *, captured_at: datetime | None, zone: tzinfo | None = None
) -> PrintedDate | None:
    """The relative date in a line, counted from the capture, as precise as the line allows.

    Sites round, so the last part may be one unit off.
    """
    distance = _distance_in(text) if captured_at is not None else None
    if captured_at is None or distance is None:
        return None
    back, precision, clock = distance
    try:
        moment = (captured_at - back).astimezone(zone or UTC)
    except OverflowError:
        return None
    if moment.year not in YEARS:
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


def _distance_in(text: str) -> tuple[timedelta, Precision, tuple[int, int] | None] | None:
    """The distance of a relative date, its precision, and its time of day where printed."""
    if len(text) > LONGEST_RELATIVE:
        return None
    line = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())
    for pattern in _AGO:
        if match := pattern.search(line):
            unit = _UNIT_OF[match["unit"]]
            count = int(match["number"] or (2 if match["unit"] in _TWO else 1))
            return count * unit, _LEFT[unit], None
    for days, pattern in enumerate(_DAYS):
        if pattern.search(line):
            clock = _CLOCK.search(line)
            return timedelta(days), "day", (int(clock[1]), int(clock[2])) if clock else None
    return None
