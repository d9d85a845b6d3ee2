"""The page of a column's history: its line of time, two versions compared, its captures."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from datasette import Response

from archive.folder.open_archive import OpenArchive
from archive.reading.opened_history import OpenedHistory, WantedHistory, opened_history
from archive.text.difference_parts import part_of
from archive.text.differences import shown
from archive.web.room import wording
from archive.web.room.answers import data, page
from archive.web.room.columns_named import number_asked, of_column
from archive.web.room.showing import told_apart


async def answer(datasette: Any, request: Any) -> Response:
    """A column's history."""
    wanted = WantedHistory(
        before=request.args.get("from") or "",
        after=request.args.get("to") or "",
        page=number_asked(request, "page"),
        captures=number_asked(request, "captures"),
    )

    def read(archive: OpenArchive, article_id: int, _public_id: str) -> OpenedHistory:
        return opened_history(archive.db, article_id, wanted)

    history = await of_column(datasette, request, read)
    if isinstance(history, Response):
        return history
    if request.url_vars.get("form") == "json":
        return data(history)
    whole = bool(request.args.get("whole"))
    compared = history.comparison
    return page(
        datasette,
        "history.html",
        history=history,
        compared=compared,
        shown=part_of(
            shown(compared.difference, whole=whole) if compared else (),
            number_asked(request, "part"),
        ),
        whole=whole,
        beside=request.args.get("view") == "beside",
        wording=wording,
        moment_of=told_apart(moments_of(history)),
    )


def moments_of(history: OpenedHistory) -> Iterator[datetime]:
    """Every moment that the page of a history tells."""
    yield from (entry.capture.at for entry in history.entries)
    yield from (capture.captured_at for capture in history.received)
    if compared := history.comparison:
        yield from (compared.before.seen_at, compared.after.seen_at)
