"""`desk merge`: other working folders taken into this one."""

from pathlib import Path

import click

from archive.model.errors import DeskError
from crawler.cli import agreement
from crawler.cli.options import json_option
from crawler.cli.working_folder import the_folder
from crawler.jobs.merge_proposal import Proposal
from crawler.jobs.merging import Merged, propose
from crawler.jobs.merging import merge as take_in
from crawler.terminal.console import console, print_problem, printable
from crawler.terminal.json_output import print_json
from crawler.terminal.progress_bars import progress_bar, step_reporter
from crawler.terminal.wording import counted

SHOWN = 20
"""Of outlets and problems, so many are named."""


@click.command()
@click.argument(
    "others", metavar="OTHER...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--dry-run", is_flag=True, help="Only show what would come.")
@click.option("-y", "--yes", is_flag=True, help="Take it in without asking.")
@click.option("--forget", is_flag=True, help="Forget here, for good, what was forgotten there.")
@click.option("--private", is_flag=True, help="Also outlets whose home is in a private network.")
@json_option
def merge(
    others: tuple[Path, ...],
    dry_run: bool,
    yes: bool,
    forget: bool,
    private: bool,
    as_json: bool,
) -> None:
    """Take in other working folders: of other crawlers, of another institution.

    What would come is shown, and taken in when you agree. Captures are copied byte for byte,
    columns are read from them with today's extractor, and fall into their places in time. Each
    folder is taken in whole or not at all; what is here already changes nothing. Nothing is written
    there, no link is followed, and every value is checked.

    What was forgotten there is forgotten here only when you say so by --forget, or when asked.

    \b
    Examples:
      desk merge /media/stick/desk ../second-crawler
      desk merge /media/stick/desk --dry-run
    """
    folder = the_folder()
    if dry_run:
        proposals = [propose(folder, source) for source in others]
        if as_json:
            print_json(proposals)
        else:
            for proposal in proposals:
                console().print(printable(in_words(proposal)))
        for proposal in proposals:
            refuse_private(proposal, private=private)
        return

    def agree(proposal: Proposal) -> bool:
        return asked(proposal, yes=yes, forget=forget, private=private)

    done = []
    for source in others:
        with progress_bar(quiet=as_json) as bar:
            done.append(take_in(folder, source, agree=agree, progress=step_reporter(bar)))
        if not as_json:
            show_merged(done[-1])
    if as_json:
        print_json(done)
    if any(one.problems for one in done):
        click.get_current_context().exit(1)


def refuse_private(proposal: Proposal, *, private: bool) -> None:
    """Raise when an outlet is at home in a private network, unless that is wanted."""
    inside = [one for one in proposal.outlets if one.private]
    if inside and not private:
        raise DeskError(
            f"{proposal.source}: outlets/{inside[0].slug}.toml has its home at {inside[0].home},"
            f" where a crawl from here would ask it ({inside[0].private}); if you want that, add"
            " --private"
        )


def asked(proposal: Proposal, *, yes: bool, forget: bool, private: bool) -> bool:
    """Whether what was forgotten there is to go here; ends the command when nothing is to come."""
    refuse_private(proposal, private=private)
    if proposal.is_empty:
        return False
    unchanged = f"nothing of {proposal.source} was taken in"
    if not yes:
        click.echo(printable(in_words(proposal)).plain, err=True)
        agreement.ask("Take it in?", unchanged=unchanged)
    if not proposal.tombstones or forget or yes:
        return forget
    forgetting = "Forget here, for good, what was forgotten there?"
    return agreement.agreed(forgetting, unchanged=unchanged)


def in_words(proposal: Proposal) -> str:
    """What would come, a line for each kind."""
    coming = [
        f"{counted(proposal.captures, 'capture')} of {counted(proposal.columns, 'column')}",
        counted(proposal.addresses, "address") + " to visit" if proposal.addresses else "",
        counted(proposal.words, "decision") + " on duplicates" if proposal.words else "",
    ]
    lines = [f"{proposal.source} would bring {', '.join(filter(None, coming))}"]
    lines += [f"  outlet {one.slug}, at {one.home}" for one in proposal.outlets[:SHOWN]]
    if len(proposal.outlets) > SHOWN:
        lines.append(f"  and {len(proposal.outlets) - SHOWN} more outlets")
    if proposal.tombstones:
        columns = f"{counted(proposal.forgotten, 'column')} ({proposal.raw} with WARC records)"
        lines.append(
            f"  {counted(proposal.tombstones, 'tombstone')}, which with --forget take out"
            f" {columns} and {counted(proposal.emptied, 'comment')} of this folder, for good"
        )
    return "\n".join(lines)


def show_merged(done: Merged) -> None:
    """Prints what was taken over from another folder."""
    counts = [
        counted(done.captures, "capture"),
        counted(done.columns, "new column"),
        counted(done.outlets, "outlet file") if done.outlets else "",
        counted(done.words, "decision") + " on duplicates" if done.words else "",
        f"{counted(done.forgotten, 'column')} forgotten" if done.forgotten else "",
    ]
    console().print(printable(f"{done.source}: {', '.join(filter(None, counts))}"))
    if done.not_forgotten:
        left = counted(done.not_forgotten, "tombstone")
        print_problem(f"{done.source}: {left} not taken over; --forget takes out what they name")
    for problem in done.problems[:SHOWN]:
        print_problem(problem)
    if len(done.problems) > SHOWN:
        print_problem(f"and {len(done.problems) - SHOWN} more; --json names all")
