"""`desk reextract`: stored captures through today's extractor."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.records import Outcome
from archive.takedown.keeping_out import kept_out
from crawler.cli.options import Period, json_option
from crawler.cli.working_folder import the_folder
from crawler.config.outlet_files import load_outlets
from crawler.jobs.reextraction import Reread, RereadingPlan, plan
from crawler.jobs.reextraction import reextract as read_again
from crawler.terminal.console import console, print_problem
from crawler.terminal.json_output import print_json
from crawler.terminal.progress_bars import progress_bar
from crawler.terminal.summaries import layout_lines
from crawler.terminal.wording import counted


@click.command()
@click.argument("slug", metavar="[OUTLET]", required=False)
@click.option("--outlet", "named", metavar="OUTLET", help="The same as OUTLET alone.")
@click.option(
    "--since", type=Period(), help="Only columns captured since 2024, 2024-01 or 2024-01-31."
)
@click.option(
    "--jobs", type=click.IntRange(min=1, max=64), default=1, show_default=True,
    help="Processes that read; one writes.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@json_option
def reextract(
    slug: str | None,
    named: str | None,
    since: tuple[date, date] | None,
    jobs: int,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read the stored captures again with today's extractor.

    Nothing is fetched. A version is never made by it: versions become what today's extractor reads
    in the captures they were made of. One that was cut off is taken up where it ended.

    \b
    Examples:
      desk reextract courier --dry-run
      desk reextract --since 2024-01-01 --jobs 4
    """
    if slug and named and slug != named:
        raise click.UsageError(f"{slug} and {named}: name one outlet, or none for all")
    slug = slug or named
    day = since[0] if since else None
    folder = the_folder()
    outlets = {outlet.slug: outlet for outlet in load_outlets(folder, (slug,) if slug else ())}
    if not outlets:
        raise DeskError(
            f"{folder / 'outlets'} holds no outlet; add one: desk outlets add https://…"
        )
    with Archive.writing(folder, command="reextract") as archive, kept_out(archive):
        planned = plan(archive, slug, since=day)
        if not as_json:
            show_plan(planned)
        with progress_bar(quiet=as_json) as bar:
            again = read_again(archive, planned, outlets, jobs=jobs, dry_run=dry_run)
            done = [*bar.track(again, total=len(planned.todo), description="reading again")]
    if as_json:
        print_json({**reread_as_dict(done), "dry_run": dry_run})
    else:
        show_reread(done, dry_run=dry_run)
    if any(item.problem for item in done):
        click.get_current_context().exit(1)


def reread_as_dict(done: Sequence[Reread]) -> dict[str, Any]:
    """What a re-extraction came to, as JSON can hold it."""
    return {
        "columns": sum(item.public_id is not None for item in done),
        "text_changed": [item.public_id for item in done if item.changes and item.changes.text],
        "fields_changed": [item.public_id for item in done if item.changes and item.changes.fields],
        "comments_changed": [
            item.public_id for item in done if item.changes and item.changes.comments
        ],
        "new": sum(item.outcome is Outcome.NEW for item in done),
        "layout_failures": dict(Counter(name for item in done for name in item.layout_failures)),
        "problems": [item.problem for item in done if item.problem],
    }


def show_plan(planned: RereadingPlan) -> None:
    """Prints what a re-extraction is about to read, on standard error."""
    taken_up = f"; {planned.skipped:,} done before it was cut off" if planned.skipped else ""
    click.echo(
        f"{counted(planned.captures, 'capture')} of"
        f" {counted(sum(item.public_id is not None for item in planned.todo), 'column')} and"
        f" {counted(sum(item.public_id is None for item in planned.todo), 'other page')}{taken_up}",
        err=True,
    )


def show_reread(done: Sequence[Reread], *, dry_run: bool) -> None:
    """Prints what a re-extraction changed; ids of columns whose text reads differently now."""
    figures = reread_as_dict(done)
    out = console()
    would = "would change" if dry_run else "changed"
    out.print(
        f"{counted(figures['columns'], 'column')} read again: "
        f"text {would} in {len(figures['text_changed'])}, "
        f"fields in {len(figures['fields_changed'])}, "
        f"comments in {len(figures['comments_changed'])}; "
        f"now columns that were none: {counted(figures['new'], 'page')}"
    )
    for public_id in figures["text_changed"]:
        out.print(f"  {public_id}")
    for line in layout_lines(figures["layout_failures"], figures["columns"]):
        out.print(f"  {line}")
    for problem in figures["problems"]:
        print_problem(problem)
