"""What a folder holds, as far as two that went different ways must hold the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from archive.db.warc_beside import WARC_FOLDER
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.reading import dump
from crawler.jobs.words import export_words

PASSING = re.compile(r"archive\.db-(wal|shm)|archive\.lock")
"""What stands beside a database in use."""
SAID_AT = re.compile(r'"(said_at|forgotten_at)":"[^"]*"')
PROBLEMS = 3
"""Found by a verification, that a verdict names."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What must be equal."""

    digest: str
    """Of the dump."""
    words: tuple[str, ...]
    """What people decided, without times."""
    files: tuple[tuple[str, str], ...]
    """Every file; what it holds, where a person wrote or reads it. WARC files have new names each
    time, and count as one."""

    def differs(self, other: "Standing") -> str:
        """What differs from another, in words; nothing when all is equal."""
        named = [one.name for one in fields(self)]
        different = [name for name in named if getattr(self, name) != getattr(other, name)]
        left = ", ".join(sorted({name for name, _ in set(self.files) ^ set(other.files)}))
        return ", ".join(different) + (f" ({left})" if left else "")


def standing(folder: Path) -> Standing:
    """What a folder holds when the next verb that writes has begun, and done nothing yet."""
    with Archive.writing(folder, command="test") as archive:
        words = tuple(SAID_AT.sub("", line) for line in export_words(archive))
        return Standing(dump.digest(archive), words, tuple(sorted(_files(folder))))


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    found = set()
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if name.startswith(f"{WARC_FOLDER}/") and name.endswith(".warc.gz"):
            name = f"{WARC_FOLDER}/*.warc.gz"
        if path.is_file() and not PASSING.fullmatch(name):
            text = path.suffix in (".toml", ".cfg", ".jsonl")
            found.add((name, SAID_AT.sub("", path.read_text("utf-8")) if text else ""))
    yield from found


def problems(folder: Path) -> str:
    """What `desk verify` finds, in a line; nothing when all is well."""
    try:
        with Archive.reading(folder) as archive:
            return "; ".join(map(str, list(verify(archive))[:PROBLEMS]))
    except DeskError as error:
        return str(error)
