"""The command line: one command per verb. A verb reads its words, makes one call, and prints.

Verbs that only read import neither Scrapy nor the crawl; what one verb alone needs, it imports.
"""

import calendar
import re
import sqlite3
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from archive.folder.archive import Archive
from archive.model.errors import ArchiveLocked, DeskError
from archive.takedown.takedown import kept_out
from crawler.cli import reports
from crawler.cli.collecting.merge import merge
from crawler.cli.collecting.reextract import reextract
from crawler.cli.keeping.forget import forget
from crawler.cli.keeping.verify import verify
from crawler.cli.reading.duplicates import duplicates
from crawler.cli.reading.history import history
from crawler.config import desk_file
from crawler.terminal import display
from crawler.terminal.summaries import show_summaries

if TYPE_CHECKING:
    from crawler.config.outlets import Outlet


class Desk(click.Group):
    """A group whose verbs end a DeskError in one line on standard error and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """The verb's result; DeskError and an interruption become click's own endings."""
        try:
            return super().invoke(ctx)
        except DeskError as error:
            raise click.ClickException(str(error)) from error
        except sqlite3.DatabaseError as error:
            raise click.ClickException(
                f"archive.db is damaged ({error}); `desk verify` says where; restore it from a copy"
            ) from error
        except BrokenPipeError:
            # The reader of our output (head, less) has left: nothing went wrong here.
            sys.stderr.close()
            ctx.exit(0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of a column's way through the house."""
        return list(self.commands)


class Period(click.ParamType[tuple[date, date]]):
    """The first and the last day of what was typed: a year, a month or a day."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        """The two days; a usage error when it is no date."""
        typed = re.fullmatch(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", str(value).strip())
        year, month, day = (int(part or 0) for part in typed.groups()) if typed else (0, 0, 0)
        try:
            last_day = day or calendar.monthrange(year, month or 12)[1]
            return date(year, month or 1, day or 1), date(year, month or 12, last_day)
        except ValueError:
            self.fail(f"{value!r} is no date; write 2015, 2015-06 or 2015-06-30", param, ctx)


class Duration(click.ParamType[timedelta]):
    """A length of time as outlet files write it."""

    name = "duration"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """The length; a usage error when it is none."""
        from crawler.config.outlet_values import duration

        if isinstance(value, timedelta):
            return value
        try:
            return duration(str(value))
        except ValueError as error:
            self.fail(f"{value!r} {error}", param, ctx)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")


@click.group(
    cls=Desk, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="foreign-desk", prog_name="desk")
@click.option(
    "-C",
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The working folder; otherwise the one the current folder stands in.",
)
@click.pass_context
def main(ctx: click.Context, folder: Path | None) -> None:
    """Crawl, separate, keep and search columns on foreign affairs."""
    ctx.obj = folder


def the_folder() -> Path:
    """The working folder this command is about."""
    return desk_file.find_folder(click.get_current_context().obj)


def settings_if_any() -> desk_file.Settings:
    """What desk.toml says in the working folder; outside of one, what holds when it is silent."""
    try:
        folder = the_folder()
    except DeskError:
        return desk_file.Settings()
    return desk_file.load(folder)


def chosen_outlets(slugs: tuple[str, ...] = ()) -> "tuple[Outlet, ...]":
    """The outlets of the working folder that were named, or all; DeskError when there is none."""
    from crawler.config.outlets import load_outlets

    folder = the_folder()
    outlets = load_outlets(folder, slugs)
    if not outlets:
        raise DeskError(f"{folder / 'outlets'} holds no outlet; write one: outlets/SLUG.toml")
    return outlets


@main.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), default=".")
def init(directory: Path) -> None:
    """Make a working folder: desk.toml, scrapy.cfg, outlets/, archive.db, warc/.

    \b
    Example:
      desk init archive
    """
    desk_file.create_folder(directory)
    Archive.create(directory)
    click.echo(f"{directory.resolve()} is ready. Next: set the contact in desk.toml, add an outlet")
    click.echo("as outlets/SLUG.toml, try it with `desk outlets check`, and start `desk crawl`.")


@main.group(invoke_without_command=True)
@click.pass_context
def outlets(ctx: click.Context) -> None:
    """The outlet files: what they say, whether they are right.

    \b
    Example:
      desk outlets check
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_outlets)


