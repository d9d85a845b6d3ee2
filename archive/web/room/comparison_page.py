"""The page on which two columns stand against each other, as when one text ran in two places."""

from typing import Any, NamedTuple
from urllib.parse import unquote

from datasette import Response

from archive.db.columns import articles
from archive.folder.open_archive import OpenArchive
from archive.reading import references
from archive.reading.opened_history import COMPARED
from archive.text.difference_parts import part_of
from archive.text.difference_work import Work
from archive.text.differences import Difference, difference, shown
from archive.web.room import wording
from archive.web.room.answers import data, page
from archive.web.room.columns_named import number_asked, of_column


class ColumnsCompared(NamedTuple):
    """Two columns and what differs from the first to the second."""

    one: dict[str, Any]
    other: dict[str, Any]
    difference: Difference


async def answer(datasette: Any, request: Any) -> Response:
    """What differs between two columns, word by word."""
    other = unquote(request.url_vars["other"])

    def read(archive: OpenArchive, article_id: int, _public_id: str) -> ColumnsCompared:
        db = archive.db
        ids = (article_id, references.resolve(db, other))
        one, another = (articles.whole_row(db, one) for one in ids)
        before, after = (articles.text_of(db, one) for one in ids)
        changed = difference(before, after, Work(COMPARED))
        return ColumnsCompared(named(one), named(another), changed)

    compared = await of_column(datasette, request, read)
    if isinstance(compared, Response):
        return compared
    if request.url_vars.get("form") == "json":
        return data(compared)
    whole = bool(request.args.get("whole"))
    return page(
        datasette,
        "comparison.html",
        compared=compared,
        shown=part_of(shown(compared.difference, whole=whole), number_asked(request, "part")),
        whole=whole,
        beside=request.args.get("view") == "beside",
        wording=wording,
    )


NAMING = (
    *("public_id", "title", "outlet", "outlet_name", "published", "published_precision"),
    *("language", "url"),
)


def named(row: dict[str, Any]) -> dict[str, Any]:
    """What of a column's row says which one it is."""
    return {name: row[name] for name in NAMING}
