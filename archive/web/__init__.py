"""The archive in Datasette: a plugin that any Datasette with foreign-desk beside it loads.

It gives Datasette's own search box, JSON and CSV the archive's search: Korean, Chinese, accents,
`begin*`, and never a syntax error. What pages say and who may frame them stands in the modules
beside; `server.serve` is what `desk serve` runs. Only hooks that Datasette 1.0 keeps are used.
"""

import sqlite3
from typing import Any

from datasette import hookimpl

from archive.search.query import fts_query
from archive.web.pages import Wrapper, trimmed_and_guarded

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
    return fts_query(str(typed or "")) or NOTHING


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Wrapper:
    """Put security headers on every answer and leave long columns out of tables."""
    return trimmed_and_guarded
