"""The outlets that a verb's words name."""

from archive.model.errors import DeskError
from crawler.cli.working_folder import the_folder
from crawler.config.outlet_files import load_outlets
from crawler.config.outlets import Outlet


def chosen_outlets(slugs: tuple[str, ...] = ()) -> tuple[Outlet, ...]:
    """The outlets of the working folder that were named, or all; DeskError when there is none."""
    folder = the_folder()
    outlets = load_outlets(folder, slugs)
    if not outlets:
        raise DeskError(f"{folder / 'outlets'} holds no outlet; write one: outlets/SLUG.toml")
    return outlets
