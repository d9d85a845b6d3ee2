"""The files that paths name, and what in folders is no file to import.

A link that leads out of the folder is not followed: a folder from elsewhere may link to anything
here. The folder that a browser saves beside a page holds the page's parts, frames among them, and
no column.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from archive.model.errors import DeskError
from archive.warc.response import MAX_BODY
from crawler.saved_pages.kinds import LOOKED_AT, kind_of

PARTS_SUFFIXES = (
    *("_files", "-files", ".files", "_file", "-dateien", "_dateien", "_fichiers", "-fichiers"),
    *("_archivos", "_arquivos", "_ficheiros", "_bestanden", "-filer", "_filer", "_pliki"),
    *("_soubory", "_subory", "_tiedostot", "_elemei", "_dosyalar", "_fitxers", "_datoteke"),
    *("_fajlovi", "_bylos", "_fails", "_failid", "_fitxategiak", "_ficheros", "_fisiere"),
)
"""What browsers and Windows, in their languages, add to a page's name for the folder beside it."""
OTHER_SUFFIX = re.compile(r"(.+)[-_. ][^\W\d_]{2,20}")
"""Any further language's; it counts when the page fetches from the folder."""


@dataclass(frozen=True, slots=True)
class PartsFolder:
    """A folder that a browser saved beside a page, with the parts of that page in it."""

    path: Path
    page: Path
    files: int


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The files that paths name, each once, and what was left out."""

    files: tuple[Path, ...]
    links_out: tuple[Path, ...] = ()
    """Links in folders that lead out of them."""
    parts: tuple[PartsFolder, ...] = ()
    unread: Mapping[Path, str] = field(default_factory=dict)
    """Folders that cannot be read, and what the system says of each."""


@dataclass(slots=True)
class _Search:
    files: dict[Path, Path] = field(default_factory=dict)
    links_out: list[Path] = field(default_factory=list)
    parts: list[PartsFolder] = field(default_factory=list)
    unread: dict[Path, str] = field(default_factory=dict)

    def add(self, file: Path) -> None:
        self.files.setdefault(file.resolve(), file)

    def leave_unread(self, error: OSError) -> None:
        self.unread[Path(error.filename)] = error.strerror or str(error)


def find_files(paths: Sequence[Path]) -> FoundFiles:
    """The files that the paths name, those in folders by name; hidden ones are left out.

    DeskError when a path does not exist, before anything is done.
    """
    for path in paths:
        if not path.exists():
            raise DeskError(f"{path}: no such file or folder; nothing was imported")
        if not (path.is_file() or path.is_dir()):
            raise DeskError(f"{path}: neither a file nor a folder; nothing was imported")
    search = _Search()
    named: dict[Path, list[str]] = {}
    for path in paths:
        if path.is_file():
            named.setdefault(path.parent, []).append(path.name)
    pages = {parent: _by_stem(names) for parent, names in named.items()}
    for path in paths:
        if path.is_file():
            search.add(path)
        elif page := _page_of(path, pages.get(path.parent, {})):  # a shell named both
            search.parts.append(PartsFolder(path, page, _count(path)))
        else:
            _look_into(path, search)
    return FoundFiles(
        files=tuple(search.files.values()),
        links_out=tuple(search.links_out),
        parts=tuple(search.parts),
        unread=search.unread,
    )


def _look_into(root: Path, search: _Search) -> None:
    """Adds what is in a folder and its folders; links to folders are not followed."""
    for parent, folders, names in os.walk(root, onerror=search.leave_unread):
        pages = _by_stem(names)
        further = []
        for name in sorted(folders):
            folder = Path(parent, name)
            if name.startswith("."):
                continue
            if folder.is_symlink():
                if _leads_out(folder, root):
                    search.links_out.append(folder)
            elif page := _page_of(folder, pages):
                search.parts.append(PartsFolder(folder, page, _count(folder)))
            else:
                further.append(name)
        folders[:] = further
        for name in sorted(names):
            file = Path(parent, name)
            if name.startswith(".") or not file.is_file():
                continue
            if file.is_symlink() and _leads_out(file, root):
                search.links_out.append(file)
            else:
                search.add(file)


def _leads_out(link: Path, root: Path) -> bool:
    return not link.resolve().is_relative_to(root.resolve())


def _by_stem(names: Iterable[str]) -> dict[str, list[str]]:
    """File names by what a folder saved beside them would begin with."""
    stems: dict[str, list[str]] = {}
    for name in names:
        for stem in {name, Path(name).stem}:
            stems.setdefault(_composed(stem), []).append(name)
    return stems


def _page_of(folder: Path, beside: Mapping[str, Sequence[str]]) -> Path | None:
    """The page whose parts a folder holds; None for a folder that stands for itself."""
    name = _composed(folder.name)
    for suffix in PARTS_SUFFIXES:
        if name.casefold().endswith(suffix):
            for page in _pages(folder, beside.get(name[: -len(suffix)], ())):
                return page
    other = OTHER_SUFFIX.fullmatch(name)
    if other:
        for page in _pages(folder, beside.get(other[1], ())):
            if _fetches_from(page, folder.name):
                return page
    return None


def _pages(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """Those of the files beside a folder that are pages."""
    for name in names:
        page = folder.parent / name
        try:
            with page.open("rb") as file:
                head = file.read(LOOKED_AT)
        except OSError:
            continue
        if page.is_file() and kind_of(head)[0] in ("html", "http"):
            yield page


def _fetches_from(page: Path, folder: str) -> bool:
    """Whether a page has images, scripts or frames in a folder; what it links to does not count."""
    spellings = {os.fsencode(folder), quote(os.fsencode(folder)).encode()}
    names = b"|".join(re.escape(spelling) for spelling in spellings)
    with page.open("rb") as file:
        body = file.read(MAX_BODY)
    return bool(re.search(rb"\bsrc\s*=\s*[\"']?(?:\./)?(?:" + names + rb")/", body, re.IGNORECASE))


def _count(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder))


def _composed(name: str) -> str:
    """A file name in one spelling: some file systems take its letters and accents apart."""
    return unicodedata.normalize("NFC", name)
