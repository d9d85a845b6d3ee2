"""`desk rebuild`: a lost database made again."""

from pathlib import Path

import click

from crawler.cli.options import json_option
from crawler.cli.working_folder import the_folder
from crawler.jobs.rebuild import rebuild as make_again
from crawler.jobs.replay import Rebuilt
from crawler.jobs.words import read_words
from crawler.terminal.console import print_problem
from crawler.terminal.json_output import print_json
from crawler.terminal.progress_bars import progress_bar, step_reporter
from crawler.terminal.wording import counted

LOST = (
    "Lost with the old database, as they stand in no WARC file: {words}the log of runs and checks"
    " (imports from before cannot be undone any more), and addresses that were found but not"
    " visited yet (the next crawl finds them again)."
)
WORDS_LOST = "joins and parts of duplicates and the reasons of takedowns (`desk export --words`), "


@click.command()
@click.option(
    "--words", "path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="What `desk export --words` wrote.",
)  # fmt: skip
@json_option
def rebuild(path: Path | None, as_json: bool) -> None:
    """Make a lost archive.db again, from the WARC files and the outlet files.

    Captures, columns with their ids, versions, comments and states come back as they were, and
    what was forgotten stays forgotten. An archive.db that is there is never replaced. The work
    is done in a file aside; a rebuild that was cut off goes on where it was. Exit code 1 names
    damaged records, which are passed over.

    \b
    Examples:
      desk rebuild
      desk rebuild --words words.jsonl
    """
    folder = the_folder()
    words = None if path is None else read_words(path)
    with progress_bar(quiet=as_json) as bar:
        done = make_again(folder, words=words, progress=step_reporter(bar))
    if as_json:
        print_json(done)
    else:
        show_rebuilt(done, with_words=path is not None)
    if done.problems:
        click.get_current_context().exit(1)


def show_rebuilt(done: Rebuilt, *, with_words: bool) -> None:
    """Prints what a rebuilt database holds, and what it does not."""
    for problem in done.problems:
        print_problem(problem)
    counts = [
        counted(done.captures, "capture"),
        counted(done.columns, "column"),
        counted(done.versions, "version"),
        counted(done.comments, "comment"),
        counted(done.words, "decision") if with_words else "",
    ]
    click.echo(f"archive.db is there again: {', '.join(filter(None, counts))}.")
    click.echo(f"Digest (desk dump --digest): {done.digest}")
    if done.left_out:
        click.echo(
            f"{counted(done.left_out, 'record')} left out: received by commands that were killed"
            " before they entered the database."
        )
    click.echo(LOST.format(words="" if with_words else WORDS_LOST))
