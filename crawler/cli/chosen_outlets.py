"""The outlets that a verb's words name."""

from archive.model.errors import DeskError
from crawler.cli.working_folder import the_folder
from crawler.config.outlet_files import check_outlets, load_outlets
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
    return with_seeds(chosen_outlets(slugs), slugs)


def sound_outlets() -> tuple[tuple[Outlet, ...], tuple[str, ...]]:
    """The outlets whose files can be read, and the problems of those that cannot.

    DeskError when there is none.
    """
    files = check_outlets(the_folder())
    problems = tuple(problem for file in files for problem in file.problems)
    sound = tuple(file.outlet for file in files if file.outlet)
    return (sound, problems) if sound else (chosen_outlets(), ())  # which says what is wrong


def sound_outlets_to_crawl() -> tuple[tuple[Outlet, ...], tuple[str, ...]]:
    """Those of all outlets that have seeds, and the problems of files that cannot be read.

    DeskError when there is none to crawl.
    """
    sound, problems = sound_outlets()
    return with_seeds(sound), problems


def with_seeds(chosen: tuple[Outlet, ...], slugs: tuple[str, ...] = ()) -> tuple[Outlet, ...]:
    """Those of some outlets that have seeds; DeskError for a named one without, and when there is
    none."""
    without = [outlet.slug for outlet in chosen if not outlet.seeds]
    if without and (slugs or len(without) == len(chosen)):
        raise DeskError(
            f"{', '.join(without)}: no seeds in the outlet file, so that columns come by"
            ' `desk import` alone; to crawl it, write [[seeds]] with feed, sitemap or index = "/…"'
        )
    return tuple(outlet for outlet in chosen if outlet.seeds)
