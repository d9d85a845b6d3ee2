"""A list of queries pasted at once, each with its count and a link to its hits."""

from typing import Any

from datasette import Response

from archive.search.counts import count_each
from archive.web.room.answers import data, page
from archive.web.room.archive_served import from_archive


async def answer(datasette: Any, request: Any) -> Response:
    """The counts of the queries that were pasted; without any, the form to paste them into."""
    typed = request.args.get("list") or ""
    counted = await from_archive(datasette, lambda archive: count_each(archive, typed))
    if request.url_vars.get("form") == "json":
        return data(counted)
    return page(datasette, "queries.html", typed=typed, counted=counted)
