"""`desk duplicates`: which columns are one text, why, and what people say of it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click
from rich.table import Table
from rich.text import Text

from archive.db.columns import articles
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates.overrides import overrides_on
from archive.duplicates import clustering, related
from archive.duplicates.clustering import enter_override, recompute
from archive.duplicates.explanation import Explanation, explain_pair
from archive.duplicates.related import Cluster, Relative
from archive.folder.archive import Archive
from archive.model.times import moment_text
from archive.reading import references, statistics
from crawler.cli.options import Count, json_option
from crawler.cli.working_folder import the_folder
from crawler.terminal.columns import RELATED
from crawler.terminal.console import console, printable, set_in
from crawler.terminal.json_output import print_json
from crawler.terminal.progress_bars import progress_bar, step_reporter
from crawler.terminal.wording import JUDGED_OTHERWISE, counted

PASSAGES_SHOWN = 5
"""Shared passages shown on a terminal; `--json` has all."""
PASSAGE_SHOWN = 400
"""Characters of one of them."""


@click.command()
@click.argument("words", metavar="[ID [ID] | join ID ID | part ID ID]", nargs=-1)
@click.option("--explain", is_flag=True, help="The passages shared, the rule and its figures.")
@click.option("--recompute", is_flag=True, help="Judge all columns anew; people's words stay.")
@click.option("--limit", type=Count(), default=20, show_default=True)
@json_option
def duplicates(
    words: tuple[str, ...], explain: bool, recompute: bool, limit: int, as_json: bool
) -> None:
    """Columns that are one text: copies, edited copies, excerpts.

    Without an id the largest clusters; with one what it is one text with; with two what these have
    in common. "join" and "part" enter your own word, which goes before every rule and stays.

    \b
    Examples:
      desk duplicates
      desk duplicates k3v9w2p7ab --explain
      desk duplicates part k3v9w2p7ab r7d2mmx4qa
    """
    folder = the_folder()
    if recompute:
        if words:
            raise click.UsageError("--recompute is of the whole archive; leave the ids out")
        judge_anew(folder, as_json=as_json)
    elif words and words[0] == "join":
        override(folder, "join", words[1:])
    elif words and words[0] == "part":
        override(folder, "part", words[1:])
    elif len(words) > 2:
        raise click.UsageError(f"{len(words)} ids; give one, or two to have them compared")
    else:
        with Archive.reading(folder) as archive:
            show_duplicates(archive, words, explain=explain, limit=limit, as_json=as_json)


def judge_anew(folder: Path, *, as_json: bool) -> None:
    """Judge all columns by today's rules."""
    with (
        Archive.writing(folder, command="duplicates") as archive,
        progress_bar(quiet=as_json) as bars,
    ):
        done = recompute(archive, progress=step_reporter(bars))
        clusters = statistics.clusters(archive)
    if as_json:
        print_json({"columns": done, "clusters": clusters})
    else:
        click.echo(
            f"judged {counted(done, 'column')} anew;"
            f" {counted(clusters, 'text')} in more than one column"
        )


def override(folder: Path, decision: Literal["join", "part"], ids: tuple[str, ...]) -> None:
    """Record a manual override about two columns."""
    if len(ids) != 2:
        raise click.UsageError(f"{decision} takes two ids: desk duplicates {decision} ID ID")
    with Archive.writing(folder, command="duplicates") as archive:
        one, other = (column(archive, reference) for reference in ids)
        said_at = moment_text(datetime.now(UTC))
        enter_override(archive, one.public_id, other.public_id, decision=decision, said_at=said_at)
    done = "are one text" if decision == "join" else "are two texts"
    click.echo(f"{one.public_id} and {other.public_id} {done} from now on, whatever rules say")


