"""`desk crawl`: what is new with the outlets, archived."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from archive.model.errors import ArchiveLocked
from crawler.cli.chosen_outlets import outlets_to_crawl, sound_outlets_to_crawl
from crawler.cli.options import Count, json_option
from crawler.cli.working_folder import the_folder
from crawler.config import desk_file
from crawler.jobs.crawling import crawl as run_crawl
from crawler.session.outlet_crawl import OutletCrawl
from crawler.terminal.console import print_problem
from crawler.terminal.json_output import print_json
from crawler.terminal.summaries import counts, show_summaries
from crawler.terminal.wording import counted


@click.command()
@click.argument("slugs", metavar="[OUTLET]...", nargs=-1)
@click.option("--limit", type=Count(), help="Visit at most so many columns each.")
@click.option("--again", is_flag=True, help="Ask every known address again, due or not.")
@click.option("--due", is_flag=True, help="Only outlets whose interval has passed (for cron).")
@click.option("-q", "--quiet", is_flag=True, help="Print only what needs attention (for cron).")
@json_option
def crawl(
    slugs: tuple[str, ...], limit: int | None, again: bool, due: bool, quiet: bool, as_json: bool
) -> None:
    """Fetch what is new, archive it, and sum up per outlet.

    With --due only outlets are asked whose last crawl is older than `every` in their files, or was
    cut off; when another crawl has the archive, that one is doing the work, and this one ends.

    \b
    Examples:
      desk crawl
      desk crawl courier --limit 20
      desk crawl courier --again
      desk crawl --due --quiet
    """
    folder = the_folder()
    chosen, problems = (outlets_to_crawl(slugs), ()) if slugs else sound_outlets_to_crawl()
    settings = desk_file.load(folder)
    for problem in problems:
        print_problem(f"not crawled: {problem}")
    try:
        with crawl_progress(quiet=quiet or as_json) as on_progress:
            summaries = run_crawl(
                folder,
                chosen,
                limit=limit,
                settings=settings,
                due_only=due,
                again=again,
                on_progress=on_progress,
            )
    except ArchiveLocked as locked:
        if not (due and locked.by_a_crawl):
            raise
        summaries = ()
    if as_json:
        print_json([summary.as_dict() for summary in summaries])
    else:
        show_summaries(summaries, quiet=quiet)
    if problems or any(summary.failed for summary in summaries):
        click.get_current_context().exit(1)


@contextmanager
def crawl_progress(*, quiet: bool) -> Iterator[Callable[[OutletCrawl], None]]:
    """A callback for each step of a crawl; shows a line per outlet while it runs."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed} pages"),
        TextColumn("{task.fields[outcomes]}", style="dim"),
        TimeElapsedColumn(),
        console=(err := Console(stderr=True)),
        transient=True,
        disable=quiet or not err.is_terminal,
    ) as bars:
        tasks: dict[str, TaskID] = {}
        seeds = bars.add_task("reading seeds", total=None, outcomes="")

        def on_progress(crawl: OutletCrawl) -> None:
            slug = crawl.outlet.slug
            bars.update(seeds, visible=False)
            if slug not in tasks:
                tasks[slug] = bars.add_task(slug, total=None, outcomes="")
            done = sum(crawl.tally.values())
            named = f"{counted(sum(walk.yielded for walk in crawl.walks), 'address')} named"
            bars.update(
                tasks[slug], completed=done, outcomes=counts(crawl.tally) if done else named
            )

        yield on_progress
