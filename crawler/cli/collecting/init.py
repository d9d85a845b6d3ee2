"""`desk init`: a working folder made."""

from pathlib import Path

import click

from archive.folder.archive import Archive
from archive.model.errors import DeskError
from crawler.config import desk_file
from crawler.terminal.console import printable


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), default=".")
def init(directory: Path) -> None:
    """Make a working folder: desk.toml, scrapy.cfg, outlets/, archive.db, warc/.

    What a call that was cut off left undone, the next one does; what is there stays as it is.

    \b
    Example:
      desk init archive
    """
    made = desk_file.create_folder(directory)
    if not Archive.create(directory) and not made:
        raise DeskError(f"{directory} is a foreign-desk folder already; nothing was changed")
    where = printable(directory.resolve())
    click.echo(f"{where} is ready. Next: set the contact in desk.toml, add an outlet")
    click.echo("with `desk outlets add https://…/`, and start `desk crawl`.")
