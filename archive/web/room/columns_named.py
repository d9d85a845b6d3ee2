"""The column that an address of ours names, and where one leads that names it otherwise."""

import re
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from datasette import Response

from archive.db.columns import articles
from archive.folder.open_archive import OpenArchive
from archive.reading import references
from archive.web.room.answers import redirect
from archive.web.room.archive_served import from_archive

Read = TypeVar("Read")

NUMBER = re.compile(r"[+-]?[0-9]{1,18}")


async def of_column(
    datasette: Any, request: Any, read: Callable[[OpenArchive, int, str], Read]
) -> Read | Response:
    """What a function reads of the column named, by row id and public id; a redirect where it is
    named by a former id, an abbreviated one or an address of the web."""
    asked = unquote(request.url_vars["reference"])

    def in_thread(archive: OpenArchive) -> Read | _Named:
        article_id = references.resolve(archive.db, asked)
        public_id = articles.public_id_of(archive.db, article_id) or asked
        return read(archive, article_id, public_id) if public_id == asked else _Named(public_id)

    found = await from_archive(datasette, in_thread)
    if not isinstance(found, _Named):
        return found
    form = request.url_vars.get("form")
    path = f"/column/{quote(found)}{request.url_vars.get('rest') or ''}" + (
        f".{form}" if form else ""
    )
    query = request.query_string
    return redirect(str(datasette.urls.path(path)) + (f"?{query}" if query else ""))


class _Named(str):
    """The public id of a column that was named otherwise."""

    __slots__ = ()


def number_asked(request: Any, name: str) -> int | None:
    """A number in an address; None where there is none, or what is no number."""
    given = (request.args.get(name) or "").strip()
    return int(given) if NUMBER.fullmatch(given) else None
