"""`desk reextract`: stored captures through today's extractor."""

from datetime import date, datetime

import click

from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.takedown.takedown import kept_out
from crawler.cli import reports
from crawler.config import desk_file
from crawler.terminal import display


@click.command()
@click.argument("slug", metavar="[OUTLET]", required=False)
@click.option("--outlet", "named", metavar="OUTLET", help="The same as OUTLET alone.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Only columns captured since this day."
)
@click.option(
    "--jobs", type=click.IntRange(min=1, max=64), default=1, show_default=True,
    help="Processes that read; one writes.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def reextract(
    slug: str | None,
    named: str | None,
    since: datetime | None,
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
    from crawler.config.outlets import load_outlets
    from crawler.jobs.reextraction import plan
    from crawler.jobs.reextraction import reextract as read_again

    if slug and named and slug != named:
        raise click.UsageError(f"{slug} and {named}: name one outlet, or none for all")
    slug = slug or named
    day: date | None = since.date() if since else None
    folder = desk_file.find_folder(click.get_current_context().find_root().obj)
    outlets = {outlet.slug: outlet for outlet in load_outlets(folder, (slug,) if slug else ())}
    if not outlets:
        raise DeskError(f"{folder / 'outlets'} holds no outlet; write one: outlets/SLUG.toml")
    with Archive.writing(folder, command="reextract") as archive, kept_out(archive):
        planned = plan(archive, slug, since=day)
        if not as_json:
            reports.show_plan(planned)
        with display.progress(quiet=as_json) as bar:
            again = read_again(archive, planned, outlets, jobs=jobs, dry_run=dry_run)
            done = [*bar.track(again, total=len(planned.todo), description="reading again")]
    if as_json:
        display.print_json({**reports.reread_as_dict(done), "dry_run": dry_run})
    else:
        reports.show_reread(done, dry_run=dry_run)
    if any(item.problem for item in done):
        click.get_current_context().exit(1)
