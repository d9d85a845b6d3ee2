"""`desk import`: columns from files."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.records import Outcome
from archive.model.rows import count_words
from archive.takedown.keeping_out import kept_out
from crawler.cli.chosen_outlets import chosen_outlets
from crawler.cli.collecting import imports_shown
from crawler.cli.options import Count, json_option
from crawler.cli.working_folder import the_folder
from crawler.config.outlets import Outlet
from crawler.jobs import importing
from crawler.jobs.found_files import PartsFolder, find_files
from crawler.jobs.importing import Imported
from crawler.jobs.new_outlet import UnwrittenOutlet, new_outlet, written_if_stored
from crawler.terminal.columns import show_article
from crawler.terminal.console import console, printable
from crawler.terminal.json_output import json_value, print_json
from crawler.terminal.progress_bars import progress_bar
from crawler.terminal.wording import counted

BROUGHT_NOTHING = frozenset(
    (Outcome.FAILED, Outcome.OUT_OF_SCOPE, Outcome.REFUSED, Outcome.UNREADABLE)
)
"""Outcomes of files that change no column."""
PARTS_NAMED = 3
"""Folders left out that are named."""


@click.command("import")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--outlet", "slug", help="The outlet the columns belong to.")
@click.option("--new-outlet", "name", help="Make an outlet of this name, and import into it.")
@click.option("--home", help="The new outlet's address.")
@click.option("--language", help='The new outlet\'s language, such as "en".')
@click.option("--timezone", default="UTC", show_default=True, help="The new outlet's time zone.")
@click.option("--dry-run", is_flag=True, help="Show what would be done; change nothing.")
@click.option("--undo", "run", metavar="RUN", type=Count(), help="Take an import back.")
@click.option("-y", "--yes", is_flag=True, help="Undo without asking.")
@click.option("--list", "listed", is_flag=True, help="The imports there were.")
@json_option
def import_files(
    paths: tuple[Path, ...],
    slug: str | None,
    name: str | None,
    home: str | None,
    language: str | None,
    timezone: str,
    dry_run: bool,
    run: int | None,
    yes: bool,
    listed: bool,
    as_json: bool,
) -> None:
    """Archive saved pages (HTML, MHTML) and flattened text files.

    A folder is taken with all in it, but for hidden files, links that lead out of it, and the
    folders of images and scripts that browsers save beside a page. A page or text counts as seen
    when it was saved: as its saver says, else as the file's date says.

    --new-outlet writes the file of an outlet that is only imported; add [[seeds]] to it, and it is
    crawled, too.

    --undo takes out what only that import brought; columns that are known from elsewhere, too, are
    put back as they are without it. The files stay in warc/, and importing them again brings them
    back.

    With --json one object per file and line.

    \b
    Examples:
      desk import clippings/ letter.txt --outlet courier --dry-run
      desk import clippings/ --new-outlet "The Courier" --home https://courier.example/ \\
        --language en --timezone Europe/London
      desk import --undo 7
    """
    if listed or run is not None:
        if paths or slug or name or (listed and run is not None):
            raise click.UsageError("--undo RUN and --list stand alone, without paths and outlet")
        if run is None:
            imports_shown.show_list(the_folder(), as_json=as_json)
        else:
            imports_shown.undo(the_folder(), run, dry_run=dry_run, yes=yes, as_json=as_json)
        return
    if not paths or (slug is None) == (name is None):
        raise click.UsageError(
            "name the files or folders, and --outlet SLUG they belong to or a --new-outlet NAME"
        )
    found = find_files(paths)
    new = None if name is None else _new(name, home, language, timezone)
    outlet = new.outlet if new else chosen_outlets((slug or "",))[0]
    done = _taken_in(outlet, found.files, new=new, dry_run=dry_run, quiet=as_json)
    done += map(importing.link_left_out, found.links_out)
    done += (importing.folder_left_out(folder, why) for folder, why in found.unread.items())
    if as_json:
        for item in done:
            print_json(imported_as_dict(item), lines=True)
    else:
        show_import(done, found.parts, new, dry_run=dry_run)
    if done and all(item.article is None for item in done):
        click.get_current_context().exit(1)


def _new(name: str, home: str | None, language: str | None, timezone: str) -> UnwrittenOutlet:
    """A new outlet for the working folder, without seeds."""
    if home is None or language is None:
        raise click.UsageError("--new-outlet NAME is asked for with its --home and --language")
    return new_outlet(the_folder(), name=name, home=home, language=language, timezone=timezone)


def _taken_in(
    outlet: Outlet,
    files: Sequence[Path],
    *,
    new: UnwrittenOutlet | None,
    dry_run: bool,
    quiet: bool,
) -> list[Imported]:
    """What became of each file, with a bar of how many are done.

    A new outlet's file is written before the first is stored, while nobody else writes.
    """
    now, folder = datetime.now(UTC), the_folder()
    done: list[Imported] = []
    with progress_bar(quiet=quiet) as bar:
        if dry_run:
            previews = (importing.preview(file, outlet, now=now) for file in files)
            return [*bar.track(previews, total=len(files), description="reading")]
        try:
            with (
                written_if_stored(folder, new) as before,
                Archive.writing(folder, command="import") as archive,
                kept_out(archive),
            ):
                taken = importing.import_files(archive, outlet, files, now=now, before=before)
                done.extend(bar.track(taken, total=len(files), description="importing"))
        except KeyboardInterrupt:
            is_made = new is not None and new.path.exists()
            again = f"with --outlet {outlet.slug} the command" if is_made else "the same command"
            told = interrupted(len(done), len(files))
            raise DeskError(f"{told}; {again} goes on where it was") from None
    return done


def interrupted(done: int, files: int) -> str:
    """What is in of an import that was cut off, and where its run stands if it is to go."""
    if not done:
        return f"interrupted before the first of {counted(files, 'file')} was done"
    return (
        f"interrupted after {done} of {counted(files, 'file')}; they are in, but perhaps for those"
        " of the last second (`desk import --list` names the run, which --undo takes back)"
    )


def show_import(
    done: Sequence[Imported],
    parts: Sequence[PartsFolder],
    new: UnwrittenOutlet | None,
    *,
    dry_run: bool,
) -> None:
    """Prints what became of the files, what was left out, and what else came of the import."""
    show_imported(done, dry_run=dry_run)
    show_parts(parts)
    show_run(done)
    if new and new.path.exists():
        click.echo(f"outlets/{new.path.name} made; without [[seeds]] it is only imported")


def imported_as_dict(item: Imported) -> dict[str, Any]:
    """One imported file as JSON can hold it: what became of it, then the fields of its article."""
    fields = {
        name: getattr(item, name)
        for name in ("path", "kind", "saved_at", "outcome", "reason", "run")
    }
    article = json_value(item.article) if item.article else {}
    return {**json_value(fields), **article}


def show_imported(done: Sequence[Imported], *, dry_run: bool) -> None:
    """Prints a line per file: what became of it, its headline, how much text and how many comments.

    A single file of a dry run is shown whole; after several files stands their sum.
    """
    out = console()
    tally = Counter(_in_words(item.outcome) if item.outcome else "columns" for item in done)
    for item in done:
        what = _in_words(item.outcome) if item.outcome else "a column"
        line = printable(f"{item.path}: {what}")
        if item.reason:
            line.append(printable(f": {item.reason}"))
        elif item.article:
            article = item.article
            line.append(printable(f': "{article.title or "(no headline)"}"'))
            line.append(f", {counted(count_words(article.body), 'word')}")
            line.append(f", {counted(len(article.comments), 'comment')}")
        out.print(line)
    if dry_run and len(done) == 1 and done[0].article:
        out.print()
        show_article(out, done[0].article)
    else:
        sums = ", ".join(f"{count} {what}" for what, count in sorted(tally.items()))
        out.print(f"{counted(len(done), 'file')}: {sums or 'nothing to import'}")


def _in_words(outcome: Outcome) -> str:
    """What became of a file, as it follows its name or a number of files."""
    return "changed in comments alone" if outcome is Outcome.COMMENTS else outcome.value


def show_parts(parts: Sequence[PartsFolder]) -> None:
    """Prints one line about the folders of pages' parts that were left out, if there were any."""
    if parts:
        files = sum(folder.files for folder in parts)
        named = ", ".join(str(folder.path) for folder in parts[:PARTS_NAMED])
        more = ", …" if len(parts) > PARTS_NAMED else ""
        console().print(
            printable(
                f"left out: {counted(files, 'file')} in {counted(len(parts), 'folder')}"
                f" that hold parts of the pages beside them ({named}{more})"
            )
        )


def show_run(done: Sequence[Imported]) -> None:
    """Prints how to take the import back, if it brought anything."""
    brought = (item.run for item in done if item.outcome not in BROUGHT_NOTHING)
    run = next(filter(None, brought), None)
    if run is not None:
        console().print(f"run {run}; `desk import --undo {run}` takes it back")
