"""`desk health`: whether outlets still give what they used to."""

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from crawler.cli.options import json_option
from crawler.cli.working_folder import the_folder
from crawler.monitoring import health as checking
from crawler.monitoring.health import Health
from crawler.terminal.console import console, printable
from crawler.terminal.json_output import print_json


@click.command()
@click.argument("slugs", metavar="[OUTLET]...", nargs=-1)
@click.option("--notify", metavar="CMD", help="Run it with the alarms on its standard input.")
@click.option("-q", "--quiet", is_flag=True, help="Print only alarms, each once a day (for cron).")
@json_option
def health(slugs: tuple[str, ...], notify: str | None, quiet: bool, as_json: bool) -> None:
    """Whether outlets still give what they used to; exit code 1 when one does not.

    Each is compared with its own past: silence, failing seeds, a feed that has rolled past, what
    [expect] asks, and pages that read otherwise than before.

    \b
    Examples:
      desk health
      desk health --quiet --notify 'mail -s foreign-desk me@example.org'
    """
    folder, now = the_folder(), datetime.now(UTC)
    outlets = checking.health(folder, slugs, now=now)
    raised, times = checking.not_yet_raised(folder, outlets, now=now)
    text = checking.report(raised)
    if as_json:
        print_json([checking.as_dict(one) for one in outlets])
    elif quiet:
        click.echo(text, nl=False)
    else:
        show_health(outlets)
    if notify and text:
        checking.notify(notify, text)
    if quiet or notify:
        checking.remember(folder, times)
    if any(one.alarms for one in outlets):
        click.get_current_context().exit(1)


def show_health(outlets: Sequence[Health]) -> None:
    """Prints how each outlet does, and its alarms below it."""
    out = console()
    for one in outlets:
        line = printable(one.outlet)
        line.stylize("bold")
        crawled = f"{one.last_crawl:%Y-%m-%d %H:%M} UTC" if one.last_crawl else "none known"
        state = f": {'ALARM' if one.alarms else 'well'}; last new {one.last_new or 'none known'}"
        line.append(f"{state}, last crawl {crawled}", style="not bold")
        out.print(line)
        for alarm in one.alarms:
            out.print(printable(f"  {alarm}"))
