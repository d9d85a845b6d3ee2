"""The pages of authors: one with all columns, and all of them by letter or by columns."""

from itertools import groupby
from typing import Any
from urllib.parse import unquote

from datasette import Response

from archive.db.columns.listings import ListedColumn
from archive.reading.authors import author_list, author_view
from archive.web.room.answers import data, page
from archive.web.room.archive_served import from_archive
from archive.web.room.asked import page_of
from archive.web.room.sparkline import sparkline

PAGE = 50
"""Columns of a page."""
NAMES = 100
"""Authors of a page."""
LONGEST_BEGINNING = 40


async def author(datasette: Any, request: Any) -> Response:
    """An author's columns, the newest first."""
    name = unquote(request.url_vars["name"], errors="replace")
    number = page_of(request.args.get("page"), [])
    view = await from_archive(
        datasette, lambda archive: author_view(archive, name, page=number, size=PAGE)
    )
    if request.url_vars.get("form"):
        return data(view)
    span = (view.years[0][0], view.years[-1][0]) if view.years else None
    return page(
        datasette,
        "author.html",
        view=view,
        by_year=[(year, list(columns)) for year, columns in groupby(view.columns, key=year_of)],
        picture_of_years=sparkline(view.years, span),
    )


def year_of(column: ListedColumn) -> str:
    """The year of a column; empty when it has no date."""
    return (column.published or "")[:4]


async def all_authors(datasette: Any, request: Any) -> Response:
    """The authors of the archive, or those of whose names a word begins as is asked."""
    begins = (request.args.get("begins") or "")[:LONGEST_BEGINNING]
    number = page_of(request.args.get("page"), [])
    listed = await from_archive(
        datasette, lambda archive: author_list(archive, begins, page=number, size=NAMES)
    )
    if request.url_vars.get("form"):
        return data(listed)
    return page(datasette, "authors.html", listed=listed, begins=begins)
