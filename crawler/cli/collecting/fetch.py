"""`desk fetch`: single addresses, archived now."""

import click

from crawler.cli.chosen_outlets import chosen_outlets
from crawler.cli.options import json_option
from crawler.cli.working_folder import the_folder
from crawler.config import desk_file
from crawler.jobs.fetching import FetchedAddress, fetch_addresses
from crawler.terminal.console import console, printable
from crawler.terminal.json_output import print_json
from crawler.terminal.progress_bars import waiting
from crawler.terminal.wording import counted


@click.command()
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option("--outlet", "slug", help="The outlet they belong to, where scopes overlap.")
@json_option
def fetch(urls: tuple[str, ...], slug: str | None, as_json: bool) -> None:
    """Archive single addresses now, whether they are due or not.

    Each belongs to the outlet whose scope admits it. The outlet's next crawl is not put off by it.
    Exit code 1 when an address gave no column.

    \b
    Example:
      desk fetch https://courier.example/2026/03/ferries/
    """
    folder = the_folder()
    outlets = chosen_outlets((slug,) if slug else ())
    with waiting(f"asking for {counted(len(urls), 'address')}", quiet=as_json):
        fetched = fetch_addresses(folder, urls, outlets, settings=desk_file.load(folder))
    if as_json:
        print_json(fetched)
    else:
        show_fetched(fetched)
    if any(one.failed for one in fetched):
        click.get_current_context().exit(1)


def show_fetched(fetched: tuple[FetchedAddress, ...]) -> None:
    """Prints a line for each address: outcome, column, and why there is none."""
    out = console()
    for one in fetched:
        outcome = "gone still" if one.still_gone else one.outcome or "not asked"
        words = [outcome, one.public_id or "", one.url]
        line = "  ".join(word for word in words if word)
        out.print(printable(f"{line}: {one.reason}" if one.reason else line))