@outlets.command("list")
@json_option
def list_outlets(as_json: bool = False) -> None:
    """One line per outlet.

    \b
    Example:
      desk outlets list
    """
    found = chosen_outlets()
    if as_json:
        display.print_json([reports.outlet_as_dict(outlet) for outlet in found])
    else:
        reports.show_outlets(found)


@outlets.command("show")
@click.argument("slug")
@json_option
def show_outlet(slug: str, as_json: bool) -> None:
    """What one outlet's file says, with every default filled in.

    \b
    Example:
      desk outlets show courier
    """
    told = reports.outlet_as_dict(chosen_outlets((slug,))[0])
    if as_json:
        display.print_json(told)
    else:
        reports.show_pairs(told)


@outlets.command("add")
@click.argument("url")
@click.option("--section", metavar="NAME", help="Keep only this section, with all below it.")
@click.option("--slug", help="Name of the file; made of the outlet's name when left out.")
@click.option("-y", "--yes", is_flag=True, help="Write the file without asking.")
@json_option
def add_outlet(url: str, section: str | None, slug: str | None, yes: bool, as_json: bool) -> None:
    """Look at a site and draft its outlet file.

    Shows what each channel offers, five columns as they would be archived, and what was not found;
    then asks before anything is written.

    \b
    Examples:
      desk outlets add https://courier.example/
      desk outlets add https://courier.example/ --section "Foreign Affairs" --yes
    """
    from crawler.probing.probe import draft_outlet

    folder = the_folder()
    with display.waiting(f"looking at {url}", quiet=as_json):
        drafted = draft_outlet(
            folder, url, section=section, slug=slug, settings=desk_file.load(folder)
        )
    if as_json:
        written = yes and not drafted.look.problems
        display.print_json(reports.drafted_as_dict(drafted, written=written))
    else:
        reports.show_drafted(drafted)
    problems = drafted.look.problems
    if yes and problems:
        raise DeskError(
            f"{drafted.path}: not written, for {problems[0]}; without --yes you are asked"
        )
    if not yes and (as_json or not click.confirm(f"Write {drafted.path}?", err=True)):
        return
    drafted.write()
    click.echo(f"wrote {drafted.path}; next: desk crawl {drafted.outlet.slug}", err=True)


@outlets.command("check")
@click.argument("slugs", metavar="[OUTLET]...", nargs=-1)
@click.option("--live", is_flag=True, help="Look at the sites: what each channel offers today.")
@json_option
def check_outlet_files(slugs: tuple[str, ...], live: bool, as_json: bool) -> None:
    """Whether every outlet file is right; exit code 1 names each mistake.

    With --live each site is looked at too, as `desk outlets add` does; nothing is archived.

    \b
    Examples:
      desk outlets check
      desk outlets check courier --live
    """
    if live:
        check_outlets_live(slugs, as_json=as_json)
    else:
        check_files(slugs, as_json=as_json)


def check_outlets_live(slugs: tuple[str, ...], *, as_json: bool) -> None:
    """What the channels of the outlets offer today; exit code 1 when one offers nothing."""
    from crawler.probing import channel_probe
    from crawler.probing.probe import probe_outlets

    chosen = chosen_outlets(slugs)
    with display.waiting("looking", quiet=as_json):
        looks = probe_outlets(
            chosen, channel_probe.look_at_all, settings=desk_file.load(the_folder())
        )
    if as_json:
        display.print_json([channel_probe.as_dict(look) for look in looks])
    else:
        for look in looks:
            reports.show_look(look)
    if any(look.problems for look in looks):
        click.get_current_context().exit(1)


def check_files(slugs: tuple[str, ...], *, as_json: bool) -> None:
    """Each mistake in the outlet files; exit code 1 when there is one."""
    from crawler.config.outlets import check_outlets

    folder = the_folder()
    desk_file.load(folder)
    if slugs:
        known = {file.path.stem for file in check_outlets(folder)}
        if unknown := sorted(set(slugs) - known):
            raise DeskError(f'no outlet "{unknown[0]}" in {folder / "outlets"}')
    checked = [file for file in check_outlets(folder) if not slugs or file.path.stem in slugs]
    problems = [problem for file in checked for problem in file.problems]
    if as_json:
        display.print_json({"files": len(checked), "problems": problems})
    for problem in problems if not as_json else ():
        click.echo(problem, err=True)
    if problems:
        click.get_current_context().exit(1)
    if not as_json:
        click.echo(f"{folder / 'outlets'}: {len(checked)} outlet file(s), no mistakes")


