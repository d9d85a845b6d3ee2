"""`desk merge`: other working folders taken into this one."""

from pathlib import Path

import click

from crawler.cli.options import json_option
from crawler.cli.working_folder import the_folder
from crawler.jobs.merging import Merged
from crawler.jobs.merging import merge as take_in
from crawler.terminal.console import console, print_problem, printable
from crawler.terminal.json_output import print_json
from crawler.terminal.progress_bars import progress_bar, step_reporter
from crawler.terminal.wording import counted


@click.command()
@click.argument(
    "others", metavar="OTHER...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@json_option
def merge(others: tuple[Path, ...], as_json: bool) -> None:
    """Take in other working folders: of other crawlers, of another institution.

    Their captures are copied byte for byte, columns are read from them with today's extractor, and
    fall into their places in time. Each folder is taken in whole or not at all; what is here
    already changes nothing. Words of people and tombstones come with it.

    \b
    Example:
      desk merge /media/stick/desk ../second-crawler
    """
    folder = the_folder()
    done = []
    for source in others:
        with progress_bar(quiet=as_json) as bar:
            done.append(take_in(folder, source, progress=step_reporter(bar)))
        if not as_json:
            show_merged(done[-1])
    if as_json:
        print_json(done)
    if any(one.problems for one in done):
        click.get_current_context().exit(1)


def show_merged(done: Merged) -> None:
    """Prints what was taken over from another folder."""
    counts = [
        counted(done.captures, "capture"),
        counted(done.columns, "new column"),
        counted(done.outlets, "outlet file") if done.outlets else "",
        counted(done.words, "word of people") if done.words else "",
        f"{counted(done.forgotten, 'column')} forgotten" if done.forgotten else "",
    ]
    console().print(printable(f"{done.source}: {', '.join(filter(None, counts))}"))
    for problem in done.problems:
        print_problem(problem)
