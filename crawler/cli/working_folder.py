"""The working folder a verb is called in, and its settings."""

from pathlib import Path

import click

from archive.model.errors import DeskError
from crawler.config import desk_file
from crawler.urls.hosts import is_loopback
from crawler.urls.normalising import is_web_address


def the_folder() -> Path:
    """The working folder this command is about."""
    return desk_file.find_folder(click.get_current_context().obj)


def settings_to_read(source: str) -> desk_file.Settings:
    """The settings of desk.toml in the working folder; outside of one, the defaults.

    DeskError where the source is an address, which is asked with the contact of a folder.
    """
    try:
        folder = the_folder()
    except DeskError as error:
        if is_web_address(source) and not is_loopback(source):
            raise DeskError(
                f"{source} is asked with your contact, which stands in desk.toml: {error}"
            ) from None
        return desk_file.Settings()
    return desk_file.load(folder)
