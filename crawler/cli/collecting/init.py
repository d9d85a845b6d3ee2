"""`desk init`: a working folder made."""

from pathlib import Path

import click

from archive.folder.archive import Archive
from archive.model.errors import DeskError
from crawler.config import desk_file
from crawler.terminal.console import printable


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), required=False)
def init(directory: Path | None) -> None:
    """Make a working folder: desk.toml, scrapy.cfg, outlets/, archive.db, warc/.

    Without DIRECTORY it is the folder of `desk -C`, or else the current one. What a call that was
    cut off left undone, the next one does; what is there stays as it is.

    \b
    Example:
      desk init archive
    """
    directory = directory or click.get_current_context().obj or Path()
    made = desk_file.create_folder(directory)
    if not Archive.create(directory) and not made:
        raise DeskError(f"{directory} is a foreign-desk folder already; nothing was changed")
    where = printable(directory.resolve())
    click.echo(f"{where} is ready. Next: set the contact in desk.toml, add an outlet")
    click.echo("with `desk outlets add https://…/`, and start `desk crawl`.")
