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


OF_COLUMN = "FROM articles AS a INDEXED BY articles_facets WHERE a.id = c.article_id"
PUBLISHED = f"coalesce(c.published, (SELECT a.published {OF_COLUMN}))"
OWN_YEAR = f"substr({PUBLISHED}, 1, 4)"
OWN_DAY = as_day(
    PUBLISHED,
    f"iif(c.published IS NULL, (SELECT a.published_precision {OF_COLUMN}), c.published_precision)",
)
"""The same, where its column is looked up only if it has no date of its own."""


def of_days(since: date | None, until: date | None) -> tuple[str, dict[str, str]]:
    """The condition that the date of a comment is in a span of days, all of the month or year.

    Most comments are in or out by their year alone, which takes a third of the time.
    """
    if since is None and until is None:
        return "", {}
    first, last = since or date.min, until or date.max
    whole_first = first.year + ((first.month, first.day) != (1, 1))
    whole_last = last.year - ((last.month, last.day) != (12, 31))
    values = {"first_year": f"{first.year:04}", "last_year": f"{last.year:04}"}
    sql = f" AND {OWN_YEAR} BETWEEN :first_year AND :last_year"
    if (whole_first, whole_last) == (first.year, last.year):
        return sql, values
    values |= _values("since", first_whole(first)) | _values("until", last_whole(last))
    values |= {"whole_first": f"{whole_first:04}", "whole_last": f"{whole_last:04}"}
    exact = f"{OWN_DAY} >= {_as_printed('since')} AND {OWN_DAY} <= {_as_printed('until')}"
    return f"{sql} AND ({OWN_YEAR} BETWEEN :whole_first AND :whole_last OR {exact})", values


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
        f"CASE length({OWN_DAY}) WHEN 4 THEN :{name}_year WHEN 7 THEN :{name}_month"
        f" ELSE :{name} END"
    )


def _values(name: str, compared: tuple[str, str, str]) -> dict[str, str]:
    year, month, day = compared
    return {f"{name}_year": year, f"{name}_month": month, name: day}
