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
        raise DeskError(
            f"{folder / 'outlets'} holds no outlet; add one: desk outlets add https://…"
        )
    return outlets


def outlets_to_crawl(slugs: tuple[str, ...] = ()) -> tuple[Outlet, ...]:
    """Those of the outlets named, or of all, that have seeds; DeskError for a named one without,
    and when there is none."""
    chosen = chosen_outlets(slugs)
    without = [outlet.slug for outlet in chosen if not outlet.seeds]
    if without and (slugs or len(without) == len(chosen)):
        raise DeskError(
            f"{', '.join(without)}: no seeds in the outlet file, so that columns come by"
            ' `desk import` alone; to crawl it, write [[seeds]] with feed, sitemap or index = "/…"'
        )
    return tuple(outlet for outlet in chosen if outlet.seeds)
