"""`desk outlets rules`: a rule file of ftr-site-config as a layout."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from crawler.cli.options import Period, json_option
from crawler.cli.working_folder import the_folder
from crawler.config import layout_writing, site_rules
from crawler.config.site_rules import Extent, Translation
from crawler.terminal.console import print_problem
from crawler.terminal.json_output import print_json
from crawler.terminal.wording import counted


@click.command("rules")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--from", "since", type=Period(), help="First day the layout held.")
@click.option("--until", type=Period(), help="Last day the layout held.")
@click.option("--write", "slug", metavar="OUTLET", help="Append it to this outlet's file.")
@json_option
def translate_rules(
    file: Path,
    since: tuple[date, date] | None,
    until: tuple[date, date] | None,
    slug: str | None,
    as_json: bool,
) -> None:
    """Turn a rule file of ftr-site-config into a layout.

    The layout goes to standard output; what it cannot say stands in its comments. Exit code 1 when
    nothing in the file can be said.

    \b
    Examples:
      desk outlets rules courier.example.txt
      desk outlets rules courier.example.txt --until 2019-06 --write courier
    """
    made = site_rules.translate(file.read_bytes())
    toml = layout_writing.as_toml(
        made, source=file.name, since=since and since[0], until=until and until[1]
    )
    if as_json:
        print_json(site_rules.as_dict(made, source=file.name, toml=toml))
    elif made.fields:
        click.echo(toml, nl=False)
    show_translation(made, str(file))
    if not made.fields:
        click.get_current_context().exit(1)
    if slug is not None:
        path = layout_writing.add_layout(the_folder(), slug, toml)
        click.echo(f"appended to {path}", err=True)


EXTENTS: Mapping[Extent, str] = {
    "whole": "read whole",
    "part": "read in part",
    "nothing": "nothing in it that a layout can say",
}


def show_translation(made: Translation, source: str) -> None:
    """Prints on standard error how much of a rule file a layout can express, and what is lost."""
    named = ", ".join(f"{name} ({len(selectors)})" for name, selectors in made.fields.items())
    print_problem(f"{source}: {EXTENTS[made.extent]}{': ' if named else ''}{named}")
    for remark in made.lost:
        print_problem(f"  line {remark.line}, {remark.text}: {remark.reason}")
    if made.needless:
        print_problem(f"  {counted(len(made.needless), 'line')} without effect here")
