"""`desk outlets add`: an outlet file drafted from a site."""

from typing import Any

import click

from archive.model.errors import DeskError
from crawler.cli import agreement
from crawler.cli.options import json_option
from crawler.cli.outlets.probe_view import show_site_probe
from crawler.cli.working_folder import the_folder
from crawler.config import desk_file
from crawler.probing.channel_probe import as_dict
from crawler.probing.probe import DraftedOutlet, draft_outlet
from crawler.terminal.console import console, printable
from crawler.terminal.json_output import print_json
from crawler.terminal.progress_bars import waiting


@click.command("add")
@click.argument("url")
@click.option("--section", metavar="NAME", help="Keep only this section, with all below it.")
@click.option("--slug", help="Name of the file; made of the outlet's name when left out.")
@click.option("-y", "--yes", is_flag=True, help="Write the file without asking.")
@json_option
def add_outlet(url: str, section: str | None, slug: str | None, yes: bool, as_json: bool) -> None:
    """Look at a site and draft its outlet file.

    Shows what each channel offers, five columns as they would be archived, and what was not found;
    then asks before anything is written.

    \b
    Examples:
      desk outlets add https://courier.example/
      desk outlets add https://courier.example/ --section "Foreign Affairs" --yes
    """
    folder = the_folder()
    with waiting(f"looking at {url}", quiet=as_json):
        drafted = draft_outlet(
            folder, url, section=section, slug=slug, settings=desk_file.load(folder)
        )
    if as_json:
        written = yes and not drafted.probe.problems
        print_json(drafted_as_dict(drafted, written=written))
    else:
        show_drafted(drafted)
    problems = drafted.probe.problems
    if yes and problems:
        raise DeskError(
            f"{drafted.path}: not written, for {problems[0]}; without --yes you are asked"
        )
    if not yes:
        if as_json:
            return
        agreement.ask(f"Write {drafted.path}?")
    drafted.write()
    click.echo(f"wrote {drafted.path}; next: desk crawl {drafted.outlet.slug}", err=True)


def show_drafted(drafted: DraftedOutlet) -> None:
    """Prints what a site offers, and the outlet file that would be written for it."""
    show_site_probe(drafted.probe)
    out = console()
    out.print()
    out.print(printable(f"# {drafted.path}"))
    out.print(printable(drafted.toml))


def drafted_as_dict(drafted: DraftedOutlet, *, written: bool) -> dict[str, Any]:
    """A draft for JSON."""
    return {
        "file": str(drafted.path),
        "written": written,
        "toml": drafted.toml,
        "look": as_dict(drafted.probe),
    }
