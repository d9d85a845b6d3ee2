"""`desk schedule`: what has cron or systemd crawl a folder."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from crawler.cli.chosen_outlets import outlets_to_crawl
from crawler.cli.options import json_option
from crawler.cli.working_folder import the_folder
from crawler.config.outlet_values import duration
from crawler.monitoring import schedule as scheduling
from crawler.monitoring.schedule import Schedule
from crawler.terminal.console import console, printable
from crawler.terminal.json_output import print_json


class Duration(click.ParamType[timedelta]):
    """A length of time as outlet files write it."""

    name = "duration"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """The length; a usage error when it is none."""
        if isinstance(value, timedelta):
            return value
        try:
            return duration(str(value))
        except ValueError as error:
            self.fail(f"{value!r} {error}", param, ctx)


@click.command()
@click.option(
    "--every", type=Duration(), default="1h", show_default=True, help="How often to look."
)
@click.option("--notify", metavar="CMD", help="A command that gets alarms on its standard input.")
@click.option("--check", "checking", is_flag=True, help="Whether it is installed and works.")
@json_option
def schedule(every: timedelta, notify: str | None, checking: bool, as_json: bool) -> None:
    """Print what has cron or systemd crawl this folder; install one of them.

    Each time, outlets are crawled whose interval (`every` in their files) has passed, and alarms
    are raised. With --check, exit code 1 tells that nothing is installed or nothing runs.

    \b
    Examples:
      desk schedule
      desk schedule --every 30m --notify 'mail -s foreign-desk me@example.org'
      desk schedule --check
    """
    folder = the_folder()
    if checking:
        shortest = min(outlet.every for outlet in outlets_to_crawl())
        findings = scheduling.check(folder, now=datetime.now(UTC), every=every, shortest=shortest)
        if as_json:
            print_json([{"good": one.good, "told": one.message} for one in findings])
        else:
            show_findings((one.good, one.message) for one in findings)
        if not all(one.good for one in findings):
            click.get_current_context().exit(1)
        return
    made = scheduling.schedule(folder, every=every, notify=notify)
    if as_json:
        print_json(made)
    else:
        show_schedule(made)


def show_schedule(made: Schedule) -> None:
    """Prints a crontab line and two systemd units, ready to be copied."""
    click.echo("# cron: add this line with `crontab -e` (MAILTO=you@example.org above it has cron")
    click.echo("# mail what is printed, which is alarms only):")
    click.echo(os.fsencode(made.crontab))  # a path may hold bytes that are no UTF-8
    click.echo("\n# or systemd: write these into ~/.config/systemd/user/ and start the timer with")
    click.echo(f"# systemctl --user enable --now {made.unit}.timer")
    for ending, text in (("service", made.service), ("timer", made.timer)):
        click.echo(f"\n# {made.unit}.{ending}")
        click.echo(text, nl=False)


def show_findings(findings: Iterable[tuple[bool, str]]) -> None:
    """Prints what was checked, a line each."""
    out = console()
    for good, message in findings:
        out.print(printable(f"{'ok' if good else 'NO'}  {message}"))
