"""`desk verify`: whether the archive is what was put into it, and mending what is not."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.db.checks import all_checks
from archive.duplicates import clustering
from archive.fixity.check_log import enter_check
from archive.fixity.repair import repair, why_not_mended
from archive.fixity.rows import accept
from archive.fixity.scope import EVERYTHING, sampled
from archive.fixity.verify import verify as check
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.problem import Problem
from archive.model.times import moment_text
from crawler.cli.options import Count, json_option
from crawler.cli.working_folder import the_folder
from crawler.terminal.console import print_problem
from crawler.terminal.json_output import print_json
from crawler.terminal.progress_bars import progress_bar, step_reporter
from crawler.terminal.wording import JUDGED_OTHERWISE, counted


@click.command()
@click.option("--all", "everything", is_flag=True, help="Look at everything; so it is without.")
@click.option(
    "--sample", type=Count(), metavar="N",
    help="Look at N columns, comments and captures chosen by chance.",
)  # fmt: skip
@click.option("--repair", "mending", is_flag=True, help="Mend what captures can rebuild.")
@click.option(
    "--accept", "accepting", is_flag=True,
    help="Mend, then take rows that nothing can mend as they are.",
)  # fmt: skip
@click.option("--log", "logged", is_flag=True, help="Show the checks there were; check nothing.")
@json_option
def verify(
    everything: bool,
    sample: int | None,
    mending: bool,
    accepting: bool,
    logged: bool,
    as_json: bool,
) -> None:
    """Check rows, full-text index, versions, duplicates and captures against each other.

    Every capture is compared with its WARC record, every text with its digest; with --sample as
    many as you say, at the same cost in an archive of any size. Exit code 1 names each thing that
    is not what it was, and what can be done; --repair does it and names the rest. With --accept
    the rest, as far as it is rows of the crawl's own records, is taken for right from then on, so
    that what is damaged later can be told from it.

    \b
    Examples:
      desk verify
      desk verify --sample 1000
      desk verify --repair
    """
    if everything and sample:
        raise click.UsageError("--all and --sample exclude each other")
    folder = the_folder()
    if logged:
        show_log(folder, as_json=as_json)
        return
    started = datetime.now(UTC)
    problems, looked_at = find_problems(folder, sample, quiet=as_json)
    left: Sequence[Problem] = problems
    if (mending or accepting) and problems:
        left = mend(folder, problems, as_json=as_json)
    repaired = len(set(problems) - set(left))
    if accepting and left:
        left = accept_rest(folder, left, as_json=as_json)
    scope = (f"sample of {sample}" if sample else "all") + (", accepted" if accepting else "")
    record(folder, started, scope, found=len(problems), repaired=repaired)
    if as_json:
        print_json({"problems": problems, "left": left})
    elif not problems and sample:
        counts = ", ".join(counted(number, name) for name, number in looked_at.items())
        click.echo(f"All of the sample, chosen by chance, is as it was put in: {counts}.")
    elif not problems:
        click.echo("Everything is as it was put in: database, full-text index, texts, captures.")
    if left:
        click.get_current_context().exit(1)
    tell_of_former_method(folder)


def tell_of_former_method(folder: Path) -> None:
    """Say of a sound archive, on standard error, that duplicates are found otherwise by now."""
    with Archive.reading(folder) as archive:
        if clustering.judged_otherwise(archive.db):
            click.echo(JUDGED_OTHERWISE, err=True)


def find_problems(
    folder: Path, sample: int | None, *, quiet: bool
) -> tuple[list[Problem], Mapping[str, int]]:
    """What is wrong, and how much of what a sample looked at; each is printed as soon as found."""
    problems = []
    with Archive.reading(folder) as archive, progress_bar(quiet=quiet) as bar:
        scope = sampled(archive, sample, chance=random.Random()) if sample else EVERYTHING  # noqa: S311
        for problem in check(archive, scope=scope, progress=step_reporter(bar)):
            problems.append(problem)
            if not quiet:
                print_problem(str(problem))
    return problems, scope.sizes


def mend(folder: Path, problems: list[Problem], *, as_json: bool) -> list[Problem]:
    """Mend what can be; the problems that a second look finds."""
    # Reading pages takes lxml and the extractor, which looking alone has no use for.
    from crawler.config.outlet_files import load_outlets
    from crawler.intake.intake import register
    from crawler.jobs.reextraction import restore_column

    with (
        Archive.writing(folder, command="verify") as archive,
        progress_bar(quiet=as_json) as bar,
    ):
        outlets = {outlet.slug: outlet for outlet in load_outlets(folder, ())}

        def register_outlets() -> None:
            for outlet in outlets.values():
                register(archive, outlet)

        why_not = repair(
            archive,
            problems,
            lambda article_id: restore_column(archive, article_id, outlets),
            register_outlets=register_outlets,
            progress=step_reporter(bar),
        )
    left, _ = find_problems(folder, None, quiet=True)
    if not as_json:
        for problem in left:
            print_problem(f"not mended: {problem.where}: {why_not_mended(problem, why_not)}")
        mended = len(set(problems) - set(left))
        click.echo(f"mended {mended:,} of {len(problems):,}; {len(left):,} found by a second look")
    return left


def accept_rest(folder: Path, left: Sequence[Problem], *, as_json: bool) -> list[Problem]:
    """Take rows that nothing can mend for right; the problems that a further look finds."""
    with Archive.writing(folder, command="verify") as archive:
        accept(archive)
    still, _ = find_problems(folder, None, quiet=True)
    if not as_json:
        click.echo(f"taken as they are: {len(set(left) - set(still)):,} of {len(left):,}")
    return still


def record(folder: Path, started: datetime, scope: str, *, found: int, repaired: int) -> None:
    """Enter the check in the archive's log, where that can be written now."""
    enter_check(
        folder,
        started_at=moment_text(started),
        finished_at=moment_text(datetime.now(UTC)),
        scope=scope,
        problems=found,
        repaired=repaired,
    )


def show_log(folder: Path, *, as_json: bool) -> None:
    """Print the checks there were, the latest last."""
    with Archive.reading(folder) as archive:
        entries = all_checks(archive.db)
    if as_json:
        print_json(entries)
        return
    if not entries:
        raise DeskError(f"{folder}: was never checked; run desk verify")
    for entry in entries:
        mended = f", {entry['repaired']:,} mended" if entry["repaired"] else ""
        click.echo(
            f"{entry['started_at'][:16].replace('T', ' ')}  {entry['scope']}:"
            f" {counted(entry['problems'], 'problem')}{mended}"
        )
