"""An outlet made for an import: its file has no seeds, so that nothing of it is crawled."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.db import outlets
from archive.files.whole import write_new, write_whole
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from crawler.config.free_slugs import why_taken
from crawler.config.layout_writing import toml_text
from crawler.config.outlet_files import OutletFileError, load_outlet
from crawler.config.outlets import Outlet
from crawler.probing.drafting import slug_of


@dataclass(frozen=True, slots=True)
class UnwrittenOutlet:
    """An outlet whose file is not written yet."""

    outlet: Outlet
    path: Path
    toml: str

    def write(self) -> None:
        """Writes its file; DeskError when there is one by now."""
        try:
            write_new(self.path, self.toml.encode())
        except FileExistsError:
            raise DeskError(f"{self.path}: is there by now; nothing was imported") from None


@contextmanager
def written_if_stored(folder: Path, new: UnwrittenOutlet | None) -> Iterator[Callable[[], None]]:
    """What writes a new outlet's file; it goes again if the block fails with nothing of it stored.

    Without a new outlet nothing is written.
    """
    written = False

    def write() -> None:
        nonlocal written
        if new is not None:
            new.write()
            written = True

    try:
        yield write
    except BaseException:
        if new is not None and written:
            with suppress(DeskError), Archive.reading(folder) as archive:
                if outlets.outlet_id(archive.db, new.outlet.slug) is None:
                    new.path.unlink(missing_ok=True)
        raise


def new_outlet(
    folder: Path, *, name: str, home: str, language: str, timezone: str
) -> UnwrittenOutlet:
    """The outlet, checked; DeskError when a value is wrong or its slug is taken."""
    slug = slug_of(name, home)
    path = folder / "outlets" / f"{slug}.toml"
    values = {"name": name, "home": home, "language": language, "timezone": timezone}
    lines = [f"{key} = {toml_text(value)}" for key, value in values.items()]
    toml = "# Only imported: without [[seeds]] nothing is crawled.\n" + "\n".join(lines) + "\n"
    with TemporaryDirectory(prefix="desk-") as aside:
        draft = Path(aside, path.name)
        write_whole(draft, toml.encode())
        try:
            outlet = load_outlet(draft)
        except OutletFileError as error:
            wrong = "; ".join(problem.partition(": ")[2] for problem in error.problems)
            raise DeskError(f"{wrong}; no outlet was made") from None
    with Archive.reading(folder) as archive:
        held = outlets.homes(archive.db)
    if taken := why_taken(folder, slug, held=held, home=outlet.home):
        instead = f", or import with --outlet {slug}" if path.exists() else ""
        raise DeskError(f'"{slug}" {taken}; choose another name{instead}')
    return UnwrittenOutlet(outlet, path, toml)
