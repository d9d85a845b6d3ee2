"""`desk outlets check`: whether outlet files are right."""

import click

from archive.model.errors import DeskError
from crawler.cli.options import json_option
from crawler.cli.working_folder import the_folder
from crawler.config import desk_file
from crawler.config.outlet_files import check_outlets, no_outlet
from crawler.terminal.json_output import print_json
from crawler.terminal.wording import counted


@click.command("check")
@click.argument("slugs", metavar="[OUTLET]...", nargs=-1)
@click.option("--live", is_flag=True, help="Look at the sites: what each channel offers today.")
@json_option
def check(slugs: tuple[str, ...], live: bool, as_json: bool) -> None:
    """Whether every outlet file is right; exit code 1 names each mistake.

    With --live each site is looked at too, as `desk outlets add` does; nothing is archived.

    \b
    Examples:
      desk outlets check
      desk outlets check courier --live
    """
    if live:
        # What asks sites takes longer to load than reading outlet files does.
        from crawler.cli.outlets.live_check import check_sites

        check_sites(slugs, as_json=as_json)
    else:
        check_files(slugs, as_json=as_json)


def check_files(slugs: tuple[str, ...], *, as_json: bool) -> None:
    """Each mistake in the outlet files; exit code 1 when there is one."""
    folder = the_folder()
    desk_file.load(folder)
    if slugs:
        known = {file.path.stem for file in check_outlets(folder)}
        if unknown := sorted(set(slugs) - known):
            raise DeskError(no_outlet(folder, unknown[0]))
    checked = [file for file in check_outlets(folder) if not slugs or file.path.stem in slugs]
    problems = [problem for file in checked for problem in file.problems]
    if as_json:
        print_json({"files": len(checked), "problems": problems})
    for problem in problems if not as_json else ():
        click.echo(problem, err=True)
    if problems:
        click.get_current_context().exit(1)
    if not as_json:
        click.echo(f"{folder / 'outlets'}: {counted(len(checked), 'outlet file')}, no mistakes")
