"""`desk dump`: the archive in its canonical form."""

import click

from archive.folder.open_archive import OpenArchive
from archive.reading import dump as canonical
from crawler.cli.working_folder import the_folder


@click.command()
@click.option("--digest", is_flag=True, help="Print only the hash of it.")
def dump(digest: bool) -> None:
    """Print the archive in its canonical form.

    One JSON object a line; equal archives print the same.

    \b
    Example:
      desk dump --digest
    """
    with OpenArchive.reading(the_folder()) as archive:
        if digest:
            click.echo(canonical.digest(archive))
        else:
            for line in canonical.dump(archive):
                click.echo(line)
