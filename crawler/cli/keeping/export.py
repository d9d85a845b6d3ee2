"""`desk export`: what people decided, in a file beside the archive."""

from pathlib import Path

import click

from archive.files.whole import write_whole
from archive.folder.archive import Archive
from crawler.cli.working_folder import the_folder
from crawler.jobs.words import export_words
from crawler.terminal.wording import counted


@click.command()
@click.option(
    "--words", "path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    required=True, help="Where to; a file of that name is replaced.",
)  # fmt: skip
def export(path: Path) -> None:
    """Write what people decided to a file, for the day the database is lost.

    Joins and parts of duplicates, and takedowns with their reasons: no page said them, so that no
    WARC file holds them. Everything else comes back from there. One JSON object a line.

    \b
    Example:
      desk export --words words.jsonl
      desk rebuild --words words.jsonl
    """
    with Archive.reading(the_folder()) as archive:
        lines = list(export_words(archive))
    write_whole(path, "".join(f"{line}\n" for line in lines).encode())
    click.echo(f"{path}: {counted(len(lines) - 1, 'decision')}")
