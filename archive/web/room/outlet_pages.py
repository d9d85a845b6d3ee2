"""The pages of outlets: all of them, one, and what of it is gone, moved or changed."""

from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import unquote

from datasette import Response

from archive.folder.open_archive import OpenArchive
from archive.model.errors import NotThere
from archive.reading.changed import ChangedColumns, changed_columns
from archive.reading.coverage import coverage, sentence
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
from archive.web.room.showing import day
from archive.web.room.sparkline import sparkline

ORDERS: tuple[OutletOrder, ...] = ("name", "silent", "columns")
LISTS: tuple[Departed | Literal["changed"], ...] = ("gone", "moved", "changed")
PAGE = 50
"""Columns of a page of a list."""


async def all_outlets(datasette: Any, request: Any) -> Response:
    """Every outlet with what is held of it, and whether it still publishes."""
    asked = request.args.get("order")
    order = next((one for one in ORDERS if one == asked), ORDERS[0])
    now = datetime.now(UTC)
    listed, held = await from_archive(
        datasette,
        lambda archive: (outlet_list(archive, now=now, order=order), coverage(archive.db)),
    )
    if request.url_vars.get("form"):
        return data({"coverage": sentence(held), "outlets": listed})
    crawled = {one.health.asked_at and day(one.health.asked_at) for one in listed}
    return page(
        datasette,
        "outlets.html",
        order=order,
        crawled=crawled.pop() if len(crawled) == 1 and len(listed) > 1 else None,
        listed=listed,
        of_state=lambda state: sorted(
            (one for one in listed if one.health.state == state),
            key=lambda one: one.health.newest or "",
        ),
        coverage=sentence(held, begins="The archive holds"),
        sparkline=lambda years: sparkline(years, held.span),
    )


async def outlet(datasette: Any, request: Any) -> Response:
    """One outlet, or a list of its columns that are gone, moved or changed."""
    slug = unquote(request.url_vars["slug"], errors="replace")
    form = request.url_vars.get("form") or ""
    asked = request.args.get("list")
    kind = next((one for one in LISTS if one == asked), None)
    number = page_of(request.args.get("page"), [])

    def read(archive: OpenArchive) -> Any:
        try:
            if kind == "changed":
                return changed_columns(archive, slug, page=number, size=PAGE)
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
    template = "changed.html" if isinstance(found, ChangedColumns) else "departed.html"
    return page(datasette, template, view=found)


async def all_changed(datasette: Any, request: Any) -> Response:
    """The columns of all outlets that changed, the one that changed last first."""
    number = page_of(request.args.get("page"), [])
    found = await from_archive(
        datasette, lambda archive: changed_columns(archive, page=number, size=PAGE)
    )
    if request.url_vars.get("form"):
        return data(found)
    return page(datasette, "changed.html", view=found)
