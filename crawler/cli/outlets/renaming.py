"""`desk outlets rename`: an outlet under another slug."""

import click

from crawler.cli.working_folder import the_folder
from crawler.jobs.renaming import rename_outlet


@click.command("rename")
@click.argument("slug")
@click.argument("new_slug")
def rename(slug: str, new_slug: str) -> None:
    """Give an outlet another slug; its columns and captures stay with it.

    What is in warc/ keeps the old slug, and the outlet file remembers it as `formerly`. The name
    that readers see is `name` in the file: change it there.

    \b
    Example:
      desk outlets rename courier harbour-courier
    """
    path = rename_outlet(the_folder(), slug, new_slug)
    click.echo(f"{slug} is {new_slug} now; its file is {path}", err=True)
