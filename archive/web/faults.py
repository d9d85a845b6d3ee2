"""What a request that fails is answered, and what the server's output says of it.

Datasette prints a traceback with all local variables for every wrong request, which takes seconds
and holds rows of the archive. A wrong request is answered in one line here; only a fault of the
program leaves a traceback in the output, and none of it on the page. What is wrong with the archive
is told with its remedy, as by every verb.
"""

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError

from archive.db.connection import FILE, explained
from archive.model.errors import DeskError
from archive.web.pages import TABLES
from archive.web.room.answers import fault
from archive.web.room.archive_served import database_served

log = logging.getLogger(__name__)

FAULT = "The server failed at this; its output says why"
OUT_OF_TIME = "This took longer than a statement may; ask for less at once"
NO_PAGE = "There is no page at this address"


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(
    datasette: Any, request: Any, exception: Exception
) -> Callable[[], Awaitable[Response]]:
    """The answer to a request that failed, as JSON to who asks for JSON."""

    async def answer() -> Response:
        status, info, title = 500, {}, None
        if isinstance(exception, Base400):
            status, said = exception.status, str(exception.args[0])
        elif isinstance(exception, QueryInterrupted) or is_out_of_time(exception):
            status, said, title = 400, OUT_OF_TIME, "SQL Interrupted"
        elif isinstance(exception, KeyError) and "_shape" in request.args:
            status, said = 400, "_shape is for rows, and there are none here"
        elif isinstance(exception, DatasetteError):
            status, info, said = exception.status, exception.error_dict, exception.message
            title = exception.title
            if status == 500:  # what it says where it names no status, and always of the request
                status = 400
        elif told_of_it := fault_of_archive(exception):
            said = str(told_of_it)
            log.error("%s failed: %s", request.path, said)
        else:
            log.error("%s failed", request.path, exc_info=exception)
            said = FAULT
        told = {**info, "ok": False, "error": said, "status": status, "title": title}
        if request.path.endswith(".json"):
            return Response.json(told, status=status)
        if status == 404 and database_served(datasette):
            return fault(
                datasette, request, status, said if request.path.startswith(TABLES) else NO_PAGE
            )
        page = await datasette.render_template([f"{status}.html", "error.html"], told, request)
        return Response.html(page, status=status)

    return answer


def fault_of_archive(exception: Exception) -> DeskError | None:
    """What is wrong with the archive, and its remedy; Datasette itself reads what tables hold."""
    if isinstance(exception, sqlite3.DatabaseError):
        return explained(exception, Path(FILE))
    return exception if isinstance(exception, DeskError) else None


def is_out_of_time(exception: Exception) -> bool:
    """Whether it is Datasette's page for `QueryInterrupted`: the one it writes as HTML."""
    return isinstance(exception, DatasetteError) and exception.message_is_html
