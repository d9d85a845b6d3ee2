"""An outlet renamed: in its file and in the archive, with all that came from it."""

import json
import re
import tomllib
from pathlib import Path

from archive.db import outlets
from archive.files.whole import sync_folder, write_new
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from crawler.config import outlet_values
from crawler.config.free_slugs import why_taken
from crawler.config.outlet_files import (
    former_slugs,
    is_renamed,
    load_outlet,
    no_outlet,
    outlet_paths,
)

FORMERLY = re.compile(r"^formerly\s*=\s*\[[^\]]*\]", re.MULTILINE)
FIRST_KEY = re.compile(r"^(?=[^\s#])", re.MULTILINE)


def rename_outlet(folder: Path, slug: str, new_slug: str) -> Path:
    """The outlet's file under its new name; it says what the outlet was called before.

    Columns, captures, crawls and what is known of addresses stay with the outlet. WARC records keep
    the name they were written with, and the file's `formerly` leads from it to the outlet. A rename
    that was cut off is ended by the same call. DeskError, and no change, when the new name is no
    slug or is taken.
    """
    try:
        outlet_values.slug(new_slug)
    except ValueError as error:
        raise DeskError(f'"{new_slug}" {error}') from None
    with Archive.writing(folder, command=f"outlets rename {slug} {new_slug}") as archive:
        paths = outlet_paths(folder)
        old, new = paths.get(slug), folder / "outlets" / f"{new_slug}.toml"
        begun = _is_begun(old, new, slug=slug)
        if old is None and not begun:
            raise DeskError(no_outlet(folder, slug))
        held = outlets.homes(archive.db)
        if begun and {slug, new_slug} <= held.keys():
            raise DeskError(
                f"{slug} and {new_slug} are two outlets in the archive; neither renamed"
            )
        former = former_slugs(folder)
        if former.get(slug, new_slug) != new_slug:
            raise DeskError(f'"{slug}" is what {former[slug]} was called; rename its file by hand')
        taken = why_taken(folder, new_slug, held=held, renamed=slug)
        if taken and not begun:
            raise DeskError(f'"{new_slug}" {taken}; choose another name')
        if old is not None and not begun:
            load_outlet(old)  # a mistake in it is told before anything is done
            text = old.read_text("utf-8-sig")
            write_new(new, with_former_slug(text, slug, new_slug=new_slug).encode())
        with archive.write() as db:
            outlets.rename_outlet(db, slug, new_slug)
        archive.flush()
        if old is not None:
            old.unlink()
            sync_folder(old.parent)
    return new


def _is_begun(old: Path | None, new: Path, *, slug: str) -> bool:
    """Whether an outlet has its new file, and what is left to do is the rest."""
    if not new.exists() or slug not in load_outlet(new).formerly:
        return False
    return old is None or is_renamed(old, new)


def with_former_slug(text: str, slug: str, *, new_slug: str) -> str:
    """An outlet file's text that says what its outlet was called before; its other lines stay.

    DeskError when `formerly` stands in it in a way that only a person can change.
    """
    contents = tomllib.loads(text)
    before = (*contents.get("formerly", ()), slug)
    former = list(dict.fromkeys(one for one in before if one != new_slug))
    line = f"formerly = {json.dumps(former)}"
    where, put = (FORMERLY, line) if "formerly" in contents else (FIRST_KEY, f"{line}\n")
    written = where.sub(put, text, count=1)
    if tomllib.loads(written) != contents | {"formerly": former}:
        raise DeskError(f"{slug}.toml: formerly cannot be changed; write it on one line: {line}")
    return written
