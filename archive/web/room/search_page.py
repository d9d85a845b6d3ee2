"""The search page, which is the front page too; its data and its feed."""

from dataclasses import replace
from typing import Any

from datasette import Response

from archive.search.search import search
from archive.web.room.addresses import Addresses
from archive.web.room.answers import data, feed, page
from archive.web.room.archive_served import from_archive
from archive.web.room.asked import asked_of, hidden
from archive.web.room.search_view import SearchView


async def answer(datasette: Any, request: Any) -> Response:
    """The results of a search; without one, what there is to search."""
    asked = asked_of(request)
    form = request.url_vars.get("form")
    found = await from_archive(
        datasette, lambda archive: search(archive, asked.search, facets=form != "atom")
    )
    results = replace(found, notes=(*asked.notes, *found.notes))
    if form == "json":
        return data(results)
    view = SearchView(asked.search, results, Addresses(datasette))
    if form == "atom":
        here = datasette.absolute_url(request, "").removesuffix("/")
        return feed(datasette, "search.atom", view=view, here=here)
    return page(
        datasette,
        "search.html",
        view=view,
        search=asked.search,
        results=results,
        hidden=tuple(hidden(asked.search)),
    )
