"""The working folder and what its desk.toml says.

A working folder holds desk.toml, scrapy.cfg, outlets/, archive.db and warc/. Outlets have files of
their own (`crawler.config.outlets`); what is true of all of them stands in desk.toml.
"""

import ipaddress
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.files.whole import clear_leftovers, write_whole
from archive.model.errors import NO_ROOM, DeskError
from crawler.config.tables import Table

DESK_TOML = """\
# This folder is a foreign-desk working folder: `desk` finds it by this file.

# Who answers for the crawl: an e-mail address or a web page. It goes into the user agent that
# publishers see. Without it, only addresses on this machine (loopback) are crawled.
# contact = "archive@example.org"

# What a publisher reserves (noarchive, X-Robots-Tag, TDM reservation) is recorded with each
# capture; with "respect", such pages are not kept at all.
# rights = "record"

# Names of people who wrote comments: "keep", "pseudonyms" (the same one for the same name), "none".
# `desk reextract` applies a change to what is archived already.
# commenters = "keep"

# Networks beside the public one that may be asked, such as an intranet's.
# allow_private = ["10.1.2.0/24"]

# Seconds for a whole answer.
# timeout = 30
"""

SCRAPY_CFG = """\
# `scrapy crawl columns -a outlet=SLUG` in this folder does what `desk crawl SLUG` does.
[settings]
default = crawler.settings
"""

CONTACT = re.compile(r"[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+|https?://[^\s()<>]+")


Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Rights = Literal["record", "respect"]

Commenters = Literal["keep", "pseudonyms", "none"]

KEYS = ("contact", "rights", "commenters", "allow_private", "timeout")
COMMENTERS: tuple[Commenters, ...] = ("keep", "pseudonyms", "none")
RIGHTS: tuple[Rights, ...] = ("record", "respect")
TIMEOUT = 30.0
"""Seconds; Scrapy's 180 would let one dead server hold up a nightly crawl for hours."""
LONGEST_TIMEOUT = 600.0
"""Seconds; what a server does not send in ten minutes will not come."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What desk.toml says."""

    contact: str | None = None
    rights: Rights = "record"
    """Whether pages that their publisher reserves are kept, and that is recorded, or not kept."""
    commenters: Commenters = "keep"
    """How people who wrote comments are named."""
    allow_private: tuple[Network, ...] = ()
    """Networks that may be asked although they are not public."""
    timeout: float = TIMEOUT
    """Seconds for a whole answer."""


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
        contents = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeskError(f"{path}: not valid TOML: {error}") from None
    except OSError as error:
        raise DeskError(f"{path}: cannot be read: {error.strerror}") from None
    problems: list[str] = []
    table = Table(contents, KEYS, problems=problems)
    contact = table.text("contact", read_contact)
    rights = table.text("rights", read_rights)
    commenters = table.text("commenters", read_commenters)
    networks = table.texts("allow_private", read_network)
    timeout = table.number("timeout", least=1, most=LONGEST_TIMEOUT)
    if problems:
        raise DeskError("\n".join(f"{path}: {problem}" for problem in problems))
    return Settings(
        contact=contact,
        rights=rights or "record",
        commenters=commenters or "keep",
        allow_private=networks,
        timeout=TIMEOUT if timeout is None else timeout,
    )


def read_contact(text: str) -> str:
    """An e-mail address or a web page."""
    if not CONTACT.fullmatch(text):
        raise ValueError(
            "is neither an e-mail address nor an http(s) address; "
            'write it as contact = "archive@example.org"'
        )
    return text


def read_rights(text: str) -> Rights:
    """The policy for what a publisher reserves."""
    for policy in RIGHTS:
        if text == policy:
            return policy
    raise ValueError(f"is no policy; allowed: {', '.join(RIGHTS)}")


def read_commenters(text: str) -> Commenters:
    """The policy for the names of people who wrote comments."""
    for policy in COMMENTERS:
        if text == policy:
            return policy
    raise ValueError(f"is no policy; allowed: {', '.join(COMMENTERS)}")


def read_network(text: str) -> Network:
    """A network of addresses, or a single address."""
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise ValueError(f'is no network ({error}); write it as "10.1.2.0/24"') from None


def create_folder(folder: Path) -> bool:
    """Whether anything was missing of desk.toml, scrapy.cfg and outlets/; it is there now.

    An empty file is one that a killed command left. The archive itself is
    `archive.folder.archive`'s to make.
    """
    made = not (folder / "outlets").is_dir()
    try:
        (folder / "outlets").mkdir(parents=True, exist_ok=True)
        clear_leftovers(folder)
        for name, text in (("scrapy.cfg", SCRAPY_CFG), ("desk.toml", DESK_TOML)):
            path = folder / name
            if not path.exists() or path.stat().st_size == 0:
                write_whole(path, text.encode())
                made = True
    except OSError as error:
        todo = "make room" if error.errno in NO_ROOM else "choose a folder you may write to"
        raise DeskError(
            f"{folder}: cannot be made a working folder: {error.strerror} ({error.filename});"
            f" {todo}"
        ) from None
    return made
