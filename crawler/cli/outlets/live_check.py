"""`desk outlets check --live`: what the sites of outlets offer today."""

import click

from crawler.cli.chosen_outlets import outlets_to_crawl
from crawler.cli.outlets.probe_view import show_site_probe
from crawler.cli.working_folder import the_folder
from crawler.config import desk_file
from crawler.probing import channel_probe
from crawler.probing.probe import probe_outlets
from crawler.terminal.json_output import print_json
from crawler.terminal.progress_bars import waiting


def check_sites(slugs: tuple[str, ...], *, as_json: bool) -> None:
    """What the channels of the outlets offer today; exit code 1 when one offers nothing."""
    chosen = outlets_to_crawl(slugs)
    with waiting("looking", quiet=as_json):
        probes = probe_outlets(
            chosen, channel_probe.probe_sites, settings=desk_file.load(the_folder())
        )
    if as_json:
        print_json([channel_probe.as_dict(probe) for probe in probes])
    else:
        for probe in probes:
            show_site_probe(probe)
    if any(probe.problems for probe in probes):
        click.get_current_context().exit(1)