@outlets.command("rules")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--from", "since", type=Period(), help="First day the layout held.")
@click.option("--until", type=Period(), help="Last day the layout held.")
@click.option("--write", "slug", metavar="OUTLET", help="Append it to this outlet's file.")
@json_option
def translate_rules(
    file: Path,
    since: tuple[date, date] | None,
    until: tuple[date, date] | None,
    slug: str | None,
    as_json: bool,
) -> None:
    """Turn a rule file of ftr-site-config into a layout.

    The layout goes to standard output; what it cannot say stands in its comments. Exit code 1 when
    nothing in the file can be said.

    \b
    Examples:
      desk outlets rules courier.example.txt
      desk outlets rules courier.example.txt --until 2019-06 --write courier
    """
    from crawler.config import layout_writing, site_rules

    made = site_rules.translate(file.read_bytes())
    toml = layout_writing.as_toml(
        made, source=file.name, since=since and since[0], until=until and until[1]
    )
    if as_json:
        display.print_json(site_rules.as_dict(made, source=file.name, toml=toml))
    elif made.fields:
        click.echo(toml, nl=False)
    reports.show_translation(made, str(file))
    if not made.fields:
        click.get_current_context().exit(1)
    if slug is not None:
        path = layout_writing.add_layout(the_folder(), slug, toml)
        click.echo(f"appended to {path}", err=True)


@main.command()
@click.argument("slugs", metavar="[OUTLET]...", nargs=-1)
@click.option("--limit", type=click.IntRange(min=1), help="Visit at most so many columns each.")
@click.option("--due", is_flag=True, help="Only outlets whose interval has passed (for cron).")
@click.option("-q", "--quiet", is_flag=True, help="Print only what needs attention (for cron).")
@json_option
def crawl(slugs: tuple[str, ...], limit: int | None, due: bool, quiet: bool, as_json: bool) -> None:
    """Fetch what is new, archive it, and sum up per outlet.

    With --due only outlets are asked whose last crawl is older than `every` in their files, or was
    cut off; when another run has the archive, that run is doing the work, and this one ends.

    \b
    Examples:
      desk crawl
      desk crawl courier --limit 20
      desk crawl --due --quiet
    """
    from crawler.jobs.crawling import crawl as run_crawl

    folder, chosen = the_folder(), chosen_outlets(slugs)
    settings = desk_file.load(folder)
    try:
        with reports.crawl_progress(quiet=quiet or as_json) as on_progress:
            summaries = run_crawl(
                folder,
                chosen,
                limit=limit,
                settings=settings,
                due_only=due,
                on_progress=on_progress,
            )
    except ArchiveLocked:
        if not due:
            raise
        summaries = ()
    if as_json:
        display.print_json([summary.as_dict() for summary in summaries])
    else:
        show_summaries(summaries, quiet=quiet)
    if any(summary.failed for summary in summaries):
        click.get_current_context().exit(1)


@main.command()
@click.option(
    "--every", type=Duration(), default="1h", show_default=True, help="How often to look."
)
@click.option("--notify", metavar="CMD", help="A command that gets alarms on its standard input.")
@click.option("--check", "checking", is_flag=True, help="Whether it is installed and works.")
@json_option
def schedule(every: timedelta, notify: str | None, checking: bool, as_json: bool) -> None:
    """Print what has cron or systemd crawl this folder; install one of them.

    Each time, outlets are crawled whose interval (`every` in their files) has passed, and alarms
    are raised. With --check, exit code 1 tells that nothing is installed or nothing runs.

    \b
    Examples:
      desk schedule
      desk schedule --every 30m --notify 'mail -s foreign-desk me@example.org'
      desk schedule --check
    """
    from crawler.monitoring import schedule as scheduling

    folder = the_folder()
    if checking:
        shortest = min(outlet.every for outlet in chosen_outlets())
        found = scheduling.check(folder, now=datetime.now(UTC), every=every, shortest=shortest)
        if as_json:
            display.print_json([{"good": one.good, "told": one.told} for one in found])
        else:
            reports.show_findings((one.good, one.told) for one in found)
        if not all(one.good for one in found):
            click.get_current_context().exit(1)
        return
    made = scheduling.schedule(folder, every=every, notify=notify)
    if as_json:
        display.print_json(made)
    else:
        reports.show_schedule(made)


