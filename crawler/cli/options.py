"""Options and types of words that several verbs share."""

from datetime import date
from typing import Any

import click

from archive.model.times import period


class Period(click.ParamType[tuple[date, date]]):
    """The first and the last day of what was typed: a year, a month or a day."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        """The two days; a usage error when it is no date."""
        days = period(str(value))
        if days is None:
            self.fail(f"{value!r} is no date; write 2015, 2015-06 or 2015-06-30", param, ctx)
        return days


class Count(click.IntRange):
    """A number of things, or of a run, that the database can hold."""

    name = "whole number"

    def __init__(self) -> None:
        super().__init__(min=1, max=1_000_000_000)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
