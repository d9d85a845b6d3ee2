"""`desk merge`: other working folders taken into this one."""

from pathlib import Path

import click

from crawler.cli import reports
from crawler.config import desk_file
from crawler.terminal import display


@click.command()
@click.argument(
    "others", metavar="OTHER...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def merge(others: tuple[Path, ...], as_json: bool) -> None:
    """Take in other working folders: of other crawlers, of another institution.

    Their captures are copied byte for byte, columns are read from them with today's extractor, and
    fall into their places in time. Each folder is taken in whole or not at all; what is here
    already changes nothing. Words of people and tombstones come with it.

    \b
    Example:
      desk merge /media/stick/desk ../second-crawler
    """
    from crawler.jobs.merging import merge as take_in

    folder = desk_file.find_folder(click.get_current_context().find_root().obj)
    done = []
    for source in others:
        with display.progress(quiet=as_json) as bar:
            done.append(take_in(folder, source, progress=display.steps(bar)))
        if not as_json:
            reports.show_merged(done[-1])
    if as_json:
        display.print_json(done)
    if any(one.problems for one in done):
        click.get_current_context().exit(1)