@main.command()
@click.argument("slugs", metavar="[OUTLET]...", nargs=-1)
@click.option("--notify", metavar="CMD", help="Run it with the alarms on its standard input.")
@click.option("-q", "--quiet", is_flag=True, help="Print only alarms, each once a day (for cron).")
@json_option
def health(slugs: tuple[str, ...], notify: str | None, quiet: bool, as_json: bool) -> None:
    """Whether outlets still give what they used to; exit code 1 when one does not.

    Each is compared with its own past: silence, failing seeds, a feed that has rolled past, what
    [expect] asks, and pages that read otherwise than before.

    \b
    Examples:
      desk health
      desk health --quiet --notify 'mail -s foreign-desk me@example.org'
    """
    from crawler.monitoring import health as checking

    folder, now = the_folder(), datetime.now(UTC)
    found = checking.health(folder, slugs, now=now)
    telling, told = checking.untold(folder, found, now=now)
    text = checking.report(telling)
    if as_json:
        display.print_json([checking.as_dict(one) for one in found])
    elif quiet:
        click.echo(text, nl=False)
    else:
        reports.show_health(found)
    if notify and text:
        checking.notify(notify, text)
    if quiet or notify:
        checking.remember(folder, told)
    if any(one.alarms for one in found):
        click.get_current_context().exit(1)


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--outlet", "slug", required=True, help="The outlet the columns belong to.")
@click.option("--dry-run", is_flag=True, help="Show what would be archived; store nothing.")
@json_option
def import_files(paths: tuple[Path, ...], slug: str, dry_run: bool, as_json: bool) -> None:
    """Archive HTML files and flattened text files.

    A folder is taken with all in it, but for hidden files.

    With --json one object per file and line.

    \b
    Example:
      desk import clippings/ letter.txt --outlet courier --dry-run
    """
    from crawler.jobs import importing

    outlet = chosen_outlets((slug,))[0]
    files = importing.files_of(paths)
    now = datetime.now(UTC)
    with display.progress(quiet=as_json) as bar:
        if dry_run:
            looks = (importing.look(file, outlet, now=now) for file in files)
            done = [*bar.track(looks, total=len(files), description="reading")]
        else:
            with Archive.writing(the_folder(), command="import") as archive, kept_out(archive):
                taken = importing.import_files(archive, outlet, files, now=now)
                done = [*bar.track(taken, total=len(files), description="importing")]
    if as_json:
        for item in done:
            display.print_json(reports.imported_as_dict(item), lines=True)
    else:
        reports.show_imported(done, dry_run=dry_run)
    if done and all(item.article is None for item in done):
        click.get_current_context().exit(1)


@main.command()
@click.argument("source", metavar="FILE|URL|-")
@click.option("--text", "is_text", is_flag=True, help="It is flattened text, not HTML.")
@click.option("--url", help="The address the page came from (for a file or standard input).")
@click.option("--outlet", "slug", help="Read it as a page of this outlet (zone, layouts).")
@click.option("--on", "day", type=Period(), help="Read it as captured then; otherwise as now.")
@json_option
def extract(
    source: str,
    is_text: bool,
    url: str | None,
    slug: str | None,
    day: tuple[date, date] | None,
    as_json: bool,
) -> None:
    """Show one page as foreign-desk reads it.

    Each field and where it was found, the text, the comments, and what was taken out.

    \b
    Examples:
      desk extract page.html
      curl -s https://courier.example/a-column/ | desk extract -
      desk extract letter.txt --text --json
      desk extract old.html --outlet courier --on 2019-05
    """
    from crawler.jobs.single_page import end_of_day, read_article

    outlet = chosen_outlets((slug,))[0] if slug else None
    then = end_of_day(day[1], outlet) if day else None
    article = read_article(
        source,
        is_text=is_text,
        url=url,
        outlet=outlet,
        settings=settings_if_any(),
        captured_at=then,
    )
    if outlet is not None and outlet.layouts and outlet.layout_at(then) is None:
        when = f"on {day[1]}" if day else "today; to read the page as of an earlier day: --on DATE"
        click.echo(f"no layout of {outlet.slug} holds {when}", err=True)
    if as_json:
        display.print_json(article)
    else:
        display.show_article(display.console(), article)