def show_duplicates(
    archive: Archive, ids: tuple[str, ...], *, explain: bool, limit: int, as_json: bool
) -> None:
    """Show clusters, a column's relatives, or why two columns are one text."""
    if clustering.judged_otherwise(archive.db):
        click.echo(JUDGED_OTHERWISE, err=True)
    if not ids:
        clusters = related.largest_clusters(archive.db, limit=limit)
        print_json(clusters) if as_json else show_clusters(clusters)
        return
    first = column(archive, ids[0])
    others = [column(archive, reference) for reference in ids[1:]]
    relatives = related.relatives(archive.db, first.id, limit=limit)
    if explain and not others:
        others = [column(archive, relative.public_id) for relative in relatives]
    if others:
        explained = [explain_pair(archive, first, other) for other in others]
        if as_json:
            print_json(explained)
        for one in explained if not as_json else ():
            show_explanation(one)
    elif as_json:
        print_json(relatives)
    else:
        show_relatives(relatives)
        show_overrides(archive, first)
    if not others and not relatives:
        click.get_current_context().exit(1)


def show_overrides(archive: Archive, known: KnownColumn) -> None:
    """Prints, on standard error, the columns that a person joined to this one or parted from it."""
    for said in overrides_on(archive.db, known.id):
        other_id = said.one_id + said.other_id - known.id
        other = articles.public_id_of(archive.db, other_id)
        done = "joined to" if said.decision == "join" else "parted from"
        click.echo(f"{done} it by a person on {said.said_at[:10]}: {other}", err=True)


def column(archive: Archive, reference: str) -> KnownColumn:
    """The column that an id, the beginning of one, or an address names."""
    return articles.known(archive.db, references.resolve(archive.db, reference))


def show_clusters(clusters: tuple[Cluster, ...]) -> None:
    """Prints a line per cluster: its size and its earliest column."""
    table = Table(box=None, pad_edge=False)
    table.add_column("columns", justify="right")
    for name in ("earliest", "outlet", "published", "headline"):
        table.add_column(name, no_wrap=name not in ("outlet", "headline"))
    for cluster in clusters:
        first = cluster.representative
        day = (first.published or "undated")[:10]
        title = printable(first.title or "(no headline)")
        outlet = printable(first.outlet_name)
        table.add_row(f"{cluster.columns:,}", first.public_id, outlet, day, title)
    console().print(table if clusters else "no text stands in more than one column")


def show_relatives(relatives: tuple[Relative, ...]) -> None:
    """Prints the other columns of a cluster, and what the one asked about is to each."""
    out = console()
    for other in relatives:
        note = " (the earliest)" if other.representative else ""
        out.print(Text(f"{RELATED[other.relation]}: {other.public_id}{note}", "bold"))
        facts = (other.outlet_name, (other.published or "undated")[:10], other.title, other.url)
        out.print(set_in(printable(" · ".join(filter(None, facts))), 2))
        if other.contained is not None and other.containing is not None:
            figures = (
                f"{other.contained:.0%} of its words stand there,"
                f" {other.containing:.0%} of the words there stand in it"
            )
            out.print(set_in(Text(figures, "dim"), 2))
    if not relatives:
        out.print("no other column has this text, or much of it")


def show_explanation(explanation: Explanation) -> None:
    """Prints which passages two columns share, which rule joined them, and its figures."""
    out = console()
    verdict = explanation.relation or "not one text"
    out.print(
        Text(f"{explanation.one.public_id} and {explanation.other.public_id}: {verdict}", "bold")
    )
    for reason in explanation.why:
        out.print(set_in(Text(reason), 2))
    for passage in explanation.passages[:PASSAGES_SHOWN]:
        cut = passage if len(passage) <= PASSAGE_SHOWN else f"{passage[:PASSAGE_SHOWN]} …"
        out.print(set_in(Text("| ", "dim") + printable(cut), 4))
    if len(explanation.passages) > PASSAGES_SHOWN:
        rest = len(explanation.passages) - PASSAGES_SHOWN
        out.print(set_in(Text(f"and {counted(rest, 'shorter passage')}", "dim"), 4))
    out.print()
