"""Addresses of the reading room's pages and of what stands beside them."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from archive.model.rows import digest_of
from archive.text.folding import fold_name

PLUGIN = "foreign_desk"
"""The plugin's name in `pyproject.toml`; Datasette serves its static files under it."""
STATIC = Path(__file__).parents[1] / "static"

LONGEST_VALUE = 1_500
"""Signs of a name in an address; a page may hold a megabyte of one, and leads nowhere with it.
Lists of queries are as long as they were pasted."""

Parameters = Mapping[str, object]


class Addresses:
    """Paths on this server; all begin with Datasette's `base_url`."""

    def __init__(self, datasette: Any) -> None:
        """Addresses for this Datasette."""
        self._path = datasette.urls.path

    def search(self, form: str = "", /, **asked: object) -> str:
        """The search page, or with a form (`json`, `atom`) its data."""
        return self._of(f"/.{form}" if form else "/", asked)

    def queries(self, form: str = "", /, **asked: object) -> str:
        """Several searches at once."""
        return self._of("/queries", asked, form)

    def column(self, public_id: str, form: str = "", /, **asked: object) -> str:
        """A column's page."""
        return self._of(f"/column/{quote(public_id, safe='')}", asked, form)

    def comment(self, public_id: str, key: str, /, **asked: object) -> str:
        """A comment on its column's page, among those beside it."""
        return f"{self.column(public_id, comment=key, **asked)}#{anchor_of(key)}"

    def history(self, public_id: str, form: str = "", /, **asked: object) -> str:
        """A column's versions and events."""
        return self._of(f"/column/{quote(public_id, safe='')}/history", asked, form)

    def capture(self, public_id: str, number: int, form: str = "", /) -> str:
        """What a capture of a column holds, as text or to be saved, or what is known of it."""
        return self._of(f"/column/{quote(public_id, safe='')}/capture/{number}", {}, form)

    def comparison(self, public_id: str, other: str, form: str = "", /, **asked: object) -> str:
        """What differs between two columns."""
        path = f"/column/{quote(public_id, safe='')}/with/{quote(other, safe='')}"
        return self._of(path, asked, form)

    def outlets(self, form: str = "", /, **asked: object) -> str:
        """All outlets."""
        return self._of("/outlets", asked, form)

    def outlet(self, slug: str, form: str = "", /, **asked: object) -> str:
        """An outlet's page."""
        return self._of(f"/outlet/{segment(slug)}", asked, form)

    def changed(self, form: str = "", /, **asked: object) -> str:
        """The columns of all outlets that changed."""
        return self._of("/changed", asked, form)

    def author(self, name: str, form: str = "", /, **asked: object) -> str:
        """An author's page; of a name that a path cannot hold (".", ".."), a search for it."""
        if not fold_name(name[:LONGEST_VALUE]):
            return self.search(author=name)
        return self._of(f"/author/{segment(name)}", asked, form)

    def authors(self, form: str = "", /, **asked: object) -> str:
        """The authors of the archive."""
        return self._of("/authors", asked, form)

    def data(self) -> str:
        """Datasette's pages of tables."""
        return str(self._path("/archive"))

    def static(self, name: str) -> str:
        """A file of ours, under an address that changes with what it holds."""
        return str(self._path(static_path(name)))

    def _of(self, path: str, asked: Parameters, form: str = "") -> str:
        query = urlencode(list(given(asked)))
        whole = f"{path}.{form}" if form else path
        return str(self._path(whole)) + (f"?{query}" if query else "")


def static_path(name: str) -> str:
    """The path of a file of ours, before Datasette's `base_url` is put in front; it changes with
    what the file holds."""
    return f"/-/static-plugins/{PLUGIN}/{name}?v={version_of(name)}"


def segment(name: str) -> str:
    """A name as one part of a path; an ending that would ask for data is none."""
    quoted = quote(name[:LONGEST_VALUE], safe="")
    return f"{quoted.removesuffix('.json')}%2Ejson" if quoted.endswith(".json") else quoted


def anchor_of(key: str) -> str:
    """The id of a comment's element on its column's page; a page chose the key."""
    return f"c-{digest_of(key)[:10]}"


def given(asked: Parameters) -> Iterable[tuple[str, str]]:
    """Names and values of an address; what is None or empty is left out, a sequence repeated."""
    for name, value in asked.items():
        values = value if isinstance(value, tuple | list) else (value,)
        for one in values:
            if one not in (None, ""):
                yield name.rstrip("_"), str(one) if name == "list" else str(one)[:LONGEST_VALUE]


@cache
def version_of(name: str) -> str:
    """The first digits of a static file's hash."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]
