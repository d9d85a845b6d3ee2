"""`desk serve`: the archive in Datasette."""

import click

from archive.web.hosts import is_open_to_others
from archive.web.server import serve as serve_archive
from crawler.cli.working_folder import the_folder


@click.command()
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--allow-host", "hosts", multiple=True, help="A further name it is asked by; may be repeated."
)
@click.option("--sql", is_flag=True, help="Let readers run SQL statements of their own.")
def serve(port: int, host: str, hosts: tuple[str, ...], sql: bool) -> None:
    """Open the archive in Datasette; end it with Ctrl-C.

    \b
    Example:
      desk serve --port 8001
    """

    def on_ready(url: str) -> None:
        click.echo(f"The archive is at {url} (end with Ctrl-C)")
        if is_open_to_others(host):
            click.echo(
                "Whoever reaches this machine can read all of it, full texts and comments included"
                + (", and run SQL statements" if sql else ""),
                err=True,
            )

    serve_archive(
        the_folder(), host=host, port=port, allowed_hosts=hosts, sql=sql, on_ready=on_ready
    )
