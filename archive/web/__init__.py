"""The archive in Datasette: a plugin that any Datasette with foreign-desk beside it loads.

It gives Datasette's own search box, JSON and CSV the search of `desk search`: one parser reads what
was typed, the page says how, and what cannot be done is refused by name. What pages say and who may
frame them stands in the modules beside; `server.serve` is what `desk serve` runs. Only hooks that
Datasette 1.0 keeps are used.
"""

import sqlite3
from typing import Any

from datasette import Request, hookimpl
from datasette.filters import FilterArguments
from datasette.utils.asgi import BadRequest, NotFound

from archive.model.errors import DeskError
from archive.search.query import fts_query, parse
from archive.web.asgi import Wrapper
from archive.web.faults import handle_exception
from archive.web.pages import trimmed_and_guarded
from archive.web.room.routes import routes as room_routes

__all__ = [
    "asgi_wrapper",
    "filters_from_request",
    "handle_exception",
    "prepare_connection",
    "register_routes",
]

NOTHING = '""'
"""A full-text query that is valid and finds nothing."""


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]  # datasette ships no types
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Have Datasette's search box ask as `desk search` does.

    Datasette puts what was typed through its SQL function `escape_fts` and registers its own in
    this same hook; without `trylast` that one wins.
    """
    conn.create_function("escape_fts", 1, escape_fts, deterministic=True)


def escape_fts(typed: object) -> str:
    """What was typed as a full-text query that cannot fail."""
    try:
        return fts_query(str(typed or "")) or NOTHING
    except DeskError:  # said by `filters_from_request`
        return NOTHING


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def filters_from_request(request: Request) -> FilterArguments:
    """Say how a search was understood; what cannot be done is a bad request that says why."""
    read: list[str] = []
    for name in request.args:
        if name.startswith("_search") and name != "_searchmode":
            try:
                read.append(str(parse(request.args[name])) or "nothing to look for")
            except DeskError as error:
                raise BadRequest(str(error)) from error
    raw = request.args.get("_searchmode") == "raw"
    return FilterArguments([], human_descriptions=[] if raw else [f"read as {one}" for one in read])


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Any) -> list[tuple[str, object]]:
    """The reading room; and no page of threads and tasks, which shows paths of the machine."""
    return [(r"/-/threads(\.json)?$", nothing_here), *room_routes(datasette)]


def nothing_here() -> None:
    """No page."""
    raise NotFound("Not found")


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Wrapper:
    """Put security headers on every answer and leave long columns out of tables."""
    return trimmed_and_guarded
