"""`desk serve`: the archive in Datasette."""

import click

from archive.web.server import serve as serve_archive
from crawler.cli.working_folder import the_folder


@click.command()
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
def serve(port: int, host: str) -> None:
    """Open the archive in Datasette; end it with Ctrl-C.

    \b
    Example:
      desk serve --port 8001
    """

    def on_ready(url: str) -> None:
        click.echo(f"The archive is at {url} (end with Ctrl-C)")

    serve_archive(the_folder(), host=host, port=port, on_ready=on_ready)
