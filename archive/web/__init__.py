"""The archive in Datasette: a plugin that any Datasette with foreign-desk beside it loads.

It gives Datasette's own search box, JSON and CSV the words of `desk search`: one parser reads what
was typed, and the page says how. Fields for facts of columns (`outlet:`, `lang:`, `before:`,
`after:`, `in:`) are passed over there, as tables have filters of their own. What pages say and who
may frame them stands in the modules beside; `server.serve` is what `desk serve` runs. Only hooks
that Datasette 1.0 keeps are used.
"""

import sqlite3
from typing import Any

from datasette import Request, hookimpl
from datasette.filters import FilterArguments
from datasette.utils.asgi import NotFound
from markupsafe import Markup

from archive.db.connection import hold_more_pages
from archive.search.parts import QueryPart, without_marks
from archive.search.query import parse
from archive.web.asgi import Wrapper
from archive.web.faults import handle_exception
from archive.web.metadata import SHOWN
from archive.web.pages import trimmed_and_guarded
from archive.web.room.addresses import Addresses, static_path
from archive.web.room.archive_served import database_served
from archive.web.room.routes import routes as room_routes

__all__ = [
    "asgi_wrapper",
    "extra_css_urls",
    "filters_from_request",
    "handle_exception",
    "prepare_connection",
    "register_routes",
    "render_cell",
]

NOTHING = '""'
"""A full-text query that is valid and finds nothing."""


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]  # datasette ships no types
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """Have Datasette's search box ask as `desk search` does, with as much memory for pages.

    Datasette puts what was typed through its SQL function `escape_fts` and registers its own in
    this same hook; without `trylast` that one wins.
    """
    served = database_served(datasette)
    if served and served.name == database and not datasette.setting("cache_size_kb"):
        hold_more_pages(conn)
    conn.create_function("escape_fts", 1, escape_fts, deterministic=True)


def escape_fts(typed: object) -> str:
    """What was typed as a full-text query that cannot fail."""
    words = words_of(str(typed or ""))
    return words.expression() if words else NOTHING


def words_of(typed: str) -> QueryPart | None:
    """What was typed without facts of columns; None when nothing else is looked for."""
    part = parse(typed).part
    return without_marks(part) if part else None


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def filters_from_request(request: Request) -> FilterArguments:
    """Say how a search was read, and what in it is no query."""
    said: list[str] = []
    for name in request.args:
        if name.startswith("_search") and name != "_searchmode":
            words = words_of(request.args[name])
            said += [f"read as {words or 'nothing to look for'}", *parse(request.args[name]).notes]
    raw = request.args.get("_searchmode") == "raw"
    return FilterArguments([], human_descriptions=[] if raw else said)


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(
    value: object, column: str, table: str, database: str, datasette: Any
) -> Markup | None:
    """A column's public id in a table of the archive, as a link to the page to read it on."""
    served = database_served(datasette)
    if served is None or served.name != database:
        return None
    named = value.get("label") if isinstance(value, dict) else value
    is_named = column == ("public_id" if table == "articles" else "article_id")
    if not is_named or table not in SHOWN or not isinstance(named, str):
        return None
    return Markup('<a href="{}">{}</a>').format(Addresses(datasette).column(named), named)


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(database: str | None, datasette: Any) -> list[str]:
    """The look of the reading room for Datasette's own pages of the archive."""
    served = database_served(datasette)
    is_of_archive = served is not None and database in (None, served.name)
    return [static_path("data.css")] if is_of_archive else []


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
