"""`desk search`: columns and comments found by their words."""

import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from archive.folder.open_archive import OpenArchive
from archive.model.errors import DeskError
from archive.reading.meant import column_meant
from archive.search.request import Search, Where
from archive.search.search import search as find
from crawler.cli.options import Count, Period, json_option
from crawler.cli.working_folder import the_folder
from crawler.terminal.found import show_count, show_meant, show_results
from crawler.terminal.json_output import json_value, print_json
from crawler.urls.normalising import is_web_address


class QueryVerb(click.Command):
    """A verb whose words may begin with a minus, which click takes for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left of the words; a usage error says how a word with a minus is typed."""
        minus = [word for word in args if len(word) > 2 and word[0] == "-" != word[1]]
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            refused = [word for word in minus if word.startswith(error.option_name)]
            if not refused:
                raise
            hint = (
                f"{refused[0]!r} is no option; if it is of the query, put -- before it:"
                f" desk search -- {shlex.join(refused[:1])}"
            )
            raise click.UsageError(hint, ctx) from error


@click.command(cls=QueryVerb)
@click.argument("terms", metavar="[QUERY...]", nargs=-1)
@click.option("--outlet", "outlets", multiple=True, help="Only this outlet; may be given again.")
@click.option("--author", "authors", multiple=True, help="Only by this author (whole name).")
@click.option("--section", "sections", multiple=True, help="Only in this section (whole name).")
@click.option("--tag", "tags", multiple=True, help="Only with this tag (whole).")
@click.option("--lang", "languages", multiple=True, help="Only in this language: en, or English.")
@click.option(
    "--from",
    "--since",
    "since",
    type=Period(),
    help="Published then or later: 2015, 2015-06 or 2015-06-30.",
)
@click.option(
    "--to",
    "--until",
    "until",
    type=Period(),
    help="Published then or earlier, the whole year or month included.",
)
@click.option("--in", "where", type=click.Choice(["column", "comments"]), help="Only there.")
@click.option("--newest", is_flag=True, help="Newest first instead of most relevant first.")
@click.option("--all", "unfolded", is_flag=True, help="Copies of one text as hits of their own.")
@click.option("--count", is_flag=True, help="Only print how many: texts, or with --all places.")
@click.option("--facets", is_flag=True, help="Also print counts by outlet, year, author and so on.")
@click.option("--limit", type=Count(), default=20, show_default=True, help="Hits of a page.")
@click.option("--page", type=Count(), default=1, help="Further hits: page 2 and so on.")
@json_option
def search(
    terms: tuple[str, ...],
    since: tuple[date, date] | None,
    until: tuple[date, date] | None,
    where: Where | None,
    newest: bool,
    unfolded: bool,
    count: bool,
    facets: bool,
    limit: int,
    page: int,
    as_json: bool,
    **chosen: tuple[str, ...],
) -> None:
    """Find columns and comments; exit code 1 when nothing is found.

    All words must occur, in text, captions, headline or authors' names. "…" is a phrase, OR, NOT
    and -word are operators, ( ) groups, NEAR(one two, 5) finds words near each other, harb* every
    word that begins so; title: author: outlet: section: tag: lang: before: after: in:comments ask
    for a word's field or a column's facts. Quote the query, so that the shell leaves it alone;
    what was looked for stands below the hits. Without a query, options list what there is, the
    newest first. Columns that are one text (see `desk duplicates`) are one hit, the earliest of
    them or by date the newest, unless --all is given.

    \b
    Examples:
      desk search 'harbour treaty'
      desk search '"constant ties" OR friend*' --from 2015 --to 2020-06 --newest
      desk search '(ferry OR bridge) -title:treaty author:"Vera Lindqvist" after:2012'
    """
    first, last = days_within(since, until)
    if not (terms or first or last or any(chosen.values())):
        raise click.UsageError("Missing argument 'QUERY...', or an option that chooses columns.")
    folder = the_folder()
    refuse_former(folder, chosen["outlets"])
    wanted = Search(
        query=" ".join(terms),
        **chosen,
        since=first,
        until=last,
        where=where or "both",
        order="newest" if newest else "relevance",
        fold=not unfolded,
        page=page,
        size=0 if count else limit,
    )
    with OpenArchive.reading(folder) as archive:
        meant = column_meant(archive.db, wanted.query)
        results = find(archive, wanted, facets=facets)
    if as_json:
        print_json({**json_value(results), "meant": json_value(meant)})
    elif count:
        show_count(results, places=unfolded)
    else:
        show_meant(meant)
        show_results(results)
    if not results.total:
        if not meant and len(terms) == 1 and is_web_address(terms[0]):
            click.echo(f"An address is no text to look for: desk show {terms[0]}", err=True)
        click.get_current_context().exit(1)


def days_within(
    since: tuple[date, date] | None, until: tuple[date, date] | None
) -> tuple[date | None, date | None]:
    """The first and the last day of two periods, and of what is between; an error without any."""
    first, last = since and since[0], until and until[1]
    if first and last and first > last:
        raise click.BadParameter(f"{first} is after {last}", param_hint="--from")
    return first, last


def refuse_former(folder: Path, slugs: Sequence[str]) -> None:
    """Raise when a filter names an outlet by what it was called before."""
    if lost := set(slugs).difference(path.stem for path in (folder / "outlets").glob("*.toml")):
        # Outlet files take as long to load as the rest of this verb.
        from crawler.config.outlet_files import former_slugs, no_outlet

        for slug in lost & former_slugs(folder).keys():
            raise DeskError(no_outlet(folder, slug))
