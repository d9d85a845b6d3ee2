"""The search page, which is the front page too; its data and its feed."""

from dataclasses import dataclass, replace
from typing import Any

from datasette import Response

from archive.db.columns import listings
from archive.db.columns.listings import ListedColumn
from archive.folder.open_archive import OpenArchive
from archive.reading.coverage import Held, coverage, sentence
from archive.reading.meant import ColumnMeant, column_meant
from archive.search.query import parse
from archive.search.question import days_asked
from archive.search.request import Search, Where
from archive.search.results import Results
from archive.search.search import search
from archive.web.room.addresses import Addresses
from archive.web.room.answers import data, feed, page, plain
from archive.web.room.archive_served import from_archive
from archive.web.room.asked import AskedSearch, asked_of, hidden, is_empty
from archive.web.room.search_feed import found_feed, published
from archive.web.room.search_view import SearchView

NEWEST = 8
"""Columns that the front page shows before anything is looked for."""


SEARCHED: dict[Where, str] = {
    "both": "Searched",
    "column": "Searched",
    "comments": "Searched the comments of",
}
"""How the sentence on what was searched begins."""


async def answer(datasette: Any, request: Any) -> Response:
    """The results of a search; without one, what there is to search."""
    asked = asked_of(request)
    form = request.url_vars.get("form")
    if form == "atom":
        return await as_feed(datasette, request, asked)
    found = await from_archive(datasette, lambda archive: look_up(archive, asked.search, form))
    results = replace(found.results, notes=(*asked.notes, *found.results.notes))
    if form == "json":
        return data({**plain(results), "meant": found.meant})
    return page(
        datasette,
        "search.html",
        view=SearchView(asked.search, results, Addresses(datasette)),
        search=asked.search,
        results=results,
        meant=found.meant,
        held=found.held,
        coverage=sentence(found.held, begins=SEARCHED[where_asked(asked.search)]),
        newest=found.newest,
        hidden=tuple(hidden(asked.search)),
    )


async def as_feed(datasette: Any, request: Any, asked: AskedSearch) -> Response:
    """The newest that a search finds, as a feed."""
    found = await from_archive(datasette, lambda archive: found_feed(archive, asked.search))
    view = SearchView(replace(asked.search, order="relevance"), found.results, Addresses(datasette))
    here = datasette.absolute_url(request, "/").removesuffix("/")
    return feed(datasette, "search.atom", view=view, found=found, published=published, here=here)


@dataclass(frozen=True, slots=True)
class Found:
    """What the archive has of a search, and what it holds."""

    results: Results
    held: Held
    """Of the outlets that are searched."""
    newest: tuple[ListedColumn, ...]
    """The newest columns, where nothing is looked for."""
    meant: ColumnMeant | None
    """The column whose id or address is looked for."""


def look_up(archive: OpenArchive, wanted: Search, form: str | None) -> Found:
    """What the archive has of a search; the newest columns of all without one.

    The search comes last: it leaves out what the time does not suffice for, the rest takes little.
    """
    # A comment may be of another day than its column, of which alone the numbers are at hand.
    days = () if where_asked(wanted) == "comments" else days_asked(wanted)
    held = coverage(archive.db, wanted.outlets, *days)
    meant = column_meant(archive.db, wanted.query)
    newest: tuple[ListedColumn, ...] = ()
    if form is None and is_empty(wanted):
        newest = tuple(listings.newest(archive.db, limit=NEWEST))
    results = search(archive, wanted, facets=True)
    if meant and meant.by == "beginning of the id" and results.total:
        meant = None  # a short word begins some id of a large archive
    return Found(
        results=results,
        held=held,
        newest=newest,
        meant=meant,
    )


def where_asked(wanted: Search) -> Where:
    """What is searched, as clicked or else as typed."""
    return (parse(wanted.query).place or "both") if wanted.where == "both" else wanted.where
