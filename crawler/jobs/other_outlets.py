"""The outlet files of another desk: read once, checked as ours are, copied as they were read."""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from archive.db.connection import faults_explained
from archive.files.plain import check_folder, read_plain
from archive.files.whole import write_new, write_whole
from archive.model.errors import DeskError
from crawler.config.desk_file import Network
from crawler.config.outlet_files import OutletFileError, load_outlets
from crawler.config.outlets import Outlet
from crawler.politeness.address_guard import AddressGuard, Refused

MOST_BYTES = 256 * 1024
"""Of one file; the longest that `desk outlets add` wrote has 2 kB."""
MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class OtherOutlet:
    """An outlet of another desk, with its file as it stands there."""

    outlet: Outlet
    contents: bytes

    def why_private(self, allowed: Collection[Network]) -> str | None:
        """Why a crawl from here should not ask its home: it is an address of a private network."""
        guard = AddressGuard((), loopback_only=False, allowed=allowed)
        try:
            guard.check_url(self.outlet.home)
        except Refused as refusal:
            return str(refusal).removesuffix(" and not the outlet's home")
        return None


def outlets_of(source: Path) -> dict[str, OtherOutlet]:
    """The outlets of another desk by slug; a DeskError when a file of them is wrong."""
    folder = source / "outlets"
    if not check_folder(folder):
        return {}
    contents: dict[str, bytes] = {}
    try:
        for path in islice(sorted(folder.glob("*.toml")), MOST_FILES):
            contents[path.name] = read_plain(path, most=MOST_BYTES)
    except OSError as error:
        raise DeskError(f"{error.filename or folder}: cannot be read: {error.strerror}") from error
    with tempfile.TemporaryDirectory(prefix="desk-merge-") as scratch:
        copies = Path(scratch) / "outlets"
        with faults_explained(Path(scratch)):
            copies.mkdir()
            for name, read in contents.items():
                write_whole(copies / name, read)
        try:
            loaded = load_outlets(Path(scratch))
        except OutletFileError as error:
            first, *others = (one.replace(scratch, str(source), 1) for one in error.problems)
            more = f" (and {len(others)} more)" if others else ""
            line = " ".join(f"{first}{more}; `desk outlets check` there names all".split())
            raise DeskError(line) from None
    return {one.slug: OtherOutlet(one, contents[f"{one.slug}.toml"]) for one in loaded}


@contextmanager
def copied(folder: Path, new: Collection[OtherOutlet]) -> Iterator[None]:
    """The files of outlets that were missing here; without them again if the block fails."""
    written: list[Path] = []
    try:
        with faults_explained(folder):
            for one in new:
                path = folder / "outlets" / f"{one.outlet.slug}.toml"
                write_new(path, one.contents)
                written.append(path)
        yield
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