@main.command()
@click.argument("terms", metavar="QUERY...", nargs=-1, required=True)
@click.option("--outlet", "slugs", multiple=True, help="Only this outlet; may be given again.")
@click.option(
    "--from", "since", type=Period(), help="Published then or later: 2015, 2015-06 or 2015-06-30."
)
@click.option(
    "--to",
    "until",
    type=Period(),
    help="Published then or earlier, the whole year or month included.",
)
@click.option("--in", "where", type=click.Choice(["column", "comments"]), help="Only there.")
@click.option("--newest", is_flag=True, help="Newest first instead of most relevant first.")
@click.option("--all", "unfolded", is_flag=True, help="Copies of one text as hits of their own.")
@click.option("--count", is_flag=True, help="Only print how many: texts, or with --all columns.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@json_option
def search(
    terms: tuple[str, ...],
    slugs: tuple[str, ...],
    since: tuple[date, date] | None,
    until: tuple[date, date] | None,
    where: Literal["column", "comments"] | None,
    newest: bool,
    unfolded: bool,
    count: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Find columns and comments; exit code 1 when nothing is found.

    All words must occur. "…" is a phrase, OR and NOT are operators, harb* finds every word that
    begins so. Quote the query, so that the shell leaves stars and quotes alone. Columns that are
    one text (see `desk duplicates`) are one hit, the earliest of them, unless --all is given.

    \b
    Examples:
      desk search 'harbour treaty'
      desk search '"constant ties" OR friend*' --from 2015 --to 2020-06 --newest
    """
    from archive.search.search import search as find

    if since and until and since[0] > until[1]:
        raise click.BadParameter(f"{since[0]} is after {until[1]}", param_hint="--from")
    with Archive.reading(the_folder()) as archive:
        results = find(
            archive,
            " ".join(terms),
            outlets=slugs,
            since=since[0] if since else None,
            until=until[1] if until else None,
            where=where or "both",
            order="newest" if newest else "relevance",
            fold=not unfolded,
            limit=0 if count else limit,
        )
    if count:
        number = results.total if unfolded or results.texts is None else results.texts
        counts = {"total": results.total, "texts": results.texts}
        display.print_json(counts) if as_json else click.echo(number)
    elif as_json:
        display.print_json(results)
    else:
        display.show_results(results)
    if not results.total:
        click.get_current_context().exit(1)


@main.command()
@click.argument("column_id", metavar="ID")
@click.option("--comments", is_flag=True, help="Add the reader comments.")
@click.option("--chrome", is_flag=True, help="Add what was taken out, and by which rule.")
@click.option("--versions", is_flag=True, help="Add each version and what happened to the column.")
@json_option
def show(column_id: str, comments: bool, chrome: bool, versions: bool, as_json: bool) -> None:
    """Read one column, by its id (the beginning is enough) or its address.

    \b
    Example:
      desk show k3v9w2p7ab --comments --chrome
    """
    from archive.reading.queries import column
    from crawler.urls.urls import is_web_address, normalise

    if is_web_address(column_id):
        column_id = normalise(column_id)
    with Archive.reading(the_folder()) as archive:
        found = column(archive.db, column_id)
    if as_json:
        display.print_json(found)
    else:
        display.show_column(found, comments=comments, chrome=chrome, versions=versions)


@main.command()
@json_option
def stats(as_json: bool) -> None:
    """Outlets, columns, comments, versions, duplicates and sizes.

    \b
    Example:
      desk stats
    """
    from archive.reading.queries import stats as count

    with Archive.reading(the_folder()) as archive:
        counted = count(archive)
    if as_json:
        display.print_json(counted)
    else:
        reports.show_stats(counted)


@main.command()
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
def serve(port: int, host: str) -> None:
    """Open the archive in Datasette; end it with Ctrl-C.

    \b
    Example:
      desk serve --port 8001
    """
    from archive.web.server import serve as serve_archive

    def on_ready(url: str) -> None:
        click.echo(f"The archive is at {url} (end with Ctrl-C)")

    serve_archive(the_folder(), host=host, port=port, on_ready=on_ready)


@main.command()
@click.option("--digest", is_flag=True, help="Print only the hash of it.")
def dump(digest: bool) -> None:
    """Print the archive in its canonical form.

    One JSON object a line; equal archives print the same.

    \b
    Example:
      desk dump --digest
    """
    from archive.reading import dump

    with Archive.reading(the_folder()) as archive:
        if digest:
            click.echo(dump.digest(archive))
        else:
            for line in dump.dump(archive):
                click.echo(line)


main.add_command(duplicates)
main.add_command(history)
main.add_command(forget)
main.add_command(merge)
main.add_command(reextract)
main.add_command(verify)
