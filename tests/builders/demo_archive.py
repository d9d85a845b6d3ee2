"""The archive of the demo: an invented newspaper, crawled in both of its states."""

from pathlib import Path

from scripts.demo.folder import SLUG, desk, make_folder
from scripts.demo.server import serving


def make_demo_archive(folder: Path) -> None:
    """Make a working folder and crawl the demo outlet into it, twice, without its delays."""
    with serving(crawl_delay=0) as outlet:
        make_folder(folder, outlet.root)
        desk(folder, "crawl", SLUG)
        outlet.publish(2)
        desk(folder, "crawl", SLUG)
