"""`desk show`: one column for reading."""

import click
from rich.console import Console
from rich.text import Text

from archive.folder.open_archive import OpenArchive
from archive.model.records import Article
from archive.model.rows import count_words
from archive.reading.columns import StoredColumn, column
from archive.reading.one_version import ColumnVersion, one_version
from archive.reading.references import resolve
from crawler.cli.options import json_option
from crawler.cli.working_folder import the_folder
from crawler.terminal.columns import RELATED, show_blocks, show_chrome, show_comments
from crawler.terminal.console import console, printable, show_heading
from crawler.terminal.json_output import print_json
from crawler.terminal.wording import counted, day_of, detail_in_words, out_of_scope
from crawler.urls.normalising import is_web_address, normalise


@click.command()
@click.argument("column_id", metavar="ID")
@click.option("--comments", is_flag=True, help="Add the reader comments.")
@click.option("--chrome", is_flag=True, help="Add what was taken out, and by which rule.")
@click.option("--versions", is_flag=True, help="Add each version and what happened to the column.")
@click.option("--version", "number", metavar="N", help="Version N alone, as it was.")
@json_option
def show(
    column_id: str,
    comments: bool,
    chrome: bool,
    versions: bool,
    number: str | None,
    as_json: bool,
) -> None:
    """Read one column, by its id (the beginning is enough) or its address.

    \b
    Examples:
      desk show k3v9w2p7ab --comments --chrome
      desk show k3v9w2p7ab --version 1
    """
    if number is not None and (comments or chrome or versions):
        raise click.UsageError("--version N shows that version alone; ask for the rest without it")
    if is_web_address(column_id):
        column_id = normalise(column_id)
    with OpenArchive.reading(the_folder()) as archive:
        stored: StoredColumn | ColumnVersion
        if number is not None:
            stored = one_version(archive.db, resolve(archive.db, column_id), number)
        else:
            stored = column(archive.db, column_id)
    if as_json:
        print_json(stored)
    elif isinstance(stored, ColumnVersion):
        show_version(stored)
    else:
        show_column(stored, comments=comments, chrome=chrome, versions=versions)


def show_column(column: StoredColumn, *, comments: bool, chrome: bool, versions: bool) -> None:
    """Prints one column for reading; on request with its comments, chrome and history."""
    out, article = console(), column.article
    show_head(out, article, column.outlet_name)
    state = "" if column.state == "live" else " (gone from there)"
    state = " (private now)" if column.private else state
    out.print(Text(f"{column.public_id} · {article.url or 'no address'}{state}", style="dim"))
    if column.incomplete:
        out.print(printable(f"incomplete: {column.incomplete}"))
    if column.outside_since:
        out.print(out_of_scope(column.outside_since))
    for other in column.duplicates:
        earlier = ", which is earlier" if other.representative else ""
        out.print(
            Text(
                f"{RELATED[other.relation]}: {other.public_id}{earlier}  {other.url or ''}",
                style="dim",
            )
        )
    show_blocks(out, article.blocks)
    if comments:
        shown = column.comments
        gone = frozenset(one.comment for one in shown if not one.on_page)
        forgotten = frozenset(one.comment for one in shown if one.forgotten)
        show_comments(out, [one.comment for one in shown], gone=gone, forgotten=forgotten)
    if chrome:
        show_chrome(out, article.chrome)
    if versions:
        show_history(out, column)


def show_version(version: ColumnVersion) -> None:
    """Prints one version of a column for reading, and what it is."""
    out, article = console(), version.article
    show_head(out, article, version.outlet_name)
    about = f"{version.public_id} · version {version.ordinal} of {version.newest}"
    about += f" · first seen {version.seen_at:%Y-%m-%d %H:%M} UTC"
    if version.changed_at is not None:
        about += f", the next {version.changed_at:%Y-%m-%d %H:%M} UTC; not the newest"
    out.print(Text(about, style="dim"))
    if version.of_newest:
        said = "all but headline, standfirst and text is the newest's, as it is kept of that alone"
        out.print(Text(said, style="dim"))
    show_blocks(out, article.blocks)


def show_head(out: Console, article: Article, outlet_name: str) -> None:
    """Prints headline, standfirst, and who wrote it where and when."""
    if article.kicker:
        out.print(printable(article.kicker.upper()))
    title = printable(article.title or "(no headline)")
    title.stylize("bold")
    out.print(title)
    if article.standfirst:
        out.print(printable(article.standfirst))
    about = [
        article.byline or ", ".join(article.authors),
        outlet_name,
        article.section or "",
        day_of(article.published, article.published_precision),
    ]
    out.print(printable(" · ".join(note for note in about if note)))


def show_history(out: Console, column: StoredColumn) -> None:
    """Prints each version with when it was first seen, and what happened to the column."""
    show_heading(out, f"versions: {len(column.versions)}")
    for version in column.versions:
        text = version.text
        out.print(
            printable(
                f"{version.ordinal}  {version.seen_at:%Y-%m-%d %H:%M} UTC  "
                f"{counted(count_words(text.body or ''), 'word')}  {text.title or '(no headline)'}"
            )
        )
    for event in column.events:
        more = detail_in_words(event.kind, event.detail)
        out.print(printable(f"{event.kind}  {event.happened_at:%Y-%m-%d %H:%M} UTC{more}"))
