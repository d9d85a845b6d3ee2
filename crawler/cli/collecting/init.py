"""`desk init`: a working folder made."""

from pathlib import Path

import click

from archive.folder.archive import Archive
from crawler.config import desk_file


@click.command()
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
    click.echo("with `desk outlets add https://…/`, and start `desk crawl`.")
