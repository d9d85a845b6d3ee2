"""The working folder a verb is called in, and its settings."""

from pathlib import Path

import click

from archive.model.errors import DeskError
from crawler.config import desk_file


def the_folder() -> Path:
    """The working folder this command is about."""
    return desk_file.find_folder(click.get_current_context().obj)


def settings_if_any() -> desk_file.Settings:
    """The settings of desk.toml in the working folder; outside of one, the defaults."""
    try:
        folder = the_folder()
    except DeskError:
        return desk_file.Settings()
    return desk_file.load(folder)
