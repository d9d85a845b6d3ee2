"""The page to read a column on, or one version of it, and either as data."""

from itertools import islice
from typing import Any

from datasette import Response

from archive.folder.open_archive import OpenArchive
from archive.reading.discussion import texts_by_page
from archive.reading.opened_column import opened
from archive.web.room import version_page, wording
from archive.web.room.addresses import anchor_of
from archive.web.room.answers import data, page
from archive.web.room.column_view import AskedColumn, ColumnView, column_view
from archive.web.room.columns_named import number_asked, of_column
from archive.web.room.marking import Marking

LOOKED_THROUGH = 10
"""Pages of comments looked through for what is looked for; a hundred take half a second."""


async def answer(datasette: Any, request: Any) -> Response:
    """A column for reading, or the version of it that is asked for."""
    if version := request.args.get("version"):
        return await version_page.answer(datasette, request, version)
    asked = asked_of(request)

    def read(archive: OpenArchive, article_id: int, _public_id: str) -> ColumnView:
        comments = asked.comments or page_with(archive, article_id, asked.query)
        column = opened(archive.db, article_id, comments_page=comments, comment=asked.comment)
        return column_view(column, asked)

    view = await of_column(datasette, request, read)
    if isinstance(view, Response):
        return view
    if request.url_vars.get("form") == "json":
        return data(view.column)
    return page(
        datasette,
        "column.html",
        view=view,
        column=view.column,
        article=view.column.article,
        asked=asked,
        wording=wording,
        anchor_of=anchor_of,
        here=datasette.absolute_url(request, "/").removesuffix("/"),
    )


def page_with(archive: OpenArchive, article_id: int, query: str) -> int:
    """The first page of comments in which something that is looked for stands; else the first."""
    marking = Marking(query)
    if marking.looks_for_any:
        for page, texts in islice(texts_by_page(archive.db, article_id), LOOKED_THROUGH):
            if any(marking.spans(text) for text in texts):
                return page
    return 1


def asked_of(request: Any) -> AskedColumn:
    """What a request asks for; what is no number is passed over."""
    return AskedColumn(
        query=(request.args.get("q") or "").strip(),
        part=number_asked(request, "part") or 1,
        comments=number_asked(request, "comments"),
        comment=request.args.get("comment") or None,
        chrome=bool(request.args.get("chrome")),
    )
