"""The working folder and what its desk.toml says.

A working folder holds desk.toml, scrapy.cfg, outlets/, archive.db and warc/. Outlets have files of
their own (`crawler.outlets`); what is true of all of them stands in desk.toml.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from archive.database import FILE
from archive.errors import DeskError

DESK_TOML = """\
# This folder is a foreign-desk working folder: `desk` finds it by this file.

# Who answers for the crawl: an e-mail address or a web page. It goes into the user agent that
# publishers see. Without it, only addresses on this machine (loopback) are crawled.
# contact = "archive@example.org"
"""

SCRAPY_CFG = """\
# `scrapy crawl columns -a outlet=SLUG` in this folder does what `desk crawl SLUG` does.
[settings]
default = crawler.settings
"""

CONTACT = re.compile(r"[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+|https?://[^\s()<>]+")


@dataclass(frozen=True, slots=True)
class Settings:
    """What desk.toml says."""

    contact: str | None = None


def find_folder(start: Path | None = None) -> Path:
    """The working folder that `start` (or the current folder) stands in, looked for upwards."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "desk.toml").is_file():
            return folder
    raise DeskError(
        f"{start} is not in a foreign-desk folder (no desk.toml here or above); "
        "go to one, name it with --folder, or make one: desk init DIR"
    )


def load(folder: Path) -> Settings:
    """What the folder's desk.toml says; DeskError names the file, the key and what is allowed."""
    path = folder / "desk.toml"
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeskError(f"{path}: not valid TOML: {error}") from None
    except OSError as error:
        raise DeskError(f"{path}: cannot be read: {error.strerror}") from None
    for key in told:
        if key != "contact":
            raise DeskError(f"{path}: unknown key {key!r}; allowed: contact")
    contact = told.get("contact")
    if contact is not None and not (isinstance(contact, str) and CONTACT.fullmatch(contact)):
        raise DeskError(
            f"{path}: contact = {contact!r} is neither an e-mail address nor an http(s) address; "
            'write it as contact = "archive@example.org"'
        )
    return Settings(contact=contact)


def create_folder(folder: Path) -> None:
    """Makes what is missing of desk.toml, scrapy.cfg and outlets/; DeskError if nothing is.

    The archive itself is `archive.desk`'s to make.
    """
    if all((folder / name).exists() for name in ("desk.toml", "scrapy.cfg", "outlets", FILE)):
        raise DeskError(f"{folder} is a foreign-desk folder already; nothing was changed")
    try:
        (folder / "outlets").mkdir(parents=True, exist_ok=True)
        for name, text in (("scrapy.cfg", SCRAPY_CFG), ("desk.toml", DESK_TOML)):
            if not (folder / name).exists():
                (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise DeskError(
            f"{folder}: cannot be made a working folder: {error.strerror} ({error.filename}); "
            "choose a folder you may write to"
        ) from None
