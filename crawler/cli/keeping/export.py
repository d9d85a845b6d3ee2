"""`desk export`: what people decided, in a file beside the archive."""

from pathlib import Path

import click

from archive.files.whole import write_whole
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from crawler.cli.working_folder import the_folder
from crawler.jobs.words import count_unknown, export_words, read_words
from crawler.terminal.wording import counted


@click.command()
@click.option(
    "--words", "path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    required=True, help="Where to; the file of an earlier export is replaced.",
)  # fmt: skip
@click.option(
    "--replace", "replacing", is_flag=True,
    help="Replace the file, whatever it is and whatever decisions in it the archive has lost.",
)  # fmt: skip
def export(path: Path, replacing: bool) -> None:
    """Write what people decided to a file, for the day the database is lost.

    Joins and parts of duplicates, and takedowns with their reasons: no page said them, so that no
    WARC file holds them. Everything else comes back from there. One JSON object a line.

    \b
    Example:
      desk export --words words.jsonl
      desk rebuild --words words.jsonl
    """
    with Archive.reading(the_folder()) as archive:
        if path.exists() and not replacing:
            refuse_loss(archive, path)
        lines = list(export_words(archive))
    write_whole(path, "".join(f"{line}\n" for line in lines).encode())
    click.echo(f"{path}: {counted(len(lines) - 1, 'decision')}")


def refuse_loss(archive: Archive, path: Path) -> None:
    """DeskError when a file is no export, or holds decisions that stand nowhere else."""
    try:
        lost = count_unknown(archive, read_words(path))
    except DeskError as fault:
        raise DeskError(f"{fault}, another file, or give --replace") from fault
    if lost:
        raise DeskError(
            f"{path}: holds {counted(lost, 'decision')} that this archive does not have, as after"
            " a rebuild without the file; nothing was written. To bring them back, move archive.db"
            f" away and run `desk rebuild --words {path}`; to give them up, give --replace"
        )
