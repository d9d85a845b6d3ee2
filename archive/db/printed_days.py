"""Dates as far as they are printed, in SQL: a day, a month or a year."""

from datetime import date, timedelta


def as_day(published: str, precision: str) -> str:
    """A stored date as far as it is printed, to the day, in SQL."""
    length = f"CASE {precision} WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END"
    return f"coalesce(substr({published}, 1, {length}), '')"


COMMENT_DAY = as_day(
    "coalesce(c.published, a.published)",
    "iif(c.published IS NULL, a.published_precision, c.published_precision)",
)
"""Of a comment `c` of a column `a`: its own date, else that of its column."""


def of_days(since: date | None, until: date | None) -> tuple[str, dict[str, str]]:
    """The condition that the date of a comment is in a span of days, all of the month or year."""
    sql = ""
    values: dict[str, str] = {}
    if since is not None:
        sql += f" AND {COMMENT_DAY} >= {_as_printed('since')}"
        values |= _values("since", first_whole(since))
    if until is not None:
        sql += f" AND {COMMENT_DAY} BETWEEN '0' AND {_as_printed('until')}"
        values |= _values("until", last_whole(until))
    return sql, values


def first_whole(since: date) -> tuple[str, str, str]:
    """What a year, a month and a day must not be before to have no part before a day."""
    day = since.isoformat()
    behind = "~"  # with it a year is behind itself and before the next
    year = day[:4] + behind * ((since.month, since.day) != (1, 1))
    return year, day[:7] + behind * (since.day != 1), day


def last_whole(until: date) -> tuple[str, str, str]:
    """The last year, month and day of which no part is after a day."""
    year = until.year - ((until.month, until.day) != (12, 31))
    ends = until == date.max or (until + timedelta(days=1)).day == 1
    month = f"{until.year:04}-{until.month - (not ends):02}"
    return f"{year:04}", month, until.isoformat()


def _as_printed(name: str) -> str:
    """The value a comment's date is compared with, as far as it is printed."""
    return (
        f"CASE length({COMMENT_DAY}) WHEN 4 THEN :{name}_year WHEN 7 THEN :{name}_month"
        f" ELSE :{name} END"
    )


def _values(name: str, compared: tuple[str, str, str]) -> dict[str, str]:
    year, month, day = compared
    return {f"{name}_year": year, f"{name}_month": month, name: day}
