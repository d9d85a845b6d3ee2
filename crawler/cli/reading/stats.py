"""`desk stats`: what the archive holds, in figures."""

from datetime import UTC, datetime

import click
from rich.table import Table

from archive.folder.open_archive import OpenArchive
from archive.reading.statistics import OutletStats, Stats
from archive.reading.statistics import stats as figures_of
from crawler.cli.options import json_option
from crawler.cli.working_folder import the_folder
from crawler.terminal.console import console
from crawler.terminal.json_output import print_json
from crawler.terminal.wording import counted


@click.command()
@json_option
def stats(as_json: bool) -> None:
    """Outlets, which of them still publish, columns, comments, versions, duplicates and sizes.

    \b
    Example:
      desk stats
    """
    with OpenArchive.reading(the_folder()) as archive:
        figures = figures_of(archive, now=datetime.now(UTC))
    if as_json:
        print_json(figures)
    else:
        show_stats(figures)


def show_stats(stats: Stats) -> None:
    """Prints what the archive holds: a line per outlet, then duplicates and sizes."""
    table = Table(box=None, pad_edge=False)
    table.add_column("outlet")
    names = ("columns", "gone", "comments", "versions", "duplicates", "captures")
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("years", no_wrap=True)
    table.add_column("crawled", no_wrap=True)
    table.add_column("publishes", no_wrap=True)
    for outlet in stats.outlets:
        years = {(day or "")[:4] for day in (outlet.earliest, outlet.latest)}
        table.add_row(
            outlet.slug,
            *(f"{getattr(outlet, name):,}" for name in names),
            "–".join(sorted(years)) if all(years) else "",
            f"{outlet.crawled_at:%Y-%m-%d}" if outlet.crawled_at else "none known",
            whether_it_publishes(outlet),
        )
    out = console()
    out.print(table)
    out.print(
        f"{counted(sum(outlet.words for outlet in stats.outlets), 'word')}; "
        f"{counted(stats.clusters, 'text')} in more than one column; "
        f"archive.db {size(stats.database_bytes)}, "
        f"{counted(stats.warc_files, 'WARC file')} {size(stats.warc_bytes)}"
    )


def whether_it_publishes(outlet: OutletStats) -> str:
    """Whether an outlet still publishes, in few words: "silent since 2019-03-03"."""
    match outlet.state:
        case "publishes":
            return "yes"
        case "unknown":
            return "not known"
        case "pausing" | "silent":
            return f"{outlet.state} since {(outlet.newest or '')[:10]}"


def size(count: int) -> str:
    """Bytes for a person: "812 B", "3.4 MB"."""
    number, units = float(count), ["B", "kB", "MB", "GB", "TB"]
    while number >= 1000 and len(units) > 1:
        number, units = number / 1000, units[1:]
    return f"{number:.0f} {units[0]}" if units[0] == "B" else f"{number:.1f} {units[0]}"
