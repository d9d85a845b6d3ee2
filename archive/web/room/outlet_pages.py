"""The pages of outlets: all of them, one, and what of it is gone or moved."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from datasette import Response

from archive.folder.open_archive import OpenArchive
from archive.model.errors import NotThere
from archive.reading.coverage import Holdings, sentence
from archive.reading.outlets import (
    Departed,
    OutletOrder,
    OutletView,
    departed,
    outlet_list,
    outlet_view,
    slug_today,
)
from archive.web.room.addresses import Addresses
from archive.web.room.answers import data, page, redirect
from archive.web.room.archive_served import from_archive
from archive.web.room.asked import page_of
from archive.web.room.months import month_rows
from archive.web.room.sparkline import sparkline

ORDERS: tuple[OutletOrder, ...] = ("name", "silent", "columns")
DEPARTED: tuple[Departed, ...] = ("gone", "moved")
PAGE = 50
"""Columns of a page of a list."""


async def all_outlets(datasette: Any, request: Any) -> Response:
    """Every outlet with what is held of it, and whether it still publishes."""
    asked = request.args.get("order")
    order = next((one for one in ORDERS if one == asked), ORDERS[0])
    now = datetime.now(UTC)
    listed = await from_archive(
        datasette, lambda archive: outlet_list(archive, now=now, order=order)
    )
    held = Holdings(outlets=tuple(one.holdings for one in listed))
    if request.url_vars.get("form"):
        return data({"coverage": sentence(held), "outlets": listed})
    return page(
        datasette,
        "outlets.html",
        order=order,
        listed=listed,
        quiet=sorted(
            (one for one in listed if one.health.quiet), key=lambda one: one.health.newest or ""
        ),
        coverage=sentence(held, begins="The archive holds"),
        sparkline=lambda years: sparkline(years, held.span),
    )


async def outlet(datasette: Any, request: Any) -> Response:
    """One outlet, or a list of its columns that are gone or moved."""
    slug = unquote(request.url_vars["slug"], errors="replace")
    form = request.url_vars.get("form") or ""
    asked = request.args.get("list")
    kind = next((one for one in DEPARTED if one == asked), None)
    number = page_of(request.args.get("page"), [])

    def read(archive: OpenArchive) -> Any:
        try:
            if kind is not None:
                return departed(archive, slug, kind, page=number, size=PAGE)
            return outlet_view(archive, slug, now=datetime.now(UTC))
        except NotThere:
            if (today := slug_today(archive, slug)) is None:
                raise
            return today

    found = await from_archive(datasette, read)
    if isinstance(found, str):
        return redirect(Addresses(datasette).outlet(found, form, list=kind))
    if form:
        return data(found)
    if isinstance(found, OutletView):
        rows = month_rows(found.months)
        return page(datasette, "outlet.html", view=found, rows=rows)
    return page(datasette, "departed.html", view=found)
